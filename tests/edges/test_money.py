# SPDX-License-Identifier: GPL-3.0-or-later
"""Money reckoned by hand: prices, penalties, pay and currencies, to the cent, each in its month."""
import json
import os
import subprocess
import tempfile
import unittest

TELERAD = os.environ["TELERAD"]

# A reader who is always there; CT takes 10 min, DX 5. Reports come 10 and 5 min after the times.
WORLD = """telerad: 1
run: {RUN}
jurisdictions: [{id: home}]
priorities: [{id: stat, target: 10 min}, {id: slow, target: 1 h}, {id: low}]
studies:
  - {id: ct, modality: CT, rvu: 2, read: {constant: 10 min}}
  - {id: dx, modality: DX, rvu: 0.5, read: {constant: 5 min}}
sites:
  - id: hospital
    jurisdiction: home
    demand: [DEMAND]
"""
READER = "readers: [{id: r, provider: p, licences: {hold: [home]}COST}]\n"
YEAR = "zone: UTC, start: 2026-01-01T00:00, end: 2027-01-01T00:00, replications: 1"


def written(folder, rest, studies, period, top=""):
    """A scenario file: studies is {(type, priority): times}."""
    demand = []
    for number, ((study, priority), times) in enumerate(studies.items()):
        with open(os.path.join(folder, f"{number}.csv"), "w", encoding="utf-8") as file:
            file.write("time\n" + "".join(t + "\n" for t in sorted(times)))
        demand.append(f"{{id: d{number}, study: {study}, trace: {{file: {number}.csv}}, "
                      f"priorities: [{{id: {priority}, share: 100 %}}]}}")
    path = os.path.join(folder, "world.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(WORLD.replace("RUN", period).replace("DEMAND", ", ".join(demand)) + top + rest)
    return path


def run(rest, studies, period=YEAR, top=""):
    """The document of a run, each {"mean", …} only its mean."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run([TELERAD, "run", written(folder, rest, studies, period, top),
                               "--json"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return means(json.loads(said.stdout))


def means(tree):
    if isinstance(tree, dict) and set(tree) == {"mean", "half_width"}:
        return tree["mean"]
    return {k: means(v) for k, v in tree.items()} if isinstance(tree, dict) else tree


def priced(price, studies, period=YEAR, top="", penalties=""):
    """One provider with a price."""
    rest = f"providers: [{{id: p, price: {price}{penalties}}}]\n" + READER.replace("COST", "")
    return run(rest, studies, period, top)


def hours(date, *clock):
    return [f"{date}T{c}" for c in clock]


class Prices(unittest.TestCase):
    def months(self, document, measure="revenue"):
        return {m: v[measure] for m, v in document["by_month"].items() if abs(v[measure]) > 0}

    def test_a_read_is_paid_once_at_its_report(self):
        got = priced("{per-read: USD 48}", {("ct", "low"): hours("2026-01-31", "12:00", "23:55")})
        self.assertEqual(got["overall"]["revenue"], 96)
        self.assertEqual(self.months(got), {"2026-01": 48, "2026-02": 48})
        self.assertEqual(got["by_provider_month"]["p"]["2026-02"]["revenue"], 48)
        self.assertEqual(list(got["by_month"]), [f"2026-{m:02}" for m in range(1, 13)])

    def test_a_modality_has_its_own_price(self):
        studies = {("ct", "low"): hours("2026-01-01", "12:00"),
                   ("dx", "low"): hours("2026-01-01", "13:00", "14:00")}
        got = priced("{per-read: USD 48, by-modality: {DX: USD 11}}", studies)
        self.assertEqual(got["by_modality"]["DX"]["revenue"], 22)
        self.assertEqual(got["by_modality"]["CT"]["revenue"], 48)
        free = priced("{per-read: USD 48, by-modality: {DX: USD 0}}", studies)
        self.assertEqual(free["overall"]["revenue"], 48)

    def test_a_window_holds_from_its_beginning_to_before_its_end(self):
        # reports at 19:59, 20:00, 07:59 and 08:00
        top = "shifts: [{id: night, from: '20:00', to: '08:00'}]\n"
        price = "{per-read: USD 10, when: [{shift: night, factor: 1.5}]}"
        for clock, paid in (("19:49", 10), ("19:50", 15), ("07:49", 15), ("07:50", 10)):
            got = priced(price, {("ct", "low"): hours("2026-01-05", clock)}, top=top)
            self.assertEqual(got["overall"]["revenue"], paid, clock)

    def test_windows_multiply_and_are_on_their_own_clock(self):
        # a report at 14:30 UTC on a Sunday is 20:00 in Kolkata
        top = ("shifts: [{id: night, from: '20:00', to: '21:00', zone: Asia/Kolkata}, "
               "{id: sunday, days: sun, from: '00:00', to: '24:00'}]\n")
        price = "{per-read: USD 10, when: [{shift: sunday, factor: 2}, {shift: night, factor: 3}]}"
        for date, clock, paid in (("2026-01-04", "14:20", 60), ("2026-01-04", "14:19", 20),
                                  ("2026-01-05", "14:20", 30), ("2026-01-05", "15:20", 10)):
            got = priced(price, {("ct", "low"): hours(date, clock)}, top=top)
            self.assertEqual(got["overall"]["revenue"], paid, (date, clock))

    def test_tiers_count_each_month_anew(self):
        # January 5 reads, February 3: above 2 cost 8, above 4 cost 5
        studies = {("ct", "low"): hours("2026-01-10", "01:00", "02:00", "03:00", "04:00", "05:00")
                   + hours("2026-02-10", "01:00", "02:00", "03:00")}
        for tiers in ("{above: 2/month, per-read: USD 8}, {above: 4/month, per-read: USD 5}",
                      "{above: 4/month, per-read: USD 5}, {above: 2/month, per-read: USD 8}"):
            got = priced("{per-read: USD 10, tiers: [" + tiers + "]}", studies)
            self.assertEqual(self.months(got),
                             {"2026-01": 10 + 10 + 8 + 8 + 5, "2026-02": 10 + 10 + 8})

    def test_a_tier_spares_modalities_but_counts_them_and_factors_multiply_both(self):
        # in order of report: DX, CT by day, then CT, DX, CT by night; the third read is beyond
        top = "shifts: [{id: night, from: '20:00', to: '08:00'}]\n"
        studies = {("dx", "low"): hours("2026-01-10", "09:00", "21:30"),
                   ("ct", "low"): hours("2026-01-10", "10:00", "21:00", "22:00")}
        got = priced("{per-read: USD 10, by-modality: {DX: USD 4}, when: [{shift: night, "
                     "factor: 1.5}], tiers: [{above: 2/month, per-read: USD 6}]}", studies,
                     top=top)
        self.assertEqual(got["by_modality"]["DX"]["revenue"], 4 + 4 * 1.5)
        self.assertEqual(got["by_modality"]["CT"]["revenue"], 10 + 6 * 1.5 + 6 * 1.5)

    def test_reads_before_the_measured_time_and_after_it_count_for_nothing(self):
        # one in the warm-up, two in the measured time, one in the drain
        studies = {("ct", "low"): hours("2026-01-09", "12:00") + hours("2026-01-10", "12:00")
                   + hours("2026-01-10", "13:00", "23:55")}
        period = ("zone: UTC, start: 2026-01-10T00:00, duration: 1 d, warmup: 2 d, drain: 1 d, "
                  "replications: 1")
        price = "{per-read: USD 10, tiers: [{above: 1/month, per-read: USD 6}]}"
        self.assertEqual(priced(price, studies, period)["overall"]["revenue"], 16)

    def test_a_month_is_charged_by_the_part_that_is_measured(self):
        # 20 January 00:00 to 15 February 12:00: 12 of 31 and 14.5 of 28 days
        period = ("zone: UTC, start: 2026-01-20T00:00, end: 2026-02-15T12:00, "
                  "replications: 1")
        got = priced("{per-read: USD 10, per-month: USD 3100, minimum: 56/month}",
                     {("ct", "low"): hours("2026-01-21", "01:00", "02:00")}, period)
        missing = 10 * (56 * 12 / 31 - 2)
        self.assertAlmostEqual(self.months(got)["2026-01"], 1200 + 20 + missing, places=9)
        self.assertAlmostEqual(self.months(got)["2026-02"], (3100 + 560) * 14.5 / 28, places=9)
        # nobody's study: overall and its provider have it, the site its two reads
        self.assertAlmostEqual(got["overall"]["revenue"], sum(self.months(got).values()))
        self.assertAlmostEqual(got["by_provider"]["p"]["revenue"], got["overall"]["revenue"])
        self.assertEqual(got["by_site"]["hospital"]["revenue"], 20)

    def test_a_minimum_that_is_reached_asks_for_nothing(self):
        # February: 3 of 2; March: 1 of 2, at the plain price, whatever tiers and factors say
        top = "shifts: [{id: all, from: '00:00', to: '00:00'}]\n"
        period = "zone: UTC, start: 2026-02-01T00:00, end: 2026-04-01T00:00, replications: 1"
        studies = {("ct", "low"): hours("2026-02-10", "01:00", "02:00", "03:00")
                   + hours("2026-03-10", "01:00")}
        got = priced("{per-read: USD 10, minimum: 2/month, when: [{shift: all, factor: 0.5}]}",
                     studies, period, top)
        self.assertEqual(self.months(got), {"2026-02": 15, "2026-03": 5 + 10})

    def test_a_month_as_long_as_the_calendar_says_whatever_the_clock_does(self):
        # March 2026 in Chicago is an hour short; all of it is one month, from the 16th 16 of 31
        for start, part in (("2026-03-01", 1), ("2026-03-16", 16 / 31)):
            period = (f"zone: America/Chicago, start: {start}T00:00, end: 2026-04-01T00:00, "
                      "replications: 1")
            got = priced("{per-month: USD 310}", {("ct", "low"): [start + "T12:00"]}, period)
            self.assertAlmostEqual(got["overall"]["revenue"], 310 * part, places=9)

    def test_months_are_those_of_the_runs_clock(self):
        # the site is in UTC: 05:55 on 1 February there is 23:55 on 31 January in Chicago, and the
        # report comes 5 min past midnight
        period = ("zone: America/Chicago, start: 2026-01-01T00:00, end: 2026-03-01T00:00, "
                  "replications: 1")
        top = ""
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, "providers: [{id: p, price: {per-read: USD 1}}]\n"
                           + READER.replace("COST", ""),
                           {("ct", "low"): ["2026-02-01T05:45", "2026-02-01T05:55"]}, period, top)
            said = subprocess.run([TELERAD, "run", path, "--json", "--set",
                                   "sites.hospital.zone=UTC"], capture_output=True, text=True,
                                  check=True)
        got = means(json.loads(said.stdout))
        # read one after the other: 05:45 to 05:55, then to 06:05
        self.assertEqual(self.months(got), {"2026-01": 1, "2026-02": 1})
        self.assertEqual(list(got["by_month"]), ["2026-01", "2026-02"])

    def test_a_run_shorter_than_a_week_has_its_months_all_the_same(self):
        period = "zone: UTC, start: 2026-01-31T00:00, end: 2026-02-02T00:00, replications: 1"
        got = priced("{per-read: USD 1}", {("ct", "low"): hours("2026-01-31", "12:00")
                                           + hours("2026-02-01", "12:00")}, period)
        self.assertEqual(self.months(got), {"2026-01": 1, "2026-02": 1})


class Penalties(unittest.TestCase):
    # the second of two at once is reported 20 min after its receipt, the third 30 min
    THREE = hours("2026-01-10", "12:00", "12:00", "12:00")

    def owed(self, penalties, studies):
        return priced("{per-read: USD 1}", studies, penalties=f", penalties: [{penalties}]")

    def test_a_report_later_than_the_target_is_a_miss_equal_is_none(self):
        got = self.owed("{priority: stat, per-miss: USD 25}", {("ct", "stat"): self.THREE})
        self.assertEqual(got["overall"]["penalties"], 50)
        self.assertEqual(got["overall"]["revenue"], 3)  # not netted
        self.assertEqual(got["by_priority"]["stat"]["penalties"], 50)
        self.assertEqual(got["by_provider"]["p"]["penalties"], 50)
        self.assertEqual(got["by_site"]["hospital"]["penalties"], 50)
        self.assertEqual(got["by_month"]["2026-01"]["penalties"], 50)
        self.assertEqual(got["overall"]["penalties_waived"], 0)

    def test_a_limit_cuts_the_last_one_and_each_month_has_its_own(self):
        studies = {("ct", "stat"): self.THREE + hours("2026-02-10", "12:00", "12:00")}
        got = self.owed("{priority: stat, per-miss: USD 25, at-most: USD 40/month}", studies)
        self.assertEqual([got["by_month"][m]["penalties"] for m in ("2026-01", "2026-02")],
                         [40, 25])
        self.assertEqual([got["by_month"][m]["penalties_waived"] for m in ("2026-01", "2026-02")],
                         [10, 0])

    def test_each_priority_has_its_own_limit_by_what_was_ordered(self):
        # the third of `slow` comes 70 min after its receipt
        studies = {("ct", "stat"): self.THREE, ("ct", "slow"): ["2026-01-10T12:00"] * 5,
                   ("ct", "low"): ["2026-01-10T12:00"] * 4}
        got = self.owed("{priority: stat, per-miss: USD 25, at-most: USD 30/month}, "
                        "{priority: slow, per-miss: USD 7}", studies)
        # slow: reported 40, 50, 60, 70 and 80 min after: two are late
        self.assertEqual(got["by_priority"]["stat"]["penalties"], 30)
        self.assertEqual(got["by_priority"]["slow"]["penalties"], 14)
        self.assertEqual(got["by_priority"]["low"]["penalties"], 0)

    def test_check_says_which_are_capped(self):
        rest = ("providers: [{id: p, penalties: [{priority: stat, per-miss: USD 25, at-most: "
                "USD 5000/month}, {priority: slow, per-miss: EUR 2}]}]\n"
                + READER.replace("COST", ", cost: {on-call-per-hour: USD 3}"))
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, rest, {("ct", "stat"): self.THREE}, YEAR,
                           "currency: USD\nexchange: {EUR: USD 1.25}\n")
            said = subprocess.run([TELERAD, "check", path], capture_output=True, text=True,
                                  check=True)
        self.assertIn("  penalties of p, for each report later than its target: "
                      "stat USD 25.00, at most 5,000 a month; slow USD 2.50, not capped\n",
                      said.stdout)
        self.assertIn("stands by", said.stderr)

    def test_what_is_reported_in_the_drain_or_never_costs_nothing(self):
        period = "zone: UTC, start: 2026-01-10T00:00, duration: 1 d, drain: 1 d, replications: 1"
        studies = {("ct", "stat"): hours("2026-01-10", "23:35", "23:35", "23:35")}
        got = priced("{per-read: USD 1}", studies, period,
                     penalties=", penalties: [{priority: stat, per-miss: USD 25}]")
        # reported 23:45, 23:55 (late) and 00:05 (late, but after the end)
        self.assertEqual(got["overall"]["penalties"], 25)


class Pay(unittest.TestCase):
    def paid(self, cost, studies, roster="", period=YEAR, top=""):
        rest = "providers: [{id: p}]\n" + READER.replace("COST", ", cost: " + cost + roster)
        return run(rest, studies, period, top)

    def test_overtime_has_its_percentage_over_the_end_of_a_month(self):
        # on from 23:00 to 23:50 on the 31st; a read from 23:40 to 23:50, another to 00:00, a third
        # to 00:10: 10 min on shift at the first read, and 40 without one; overtime of one read
        # from 23:45 on: 5 on shift, 25 late, of them 10 in January and 15 in February
        top = "shifts: [{id: late, from: '23:00', to: '23:50'}]\n"
        period = "zone: UTC, start: 2026-01-31T00:00, end: 2026-02-01T12:00, replications: 1"
        got = self.paid("{per-hour: USD 60, overtime: 150 %}",
                        {("ct", "low"): hours("2026-01-31", "23:45")}, ", roster: [{shift: late}]",
                        period, top)
        self.assertAlmostEqual(got["by_month"]["2026-01"]["reader_cost"], 50 + 5 * 1.5)
        self.assertAlmostEqual(got["by_month"].get("2026-02", {})["reader_cost"], 0)
        long = top.replace("23:50", "23:46")
        got = self.paid("{per-hour: USD 60, overtime: 150 %}",
                        {("ct", "low"): hours("2026-01-31", "23:45", "23:45")},
                        ", roster: [{shift: late}]", period, long)
        # 46 min on shift; the first read ends at 23:55, 9 min late; the second waits for a day
        self.assertAlmostEqual(got["by_month"]["2026-01"]["reader_cost"], 46 + 9 * 1.5)
        over = top.replace("23:50", "23:56")
        got = self.paid("{per-hour: USD 60, overtime: 150 %}",
                        {("ct", "low"): hours("2026-01-31", "23:55")}, ", roster: [{shift: late}]",
                        period, over)
        # a read from 23:55 to 00:05: 1 min on shift, 4 late in January, 5 late in February
        self.assertAlmostEqual(got["by_month"]["2026-01"]["reader_cost"], 56 + 4 * 1.5)
        self.assertAlmostEqual(got["by_month"]["2026-02"]["reader_cost"], 5 * 1.5)
        self.assertAlmostEqual(got["by_site"]["hospital"]["cost"], 1 + 9 * 1.5)
        self.assertAlmostEqual(got["by_provider"]["p"]["cost"], 56 + 9 * 1.5)
        self.assertAlmostEqual(got["readers"]["r"]["cost"], 56 + 9 * 1.5)
        self.assertAlmostEqual(got["overall"]["cost"], 56 + 9 * 1.5)

    def test_overtime_may_cost_nothing(self):
        top = "shifts: [{id: late, from: '23:00', to: '23:56'}]\n"
        got = self.paid("{per-hour: USD 60, overtime: 0 %}",
                        {("ct", "low"): hours("2026-01-31", "23:55")}, ", roster: [{shift: late}]",
                        top=top)
        self.assertAlmostEqual(got["by_site"]["hospital"]["cost"], 1)

    def test_idle_hours_are_parted_at_the_end_of_a_month(self):
        got = self.paid("{per-hour: USD 1}", {("ct", "low"): ["2026-07-01T12:00"]})
        for month, days in (("2026-01", 31), ("2026-02", 28), ("2026-12", 31)):
            self.assertAlmostEqual(got["by_month"][month]["reader_cost"], 24 * days)
        self.assertAlmostEqual(got["overall"]["cost"], 8760)

    def test_reads_and_rvu_are_paid_at_the_report(self):
        got = self.paid("{per-read: USD 3, per-rvu: USD 2}",
                        {("ct", "low"): hours("2026-01-31", "12:00", "23:55")})
        self.assertEqual([got["by_month"][m]["reader_cost"] for m in ("2026-01", "2026-02")],
                         [7, 7])

    def test_final_reads_of_preliminary_ones_are_overreads(self):
        # 10 min first by far (30 an hour, 20 a read), then 10 min by near (60 an hour, 3 a read)
        rest = """providers: [{id: far}, {id: near}]
readers:
  - id: n
    provider: far
    reads: preliminary
    licences: {hold: [home]}
    cost: {per-hour: USD 30, per-read: USD 20}
  - {id: s, provider: near, licences: {hold: [home]}, cost: {per-hour: USD 60, per-read: USD 3}}
coverage: [{provider: far}, {provider: near, overflow-after: 20 h}]
final-reads: {by: [near]}
"""
        got = run(rest, {("ct", "low"): ["2026-01-31T23:45"]})
        self.assertAlmostEqual(got["by_site"]["hospital"]["reader_cost"], 25 + 13)
        self.assertAlmostEqual(got["by_site"]["hospital"]["overread_cost"], 13)
        self.assertAlmostEqual(got["by_provider"]["near"]["overread_cost"], 13)
        self.assertAlmostEqual(got["by_provider"]["far"]["overread_cost"], 0)
        # from 23:55 to 00:05: half of the minutes in January, the report in February
        self.assertAlmostEqual(got["by_month"]["2026-01"]["overread_cost"], 5)
        self.assertAlmostEqual(got["by_month"]["2026-02"]["overread_cost"], 8)

    TWO = """providers: [{id: far, price: {per-read: USD 7}}, {id: near, price: {per-read: USD 9}}]
readers:
  - id: n
    provider: far
    licences: {hold: [home]}READS
    cost: {per-hour: USD 30, per-read: USD 20}
  - {id: s, provider: near, licences: {hold: [home]}, cost: {per-hour: USD 60, per-read: USD 3}}
coverage: [{provider: far}, {provider: near, overflow-after: 20 h}]
"""

    def test_a_second_reading_before_the_report_is_no_overread_and_the_last_one_is_paid(self):
        rest = self.TWO.replace("READS", "") + "double-reads: [{studies: [ct], by: [near]}]\n"
        got = run(rest, {("ct", "low"): ["2026-01-10T12:00"]})
        self.assertAlmostEqual(got["by_site"]["hospital"]["reader_cost"], 25 + 13)
        self.assertEqual(got["overall"]["overread_cost"], 0)
        self.assertEqual(got["by_provider"]["far"]["revenue"], 0)
        self.assertEqual(got["by_provider"]["near"]["revenue"], 9)

    def test_a_draft_is_paid_to_its_reader_and_the_report_to_who_signs(self):
        rest = (self.TWO.replace("READS", "\n    reads: draft")
                + "attending: {by: [near], time: 50 %}\n")
        got = run(rest, {("ct", "low"): ["2026-01-10T12:00"]})
        self.assertAlmostEqual(got["by_site"]["hospital"]["reader_cost"], 25 + 5 + 3)
        self.assertEqual(got["overall"]["overread_cost"], 0)
        self.assertEqual(got["by_provider"]["far"]["revenue"], 0)
        self.assertEqual(got["overall"]["revenue"], 9)

    def test_a_peer_review_is_an_overread(self):
        rest = self.TWO.replace("READS", "") + "peer-review: {share: 100 %, by: [near]}\n"
        got = run(rest, {("ct", "low"): ["2026-01-10T12:00"]})
        self.assertAlmostEqual(got["by_site"]["hospital"]["reader_cost"], 25 + 13)
        self.assertAlmostEqual(got["by_site"]["hospital"]["overread_cost"], 13)
        self.assertEqual(got["overall"]["revenue"], 7)

    def test_calls_are_minutes_of_the_study_and_recontacts_overreads(self):
        # a read of 10 min and a call of 6 at 30 an hour and 20 a read; then a final read of 10 min
        # and a recontact of 15 at 60 an hour and 3 a read
        reads = ("\n    reads: preliminary\n    discrepancy: {share: 100 %, classes: "
                 "[{id: major, share: 100 %, recontact: 15 min}]}")
        rest = self.TWO.replace("READS", reads) + "final-reads: {by: [near]}\n"
        top = "findings: [{id: f, critical: {call: 6 min}}]\n"
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, rest, {("ct", "low"): ["2026-01-10T12:00"]}, YEAR, top)
            said = subprocess.run([TELERAD, "run", path, "--json", "--set",
                                   "studies.ct.findings=[{id: f, prevalence: 100 %}]"],
                                  capture_output=True, text=True, check=True)
        got = means(json.loads(said.stdout))
        self.assertAlmostEqual(got["by_site"]["hospital"]["reader_cost"], 5 + 3 + 20 + 25 + 3)
        self.assertAlmostEqual(got["by_site"]["hospital"]["overread_cost"], 25 + 3)
        self.assertAlmostEqual(got["by_provider"]["far"]["overread_cost"], 0)

    def test_standing_by_is_paid_by_the_hour_called_in_or_not(self):
        # on call from 23:00 to 01:00; the measured time holds one hour, two, and one of it, cut at
        # the end of January; a study at 23:30 on the 31st has him come at 23:40 and work to 01:00
        top = ("shifts: [{id: day, from: '08:00', to: '09:00'}, "
               "{id: late, from: '23:00', to: '01:00'}]\n")
        period = "zone: UTC, start: 2026-01-31T00:00, end: 2026-02-02T00:00, replications: 1"
        for backlog, worked in ((2, (0, 0)), (1, (20, 60))):
            rest = f"""readers:
  - id: r
    count: 2
    licences: {{hold: [home]}}
    roster: [{{shift: day, of: 1}}]
    on-call: [{{shift: late, of: 1, call-in: {{backlog: {backlog}}}, response: 10 min}}]
    cost: {{per-hour: USD 60, on-call-per-hour: USD 30}}
"""
            got = run(rest, {("ct", "low"): ["2026-01-31T23:30"]}, period, top)
            self.assertAlmostEqual(got["by_month"]["2026-01"]["reader_cost"],
                                   60 + 60 + worked[0])
            self.assertAlmostEqual(got["by_month"]["2026-02"]["reader_cost"],
                                   60 + 60 + worked[1])
            self.assertAlmostEqual(got["overall"]["cost"], 240 + sum(worked))
            self.assertAlmostEqual(got["by_site"]["hospital"]["cost"], 10)


class Currencies(unittest.TestCase):
    ONE = {("ct", "stat"): ["2026-01-10T12:00", "2026-01-10T12:00"]}
    TOP = "currency: USD\nexchange: {EUR: USD 1.25, INR: USD 0.01}\n"

    def test_amounts_in_other_currencies_are_converted(self):
        rest = ("providers: [{id: p, price: {per-read: EUR 8, per-month: INR 1000}, penalties: "
                "[{priority: stat, per-miss: EUR 100, at-most: INR 5000/month}]}]\n"
                + READER.replace("COST", ", cost: {per-read: USD 3, per-rvu: EUR 2}"))
        period = "zone: UTC, start: 2026-01-01T00:00, end: 2026-02-01T00:00, replications: 1"
        got = run(rest, self.ONE, period, self.TOP)
        self.assertEqual(got["overall"]["revenue"], 2 * 10 + 10)
        self.assertEqual(got["overall"]["penalties"], 50)
        self.assertEqual(got["overall"]["penalties_waived"], 75)
        self.assertEqual(got["overall"]["cost"], 2 * (3 + 2 * 2.5))

    def test_a_rate_can_be_set_from_outside(self):
        rest = "providers: [{id: p, price: {per-read: EUR 8}}]\n" + READER.replace("COST", "")
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, rest, self.ONE, YEAR, self.TOP)
            said = subprocess.run([TELERAD, "run", path, "--json", "--set",
                                   "exchange.EUR=USD 2"], capture_output=True, text=True,
                                  check=True)
            file = subprocess.run([TELERAD, "check", path, "--resolved"], capture_output=True,
                                  text=True, check=True).stdout
        self.assertEqual(means(json.loads(said.stdout))["overall"]["revenue"], 32)
        self.assertIn("exchange:\n  EUR: USD 1.25\n  INR: USD 0.01\n", file)

    def test_the_currency_stated_is_that_of_the_results(self):
        rest = "providers: [{id: p, price: {per-read: EUR 8}}]\n" + READER.replace("COST", "")
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, rest, self.ONE, YEAR, self.TOP)
            out = os.path.join(folder, "out.h5")
            subprocess.run([TELERAD, "run", path, "-o", out], capture_output=True, check=True)
            said = subprocess.run([TELERAD, "info", out, "--json"], capture_output=True, text=True,
                                  check=True).stdout
        document = json.loads(said)
        self.assertEqual(document["currency"], "USD")
        self.assertEqual(means(document["summary"])["by_month"]["2026-01"]["revenue"], 20)
        self.assertEqual(
            means(document["summary"])["by_provider_month"]["p"]["2026-01"]["revenue"], 20)


if __name__ == "__main__":
    unittest.main()
