# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers on call, by hand. Minutes since midnight; the on-call shift is 16:00 to 24:00, 960 to
1440, the reading of a study 10, the way in 30."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

DAY = {"id": "day", "from": "08:00", "to": "16:00"}
LATE = {"id": "late", "from": "16:00", "to": "24:00"}
EVENING = {"id": "evening", "from": "18:00", "to": "20:00"}
THE_THIRD = {"backlog": "3"}
OLD = {"oldest": "45 min"}


def on_call(call_in, **more):
    return {"on-call": [dict({"shift": "late", "call-in": call_in, "response": "30 min"}, **more)]}


def group(name="r", **more):
    return dict({"id": name, "licences": {"hold": ["home"]},
                 "cost": {"per-hour": "USD 60", "on-call-per-hour": "USD 6"}}, **more)


def play(studies, readers, shifts=(DAY, LATE, EVENING), **more):
    site, files = timeline.arrivals([("a", at, "warm") for at in studies])
    document, rows, _ = timeline.run(
        timeline.scenario({"a": 10}, site, readers=readers, shifts=list(shifts), **more), files)
    return document, [rows["a", k]["begun"] for k in range(len(studies))]


def value(document, measure, name="r"):
    return document["readers"][name][measure]["mean"]


class OnCall(unittest.TestCase):
    def test_called_by_the_backlog_and_released(self):
        # the third calls at 1020; there at 1050; two read, then one is left and he goes; with 1100
        # and 1110 it is three again: there at 1140, and two of these are read
        document, begun = play([1000, 1010, 1020, 1100, 1110],
                               [group(**on_call(THE_THIRD, release={"backlog": "1"}))])
        self.assertEqual(begun, [1050, 1060, 1140, 1150, None])
        self.assertEqual(value(document, "on_shift"), 20 + 20)
        self.assertAlmostEqual(value(document, "cost"), 40 + 0.1 * 480)

    def test_without_release_he_works_until_the_end(self):
        document, begun = play([1000, 1010, 1020, 1300, 1435],
                               [group(**on_call(THE_THIRD))])
        self.assertEqual(begun, [1050, 1060, 1070, 1300, 1435])
        self.assertEqual([value(document, m) for m in ("on_shift", "overtime")], [1440 - 1050, 0])

    def test_called_by_the_oldest(self):
        _, begun = play([1000, 1040, 1090], [group(**on_call(OLD, release={"backlog": "0"}))])
        # at 1045; there at 1075, and 1040 is next; nothing is left at 1095 but 1090, so he stays
        self.assertEqual(begun, [1075, 1085, 1095])
        _, begun = play([1000, 1200], [group(**on_call(OLD, release={"backlog": "0"}))])
        self.assertEqual(begun, [1075, 1275])

    def test_what_somebody_has_begun_calls_nobody(self):
        staff = dict(group("s"), roster=[{"shift": "late"}], pace="6")
        document, begun = play([1000], [group(**on_call(OLD)), staff])
        self.assertEqual([begun, value(document, "on_shift")], [[1000], 0])

    def test_when_the_shift_begins_all_is_looked_at(self):
        for call_in in (THE_THIRD, OLD):
            _, begun = play([900, 905, 910], [group(**on_call(call_in))])
            self.assertEqual(begun, [990, 1000, 1010])
        _, begun = play([900, 905], [group(**on_call(THE_THIRD))])
        self.assertEqual(begun, [None, None])
        _, begun = play([920], [group(**on_call(OLD))])
        self.assertEqual(begun, [965 + 30])

    def test_he_goes_after_the_call_about_what_he_found(self):
        # called by the third at 1020, there at 1050; reads to 1060, tells to 1065, reads to 1075
        # and tells to 1080: one is left and he goes
        site, files = timeline.arrivals([("a", at, "warm") for at in (1000, 1010, 1020)])
        types = {"a": {"read": "10 min", "findings": [{"id": "ich", "prevalence": "100 %"}]}}
        document, rows, _ = timeline.run(timeline.scenario(
            types, site, shifts=[LATE], findings=[{"id": "ich", "critical": {"call": "5 min"}}],
            readers=[group(**on_call(THE_THIRD, release={"backlog": "1"}))]), files)
        self.assertEqual([rows["a", k]["begun"] for k in range(3)], [1050, 1065, None])
        self.assertEqual(value(document, "on_shift"), 30)

    def test_who_finds_others_at_it_goes_again(self):
        # staff has it in hand from 1000 to 1060; he is there at 1030, and one is no more than one
        staff = dict(group("s"), roster=[{"shift": "late"}], pace="6")
        document, begun = play([1000], [group(**on_call({"backlog": "1"},
                                                        release={"backlog": "1"})), staff])
        self.assertEqual([begun, value(document, "on_shift")], [[1000], 0])
        document, _ = play([1000], [group(**on_call({"backlog": "1"},
                                                    release={"backlog": "0"})), staff])
        self.assertEqual(value(document, "on_shift"), 30)

    def test_who_would_come_after_the_end_does_not(self):
        document, begun = play([1370], [group(**on_call(OLD))])
        self.assertEqual([begun, value(document, "on_shift")], [[1440 + 990], 0])  # the next shift

    def test_the_end_of_the_shift_ends_duty(self):
        # there at 1435 for two of 10 minutes each, of which one is finished after midnight
        document, begun = play([1360, 1361], [group(**on_call(OLD))],
                               run={"zone": "UTC", "start": "2026-06-01T00:00",
                                    "duration": "2 d", "replications": "1"})
        self.assertEqual(begun[0], 1435)
        self.assertEqual(begun[1], 1440 + 960 + 30)
        self.assertEqual(value(document, "overtime"), 5)
        _, begun = play([1360, 1361], [group(**on_call(OLD), **{
            "shift-end": "stay", "stay": {"priorities": ["warm"], "at-most": "1 h"}})])
        self.assertEqual(begun, [1435, 1445])

    def test_he_is_on_shift_as_much_as_any(self):
        # pre-emption takes what he has in hand
        site, files = timeline.arrivals([("a", 1000, "warm"), ("h", 1080, "hot")])
        _, rows, _ = timeline.run(timeline.scenario(
            {"a": 10, "h": 5}, site, readers=[group(**on_call(OLD))], shifts=[LATE],
            dispatch={"preempt": ["hot"]}), files)
        self.assertEqual([rows["h", 0]["begun"], rows["a", 0]["reported"]], [1080, 1090])

    def test_all_who_stand_by_are_called_each_by_himself(self):
        readers = [group(count="3", **on_call(THE_THIRD, of="2"))]
        document, begun = play([1000, 1010, 1020], readers)
        self.assertEqual(begun, [1050, 1050, 1060])
        self.assertEqual(value(document, "on_shift"), 2 * (1440 - 1050))

    def test_on_call_goes_on_behind_the_roster_in_turn(self):
        # two of three work by day; on call in the evening is the third
        readers = [group(count="3", roster=[{"shift": "day", "of": "2"}],
                         **on_call(THE_THIRD, of="1"))]
        site, files = timeline.arrivals([("a", at, "warm") for at in (1000, 1010, 1020)])
        _, rows, _ = timeline.run(timeline.scenario({"a": 10}, site, readers=readers,
                                                    shifts=[DAY, LATE]), files)
        self.assertEqual({rows["a", k]["first_reader"] for k in range(3)}, {2})

    def test_only_what_the_group_may_read_counts(self):
        site, files = timeline.arrivals([("a", 1000, "warm"), ("b", 1001, "warm"),
                                         ("b", 1002, "warm"), ("a", 1003, "warm"),
                                         ("a", 1103, "warm")])
        _, rows, _ = timeline.run(timeline.scenario(
            {"a": 10, "b": {"modality": "MR", "read": "10 min"}}, site, shifts=[LATE],
            readers=[group(modalities=["CT"], **on_call(THE_THIRD))]), files)
        self.assertEqual(rows["a", 0]["begun"], 1133)

    def test_what_coverage_keeps_from_him_does_not_count(self):
        # readable from 1060 on; at 1070 three of four are
        readers = [group(provider="p", **on_call(THE_THIRD))]
        _, begun = play([1000, 1001, 1002, 1070], readers, providers=[{"id": "p"}],
                        coverage=[{"provider": "p", "overflow-after": "1 h"}])
        self.assertEqual(begun, [1100, 1110, 1120, 1130])
        _, begun = play([1000, 1001, 1002], readers, providers=[{"id": "p"}],
                        coverage=[{"provider": "p", "when": "evening"}])  # 1080 to 1200
        self.assertEqual(begun, [None] * 3)

    def test_what_he_has_no_licence_for_yet_does_not_count(self):
        for licence, begins in (("home", 1032), ({"id": "home", "from": "2026-06-02"}, 2430)):
            readers = [dict(group(**on_call(THE_THIRD)), licences={"hold": [licence]})]
            _, begun = play([1000, 1001, 1002], readers)
            self.assertEqual(begun, [begins, begins + 10, begins + 20])

    def test_a_roster_shift_at_the_same_time(self):
        # on the roster 1080 to 1200; at 1210 the oldest calls him
        both = group(roster=[{"shift": "evening"}], **on_call(OLD))
        document, begun = play([1100, 1199, 1205], [both])
        self.assertEqual(begun, [1100, 1199, 1205 + 75])
        self.assertEqual(value(document, "on_shift"), 120 + 1440 - 1280)
        self.assertAlmostEqual(value(document, "cost"), 120 + 9 + 160 + 0.1 * 480)  # 9: overtime
        # called before it, or in it, he stays when it ends
        for arrives in ([1000, 1300], [1100, 1101, 1300]):
            document, begun = play(arrives, [dict(both, pace="5")])
            self.assertEqual(begun[-1], 1300)
        self.assertEqual(value(document, "on_shift"), 1440 - 1080)
        document, begun = play([1000, 1300], [both])
        self.assertEqual(begun, [1075, 1300])
        self.assertEqual(value(document, "on_shift"), 1440 - 1075)

    def test_who_is_released_in_a_roster_shift_stays_for_that(self):
        # on a break from 1100 to 1160, called at 1146, there at 1176, when nothing is left
        both = group(roster=[{"shift": "evening"}], breaks=[{"after": "20 min", "length": "1 h"}],
                     **on_call(OLD, release={"backlog": "0"}))
        document, begun = play([1101, 1180, 1210], [both])
        self.assertEqual(begun, [1160, 1180, 1210 + 75])
        self.assertEqual(value(document, "on_shift"), 120 + 10)

    def test_a_limit_counts_anew_when_he_comes(self):
        both = group(roster=[{"shift": "day"}], limit={"studies": "2"}, **on_call(OLD))
        _, begun = play([900, 901, 902, 903], [both])
        self.assertEqual(begun, [900, 910, 990, 1000])
        # but not within a shift of the roster: of four that wait at 1080 two are read, and he comes
        # at 1155
        both = dict(both, roster=[{"shift": "evening"}], **on_call(OLD, shift="evening"))
        _, begun = play([1000, 1001, 1002, 1003], [both])
        self.assertEqual(begun, [1080, 1090, 1440 + 1080, 1440 + 1090])

    def test_he_tires_from_when_he_comes(self):
        site, files = timeline.arrivals([("a", 1000, "warm"), ("a", 1001, "warm")])
        _, rows, _ = timeline.run(timeline.scenario({"a": 10}, site, shifts=[LATE], readers=[
            group(fatigue={"reading": "60 %/h"}, **on_call(OLD))]), files)
        self.assertAlmostEqual(rows["a", 0]["read"], 10)
        self.assertAlmostEqual(rows["a", 1]["read"], 11)

    def test_who_is_absent_is_not_on_call(self):
        document, begun = play([1000, 1010, 1020], [group(absence="100 %", **on_call(THE_THIRD))])
        self.assertEqual(begun, [None] * 3)
        self.assertFalse(value(document, "cost"))

    def test_released_at_no_fewer_than_he_is_called_at(self):
        reader = group(**on_call(THE_THIRD, release={"backlog": "3"}))
        _, begun = play([1000, 1010, 1020], [reader])
        self.assertEqual(begun, [1050, None, None])
        site, _ = timeline.arrivals([])
        site["demand"] = [{"study": "a", "rate": "1/day"}]
        for release, warned in (("3", True), ("2", False)):
            reader["on-call"][0]["release"] = {"backlog": release}
            status, said = timeline.check(timeline.scenario({"a": 1}, site, shifts=[LATE],
                                                            readers=[reader]))
            self.assertEqual(status, 0)
            self.assertEqual("may go after one report" in said, warned)

    def test_on_call_days_on_and_off(self):
        # day 0 is on, day 1 is off
        readers = [group(**on_call(OLD, cycle={"on": "1 d", "off": "1 d"}))]
        two = {"zone": "UTC", "start": "2026-06-01T00:00", "duration": "2 d", "replications": "1"}
        _, begun = play([1000, 1440 + 1000], readers, run=two)
        self.assertEqual(begun, [1075, None])

    def test_there_at_once(self):
        _, begun = play([1000], [group(**{"on-call": [{"shift": "late",
                                                       "call-in": {"backlog": "1"}}]})])
        self.assertEqual(begun, [1000])


if __name__ == "__main__":
    unittest.main()
