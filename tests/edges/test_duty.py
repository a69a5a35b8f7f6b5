# SPDX-License-Identifier: GPL-3.0-or-later
"""How readers work their hours, by hand: ends of shifts, breaks, limits, fatigue, absence. Minutes
since midnight; the day shift of most worlds is 08:00 to 16:00, 480 to 960."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

DAY = {"id": "day", "from": "08:00", "to": "16:00"}
EVENING = {"id": "evening", "from": "16:00", "to": "20:00"}
LATE = {"id": "late", "from": "15:00", "to": "20:00"}
NIGHT = {"id": "night", "from": "22:00", "to": "06:00"}
TOMORROW = 1440
TWO_DAYS = {"zone": "UTC", "start": "2026-06-01T00:00", "duration": "2 d", "replications": "1"}


def group(name="r", shifts=("day",), **more):
    return dict({"id": name, "licences": {"hold": ["home"]},
                 "roster": [{"shift": shift} for shift in shifts]}, **more)


def play(types, studies, readers, shifts=(DAY,), **more):
    """Document and rows of studies [(type, minute, priority)] before these readers."""
    site, files = timeline.arrivals(studies)
    document, rows, _ = timeline.run(
        timeline.scenario(types, site, readers=readers, shifts=list(shifts), **more), files)
    return document, rows


def begun(rows, name, k=0):
    return rows[name, k]["begun"]


def reported(rows, name, k=0):
    return rows[name, k]["reported"]


def value(document, measure, name="r"):
    return document["readers"][name][measure]["mean"]


class Ends(unittest.TestCase):
    def test_finish_is_overtime_and_paid(self):
        document, rows = play({"a": 60}, [("a", 930, "warm")],
                              [group(cost={"per-hour": "USD 60"})])
        self.assertEqual(reported(rows, "a"), 990)
        self.assertEqual([value(document, m) for m in ("on_shift", "overtime", "busy")],
                         [480, 30, 60])
        self.assertAlmostEqual(value(document, "cost"), 480 + 30)

    def test_what_is_handed_back_another_finishes(self):
        # 30 of 60 minutes are done; the other is half as fast, so that the rest takes him 60
        readers = [group(**{"shift-end": "hand-back"}), group("e", ["evening"], pace="2")]
        document, rows = play({"a": 60}, [("a", 930, "warm")], readers, [DAY, EVENING])
        self.assertEqual([begun(rows, "a"), reported(rows, "a")], [930, 960 + 60])
        self.assertEqual(rows["a", 0]["read"], 30 + 60)
        self.assertEqual([value(document, m) for m in ("overtime", "busy", "reads")], [0, 30, 0])
        self.assertEqual([value(document, m, "e") for m in ("busy", "reads")], [60, 1])

    def test_what_nobody_takes_over_waits_for_the_next_shift(self):
        for more in ({}, {"breaks": [{"after": "7 h", "length": "1 min"}]}):
            document, rows = play({"a": 60}, [("a", 930, "warm")],
                                  [group(**{"shift-end": "hand-back"}, **more)],
                                  run=TWO_DAYS)
            self.assertEqual(reported(rows, "a"), TOMORROW + 480 + 30)
            self.assertEqual(value(document, "overtime"), 0)

    def test_a_restart_does_not_take_what_was_handed_back(self):
        _, rows = play({"a": 60}, [("a", 930, "warm")],
                       [group(**{"shift-end": "hand-back"}), group("e", ["evening"])],
                       [DAY, EVENING], dispatch={"preempt": ["hot"], "resume": "restart"})
        self.assertEqual(reported(rows, "a"), 990)

    def test_touching_and_overlapping_shifts_have_no_end_between(self):
        for shifts in (["day", "evening"], ["evening", "day"], ["day", "late"], ["late", "day"]):
            for more in ({}, {"limit": {"studies": "9"}}):
                document, rows = play({"a": 60}, [("a", 930, "warm")],
                                      [group(shifts=shifts, **{"shift-end": "hand-back"}, **more)],
                                      [DAY, EVENING, LATE])
                self.assertEqual(reported(rows, "a"), 990)
                self.assertEqual([value(document, m) for m in ("on_shift", "overtime")],
                                 [720, 0])

    STAY = {"shift-end": "stay", "stay": {"priorities": ["hot"], "at-most": "1 h"}}

    def test_who_stays_goes_on_with_what_is_urgent_up_to_a_limit(self):
        # c is in hand until 990; then h of 970 until 1010, h of 1000 until 1030: an hour is past
        document, rows = play({"c": 60, "h": 20},
                              [("c", 930, "warm"), ("h", 970, "hot"), ("c", 975, "warm"),
                               ("h", 1000, "hot"), ("h", 1025, "hot")],
                              [group(cost={"per-hour": "USD 60"}, **self.STAY)])
        self.assertEqual([begun(rows, "h", k) for k in (0, 1)], [990, 1010])
        self.assertEqual([begun(rows, "h", 2), begun(rows, "c", 1)],
                         [TOMORROW + 480, TOMORROW + 500])
        self.assertEqual(value(document, "overtime"), 1030 - 960)
        self.assertAlmostEqual(value(document, "cost"), 480 + 70)

    def test_who_finds_nothing_urgent_leaves_for_good(self):
        _, rows = play({"c": 60, "h": 20},
                       [("c", 930, "warm"), ("c", 940, "warm"), ("h", 991, "hot"),
                        ("h", 992, "hot")], [group(**self.STAY)])
        self.assertEqual([begun(rows, "h"), begun(rows, "c", 1)],
                         [TOMORROW + 480, TOMORROW + 520])

    def test_who_is_idle_at_the_end_looks_once(self):
        for arrives, begins in ((960, 960), (961, TOMORROW + 480)):
            _, rows = play({"h": 20}, [("h", arrives, "hot")], [group(**self.STAY)])
            self.assertEqual(begun(rows, "h"), begins)
        _, rows = play({"h": 20}, [("h", 960, "hot")], [group()])
        self.assertEqual(begun(rows, "h"), TOMORROW + 480)

    def test_who_stays_takes_the_more_urgent_first_and_is_not_put_down(self):
        stay = {"shift-end": "stay",
                "stay": {"priorities": ["hot", "warm"], "at-most": "1 h"}}
        _, rows = play({"c": 60, "h": 20, "w": 20},
                       [("c", 930, "cold"), ("w", 940, "warm"), ("h", 950, "hot"),
                        ("h", 1015, "hot")], [group(**stay)], dispatch={"preempt": []})
        self.assertEqual([begun(rows, "h"), begun(rows, "w")], [990, 1010])
        _, rows = play({"w": 50, "h": 20}, [("w", 955, "warm"), ("h", 970, "hot")],
                       [group(**stay)], dispatch={"preempt": ["hot"]})
        self.assertEqual([reported(rows, "w"), begun(rows, "h")], [1005, 1005])

    def test_the_idle_on_shift_come_before_who_stays(self):
        readers = [group("a", **self.STAY), group("b", ["evening"])]
        _, rows = play({"h": 20}, [("h", 960, "hot")], readers, [DAY, EVENING])
        self.assertEqual(rows["h", 0]["first_reader"], 1)


class Breaks(unittest.TestCase):
    LUNCH = [{"after": "4 h", "length": "30 min"}]

    def test_due_while_reading_it_begins_after_the_report(self):
        document, rows = play({"a": 40, "b": 5}, [("a", 700, "warm"), ("b", 745, "warm")],
                              [group(breaks=self.LUNCH)])
        self.assertEqual([reported(rows, "a"), begun(rows, "b")], [740, 770])
        self.assertEqual([value(document, m) for m in ("on_shift", "busy")], [480, 45])

    def test_due_while_idle_it_begins_at_once(self):
        for arrives, begins in ((719, 719), (720, 750), (725, 750), (750, 750)):
            _, rows = play({"a": 1}, [("a", arrives, "warm")], [group(breaks=self.LUNCH)])
            self.assertEqual(begun(rows, "a"), begins)

    def test_what_falls_due_during_one_follows_it(self):
        # owed: 720 and 730; taken together from 740 on
        breaks = self.LUNCH + [{"after": "250 min", "length": "20 min"}]
        for arrives, begins in ((700, 700 + 40 + 50), (600, 720 + 50)):
            _, rows = play({"a": 40, "b": 5}, [("a", arrives, "warm"), ("b", 740, "warm")],
                           [group(breaks=breaks)])
            self.assertEqual(begun(rows, "b"), begins)

    def test_the_end_of_duty_drops_it(self):
        breaks = [{"after": "470 min", "length": "2 h"}]
        _, rows = play({"a": 20, "b": 5}, [("a", 945, "warm"), ("b", 970, "warm"),
                                           ("b", 971, "warm")], [group(breaks=breaks)])
        self.assertEqual([reported(rows, "a"), begun(rows, "b"), begun(rows, "b", 1)],
                         [965, TOMORROW + 480, TOMORROW + 485])
        # under way, it ends with the duty; touching shifts are one
        _, rows = play({"b": 5}, [("b", 970, "warm")],
                       [group(shifts=["day", "evening"], breaks=breaks)], [DAY, EVENING])
        self.assertEqual(begun(rows, "b"), 950 + 120)

    def test_each_shift_has_its_own(self):
        # day's is due at 480 + 450, while late holds as well, and late's at 900 + 30
        for after, begins in (("450 min", 950), ("30 min", 950)):
            _, rows = play({"b": 5}, [("b", 931, "warm")],
                           [group(shifts=["day", "late"],
                                  breaks=[{"after": after, "length": "20 min"}])], [DAY, LATE])
            self.assertEqual(begun(rows, "b"), begins)
        # a shift that is over has none
        _, rows = play({"b": 5}, [("b", 971, "warm")],
                       [group(shifts=["day", "evening"],
                              breaks=[{"after": "490 min", "length": "20 min"}])], [DAY, EVENING])
        self.assertEqual(begun(rows, "b"), 971)

    def test_one_that_never_comes_is_warned_of(self):
        site, _ = timeline.arrivals([])
        for after, warned in (("8 h", True), ("479 min", False)):
            site["demand"] = [{"study": "a", "rate": "1/day"}]
            status, said = timeline.check(timeline.scenario(
                {"a": 1}, site, shifts=[DAY],
                readers=[group(breaks=[{"after": after, "length": "5 min"}])]))
            self.assertEqual(status, 0)
            self.assertEqual("so the break never comes" in said, warned)

    def test_who_is_back_is_idle_since_his_last_report(self):
        # the first reports at 601, the second, who starts at 540, at 606; the break of the first is
        # from 720 to 750; the next study is his all the same
        later = {"id": "later", "from": "09:00", "to": "17:00"}
        two = group(count="2", breaks=self.LUNCH)
        two["roster"] = [{"shift": "day", "of": "1"}, {"shift": "later", "of": "1"}]
        for readers in ([two], [group("a", breaks=self.LUNCH), group("b", ["later"])]):
            _, rows = play({"x": 1}, [("x", 600, "warm"), ("x", 605, "warm"), ("x", 760, "warm")],
                           readers, [DAY, later])
            self.assertEqual([rows["x", k]["first_reader"] for k in range(3)], [0, 1, 0])

    def test_nobody_is_fetched_from_it(self):
        _, rows = play({"h": 5}, [("h", 725, "hot")], [group(breaks=self.LUNCH)],
                       dispatch={"preempt": ["hot"]})
        self.assertEqual(begun(rows, "h"), 750)

    def test_over_midnight_and_at_the_runs_beginning(self):
        # under way since 22:00: the break of 02:00, not that of 23:50, which is past
        for after, arrives, begins in (("4 h", 125, 150), ("110 min", 5, 5),
                                       ("4 h", TOMORROW + 125, TOMORROW + 150)):
            _, rows = play({"a": 1}, [("a", arrives, "warm")],
                           [group(shifts=["night"], breaks=[{"after": after,
                                                             "length": "30 min"}])], [NIGHT],
                           run=TWO_DAYS)
            self.assertEqual(begun(rows, "a"), begins)

    def test_when_the_clock_changes(self):
        # 22:00 to 06:00 in Berlin is 9 h in this night, from 20:00 UTC on, and 8 h in the next
        night = dict(NIGHT, zone="Europe/Berlin")
        readers = [group(shifts=["night"], breaks=[{"after": "510 min", "length": "20 min"}])]
        site = {"id": "h", "jurisdiction": "home",
                "demand": [{"study": "a", "trace": {"file": "a.csv"}}]}
        files = {"a.csv": "time\n2026-10-25T04:35\n2026-10-26T04:50\n"}
        world = timeline.scenario({"a": 1}, site, readers=readers, shifts=[night],
                                  run={"zone": "UTC", "start": "2026-10-25T00:00",
                                       "duration": "2 d", "replications": "1"})
        document, rows, _ = timeline.run(world, files)
        self.assertEqual(begun(rows, "a"), 4 * 60 + 50)
        self.assertEqual(begun(rows, "a", 1), TOMORROW + 4 * 60 + 50)
        self.assertEqual(value(document, "on_shift"), 60 * (5 + 8 + 3))


class Nobody(unittest.TestCase):
    def test_a_shift_that_never_comes(self):
        never = dict(DAY, days="sat")  # the first of June is a Monday
        for more in ({}, {"limit": {"studies": "9"}, "breaks": [{"after": "1 h",
                                                                 "length": "1 h"}]}):
            document, rows = play({"a": 1}, [("a", 600, "warm")],
                                  [group(cost={"per-hour": "USD 60"}, **more)], [never])
            self.assertIsNone(begun(rows, "a"))
            self.assertEqual(value(document, "on_shift"), 0)
            self.assertFalse(value(document, "cost"))

    def test_who_is_always_absent(self):
        document, rows = play({"a": 1}, [("a", 600, "warm")],
                              [group(absence="100 %", cost={"per-hour": "USD 60"})])
        self.assertIsNone(begun(rows, "a"))
        self.assertEqual(value(document, "on_shift"), 0)
        self.assertFalse(value(document, "cost"))

    def test_absence_is_its_share_of_shifts(self):
        # 4 readers, 400 days, 20 replications: sd of the share 0.0026
        world = timeline.scenario({"a": 1}, {"id": "h", "jurisdiction": "home", "demand": [
            {"study": "a", "rate": "1/day"}]}, shifts=[DAY], readers=[
                group(count="4", absence="30 %", cost={"per-hour": "USD 1"})],
            run={"zone": "UTC", "start": "2026-06-01T00:00", "duration": "400 d",
                 "replications": "20"})
        document, _, _ = timeline.run(world)
        hours = 4 * 400 * 8
        self.assertAlmostEqual(value(document, "on_shift") / 60 / hours, 0.7, delta=4 * 0.0026)
        self.assertAlmostEqual(value(document, "cost"), (value(document, "on_shift") +
                                                         value(document, "overtime")) / 60)

    def test_an_absent_day_breaks_a_stretch(self):
        # round the clock in shifts of a day; one absence and he is off from midnight to midnight
        day = {"id": "day", "from": "00:00", "to": "00:00"}
        world = timeline.scenario({"a": 1}, {"id": "h", "jurisdiction": "home", "demand": [
            {"study": "a", "rate": "1/day"}]}, shifts=[day], readers=[group(absence="50 %")],
            run={"zone": "UTC", "start": "2026-06-01T00:00", "duration": "20 d",
                 "replications": "1"})
        document, rows, _ = timeline.run(world)
        on = value(document, "on_shift") / TOMORROW
        self.assertEqual(on, round(on))
        self.assertTrue(0 < on < 20)
        # what came on a day off waits for a midnight
        waits = [row for row in rows.values()
                 if row["begun"] and row["begun"] > row["received"] + 60]
        self.assertTrue(waits)
        for row in waits:
            self.assertTrue(row["begun"] % TOMORROW < 30)


class Limits(unittest.TestCase):
    def test_by_studies(self):
        document, rows = play({"a": 10}, [("a", 600 + k, "warm") for k in range(5)],
                              [group(limit={"studies": "2"})])
        self.assertEqual([begun(rows, "a", k) for k in range(5)],
                         [600, 610, TOMORROW + 480, TOMORROW + 490, None])
        self.assertEqual(value(document, "on_shift"), 480)

    def test_by_value_units(self):
        _, rows = play({"a": {"read": "10 min", "rvu": "1"}},
                       [("a", 600 + k, "warm") for k in range(4)], [group(limit={"rvu": "2.5"})])
        self.assertEqual([begun(rows, "a", k) for k in range(4)],
                         [600, 610, 620, TOMORROW + 480])
        # eight tenths are 0.8, whatever binary fractions make of them
        _, rows = play({"a": {"read": "10 min", "rvu": "0.1"}},
                       [("a", 600 + k, "warm") for k in range(9)], [group(limit={"rvu": "0.8"})])
        self.assertEqual([begun(rows, "a", k) for k in (7, 8)], [670, TOMORROW + 480])

    def test_the_next_shift_renews_it(self):
        _, rows = play({"a": 10}, [("a", 600 + k, "warm") for k in range(3)],
                       [group(shifts=["day", "late"], limit={"studies": "2"})], [DAY, LATE])
        self.assertEqual(begun(rows, "a", 2), 900)

    def test_it_is_one_readers_own(self):
        _, rows = play({"a": 10}, [("a", 600 + k, "warm") for k in range(5)],
                       [group(count="2", limit={"studies": "2"})])
        self.assertEqual([begun(rows, "a", k) for k in range(5)],
                         [600, 601, 610, 611, TOMORROW + 480])


class Speed(unittest.TestCase):
    FATIGUE = {"after": "1 h", "reading": "50 %/h"}

    def test_fatigue_grows_with_the_hours_beyond(self):
        # at 480 rested; at 600 one hour beyond; at 660 two; in overtime it runs on
        _, rows = play({"a": 10}, [("a", at, "warm") for at in (480, 600, 660)],
                       [group(fatigue=self.FATIGUE)])
        self.assertEqual([rows["a", k]["read"] for k in range(3)], [10, 15, 20])
        _, rows = play({"a": 10}, [("a", 950, "hot"), ("a", 951, "hot")],
                       [group(fatigue=self.FATIGUE, **Ends.STAY)])
        first = 10 * (1 + 0.5 * (470 - 60) / 60)
        second = 10 * (1 + 0.5 * (470 + first - 60) / 60)
        self.assertAlmostEqual(rows["a", 0]["read"], first, places=6)
        self.assertAlmostEqual(rows["a", 1]["read"], second, places=6)

    def test_touching_shifts_tire_as_one(self):
        _, rows = play({"a": 10}, [("a", 1020, "warm"), ("a", TOMORROW + 480, "warm")],
                       [group(shifts=["day", "evening"], fatigue=self.FATIGUE)], [DAY, EVENING],
                       run=TWO_DAYS)
        self.assertEqual(rows["a", 0]["read"], 10 * (1 + 0.5 * 8))
        self.assertEqual(rows["a", 1]["read"], 10)

    def test_a_resumed_reading_is_as_fast_as_its_reader_then(self):
        # a of 30 min base begins rested at 480; b of 60 takes its place at 500; at 560 a third is
        # left, 20 minutes beyond: 10 x (1 + 0.5 / 3)
        _, rows = play({"a": 30, "b": 60}, [("a", 480, "warm"), ("b", 500, "hot")],
                       [group(fatigue=self.FATIGUE)], dispatch={"preempt": ["hot"]})
        self.assertAlmostEqual(reported(rows, "a"), 560 + 10 * (1 + 0.5 / 3), places=6)

    def test_by_modality(self):
        _, rows = play({"a": 10, "b": {"modality": "MR", "read": "10 min"}},
                       [("a", 500, "warm"), ("b", 600, "warm")],
                       [group(pace="2", **{"pace-by-modality": {"CT": "1.5"}})])
        self.assertEqual([rows["a", 0]["read"], rows["b", 0]["read"]], [30, 20])

    def test_learning(self):
        _, rows = play({"a": 10}, [("a", 500 + 60 * k, "warm") for k in range(3)],
                       [group(learning={"factor": "3", "half": "1"})])
        self.assertEqual([rows["a", k]["read"] for k in range(3)], [30, 20, 15])


if __name__ == "__main__":
    unittest.main()
