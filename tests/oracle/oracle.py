# An independent simulator, written from the scenario format alone, as a second opinion on the
# program: plain and slow, a heap of events that only say when to look, and at each instant linear
# scans over all that waits and all readers.
#   oracle.py SCENARIO.yaml [-n REPLICATIONS] [--seed S]
# prints JSON in the shape of `telerad run --json`, and the week beside it. What it does not know it
# refuses rather than guesses.
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import heapq
import json
import math
import random
import sys

import clock
import measures
import quantity
import world
from demand import Demand
from dispatch import Dispatch
from duty import Duty
from eligible import Eligible
from reading import Reading
from transport import Link, Tool, Transport

class Replication(Demand, Transport, Eligible, Duty, Reading, Dispatch):
    """Events only tell when to look; the parts say what happens."""

    # What ends goes before what begins.
    (REPORT, CALLED, SENT, VERDICT, OUTAGE, DUTY, SEND, RECEIPT, PATIENCE, LOOK,
     INTERRUPTION, LET_GO) = range(12)
    whole = staticmethod(quantity.whole)

    def __init__(self, w, seed, number):
        self.w = w
        self.random = random.Random("%d/%d" % (seed, number))
        self.events, self.sequence = [], 0
        self.now = w.first
        self.studies, self.waiting, self.verdicts = [], [], []
        self.run_factors = {}
        self.calling, self.received_now = set(), False
        self.last_owner = (b"", -1)
        self.links = {name: Link(name, link) for name, link in w.links.items()}
        self.tools = [Tool(t) for t in w.tools]
        self.clocks = {}
        for site in sorted(w.sites, key=lambda s: s["id"]):
            self.clocks.setdefault(site["jurisdiction"], site["zone"])
        self.draw_outages()
        self.hire()
        self.demand()
        for entry in w.coverage or []:
            for begin, _ in entry["window"].pairs if entry["window"] else []:
                self.push(max(begin, w.first), self.LOOK, None)

    def push(self, at, kind, what):
        if at >= self.now:
            self.sequence += 1
            heapq.heappush(self.events, (at, kind, self.sequence, what))

    def look_later(self, study):
        """At all instants at which its having waited so long may matter."""
        spans = [p["after"] for p in self.w.priorities] + [
            c["after"] for c in self.w.coverage or []]
        spans += [rules["oldest"] for r in self.readers for _, _, rules in r.calls]
        for span in {s for s in spans if s is not None}:
            self.push(self.now + span, self.LOOK, None)

    def take(self, kind, what):
        if kind in (self.REPORT, self.SENT, self.VERDICT):
            work, since = what
            if work.ends(since):
                if kind == self.REPORT:
                    self.report(work.what)
                elif kind == self.SENT:
                    self.sent(*work.what)
                else:
                    self.judge(work)
        elif kind == self.CALLED:
            self.called(what)
        elif kind == self.OUTAGE:
            self.outage()
        elif kind == self.DUTY:
            self.duty(*what)
        elif kind == self.SEND:
            self.send(what)
        elif kind == self.RECEIPT:
            self.receive(what)
            self.received_now = True
        elif kind == self.PATIENCE:
            self.withdraw(what)
        elif kind == self.INTERRUPTION:
            self.interrupt(*what)
        elif kind == self.LET_GO and what.work is not None:
            self.proceed(what)

    def settle(self):
        """Once all that happens at an instant is taken in."""
        self.escalate()
        self.take_breaks()
        self.call_in()
        self.release(reported=True)
        self.assign()
        self.release(reported=False)
        self.leave()

    def more(self):
        """Whether anything else is to be taken in at this instant."""
        return bool(self.events) and self.events[0][0] == self.now

    def run(self):
        while self.events and self.events[0][0] < self.w.last:
            self.now = self.events[0][0]
            while self.more():
                _, kind, _, what = heapq.heappop(self.events)
                self.take(kind, what)
                if not self.more():
                    self.start_links()
                if not self.more():
                    self.start_tools()
            self.settle()
        self.now = self.w.last
        for reader in self.readers:
            if reader.segment is not None:
                self.close(reader)  # unfinished, but the minutes were worked
            if reader.on_since is not None:
                reader.on_spans.append((reader.on_since, self.now))
            reader.on = clock.Intervals(reader.on_spans)
        return self


def interval(values):
    """Mean and half the width of Student's interval of 95 %; values without None."""
    values = [v for v in values if v is not None]
    if not values:
        return {"mean": None, "half_width": None}
    mean = math.fsum(values) / len(values)
    if len(values) == 1:
        return {"mean": mean, "half_width": None}
    square = math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1)
    error = math.sqrt(square / len(values))
    return {"mean": mean, "half_width": measures.student(0.975, len(values) - 1) * error}


def combined(documents):
    """Joins equal trees of numbers; a leaf becomes an interval."""
    first = documents[0]
    if isinstance(first, dict):
        return {key: combined([d[key] for d in documents]) for key in first}
    if isinstance(first, list):
        return [combined(list(leaves)) for leaves in zip(*documents)]
    return interval(documents)


def replications(w, count, seed):
    """The measures of each replication, as trees of numbers."""
    for number in range(count):
        yield measures.of(Replication(w, seed, number).run())


def simulate(w, count=None, seed=None):
    count, seed = count or w.replications, w.seed if seed is None else seed
    document = {"oracle": 1, "scenario": w.name, "seed": seed, "replications": count}
    return document | combined(list(replications(w, count, seed)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("-n", type=int)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    try:
        print(json.dumps(simulate(world.load(given.scenario), given.n, given.seed), indent=1))
    except (quantity.Wrong, KeyError, ValueError) as wrong:
        sys.exit("%s: error: %r" % (given.scenario, wrong))


if __name__ == "__main__":
    main()
