# SPDX-License-Identifier: GPL-3.0-or-later
"""How studies come, by hand: groups at clock times, images that are held, orders before images,
recorded days drawn anew; clock changes and the run's edges; and what changes nothing else."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
except ImportError:
    print("no h5py")
    sys.exit(77)

TELERAD = os.environ["TELERAD"]
NEVER = -2 ** 63
DAY = 1440


def scenario(demand, start="2026-06-01T00:00", duration="3 d", **more):
    """One site in Chicago that sends to one quick reader; `more`: keys at the top, or `site` and
    `run` for what is put into these."""
    site = {"id": "van", "jurisdiction": "home", "demand": demand}
    site.update(more.pop("site", {}))
    run = {"zone": "America/Chicago", "start": start, "duration": duration, "drain": "0 d",
           "replications": "1"}
    run.update(more.pop("run", {}))
    world = {"telerad": "1", "name": "demand", "run": run, "jurisdictions": [{"id": "home"}],
             "priorities": [{"id": "stat"}, {"id": "routine"}],
             "studies": [{"id": "ct", "modality": "CT", "read": "1 s"},
                         {"id": "dx", "modality": "DX", "images": {"exponential": {"mean": "9 MB"}},
                          "read": {"exponential": {"mean": "2 s"}}}],
             "sites": [site], "readers": [{"id": "r", "licences": {"hold": ["home"]}}]}
    world.update(more)
    return world


def record(*times, header="time"):
    return "\n".join((header,) + times) + "\n"


def play(world, files=None, *options):
    """The document, and the trace's rows in order of demand entry and count; times in minutes."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in dict(files or {}, **{"world.yaml": json.dumps(world)}).items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        result = os.path.join(folder, "world.h5")
        said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json",
                               "--trace", "-o", result, *options],
                              capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr
        with h5py.File(result) as file:
            columns = {name: file["trace"][name][...] for name in file["trace"]}
    rows = []
    for i in range(len(columns["count"])):
        row = {name: column[i] for name, column in columns.items()}
        for name in ("ordered", "arrived", "sent", "received", "reported"):
            row[name] = None if row[name] == NEVER else row[name] / 6e7
        rows.append(row)
    rows.sort(key=lambda row: (row["site"], row["demand"], row["count"]))
    return json.loads(said.stdout), rows


def column(rows, name):
    return [row[name] for row in rows]


