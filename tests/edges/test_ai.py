# SPDX-License-Identifier: GPL-3.0-or-later
"""What an AI tool's verdict does, by hand: to the priority, to the reading, instead of a reader."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

HOT, WARM, COLD = 0, 1, 2


def tool(name, studies, **more):
    """Sees nothing that is there: negative on every study without `there`, positive with it."""
    return dict({"id": name, "studies": studies, "finding": "there", "sensitivity": "100 %",
                 "specificity": "100 %", "time": "5 min"}, **more)


def with_finding(minutes):
    return {"read": f"{minutes} min", "findings": [{"id": "there", "prevalence": "100 %"}]}


def play(types, studies, ai, **more):
    site, files = timeline.arrivals(studies)
    return timeline.run(timeline.scenario(types, site, ai=ai, findings=[{"id": "there"}], **more),
                        files)


class Priorities(unittest.TestCase):
    def test_a_negative_lowers_what_waits(self):
        _, rows, _ = play({"block": 60, "a": 1, "b": 1},
                          [("block", 0, "warm"), ("a", 1, "warm"), ("b", 2, "warm")],
                          [tool("clear", ["a"], **{"on-negative": {"priority": "cold"}})])
        self.assertEqual(rows["b", 0]["begun"], 60)
        self.assertEqual(rows["a", 0]["begun"], 61)
        self.assertEqual([rows["a", 0]["priority"], rows["a", 0]["present_priority"]],
                         [WARM, COLD])

    def test_it_never_raises(self):
        _, rows, _ = play({"block": 60, "a": 1, "b": 1},
                          [("block", 0, "warm"), ("a", 1, "cold"), ("b", 2, "warm")],
                          [tool("clear", ["a"], **{"on-negative": {"priority": "warm"}})])
        self.assertEqual(rows["b", 0]["begun"], 60)
        self.assertEqual(rows["a", 0]["present_priority"], COLD)

    def test_a_negative_after_a_positive_changes_nothing(self):
        clear = tool("clear", ["a"], **{"on-negative": {"priority": "cold"}}, time="9 min",
                     finding="other")
        for raises, present in (({"on-positive": {"priority": "hot"}}, HOT), ({}, WARM)):
            site, files = timeline.arrivals([("block", 0, "warm"), ("a", 1, "warm")])
            _, rows, _ = timeline.run(timeline.scenario(
                {"block": 60, "a": with_finding(1)}, site,
                findings=[{"id": "there"}, {"id": "other"}],
                ai=[tool("find", ["a"], **raises), clear]), files)
            self.assertEqual(rows["a", 0]["present_priority"], present)

    def test_a_positive_after_a_negative_raises_from_there(self):
        for to, present in (("hot", HOT), ("warm", WARM)):
            site, files = timeline.arrivals([("block", 0, "warm"), ("a", 1, "hot")])
            _, rows, _ = timeline.run(timeline.scenario(
                {"block": 60, "a": with_finding(1)}, site,
                findings=[{"id": "there"}, {"id": "other"}],
                ai=[tool("clear", ["a"], **{"on-negative": {"priority": "cold"}},
                         finding="other"),
                    tool("find", ["a"], time="9 min", **{"on-positive": {"priority": to}})]),
                                      files)
            self.assertEqual(rows["a", 0]["present_priority"], present)

    def test_nothing_moves_what_is_reported(self):
        _, rows, _ = play({"a": 1}, [("a", 0, "warm")],
                          [tool("clear", ["a"], **{"on-negative": {"priority": "cold"}})])
        self.assertEqual(rows["a", 0]["present_priority"], WARM)
        self.assertEqual(rows["a", 0]["ai_verdicts"], 1)

    def test_what_is_lowered_in_hand_may_be_put_down(self):
        _, rows, _ = play({"a": 20, "b": 3}, [("a", 0, "warm"), ("b", 2, "warm")],
                          [tool("clear", ["a"], **{"on-negative": {"priority": "cold"}})],
                          dispatch={"preempt": ["warm"]})
        self.assertEqual([rows["b", 0]["begun"], rows["b", 0]["reported"]], [5, 8])
        self.assertEqual(rows["a", 0]["reported"], 23)

    def test_what_is_lowered_no_longer_breaks_off(self):
        # b would take the reader from a at 10, when nobody else is there; at 5 it was lowered
        _, rows, _ = play({"a": 20, "b": 3, "c": 4},
                          [("c", 0, "hot"), ("a", 0, "cold"), ("b", 0, "warm")],
                          [tool("clear", ["b"], time="2 min",
                                **{"on-negative": {"priority": "cold"}})],
                          dispatch={"preempt": ["warm"]})
        self.assertEqual(rows["a", 0]["begun"], 4)
        self.assertEqual(rows["b", 0]["begun"], 24)


class Drafts(unittest.TestCase):
    def lasts(self, block, draft, finding=False, **more):
        """How long the reading lasts that can begin when `block` is done."""
        a = with_finding(10) if finding else 10
        _, rows, _ = play({"block": block, "a": a}, [("block", 0, "warm"), ("a", 0, "cold")],
                          [tool("pen", ["a"], draft=draft, **more)])
        return rows["a", 0]["reported"] - rows["a", 0]["begun"]

    def test_a_verdict_before_reading_begins_saves(self):
        self.assertEqual(self.lasts(6, {"saves": "20 %"}), 8)

    def test_a_verdict_at_the_very_instant_saves(self):
        self.assertEqual(self.lasts(5, {"saves": "20 %"}), 8)
        self.assertEqual(self.lasts(0, {"saves": "20 %"}, time="0 min"), 8)

    def test_a_verdict_while_it_is_read_does_not(self):
        self.assertEqual(self.lasts(4, {"saves": "20 %"}), 10)

    def test_it_saves_on_the_verdicts_it_is_for(self):
        for on, finding, lasts in (("negative", False, 8), ("negative", True, 10),
                                   ("positive", False, 10), ("positive", True, 8),
                                   ("always", False, 8), ("always", True, 8)):
            self.assertEqual(self.lasts(6, {"saves": "20 %", "on": on}, finding), lasts, on)

    def test_of_several_the_greatest_holds(self):
        for saves in (("30 %", "20 %"), ("20 %", "30 %")):
            _, rows, _ = play({"block": 9, "a": 10}, [("block", 0, "warm"), ("a", 0, "cold")],
                              [tool("one", ["a"], draft={"saves": saves[0]}),
                               tool("two", ["a"], draft={"saves": saves[1]}, time="6 min")])
            self.assertEqual(rows["a", 0]["reported"] - rows["a", 0]["begun"], 7)

    def test_a_draft_comes_too_late_for_a_reading_put_down(self):
        _, rows, _ = play({"a": 10, "b": 5}, [("a", 0, "cold"), ("b", 3, "hot")],
                          [tool("pen", ["a"], draft={"saves": "50 %"})],
                          dispatch={"preempt": ["hot"]})
        self.assertEqual(rows["a", 0]["reported"], 15)

    def test_the_final_read_is_as_long_as_ever(self):
        _, rows, _ = play(
            {"block": 6, "a": 10}, [("block", 0, "warm"), ("a", 0, "cold")],
            [tool("pen", ["a"], draft={"saves": "50 %"})],
            providers=[{"id": "far"}, {"id": "near"}], **{"final-reads": {"by": ["near"]}},
            coverage=[{"provider": "far"}, {"provider": "near", "overflow-after": "20 h"}],
            readers=[{"id": "f", "provider": "far", "reads": "preliminary",
                      "licences": {"hold": ["home"]}},
                     {"id": "n", "provider": "near", "licences": {"hold": ["home"]}}])
        a = rows["a", 0]
        # that of `block` goes first
        self.assertEqual([a["begun"], a["reported"], a["final"]], [6, 11, 22])


class Autonomous(unittest.TestCase):
    def report(self, types, studies, *more, **top):
        return play(types, studies, [tool("own", ["a"], autonomous="true"), *more], **top)

    def test_a_negative_that_waits_is_reported_at_once_and_for_good(self):
        document, rows, tables = self.report(
            {"block": 60, "a": 10}, [("block", 0, "warm"), ("a", 1, "cold")],
            providers=[{"id": "p", "price": {"per-read": "USD 10"}}, {"id": "q"}],
            **{"final-reads": {"by": ["q"]}},
            readers=[{"id": "r", "provider": "p", "reads": "preliminary",
                      "licences": {"hold": ["home"]}}])
        a = rows["a", 0]
        self.assertEqual([a["reported"], a["final"], a["begun"], a["read"]], [6, 6, None, 0])
        self.assertEqual([a["first_reader"], a["final_reader"], a["autonomous"]], [-1, -1, 0])
        self.assertEqual(rows["block", 0]["autonomous"], -1)
        by_study = document["by_study"]["a"]
        self.assertEqual([by_study[name]["mean"] for name in
                          ("reported", "tat_mean", "tat_final_mean", "revenue", "cost")],
                         [1, 5, 5, 0, 0])
        self.assertEqual(document["by_provider"]["p"]["reported"]["mean"], 1)
        self.assertEqual(document["readers"]["r"]["reads"]["mean"], 1)
        self.assertEqual([tables["autonomous"][0][0], tables["missed"][0][0]], [1, 0])

    def test_it_goes_before_a_reading_that_would_begin_at_that_instant(self):
        for block, time in ((5, "5 min"), (0, "0 min")):
            studies = [("block", 0, "hot")] * (block > 0) + [("a", 0, "cold")]
            _, rows, _ = play({"block": block, "a": 10}, studies,
                              [tool("own", ["a"], autonomous="true", time=time)])
            self.assertEqual(rows["a", 0]["reported"], block)
            self.assertEqual(rows["a", 0]["first_reader"], -1)

    def test_it_changes_nothing_in_hand_or_put_down(self):
        _, rows, _ = self.report({"a": 10}, [("a", 0, "cold")])
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["first_reader"]], [10, 0])
        _, rows, _ = self.report({"a": 10, "b": 5}, [("a", 0, "cold"), ("b", 3, "hot")],
                                 dispatch={"preempt": ["hot"]})
        self.assertEqual([rows["a", 0]["reported"], rows["a", 0]["first_reader"]], [15, 0])

    def test_a_positive_of_another_tool_stands_against_it(self):
        site, files = timeline.arrivals([("block", 0, "warm"), ("a", 0, "cold")])
        for first, reported in (("4 min", 70), ("6 min", 5)):
            _, rows, _ = timeline.run(timeline.scenario(
                {"block": 60, "a": with_finding(10)}, site,
                findings=[{"id": "there"}, {"id": "other"}],
                ai=[tool("own", ["a"], autonomous="true", finding="other"),
                    tool("find", ["a"], time=first)]), files)
            self.assertEqual(rows["a", 0]["reported"], reported)

    def test_what_it_misses_is_counted(self):
        site, files = timeline.arrivals([("block", 0, "hot")]
                                        + [("a", i, "cold") for i in (1, 2, 3)])
        document, _, tables = timeline.run(timeline.scenario(
            {"block": 60, "a": with_finding(10)}, site, findings=[{"id": "there"}],
            ai=[tool("own", ["a"], autonomous="true", sensitivity="0 %", servers="3")]), files)
        self.assertEqual([tables["autonomous"][0][0], tables["missed"][0][0]], [3, 3])
        self.assertEqual(document["by_finding"]["there"]["tat_mean"]["mean"], 5)

    def test_what_arrives_in_the_warm_up_is_not_counted(self):
        site, files = timeline.arrivals([("block", 0, "hot"), ("a", 1, "cold")])
        world = timeline.scenario({"block": 60, "a": 10}, site, findings=[{"id": "there"}],
                                  ai=[tool("own", ["a"], autonomous="true")])
        world["run"].update(start="2026-06-02T00:00", warmup="1 d")
        _, _, tables = timeline.run(world, files)
        self.assertEqual(tables["autonomous"][0][0], 0)


if __name__ == "__main__":
    unittest.main()
