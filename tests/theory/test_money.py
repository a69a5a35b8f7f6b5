# SPDX-License-Identifier: GPL-3.0-or-later
"""Money a second way: what a result says of revenue, pay, overreads, licences, AI and penalties is
reckoned again from the studies in its trace, the duties in its roster and the scenario, overall,
per site, provider and month, to the cent.

The trace has one span a reading, so the worlds have nothing that puts a study down or adds to a
reading (pre-emption, hand-back, interruptions, calls). Verdicts are not in it: a tool here has a
server for each study and takes a constant time.
"""
import collections
import datetime
import os
import random
import subprocess
import sys
import tempfile
import zoneinfo

try:
    import h5py
except ImportError:
    h5py = None

TELERAD = os.environ["TELERAD"]
CENT = 0.005
HOUR, DAY = 3600e6, 86400e6
KINDS = ("revenue", "reader_cost", "overread_cost", "licence_cost", "ai_cost", "penalties",
         "penalties_waived")
FIRST, LAST = (2026, 3, 20), (2026, 5, 12)  # a clock change, two broken months and a whole one
ZONE = zoneinfo.ZoneInfo("America/Chicago")
TARGET_MIN = {"stat": 20, "urgent": 60}
RVU = {"ct-head": 0.85, "dx-chest": 0.18, "mr-spine": 1.4}
MODALITY = {"ct-head": "CT", "dx-chest": "DX", "mr-spine": "MR"}
AI_MIN = 3
FEE = 730  # a year; nightco's readers hold two licences, one of them to 10 April


def terms(seed):
    """The money of a world; seed 0 is the one made by hand, the others are drawn."""
    draw = random.Random(seed)
    if seed == 0:
        return {"hour": {"day": 190, "eve": 120, "far": 0}, "read": {"day": 0, "eve": 2, "far": 22},
                "rvu": {"day": 5, "eve": 0, "far": 0},
                "over": {"day": 1.5, "eve": 2, "far": 1}, "price": {"county": 0, "nightco": 48},
                "own": {"nightco": {"DX": 11}}, "factor": 1.2, "tiers": [(300, 41), (900, 37.5)],
                "month": 5000, "minimum": 2000, "miss": {"stat": 25, "urgent": 4},
                "most": {"stat": 500}, "ai": 1}
    return {"hour": {g: draw.choice([0, 33.33, 190]) for g in ("day", "eve", "far")},
            "read": {g: draw.choice([0, 1.1, 22]) for g in ("day", "eve", "far")},
            "rvu": {g: draw.choice([0, 7.77]) for g in ("day", "eve", "far")},
            "over": {g: draw.choice([0, 1, 1.5]) for g in ("day", "eve", "far")},
            "price": {"county": draw.choice([0, 3.21]), "nightco": draw.choice([17.77, 48])},
            "own": {"nightco": {m: round(draw.uniform(1, 60), 2)
                                for m in draw.sample(["CT", "DX", "MR"], draw.randint(0, 3))}},
            "factor": draw.choice([0, 0.9, 1.25]),
            "tiers": [(draw.randint(0, 400), 40.4),
                      (draw.randint(401, 900), 33)][:draw.randint(0, 2)],
            "month": draw.choice([0, 1234.56]), "minimum": draw.choice([0, 100, 1500]),
            "miss": {"stat": 25, "urgent": 0.37},
            "most": {p: draw.choice([10, 333.33, 1e6]) for p in ("stat", "urgent")
                     if draw.random() < 0.7}, "ai": 0.37}


