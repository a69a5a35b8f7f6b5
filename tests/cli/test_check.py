"""telerad check: load and cover by hand, warnings, resolved scenarios, statuses.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
from datetime import datetime, timedelta

import yaml
from support import GAPS, SMALL, Case, main


class Check(Case):
    def test_load_is_rate_times_reading_time(self):
        load = self.json("check", "small.yaml")["offered_load"]
        self.assertEqual((load["sites"], load["readers"]), (1, 1))
        self.assertAlmostEqual(load["studies_per_day"], 48, places=9)
        self.assertAlmostEqual(load["erlangs"], 48 * 10 / 1440, places=9)
        self.assertAlmostEqual(load["readers_on_shift"], 1, places=9)
        hours = load["by_hour_of_week"]
        self.assertEqual(len(hours["erlangs"]), 168)
        # from Monday on, two days; the other hours never occur
        for hour in range(168):
            if hour < 48:
                self.assertAlmostEqual(hours["erlangs"][hour], 1 / 3, places=9)
                self.assertAlmostEqual(hours["readers_on_shift"][hour], 1, places=9)
            else:
                self.assertIsNone(hours["erlangs"][hour])
                self.assertIsNone(hours["readers_on_shift"][hour])

    def test_the_document_is_what_the_contract_names(self):
        done = self.json("check", "small.yaml")
        for key in "ok", "errors", "warnings", "offered_load", "coverage_gaps":
            self.assertIn(key, done)
        self.assertIs(done["ok"], True)
        self.assertEqual((done["errors"], done["coverage_gaps"]), ([], []))

    def test_errors_are_in_the_document_with_their_places(self):
        self.write("worse.yaml", SMALL.replace("48/day", "48").replace("name:", "nam:"))
        done = self.json("check", "worse.yaml", status=2)
        self.assertIs(done["ok"], False)
        self.assertEqual([(e["line"], e["column"]) for e in done["errors"]], [(2, 1), (13, 27)])
        for error in done["errors"]:
            self.assertEqual(error["file"], "worse.yaml")
            self.assertTrue(error["message"])
        self.assertEqual((done["offered_load"], done["coverage_gaps"]), ({}, []))

    def test_a_site_that_nobody_may_read_is_a_warning_while_others_are_read(self):
        site = "  - {id: there, jurisdiction: Y, demand: [{study: ct, rate: 1/day}]}\n"
        text = SMALL.replace("[{id: X}]\npri", "[{id: X}, {id: Y}]\npri")
        self.write("orphan.yaml", text.replace("readers:", site + "readers:"))
        done = self.call("check", "orphan.yaml")
        self.assertRegex(done.stderr, r"\Aorphan.yaml:14:\d+: warning: nobody may ever read `ct` "
                         r"of `there`; [^\n]+\n\Z")
        self.assertEqual(self.json("check", "orphan.yaml")["warnings"][0]["line"], 14)

    def test_more_than_twenty_errors_are_counted_but_not_shown(self):
        self.write("many.yaml", SMALL + "".join("key%d: 1\n" % i for i in range(25)))
        done = self.call("check", "many.yaml", status=2)
        lines = done.stderr.splitlines()
        self.assertEqual(len([line for line in lines if ": error: " in line]), 20)
        self.assertEqual(lines[-1], "telerad: 25 errors; the first 20 are shown")
        self.assertEqual(len(self.json("check", "many.yaml", status=2)["errors"]), 25)

    def test_gaps_by_hand(self):
        self.write("gaps.yaml", GAPS)
        done = self.json("check", "gaps.yaml")
        gaps = [(gap["study"], gap["site"], datetime.fromisoformat(gap["from"]),
                 datetime.fromisoformat(gap["to"])) for gap in done["coverage_gaps"]]
        start = datetime.fromisoformat("2026-03-02T00:00:00+00:00")
        # the run begins at 18:00 on Sunday in Chicago, when the Sunday shift is under way
        wanted = [("ct", "here", start + timedelta(hours=6), start + timedelta(hours=14)),
                  ("ct", "here", start + timedelta(hours=30), start + timedelta(hours=38))]
        self.assertEqual(gaps, wanted)
        for gap in done["coverage_gaps"]:
            self.assertRegex(gap["from"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)\Z")

    def test_strict_is_status_1_with_a_gap(self):
        self.write("gaps.yaml", GAPS)
        self.call("check", "gaps.yaml")
        self.call("check", "gaps.yaml", "--strict", status=1)
        self.call("check", "small.yaml", "--strict")
        self.call("check", "small.yaml", "gaps.yaml", "--strict", status=1)

    def test_coverage_shows_both_clocks(self):
        self.write("gaps.yaml", GAPS)
        self.assertNotIn("06:00", self.call("check", "gaps.yaml").stdout.split("Cover")[1])
        table = self.call("check", "gaps.yaml", "--coverage").stdout.split("Hours without")[1]
        rows = [line.split() for line in table.splitlines()[2:]]
        self.assertEqual(rows[0], "Mon 2026-03-02 06:00 Mon 2026-03-02 14:00 8.00 "
                         "Mon 2026-03-02 00:00 here ct".split())
        self.assertEqual(len(rows), 2)

    def test_gaps_that_a_clock_change_opens(self):
        # 07:00 to 19:00 here and 05:30 to 17:30 in India: an hour is missing before 8 March
        self.write("change.yaml", GAPS.replace("Etc/UTC", "America/Chicago")
                   .replace("duration: 2 d", "duration: 14 d")
                   .replace('from: "08:00", to: "24:00"', 'from: "07:00", to: "19:00"')
                   .replace("shifts: [", "shifts: [{id: pune, from: \"05:30\", to: \"17:30\", "
                            "zone: Asia/Kolkata}, ")
                   .replace("readers: [", "readers: [{id: asha, licences: {hold: [X]}, "
                            "roster: [{shift: pune}]}, "))
        gaps = self.json("check", "change.yaml")["coverage_gaps"]
        self.assertEqual([gap["from"] for gap in gaps],
                         ["2026-03-0%dT06:00:00-06:00" % day for day in range(2, 8)])
        self.assertEqual([gap["to"] for gap in gaps],
                         ["2026-03-0%dT07:00:00-06:00" % day for day in range(2, 8)])
        text = self.call("check", "change.yaml").stdout
        self.assertIn("For 6.0 of 336.0 hours (1.8 %) ", text)
        self.assertIn("only because a clock changes", text)

    def test_alike_gaps_share_a_row(self):
        self.write("many.yaml", GAPS.replace("{id: here,", "{id: here, count: 40,"))
        table = self.call("check", "many.yaml", "--coverage").stdout.split("Hours without")[1]
        rows = table.splitlines()[2:]
        self.assertEqual(len(rows), 2)
        self.assertIn("all 40", rows[0])

    def test_too_much_work_is_said(self):
        text = self.call("check", "small.yaml", "--set", "readers.sam.count=1",
                         "--set", "sites.here.demand.ct.rate=200/day").stdout
        self.assertIn("1.4/1!", text)
        self.assertIn("MORE WORK", text)
        self.assertNotIn("MORE WORK", self.call("check", "small.yaml").stdout)

    def test_how_the_load_is_counted_is_said(self):
        self.assertIn("whatever they may read", self.call("check", "small.yaml").stdout)
        self.assertNotIn("Final reads", self.call("check", "small.yaml").stdout)
        self.write("finals.yaml", SMALL + "final-reads: {by: [house], within: 12 h}\n")
        self.assertIn("Final reads are counted in the hours of those who make them.",
                      self.call("check", "finals.yaml").stdout)

    def test_several_scenarios_are_a_list(self):
        self.write("bad.yaml", "telerad: 1\nnam: x\n")
        done = self.json("check", "small.yaml", "bad.yaml", status=2)
        self.assertEqual([one["ok"] for one in done], [True, False])
        self.assertEqual([one["scenario"] for one in done], ["small.yaml", "bad.yaml"])
        text = self.call("check", "small.yaml", "bad.yaml", status=2)
        self.assertIn("Small\n", text.stdout)
        self.assertIn("bad.yaml:2:1: error", text.stderr)

    def test_the_worst_status_counts(self):
        self.write("bad.yaml", "telerad: 1\nnam: x\n")
        self.call("check", "none.yaml", "bad.yaml", "small.yaml", status=3)

    def test_what_cannot_be_read_is_status_3(self):
        for verb in "check", "run":
            done = self.call(verb, "none.yaml", status=3)
            self.assertRegex(done.stderr, r"\Anone.yaml: error: .*\ntelerad: 1 error\n\Z")
            done = self.call(verb, ".", status=3)
            self.assertRegex(done.stderr, r"\A\.: error: .*\ntelerad: 1 error\n\Z")
            if os.geteuid() != 0:
                os.chmod(self.small, 0)
                self.call(verb, "small.yaml", status=3)
                os.chmod(self.small, 0o644)

    def test_resolved_is_complete_and_stands_by_itself(self):
        text = self.call("check", "small.yaml", "--resolved", "--set", "readers.sam.count=2").stdout
        document = yaml.safe_load(text)
        self.assertEqual(int(document["readers"][0]["count"]), 2)
        self.assertEqual(document["sites"][0]["zone"], "Etc/UTC")
        self.write("again.yaml", text)
        self.assertEqual(self.call("check", "again.yaml", "--resolved").stdout, text)

    def test_resolved_gives_the_same_numbers(self):
        self.write("again.yaml", self.call("check", "small.yaml", "--resolved").stdout)
        one, other = self.json("run", "small.yaml"), self.json("run", "again.yaml")
        for document in one, other:
            document.pop("wall_s")
        self.assertEqual(one, other)


if __name__ == "__main__":
    main()
