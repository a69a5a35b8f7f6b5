# An independent simulator, written from the scenario format alone, as a second opinion on the
# program: plain and slow, a heap of events and linear scans over the waiting studies.
#   oracle.py SCENARIO.yaml [-n REPLICATIONS] [--seed S]
# prints JSON in the shape of `telerad run --json`, and the week beside it. What the example of the
# format does not use (and traces) it refuses rather than guesses.
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import bisect
import heapq
import json
import math
import random
import sys
from fractions import Fraction

import measures
import world

# What ends goes before what begins; verdicts last.
REPORT, SHIFT_END, SHIFT_START, ARRIVAL, RECEIPT, VERDICT, LOOK = range(7)


class Study:
    def __init__(self, site, place, number, entry, rank, arrived):
        self.site, self.kind, self.ordered, self.arrived = site, entry["study"], rank, arrived
        self.rank = rank  # the present one
        self.tie = (site["id"].encode(), place, number)
        self.size, self.found, self.base = 0, set(), Fraction(0)
        self.received = self.begun = self.reported = self.finalled = None
        self.preliminary = False
        self.reporter = None  # provider of the first report
        self.read_us = 0      # in hand until the first report


class Task:
    """A study to be read: first or final. base: what is left of it."""

    def __init__(self, study, final, since, base):
        self.study, self.final, self.since, self.base = study, final, since, base
        self.key = None  # its place among those that wait


class Reader:
    def __init__(self, group, number, pace):
        self.group, self.number, self.pace = group, number, pace
        self.name = (group["id"].encode(), number)
        self.on = group["on"][number]
        self.idle_since = None
        self.task = None
        self.begun = None  # the present reading
        self.stamp = 0     # tells a report of a reading that was put down
        self.readings = []  # (from, to, study)
        self.reports = []   # (at, study)


class Tool:
    def __init__(self, tool):
        self.tool, self.free, self.queue = tool, tool["servers"], []


