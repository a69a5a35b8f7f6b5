# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands at an edge, reckoned by hand: a promise that is none, the end of a month in the
drain."""
import json
import os
import subprocess
import tempfile
import unittest

TELERAD = os.environ["TELERAD"]

WORLD = """telerad: 1
run: {zone: UTC, start: START, duration: DURATION, drain: 1 d, replications: 1}
jurisdictions: [{id: home}]
priorities: [{id: stat, target: 30 min, attain: 90 %}]
studies: [{id: ct, modality: CT, read: {constant: 10 min}, images: {constant: 0 B}}]
sites:
  - id: hospital
    jurisdiction: home
    link: {bandwidth: 1 Mbit/s, overhead: 10 min}
    demand: [{study: ct, trace: {file: trace.csv}}]
REST
"""
ONE_GROUP = "readers: [{id: day, licences: {hold: [home]}}]\n"
TWO_GROUPS = """providers: [{id: far}, {id: near}]
readers:
  - {id: night, provider: far, reads: preliminary, licences: {hold: [home]}}
  - {id: staff, provider: near, licences: {hold: [home]}}
coverage: [{provider: far}, {provider: near, overflow-after: 20 h}]
final-reads: {by: [near]WITHIN}
dispatch: {order: ORDER}
"""

IDS = """telerad: 1
run: {zone: UTC, start: 2026-01-05T00:00, duration: 7 d, replications: 1}
jurisdictions: [{id: home}]
priorities: [{id: a, target: 30 min, attain: 90 %}]
studies: [{id: ct, modality: CT, read: {constant: 10 min}}]
sites:
  - id: h
    jurisdiction: home
    demand:
      - {id: evening, study: ct, rate: 10/day}
      - {study: ct, rate: 20/day}
      - {study: ct, rate: 30/day}
