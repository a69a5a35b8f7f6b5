# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls for critical findings, and what is found wanting in a report, by hand: whom they keep, for
how long, what counts."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

DAY = 1440


def finding(name, call, within=None):
    critical = {"call": call}
    if within:
        critical["within"] = within
    return {"id": name, "critical": critical}


def study(minutes, *findings, **more):
    return dict({"read": f"{minutes} min",
                 "findings": [{"id": name, "prevalence": "100 %"} for name in findings]}, **more)


def play(types, studies, findings=(), **more):
    site, files = timeline.arrivals(studies)
    return timeline.run(timeline.scenario(types, site, findings=list(findings), **more), files)


def overread(share="100 %", classes=None, **more):
    """`far` reports at once, `near` makes the final reads."""
    discrepancy = {"share": share}
    if classes:
        discrepancy["classes"] = classes
    return dict({
        "providers": [{"id": "far"}, {"id": "near"}], "final-reads": {"by": ["near"]},
        "coverage": [{"provider": "far"}, {"provider": "near", "overflow-after": "20 h"}],
        "readers": [{"id": "f", "provider": "far", "reads": "preliminary",
                     "licences": {"hold": ["home"]}, "discrepancy": discrepancy},
                    {"id": "n", "provider": "near", "licences": {"hold": ["home"]},
                     "cost": {"per-hour": "USD 60"}}]}, **more)


def mean(document, measure, grouping="overall", entry=None):
    table = document[grouping] if entry is None else document[grouping][entry]
    return table[measure]["mean"]


