# SPDX-License-Identifier: GPL-3.0-or-later
"""Outages, by hand: what stands still and goes on, what waits, at the very instants and edges."""
import sys
import unittest

try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)


def clock(minute):
    return f"2026-06-0{1 + minute // 1440}T{minute // 60 % 24:02}:{minute % 60:02}"


def out(of, start, end, name="o", **more):
    return dict({"id": name, "of": of, "window": {"from": clock(start), "to": clock(end)}}, **more)


def link(minutes):
    return {"bandwidth": "1 Gbit/s", "overhead": f"{minutes} min"}


def play(studies, outages, types=None, options=(), site=None, **more):
    """The trace of a site `h` with a link of 10 min; as many readers as are wanted."""
    place, files = timeline.arrivals(studies, **(site or {"link": link(10)}))
    more.setdefault("readers", [{"id": "r", "count": "9", "licences": {"hold": ["home"]}}])
    world = timeline.scenario(types or {"a": 1, "b": 1}, place, outages=outages, **more)
    return timeline.run(world, files, options)


def sent(rows, study="a", k=0):
    row = rows[study, k]
    return [row["arrived"], row["sent"], row["received"]]


class Link(unittest.TestCase):
    def test_a_transfer_stands_still_and_goes_on(self):
        _, rows, _ = play([("a", 0, "hot"), ("a", 5, "hot")], [out("link:h", 4, 20)])
        self.assertEqual(sent(rows), [0, 0, 26])
        self.assertEqual(sent(rows, k=1), [5, 26, 36])

    def test_what_is_done_when_it_begins_is_done(self):
        _, rows, _ = play([("a", 0, "hot"), ("a", 5, "hot")], [out("link:h", 10, 20)])
        self.assertEqual(sent(rows), [0, 0, 10])
        self.assertEqual(sent(rows, k=1), [5, 20, 30])

    def test_nothing_begins_from_its_first_instant_on(self):
        _, rows, _ = play([("a", 4, "hot"), ("b", 20, "hot")], [out("link:h", 4, 20)])
        self.assertEqual(sent(rows), [4, 20, 30])
        self.assertEqual(sent(rows, "b"), [20, 30, 40])

    def test_it_is_out_while_any_outage_of_it_lasts(self):
        outages = [out("link:h", 4, 20, "one"), out("link:h", 15, 30, "two"),
                   out("link:h", 16, 18, "in"), out("link:h", 30, 40, "next")]
        _, rows, _ = play([("a", 0, "hot")], outages)
        self.assertEqual(sent(rows), [0, 0, 46])

    def test_twice_in_one_transfer(self):
        _, rows, _ = play([("a", 0, "hot")], [out("link:h", 4, 20, "one"),
                                              out("link:h", 22, 30, "two")])
        self.assertEqual(sent(rows), [0, 0, 34])

    def test_over_the_edges_of_the_run(self):
        before = out("link:h", 0, 30)
        before["window"]["from"] = "2026-05-20T00:00"
        _, rows, _ = play([("a", 7, "hot"), ("b", 1438, "hot")],
                          [before, dict(out("link:h", 1440, 2880, "z"))])
        self.assertEqual(sent(rows), [7, 30, 40])
        self.assertEqual(sent(rows, "b"), [1438, 1438, None])

    def test_on_its_own_clock(self):
        _, rows, _ = play([("a", 0, "hot")], [out("link:h", 64, 80, zone="Africa/Lagos")])
        self.assertEqual(sent(rows), [0, 0, 26])

    def test_of_a_shared_one(self):
        near, files = timeline.arrivals([("a", 0, "hot")], link="wan")
        far, more = timeline.arrivals([("b", 5, "hot")], link="wan", id="k")
        world = timeline.scenario({"a": 1, "b": 1}, near, outages=[out("link:wan", 4, 20)],
                                  links=[dict(link(10), id="wan")])
        world["sites"].append(far)
        _, rows, _ = timeline.run(world, dict(files, **more))
        self.assertEqual(sent(rows), [0, 0, 26])
        self.assertEqual(sent(rows, "b"), [5, 26, 36])

    def test_of_the_own_links_of_all_copies_or_of_one(self):
        for of, received in (("link:h", [26, 26]), ("link:h-2", [10, 26])):
            _, rows, _ = play([("a", 0, "hot")], [out(of, 4, 20)],
                              site={"link": link(10), "count": "2"})
            self.assertEqual([rows["a", k]["received"] for k in range(2)], received)

    def test_at_random_from_the_beginning_on(self):
        # up 100 from the warm-up's first instant, an hour before the start, then out 20
        random = {"id": "o", "of": "link:h", "mtbf": "100 min", "mttr": "20 min"}
        _, rows, _ = play([("a", minute, "hot") for minute in (35, 65, 175)], [random],
                          options=["--set", "run.warmup=60 min"])
        # out in [40, 60), [160, 180), …
        self.assertEqual([sent(rows, k=k) for k in range(3)],
                         [[35, 35, 65], [65, 65, 75], [175, 180, 190]])


