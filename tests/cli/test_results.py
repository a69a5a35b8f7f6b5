"""info, plot, schema and the summary that people read.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import shutil
import unittest

from support import SMALL, Case, main, strict

# Reports of a house without final reads of its own; another makes them.
FINALS = SMALL.replace("provider: house", "provider: house, reads: preliminary").replace(
    "providers: [", "  - {id: ida, licences: {hold: [X]}, provider: home}\n"
    "final-reads: {by: [home], within: 3 h}\ncoverage: [{provider: house}]\n"
    "providers: [{id: home, kind: inhouse}, ")


def verdicts(text):
    """Verdict by priority out of the table of promises."""
    lines = text.split("\nPromises\n")[1].split("\n\n")[0].splitlines()[1:]
    return {line.split()[0]: line for line in lines if line.startswith("  ")}


class Summary(Case):
    def test_a_promise_kept_and_one_not(self):
        text = self.call("run", "small.yaml", "-n20",
                         "--set", "priorities.stat.target=1 min").stdout
        self.assertRegex(verdicts(text)["stat"], r"90 % within 1 min .* NOT KEPT$")
        self.assertRegex(verdicts(text)["routine"], r"95 % within 24 h +100\.0 % .* kept$")

    def test_an_interval_over_the_promise_is_too_close_to_call(self):
        settings = ["-n6", "--set", "priorities.stat.target=12 min"]
        document = self.json("run", "small.yaml", *settings)
        share = document["by_priority"]["stat"]["target_met"]
        self.assertGreater(share["half_width"], 0)
        settings += ["--set", "priorities.stat.attain=%.3f %%" % (100 * share["mean"])]
        text = self.call("run", "small.yaml", *settings).stdout
        self.assertRegex(verdicts(text)["stat"], r"too close to call$")

    def test_kept_on_average_is_not_kept_each_month(self):
        settings = ["-n40", "--set", "priorities.stat.target=12 min"]
        share = self.json("run", "small.yaml", *settings)["by_priority"]["stat"]["target_met"]
        promise = 100 * (share["mean"] - 1.2 * share["half_width"])
        settings += ["--set", "priorities.stat.attain=%.3f %%" % promise]
        stat = self.json("run", "small.yaml", *settings)["by_priority"]["stat"]
        self.assertGreater(stat["breach"]["mean"], 0.1)
        text = self.call("run", "small.yaml", *settings).stdout
        self.assertIn("\nPromises kept on average: stat, routine.\n", text)
        self.assertRegex(verdicts(text)["stat"], r" kept, not each month$")
        self.assertRegex(verdicts(text)["routine"], r" kept$")

    def test_the_promise_for_final_reports_is_named(self):
        self.write("finals.yaml", FINALS)
        text = self.call("run", "finals.yaml", "-n4", "-o", "out.h5").stdout
        line = r"(?m)^  Final reports within 3 h of the preliminary one: \d+\.\d % ± \d+\.\d\.$"
        self.assertRegex(text, line)
        self.assertRegex(self.call("info", "out.h5").stdout, line)
        text = self.call("run", "finals.yaml", "-n1").stdout
        self.assertRegex(text, r"(?m)^  Final reports within 3 h [^±\n]* %\.$")

    def test_one_replication_is_not_enough_to_judge(self):
        text = self.call("run", "small.yaml", "-n1").stdout
        self.assertRegex(verdicts(text)["stat"], r"not known$")
        self.assertIn("A single replication cannot say", text)

    def test_a_priority_without_a_promise(self):
        self.write("none.yaml", SMALL.replace(", target: 24 h, attain: 95 %", ""))
        text = self.call("run", "none.yaml").stdout
        self.assertRegex(verdicts(text)["routine"], r"no promise$")

    def test_who_is_overloaded(self):
        busy = self.call("run", "small.yaml", "--set", "sites.here.demand.ct.rate=140/day").stdout
        self.assertRegex(busy, r"(?m)^  sam .* (OVERLOADED|strained)$")
        self.assertNotRegex(self.call("run", "small.yaml").stdout, r"(?m)^  sam .*(ED|ed)$")

    def test_a_growing_backlog(self):
        setting = ["--set", "sites.here.demand.ct.rate=300/day", "--set", "run.duration=14 d"]
        self.assertIn("It GROWS by ", self.call("run", "small.yaml", *setting).stdout)
        self.assertNotIn("GROWS", self.call("run", "small.yaml").stdout)

    def test_money_a_day(self):
        text = self.call("run", "small.yaml").stdout
        self.assertIn("\nMoney, EUR a day\n", text)
        self.assertRegex(text, r"(?m)^  all +2,400 ")
        self.write("free.yaml", SMALL.replace(", cost: {per-hour: EUR 100}", ""))
        self.assertNotIn("Money", self.call("run", "free.yaml").stdout)

    def test_money_of_ai_and_of_readers_without_a_provider(self):
        tool = ("ai:\n  - {id: finder, studies: [ct], finding: bleed, sensitivity: 90 %, "
                "specificity: 90 %, time: {constant: 1 min}, price: EUR 1}\n")
        self.write("more.yaml", SMALL.replace("{constant: 10 min}", "{constant: 10 min}, findings: "
                   "[{id: bleed, prevalence: 10 %}]")
                   .replace("priorities:", "findings: [{id: bleed}]\npriorities:", 1)
                   .replace("providers:", "  - {id: own, licences: {hold: [X]}, "
                            "cost: {per-hour: EUR 10}}\nproviders:") + tool)
        document = self.json("run", "more.yaml")
        text = self.call("run", "more.yaml").stdout
        self.assertRegex(text, r"(?m)^  house +2,400 +± 0 +–$")
        self.assertRegex(text, r"(?m)^  no provider +240 +–$")
        ai = document["overall"]["cost"]["mean"] / 2 - 2640
        self.assertGreater(ai, 20)
        self.assertRegex(text, r"(?m)^  AI +%.2f +–$" % ai)
        text = self.call("run", "small.yaml").stdout
        self.assertNotRegex(text, r"(?m)^  (AI|no provider) ")

    def test_what_is_paid(self):
        self.write("paid.yaml", SMALL.replace("kind: inhouse",
                                              "kind: inhouse, price: {per-read: EUR 1}"))
        self.assertRegex(self.call("run", "paid.yaml").stdout,
                         r"(?m)^  house +2,400 +± 0 +\d[\d.]* +± \d[\d.]*$")

    def test_times_have_intervals(self):
        document = self.json("run", "small.yaml")["overall"]
        all_row = r"(?m)^  all +\S+ +%.1f min +± %.1f .* %.1f min +± %.1f$" % tuple(
            document[name][part] for name in ("tat_mean", "wait_mean")
            for part in ("mean", "half_width"))
        self.assertRegex(self.call("run", "small.yaml").stdout, all_row)
        times = self.call("run", "small.yaml", "-n1").stdout.split("Turnaround")[1]
        self.assertNotIn("±", times.split("\n\n")[0])

    def test_studies_without_a_report_are_counted(self):
        self.assertNotIn("no report", self.call("run", "small.yaml").stdout)
        setting = ["--set", "sites.here.demand.ct.rate=300/day", "--set", "run.drain=0 s"]
        overall = self.json("run", "small.yaml", *setting)["overall"]
        left = overall["unfinished"]["mean"]
        said = "%.0f %% of the studies (%.0f a replication) had no report by the end" % (
            100 * left / overall["arrived"]["mean"], left)
        self.assertIn(said, self.call("run", "small.yaml", *setting).stdout)

    def test_time_on_the_link_is_said(self):
        self.assertNotIn("to receipt:", self.call("run", "small.yaml").stdout)
        self.write("link.yaml", SMALL
                   .replace("modality: CT,", "modality: CT, images: {constant: 75 MB},")
                   .replace("    demand:", "    link: {bandwidth: 10 Mbit/s, overhead: 2 min}\n"
                            "    demand:")
                   .replace("readers:", "  - {id: near, jurisdiction: X, demand: "
                            "[{study: ct, rate: 96/day}]}\nreaders:"))
        document = self.json("run", "link.yaml")
        here, mean = (table["transfer_mean"]["mean"] for table in (
            document["by_site"]["here"], document["overall"]))
        wanted = "%.1f min" % mean if mean >= 1 else "%.0f s" % (60 * mean)
        self.assertIn("\n  From complete images to receipt: %s on average, %.1f min at here; "
                      "no promise counts it.\n" % (wanted, here),
                      self.call("run", "link.yaml").stdout)

    def test_no_line_is_wider_than_a_screen(self):
        for line in self.call("run", "small.yaml").stdout.splitlines():
            self.assertLessEqual(len(line), 110, line)

    def test_control_characters_do_not_reach_the_terminal(self):
        self.write("name.yaml", SMALL.replace("name: Small", 'name: "a\\x9bb\\ec"'))
        done = self.call("run", "name.yaml", "-n1", status=None)
        for text in done.stdout, done.stderr:
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\x9b", text)


class Info(Case):
    def setUp(self):
        super().setUp()
        self.ran = self.call("run", "small.yaml", "-o", "out.h5").stdout

    def test_the_summary_again(self):
        text = self.call("info", "out.h5").stdout
        for part in self.ran.split("\n\n")[1:-1]:  # not the head (time taken), not "Next"
            self.assertIn(part, text)
        self.assertIn("\n4 replications of 2 d from 2026-06-01T00:00:00", text)

    def test_what_it_holds(self):
        text = self.call("info", "out.h5").stdout
        self.assertIn("out.h5: a telerad result", text)
        self.assertRegex(text, r"(?m)^  status +complete$")
        self.assertRegex(text, r"(?m)^  command +telerad run small.yaml -o out.h5$")
        self.assertRegex(text, r"(?m)^  by_priority +[0-9]+ +2 +4$")

    def test_json_holds_the_document_of_the_run(self):
        done = self.json("info", "out.h5")
        run = self.json("run", "small.yaml")
        self.assertIsNone(done["summary"].pop("wall_s"))
        run.pop("wall_s")
        self.assertEqual(done["summary"], run)
        self.assertEqual(done["status"], "complete")
        self.assertEqual(done["currency"], "EUR")
        self.assertEqual(done["bytes"], os.path.getsize(self.path("out.h5")))
        self.assertEqual(done["tables"]["by_priority"]["entries"], 2)

    def test_what_is_no_result_is_refused(self):
        for verb in "info", "plot":
            self.call(verb, "none.h5", status=3)
            done = self.call(verb, "small.yaml", status=None)
            self.assertIn(done.returncode, (2, 3))
            self.assertIn("small.yaml", done.stderr)
            self.assertNotIn("HDF5-DIAG", done.stderr)
            with open(self.path("out.h5"), "rb") as file:
                whole = file.read()
            with open(self.path("cut.h5"), "wb") as file:
                file.write(whole[: len(whole) // 2])
            done = self.call(verb, "cut.h5", status=None)
            self.assertIn(done.returncode, (2, 3))
            self.assertNotIn("HDF5-DIAG", done.stderr)


class Schema(Case):
    def test_it_is_json_and_knows_the_keys(self):
        schema = strict(self.call("schema").stdout)
        self.assertIn("$schema", schema)
        self.assertIn("readers", json.dumps(schema))


@unittest.skipUnless(shutil.which("gnuplot"), "gnuplot draws")
class Plot(Case):
    def setUp(self):
        super().setUp()
        self.call("run", "small.yaml", "-n3", "-o", "out.h5")

    def test_it_names_each_file_it_draws(self):
        done = self.call("plot", "out.h5")
        drawn = done.stdout.splitlines()
        self.assertTrue(drawn)
        for path in drawn:
            self.assertTrue(os.path.getsize(self.path(path)) > 0, path)
        self.assertTrue(os.path.isdir(self.path("out")))
        self.assertTrue(any(path.endswith(".svg") for path in drawn))

    def test_formats_and_names_are_choices(self):
        self.call("plot", "out.h5", "-o", "some", "--only", "tat", "--format", "png",
                  "--format=pdf")
        names = os.listdir(self.path("some"))
        self.assertIn("tat.png", names)
        self.assertIn("tat.pdf", names)
        self.assertNotIn("tat.svg", names)
        self.call("plot", "out.h5", "--only", "xyzzy", status=2)
        self.call("plot", "out.h5", "--format", "bmp", status=2)

    def test_run_draws_the_same(self):
        self.call("run", "small.yaml", "-n3", "--plots", "one")
        self.call("run", "small.yaml", "-n3", "--plots", "two", "-o", "two.h5")
        self.call("plot", "out.h5", "-o", "three")
        names = sorted(os.listdir(self.path("one")))
        for folder in "two", "three":
            self.assertEqual(sorted(os.listdir(self.path(folder))), names)
            for name in names:
                if name.endswith((".dat", ".gp")):
                    with open(os.path.join(self.path("one"), name), "rb") as a, open(
                        os.path.join(self.path(folder), name), "rb") as b:
                        self.assertEqual(a.read(), b.read(), name)

    def test_without_gnuplot_the_numbers_are_told_all_the_same(self):
        done = self.call("run", "small.yaml", "-n3", "--plots", "one", "-o", "kept.h5", status=3,
                         env={"PATH": "/nowhere"})
        self.assertIn("gnuplot", done.stderr)
        self.assertIn("Promises", done.stdout)
        self.call("info", "kept.h5")


if __name__ == "__main__":
    main()