class Calls(unittest.TestCase):
    def test_a_call_keeps_the_reader_after_his_report(self):
        document, rows, _ = play({"a": study(10, "bleed"), "b": 1},
                                 [("a", 0, "warm"), ("b", 0, "cold")],
                                 [finding("bleed", "4 min", "5 min")])
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["called"]], [10, 14])
        self.assertEqual([rows["b", 0]["begun"], rows["b", 0]["called"]], [14, None])
        self.assertEqual([mean(document, "call_mean"), mean(document, "call_met")], [4, 1])
        self.assertEqual(mean(document, "read_mean", "by_study", "a"), 10)
        self.assertIsNone(mean(document, "call_mean", "by_study", "b"))
        self.assertEqual(document["readers"]["r"]["busy"]["mean"], 15)
        self.assertEqual(document["readers"]["r"]["reads"]["mean"], 2)

    def test_what_is_promised_is_judged(self):
        for within, met in (("4 min", 1), ("239 s", 0), (None, None)):
            document, _, _ = play({"a": study(10, "bleed")}, [("a", 0, "warm")],
                                  [finding("bleed", "4 min", within)])
            self.assertEqual(mean(document, "call_met"), met)
            self.assertEqual(mean(document, "call_mean"), 4)

    def test_several_calls_follow_one_another_by_the_names_of_the_findings(self):
        for first, second, met in (("4 min", "7 min", 1), ("3 min", "7 min", 0),
                                   ("4 min", "6 min", 0), (None, "7 min", 1), (None, "6 min", 0)):
            document, rows, _ = play(
                {"a": study(10, "b-later", "a-first")}, [("a", 0, "warm")],
                [finding("b-later", "3 min", second), finding("a-first", "4 min", first)])
            self.assertEqual(rows["a", 0]["called"], 17)
            self.assertEqual(mean(document, "call_met"), met)
            self.assertEqual(mean(document, "call_met", "by_finding", "a-first"), met)

    def test_only_what_is_there_and_asks_for_it_is_called(self):
        for findings, types in (
                ([{"id": "bleed", "critical": "true"}], study(10, "bleed")),
                ([{"id": "bleed"}], study(10, "bleed")),
                ([finding("bleed", "4 min")], study(10)),
                ([finding("bleed", "4 min")],
                 study(10, findings=[{"id": "bleed", "prevalence": "0 %"}]))):
            document, rows, _ = play({"a": types}, [("a", 0, "warm")], findings)
            self.assertIsNone(rows["a", 0]["called"])
            self.assertIsNone(mean(document, "call_mean"))

    def test_a_call_may_take_no_time(self):
        document, rows, _ = play({"a": study(10, "bleed"), "b": 1},
                                 [("a", 0, "warm"), ("b", 0, "cold")],
                                 [finding("bleed", "0 min", "1 min")])
        self.assertEqual([rows["a", 0]["called"], rows["b", 0]["begun"]], [10, 10])
        self.assertEqual([mean(document, "call_mean"), mean(document, "call_met")], [0, 1])

    def test_the_end_of_the_shift_waits_for_it(self):
        document, rows, _ = play(
            {"a": study(10, "bleed"), "b": 1}, [("a", 0, "warm"), ("b", 1, "warm")],
            [finding("bleed", "4 min")], shifts=[{"id": "s", "from": "00:00", "to": "00:12"}],
            readers=[{"id": "r", "licences": {"hold": ["home"]}, "roster": [{"shift": "s"}],
                      "cost": {"per-hour": "USD 60", "overtime": "200 %"}}])
        self.assertEqual(rows["a", 0]["called"], 14)
        self.assertEqual(rows["b", 0]["begun"], DAY)
        self.assertEqual(document["readers"]["r"]["overtime"]["mean"], 2)
        self.assertEqual(mean(document, "cost", "by_study", "a"), 12 + 2 * 2)

    def test_nobody_breaks_it_off(self):
        # `other` could be put down, but not for `b`
        _, rows, _ = play({"a": study(10, "bleed"), "b": 1,
                           "other": {"read": "60 min", "modality": "DX"}},
                          [("a", 0, "cold"), ("b", 11, "hot"), ("other", 0, "cold")],
                          [finding("bleed", "4 min")], dispatch={"preempt": ["hot"]},
                          readers=[{"id": "r", "licences": {"hold": ["home"]},
                                    "modalities": ["CT"]},
                                   {"id": "q", "licences": {"hold": ["home"]},
                                    "modalities": ["DX"]}])
        self.assertEqual([rows["a", 0]["called"], rows["b", 0]["begun"]], [14, 14])

    def test_the_reader_of_the_first_report_calls_and_the_final_read_goes_on(self):
        document, rows, _ = play({"a": study(10, "bleed")}, [("a", 0, "warm")],
                                 [finding("bleed", "4 min")], **overread(share="0 %"))
        a = rows["a", 0]
        self.assertEqual([a["reported"], a["called"], a["final_begun"], a["final"]],
                         [10, 14, 10, 20])
        self.assertEqual(document["readers"]["f"]["busy"]["mean"], 14)
        self.assertEqual(document["readers"]["n"]["busy"]["mean"], 10)

    def test_a_final_report_may_come_before_the_call_has_ended(self):
        document, rows, _ = play({"a": study(2, "bleed")}, [("a", 0, "warm")],
                                 [finding("bleed", "9 min", "9 min")], **overread(share="0 %"))
        self.assertEqual([rows["a", 0]["final"], rows["a", 0]["called"]], [4, 11])
        self.assertEqual(mean(document, "call_met"), 1)

    def test_what_is_not_over_at_the_end_is_not_judged(self):
        site, files = timeline.arrivals([("a", DAY - 15, "warm")])
        world = timeline.scenario({"a": study(10, "bleed")}, site,
                                  findings=[finding("bleed", "10 min", "1 min")])
        world["run"]["drain"] = "0 d"
        document, rows, _ = timeline.run(world, files)
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["called"]], [DAY - 5, None])
        self.assertEqual([mean(document, "call_met"), mean(document, "call_mean")], [None, None])
        self.assertEqual(document["readers"]["r"]["busy"]["mean"], 15)

    def test_nobody_calls_for_what_a_tool_reports(self):
        _, rows, _ = play({"block": 60, "a": study(10, "bleed")},
                          [("block", 0, "hot"), ("a", 0, "warm")], [finding("bleed", "4 min")],
                          ai=[{"id": "t", "studies": ["a"], "finding": "bleed",
                               "autonomous": "true", "sensitivity": "0 %",
                               "specificity": "100 %", "time": "5 min"}])
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["called"]], [5, None])


