"""Common random numbers: whatever else of scenarios/everything.yaml is changed, the k-th study of
a site's demand entry has the same arrival, sizes, findings, reading times and AI verdicts, to the
bit. Each change must change some result, or it would prove nothing.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import re
import shutil
import subprocess
import sys
import unittest

import h5py
import numpy
import yaml

from support import SOURCE, TELERAD, Case, strict

RUN = ["--set", "run.end=2026-03-12T00:00", "--set", "run.warmup=2 d", "--set", "run.drain=1 d"]
KEPT = ("study_type", "priority", "arrived", "bytes", "prior_bytes", "base", "findings")

# Changes of what is not of demand: settings for --set.
CHANGES = {
    # staffing
    "readers more": ["readers.mumbai.count=6"],
    "a roster of more": ["readers.iowa.roster.days.of=4"],
    "other hours": ['shifts.day.to="17:00"'],
    "other turns": ["readers.mumbai.roster.night.cycle.on=3 d"],
    "breaks": ["readers.iowa.breaks.lunch.length=2 h"],
    "hand-over": ["readers.mumbai.shift-end=hand-back"],
    "absence": ["readers.iowa.absence=30 %"],
    "called sooner": ["readers.iowa.on-call.nights.call-in.backlog=5"],
    "fatigue": ["readers.iowa.fatigue.after=1 h", "readers.iowa.fatigue.reading=20 %/h"],
    "interruptions": ["readers.iowa.interruptions.rate=20/h"],
    "a limit": ["readers.iowa.limit.studies=10"],
    "pace": ["readers.iowa.pace={lognormal: {median: 1.2, p90: 1.6}}"],
    "pace by modality": ["readers.iowa.pace-by-modality.CT=1.5"],
    "learning": ["readers.resident.learning.factor=3"],
    "skills": ["readers.prairie.skills=[neuro, body]"],
    "modalities": ["readers.iowa.modalities=[CT, DX, MR]"],
    "what a report is": ["readers.cork.reads=preliminary"],
    "a shorter stay": ["readers.iowa.stay.at-most=1 min"],
    "slower to come": ["readers.iowa.on-call.nights.response=3 h"],
    "standing by for less": ["readers.iowa.on-call.nights.call-in.oldest=5 min"],
    # licences
    "a licence that ends": ["readers.iowa.licences.hold.US-IL.until=2026-03-04"],
    "a slower board": ["readers.mumbai.licences.apply.US-IL.lead=200 d"],
    "a compact": ["readers.prairie.licences.compacts=[]"],
    "a draw": ["readers.prairie.licences.compacts=[]", "readers.prairie.licences.draw.count=3"],
    "fees": ["readers.iowa.licences.fee=USD 900/yr"],
    "credentialing": ["readers.prairie.privileges.hospitals.credentialing=200 d"],
    "certification": ["readers.prairie.certifications=[]"],
    "residency": ["jurisdictions.IE.residency=IE", "readers.cork.located=IN"],
    "privileges": ["readers.prairie.privileges.hospitals.sites=[mercer]"],
    # routing
    "overflow": ["coverage.overflow.overflow-after=5 min"],
    "overflow by queue": ["coverage.queue.overflow-queue=3"],
    "a share": ["coverage.planned.share=10 %"],
    "covered sites": ["coverage.nights.sites=[story-1]"],
    "final reads": ["final-reads.time=100 %"],
    "signing": ["attending.time=100 %"],
    "double reads": ["double-reads.screening.share=20 %"],
    "disagreement": ["double-reads.screening.disagree=40 %"],
    "peer review": ["peer-review.share=30 %"],
    "withdrawal": ["sites.mercer.withdraw.after=20 min"],
    "escalation": ["priorities.routine.escalate.after=30 min"],
    "first come": ["dispatch.order=fifo", "dispatch.pick=best"],
    "deadline": ["dispatch.order=deadline", "dispatch.pick=best"],
    "slack": ["dispatch.order=slack", "dispatch.pick=best"],
    "accumulating": ["dispatch.order=accumulating", "dispatch.pick=best"],
    "a weight": ["dispatch.order=accumulating", "dispatch.pick=best", "priorities.urgent.weight=9"],
    "the richest first": ["dispatch.pick=richest"],
    "the shortest first": ["dispatch.pick=shortest"],
    "no pre-emption": ["dispatch.preempt=[]"],
    "from nothing": ["dispatch.preempt=[stroke, stat]", "dispatch.resume=restart"],
    "pushed to the shortest": ["dispatch.assign=shortest"],
    "pushed to the least work": ["dispatch.assign=least-work"],
    "pushed in turn": ["dispatch.assign=round-robin"],
    "pushed at random": ["dispatch.assign=random"],
    "the fastest": ["dispatch.tie=fastest"],
    "anybody": ["dispatch.tie=random"],
    # AI
    "sensitivity": ["ai.ich-triage.sensitivity=70 %"],
    "AI servers": ["ai.ich-triage.servers=1", "ai.ich-triage.time=9 min"],
    "AI raises less": ["ai.ich-triage.on-positive.priority=stat"],
    "a curve": ["ai.chest-normal.roc.sensitivity=90 %"],
    "nothing by the tool alone": ["ai.chest-normal.autonomous=false"],
    "what is drafted": ["ai.mammo-cad.draft.saves=60 %"],
    "a threshold": ["ai.spine-fracture.roc.threshold=0.5"],
    # quality
    "discrepancies": ["readers.mumbai.discrepancy.share=20 %"],
    "classes": ["readers.mumbai.discrepancy.classes.major.share=90 %"],
    "difficulty": ["studies.ct-head.difficulty=5"],
    "calls": ["findings.ich.critical.call=15 min"],
    "a promise of calls": ["findings.ich.critical.within=3 min"],
    # transport
    "a line": ["links.county-wan.bandwidth=20 Mbit/s"],
    "a line that often fails": ["outages.wan.mtbf=8 h", "outages.wan.mttr=2 h"],
    "an earlier upgrade": ["outages.upgrade.window={from: 2026-03-05T10:00, to: 2026-03-05T14:00}"],
    # money
    "pay": ["readers.iowa.cost.per-hour=USD 210"],
    "overtime": ["readers.iowa.cost.overtime=200 %"],
    "standing by": ["readers.iowa.cost.on-call-per-hour=USD 50"],
    "a price": ["providers.nightco.price.per-read=USD 50"],
    "a price by modality": ["providers.prairie.price.by-modality.CT=USD 80"],
    "a price at night": ["providers.prairie.price.when.night.factor=2"],
    "a tier": ["providers.nightco.price.tiers=[{above: 10/month, per-read: USD 20}]"],
    "a minimum": ["providers.nightco.price.minimum=90000/month"],
    "a penalty": ["providers.nightco.penalties=[{priority: stroke, per-miss: USD 9}]"],
    "a rate of exchange": ["exchange.EUR=USD 1.2"],
    "AI's price": ["ai.ich-triage.price=USD 2"],
}
# Changes that would move one demand entry, and nothing else's.
OWN = {
    "a rate": (["sites.mercer.demand.ct-head.rate=40/day"], ("mercer", 0)),
    "a profile": (["sites.mercer.demand.mr-knee.profile=ed"], ("mercer", 2)),
    "dispersion": (["sites.story.demand.head.dispersion=0.5"], ("story", 0)),
    "growth": (["sites.story.demand.head.growth=400 %/yr"], ("story", 0)),
    "acquisition": (["sites.story.demand.head.acquire=3 h"], ("story", 0)),
    "a surge": (["surges.flu.from=2026-03-03T00:00"], ("story", 1)),
    "a batch": (["sites.van.demand.mg-screen.batch.size=9"], ("van", 0)),
    "a hold": (['sites.van.demand.dx-chest.hold.until=["09:00"]'], None),
    "a record": (["sites.university.demand.ct-body.trace.share=30 %"], ("university", 0)),
}
# Changes of what is drawn with a study, and the column that then moves.
DRAWN = {
    "reading times": (["studies.ct-body.read=15 min"], {"base"}),
    "sizes": (["studies.ct-body.images=600 MB"], {"bytes"}),
    "priors": (["studies.ct-head.priors.share=80 %"], {"prior_bytes"}),
    "prevalence": (["studies.dx-chest.findings.pneumothorax.prevalence=20 %"], {"findings"}),
    "urgency": (["sites.galway.demand.dx-chest.priorities=[{id: stat, share: 100 %}]"],
                {"priority"}),
}
# Changes of a whole entry: YAML that is read over the scenario.
ENTRIES = {
    "a group more": "readers: [{id: ames, licences: {hold: [US-IA]}, provider: county}]",
    "a tool more": "ai: [{id: second-look, finding: ich, sensitivity: 99 %, specificity: 20 %, "
                   "studies: [ct-head], time: 5 s, on-positive: {priority: stroke}}]",
    "a tool that fails": "outages: [{id: a, of: 'ai:ich-triage', mtbf: 9 h, mttr: 3 h}]",
    "a provider that fails": "outages: [{id: a, of: 'provider:nightco', mtbf: 9 h, mttr: 3 h}]",
}


def is_of(study, demand):
    """Is it of this demand entry, of any copy of the site?"""
    return (demand is not None and study[1] == demand[1] and
            re.match(demand[0] + r"(-\d+)?$", study[0]) is not None)


class Trace:
    """The studies of a run by (site, demand entry's place, count, member), and its numbers."""

    def __init__(self, case, name, settings=()):
        words = [word for setting in settings for word in ("--set", setting)]
        out = case.path("trace.h5")
        done = subprocess.run([TELERAD, "run", name, "-n", "1", "--json", "--trace", "-o", out,
                               *RUN, *words], cwd=case.folder.name, capture_output=True,
                              encoding="utf-8", timeout=300, check=False)
        case.assertEqual(done.returncode, 0, done.stderr)
        self.numbers = strict(done.stdout)
        del self.numbers["wall_s"], self.numbers["scenario"]
        with h5py.File(out) as file:
            columns = {key: file["trace"][key][...] for key in file["trace"]}
            names = {key: [text.decode() for text in file[key][...]]
                     for key in ("site", "study", "priority")}
            self.tools = [text.decode() for text in file["ai/ai"][...]]
        for key, scale in (("site", "site"), ("study_type", "study"), ("priority", "priority")):
            columns[key] = numpy.array(names[scale])[columns[key]]
        self.columns = columns
        self.keys = list(zip(columns["site"].tolist(), columns["demand"].tolist(),
                             columns["count"].tolist(), columns["member"].tolist()))
        self.row = {key: i for i, key in enumerate(self.keys)}
        case.assertEqual(len(self.row), len(self.keys), "a study is there twice")

    def verdicts(self, tool):
        """{study: positive} of the studies of which a tool said something."""
        bit = numpy.uint32(1 << self.tools.index(tool))
        said = (self.columns["ai_verdicts"] & bit) != 0
        positive = (self.columns["ai_positives"] & bit) != 0
        return {self.keys[i]: bool(positive[i]) for i in numpy.flatnonzero(said)}


class CommonNumbers(Case):
    def setUp(self):
        super().setUp()
        shutil.copytree(os.path.join(SOURCE, "scenarios"), self.folder.name, dirs_exist_ok=True)
        self.base = Trace(self, "everything.yaml")
        self.assertGreater(len(self.base.keys), 1000)

    def differing(self, trace, studies):
        """The columns in which some of these studies differ."""
        rows = [numpy.array([one.row[key] for key in studies]) for one in (self.base, trace)]
        return {column for column in KEPT
                if not numpy.array_equal(self.base.columns[column][rows[0]],
                                         trace.columns[column][rows[1]],
                                         equal_nan=self.base.columns[column].dtype.kind == "f")}

    def check(self, trace, moved=(), demand=None, tools=()):
        """Only the columns `moved`, the studies of `demand` and the verdicts of `tools` differ."""
        self.assertFalse(trace.numbers == self.base.numbers, "the change changes nothing")
        common = [key for key in self.base.keys if not is_of(key, demand)]
        others = [key for key in trace.keys if not is_of(key, demand)]
        self.assertTrue(others == common, "other studies, or in another order")
        self.assertEqual(self.differing(trace, common), set(moved))
        for tool in set(self.base.tools) & set(trace.tools) - set(tools):
            before, after = self.base.verdicts(tool), trace.verdicts(tool)
            both = [key for key in before if key in after and not is_of(key, demand)]
            self.assertTrue(both or demand, tool)
            self.assertFalse([key for key in both if after[key] != before[key]], tool)

    def each(self, table, look):
        for name, change in table.items():
            with self.subTest(name):
                look(change)

    def test_what_is_not_of_demand(self):
        def look(settings):
            changed = [word.split(".")[1] for word in settings
                       if word.startswith("ai.") and ("sensitivity" in word or "roc" in word)]
            self.check(Trace(self, "everything.yaml", settings), tools=changed)

        self.each(CHANGES, look)

    def test_another_demand_entry(self):
        self.each(OWN, lambda change: self.check(Trace(self, "everything.yaml", change[0]),
                                                 demand=change[1]))

    def test_one_draw_moves_no_other(self):
        self.each(DRAWN, lambda change: self.check(Trace(self, "everything.yaml", change[0]),
                                                   moved=change[1]))

    def test_entries_more(self):
        def look(text):
            self.write("changed.yaml", "include: [everything.yaml]\n" + text + "\n")
            yaml.safe_load(text)
            self.check(Trace(self, "changed.yaml"))

        self.each(ENTRIES, look)

    def test_an_outage_of_a_site_moves_its_arrivals_alone(self):
        self.write("changed.yaml", "include: [everything.yaml]\n"
                   "outages: [{id: a, of: 'site:mercer', mtbf: 2 d, mttr: 3 h}]\n")
        trace = Trace(self, "changed.yaml")
        self.assertEqual(set(trace.keys), set(self.base.keys))
        self.assertEqual(self.differing(trace, self.base.keys), {"arrived"})
        others = [key for key in self.base.keys if key[0] != "mercer"]
        self.assertEqual(self.differing(trace, others), set())

    def test_a_larger_share_of_bundles_moves_no_patient(self):
        trace = Trace(self, "everything.yaml", ["studies.ct-head.bundle.share=90 %"])
        self.assertTrue(set(self.base.keys) < set(trace.keys))
        self.assertTrue(all(key[3] > 0 for key in set(trace.keys) - set(self.base.keys)))
        self.assertEqual(self.differing(trace, [key for key in self.base.keys if key[3] == 0]),
                         set())

    def test_a_weaker_tool_calls_fewer_of_the_same(self):
        trace = Trace(self, "everything.yaml", ["ai.ich-triage.sensitivity=70 %"])
        before, after = self.base.verdicts("ich-triage"), trace.verdicts("ich-triage")
        both = set(before) & set(after)
        self.assertTrue(all(before[key] for key in both if after[key]))
        self.assertTrue(any(before[key] and not after[key] for key in both))


if __name__ == "__main__":
    if not os.access(TELERAD, os.X_OK):
        print("no program at", TELERAD)
        sys.exit(77)
    unittest.main()
