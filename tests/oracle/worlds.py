# Random small worlds for the comparison: traces and constants, in which nothing is left to chance
# once they are made.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
import os
import random

import yaml

import features

STARTS = [  # plain days, and days about a change of the clocks
    ("Etc/UTC", "2026-06-01T00:00"), ("America/Chicago", "2026-03-07T00:00"),
    ("America/Chicago", "2026-10-31T06:00"), ("Europe/London", "2026-03-28T12:00"),
    ("Asia/Kathmandu", "2026-06-05T03:15"), ("Australia/Lord_Howe", "2026-04-04T00:00"),
]
ZONES = ["Etc/UTC", "America/Chicago", "Asia/Kolkata", "Europe/London", "Asia/Kathmandu"]
JURISDICTIONS = ["US-IA", "US-IL", "GB"]
MODALITIES = ["CT", "DX", "MR"]
PROVIDERS = ["county", "nightco", "state"]
NAMES = ["b", "a", "c", "B", "aa", "z"]


def some(r, values, least=1):
    return sorted(r.sample(values, r.randint(least, len(values))))


def clock(r):
    return "%02d:%02d" % (r.randrange(24), r.choice([0, 0, 30, 45]))


class Exact:
    """A world of one draw: constants, shares of 0 and 100 %, one row a study; and some features."""

    def __init__(self, seed, names=()):
        self.r = r = random.Random("exact %d" % seed)
        zone, start = r.choice(STARTS)
        self.start = dt.datetime.fromisoformat(start)
        self.days = r.choice([1, 1, 2, 3, 3, 9, 40])
        self.columns = []
        # The end of the run is an odd second: nothing is due or done just then.
        self.document = {
            "telerad": "1", "name": "Exact world %d" % seed,
            "run": {"zone": zone, "start": start, "duration": "%d d" % self.days,
                    "warmup": r.choice(["0 d", "12 h", "1 d"]),
                    "drain": r.choice(["33 s", "21633 s", "90033 s"]),
                    "replications": "1"},
            "jurisdictions": [{"id": j} for j in JURISDICTIONS],
            "priorities": self.priorities(),
            "findings": [{"id": "ich"}, {"id": "sah"}],
            "studies": [self.study(k) for k in range(r.randint(2, 5))],
        }
        d = self.document
        d["sites"] = [self.site(name) for name in r.sample(NAMES, r.randint(1, 3))]
        d["shifts"] = [self.shift(name) for name in ("early", "late", "night")]
        d["providers"] = [{"id": p, "kind": "inhouse", "price": {"per-read": "USD %d" % (20 + k)}}
                          for k, p in enumerate(PROVIDERS)]
        d["readers"] = [self.group(name) for name in r.sample(["n", "m", "N", "mm"],
                                                              r.randint(1, 3))]
        d["readers"].insert(r.randrange(len(d["readers"]) + 1), self.jack())
        self.optional()
        self.r = random.Random("features %d" % seed)
        for name in names:
            features.ALL[name](self)

    def priorities(self):
        r = self.r
        names = ["stroke", "stat", "urgent", "routine"][:r.randint(2, 4)]
        made = [{"id": name, "target": "%d min" % r.choice([15, 30, 60, 120, 600]),
                 "attain": "%d %%" % r.choice([50, 75, 90])} for name in names]
        if r.random() < 0.3:
            made.append({"id": "low"})  # no promise
        return made

    def study(self, k):
        r = self.r
        study = {"id": "s%d" % k, "modality": r.choice(MODALITIES),
                 "read": {"constant": "%d min" % r.choice([2, 5, 10, 20, 30, 45, 60])},
                 "rvu": "%.2f" % r.uniform(0.1, 2),
                 "images": {"constant": "%d MB" % r.choice([0, 30, 60, 240])},
                 "findings": [{"id": f, "prevalence": r.choice(["0 %", "100 %"])}
                              for f in ("ich", "sah") if r.random() < 0.7]}
        if r.random() < 0.3:
            study["skill"] = "neuro"
        return study

    def site(self, name):
        r = self.r
        site = {"id": name, "count": r.choice(["1", "1", "2"]),
                "jurisdiction": r.choice(JURISDICTIONS), "zone": r.choice(ZONES)}
        if r.random() < 0.5:
            site["link"] = {"bandwidth": "8 Mbit/s", "overhead": "%d s" % r.choice([0, 30, 60])}
        site["demand"] = [self.demand(name, k) for k in range(r.randint(1, 4))]
        return site

    def demand(self, name, k):
        r = self.r
        self.columns.append((column := "%s %d" % (name, k), times := []))
        minutes = r.choice([5, 15, 1])
        for _ in range(r.randint(1, 14)):
            at = r.randrange(-24 * 60, (self.days * 24 + 2) * 60, minutes)
            times.append((self.start + dt.timedelta(minutes=at)).isoformat(timespec="minutes"))
        if r.random() < 0.5:  # a crowd at one hour
            hour = self.start + dt.timedelta(hours=r.randrange(self.days * 24))
            times += [(hour + dt.timedelta(minutes=r.randrange(0, 60, minutes))).isoformat(
                timespec="minutes") for _ in range(r.randint(3, 12))]
        return {"study": r.choice(self.document["studies"])["id"],
                "trace": {"file": "world.csv", "columns": {"time": column}},
                "priorities": [{"id": r.choice(self.document["priorities"])["id"],
                                "share": "100 %"}]}

    def shift(self, name):
        r = self.r
        shift = {"id": name, "from": clock(r), "to": clock(r)}
        if r.random() < 0.3:
            shift["days"] = r.choice(["mon-fri", "sat-tue", ["mon", "wed-sun"]])
        if r.random() < 0.4:
            shift["zone"] = r.choice(ZONES)
        return shift

    def people(self, name):
        r = self.r
        count = r.randint(1, 3)
        group = {"id": name, "count": str(count), "zone": r.choice(ZONES),
                 "pace": {"constant": r.choice(["1", "1", "0.5", "1.25", "2"])},
                 "cost": {"per-hour": "USD %d" % r.choice([0, 60, 90]),
                          "per-read": "USD %d" % r.choice([0, 7]),
                          "per-rvu": "USD %d" % r.choice([0, 3])}}
        if r.random() < 0.6:
            first = r.randint(1, count)
            entries = [{"shift": r.choice(["early", "late", "night"]), "of": str(first)}]
            if first < count:
                entries.append({"shift": r.choice(["early", "late", "night"]),
                                "of": str(count - first)})
            for entry in entries:
                if r.random() < 0.3:
                    entry["cycle"] = {"on": "%d d" % r.randint(1, 3),
                                      "off": "%d d" % r.randint(1, 3)}
            group["roster"] = entries
        return group

    def group(self, name):
        r = self.r
        group = self.people(name)
        group["reads"] = r.choice(["final", "preliminary"])
        group["licences"] = {"hold": r.choice([["US-*"], ["GB", "US-IL"], JURISDICTIONS])}
        if r.random() < 0.9:
            group["provider"] = r.choice(PROVIDERS)
        if r.random() < 0.3:
            group["privileges"] = {"sites": some(r, [s["id"] for s in self.document["sites"]])}
        if r.random() < 0.4:
            group["modalities"] = some(r, MODALITIES)
        if r.random() < 0.5:
            group["skills"] = ["neuro"]
        return group

    def jack(self):
        """One group that may read all, so that no site is without a reader."""
        group = self.people("k")
        return group | {"reads": "final", "provider": "county", "skills": ["neuro"],
                        "licences": {"hold": JURISDICTIONS}}

    def coverage(self, provider):
        r = self.r
        entry = {"provider": provider}
        if r.random() < 0.5:
            entry["when"] = r.choice(["early", "late", "night"])
        if r.random() < 0.5:
            entry["overflow-after"] = "%d min" % r.choice([5, 15, 40])
        return entry

    def optional(self):
        r, d = self.r, self.document
        ranks = [p["id"] for p in d["priorities"]]
        d["dispatch"] = {"order": r.choice(["priority", "priority", "fifo", "deadline"]),
                         "preempt": some(r, ranks[:-1], 0) if r.random() < 0.7 else []}
        if r.random() < 0.5:
            d["coverage"] = [{"provider": "county"}] + [
                self.coverage(r.choice(PROVIDERS)) for _ in range(r.randint(0, 3))]
            if r.random() < 0.4:  # the jacks, too, under conditions, but somebody at all hours
                d["coverage"][0] = self.coverage("county")
                d["coverage"].append({"provider": "county", "overflow-after": "2 h"})
        if r.random() < 0.7:
            finals = {g["provider"] for g in d["readers"]
                      if g["reads"] == "final" and "provider" in g}
            d["final-reads"] = {"by": some(r, sorted(finals)),
                                "within": "%d min" % r.choice([20, 60, 720])}
        if r.random() < 0.6:
            d["ai"] = [self.tool(k, ranks) for k in range(r.randint(1, 2))]

    def tool(self, k, ranks):
        r = self.r
        # Odd seconds, so that no verdict falls on the instant of a report.
        return {"id": "t%d" % k,
                "studies": some(r, [s["id"] for s in self.document["studies"]]),
                "finding": r.choice(["ich", "sah"]), "sensitivity": r.choice(["100 %", "0 %"]),
                "specificity": r.choice(["100 %", "100 %", "0 %"]),
                "time": {"constant": "%d s" % (60 * r.randint(0, 20) + 7 + 4 * k)},
                "servers": str(r.randint(1, 2)),
                "on-positive": {"priority": r.choice(ranks)}, "price": "USD 1.5"}

    def write(self, folder):
        """Writes world.yaml and world.csv; the path of the first."""
        height = max(len(times) for _, times in self.columns)
        with open(os.path.join(folder, "world.csv"), "w", encoding="utf-8") as file:
            print(",".join(name for name, _ in self.columns), file=file)
            for row in range(height):
                print(",".join(times[row] if row < len(times) else ""
                               for _, times in self.columns), file=file)
        return write(self.document, folder)


def write(document, folder):
    path = os.path.join(folder, "world.yaml")
    with open(path, "w", encoding="utf-8") as file:
        yaml.safe_dump(document, file, sort_keys=False, default_flow_style=None, width=100)
    return path
