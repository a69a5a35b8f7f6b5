"""telerad check --why and --coverage where licences depend on the date: every reason by its words.
SPDX-License-Identifier: GPL-3.0-or-later"""
from support import Case, main

WORLD = """\
telerad: 1
name: Why
run: {zone: America/Chicago, start: 2026-03-02T00:00, duration: 28 d, replications: 1}
jurisdictions:
  - {id: US-IA, compact: imlc}
  - {id: US-NY}
  - {id: DE, region: EU, residency: EU}
priorities: [{id: stat, target: 30 min, attain: 90 %}, {id: routine}]
studies:
  - {id: ct, modality: CT, read: {constant: 10 min}}
  - {id: ct-head, modality: CT, skill: neuro, read: {constant: 10 min}}
  - {id: mg, modality: MG, certification: {id: mqsa, in: US-*}, read: {constant: 3 min}}
sites:
  - id: albany
    jurisdiction: US-NY
    zone: America/New_York
    demand: [{study: ct, rate: 4/day}]
  - id: story
    count: 2
    jurisdiction: US-IA
    demand: [{study: ct, rate: 4/day}, {study: ct-head, rate: 4/day}, {study: mg, rate: 4/day}]
  - {id: ulm, jurisdiction: DE, zone: Europe/Berlin, demand: [{study: ct, rate: 4/day}]}
shifts: [{id: night, from: "19:00", to: "07:00"}]
providers: [{id: own}, {id: far}, {id: edge}, {id: none}, {id: north}]
coverage:
  - {provider: own}
  - {provider: far, overflow-after: 15 min}
  - {provider: edge, when: night, priorities: [stat], share: 30 %, overflow-queue: 4}
  - {provider: north, sites: albany}
readers:
"""
HELD = "licences: {hold: US-IA}"
NOON = "story-1/ct@2026-03-12T12:00"