class Site(unittest.TestCase):
    def test_what_would_arrive_arrives_at_its_end(self):
        _, rows, _ = play([("a", minute, "hot") for minute in (3, 4, 7, 20)],
                          [out("site:h", 4, 20)])
        self.assertEqual([sent(rows, k=k) for k in range(4)],
                         [[3, 3, 13], [20, 20, 30], [20, 30, 40], [20, 40, 50]])

    def test_what_arrives_together_stands_by_site_and_entry(self):
        # b comes first, but a is the earlier entry; h is before k on the wire that they share
        near, files = timeline.arrivals([("a", 7, "hot"), ("b", 6, "hot")], link="wan")
        far, more = timeline.arrivals([("c", 5, "hot")], link="wan", id="k")
        world = timeline.scenario({"a": 1, "b": 1, "c": 1}, near, links=[dict(link(10), id="wan")],
                                  outages=[out("site:k", 4, 20, "k"), out("site:h", 4, 20, "h")])
        world["sites"].insert(0, far)
        _, rows, _ = timeline.run(world, dict(files, **more))
        self.assertEqual([sent(rows, study) for study in "abc"],
                         [[20, 20, 30], [20, 30, 40], [20, 40, 50]])

    def test_what_is_on_the_link_is_sent(self):
        _, rows, _ = play([("a", 0, "hot"), ("a", 1, "hot")], [out("site:h", 2, 60)])
        self.assertEqual([sent(rows, k=k) for k in range(2)], [[0, 0, 10], [1, 10, 20]])

    def test_after_the_end_nothing_arrives(self):
        for end in (1440, 1500, 2880):
            document, rows, _ = play([("a", 0, "hot"), ("a", 1430, "hot")],
                                     [out("site:h", 1400, end)])
            self.assertEqual(len(rows), 1)
            self.assertEqual(document["overall"]["arrived"]["mean"], 1)
            self.assertEqual(document["studies_simulated"], 1)

    def test_what_it_holds_back_goes_at_its_time(self):
        # held until 00:30: the first has arrived before the outage, the second arrives after that
        place, files = timeline.arrivals([("a", 3, "hot"), ("a", 7, "hot")])
        place["demand"][0]["hold"] = {"until": ["00:30", "01:00"]}
        for end, arrived, received in ((20, 20, [30, 30]), (40, 40, [30, 60])):
            _, rows, _ = timeline.run(timeline.scenario({"a": 1}, place,
                                                        outages=[out("site:h", 5, end)]), files)
            self.assertEqual([rows["a", k]["arrived"] for k in range(2)], [3, arrived])
            self.assertEqual([rows["a", k]["received"] for k in range(2)], received)

    def test_images_that_are_complete_in_it(self):
        # ordered in it or before it; what would be complete after it is not late
        for acquire, arrived in ((5, [20, 20]), (20, [23, 26])):
            place, files = timeline.arrivals([("a", 3, "hot"), ("a", 6, "hot")])
            place["demand"][0]["acquire"] = f"{acquire} min"
            _, rows, _ = timeline.run(timeline.scenario({"a": 1}, place,
                                                        outages=[out("site:h", 5, 20)]), files)
            self.assertEqual([rows["a", k]["arrived"] for k in range(2)], arrived)

    def test_without_a_link_it_is_received_at_its_end(self):
        _, rows, _ = play([("a", 5, "hot")], [out("site:h-1", 4, 20)], site={"count": "2"})
        self.assertEqual([sent(rows, k=k) for k in range(2)], [[5, 5, 5], [20, 20, 20]])