class Replication:
    def __init__(self, w, seed, number):
        self.w = w
        self.random = random.Random("%d/%d" % (seed, number))
        self.events, self.sequence = [], 0
        self.now = w.first
        self.studies, self.waiting, self.verdicts = [], [], []
        self.readers = [Reader(g, k, Fraction(g["pace"].draw(self.random)))
                        for g in w.groups for k in range(g["count"])]
        self.tools = [Tool(t) for t in w.tools]
        self.links = {s["id"]: [] for s in w.sites}  # waiting transfers
        self.sending = {s["id"]: False for s in w.sites}
        self.allowed = {}
        for reader in self.readers:
            for begin, end in reader.on.pairs:
                self.push(begin, SHIFT_START, reader)
                self.push(end, SHIFT_END, reader)
        for entries in (w.coverage or {}).values():
            for window, _ in entries:
                for begin, _ in window.pairs if window else []:
                    self.push(begin, LOOK, None)
        for site in w.sites:
            for place, entry in enumerate(site["demand"]):
                self.arrivals(site, place, entry)

    def push(self, at, kind, what):
        self.sequence += 1
        heapq.heappush(self.events, (at, kind, self.sequence, what))

    # Demand.

    def arrivals(self, site, place, entry):
        w = self.w
        times = self.traced(entry) if entry["trace"] else self.poisson(site, entry)
        times = sorted(t for t in times if w.first <= t < w.end)
        ranks, shares = zip(*entry["priorities"])
        for number, at in enumerate(times):
            rank = self.random.choices(ranks, shares)[0]
            study = Study(site, place, number, entry, rank, at)
            study.size = Fraction(study.kind["images"].draw(self.random))
            study.base = Fraction(study.kind["read"].draw(self.random))
            study.found = {f for f, p in study.kind["findings"] if self.random.random() < p}
            self.studies.append(study)
            self.push(at, ARRIVAL, study)

    def traced(self, entry):
        rows, part = entry["trace"]
        return [at + (int(self.random.random() * spread) if spread else 0)
                for at, count, spread in rows for _ in range(count)
                if part >= 1 or self.random.random() < part]

    def poisson(self, site, entry):
        """A quarter of an hour at a time, in which no local clock passes an hour's edge."""
        quarter = 15 * world.MINUTE
        profile, factors, times = entry["profile"], {}, []
        for begin in range(self.w.first // quarter * quarter, self.w.end, quarter):
            local = world.local_of(begin, site["zone"])
            day = local.date()
            if day not in factors:
                shape = 1 / entry["dispersion"] ** 2 if entry["dispersion"] > 0 else None
                factors[day] = self.random.gammavariate(shape, 1 / shape) if shape else 1.0
            mean = (entry["rate"] * quarter * factors[day] * profile["hours"][local.hour]
                    * profile["days"][day.weekday()] * profile["months"][day.month - 1]
                    * (profile["factor"] if day in profile["dates"] else 1))
            at = self.random.expovariate(1)
            while at < mean:
                times.append(begin + int(at / mean * quarter))
                at += self.random.expovariate(1)
        return times

    # The life of a study up to the worklist.

    def arrive(self, study):
        if study.site["link"] is None:
            self.push(self.now, RECEIPT, study)
        else:
            self.links[study.site["id"]].append(study)

    def start_links(self):
        for site in self.w.sites:
            queue = self.links[site["id"]]
            if queue and not self.sending[site["id"]]:
                study = min(queue, key=lambda s: (s.arrived, s.tie))
                queue.remove(study)
                self.sending[site["id"]] = True
                speed, overhead = site["link"]
                self.push(self.now + world.whole(overhead + study.size * 8 / speed * world.SECOND),
                          RECEIPT, study)

    def receive(self, study):
        study.received = self.now
        self.sending[study.site["id"]] = False
        self.wait(Task(study, False, self.now, study.base))
        for tool in self.tools:
            if study.kind["id"] in tool.tool["studies"]:
                tool.queue.append(study)
        for entries in (self.w.coverage or {}).values():
            for _, after in entries:
                if after is not None:
                    self.push(self.now + after, LOOK, None)

    def start_tools(self):
        for tool in self.tools:
            while tool.queue and tool.free > 0:
                study = min(tool.queue, key=lambda s: (s.received, s.tie))
                tool.queue.remove(study)
                tool.free -= 1
                self.push(self.now + world.whole(tool.tool["time"].draw(self.random)), VERDICT,
                          (tool, study))

    def judge(self, tool, study):
        tool.free += 1
        self.verdicts.append((self.now, tool.tool, study))
        if tool.tool["finding"] in study.found:
            positive = self.random.random() < tool.tool["sensitivity"]
        else:
            positive = self.random.random() >= tool.tool["specificity"]
        if positive and study.reported is None and tool.tool["rank"] is not None:
            study.rank = min(study.rank, tool.tool["rank"])
            for task in [t for t in self.waiting if t.study is study]:
                self.waiting.remove(task)
                self.wait(task)

    # Who may read what.

    def entitled(self, group, study, final):
        """What does not change while the run goes on."""
        key = (group["id"], study.site["id"], study.kind["id"], final)
        if key not in self.allowed:
            self.allowed[key] = (
                study.site["jurisdiction"] in group["licences"]
                and study.site["id"] in group["sites"]
                and (group["modalities"] is None or study.kind["modality"] in group["modalities"])
                and (study.kind["skill"] is None or study.kind["skill"] in group["skills"])
                and (not final or (group["final"] and group["provider"] in self.w.final_by)))
        return self.allowed[key]

    def covered(self, provider, task):
        if self.w.coverage is None:
            return True
        return any((window is None or window.holds(self.now))
                   and (after is None or task.final or self.now >= task.study.received + after)
                   for window, after in self.w.coverage.get(provider, []))

    def may(self, reader, task):
        return (self.entitled(reader.group, task.study, task.final)
                and self.covered(reader.group["provider"], task))

    def key(self, task):
        study, order = task.study, self.w.order
        if order == "priority":
            rule = (study.rank, task.since)
        elif order == "fifo":
            rule = (task.since,)
        else:
            span = self.w.within if task.final else self.w.priorities[study.rank]["target"]
            rule = (0, task.since + span) if span is not None else (1, task.since)
        return (task.final, rule, study.tie)

    def wait(self, task):
        task.key = self.key(task)
        bisect.insort(self.waiting, task, key=lambda t: t.key)

    # Reading.

    def begin(self, reader, task):
        self.waiting.remove(task)
        reader.task, reader.begun = task, self.now
        reader.stamp += 1
        if task.study.begun is None:
            task.study.begun = self.now
        self.push(self.now + world.whole(task.base * reader.pace), REPORT, (reader, reader.stamp))

    def stop(self, reader):
        """Ends the reading in hand, and says of what."""
        task, length = reader.task, self.now - reader.begun
        if length > 0:
            reader.readings.append((reader.begun, self.now, task.study))
        if not task.final:
            task.study.read_us += length
        reader.task = None
        return task, length

    def report(self, reader, stamp):
        if stamp != reader.stamp:
            return
        task, _ = self.stop(reader)
        study = task.study
        reader.idle_since = self.now
        reader.reports.append((self.now, study))
        if task.final:
            study.finalled = self.now
            return
        study.reported, study.reporter = self.now, reader.group["provider"]
        if reader.group["final"]:
            study.finalled = self.now
        else:
            study.preliminary = True
            if self.w.final_by is not None:
                base = Fraction(study.kind["read"].draw(self.random)) * self.w.final_time
                self.wait(Task(study, True, self.now, base))

    def put_down(self, reader):
        reader.stamp += 1
        task, length = self.stop(reader)
        task.base -= length / reader.pace
        self.wait(task)

    def assign(self):
        """One study to one idle reader; False when there is none to be given."""
        idle = [r for r in self.readers if r.task is None and r.on.holds(self.now)]
        if not idle:
            return False
        for task in self.waiting:
            able = [r for r in idle if self.may(r, task)]
            if able:
                self.begin(min(able, key=lambda r: (r.idle_since, r.name)), task)
                return True
        return False

    def pre_empt(self):
        """One study put down for another; False when none is to be."""
        urgent = [t for t in self.waiting if not t.final and t.study.rank in self.w.preempt]
        for task in urgent:
            busy = [r for r in self.readers if r.task is not None and r.on.holds(self.now)
                    and self.may(r, task)]
            if not busy:
                continue
            victim = min(busy, key=lambda r: (not r.task.final, -r.task.study.rank, -r.begun,
                                              r.name))
            if (victim.task.final, victim.task.study.rank) > (False, task.study.rank):
                self.put_down(victim)
                self.begin(victim, task)
                return True
        return False

    # The loop.

    def take(self, kind, what):
        if kind == REPORT:
            self.report(*what)
        elif kind == SHIFT_START:
            what.idle_since = self.now
        elif kind == ARRIVAL:
            self.arrive(what)
        elif kind == RECEIPT:
            self.receive(what)
        elif kind == VERDICT:
            self.judge(*what)

    def run(self):
        while self.events and self.events[0][0] < self.w.last:
            self.now = self.events[0][0]
            while self.events and self.events[0][0] == self.now:
                _, kind, _, what = heapq.heappop(self.events)
                self.take(kind, what)
                if not (self.events and self.events[0][0] == self.now):
                    self.start_links()
                    self.start_tools()
            while self.assign() or self.pre_empt():
                pass
        self.now = self.w.last
        for reader in self.readers:
            if reader.task is not None:
                self.stop(reader)  # unfinished, but the minutes were worked
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
    except (world.Wrong, KeyError, ValueError) as wrong:
        sys.exit("%s: error: %r" % (given.scenario, wrong))


if __name__ == "__main__":
    main()
