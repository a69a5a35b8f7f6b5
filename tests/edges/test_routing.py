# SPDX-License-Identifier: GPL-3.0-or-later
"""Routing by hand: who reads what first, what happens while a study waits, who reads it again."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

HOT, WARM, COLD = 0, 1, 2
HOME = {"licences": {"hold": ["home"]}}


def ranks(**more):
    """The priorities; `more` by id: further keys."""
    return [dict({"id": name}, **more.get(name, {})) for name in ("hot", "warm", "cold")]


def group(name, **more):
    return dict({"id": name}, **HOME, **more)


def play(types, studies, site=None, **more):
    place, files = timeline.arrivals(studies, **(site or {}))
    return timeline.run(timeline.scenario(types, place, **more), files)


def begun(rows, name, k=0):
    return rows[name, k]["begun"]


class Waiting(unittest.TestCase):
    def test_what_waits_long_enough_is_more_urgent(self):
        studies = [("block", 0, "warm"), ("old", 1, "cold"), ("new", 10, "warm")]
        types = {"block": 60, "old": 1, "new": 1}
        _, rows, _ = play(types, studies)
        self.assertEqual([begun(rows, "new"), begun(rows, "old")], [60, 61])
        late = {"cold": {"escalate": {"after": "30 min", "to": "warm"}}}
        _, rows, _ = play(types, studies, priorities=ranks(**late))
        self.assertEqual([begun(rows, "old"), begun(rows, "new")], [60, 61])
        self.assertEqual([rows["old", 0]["priority"], rows["old", 0]["present_priority"]],
                         [COLD, WARM])

    def test_escalations_go_on_from_receipt(self):
        chain = {"cold": {"escalate": {"after": "30 min", "to": "warm"}},
                 "warm": {"escalate": {"after": "50 min", "to": "hot"}}}
        for receipt, present in ((1, HOT), (10, HOT), (11, WARM), (30, WARM), (31, COLD)):
            _, rows, _ = play({"block": 60, "a": 1},
                              [("block", 0, "hot"), ("a", receipt, "cold")],
                              priorities=ranks(**chain))
            # at 60 all of the instant is in before a is begun: 50 minutes after 10 are reached
            self.assertEqual(rows["a", 0]["present_priority"], present, receipt)

    def test_what_is_in_hand_becomes_more_urgent_when_it_waits_again(self):
        late = {"cold": {"escalate": {"after": "30 min", "to": "warm"}}}
        _, rows, _ = play({"long": 60, "stop": 10, "other": 10},
                          [("long", 0, "cold"), ("stop", 40, "hot"), ("other", 41, "warm")],
                          priorities=ranks(**late), dispatch={"preempt": ["hot"]})
        self.assertEqual(rows["long", 0]["present_priority"], WARM)
        self.assertEqual([rows["long", 0]["reported"], begun(rows, "other")], [70, 70])

    def test_a_site_takes_back_what_nobody_has_begun(self):
        patient = {"withdraw": {"after": "30 min", "priorities": ["warm"]}}
        document, rows, _ = play({"block": 60, "a": 1, "b": 1},
                                 [("block", 0, "warm"), ("a", 1, "warm"), ("b", 2, "cold")],
                                 patient, priorities=ranks(warm={"target": "2 h"}))
        self.assertEqual([rows["a", 0]["withdrawn"], rows["a", 0]["begun"]], [31, None])
        self.assertEqual([rows["b", 0]["withdrawn"], begun(rows, "b")], [None, 60])
        overall = {name: value["mean"] for name, value in document["overall"].items()}
        self.assertEqual([overall[name] for name in
                          ("arrived", "reported", "withdrawn", "unfinished", "target_met")],
                         [3, 2, 1, 0, 0.5])
        self.assertEqual(overall["little_gap"], 0)

    def test_withdrawal_at_the_instant_of_reading_comes_first(self):
        for patience, withdrawn in ((59, True), (60, False)):
            _, rows, _ = play({"block": 60, "a": 1}, [("block", 0, "warm"), ("a", 1, "warm")],
                              {"withdraw": {"after": f"{patience} min"}})
            self.assertEqual(rows["a", 0]["withdrawn"] == 60, withdrawn)
            self.assertEqual(rows["a", 0]["begun"] == 60, not withdrawn)

    def test_what_was_put_down_is_not_withdrawn(self):
        _, rows, _ = play({"long": 60, "stop": 10}, [("long", 0, "cold"), ("stop", 5, "hot")],
                          {"withdraw": {"after": "10 min"}}, dispatch={"preempt": ["hot"]})
        self.assertEqual(rows["long", 0]["reported"], 70)


class Order(unittest.TestCase):
    def test_slack_is_what_is_due_less_what_it_takes(self):
        studies = [("block", 0, "hot"), ("long", 1, "warm"), ("short", 1, "cold")]
        due = ranks(hot={"target": "30 min"}, warm={"target": "120 min"},
                    cold={"target": "90 min"})
        for order, first in (("deadline", "short"), ("slack", "long")):
            _, rows, _ = play({"block": 50, "long": 60, "short": 5}, studies, priorities=due,
                              dispatch={"order": order})
            self.assertEqual(begun(rows, first), 50, order)

    def test_slack_may_be_over_before_it_begins(self):
        # due at 32, 40 minutes to read: slack from before the run's start
        _, rows, _ = play({"block": 50, "long": 40, "short": 1},
                          [("block", 0, "hot"), ("short", 1, "hot"), ("long", 2, "hot")],
                          priorities=ranks(hot={"target": "30 min"}), dispatch={"order": "slack"})
        self.assertEqual([begun(rows, "long"), begun(rows, "short")], [50, 90])

    def test_priority_accumulates_by_weight(self):
        weights = ranks(hot={"weight": 4}, cold={"weight": 1})
        for receipt, first in ((45, "a"), (46, "b")):  # at 60: 15 x 4 or 14 x 4 against 59 x 1
            _, rows, _ = play({"block": 60, "a": 1, "b": 1},
                              [("block", 0, "hot"), ("b", 1, "cold"), ("a", receipt, "hot")],
                              priorities=weights, dispatch={"order": "accumulating"})
            self.assertEqual(begun(rows, first), 60, receipt)

    def test_readers_pick_within_a_priority(self):
        types = {"block": 60, "long": {"read": "30 min", "rvu": 2}, "short": 5, "slow": 90}
        studies = [("block", 0, "hot"), ("slow", 1, "hot"), ("long", 2, "warm"),
                   ("short", 3, "warm")]
        for pick, order in (("best", ["slow", "long", "short"]),
                            ("shortest", ["slow", "short", "long"]),
                            ("richest", ["slow", "long", "short"])):
            _, rows, _ = play(types, studies, dispatch={"pick": pick})
            self.assertEqual(sorted(order, key=lambda name: begun(rows, name)), order, pick)

    def test_a_restart_begins_from_nothing(self):
        studies = [("long", 0, "cold"), ("stop", 20, "hot"), ("stop", 40, "hot")]
        for resume, reported in (("resume", 80), ("restart", 110)):
            document, rows, _ = play({"long": 60, "stop": 10}, studies,
                                     dispatch={"preempt": ["hot"], "resume": resume})
            self.assertEqual(rows["long", 0]["reported"], reported)
            self.assertEqual(rows["long", 0]["read"], reported - 20)


class Ties(unittest.TestCase):
    READERS = [group("a", cost={"per-read": "USD 9"}, skills=["x", "y"], pace="0.5"),
               group("b", cost={"per-hour": "USD 60"}, skills=["x"], pace="0.75"),
               group("c", cost={"per-rvu": "USD 4"}, skills=["x", "y"], pace="2")]

    def test_the_tie_break_names_the_reader(self):
        # a costs 9, b 60/h x 0.75 x 10 min = 7.5, c 4 x 2 = 8
        for tie, reader in (("longest-idle", 0), ("specialist-last", 1), ("fastest", 0),
                            ("cheapest", 1)):
            _, rows, _ = play({"ct": {"read": "10 min", "rvu": 2}}, [("ct", 5, "hot")],
                              readers=self.READERS, dispatch={"tie": tie})
            self.assertEqual(rows["ct", 0]["first_reader"], reader, tie)

    def test_any_reader_may_get_it(self):
        seen = set()
        for seed in range(1, 25):
            place, files = timeline.arrivals([("ct", 5, "hot")])
            world = timeline.scenario({"ct": 10}, place, readers=[group("r", count="3")],
                                      dispatch={"tie": "random"})
            world["run"]["seed"] = str(seed)
            _, rows, _ = timeline.run(world, files)
            seen.add(int(rows["ct", 0]["first_reader"]))
        self.assertEqual(seen, {0, 1, 2})


class Nobody(unittest.TestCase):
    def test_a_group_of_nobody_is_as_good_as_none(self):
        shifts = [{"id": "day", "from": "00:00", "to": "12:00"}]
        for nobody in ({"count": "0"}, {"count": "0", "roster": [{"shift": "day"}]},
                       {"count": "2", "roster": [{"shift": "day", "of": "0"}]}):
            document, rows, _ = play({"ct": 10}, [("ct", 0, "hot"), ("ct", 1, "hot")],
                                     shifts=shifts, readers=[group("r"), group("z", **nobody)])
            self.assertEqual([begun(rows, "ct", k) for k in range(2)], [0, 10])
            z = {name: value["mean"] for name, value in document["readers"]["z"].items()}
            self.assertEqual([z["reads"], z["on_shift"], z["utilisation"]], [0, 0, None])


class Pushed(unittest.TestCase):
    TWO = [group("r", count="2")]

    def readers(self, assign, types, studies, **more):
        _, rows, _ = play(types, studies, readers=more.pop("readers", self.TWO),
                          dispatch={"assign": assign}, **more)
        return rows

    def test_shortest_list_and_nobody_changes_lists(self):
        rows = self.readers("shortest", {"long": 60, "a": 10},
                            [("long", 0, "hot"), ("a", 1, "hot"), ("a", 2, "hot"),
                             ("a", 3, "hot")])
        who = [rows[key]["first_reader"] for key in (("long", 0), ("a", 0), ("a", 1), ("a", 2))]
        self.assertEqual(who, [0, 1, 0, 1])  # at 2 both have one: the first; at 3 the other
        self.assertEqual([begun(rows, "a", k) for k in range(3)], [1, 60, 11])

    def test_least_work_counts_minutes(self):
        rows = self.readers("least-work", {"long": 60, "a": 10},
                            [("long", 0, "hot")] + [("a", 1 + k, "hot") for k in range(7)])
        who = [rows["a", k]["first_reader"] for k in range(7)]
        self.assertEqual(who, [1, 1, 1, 1, 1, 1, 0])  # six tens, what is in hand in full: 60 = 60

    def test_round_robin_goes_round_all_groups(self):
        rows = self.readers("round-robin", {"a": 100}, [("a", k, "hot") for k in range(5)],
                            readers=[group("r", count="2"), group("s")])
        self.assertEqual([rows["a", k]["first_reader"] for k in range(5)], [0, 1, 2, 0, 1])

    def test_lists_are_read_in_the_scenario_s_order(self):
        rows = self.readers("shortest", {"long": 60, "a": 10, "b": 10},
                            [("long", 0, "cold"), ("a", 1, "cold"), ("b", 2, "hot")],
                            readers=[group("r")])
        self.assertEqual([begun(rows, "b"), begun(rows, "a")], [60, 70])

    def test_the_list_of_who_goes_home_is_given_out_anew(self):
        shifts = [{"id": "early", "from": "00:00", "to": "00:30"},
                  {"id": "late", "from": "00:45", "to": "02:00"}]
        rows = self.readers("shortest", {"long": 60, "a": 10},
                            [("long", 0, "hot"), ("a", 1, "hot")], shifts=shifts,
                            readers=[group("r", roster=[{"shift": "early"}]),
                                     group("s", roster=[{"shift": "late"}])])
        self.assertEqual([begun(rows, "a"), rows["a", 0]["first_reader"]], [45, 1])
        self.assertEqual(rows["long", 0]["reported"], 60)  # finished in overtime


    def test_who_stays_takes_what_is_on_nobody_s_list(self):
        rows = self.readers("shortest", {"long": 40, "a": 10},
                            [("long", 0, "hot"), ("a", 1, "hot")],
                            shifts=[{"id": "early", "from": "00:00", "to": "00:30"}],
                            readers=[group("r", roster=[{"shift": "early"}], **{
                                "shift-end": "stay",
                                "stay": {"priorities": ["hot"], "at-most": "1 h"}})])
        self.assertEqual([begun(rows, "a"), rows["a", 0]["reported"]], [40, 50])


class Again(unittest.TestCase):
    NEAR = [{"id": "near"}, {"id": "school"}]

    def test_two_people_read_twice(self):
        twice = [{"studies": ["ct"], "by": ["near"], "time": "50 %"}]
        _, rows, _ = play({"ct": 10}, [("ct", 0, "hot")], providers=self.NEAR,
                          readers=[group("r", count="2", provider="near")],
                          **{"double-reads": twice})
        row = rows["ct", 0]
        self.assertEqual([row["drafted"], row["second"], row["reported"], row["final"]],
                         [10, 15, 15, 15])
        self.assertEqual([row["drafter"], row["second_reader"], row["first_reader"]], [0, 1, 1])
        self.assertEqual(row["read"], 15)

    def test_one_person_alone_cannot(self):
        document, rows, _ = play({"ct": 10}, [("ct", 0, "hot")], providers=self.NEAR,
                                 readers=[group("r", provider="near")],
                                 **{"double-reads": [{"studies": ["ct"], "by": ["near"]}]})
        self.assertIsNone(rows["ct", 0]["reported"])
        self.assertEqual(document["overall"]["unfinished"]["mean"], 1)

    def test_a_third_person_decides(self):
        twice = [{"studies": ["ct"], "by": ["near"], "disagree": "100 %", "arbitrate": ["near"],
                  "time": "50 %"}]
        document, rows, _ = play({"ct": 10}, [("ct", 0, "hot")], providers=self.NEAR,
                                 readers=[group("r", count="3", provider="near")],
                                 **{"double-reads": twice})
        row = rows["ct", 0]
        self.assertEqual([row["second"], row["reported"], row["first_reader"]], [15, 20, 2])
        self.assertEqual(document["readers"]["r"]["reads"]["mean"], 3)

    def test_the_second_reading_stands_in_rank_of_its_receipt(self):
        twice = [{"studies": ["ct"], "by": ["near"]}]
        _, rows, _ = play({"ct": 10, "block": 15, "x": 5},
                          [("ct", 0, "warm"), ("block", 1, "warm"), ("x", 2, "warm")],
                          providers=self.NEAR, readers=[group("r", count="2", provider="near")],
                          **{"double-reads": twice})
        # r-1 reads ct 0-10, r-2 block 1-16; at 10 r-1 may not read ct again and takes x; at 16
        # r-2 reads it
        self.assertEqual([begun(rows, "x"), rows["ct", 0]["reported"]], [10, 26])

    def test_a_draft_is_signed(self):
        readers = [group("r", provider="school", reads="draft"), group("s", provider="near")]
        _, rows, _ = play({"ct": 20, "block": 90}, [("block", 0, "hot"), ("ct", 5, "hot")],
                          providers=self.NEAR, readers=readers,
                          coverage=[{"provider": "near", "studies": ["block"]},
                                    {"provider": "school", "studies": ["ct"]},
                                    {"provider": "near", "studies": ["ct"],
                                     "overflow-after": "10 h"}],
                          attending={"by": ["near"], "time": "40 %"})
        row = rows["ct", 0]
        self.assertEqual([row["drafted"], row["reported"], row["final"]], [25, 98, 98])
        self.assertEqual([row["drafter"], row["first_reader"]], [0, 1])

    def test_a_draft_waits_for_the_next_shift_of_those_who_sign(self):
        shifts = [{"id": "day", "from": "00:00", "to": "00:30"},
                  {"id": "eve", "from": "02:00", "to": "03:00"}]
        readers = [group("r", provider="school", reads="draft"),
                   group("s", provider="near", roster=[{"shift": "day"}]),
                   group("t", provider="near", roster=[{"shift": "eve"}])]
        _, rows, _ = play({"ct": 20}, [("ct", 15, "hot")], providers=self.NEAR, shifts=shifts,
                          readers=readers, attending={"by": ["near"], "time": "50 %"},
                          coverage=[{"provider": "school"},
                                    {"provider": "near", "overflow-after": "20 h"}])
        self.assertEqual([rows["ct", 0]["drafted"], rows["ct", 0]["reported"]], [35, 130])

    def test_a_review_is_by_another_and_behind_all_else(self):
        review = {"share": "100 %", "by": ["near"], "time": "50 %"}
        document, rows, _ = play({"ct": 10, "x": 10}, [("ct", 0, "hot"), ("x", 5, "cold")],
                                 providers=self.NEAR,
                                 readers=[group("r", provider="near"),
                                          group("s", provider="near",
                                                roster=[{"shift": "late"}])],
                                 shifts=[{"id": "late", "from": "00:15", "to": "01:00"}],
                                 **{"peer-review": review})
        # r reads ct 0-10 and x 10-20; s comes at 15 and reviews ct 15-20, then x 20-25
        self.assertEqual([rows["ct", 0]["reviewed"], rows["x", 0]["reviewed"]], [20, 25])
        self.assertEqual([rows["ct", 0]["reviewer"], rows["ct", 0]["review_read"]], [1, 5])
        self.assertEqual(document["overall"]["tat_mean"]["mean"], 12.5)

    def test_nobody_reviews_what_he_has_reported(self):
        _, rows, _ = play({"ct": 10}, [("ct", 0, "hot")], providers=self.NEAR,
                          readers=[group("r", provider="near")],
                          **{"peer-review": {"share": "100 %", "by": ["near"]}})
        self.assertEqual([rows["ct", 0]["final"], rows["ct", 0]["reviewed"]], [10, None])

    def test_a_signed_draft_is_read_again(self):
        readers = [group("r", provider="school", reads="draft"),
                   group("s", count="2", provider="near")]
        _, rows, _ = play({"ct": 20}, [("ct", 0, "hot")], providers=self.NEAR, readers=readers,
                          coverage=[{"provider": "school"},
                                    {"provider": "near", "overflow-after": "20 h"}],
                          attending={"by": ["near"], "time": "50 %"},
                          **{"double-reads": [{"studies": ["ct"], "by": ["near"],
                                               "time": "25 %"}]})
        row = rows["ct", 0]
        self.assertEqual([row["drafted"], row["second"], row["reported"]], [20, 35, 35])
        self.assertEqual({int(row["drafter"]), int(row["second_reader"])} & {1, 2},
                         {int(row["second_reader"])})

    def test_a_final_read_may_take_less_time(self):
        readers = [group("r", provider="school", reads="preliminary"),
                   group("s", provider="near")]
        _, rows, _ = play({"ct": 10}, [("ct", 0, "hot")], providers=self.NEAR, readers=readers,
                          coverage=[{"provider": "school"},
                                    {"provider": "near", "overflow-after": "5 h"}],
                          **{"final-reads": {"by": ["near"], "time": "60 %"}})
        self.assertEqual([rows["ct", 0]["reported"], rows["ct", 0]["final"]], [10, 16])


class Bundles(unittest.TestCase):
    TYPES = {"head": {"read": "10 min", "bundle": {"with": ["spine", "chest"], "share": "100 %"}},
             "spine": 5, "chest": {"read": "20 min", "modality": "MR"}, "stop": 5}
    PARTS = ("head", "spine", "chest")

    def play(self, studies, *args, **more):
        document, rows, tables = play(dict(self.TYPES, block=60), studies, *args, **more)
        return document, rows, tables

    def instants(self, rows, column="reported"):
        return [rows[part, 0][column] for part in self.PARTS]

    def test_one_reader_reads_all_one_after_the_other(self):
        document, rows, _ = self.play([("head", 0, "warm"), ("stop", 1, "hot")],
                                      readers=[group("r")])
        self.assertEqual(self.instants(rows), [10, 15, 35])
        self.assertEqual(begun(rows, "stop"), 35)
        self.assertEqual([rows[part, 0]["member"] for part in self.PARTS], [0, 1, 2])
        self.assertEqual(document["overall"]["arrived"]["mean"], 4)
        self.assertEqual(document["by_study"]["chest"]["tat_mean"]["mean"], 35)

    def test_the_rest_is_one_when_it_was_put_down(self):
        _, rows, _ = self.play([("head", 0, "warm"), ("stop", 12, "hot")],
                               dispatch={"preempt": ["hot"]})
        self.assertEqual(self.instants(rows), [10, 20, 40])
        self.assertEqual(begun(rows, "stop"), 12)

    def test_another_takes_the_rest_whole(self):
        _, rows, _ = self.play([("head", 0, "warm"), ("block", 12, "hot"), ("block", 1, "hot")],
                               dispatch={"preempt": ["hot"]}, readers=[group("r", count="2")])
        # r-1 has the head, r-2 the block of 1; the block of 12 puts the spine down; at 61 r-2
        # reads what is left of it, and the chest
        self.assertEqual(self.instants(rows), [10, 64, 84])
        self.assertEqual(self.instants(rows, "first_reader"), [0, 1, 1])

    def test_only_who_may_read_all_takes_it(self):
        readers = [group("r", modalities=["CT"]), group("s", roster=[{"shift": "late"}])]
        _, rows, _ = self.play([("head", 0, "warm")], readers=readers,
                               shifts=[{"id": "late", "from": "01:00", "to": "02:00"}])
        self.assertEqual(self.instants(rows), [70, 75, 95])

    def test_it_waits_for_the_last_image_and_each_clock_starts_at_its_own(self):
        document, rows, _ = self.play([("head", 0, "warm")],
                                      {"link": {"bandwidth": "1 Gbit/s", "overhead": "1 min"}})
        self.assertEqual(self.instants(rows, "received"), [1, 2, 3])
        self.assertEqual(self.instants(rows), [13, 18, 38])
        self.assertAlmostEqual(document["overall"]["tat_mean"]["mean"], (12 + 16 + 35) / 3)

    def test_a_site_takes_all_back(self):
        document, rows, _ = self.play([("block", 0, "hot"), ("head", 1, "warm")],
                                      {"withdraw": {"after": "5 min", "priorities": ["warm"]}})
        self.assertEqual(self.instants(rows, "withdrawn"), [6, 6, 6])
        self.assertEqual(document["overall"]["withdrawn"]["mean"], 3)

    def test_the_end_of_a_shift_waits_for_all(self):
        readers = [group("r", roster=[{"shift": "short"}])]
        document, rows, _ = self.play([("head", 25, "warm")], readers=readers,
                                      shifts=[{"id": "short", "from": "00:00", "to": "00:30"}])
        self.assertEqual(self.instants(rows), [35, 40, 60])
        self.assertEqual(document["readers"]["r"]["overtime"]["mean"], 30)

    def test_who_is_raised_raises_all(self):
        tool = {"id": "find", "studies": ["chest"], "finding": "there", "sensitivity": "100 %",
                "specificity": "0 %", "time": "4 min", "on-positive": {"priority": "hot"}}
        _, rows, _ = self.play([("block", 0, "hot"), ("stop", 1, "warm"), ("head", 2, "cold")],
                               ai=[tool], findings=[{"id": "there"}])
        self.assertEqual(self.instants(rows), [70, 75, 95])
        self.assertEqual(begun(rows, "stop"), 95)

    def test_what_a_tool_reports_leaves_it(self):
        for alone, left in (("spine", [70, 5, 90]), ("head", [5, 65, 85])):
            tool = {"id": "clear", "studies": [alone], "finding": "there", "sensitivity": "100 %",
                    "specificity": "100 %", "time": "4 min", "autonomous": "true"}
            _, rows, _ = self.play([("block", 0, "hot"), ("head", 1, "warm")], ai=[tool],
                                   findings=[{"id": "there"}])
            self.assertEqual(self.instants(rows), left)


class Coverage(unittest.TestCase):
    TWO = [group("r", provider="near"), group("s", provider="far")]
    NAMES = [{"id": "near"}, {"id": "far"}]

    def play(self, types, studies, *far, **more):
        return play(types, studies, readers=self.TWO, providers=self.NAMES,
                    coverage=[{"provider": "near"}, *({"provider": "far", **e} for e in far)],
                    **more)

    def test_a_queue_calls_for_others(self):
        studies = [("a", k, "hot") for k in range(4)]
        _, rows, _ = self.play({"a": 30}, studies, {"overflow-queue": "2"})
        # near reads the first; at 2 two wait, and far takes the better of them; at 3 two wait
        # again, but far is busy; at 30 near takes one, and one is too few for far at 32
        self.assertEqual([begun(rows, "a", k) for k in range(4)], [0, 2, 30, 60])
        self.assertEqual([rows["a", k]["first_reader"] for k in range(4)], [0, 1, 0, 0])

    def test_conditions_of_an_entry_hold_together(self):
        types = {"block": 60, "a": 10, "b": 10}
        studies = [("block", 0, "hot"), ("a", 1, "hot"), ("b", 1, "hot"), ("b", 2, "cold")]
        _, rows, _ = self.play(types, studies, {"studies": ["b"], "priorities": ["cold"]})
        self.assertEqual([begun(rows, "b", 1), rows["b", 1]["first_reader"]], [2, 1])
        self.assertEqual([begun(rows, "a"), begun(rows, "b", 0)], [60, 70])

    def test_the_present_priority_counts(self):
        late = ranks(cold={"escalate": {"after": "20 min", "to": "warm"}})
        _, rows, _ = self.play({"block": 60, "a": 10}, [("block", 0, "hot"), ("a", 1, "cold")],
                               {"priorities": ["warm"]}, priorities=late)
        self.assertEqual([begun(rows, "a"), rows["a", 0]["first_reader"]], [21, 1])

    def test_a_share_of_none_and_of_all(self):
        for share, who in (("0 %", 0), ("100 %", 1)):
            _, rows, _ = self.play({"block": 60, "a": 10},
                                   [("block", 0, "hot"), ("a", 1, "hot")], {"share": share})
            self.assertEqual(rows["a", 0]["first_reader"], who)

    def test_one_entry_of_several_suffices(self):
        studies = [("block", 0, "hot"), ("a", 1, "hot"), ("b", 2, "hot")]
        _, rows, _ = self.play({"block": 60, "a": 10, "b": 10}, studies,
                               {"studies": ["b"]}, {"overflow-after": "5 min"})
        self.assertEqual([begun(rows, "b"), begun(rows, "a")], [2, 12])


if __name__ == "__main__":
    unittest.main()