class Tool(unittest.TestCase):
    def read_first(self, outages, time=10, more=()):
        """Which is read when the reader is free at 30: a, if its verdict has come, else b."""
        tool = {"id": "t", "studies": ["a", "c"], "finding": "there", "sensitivity": "100 %",
                "specificity": "100 %", "time": f"{time} min", "on-positive": {"priority": "hot"}}
        seen = {"read": "1 min", "findings": [{"id": "there", "prevalence": "100 %"}]}
        _, rows, _ = play([("block", 0, "warm"), ("b", 1, "cold"), ("a", 1, "cold"), *more],
                          outages, {"block": 30, "b": 1, "a": seen,
                                   "c": {"read": "1 min", "skill": "nobody's"}}, site={"id": "h"},
                          ai=[tool], findings=[{"id": "there"}],
                          readers=[{"id": "r", "licences": {"hold": ["home"]}}])
        return {30: "a", 31: "b"}[rows["a", 0]["begun"]]

    def test_work_on_its_servers_stands_still_and_goes_on(self):
        self.assertEqual(self.read_first([]), "a")
        # begun at 1, out from 4: 7 of 10 minutes are left at its end
        self.assertEqual(self.read_first([out("ai:t", 4, 23)]), "a")
        self.assertEqual(self.read_first([out("ai:t", 4, 24)]), "b")
        self.assertEqual(self.read_first([out("ai:t", 4, 14, "x"), out("ai:t", 14, 23, "y")]), "a")
        self.assertEqual(self.read_first([out("ai:t", 4, 14, "x"), out("ai:t", 15, 24, "y")]), "a")
        self.assertEqual(self.read_first([out("ai:t", 4, 14, "x"), out("ai:t", 15, 25, "y")]), "b")

    def test_what_is_done_when_it_begins_is_said(self):
        self.assertEqual(self.read_first([out("ai:t", 11, 60)]), "a")

    def test_it_begins_nothing(self):
        self.assertEqual(self.read_first([out("ai:t", 1, 20)]), "a")
        self.assertEqual(self.read_first([out("ai:t", 1, 21)]), "b")

    def test_the_next_begins_when_its_server_is_free(self):
        # c has the one server until 5, or until 9 with an outage of 4 minutes; a is next
        ahead = [("c", 0, "cold")]
        self.assertEqual(self.read_first([out("ai:t", 2, 22)], 5, ahead), "a")
        self.assertEqual(self.read_first([out("ai:t", 2, 23)], 5, ahead), "b")


def crew(name, **more):
    return dict({"id": name, "provider": name, "licences": {"hold": ["home"]}}, **more)


def read(rows, study="a", k=0):
    row = rows[study, k]
    return [row["begun"], row["reported"], row["read"]]