readers: [{id: r, count: 3, licences: {hold: [home]}}]
"""


def run(start, duration, rest, times):
    """The document of a run on studies that arrive at these times."""
    with tempfile.TemporaryDirectory() as folder:
        world = WORLD.replace("START", start).replace("DURATION", duration).replace("REST", rest)
        with open(os.path.join(folder, "world.yaml"), "w", encoding="utf-8") as file:
            file.write(world)
        with open(os.path.join(folder, "trace.csv"), "w", encoding="utf-8") as file:
            file.write("time\n" + "".join(t + "\n" for t in times))
        said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json"],
                              capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


class Edges(unittest.TestCase):
    def test_a_final_read_without_a_promise_is_not_judged(self):
        for order in ("priority", "deadline"):
            for within, met in (("", None), (", within: 9 min", 0), (", within: 10 min", 1)):
                rest = TWO_GROUPS.replace("WITHIN", within).replace("ORDER", order)
                overall = run("2026-06-01T00:00", "8 d", rest, ["2026-06-01T01:00"])["overall"]
                self.assertEqual(overall["final_met"]["mean"], met, (order, within))
                self.assertEqual(overall["tat_final_mean"]["mean"], 20)

    def test_finals_without_a_promise_go_by_their_receipt(self):
        rest = TWO_GROUPS.replace("WITHIN", "").replace("ORDER", "deadline")
        overall = run("2026-06-01T00:00", "8 d", rest,
                      ["2026-06-01T01:00", "2026-06-01T01:00"])["overall"]
        # received 10 and 20 past, reported 20 and 30, final 30 and 40 past: 20 each
        self.assertEqual(overall["tat_final_mean"]["mean"], 20)

    def test_what_is_received_after_the_last_month_breaks_no_month(self):
        # June is kept by one study; the second arrives at 23:55 and is received on 1 July, and
        # waits for a shift that starts an hour later
        rest = ("shifts: [{id: day, from: '01:10', to: '00:00'}]\n"
                + ONE_GROUP.replace("}]\n", ", roster: [{shift: day}]}]\n"))
        late = ["2026-06-05T12:00", "2026-06-30T23:55"]
        overall = run("2026-06-01T00:00", "30 d", rest, late)["overall"]
        self.assertEqual(overall["target_met"]["mean"], 0.5)
        self.assertEqual(overall["breach"]["mean"], 0)

    def test_what_is_received_in_the_drain_of_the_same_month_counts_in_it(self):
        rest = ("shifts: [{id: day, from: '01:10', to: '00:00'}]\n"
                + ONE_GROUP.replace("}]\n", ", roster: [{shift: day}]}]\n"))
        late = ["2026-06-05T12:00", "2026-06-29T23:55"]
        overall = run("2026-06-01T00:00", "29 d", rest, late)["overall"]
        self.assertEqual(overall["target_met"]["mean"], 0.5)
        self.assertEqual(overall["breach"]["mean"], 1)

    def test_a_window_that_opens_beside_an_entry_that_covers_nothing(self):
        # received at 01:10, the window opens at 02:00: reported at 02:10
        rest = ("shifts: [{id: day, from: '02:00', to: '12:00'}]\nproviders: [{id: near}]\n"
                + ONE_GROUP.replace("id: day", "id: day, provider: near")
                + "coverage: [{provider: near, when: day}, {provider: near, share: 0 %}]\n")
        overall = run("2026-06-01T00:00", "8 d", rest, ["2026-06-01T01:00"])["overall"]
        self.assertEqual(overall["tat_mean"]["mean"], 60)

    def test_entries_go_by_their_id_or_else_by_what_they_name(self):
        world = IDS
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "ids.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(world)

            def arrived(*sets):
                words = [TELERAD, "run", path, "--json"]
                for one in sets:
                    words += ["--set", "sites.h.demand." + one]
                said = subprocess.run(words, capture_output=True, text=True, check=False)
                assert said.returncode == 0, said.stderr
                return json.loads(said.stdout)["overall"]["arrived"]["mean"]

            none = ("evening.rate=0/day", "ct.rate=0/day", "ct#2.rate=0/day")
            self.assertEqual(arrived(*none), 0)
            alone = [arrived(*(none[:k] + none[k + 1:])) for k in range(3)]
            # the streams go by these names, so that each keeps its own draws among the others
            self.assertEqual(arrived(), sum(alone))
            self.assertEqual(len(set(alone)), 3)

    def test_roster_and_coverage_entries_are_set_by_their_id_and_print_it(self):
        world = IDS.replace("count: 3", "provider: p, count: 3, roster: [{id: late, shift: day, "
                            "of: 1}, {shift: day, of: 2}]")
        world += ("shifts: [{id: day, from: '08:00', to: '20:00'}]\nproviders: [{id: p}]\n"
                  "coverage: [{id: all, provider: p}, {provider: p}]\n")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "ids.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(world)
            said = subprocess.run([TELERAD, "check", path, "--resolved",
                                   "--set", "readers.r.roster.late.cycle={on: 7 d, off: 7 d}",
                                   "--set", "coverage.all.overflow-after=7 min"],
                                  capture_output=True, text=True, check=True).stdout
        words = " ".join(said.split())
        self.assertIn('- id: late shift: day of: "1" cycle: "on": 7 d', words)
        self.assertIn('- shift: day of: "2"', words)
        self.assertIn("- id: all provider: p sites: ['*'] studies: ['*'] priorities: ['*'] "
                      "overflow-after: 7 min", words)
        self.assertIn("- id: evening study: ct", words)

    def test_a_recorded_hour_at_the_end_arrives_by_chance(self):
        # 100 spread over 23:30 to 00:30: on average 50 before the end, each by itself: sd 5
        world = WORLD.replace("START", "2026-06-01T00:00").replace("DURATION", "1 d")
        world = world.replace("REST", ONE_GROUP).replace(
            "trace: {file: trace.csv}",
            "trace: {file: trace.csv, columns: {time: time, count: n}, interval: 1 h}")
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("world.yaml", world),
                               ("trace.csv", "time,n\n2026-06-01T23:30,100\n")):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
            said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json",
                                   "-n", "400"], capture_output=True, text=True, check=True)
        arrived = json.loads(said.stdout)["overall"]["arrived"]
        sd = arrived["half_width"] / 1.966 * 20
        self.assertAlmostEqual(arrived["mean"], 50, delta=5 * 5 / 20)
        self.assertAlmostEqual(sd, 5, delta=1)

    def test_the_order_of_shares_changes_nothing(self):
        shares = ["{id: stat, share: 30 %}", "{id: routine, share: 50 %}",
                  "{id: late, share: 20 %}"]
        priorities = "[{id: stat, target: 30 min}, {id: routine}, {id: late, target: 1 h}]"
        documents = []
        for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
            world = IDS.replace("[{id: a, target: 30 min, attain: 90 %}]", priorities).replace(
                "rate: 20/day", "rate: 200/day, priorities: [" +
                ", ".join(shares[i] for i in order) + "]")
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "world.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(world)
                said = subprocess.run([TELERAD, "run", path, "--json"], capture_output=True,
                                      text=True, check=True)
            document = json.loads(said.stdout)
            documents.append((document["overall"], document["by_priority"]))
        self.assertEqual(documents[0], documents[1])
        self.assertEqual(documents[0], documents[2])

    def test_a_final_read_that_takes_no_time_is_judged(self):
        rest = TWO_GROUPS.replace("WITHIN", ", within: 1 h").replace("ORDER", "priority")
        world = WORLD.replace("{constant: 10 min}", "{constant: 0 min}")
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("world.yaml", world.replace("START", "2026-06-01T00:00")
                                .replace("DURATION", "8 d").replace("REST", rest)),
                               ("trace.csv", "time\n2026-06-01T01:00\n")):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
            said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json"],
                                  capture_output=True, text=True, check=True)
        self.assertEqual(json.loads(said.stdout)["overall"]["final_met"]["mean"], 1)

    def test_a_result_does_not_replace_its_scenario(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "ids.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(IDS)
            os.symlink(path, os.path.join(folder, "other"))
            for name in ("ids.yaml", "other"):
                said = subprocess.run([TELERAD, "run", path, "-o", os.path.join(folder, name)],
                                      capture_output=True, text=True, check=False)
                self.assertEqual(said.returncode, 2)
                self.assertIn("would replace the scenario", said.stderr)
                with open(path, encoding="utf-8") as file:
                    self.assertEqual(file.read(), IDS)


if __name__ == "__main__":
    unittest.main()
