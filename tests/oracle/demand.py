# Where studies come from in one replication.
# SPDX-License-Identifier: GPL-3.0-or-later
import bisect
import math
from fractions import Fraction

import clock
from quantity import DAY, MINUTE

QUARTER = 15 * MINUTE


class Study:
    def __init__(self, site, kind, rank, tie):
        self.site, self.kind, self.ordered, self.tie = site, kind, rank, tie
        self.rank = rank     # the present one
        self.raised = False  # by an AI or by waiting
        self.arrived = self.received = self.begun = self.reported = self.finalled = None
        self.withdrawn = None
        self.waits_from = math.inf  # the whole bundle is there
        self.preliminary = False
        self.reporter = None      # provider of the first report
        self.first_reader = self.final_reader = None
        self.people = set()       # who read it up to the first report
        self.read_us = 0          # in hand until the first report
        self.bundle = [self]      # all of its patient, head first
        self.positive = False     # some tool said so
        self.saves = Fraction(0)  # by a tool's draft
        self.wrong = self.found_wrong = False
        self.autonomous = None    # the tool that reported it
        self.call_end = self.calls_met = None

    def open(self):
        return self.reported is None and self.withdrawn is None


class Demand:
    """Part of Replication."""

    def demand(self):
        for site in self.w.sites:
            factors = {}  # of the site's days, shared by its entries
            for place, entry in enumerate(site["demand"]):
                times = sorted(t for t in self.orders(site, entry, factors)
                               if self.w.first <= t < self.w.end)
                for number, at in enumerate(times):
                    self.order(site, (place, number), entry, at)

    def order(self, site, place, entry, at):
        """A patient's studies, drawn when ordered; they arrive if that is before the end."""
        ranks, shares = zip(*entry["priorities"])
        rank = self.random.choices(ranks, shares)[0]
        kinds = [entry["study"]]
        if self.random.random() < kinds[0]["bundle"]:
            kinds += [self.w.studies[name] for name in kinds[0]["with"]]
        arrived = at
        if entry["acquire"] is not None:
            arrived += self.whole(entry["acquire"].draw(self.random))
        arrived = self.back(("site", site["id"]), arrived)
        if arrived >= self.w.end:
            return
        sent = arrived
        if entry["hold"] is not None:
            sent = entry["hold"][bisect.bisect_left(entry["hold"], arrived)]
        bundle = []
        for member, kind in enumerate(kinds):
            study = Study(site, kind, rank, (site["id"].encode(),) + place + (member,))
            study.arrived, study.bundle = arrived, bundle
            self.draw(study)
            bundle.append(study)
            self.studies.append(study)
            self.push(sent, self.SEND, study)

    def draw(self, study):
        kind, random = study.kind, self.random
        study.size = Fraction(kind["images"].draw(random))
        if random.random() < kind["priors"]:
            study.size += Fraction(kind["prior"].draw(random))
        study.base = Fraction(kind["read"].draw(random))
        study.found = {f for f, p in kind["findings"] if random.random() < p}
        study.patience = None
        if study.site["patience"] is not None and study.ordered in study.site["withdraws"]:
            study.patience = self.whole(study.site["patience"].draw(random))
        study.shares = [random.random() < c["share"] for c in self.w.coverage or []]
        study.double = self.w.doubles.get(kind["id"])
        if study.double is not None and random.random() >= study.double["share"]:
            study.double = None
        study.disagree = study.double is not None and random.random() < study.double["disagree"]
        study.review = self.w.review is not None and random.random() < self.w.review["share"]

    # The instants at which an entry's studies are ordered.

    def orders(self, site, entry, factors):
        if entry["trace"]:
            return self.traced(site, entry)
        if entry["at"] is not None:
            times = entry["at"]
        else:
            times = self.poisson(site, entry, factors)
        if entry["size"] is None:
            return times
        return [at for at in times
                for _ in range(max(1, int(entry["size"].draw(self.random) + Fraction(1, 2))))]

    def traced(self, site, entry):
        rows, part = entry["trace"]
        if entry["resample"]:
            rows = self.resampled(rows, site["zone"])
        return [at + (int(self.random.random() * spread) if spread else 0)
                for at, count, spread in rows for _ in range(count)
                if part >= 1 or self.random.random() < part]

    def resampled(self, rows, zone):
        days, recorded = {}, [clock.local_of(at, zone) for at, _, _ in rows]
        for local, (_, count, spread) in zip(recorded, rows):
            days.setdefault(local.date(), []).append((local.replace(tzinfo=None), count, spread))
        first, last = rows and min(recorded), rows and max(recorded)
        pool = list(clock.dates(clock.instant_of(first), clock.instant_of(last), zone))
        made = []
        for day in clock.dates(self.w.first, self.w.end - 1, zone):
            like = self.random.choice([d for d in pool if d.weekday() == day.weekday()])
            made += [(clock.to_instant(local + (day - like), zone), count, spread)
                     for local, count, spread in days.get(like, [])]
        return made

    def poisson(self, site, entry, factors):
        """A quarter of an hour at a time, in which no local clock passes an hour's edge."""
        times, own = [], {}
        for begin in range(self.w.first // QUARTER * QUARTER, self.w.end, QUARTER):
            mean = self.mean(site, entry, begin) * QUARTER
            day = clock.local_of(begin, site["zone"]).date()
            mean *= self.day_factor(own, day, entry["dispersion"])
            mean *= self.day_factor(factors, day, site["dispersion"])
            mean *= self.day_factor(self.run_factors, clock.local_of(begin, self.w.zone).date(),
                                    self.w.dispersion)
            at = self.random.expovariate(1)
            while at < mean:
                times.append(begin + int(at / mean * QUARTER))
                at += self.random.expovariate(1)
        return times

    def mean(self, site, entry, begin):
        """Groups an instant, before the days' factors."""
        profile, local = entry["profile"], clock.local_of(begin, site["zone"])
        mean = entry["rate"] * (
            profile["hours"][local.hour] * profile["days"][local.weekday()]
            * profile["months"][local.month - 1]
            * (profile["factor"] if local.date() in profile["dates"] else 1))
        mean *= (1 + entry["growth"]) ** ((begin + QUARTER / 2 - self.w.start) / (365 * DAY))
        for surge in self.w.surges:
            if (surge["from"] <= begin < surge["to"] and site["id"] in surge["sites"]
                    and entry["study"]["id"] in surge["studies"]):
                mean *= surge["factor"]
        return mean / float(entry["size"].mean()) if entry["size"] else mean

    def day_factor(self, factors, day, variation):
        if variation == 0:
            return 1.0
        if day not in factors:
            shape = 1 / variation**2
            factors[day] = self.random.gammavariate(shape, 1 / shape)
        return factors[day]