class Provider(unittest.TestCase):
    def play(self, studies, outages, readers=None, types=None, **more):
        readers = readers or [crew("p")]
        return play(studies, outages, types or {"a": 20, "b": 5}, site={"id": "h"},
                    readers=readers, providers=[{"id": reader["id"]} for reader in readers],
                    **more)[1]

    def test_readers_put_down_what_they_hold(self):
        studies, outages = [("a", 0, "hot")], [out("provider:p", 5, 15)]
        self.assertEqual(read(self.play(studies, outages)), [0, 30, 20])
        self.assertEqual(read(self.play(studies, outages, dispatch={"resume": "restart"})),
                         [0, 35, 25])

    def test_what_is_done_when_it_begins_is_done(self):
        rows = self.play([("b", 0, "hot"), ("b", 1, "hot")], [out("provider:p", 5, 15)])
        self.assertEqual([read(rows, "b", k) for k in range(2)], [[0, 5, 5], [15, 20, 5]])

    def test_another_provider_goes_on_with_it(self):
        readers = [crew("p"), crew("q", pace=2)]
        rows = self.play([("a", 0, "hot")], [out("provider:p", 5, 15)], readers)
        self.assertEqual(read(rows), [0, 35, 35])

    def test_it_is_out_while_any_outage_lasts(self):
        rows = self.play([("a", 0, "hot")], [out("provider:p", 5, 15, "x"),
                                             out("provider:p", 10, 20, "y")])
        self.assertEqual(read(rows), [0, 35, 20])

    def test_they_stay_on_shift_and_paid(self):
        for outages in ([], [out("provider:p", 60, 120)]):
            document, _, _ = play([("a", 0, "hot")], outages, {"a": 20}, site={"id": "h"},
                                  readers=[crew("p", cost={"per-hour": "USD 10"})],
                                  providers=[{"id": "p"}])
            self.assertEqual(document["readers"]["p"]["on_shift"]["mean"], 1440)
            self.assertEqual(document["overall"]["cost"]["mean"], 240)

    def test_the_idle_are_idle_since_their_last_report(self):
        # the first reads b and reports at 5; the second has been idle since the beginning
        rows = self.play([("b", 0, "hot"), ("a", 30, "hot")], [out("provider:p", 10, 20)],
                         [crew("p", count="2")])
        self.assertEqual([rows["b", 0]["first_reader"], rows["a", 0]["first_reader"]], [0, 1])
        # the first puts a down and takes it up again; the second was idle all the time
        rows = self.play([("a", 0, "hot")], [out("provider:p", 10, 20)], [crew("p", count="2")])
        self.assertEqual([rows["a", 0]["first_reader"], *read(rows)], [0, 0, 30, 20])

    def test_who_is_at_it_in_overtime_goes_home(self):
        day = {"id": "day", "from": "00:00", "to": "00:10"}
        rows = self.play([("a", 0, "hot")], [out("provider:p", 12, 20)],
                         [crew("p", roster=[{"shift": "day"}])], shifts=[day])
        self.assertEqual(read(rows), [0, 1448, 20])

    def test_a_shift_that_begins_in_it_waits(self):
        day = {"id": "day", "from": "00:10", "to": "00:40"}
        rows = self.play([("a", 0, "hot")], [out("provider:p", 5, 15)],
                         [crew("p", roster=[{"shift": "day"}])], shifts=[day])
        self.assertEqual(read(rows), [15, 35, 20])

    def test_a_shift_within_it_is_worked(self):
        # nothing else happens in the outage; the day's 30 minutes count all the same
        day = {"id": "day", "from": "10:10", "to": "10:40"}
        document, _, _ = play([("a", 0, "hot")], [out("provider:p", 600, 660)], site={"id": "h"},
                              readers=[crew("p", roster=[{"shift": "day"}])], shifts=[day],
                              providers=[{"id": "p"}])
        self.assertEqual(document["readers"]["p"]["on_shift"]["mean"], 30)

    def test_their_own_lists_are_given_out_anew(self):
        # a is pushed to p, b to q, and the second a to p, who has a in hand and nothing listed;
        # q has b in hand until 5, then takes up what p put down
        rows = self.play([("a", 0, "hot"), ("b", 0, "hot"), ("a", 1, "hot")],
                         [out("provider:p", 5, 60)], [crew("p"), crew("q")],
                         dispatch={"assign": "shortest"})
        self.assertEqual([read(rows), read(rows, "b"), read(rows, "a", 1)],
                         [[0, 20, 20], [0, 5, 5], [20, 40, 20]])
        self.assertEqual([rows["a", k]["first_reader"] for k in range(2)], [1, 1])

    def test_calls_go_on(self):
        # a is reported at 5 and phoned through until 15; b waits for the end of the outage
        types = {"a": {"read": "5 min", "findings": [{"id": "there", "prevalence": "100 %"}]},
                 "b": 5}
        for outage in ("provider:p", "pacs"):
            rows = self.play([("a", 0, "hot"), ("b", 1, "hot")], [out(outage, 8, 30)], types=types,
                             findings=[{"id": "there", "critical": {"call": "10 min"}}])
            self.assertEqual([rows["a", 0]["called"], read(rows, "b")], [15, [30, 35, 5]])

    def test_a_bundle_is_put_down_with_its_unread_rest(self):
        types = {"a": {"read": "10 min", "bundle": {"with": ["b", "c"], "share": "100 %"}},
                 "b": 5, "c": 3}
        rows = self.play([("a", 0, "hot")], [out("provider:p", 12, 20)],
                         [crew("p"), crew("q", pace=2)], types)
        self.assertEqual([read(rows, study) for study in "abc"],
                         [[0, 10, 10], [10, 18, 8], [18, 24, 6]])
        self.assertEqual([rows[study, 0]["first_reader"] for study in "abc"], [0, 1, 1])

    def test_with_breaks(self):
        # the break of 10 minutes falls due at 5 and begins with the outage, which ends first
        day = {"id": "day", "from": "00:00", "to": "10:00"}
        readers = [crew("p", roster=[{"shift": "day"}],
                        breaks=[{"after": "5 min", "length": "10 min"}])]
        for end, again in ((9, 16), (20, 20)):
            rows = self.play([("a", 0, "hot")], [out("provider:p", 6, end)], readers, shifts=[day])
            self.assertEqual(read(rows), [0, again + 14, 20])