class Duty(unittest.TestCase):
    def alone(self, studies, findings, **habits):
        world = {"readers": [dict({"id": "r", "licences": {"hold": ["home"]},
                                   "roster": [{"shift": "s"}]}, **habits)],
                 "shifts": [{"id": "s", "from": "00:00", "to": "00:12"}]}
        return play({"a": study(10, "bleed"), "b": 1}, studies, findings, **world)

    def test_a_call_is_not_handed_back(self):
        document, rows, _ = self.alone([("a", 0, "warm")], [finding("bleed", "4 min")],
                                       **{"shift-end": "hand-back"})
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["called"]], [10, 14])
        self.assertEqual(document["readers"]["r"]["overtime"]["mean"], 2)

    def test_who_stays_reads_on_after_the_call(self):
        _, rows, _ = self.alone([("a", 0, "warm"), ("b", 1, "hot")], [finding("bleed", "4 min")],
                                **{"shift-end": "stay",
                                   "stay": {"priorities": ["hot"], "at-most": "1 h"}})
        self.assertEqual([rows["a", 0]["called"], rows["b", 0]["begun"]], [14, 14])

    def test_a_break_comes_after_the_call(self):
        for shift_end in ("00:30", "00:12"):
            world = {"readers": [{"id": "r", "licences": {"hold": ["home"]},
                                  "roster": [{"shift": "s"}],
                                  "breaks": [{"after": "11 min", "length": "5 min"}]}],
                     "shifts": [{"id": "s", "from": "00:00", "to": shift_end}]}
            _, rows, _ = play({"a": study(10, "bleed"), "b": 1},
                              [("a", 0, "warm"), ("b", 1, "warm")], [finding("bleed", "4 min")],
                              **world)
            self.assertEqual(rows["b", 0]["begun"], 19 if shift_end == "00:30" else DAY)

    def test_calls_go_on_in_an_outage(self):
        for of in ("pacs", "provider:p"):
            _, rows, _ = play(
                {"a": study(10, "bleed"), "b": 1}, [("a", 0, "warm"), ("b", 1, "warm")],
                [finding("bleed", "4 min")], providers=[{"id": "p"}],
                readers=[{"id": "r", "provider": "p", "licences": {"hold": ["home"]}}],
                outages=[{"id": "o", "of": of, "window": {"from": "2026-06-01T00:11",
                                                          "to": "2026-06-01T00:20"}}])
            self.assertEqual([rows["a", 0]["called"], rows["b", 0]["begun"]], [14, 20])

    def test_a_bundle_goes_on_after_the_call_in_it(self):
        types = {"a": study(10, "bleed", bundle={"with": ["b"], "share": "100 %"}), "b": 5, "c": 1}
        _, rows, _ = play(types, [("a", 0, "warm"), ("c", 1, "warm")],
                          [finding("bleed", "4 min")])
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["called"]], [10, 14])
        self.assertEqual([rows["b", 0]["begun"], rows["c", 0]["begun"]], [14, 19])

    def test_the_rest_of_a_bundle_goes_back_when_duty_ends_during_the_call(self):
        types = {"a": study(10, "bleed", bundle={"with": ["b"], "share": "100 %"}), "b": 5}
        _, rows, _ = play(types, [("a", 0, "warm")], [finding("bleed", "4 min")],
                          readers=[{"id": "r", "licences": {"hold": ["home"]},
                                    "roster": [{"shift": "s"}], "shift-end": "hand-back"},
                                   {"id": "z", "licences": {"hold": ["home"]},
                                    "roster": [{"shift": "t"}]}],
                          shifts=[{"id": "s", "from": "00:00", "to": "00:12"},
                                  {"id": "t", "from": "00:20", "to": "01:00"}])
        self.assertEqual([rows["a", 0]["called"], rows["b", 0]["begun"]], [14, 20])
        self.assertEqual(rows["b", 0]["first_reader"], 1)