class Groups(unittest.TestCase):
    def groups(self, start, duration, **batch):
        demand = [{"study": "ct", "batch": dict({"size": "2"}, **batch)}]
        rows = play(scenario(demand, start, duration))[1]
        self.assertEqual(column(rows, "count"), list(range(len(rows))))
        arrived = column(rows, "arrived")
        self.assertEqual(arrived[::2], arrived[1::2])
        self.assertEqual(column(rows, "ordered"), arrived)
        return arrived[::2]

    def test_a_time_that_does_not_exist_is_the_end_of_the_gap(self):
        # 8 March has no 02:00 to 03:00: 02:30 is 03:00, two hours after midnight
        times = self.groups("2026-03-07T00:00", "71 h", at=["02:30", "01:30"])
        self.assertEqual(times, [90, 150, DAY + 90, DAY + 120, 2 * DAY + 30, 2 * DAY + 90])

    def test_a_time_that_exists_twice_is_the_first(self):
        times = self.groups("2026-11-01T00:00", "49 h", at=["01:30", "02:30"])
        self.assertEqual(times, [90, 210, DAY + 60 + 90, DAY + 60 + 150])

    def test_two_times_in_a_gap_are_two_groups(self):
        times = self.groups("2026-03-08T00:00", "23 h", at=["02:15", "02:45"])
        self.assertEqual(times, [120, 120])

    def test_the_first_instant_counts_and_the_last_does_not(self):
        self.assertEqual(self.groups("2026-06-01T00:00", "48 h", at="00:00"), [0, DAY])

    def test_days_are_the_local_days_of_the_times(self):
        # 2026-06-01 is a Monday
        times = self.groups("2026-06-04T00:00", "5 d", at="18:00", days=["fri", "mon-tue"])
        self.assertEqual(times, [DAY + 1080, 4 * DAY + 1080])

    def test_the_clock_is_the_site_s(self):
        demand = [{"study": "ct", "batch": {"size": "1", "at": "12:00"}}]
        rows = play(scenario(demand, site={"zone": "Asia/Kolkata"}))[1]
        self.assertEqual(column(rows, "arrived"), [90, DAY + 90, 2 * DAY + 90])

    def test_groups_in_the_warm_up_come_before_start(self):
        demand = [{"study": "ct", "batch": {"size": "3", "at": "18:00"}}]
        document, rows = play(scenario(demand, run={"warmup": "1 d"}))
        self.assertEqual(column(rows, "arrived")[:4], [-360] * 3 + [1080])
        self.assertEqual(document["overall"]["arrived"]["mean"], 9)

    def test_sizes_are_rounded_to_the_nearest_and_at_least_one(self):
        size = {"uniform": {"min": "0", "max": "2.6"}}
        demand = [{"study": "ct", "batch": {"size": size, "at": "18:00"}}]
        rows = play(scenario(demand, duration="2000 d"))[1]
        sizes = {}
        for at in column(rows, "arrived"):
            sizes[at] = sizes.get(at, 0) + 1
        # below 1.5 of 2.6 one study, below 2.5 two, then three
        self.assertEqual(sorted(set(sizes.values())), [1, 2, 3])
        for size, share in ((1, 1.5 / 2.6), (2, 1 / 2.6), (3, 0.1 / 2.6)):
            count = sum(1 for value in sizes.values() if value == size)
            self.assertLess(abs(count - 2000 * share), 4 * (2000 * share) ** 0.5)


class Holds(unittest.TestCase):
    def sent(self, times, until, start="2026-06-01T00:00", duration="3 d", **more):
        hold = dict({"until": until}, **more.pop("hold", {}))
        demand = [{"study": "ct", "trace": {"file": "a.csv"}, "hold": hold}]
        return play(scenario(demand, start, duration, **more), {"a.csv": record(*times)})

    def test_it_is_sent_at_the_next_time_and_at_once_at_one(self):
        document, rows = self.sent(["2026-06-01T00:10", "2026-06-01T12:00", "2026-06-01T12:01",
                                    "2026-06-01T18:30"], ["18:00", "12:00"])
        self.assertEqual(column(rows, "arrived"), [10, 720, 721, 1110])
        for name in ("sent", "received"):
            self.assertEqual(column(rows, name), [720, 720, 1080, DAY + 720])
        self.assertEqual(document["overall"]["transfer_mean"]["mean"], (710 + 359 + 1050) / 4)

    def test_on_a_link_they_follow_one_another_from_then_on(self):
        rows = self.sent(["2026-06-01T01:00", "2026-06-01T02:00", "2026-06-01T12:05"], "12:00",
                         site={"link": {"bandwidth": "1 Gbit/s", "overhead": "10 min"}})[1]
        self.assertEqual(column(rows, "sent"), [720, 730, DAY + 720])
        self.assertEqual(column(rows, "received"), [730, 740, DAY + 730])

    def test_a_time_in_the_gap_is_its_end(self):
        rows = self.sent(["2026-03-08T01:50", "2026-03-08T03:00", "2026-03-08T03:01"], "02:30",
                         "2026-03-08T00:00", "47 h")[1]
        # 03:00 is 120 min after midnight, and 02:30 of the next day 23 h + 150 min
        self.assertEqual(column(rows, "arrived"), [110, 120, 121])
        self.assertEqual(column(rows, "sent"), [120, 120, 1380 + 150])

    def test_a_time_that_comes_twice_is_over_after_the_first(self):
        rows = self.sent(["2026-11-01T01:20-05:00", "2026-11-01T01:20-06:00"], "01:30",
                         "2026-11-01T00:00", "49 h")[1]
        self.assertEqual(column(rows, "arrived"), [80, 140])
        self.assertEqual(column(rows, "sent"), [90, 1500 + 90])

    def test_days_bridge_the_weekend(self):
        rows = self.sent(["2026-06-05T19:00"], "18:00", "2026-06-05T00:00", "5 d",
                         hold={"days": "mon-fri"})[1]
        self.assertEqual(column(rows, "sent"), [3 * DAY + 1080])

    def test_what_no_time_comes_for_stays(self):
        document, rows = self.sent(["2026-06-03T19:00"], "18:00")
        self.assertEqual(column(rows, "sent"), [None])
        overall = document["overall"]
        self.assertEqual([overall[name]["mean"] for name in ("arrived", "unfinished")], [1, 1])

    def test_in_the_drain_it_is_still_sent(self):
        rows = self.sent(["2026-06-03T19:00"], "18:00", run={"drain": "1 d"})[1]
        self.assertEqual(column(rows, "sent"), [3 * DAY + 1080])

    def test_groups_may_be_held(self):
        demand = [{"study": "ct", "batch": {"size": "2", "at": "17:00"},
                   "hold": {"until": "18:00"}}]
        rows = play(scenario(demand, duration="1 d"))[1]
        self.assertEqual(column(rows, "arrived"), [1020, 1020])
        self.assertEqual(column(rows, "received"), [1080, 1080])