def scenario(t, seed):
    def cost(group):
        hour = (f"per-hour: USD {t['hour'][group]}, overtime: {100 * t['over'][group]} %, "
                if t["hour"][group] > 0 else "")
        return (f"{{{hour}per-read: USD {t['read'][group]}, per-rvu: USD {t['rvu'][group]}}}")
    own = ", ".join(f"{m}: USD {p}" for m, p in t["own"]["nightco"].items())
    tiers = ", ".join(f"{{above: {n}/month, per-read: USD {p}}}" for n, p in t["tiers"])
    owed = ", ".join(f"{{priority: {p}, per-miss: USD {m}" +
                     (f", at-most: USD {t['most'][p]}/month" if p in t["most"] else "") + "}"
                     for p, m in t["miss"].items())
    mixes = [("ct-head", 40, 60, 30), ("dx-chest", 60, 20, 20), ("mr-spine", 8, 0, 50)]
    demand = ", ".join(
        f"{{study: {s}, rate: {n}/day, priorities: [{{id: stat, share: {a} %}}, "
        f"{{id: urgent, share: {b} %}}, {{id: routine, share: {100 - a - b} %}}]}}"
        for s, n, a, b in mixes)
    return f"""telerad: 1
currency: USD
run: {{zone: America/Chicago, start: "{'%04d-%02d-%02d' % FIRST}T00:00",
  end: "{'%04d-%02d-%02d' % LAST}T12:00", warmup: 2 d, drain: 1 d, replications: 1, seed: {seed}}}
jurisdictions: [{{id: home}}, {{id: border}}]
priorities: [{{id: stat, target: 20 min}}, {{id: urgent, target: 60 min}}, {{id: routine}}]
findings: [{{id: ich}}]
studies:
  - {{id: ct-head, modality: CT, rvu: 0.85, read: {{lognormal: {{median: 6 min, p90: 14 min}}}},
     findings: [{{id: ich, prevalence: 8 %}}]}}
  - {{id: dx-chest, modality: DX, rvu: 0.18, read: {{lognormal: {{median: 1.5 min, p90: 4 min}}}}}}
  - {{id: mr-spine, modality: MR, rvu: 1.4, read: {{gamma: {{mean: 15 min, cv: 0.6}}}}}}
sites:
  - {{id: hill, count: 2, jurisdiction: home, demand: [{demand}]}}
  - {{id: vale, jurisdiction: border, demand: [{{study: ct-head, rate: 30/day}}]}}
shifts:
  - {{id: days, from: "07:00", to: "19:00"}}
  - {{id: eves, from: "17:00", to: "01:00"}}
  - {{id: nights, from: "19:00", to: "07:00", zone: America/Chicago}}
readers:
  - {{id: day, count: 2, provider: county, licences: {{hold: [home, border]}},
     roster: [{{shift: days}}], pace: {{lognormal: {{median: 1, p90: 1.25}}}}, cost: {cost("day")}}}
  - {{id: eve, provider: county, licences: {{hold: [home, border]}}, roster: [{{shift: eves}}],
     cost: {cost("eve")}}}
  - {{id: far, count: 2, provider: nightco, zone: Asia/Kolkata, reads: preliminary,
     licences: {{hold: [home, {{id: border, until: 2026-04-10}}], fee: USD {FEE}/yr}},
     cost: {cost("far")}}}
providers:
  - {{id: county, price: {{per-read: USD {t["price"]["county"]}}}}}
  - id: nightco
    price:
      per-read: USD {t["price"]["nightco"]}
      by-modality: {{{own}}}
      when: [{{shift: nights, factor: {t["factor"]}}}]
      tiers: [{tiers}]
      per-month: USD {t["month"]}
      minimum: {t["minimum"]}/month
    penalties: [{owed}]
coverage: [{{provider: county}}, {{provider: nightco, overflow-after: 10 min}}]
final-reads: {{by: [county]}}
ai:
  - {{id: triage, studies: [ct-head], finding: ich, sensitivity: 93 %, specificity: 94 %,
     time: {{constant: {AI_MIN} min}}, servers: 1000, on-positive: {{priority: stat}},
     price: USD {t["ai"]}}}
"""


class Clock:
    """Months and hours of the run's clock, by microseconds since its start."""

    def __init__(self):
        self.start = datetime.datetime(*FIRST, tzinfo=ZONE)
        self.end_us = self.since(datetime.datetime(*LAST, 12, tzinfo=ZONE))
        self.edges, self.parts, self.names = [0], [], []
        for month in (3, 4, 5):
            length = {3: 31, 4: 30, 5: 31}[month]
            self.edges.append(min(self.end_us, self.since(
                datetime.datetime(2026, month + 1, 1, tzinfo=ZONE))))
            self.parts.append({3: 12, 4: 30, 5: 11.5}[month] / length)
            self.names.append(f"2026-{month:02}")

    def since(self, instant):
        return (instant - self.start) / datetime.timedelta(microseconds=1)

    def month(self, at_us):
        return sum(at_us >= edge for edge in self.edges[1:-1])

    def night(self, at_us):
        local = (self.start.astimezone(datetime.timezone.utc)
                 + datetime.timedelta(microseconds=int(at_us))).astimezone(ZONE)
        return local.hour >= 19 or local.hour < 7

    def by_month(self, from_us, to_us):
        """(month, microseconds) of the part of a span in the measured time."""
        for month in range(3):
            inside = min(to_us, self.edges[month + 1]) - max(from_us, self.edges[month])
            if inside > 0:
                yield month, inside