class Discrepancies(unittest.TestCase):
    major = [{"id": "major", "share": "100 %", "recontact": "15 min"}]

    def test_who_finds_one_is_kept_by_it(self):
        document, rows, _ = play({"a": 10}, [("a", 0, "warm"), ("a", 0, "warm")],
                                 **overread(classes=self.major))
        a, b = rows["a", 0], rows["a", 1]
        self.assertEqual([a["final"], b["reported"], b["final_begun"], b["final"]],
                         [20, 20, 35, 45])
        self.assertEqual([a["discrepancy"], b["discrepancy"]], [1, 1])
        self.assertEqual(mean(document, "discrepancies"), 2)
        self.assertEqual(mean(document, "discrepancies", "by_provider", "far"), 2)
        self.assertEqual(mean(document, "discrepancies", "by_provider", "near"), 0)
        self.assertEqual(document["readers"]["n"]["busy"]["mean"], 50)
        self.assertEqual(mean(document, "overread_cost"), 50)

    def test_a_discrepancy_without_a_class_takes_no_time(self):
        _, rows, _ = play({"a": 10}, [("a", 0, "warm"), ("a", 0, "warm")], **overread())
        self.assertEqual([rows["a", 0]["discrepancy"], rows["a", 1]["final_begun"]], [0, 20])

    def test_classes_go_by_their_names(self):
        classes = [{"id": "major", "share": "100 %", "recontact": "15 min"},
                   {"id": "minor", "share": "0 %", "recontact": "1 min"},
                   {"id": "aside", "share": "0 %"}]
        _, rows, _ = play({"a": 10}, [("a", 0, "warm"), ("a", 0, "warm")],
                          **overread(classes=classes))
        self.assertEqual([rows["a", 0]["discrepancy"], rows["a", 1]["final_begun"]], [2, 35])

    def test_without_anybody_to_look_none_is_seen(self):
        group = {"id": "r", "licences": {"hold": ["home"]}, "discrepancy": {"share": "100 %"}}
        document, rows, _ = play({"a": 10}, [("a", 0, "warm")], readers=[group])
        self.assertEqual([rows["a", 0]["discrepancy"], mean(document, "discrepancies")], [-1, 0])

    def test_a_peer_review_looks_at_what_was_final_at_once(self):
        world = overread(classes=self.major)
        world["readers"][0]["reads"] = "final"
        del world["final-reads"]
        world["peer-review"] = {"share": "100 %", "by": ["near"], "time": "50 %"}
        document, rows, _ = play({"a": 10}, [("a", 0, "warm"), ("a", 0, "warm")], **world)
        self.assertEqual([rows["a", i]["final"] for i in (0, 1)], [10, 20])
        self.assertEqual([rows["a", i]["reviewed"] for i in (0, 1)], [15, 35])
        self.assertEqual([rows["a", i]["discrepancy"] for i in (0, 1)], [1, 1])
        self.assertEqual(mean(document, "discrepancies"), 2)

    def test_what_the_final_read_has_found_no_review_finds_again(self):
        world = overread(classes=self.major)
        world["providers"].append({"id": "third"})
        world["coverage"].append({"provider": "third", "overflow-after": "20 h"})
        world["readers"].append({"id": "t", "provider": "third", "licences": {"hold": ["home"]}})
        world["peer-review"] = {"share": "100 %", "by": ["third"]}
        document, rows, _ = play({"a": 10}, [("a", 0, "warm"), ("a", 20, "warm")], **world)
        self.assertEqual([rows["a", 0]["final"], rows["a", 0]["reviewed"]], [20, 30])
        self.assertEqual(rows["a", 1]["reviewed"], 55)  # final: 35 to 45
        self.assertEqual(document["readers"]["t"]["busy"]["mean"], 20)
        self.assertEqual(document["readers"]["n"]["busy"]["mean"], 50)
        self.assertEqual(mean(document, "discrepancies"), 2)

    def test_the_difficulty_of_the_study_counts(self):
        for share, difficulty, found in (("100 %", "0", 0), ("0.1 %", "1000", 1),
                                         ("50 %", "1000", 1)):
            document, _, _ = play({"a": {"read": "10 min", "difficulty": difficulty}},
                                  [("a", 0, "warm")], **overread(share=share))
            self.assertEqual(mean(document, "discrepancies"), found)

    def test_the_end_of_the_shift_waits_for_it(self):
        world = overread(classes=self.major, shifts=[{"id": "s", "from": "00:00", "to": "00:22"}])
        world["readers"][1]["roster"] = [{"shift": "s"}]
        document, _, _ = play({"a": 10}, [("a", 0, "warm")], **world)
        self.assertEqual(document["readers"]["n"]["overtime"]["mean"], 13)