class Pacs(unittest.TestCase):
    def test_readings_stand_still_and_go_on_with_the_same_reader(self):
        readers = [{"id": "r", "count": "2", "licences": {"hold": ["home"]}}]
        document, rows, _ = play([("a", 0, "hot")], [out("pacs", 5, 15)], {"a": 20},
                                 site={"id": "h"}, readers=readers)
        self.assertEqual(read(rows), [0, 30, 30])
        self.assertAlmostEqual(document["readers"]["r"]["busy"]["mean"], 30)

    def test_what_would_be_received_is_received_at_its_end(self):
        _, rows, _ = play([("a", 4, "hot"), ("a", 5, "hot"), ("b", 15, "hot")],
                          [out("pacs", 6, 24)])
        self.assertEqual([sent(rows), sent(rows, k=1), sent(rows, "b")],
                         [[4, 4, 24], [5, 14, 24], [15, 24, 34]])
        self.assertEqual([read(rows), read(rows, k=1)], [[24, 25, 1], [24, 25, 1]])

    def test_a_bundle_waits_for_all_that_is_kept(self):
        types = {"a": {"read": "10 min", "bundle": {"with": ["b"], "share": "100 %"}}, "b": 5}
        _, rows, _ = play([("a", 0, "hot")], [out("pacs", 15, 30)], types)
        self.assertEqual([sent(rows), sent(rows, "b")], [[0, 0, 10], [0, 10, 30]])
        self.assertEqual([read(rows), read(rows, "b")], [[30, 40, 10], [40, 45, 5]])

    def test_no_reading_begins(self):
        day = {"id": "day", "from": "00:10", "to": "00:40"}
        readers = [{"id": "r", "licences": {"hold": ["home"]}, "roster": [{"shift": "day"}]}]
        for outage, begun in ((out("pacs", 5, 15), 15), (out("pacs", 10, 15), 15),
                              (out("pacs", 5, 10), 10)):
            _, rows, _ = play([("a", 0, "hot")], [outage], site={"id": "h"}, readers=readers,
                              shifts=[day])
            self.assertEqual(read(rows), [begun, begun + 1, 1])

    def test_what_waits_at_its_end_goes_by_rank(self):
        _, rows, _ = play([("a", 6, "cold"), ("b", 7, "hot")], [out("pacs", 5, 15)],
                          {"a": 5, "b": 5}, site={"id": "h"},
                          readers=[{"id": "r", "licences": {"hold": ["home"]}}])
        self.assertEqual([read(rows), read(rows, "b")], [[20, 25, 5], [15, 20, 5]])

    def test_verdicts_come_and_nothing_is_put_down_for_them(self):
        # a is raised at 8, in the outage, and takes the place of block when it is over
        tool = {"id": "t", "studies": ["a"], "finding": "there", "sensitivity": "100 %",
                "specificity": "100 %", "time": "4 min", "on-positive": {"priority": "hot"}}
        seen = {"read": "1 min", "findings": [{"id": "there", "prevalence": "100 %"}]}
        for outages, begun, done in (([], 8, 31), ([out("pacs", 5, 15)], 15, 41)):
            _, rows, _ = play([("block", 0, "warm"), ("a", 4, "cold")], outages,
                              {"block": 30, "a": seen}, site={"id": "h"}, ai=[tool],
                              findings=[{"id": "there"}], dispatch={"preempt": ["hot"]},
                              readers=[{"id": "r", "licences": {"hold": ["home"]}}])
            self.assertEqual([rows["a", 0]["begun"], rows["block", 0]["reported"]], [begun, done])

    def test_a_tool_reports_alone(self):
        tool = {"id": "t", "studies": ["a"], "finding": "there", "sensitivity": "100 %",
                "specificity": "100 %", "time": "5 min", "autonomous": "true"}
        _, rows, _ = play([("b", 0, "hot"), ("a", 2, "cold")], [out("pacs", 5, 15)],
                          {"a": 1, "b": 20}, site={"id": "h"}, ai=[tool],
                          findings=[{"id": "there"}],
                          readers=[{"id": "r", "licences": {"hold": ["home"]}}])
        self.assertEqual([rows["a", 0]["reported"], rows["b", 0]["reported"]], [7, 30])

    def test_with_the_provider(self):
        _, rows, _ = play([("a", 0, "hot")], [out("pacs", 5, 15, "x"),
                                              out("provider:p", 10, 20, "y")],
                          {"a": 20}, site={"id": "h"}, readers=[crew("p")],
                          providers=[{"id": "p"}])
        self.assertEqual(read(rows), [0, 35, 25])
        _, rows, _ = play([("a", 0, "hot")], [out("pacs", 5, 20, "x"),
                                              out("provider:p", 10, 15, "y")],
                          {"a": 20}, site={"id": "h"}, readers=[crew("p")],
                          providers=[{"id": "p"}])
        self.assertEqual(read(rows), [0, 35, 25])

    def test_over_the_edges_of_the_run(self):
        before = out("pacs", 0, 30)
        before["window"]["from"] = "2026-05-20T00:00"
        _, rows, _ = play([("a", 7, "hot"), ("b", 1439, "hot")],
                          [before, out("pacs", 1440, 3000, "z")], {"a": 20, "b": 20},
                          site={"id": "h"})
        self.assertEqual([sent(rows), read(rows)], [[7, 7, 30], [30, 50, 20]])
        self.assertEqual(read(rows, "b")[:2], [1439, None])