def overlap(spans, from_us, to_us):
    """The parts of [from, to) within sorted disjoint spans."""
    return [(max(a, from_us), min(b, to_us)) for a, b in spans if a < to_us and b > from_us]


class Book:
    """Sums by overall, site, provider, month, and provider and month."""

    def __init__(self):
        self.sums = collections.Counter()

    def add(self, kind, amount, month, site=None, provider=None):
        for key in (("overall",), ("by_month", month), ("by_site", site), ("by_provider", provider),
                    ("by_provider_month", provider, month)):
            if None not in key:
                self.sums[(kind,) + key] += amount


class World:
    def __init__(self, file, t):
        self.t, self.clock, self.book = t, Clock(), Book()
        self.names = {axis: [x.decode() for x in file[axis][...]]
                      for axis in ("reader", "group", "provider", "site", "study", "priority")}
        group = [self.names["group"][int(g)] for g in file["roster/reader_group"][...]]
        self.group = group
        self.provider = [{"day": "county", "eve": "county", "far": "nightco"}[g] for g in group]
        self.duty = collections.defaultdict(list)
        for reader, a, b in zip(file["roster/duty_reader"][...], file["roster/from"][...],
                                file["roster/to"][...]):
            self.duty[int(reader)].append((round(a * 60e6), round(b * 60e6)))
        for spans in self.duty.values():
            spans.sort()
        self.busy_us = collections.Counter()  # on duty, by reader and month

    def read(self, reader, begun_us, ended_us, site, over, done, rvu):
        """One reading: its minutes, and the report if it is done in the measured time."""
        t, clock, group = self.t, self.clock, self.group[reader]
        kinds = ("reader_cost", "overread_cost") if over else ("reader_cost",)
        begun_us, ended_us = max(begun_us, 0), min(ended_us, clock.end_us)
        on = overlap(self.duty[reader], begun_us, ended_us)
        pay = collections.Counter()
        for month, us in clock.by_month(begun_us, ended_us):
            pay[month] += us * t["hour"][group] * t["over"][group]
        for a, b in on:
            for month, us in clock.by_month(a, b):
                pay[month] += us * t["hour"][group] * (1 - t["over"][group])
                self.busy_us[reader, month] += us
        for month, amount in pay.items():
            for kind in kinds:
                self.book.add(kind, amount / HOUR, month, site, self.provider[reader])
        if done and 0 <= done < clock.end_us:
            for kind in kinds:
                self.book.add(kind, t["read"][group] + t["rvu"][group] * rvu, clock.month(done),
                              site, self.provider[reader])

    def idle(self):
        for reader, spans in self.duty.items():
            total = collections.Counter()
            for a, b in spans:
                for month, us in self.clock.by_month(a, b):
                    total[month] += us
            for month, us in total.items():
                amount = (us - self.busy_us[reader, month]) * self.t["hour"][self.group[reader]]
                self.book.add("reader_cost", amount / HOUR, month, None, self.provider[reader])

    def licences(self):
        clock = self.clock
        ends_us = clock.since(datetime.datetime(2026, 4, 11, tzinfo=ZONE))
        for held_us in 2 * [clock.end_us, ends_us]:
            for month, us in clock.by_month(0, held_us):
                self.book.add("licence_cost", FEE * us / (365 * DAY), month, None, "nightco")

    def price(self, reports):
        """reports: (instant, provider, study type, site, priority, tat) of first reports."""
        t, clock = self.t, self.clock
        count, owed = collections.Counter(), collections.Counter()
        for at, provider, study, site, priority, tat_us in sorted(reports):
            month = clock.month(at)
            count[provider, month] += 1
            price = t["price"][provider]
            if provider == "nightco":
                for above, tier in sorted(t["tiers"]):
                    price = tier if count[provider, month] > above else price
                price = t["own"][provider].get(MODALITY[study], price)
                price *= t["factor"] if clock.night(at) else 1
            self.book.add("revenue", price, month, site, provider)
            if provider == "nightco" and tat_us > TARGET_MIN.get(priority, 1e9) * 60e6:
                room = t["most"].get(priority, 1e18) - owed[priority, month]
                fine = min(t["miss"][priority], room)
                owed[priority, month] += fine
                self.book.add("penalties", fine, month, site, provider)
                self.book.add("penalties_waived", t["miss"][priority] - fine, month, site, provider)
        for month, part in enumerate(clock.parts):
            missing = max(0, t["minimum"] * part - count["nightco", month])
            self.book.add("revenue", t["month"] * part + missing * t["price"]["nightco"], month,
                          None, "nightco")

    def study(self, row, reports):
        study, site = self.names["study"][row["study_type"]], self.names["site"][row["site"]]
        rvu = RVU[study]
        first, final = row["first_reader"], row["final_reader"]
        done = row["reported"] if first >= 0 else None
        begun = row["begun"]
        if begun > -2 ** 62:  # in hand at the end: by whom the trace does not say
            reader = first if first >= 0 else self.unfinished(row)
            ended = row["reported"] if first >= 0 else self.clock.end_us
            self.read(reader, begun, ended, site, False, done, rvu)
        if final >= 0 and final != first:
            self.read(final, row["final_begun"], row["final"], site, True, row["final"], rvu)
        if done is not None and 0 <= done < self.clock.end_us:
            reports.append((done, self.provider[first], study, site,
                            self.names["priority"][row["priority"]], done - row["received"]))
        verdict = row["received"] + AI_MIN * 60e6
        if row["ai_verdicts"] and 0 <= verdict < self.clock.end_us:
            self.book.add("ai_cost", self.t["ai"], self.clock.month(verdict), site)

    def unfinished(self, row):
        raise AssertionError("a drain of a day leaves nothing in hand: %r" % (row,))