class Why(Case):
    def asked(self, group, why):
        """The row of one group, as (verdict, words)."""
        self.write("why.yaml", WORLD + "  - {id: all, count: 7, licences: {hold: \"*\"}, provider: "
                   "own, certifications: mqsa, skills: neuro, located: DE}\n  - {id: x, " + group
                   + "}\n")
        lines = self.call("check", "why.yaml", "--why", why).stdout.splitlines()
        self.assertEqual(len(lines), 4)
        _, verdict, words = lines[3].split(None, 2)
        return verdict, words

    def check(self, group, why, verdict, words):
        self.assertEqual(self.asked(group, why), (verdict, words))

    def test_the_answer_as_a_whole(self):
        self.check("provider: own, " + HELD, "albany/ct@2026-03-12T02:00", "no",
                   "it never has a licence of US-NY")
        done = self.call("check", "why.yaml", "--why", "albany/ct@2026-03-12T02:00")
        self.assertEqual(done.stdout, (
            "Who may read ct of albany at 2026-03-12T02:00 (America/Chicago), 2026-03-12T03:00 at "
            "the site (America/New_York)\n"
            "  group  may read  why\n"
            "  all    yes       on shift: all-1, all-2, all-3, all-4, all-5 and 2 more\n"
            "  x      no        it never has a licence of US-NY\n"))

    def test_no_coverage(self):
        self.check(HELD, NOON, "no", "it has no provider, and `coverage` lets only providers read")
        self.check("provider: none, " + HELD, NOON, "no",
                   "its provider `none` is not in `coverage`")
        self.check("provider: north, " + HELD, NOON, "no",
                   "no entry of `coverage` lets `north` read these")

    def test_not_able(self):
        self.check("provider: own, modalities: DX, " + HELD, NOON, "no", "it does not read CT")
        self.check("provider: own, " + HELD, "story-1/ct-head@2026-03-12T12:00", "no",
                   "it has not the skill `neuro`")
        self.check("provider: own, " + HELD, "story-1/mg@2026-03-12T12:00", "no",
                   "it has not the certification `mqsa`, asked for in US-IA")

    def test_licences(self):
        iowa = "provider: own, licences: {hold: {id: US-IA, %s}}"
        self.check(iowa % "from: 2026-03-15", NOON, "no",
                   "it has a licence of US-IA only from 2026-03-15 on")
        self.check(iowa % "until: 2026-03-11", NOON, "no",
                   "it had a licence of US-IA until 2026-03-11")
        self.check(iowa % "until: 2026-03-12", NOON, "yes", "on shift: x-1")
        self.check(iowa % "from: 2026-03-12", NOON, "yes", "on shift: x-1")

    def test_licences_that_are_applied_for(self):
        asked = "provider: own, licences: {apply: {id: US-IA, on: 2026-03-10, lead: %s}}"
        self.check(asked % "3 d", NOON, "no", "it has a licence of US-IA only from 2026-03-13 on")
        self.check(asked % "2 d", NOON, "yes", "on shift: x-1")
        mean = asked % "{exponential: {mean: 60 h}}"
        self.check(mean, "story-1/ct@2026-03-09T12:00", "no", "it applies for a licence of US-IA "
                   "only on 2026-03-10, and has it on average from 2026-03-12T12:00 on")
        self.check(mean, "story-1/ct@2026-03-12T11:59", "no", "it waits for a licence of US-IA, "
                   "applied for on 2026-03-10, on average until 2026-03-12T12:00")
        self.check(mean, NOON, "perhaps", "on shift: x-1; if it has a licence of US-IA, on average "
                   "from 2026-03-12T12:00 on")

    def test_compacts_and_draws(self):
        self.check("provider: own, licences: {compacts: {id: imlc, on: 2026-03-02, lead: 30 d}}",
                   NOON, "no", "it has a licence of US-IA only from 2026-04-01T01:00 on")
        self.check("provider: own, licences: {compacts: imlc}", NOON, "yes", "on shift: x-1")
        self.check("provider: own, count: 2, licences: {draw: {count: 1, from: US-*}}", NOON,
                   "perhaps", "on shift: x-1, x-2; if it has a licence of US-IA: each reader draws "
                   "1 of 2")
        self.check("provider: own, licences: {draw: {count: 2, from: US-*}}", NOON, "yes",
                   "on shift: x-1")
        self.check("provider: own, licences: {draw: {count: 1, from: US-NY}}", NOON, "no",
                   "it never has a licence of US-IA")

    def test_privileges(self):
        own = "provider: own, " + HELD + ", privileges: %s"
        self.check(own % "{sites: story-2}", NOON, "no", "it never has privileges at `story-1`")
        self.check(own % "{sites: story, on: 2026-03-11, credentialing: 36 h}", NOON, "yes",
                   "on shift: x-1")
        self.check(own % "{sites: story, on: 2026-03-11, credentialing: 37 h}", NOON, "no",
                   "it has privileges at `story-1` only from 2026-03-12T13:00 on")
        self.check(own % "{on: 2026-03-11, credentialing: {exponential: {mean: 2 d}}}", NOON, "no",
                   "it waits for privileges at `story-1`, applied for on 2026-03-11, on average "
                   "until 2026-03-13")

    def test_residency(self):
        ulm = "ulm/ct@2026-03-12T12:00"
        self.check("provider: own, licences: {hold: DE}", ulm, "no",
                   "images of DE stay in EU, and it does not say where it sits (`located`)")
        self.check("provider: own, located: US-NY, licences: {hold: DE}", ulm, "no",
                   "images of DE stay in EU, and it sits in US-NY")
        self.check("provider: own, located: DE, licences: {hold: DE}", ulm, "yes", "on shift: x-1")

    def test_coverage_then(self):
        self.check("provider: edge, " + HELD, NOON, "no",
                   "no entry of its provider in `coverage` is open then; the next opens "
                   "2026-03-12T19:00")
        self.check("provider: edge, " + HELD, "story-1/ct@2026-03-12T20:00", "perhaps",
                   "on shift: x-1; while 4 such reads or more wait, 30 % of them, only stat")
        self.check("provider: far, " + HELD, NOON, "perhaps",
                   "on shift: x-1; after 15 min of waiting")

    def test_off_shift(self):
        self.check("provider: own, roster: [{shift: night}], " + HELD, NOON, "no",
                   "nobody of it is on shift; the next shift begins 2026-03-12T19:00")

    def test_the_first_reason_is_told(self):
        # wrong in everything: each thing put right shows the next
        keys = ["provider: edge", "skills: neuro", "certifications: mqsa", "licences: {hold: DE}"]
        wrong = ["modalities: DX", "licences: {hold: US-NY}", "roster: [{shift: night}]"]
        self.assertEqual(self.asked(", ".join(wrong), NOON)[1][:22], "it has no provider, an")
        self.assertEqual(self.asked(", ".join(wrong + keys[:1]), NOON)[1], "it does not read CT")
        wrong = wrong[1:]
        self.assertEqual(self.asked(", ".join(wrong + keys[:1]), NOON)[1],
                         "it never has a licence of US-IA")

    def test_the_document(self):
        self.asked("provider: own, count: 2, licences: {draw: {count: 1, from: US-*}}", NOON)
        done = self.json("check", "why.yaml", "--why", NOON)
        why = done["why"]
        self.assertEqual((why["site"], why["study"], why["instant"]),
                         ("story-1", "ct", "2026-03-12T12:00:00-05:00"))
        self.assertEqual([g["group"] for g in why["groups"]], ["all", "x"])
        self.assertEqual(why["groups"][0], {
            "group": "all", "may_read": True, "sure": True, "reason": None, "says": "",
            "readers": ["all-%d" % i for i in range(1, 8)]})
        self.assertEqual(why["groups"][1], {
            "group": "x", "may_read": True, "sure": False, "reason": None,
            "says": "if it has a licence of US-IA: each reader draws 1 of 2",
            "readers": ["x-1", "x-2"]})
        self.asked("provider: own, " + HELD, "albany/ct@2026-03-12T02:00")
        done = self.json("check", "why.yaml", "--why", "albany/ct@2026-03-12T02:00")
        self.assertEqual(done["why"]["groups"][1], {
            "group": "x", "may_read": False, "sure": True, "reason": "licence",
            "says": "it never has a licence of US-NY", "readers": []})
        self.assertNotIn("why", self.json("check", "why.yaml"))

    def test_what_cannot_be_asked(self):
        self.asked("provider: own, " + HELD, NOON)
        for why, said in (
                ("story-1/ct", "--why is `story-1/ct`; write SITE/STUDY@INSTANT, as in "
                 "albany/ct@2026-03-02T00:00"),
                ("story-1/ct@noon", "--why is `story-1/ct@noon`; write SITE/STUDY@INSTANT, as in "
                 "albany/ct@2026-03-02T00:00"),
                ("story/ct@2026-03-12T12:00", "--why: `story/ct` is not a site and a study type of "
                 "this scenario; write one of each, as in albany/ct (a copy of a site has its own "
                 "id)"),
                ("story-1/ct@2026-03-30T01:00", "--why: 2026-03-30T01:00 is outside the run; name "
                 "an instant from 2026-03-02T00:00 until before 2026-03-30T01:00")):
            done = self.call("check", "why.yaml", "--why", why, status=2)
            self.assertEqual(done.stderr, f"telerad: error: {said}\n")
            self.assertEqual(done.stdout, "")
        done = self.call("check", "why.yaml", "--why", NOON, "--resolved", status=2)
        self.assertIn("leave out --why", done.stderr)