class Sense(unittest.TestCase):
    def test_one_outside_of_the_run_is_warned_of(self):
        for start, end, word in ((2880, 2881, True), (2879, 2881, False), (1440, 1500, False)):
            place, _ = timeline.arrivals([])
            place["demand"] = [{"study": "a", "rate": "1/day"}]
            status, said = timeline.check(timeline.scenario({"a": 1}, place,
                                                            outages=[out("site:h", start, end)]))
            self.assertEqual([status, "lies outside of the run" in said], [0, word])


    def test_a_link_that_is_often_out_is_full_sooner(self):
        # 10 minutes for each of 4.8 an hour are 80 % of its time, 107 % of that when it is up
        place, _ = timeline.arrivals([], link=link(10))
        place["demand"] = [{"study": "a", "rate": "4.8/h"}]
        random = {"id": "o", "of": "link:h", "mtbf": "90 min", "mttr": "30 min"}
        for outages, word in (([], False), ([random], True)):
            status, said = timeline.check(timeline.scenario({"a": 1}, place, outages=outages))
            self.assertEqual([status, "needed for 107 % of the time" in said], [0, word])

    def test_a_link_that_nobody_names_is_warned_of(self):
        place, _ = timeline.arrivals([])
        place["demand"] = [{"study": "a", "rate": "1/day"}]
        status, said = timeline.check(timeline.scenario({"a": 1}, place,
                                                        links=[dict(link(1), id="wan")]))
        self.assertEqual([status, "no site sends over `wan`" in said], [0, True])