class Sense(unittest.TestCase):
    def said(self, **keys):
        site = {"id": "h", "jurisdiction": "home", "demand": [{"study": "a", "rate": "1/h"}]}
        group = dict({"id": "r", "licences": {"hold": ["home"]}}, **keys)
        status, messages = timeline.check(timeline.scenario({"a": 10}, site, readers=[group]))
        self.assertEqual(status, 0)
        return messages

    def test_what_nobody_looks_for_is_warned_of(self):
        self.assertIn("no discrepancy is seen", self.said(discrepancy={"share": "1 %"}))
        self.assertNotIn("discrepanc", self.said())


    def test_fatigue_without_anything_to_add_to_is_warned_of(self):
        site = {"id": "h", "jurisdiction": "home", "demand": [{"study": "a", "rate": "1/h"}]}
        group = {"id": "r", "licences": {"hold": ["home"]}, "roster": [{"shift": "s"}],
                 "fatigue": {"after": "6 h", "discrepancy": "5 %/h"}}
        _, messages = timeline.check(timeline.scenario(
            {"a": 10}, site, readers=[group],
            shifts=[{"id": "s", "from": "00:00", "to": "12:00"}]))
        self.assertIn("`r` has no discrepancies that fatigue could add to", messages)


class Draws(unittest.TestCase):
    """What is drawn for a study is the same whoever reads it, and moves nothing else."""
    plain = ("arrived", "priority", "findings", "bytes", "base", "final_base")

    def rows(self, count, share=None, call=True):
        world = overread(classes=[{"id": "major", "share": "40 %", "recontact":
                                   {"exponential": {"mean": "9 min"}}}], share=share or "0 %")
        world["readers"][0]["count"] = count
        if share is None:
            del world["readers"][0]["discrepancy"]
        critical = {"call": {"exponential": {"mean": "4 min"}}} if call else {"mark": "true"}
        world["findings"] = [{"id": "bleed", "critical": critical}]
        site = {"id": "h", "jurisdiction": "home", "demand": [{"study": "a", "rate": "6/h"}]}
        return timeline.run(timeline.scenario(
            {"a": {"read": {"exponential": {"mean": "9 min"}},
                   "findings": [{"id": "bleed", "prevalence": "40 %"}]}}, site, **world))[1]

    def test_other_readers_find_the_same(self):
        one, two = self.rows("1", "50 %"), self.rows("3", "50 %")
        self.assertGreater(len(one), 100)
        for key in one:
            for name in self.plain:
                self.assertEqual(one[key][name], two[key][name])
            if one[key]["final"] is not None and two[key]["final"] is not None:
                self.assertEqual(one[key]["discrepancy"], two[key]["discrepancy"])
            if one[key]["called"] is not None and two[key]["called"] is not None:
                self.assertAlmostEqual(one[key]["called"] - one[key]["reported"],
                                       two[key]["called"] - two[key]["reported"], 6)
        self.assertEqual({row["discrepancy"] for row in one.values()}, {-1, 0, 1})

    def test_a_larger_share_adds_and_takes_none_away(self):
        few, many = self.rows("3", "20 %"), self.rows("3", "60 %")
        for key in few:
            if few[key]["discrepancy"] >= 0 and many[key]["final"] is not None:
                self.assertEqual(few[key]["discrepancy"], many[key]["discrepancy"])

    def test_neither_moves_anything_else(self):
        without, given = self.rows("3", None, False), self.rows("3", "50 %")
        for key in without:
            for name in self.plain:
                self.assertEqual(without[key][name], given[key][name])


if __name__ == "__main__":
    unittest.main()