def recount(file, t):
    world, reports = World(file, t), []
    trace = {name: file["trace"][name][...] for name in file["trace"]}
    for k in range(len(trace["site"])):
        world.study({name: int(column[k]) for name, column in trace.items()
                     if column.dtype.kind in "iu"}, reports)
    world.idle()
    world.licences()
    world.price(reports)
    return world


def differences(file, t):
    world = recount(file, t)
    sums, months = world.book.sums, world.clock.names
    places = [(("overall",), lambda kind: file["overall"][kind][0])]
    for table, axis in (("by_site", "site"), ("by_provider", "provider")):
        for i, name in enumerate(world.names[axis]):
            places.append(((table, name), lambda kind, i=i, table=table:
                           file[table][kind][0, i]))
    for m in range(len(months)):
        places.append((("by_month", m), lambda kind, m=m: file["by_month"][kind][0, m]))
        for i, name in enumerate(world.names["provider"]):
            places.append((("by_provider_month", name, m), lambda kind, i=i, m=m:
                           file["by_provider_month"][kind][0, i, m]))
    assert [x.decode() for x in file["month"][...]] == months
    for key, value in places:
        for kind in KINDS:
            got, wanted = float(value(kind)), sums[(kind,) + key]
            if abs(got - wanted) > CENT:
                yield f"{key} {kind}: the file has {got:.4f}, its trace {wanted:.4f}"
        if key[0] in ("by_month", "by_provider_month"):
            continue
        net = {kind: float(value(kind)) for kind in KINDS}
        cost = sum(net[k] for k in ("reader_cost", "licence_cost", "ai_cost"))
        if abs(float(value("cost")) - cost) > CENT:
            yield f"{key} cost: {value('cost')}, not {cost}"


def main():
    if h5py is None:
        print("no h5py")
        return 77
    failed = 0
    for seed in range(6):
        t = terms(seed)
        with tempfile.TemporaryDirectory() as folder:
            path, out = os.path.join(folder, "world.yaml"), os.path.join(folder, "out.h5")
            with open(path, "w", encoding="utf-8") as file:
                file.write(scenario(t, seed + 1))
            said = subprocess.run([TELERAD, "run", path, "--trace", "-o", out], check=False,
                                  capture_output=True, text=True)
            if said.returncode != 0:
                print(said.stderr)
                return 1
            with h5py.File(out) as file:
                faults = list(differences(file, t))
                sums = {k: round(float(file["overall"][k][0]), 2) for k in KINDS}
            failed += bool(faults)
            print(f"world {seed}: {len(faults)} differ; {sums}")
            print("\n".join(faults[:20]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