class Cover(Case):
    def gaps(self, licences, more=""):
        self.write("cover.yaml", WORLD[:WORLD.index("providers:")] + "readers: [{id: x, "
                   "certifications: mqsa, skills: neuro, located: DE, licences: " + licences
                   + more + "}]\n")
        done = self.json("check", "cover.yaml")
        return {(g["site"], g["study"], g["from"][:16], g["to"][:16])
                for g in done["coverage_gaps"]}

    def test_a_gap_before_and_after_a_licence(self):
        got = self.gaps("{hold: [US-IA, DE, {id: US-NY, from: 2026-03-05, until: 2026-03-20}]}")
        # midnights of New York on the clock of Chicago
        self.assertEqual(got, {("albany", "ct", "2026-03-02T00:00", "2026-03-04T23:00"),
                               ("albany", "ct", "2026-03-20T23:00", "2026-03-30T01:00")})

    def test_a_licence_that_begins_with_a_clock_is_no_matter_of_the_clock(self):
        self.gaps("{hold: [US-IA, DE, {id: US-NY, from: 2026-03-08}]}")
        said = self.call("check", "cover.yaml").stdout
        self.assertIn("some study has no reader on shift", said)
        self.assertNotIn("because a clock changes", said)

    def test_random_leads_count_by_their_mean_and_draws_as_held(self):
        got = self.gaps("{hold: [US-IA, DE], apply: {id: US-NY, on: 2026-03-05, lead: "
                        "{exponential: {mean: 36 h}}}}")
        self.assertEqual(got, {("albany", "ct", "2026-03-02T00:00", "2026-03-06T11:00")})
        said = self.call("check", "cover.yaml").stdout
        self.assertIn("Random lead times of licences and privileges count by their mean.", said)
        self.assertNotIn("drawn", said)
        self.assertEqual(self.gaps("{hold: [US-IA, DE], draw: {count: 1}}"), set())
        self.assertIn("Licences that are drawn count as if every reader had drawn them.",
                      self.call("check", "cover.yaml").stdout)

    def test_privileges_by_site(self):
        got = self.gaps("{hold: \"*\"}", ", privileges: [{sites: [albany, story, ulm]}]")
        self.assertEqual(got, set())
        got = self.gaps("{hold: \"*\"}", ", privileges: [{sites: [albany, story-1]}, {sites: "
                        "[story-2, ulm], on: 2026-03-04}]")
        self.assertEqual(got, {("story-2", s, "2026-03-02T00:00", "2026-03-04T00:00")
                               for s in ("ct", "ct-head", "mg")}
                         | {("ulm", "ct", "2026-03-02T00:00", "2026-03-03T17:00")})

    def test_an_entry_of_coverage_covers_its_own_sites_alone(self):
        north = "north, sites: albany, when: night}\n  - {provider: north, sites: story-1}"
        self.write("sites.yaml", WORLD.replace("north, sites: albany}", north)
                   + "  - {id: x, provider: north, licences: {hold: \"*\"}, skills: neuro, "
                   "certifications: mqsa}\n  - {id: y, provider: own, located: DE, licences: "
                   "{hold: \"*\"}, privileges: {sites: [story-2, ulm]}, skills: neuro, "
                   "certifications: mqsa}\n")
        gaps = self.json("check", "sites.yaml")["coverage_gaps"]
        self.assertEqual({g["site"] for g in gaps}, {"albany"})
        self.assertEqual(len(gaps), 28)  # each day from 07:00 to 19:00


if __name__ == "__main__":
    main()