class Orders(unittest.TestCase):
    def ordered(self, times, acquire, **more):
        demand = [{"study": "ct", "trace": {"file": "a.csv"}, "acquire": acquire}]
        demand[0].update(more.pop("entry", {}))
        return play(scenario(demand, duration="1 h", **more), {"a.csv": record(*times)})

    def test_a_study_arrives_when_its_images_are_complete(self):
        document, rows = self.ordered(["2026-06-01T00:10", "2026-06-01T00:05"], "20 min")
        self.assertEqual(column(rows, "ordered"), [5, 10])
        for name in ("arrived", "sent", "received"):
            self.assertEqual(column(rows, name), [25, 30])
        self.assertEqual(document["overall"]["transfer_mean"]["mean"], 0)

    def test_what_would_arrive_at_the_end_is_counted_nowhere(self):
        times = ["2026-06-01T00:39:59", "2026-06-01T00:40", "2026-06-01T00:59"]
        for drain in ("0 d", "1 d"):
            document, rows = self.ordered(times, "20 min", run={"drain": drain})
            self.assertEqual(column(rows, "count"), [0])
            self.assertAlmostEqual(rows[0]["arrived"], 60 - 1 / 60)
            self.assertEqual(document["overall"]["arrived"]["mean"], 1)
            self.assertEqual(document["overall"]["unfinished"]["mean"], 0 if drain == "1 d" else 1)

    def test_orders_of_the_warm_up_may_arrive_in_the_measured_time(self):
        document, rows = self.ordered(["2026-05-31T23:30", "2026-05-31T23:50"], "20 min",
                                      run={"warmup": "1 h"})
        self.assertEqual(column(rows, "ordered"), [-30, -10])
        self.assertEqual(column(rows, "arrived"), [-10, 10])
        self.assertEqual(document["overall"]["arrived"]["mean"], 1)

    def test_before_the_run_nobody_orders(self):
        rows = self.ordered(["2026-05-31T23:59", "2026-06-01T00:00"], "20 min")[1]
        self.assertEqual(column(rows, "arrived"), [20])

    def test_no_time_at_all_is_as_without(self):
        rows = self.ordered(["2026-06-01T00:10"], "0 min")[1]
        self.assertEqual([rows[0]["ordered"], rows[0]["arrived"]], [10, 10])

    def test_then_it_is_held(self):
        rows = self.ordered(["2026-06-01T00:10", "2026-06-01T00:20"], "15 min",
                            entry={"hold": {"until": ["00:25", "00:50"]}})[1]
        self.assertEqual(column(rows, "arrived"), [25, 35])
        self.assertEqual(column(rows, "sent"), [25, 50])

    def test_each_of_a_group_takes_its_own_time(self):
        demand = [{"study": "ct", "batch": {"size": "3", "at": "12:00"},
                   "acquire": {"uniform": {"min": "10 min", "max": "20 min"}}}]
        rows = play(scenario(demand, duration="1 d"))[1]
        self.assertEqual(column(rows, "ordered"), [720] * 3)
        times = column(rows, "arrived")
        self.assertEqual(len(set(times)), 3)
        self.assertTrue(all(730 <= at <= 740 for at in times))


