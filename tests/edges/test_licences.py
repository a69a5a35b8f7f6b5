# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences, privileges, certifications and residency, reckoned by hand: each read is 10 min, so a
turnaround time tells when reading began."""
import json
import math
import os
import subprocess
import tempfile
import unittest

TELERAD = os.environ["TELERAD"]

HEAD = """telerad: 1
run: {zone: America/Chicago, start: 2026-03-12T00:00, duration: 28 d, replications: 1}
jurisdictions:
  - {id: US-IA, compact: imlc}
  - {id: US-IL, compact: imlc}
  - {id: US-MN, compact: imlc}
  - {id: US-TN}
priorities: [{id: stat, target: 30 min, attain: 90 %}, {id: routine}]
studies: [{id: ct, modality: CT, read: {constant: 10 min}}]
"""


def run(world, sites, *words):
    """The document of a run; sites: {id: (keys, [arrivals on its clock], priority if not the
    least urgent)}."""
    with tempfile.TemporaryDirectory() as folder:
        text = world + "sites:\n"
        for site, (keys, times, *priority) in sites.items():
            text += f"  - {{id: {site}, {keys}, demand: [{{study: ct, "
            for one in priority:
                text += f"priorities: [{{id: {one}, share: 100 %}}], "
            text += f"trace: {{file: {site}.csv}}}}]}}\n"
            with open(os.path.join(folder, site + ".csv"), "w", encoding="utf-8") as file:
                file.write("time\n" + "".join(t + "\n" for t in times))
        with open(os.path.join(folder, "world.yaml"), "w", encoding="utf-8") as file:
            file.write(text)
        said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json",
                               *words], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr + text
    return json.loads(said.stdout)


def waits(document):
    """Minutes from receipt until reading began, a site; None: it never did."""
    result = {}
    for site, of in document["by_site"].items():
        tat = of["tat_mean"]["mean"]
        result[site] = None if tat is None else round(tat - 10, 9)
    return result


class Dates(unittest.TestCase):
    def test_from_and_until_are_days_of_the_sites_own_clock(self):
        world = HEAD + ("readers: [{id: r, count: 2, licences: {hold: "
                        "[{id: US-TN, from: 2026-03-15, until: 2026-03-20}]}}]\n")
        east = "jurisdiction: US-TN, zone: America/New_York"
        west = "jurisdiction: US-TN, zone: America/Chicago"
        # one instant, 22:00 in the west; each waits for its own midnight
        both = run(world, {"east": (east, ["2026-03-14T23:00"]),
                           "west": (west, ["2026-03-14T22:00"])})
        self.assertEqual(waits(both), {"east": 60, "west": 120})
        # one instant, 23:30 in the west: there it is still the last day
        both = run(world, {"east": (east, ["2026-03-21T00:30"]),
                           "west": (west, ["2026-03-20T23:30"])})
        self.assertEqual(waits(both), {"east": None, "west": 0})
        self.assertEqual(both["by_site"]["east"]["unfinished"]["mean"], 1)

    def test_a_licence_that_ends_during_a_read_lets_it_be_finished(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [{id: US-IA, until: 2026-03-20}, "
                        "US-IL]}}]\n")
        iowa = "jurisdiction: US-IA"
        # the second waits for the first, and by then it is too late for it
        done = run(world, {"a": (iowa, ["2026-03-20T23:55"]), "b": (iowa, ["2026-03-20T23:56"])})
        self.assertEqual(waits(done), {"a": 0, "b": None})

    def test_a_read_put_down_after_the_end_is_not_begun_again(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [{id: US-IA, until: 2026-03-20}, "
                        "US-IL]}}]\ndispatch: {preempt: [stat]}\n")
        sites = {"a": ("jurisdiction: US-IA", ["2026-03-20T23:55"]),
                 "b": ("jurisdiction: US-IL", ["2026-03-21T00:01"], "stat")}
        done = run(world, sites)
        self.assertEqual(waits(done), {"a": None, "b": 0})
        # a day earlier it is taken up again: 6 min read, 10 min of the other, 4 min left
        sites = {"a": ("jurisdiction: US-IA", ["2026-03-19T23:55"]),
                 "b": ("jurisdiction: US-IL", ["2026-03-20T00:01"], "stat")}
        self.assertEqual(waits(run(world, sites)), {"a": 10, "b": 0})

    def test_what_is_on_a_readers_own_list_is_given_out_anew_when_his_licence_ends(self):
        # r has the first and, by the tie, the third on his list; at midnight s gets it, and has
        # it in hand when the second is done, at 00:05
        world = HEAD + ("readers: [{id: r, licences: {hold: [{id: US-IA, until: 2026-03-20}]}}, "
                        "{id: s, licences: {hold: US-IA}}]\ndispatch: {assign: shortest}\n")
        iowa = "jurisdiction: US-IA"
        got = run(world, {"a": (iowa, ["2026-03-20T23:54"]), "b": (iowa, ["2026-03-20T23:55"]),
                          "c": (iowa, ["2026-03-20T23:56"])})
        self.assertEqual(waits(got), {"a": 0, "b": 0, "c": 9})

    def test_a_lapse_and_its_renewal(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [{id: US-IA, until: 2026-03-14}, "
                        "{id: US-I*, from: 2026-03-16}]}}]\n")
        iowa = "jurisdiction: US-IA"
        got = run(world, {"a": (iowa, ["2026-03-14T23:59"]), "b": (iowa, ["2026-03-15T06:00"]),
                          "c": ("jurisdiction: US-IL", ["2026-03-16T12:00"])})
        self.assertEqual(waits(got), {"a": 0, "b": 18 * 60, "c": 0})

    def test_a_licence_over_a_clock_change(self):
        # run from 1 March; on 8 March 02:00 the clocks go on by an hour
        world = HEAD.replace("2026-03-12", "2026-03-01") + (
            "readers: [{id: r, licences: {apply: [{id: US-IA, on: 2026-03-07, lead: 2 d}]}}]\n")
        got = run(world, {"a": ("jurisdiction: US-IA", ["2026-03-08T12:00"])})
        # 48 h after 7 March 00:00 are 9 March 01:00; 12:00 to that is 13 h
        self.assertEqual(waits(got), {"a": 13 * 60})


    def test_on_call_he_is_called_only_for_what_he_may_read_then(self):
        # called at once by the second study that he may read, released when no more is there;
        # later the one that he may read by then does not suffice to call him
        world = HEAD + ("shifts: [{id: early, from: '08:00', to: '08:01'}, "
                        "{id: rest, from: '08:01', to: '08:00'}]\n"
                        "readers: [{id: r, licences: {hold: [{id: US-IA, from: 2026-03-14}, "
                        "US-IL]}, roster: [{shift: early, cycle: {on: 1 d, off: 30 d}}], "
                        "on-call: [{shift: rest, call-in: {backlog: 2}, response: 0 min, "
                        "release: {backlog: 0}}]}]\n")
        one = {"a": ("jurisdiction: US-IA", ["2026-03-13T12:00"]),
               "b": ("jurisdiction: US-IL", ["2026-03-13T12:01"])}
        self.assertEqual(waits(run(world, {**one, "c": ("jurisdiction: US-IL",
                                                         ["2026-03-13T12:05"])})),
                         {"a": None, "b": 4, "c": 10})
        # two that he may read are there at the first shift that begins after the licence has
        self.assertEqual(waits(run(world, one)), {"a": 20 * 60 + 1, "b": 20 * 60 + 10})


class Applications(unittest.TestCase):
    IDLE = {s: (f"jurisdiction: US-{s.upper()}", ["2026-03-12T00:00"]) for s in ("ia", "il", "mn")}

    def test_applied_for_and_granted_after_the_lead(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [US-TN], apply: [{id: US-IA, on: "
                        "2026-03-13, lead: 36 h, until: 2026-03-15}]}}]\n")
        got = run(world, {"a": ("jurisdiction: US-IA", ["2026-03-13T00:00"]),
                          "b": ("jurisdiction: US-IA", ["2026-03-16T00:00"])})
        self.assertEqual(waits(got), {"a": 36 * 60, "b": None})

    def test_a_compact_opens_all_its_jurisdictions_at_once(self):
        world = HEAD + ("readers: [{id: r, licences: {compacts: {id: imlc, on: 2026-03-13, "
                        "lead: {exponential: {mean: 5 d}}}}}]\n")
        got = sorted(waits(run(world, self.IDLE, "--seed", "5")).values())
        self.assertGreater(got[0], 24 * 60)
        self.assertAlmostEqual(got[1] - got[0], 10, 6)  # one reader, one after the other
        self.assertAlmostEqual(got[2] - got[1], 10, 6)

    def test_single_applications_have_each_their_own_lead(self):
        world = HEAD + ("readers: [{id: r, licences: {apply: {id: US-*, on: 2026-03-13, "
                        "lead: {exponential: {mean: 5 d}}}}}]\n")
        got = sorted(waits(run(world, self.IDLE, "--seed", "5")).values())
        self.assertGreater(got[1] - got[0], 20)
        self.assertGreater(got[2] - got[1], 20)

    def test_a_membership_of_old_needs_no_date(self):
        world = HEAD + "readers: [{id: r, count: 3, licences: {compacts: imlc}}]\n"
        self.assertEqual(waits(run(world, self.IDLE)), {"ia": 0, "il": 0, "mn": 0})

    def test_the_mean_of_a_lead(self):
        # A licence of mean lead m, applied for at the start, is held E(T - L)+ = T - m (1 -
        # e^(-T / m)) of a run of length T: the fee of 2000 readers tells it.
        world = HEAD + ("readers: [{id: r, count: 2000, licences: {apply: [{id: US-IA, on: "
                        "2026-03-12, lead: {exponential: {mean: 10 d}}}], fee: USD 365/yr}}]\n")
        got = run(world, {"a": ("jurisdiction: US-IA", ["2026-03-12T00:00"])})
        mean = got["overall"]["licence_cost"]["mean"] / 2000
        expected = 28 - 10 * (1 - math.exp(-2.8))
        second = 28 * 28 - 2 * 10 * (28 - 10 * (1 - math.exp(-2.8)))  # E of (T - L)+ squared
        sd = math.sqrt(second - expected * expected)
        self.assertLess(abs(mean - expected), 4 * sd / math.sqrt(2000))


class Fees(unittest.TestCase):
    ONE = {"a": ("jurisdiction: US-IA", ["2026-03-12T00:00"])}

    def cost(self, licences, *words):
        got = run(HEAD + f"readers: [{{id: r, count: 2, licences: {licences}}}]\n", self.ONE,
                  *words)
        return got["overall"]["licence_cost"]["mean"]

    def test_to_the_cent(self):
        fee = "fee: USD 730/yr"  # 2 a day, and two readers
        for licences, days in (
                (f"{{hold: [US-IA], {fee}}}", 28),
                (f"{{hold: [US-IA, US-IL], {fee}}}", 56),
                (f"{{hold: [US-IA], compacts: imlc, {fee}}}", 84),  # Iowa is paid once
                (f"{{hold: [{{id: US-IA, from: 2026-03-14}}], {fee}}}", 26),
                (f"{{hold: [{{id: US-IA, until: 2026-03-14}}], {fee}}}", 3),
                (f"{{hold: [{{id: US-IA, from: 2026-02-01, until: 2026-03-14}}, "
                 f"{{id: US-IA, from: 2026-03-14, until: 2026-03-16}}], {fee}}}", 5),
                (f"{{apply: [{{id: US-IA, on: 2026-03-20, lead: 36 h}}], {fee}}}", 18.5),
                (f"{{draw: {{count: 3}}, {fee}}}", 84),
                (f"{{draw: {{count: 3, until: 2026-03-14}}, {fee}}}", 9)):
            self.assertAlmostEqual(self.cost(licences), 4 * days, 9, licences)

    def test_over_a_clock_change_hours_count(self):
        # 29 March to the 30th inclusive, in Berlin: 47 h
        world = HEAD.replace("{id: US-TN}", "{id: DE}") + (
            "readers: [{id: r, licences: {hold: [{id: DE, from: 2026-03-29, until: 2026-03-30}], "
            "fee: USD 8760/yr}}]\n")
        got = run(world, {"a": ("jurisdiction: DE, zone: Europe/Berlin", ["2026-03-29T12:00"])})
        self.assertAlmostEqual(got["overall"]["licence_cost"]["mean"], 47, 9)

    def test_it_goes_to_the_provider_and_to_nobodys_study(self):
        world = HEAD + ("providers: [{id: p}, {id: q}]\nreaders: [{id: r, provider: p, count: 2, "
                        "licences: {hold: US-*, fee: USD 365/yr}}, {id: s, provider: q, "
                        "licences: {hold: US-IA}}]\n")
        got = run(world, self.ONE)
        self.assertAlmostEqual(got["by_provider"]["p"]["licence_cost"]["mean"], 2 * 4 * 28, 9)
        self.assertEqual(got["by_provider"]["q"]["licence_cost"]["mean"], 0)
        self.assertAlmostEqual(got["overall"]["cost"]["mean"], 2 * 4 * 28, 9)
        self.assertEqual(got["by_site"]["a"]["licence_cost"]["mean"], 0)


class Drawn(unittest.TestCase):
    def test_each_reader_gets_as_many_anew_in_each_replication(self):
        world = HEAD.replace("replications: 1", "replications: 200") + (
            "readers: [{id: r, licences: {draw: {count: 1, from: [US-I*, US-MN]}}}]\n")
        sites = {s: (f"jurisdiction: US-{s.upper()}", ["2026-03-12T00:00"])
                 for s in ("ia", "il", "mn", "tn")}
        got = run(world, sites)
        share = {s: of["reported"]["mean"] for s, of in got["by_site"].items()}
        self.assertEqual(share["tn"], 0)
        self.assertAlmostEqual(sum(share.values()), 1, 12)  # one of the three, always
        for site in ("ia", "il", "mn"):  # each in a third of 200
            self.assertLess(abs(share[site] - 1 / 3), 4 * math.sqrt(2 / 9 / 200))

    def test_a_larger_draw_keeps_what_a_smaller_one_has(self):
        sites = {s: (f"jurisdiction: US-{s.upper()}", ["2026-03-12T00:00"])
                 for s in ("ia", "il", "mn", "tn")}
        before = set()
        for count in range(1, 5):
            world = HEAD + f"readers: [{{id: r, licences: {{draw: {{count: {count}}}}}}}]\n"
            held = {s for s, w in waits(run(world, sites)).items() if w is not None}
            self.assertEqual(len(held), count)
            self.assertLess(before, held)
            before = held


class Privileges(unittest.TestCase):
    IOWA = "jurisdiction: US-IA"

    def test_asked_for_and_given_after_the_time_it_takes(self):
        world = HEAD + ("readers: [{id: r, count: 2, licences: {hold: US-*}, privileges: "
                        "[{sites: a}, {sites: b, on: 2026-03-13, credentialing: 1 d}]}]\n")
        got = run(world, {"a": (self.IOWA, ["2026-03-12T06:00"]),
                          "b": (self.IOWA, ["2026-03-12T06:00"]),
                          "c": (self.IOWA, ["2026-03-12T06:00"])})
        self.assertEqual(waits(got), {"a": 0, "b": 42 * 60, "c": None})

    def test_on_is_a_day_of_the_sites_clock(self):
        world = HEAD + ("readers: [{id: r, count: 2, licences: {hold: US-*}, privileges: "
                        "{on: 2026-03-13}}]\n")
        got = run(world, {
            "a": ("jurisdiction: US-TN, zone: America/New_York", ["2026-03-12T12:00"]),
            "b": ("jurisdiction: US-TN, zone: America/Chicago", ["2026-03-12T11:00"])})
        self.assertEqual(waits(got), {"a": 12 * 60, "b": 13 * 60})

    def test_each_copy_of_a_site_takes_its_own_time(self):
        world = HEAD + ("readers: [{id: r, count: 1, licences: {hold: US-*}, privileges: "
                        "{sites: a, on: 2026-03-12, "
                        "credentialing: {uniform: {min: 1 d, max: 9 d}}}}]\n")
        got = waits(run(world, {"a": ("count: 4, jurisdiction: US-IA", ["2026-03-12T00:00"])}))
        days = sorted(w / 1440 for w in got.values())
        self.assertEqual(len(days), 4)
        self.assertTrue(all(1 <= d <= 9.1 for d in days))
        self.assertGreater(min(b - a for a, b in zip(days, days[1:])), 0.01)

    def test_privileges_without_dates_beside_one_with(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [US-*]}, privileges: "
                        "[{sites: [b]}, {sites: [c], on: 2026-03-14}]}]\n")
        one = ["2026-03-13T12:00"]
        at = "jurisdiction: US-IA, zone: America/Chicago"
        found = waits(run(world, {"a": (at, one), "b": (at, one), "c": (at, one)}))
        self.assertEqual(found, {"a": None, "b": 0, "c": 720})

    def test_licence_and_privilege_are_both_needed(self):
        world = HEAD + ("readers: [{id: r, licences: {hold: [{id: US-IA, from: 2026-03-14}]}, "
                        "privileges: {on: 2026-03-13}}]\n")
        self.assertEqual(waits(run(world, {"a": (self.IOWA, ["2026-03-12T00:00"])})),
                         {"a": 2 * 1440})


class Standing(unittest.TestCase):
    def test_a_certification_is_asked_for_in_the_jurisdictions_named(self):
        world = HEAD.replace("modality: CT", "modality: CT, certification: {id: mqsa, in: [US-I*]}")
        sites = {"ia": ("jurisdiction: US-IA", ["2026-03-12T00:00"]),
                 "tn": ("jurisdiction: US-TN", ["2026-03-12T00:00"])}
        for group, expected in (("", {"ia": None, "tn": 0}),
                                (", certifications: mqsa", {"ia": 0, "tn": 0}),
                                (", certifications: [other]", {"ia": None, "tn": 0})):
            text = world + f"readers: [{{id: r, count: 2, licences: {{hold: US-*}}{group}}}]\n"
            self.assertEqual(waits(run(text, sites)), expected)

    def test_of_several_certifications_all_that_apply_are_asked_for(self):
        world = HEAD.replace("modality: CT", "modality: CT, certification: [one, {id: two, in: "
                             "US-IA}]")
        sites = {"ia": ("jurisdiction: US-IA", ["2026-03-12T00:00"]),
                 "tn": ("jurisdiction: US-TN", ["2026-03-12T00:00"])}
        for held, expected in (("[one]", {"ia": None, "tn": 0}),
                               ("[two, one]", {"ia": 0, "tn": 0})):
            text = world + (f"readers: [{{id: r, count: 2, licences: {{hold: US-*}}, "
                            f"certifications: {held}}}]\n")
            self.assertEqual(waits(run(text, sites)), expected)

    def test_images_stay_in_their_region(self):
        world = HEAD.replace("  - {id: US-TN}\n", "  - {id: US-TN}\n"
                             "  - {id: DE, region: EU, residency: EU}\n"
                             "  - {id: FR, region: EU}\n  - {id: CH, residency: CH}\n")
        sites = {"de": ("jurisdiction: DE", ["2026-03-12T00:00"]),
                 "ch": ("jurisdiction: CH", ["2026-03-12T00:00"]),
                 "tn": ("jurisdiction: US-TN", ["2026-03-12T00:00"])}
        for located, may in (("", {"tn"}), (", located: FR", {"de", "tn"}),
                             (", located: EU", {"de", "tn"}), (", located: CH", {"ch", "tn"}),
                             (", located: US-IA", {"tn"})):
            text = world + (f"readers: [{{id: r, count: 3, licences: {{hold: [\"*\"]}}{located}}}]"
                            "\n")
            got = {s for s, w in waits(run(text, sites)).items() if w is not None}
            self.assertEqual(got, may, located)


if __name__ == "__main__":
    unittest.main()