class Paired(unittest.TestCase):
    """Common random numbers: what an outage does not touch stays as it was, to the bit."""
    DRAWN = ("priority", "findings", "bytes", "prior_bytes", "base", "final_base")

    def lives(self, outages):
        world = timeline.scenario(
            {"a": {"read": {"exponential": {"mean": "10 min"}},
                   "images": {"exponential": {"mean": "500 MB"}},
                   "priors": {"share": "50 %", "size": {"exponential": {"mean": "500 MB"}}},
                   "findings": [{"id": "there", "prevalence": "20 %"}]}},
            {"id": "h", "jurisdiction": "home", "link": {"bandwidth": "20 Mbit/s"},
             "demand": [{"study": "a", "rate": "4/h",
                         "priorities": [{"id": "hot", "share": "30 %"},
                                        {"id": "cold", "share": "70 %"}]}]},
            findings=[{"id": "there"}], outages=outages, providers=[{"id": "p"}],
            readers=[crew("p", pace={"lognormal": {"median": "1", "p90": "1.3"}})],
            ai=[{"id": "t", "finding": "there", "sensitivity": "80 %", "specificity": "90 %",
                 "time": {"exponential": {"mean": "5 min"}}, "on-positive": {"priority": "hot"}}],
            run={"zone": "UTC", "start": "2026-06-01T00:00", "duration": "5 d", "drain": "2 d",
                 "replications": "1"})
        world["sites"].append(dict(world["sites"][0], id="k"))
        rows = timeline.run(world)[1].values()
        return {(row["site"], row["count"]): row for row in rows}

    @staticmethod
    def random(of, name="o"):
        return {"id": name, "of": of, "mtbf": {"exponential": {"mean": "5 h"}},
                "mttr": {"exponential": {"mean": "1 h"}}}

    def test_of_what_is_drawn_nothing_changes(self):
        base = self.lives([])
        for of in ("link:h", "ai:t", "site:h", "pacs", "provider:p"):
            other = self.lives([self.random(of)])
            self.assertEqual(base.keys(), other.keys())
            moved = 0
            for key, row in base.items():
                self.assertEqual([row[name] for name in self.DRAWN],
                                 [other[key][name] for name in self.DRAWN])
                if of != "site:h":
                    self.assertEqual(row["arrived"], other[key]["arrived"])
                moved += row["reported"] != other[key]["reported"]
            self.assertGreater(moved, 0, of)
        # the other site's line knows nothing of it
        other = self.lives([self.random("link:h")])
        for key in [key for key in base if key[0] == 1]:
            self.assertEqual(base[key]["received"], other[key]["received"])

    def test_an_outage_does_not_change_when_others_are_added(self):
        base = self.lives([self.random("link:h")])
        for more in ([self.random("link:k", "a")], [self.random("ai:t", "z")],
                     [out("ai:t", 100, 200, "b")]):
            other = self.lives(more + [self.random("link:h")])
            for key in [key for key in base if key[0] == 0]:
                self.assertEqual(base[key]["received"], other[key]["received"])


if __name__ == "__main__":
    unittest.main()