class DrawnAnew(unittest.TestCase):
    def days(self, rows, start, duration, columns=None, **more):
        trace = dict({"file": "a.csv"}, **({"columns": columns} if columns else {}))
        trace.update(more.pop("trace", {}))
        demand = [{"study": "ct", "trace": trace, "replay": "resample"}]
        header = ",".join(columns.values()) if columns else "time"
        return play(scenario(demand, start, duration, **more),
                    {"a.csv": record(*rows, header=header)})[1]

    def test_one_recorded_week_is_replayed_by_weekday(self):
        # 2025-07-07 is a Monday; the run begins on a Friday of the next year
        rows = ["2025-07-%02dT%02d:00" % (7 + k, 10 + k) for k in range(7)]
        times = column(self.days(rows, "2026-06-05T00:00", "9 d"), "arrived")
        self.assertEqual(times, [k * DAY + 60 * (10 + (4 + k) % 7) for k in range(9)])

    def test_clock_times_meet_the_gap_and_the_fold(self):
        rows = ["2025-07-07T02:30", "2025-07-12T02:30", "2025-07-13T01:30", "2025-07-13T02:30"]
        times = column(self.days(rows, "2026-03-07T00:00", "3 d", run={"duration": "71 h"}),
                       "arrived")
        self.assertEqual(times, [150, DAY + 90, DAY + 120, 2 * DAY - 60 + 150])
        rows = ["2025-07-06T01:30", "2025-07-06T02:30"] + ["2025-07-12T00:00"]
        times = column(self.days(rows, "2026-11-01T00:00", "1 d", run={"duration": "25 h"}),
                       "arrived")
        self.assertEqual(times, [90, 210])

    def test_instants_are_read_on_the_clock_of_their_own_day(self):
        # noon of a Monday in July and of one in January; the run's Monday is in winter
        for row in ("2025-07-07T17:00Z", "2025-01-06T18:00Z", "2025-07-07T12:00"):
            times = column(self.days([row], "2026-01-05T00:00", "1 d"), "arrived")
            self.assertEqual(times, [720])

    def test_the_day_of_a_row_is_the_site_s(self):
        # 20:00 UTC of a Sunday is Monday 01:30 in Kolkata; a Monday there begins at 18:30 UTC of
        # the Sunday, 12:30 in Chicago
        times = column(self.days(["2025-07-06T20:00Z"], "2026-01-04T12:30", "24 h",
                                 site={"zone": "Asia/Kolkata"}), "arrived")
        self.assertEqual(times, [90])

    def test_empty_days_count_as_recorded_and_a_zero_sets_the_range(self):
        rows = ["2025-07-07T12:00,3", "2025-07-21T08:00,0"]  # three Mondays, two of them empty
        seen = self.days(rows, "2026-01-05T00:00", "2100 d", {"time": "t", "count": "n"},
                         trace={"interval": "1 s"})
        times = [at // DAY for at in column(seen, "arrived")]
        days = sorted(set(times))
        self.assertTrue(all(times.count(day) == 3 for day in days))
        self.assertLess(abs(len(days) - 100), 4 * (300 * 2 / 9) ** 0.5)

    def test_the_last_instant_is_not_of_the_run(self):
        rows = ["2025-07-%02dT00:00" % (7 + k) for k in range(7)]
        times = column(self.days(rows, "2026-01-05T00:00", "2 d"), "arrived")
        self.assertEqual(times, [0, DAY])

    def test_a_copy_draws_days_of_its_own(self):
        rows = ["2025-07-%02dT%02d:00" % (7 + k, 2 + k) for k in range(21)]
        seen = self.days(rows, "2026-01-05T00:00", "70 d", site={"count": "2"})
        one, two = ([row["arrived"] for row in seen if row["site"] == k] for k in (0, 1))
        self.assertEqual([len(one), len(two)], [70, 70])
        same = sum(1 for a, b in zip(one, two) if a == b)
        self.assertTrue(8 <= same <= 40, same)  # a third of them


class Surges(unittest.TestCase):
    def test_a_surge_of_nothing_closes_the_site_to_the_minute(self):
        # from 01:30 to 03:30 is one hour on 8 March and three on 1 November
        for start, duration, hours in (("2026-03-08", "23 h", 1), ("2026-11-01", "25 h", 3)):
            surge = {"id": "closed", "from": start + "T01:30", "to": start + "T03:30",
                     "factor": "0"}
            rows = play(scenario([{"study": "ct", "rate": "600/h"}], start + "T00:00", duration,
                                 surges=[surge]))[1]
            times = column(rows, "arrived")
            after = min(at for at in times if at >= 91)
            self.assertTrue(89 < max(at for at in times if at < 100) < 90)
            self.assertTrue(90 + 60 * hours <= after < 91 + 60 * hours)

    def test_only_what_is_named_surges_and_overlaps_multiply(self):
        demand = [{"study": "ct", "rate": "100/h"}, {"study": "dx", "rate": "100/h"}]
        edges = {"from": "2026-06-01T00:00", "to": "2026-06-03T00:00"}
        surges = [dict(edges, id="b", factor="3", studies=["c*"]),
                  dict(edges, id="a", factor="0.5", sites="van"),
                  dict(edges, id="c", factor="7", sites="other")]
        world = scenario(demand, duration="2 d", site={"count": "2"}, surges=surges)
        world["sites"].append({"id": "other", "jurisdiction": "home",
                               "demand": [{"study": "dx", "rate": "10/h"}]})
        document, rows = play(world)
        counts = {}
        for row in rows:
            place = (row["site"], row["demand"])
            counts[place] = counts.get(place, 0) + 1
        means = {(0, 0): 3360, (1, 0): 7200, (1, 1): 2400, (2, 0): 7200, (2, 1): 2400}
        self.assertEqual(sorted(counts), sorted(means))
        for place, mean in means.items():
            self.assertLess(abs(counts[place] - mean), 4 * mean ** 0.5, place)
        world["surges"] = surges[::-1]
        self.assertEqual(play(world)[0]["overall"], document["overall"])

    def test_a_surge_goes_by_its_own_zone_and_by_the_order(self):
        demand = [{"study": "ct", "rate": "600/h", "acquire": "10 h"}]
        surge = {"id": "closed", "from": "2026-06-01T12:00", "to": "2026-06-01T15:00",
                 "zone": "Europe/London", "factor": "0"}
        rows = play(scenario(demand, duration="1 d", surges=[surge]))[1]
        times = column(rows, "ordered")
        self.assertFalse([at for at in times if 360 <= at < 540])
        self.assertTrue([at for at in times if 540 <= at < 542])
        for row in rows:
            self.assertAlmostEqual(row["arrived"], row["ordered"] + 600)


class Apart(unittest.TestCase):
    """Common random numbers: what one entry is given leaves the others as they are, to the bit, and
    the k-th study of an entry is what it was, whenever it comes."""

    DRAWN = ("priority", "bytes", "base", "findings")

    def world(self, entry=None, **more):
        mix = [{"id": "stat", "share": "40 %"}, {"id": "routine", "share": "60 %"}]
        demand = [{"study": "dx", "rate": "200/day", "priorities": mix},
                  dict({"study": "dx", "id": "other", "rate": "150/day", "priorities": mix},
                       **(entry or {}))]
        return scenario(demand, **more)

    def test_an_entry_s_own_keys_touch_no_other(self):
        plain = play(self.world())[1]
        first = [row for row in plain if row["demand"] == 0]
        base = [row for row in plain if row["demand"] == 1]
        surge = {"id": "s", "from": "2026-06-01T12:00", "to": "2026-06-02T12:00", "factor": "2",
                 "sites": "van"}
        for entry, more in (({"growth": "500 %/yr"}, {}),
                            ({"batch": {"size": {"uniform": {"min": "1", "max": "5"}}}}, {}),
                            ({"hold": {"until": "12:00"}}, {}), ({"dispersion": "0.4"}, {}),
                            ({"acquire": {"exponential": {"mean": "1 h"}}}, {}),
                            ({}, {"surges": [surge]}), ({}, {"site": {"dispersion": "0.3"}}),
                            ({}, {"run": {"dispersion": "0.3"}})):
            rows = play(self.world(entry, **more))[1]
            if not more:
                self.assertEqual([row["received"] for row in rows if row["demand"] == 0],
                                 column(first, "received"), entry)
            others = {row["count"]: row for row in rows if row["demand"] == 1}
            both = [(row, others[row["count"]]) for row in base if row["count"] in others]
            self.assertGreater(len(both), 100)
            for one, other in both:
                for name in self.DRAWN:
                    self.assertEqual(one[name], other[name], (entry, more, name))

    def test_held_and_ordered_studies_come_at_the_same_instants(self):
        plain = [row for row in play(self.world())[1] if row["demand"] == 1]
        held = play(self.world({"hold": {"until": "12:00"}}))[1]
        self.assertEqual([row["arrived"] for row in held if row["demand"] == 1],
                         column(plain, "arrived"))
        late = {row["count"]: row for row in play(self.world({"acquire": "1 h"}))[1]
                if row["demand"] == 1}
        for row in plain:
            if row["count"] in late:
                self.assertEqual(late[row["count"]]["ordered"], row["arrived"])

    def test_a_larger_surge_keeps_what_came_before_it(self):
        def before(factor):
            surge = {"id": "s", "from": "2026-06-02T00:00", "to": "2026-06-03T00:00",
                     "factor": factor}
            rows = play(self.world(surges=[surge]))[1]
            return [(row["demand"], row["arrived"]) for row in rows if row["arrived"] < DAY]
        self.assertEqual(before("1.1"), before("4"))


class Offered(unittest.TestCase):
    """The work that `check` says is offered, by hour of the week: 10 min a study."""

    def offered(self, demand, files=None, **more):
        world = scenario(demand, "2026-06-01T00:00", "7 d", **more)
        world["studies"][0]["read"] = "10 min"
        with tempfile.TemporaryDirectory() as folder:
            for name, text in dict(files or {}, **{"world.yaml": json.dumps(world)}).items():
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
            said = subprocess.run([TELERAD, "check", os.path.join(folder, "world.yaml"), "--json"],
                                  capture_output=True, text=True, check=True).stdout
        load = json.loads(said)["offered_load"]
        return load["by_hour_of_week"]["erlangs"]

    def test_groups_at_clock_times_are_offered_then(self):
        hours = self.offered([{"study": "ct", "batch": {"size": "12", "at": "18:00",
                                                        "days": "tue"}}])
        self.assertEqual([h for h in range(168) if hours[h] > 0], [24 + 18])
        self.assertAlmostEqual(hours[42], 2)

    def test_groups_at_a_rate_are_offered_as_their_studies(self):
        hours = self.offered([{"study": "ct", "rate": "6/h", "batch": {"size": "12"}}])
        self.assertAlmostEqual(min(hours), 1)
        self.assertAlmostEqual(max(hours), 1)

    def test_what_is_held_is_offered_when_it_is_sent(self):
        hours = self.offered([{"study": "ct", "rate": "6/h", "hold": {"until": "12:00"}}])
        self.assertEqual([h for h in range(168) if hours[h] > 0], [12 + 24 * d for d in range(7)])
        self.assertAlmostEqual(hours[12], 12)
        self.assertAlmostEqual(hours[36], 24)

    def test_surges_and_growth_are_in_it(self):
        surge = {"id": "s", "from": "2026-06-02T06:00", "to": "2026-06-02T06:30", "factor": "3"}
        hours = self.offered([{"study": "ct", "rate": "6/h"}], surges=[surge])
        self.assertAlmostEqual(hours[29], 1)
        self.assertAlmostEqual(hours[30], 2)
        hours = self.offered([{"study": "ct", "rate": "6/h", "growth": "1000 %/yr"}])
        for hour in (0, 167):
            self.assertAlmostEqual(hours[hour], 11 ** ((hour + 0.5) / 24 / 365), 3)

    def test_orders_are_offered_when_their_images_are_complete(self):
        surge = {"id": "s", "from": "2026-06-02T06:00", "to": "2026-06-02T07:00", "factor": "0"}
        hours = self.offered([{"study": "ct", "rate": "6/h", "acquire": "150 min"}],
                             surges=[surge])
        for hour, right in ((0, 0), (2, 0.5), (3, 1), (32, 0.5), (33, 0.5), (34, 1), (167, 1)):
            self.assertAlmostEqual(hours[hour], right)

    def test_days_drawn_anew_are_offered_by_their_mean(self):
        demand = [{"study": "ct", "trace": {"file": "a.csv"}, "replay": "resample"}]
        days = ["2025-07-%02dT09:30" % (7 + k) for k in range(7)] + ["2025-07-14T09:10"] * 2
        hours = self.offered(demand, {"a.csv": record(*days)})
        self.assertEqual([h for h in range(168) if hours[h] > 0], [9 + 24 * d for d in range(7)])
        self.assertAlmostEqual(hours[9], 1.5 / 6)
        self.assertAlmostEqual(hours[33], 1 / 6)


class Forms(unittest.TestCase):
    def test_the_resolved_form_gives_the_same_numbers(self):
        demand = [{"study": "ct", "rate": "40/day", "growth": "-4.5 %/yr", "batch": {"size": "3"},
                   "acquire": {"exponential": {"mean": "20 min"}},
                   "hold": {"until": ["12:00", "18:00"]}},
                  {"study": "dx", "batch": {"size": "12", "at": "18:00", "days": "mon-fri"}},
                  {"study": "dx", "id": "old", "trace": {"file": "a.csv"}, "replay": "resample"}]
        surge = {"id": "s", "from": "2026-06-01T12:00", "to": "2026-06-02T12:00", "factor": "2"}
        world = scenario(demand, surges=[surge], run={"dispersion": "0.2"},
                         site={"dispersion": "0.1"})
        rows = record(*("2025-07-%02dT10:00" % (7 + k) for k in range(9)))
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("a.csv", rows), ("world.yaml", json.dumps(world))):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)

            def telerad(*words):
                said = subprocess.run([TELERAD, *words], cwd=folder, capture_output=True,
                                      text=True, check=False)
                self.assertEqual(said.returncode, 0, said.stderr)
                return said.stdout
            resolved = telerad("check", "world.yaml", "--resolved")
            pathlib.Path(folder, "again.yaml").write_text(resolved, encoding="utf-8")
            self.assertEqual(json.loads(telerad("run", "world.yaml", "--json"))["overall"],
                             json.loads(telerad("run", "again.yaml", "--json"))["overall"])
            self.assertEqual(telerad("check", "again.yaml", "--resolved"), resolved)

    def test_slips_are_warned_of(self):
        world = scenario([{"study": "ct", "batch": {"size": "2.5", "at": "18:00"}}],
                         surges=[{"id": name, "from": f"{year}-06-01T00:00", "factor": "2",
                                  "to": f"{year}-06-02T00:00"}
                                 for name, year in (("s", 2026), ("old", 2025))])
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "world.yaml")
            path.write_text(json.dumps(world), encoding="utf-8")
            said = subprocess.run([TELERAD, "check", str(path)], capture_output=True, text=True,
                                  check=False)
        for words in ("`s` changes nothing: no rate is met", "`old` changes nothing: it lies out",
                      "a group has 3 of them on average, not 2.5"):
            self.assertIn(words, said.stderr)


if __name__ == "__main__":
    unittest.main()
