# A scenario file as plain Python objects: the run, and the rules by which studies find readers.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import fnmatch
import os
from statistics import NormalDist
from zoneinfo import ZoneInfo

import yaml

import clock
from family import Distribution
from people import People
from places import Places
from quantity import Wrong, duration, known, listed, share, whole

TOP = ("telerad", "name", "description", "run", "jurisdictions", "calendars", "profiles",
       "priorities", "findings", "studies", "sites", "shifts", "readers", "providers", "coverage",
       "final-reads", "dispatch", "ai", "currency", "exchange", "surges", "links", "outages",
       "attending", "double-reads", "peer-review")
ORDERS = ("priority", "fifo", "deadline", "slack", "accumulating")


class World(Places, People):
    """The whole scenario, read once, the same in every replication."""

    def __init__(self, document, folder):
        known(document, *TOP)
        self.folder = folder
        self.name = document.get("name", "")
        self.currency, self.exchange = document.get("currency"), document.get("exchange", {})
        self.read_run(document["run"])
        self.ranks = {p["id"]: rank for rank, p in enumerate(document["priorities"])}
        self.priorities = [self.priority(p) for p in document["priorities"]]
        self.findings = {f["id"]: self.finding(f) for f in document.get("findings", [])}
        self.jurisdictions = {j["id"]: self.jurisdiction(j) for j in document["jurisdictions"]}
        self.calendars = {c["id"]: {clock.read_date(d) for d in c["dates"]}
                          for c in document.get("calendars", [])}
        self.profiles = {p["id"]: self.profile(p) for p in document.get("profiles", [])}
        self.studies = {s["id"]: self.study(s) for s in document["studies"]}
        for given, study in zip(document["studies"], self.studies.values()):
            if study["certification"] is not None:
                known(given["certification"], "id", "in")
                study["certification"] = (given["certification"]["id"], self.matching(
                    self.jurisdictions, given["certification"].get("in", "*")))
        self.links = {k["id"]: self.link(k) for k in document.get("links", [])}
        self.sites = [copy for s in document["sites"] for copy in self.site(s)]
        self.shifts = {s["id"]: self.shift(s) for s in document.get("shifts", [])}
        self.providers = {p["id"]: self.provider(p) for p in document.get("providers", [])}
        self.groups = [self.group(g) for g in document["readers"]]
        self.surges = [self.surge(s) for s in document.get("surges", [])]
        self.outages = [self.outage(o) for o in document.get("outages", [])]
        self.read_routing(document)
        self.tools = [self.tool(t) for t in document.get("ai", [])]

    # Small helpers of all parts.

    def distribution(self, spec, read):
        return Distribution(spec, read, self.folder)

    def matching(self, ids, patterns):
        return {i for i in ids for p in listed(patterns) if fnmatch.fnmatchcase(i, p)}

    def chosen(self, patterns):
        """Site copies that patterns, ids of copies or bare ids name."""
        return {s["id"] for s in self.sites for p in listed(patterns)
                if s["of"] == p or fnmatch.fnmatchcase(s["id"], p)}

    def money(self, text):
        currency, number = text.split(" ")
        if self.currency is None or currency == self.currency:
            return float(number)
        return float(number) * self.money(self.exchange[currency])

    # Short sections.

    def read_run(self, run):
        known(run, "zone", "start", "duration", "end", "warmup", "drain", "replications", "seed",
              "dispersion")
        self.zone = ZoneInfo(run["zone"])
        self.start = clock.read_time(run["start"], self.zone)
        self.end = (self.start + whole(duration(run["duration"])) if "duration" in run
                    else clock.read_time(run["end"], self.zone))
        self.first = self.start - whole(duration(run.get("warmup", "0 d")))
        self.last = self.end + whole(duration(run.get("drain", "0 d")))
        self.replications = int(run.get("replications", 20))
        self.seed = int(run.get("seed", 1))
        self.dispersion = float(run.get("dispersion", 0))

    def priority(self, p):
        known(p, "id", "target", "attain", "escalate", "weight")
        escalate = known(p.get("escalate", {}), "after", "to")
        return {"id": p["id"],
                "target": whole(duration(p["target"])) if "target" in p else None,
                "attain": float(share(p["attain"])) if "attain" in p else None,
                "after": whole(duration(escalate["after"])) if escalate else None,
                "to": self.ranks[escalate["to"]] if escalate else None,
                "weight": float(p.get("weight", 1))}

    def finding(self, f):
        """(distribution of the call or None, time within which it should end or None)"""
        critical = known(f, "id", "critical").get("critical")
        if not isinstance(critical, dict):
            return None, None
        known(critical, "call", "within")
        return (self.distribution(critical["call"], duration) if "call" in critical else None,
                whole(duration(critical["within"])) if "within" in critical else None)

    def jurisdiction(self, j):
        known(j, "id", "compact", "residency", "region")
        return {"compact": j.get("compact"), "residency": j.get("residency"),
                "region": j.get("region")}

    # Routing.

    def read_routing(self, document):
        self.coverage = None
        if "coverage" in document:
            self.coverage = [self.cover(c) for c in document["coverage"]]
        dispatch = known(document.get("dispatch", {}), "order", "preempt", "resume", "assign",
                         "pick", "tie")
        self.order = dispatch.get("order", "priority")
        if self.order not in ORDERS:
            raise Wrong("order %r" % self.order)
        self.preempt = {self.ranks[p] for p in listed(dispatch.get("preempt", []))}
        self.restart = {"resume": False, "restart": True}[dispatch.get("resume", "resume")]
        self.assign = dispatch.get("assign", "pull")
        self.pick = dispatch.get("pick", "best")
        self.tie = dispatch.get("tie", "longest-idle")
        self.finals = self.further(document.get("final-reads"))
        self.within = self.finals["within"] if self.finals else None
        self.attending = self.further(document.get("attending"))
        self.review = self.further(document.get("peer-review"))
        self.doubles = {}
        for entry in document.get("double-reads", []):
            for study in self.matching(self.studies, entry["studies"]):
                if study in self.doubles:
                    raise Wrong("two double reads for %s" % study)
                self.doubles[study] = self.further(entry)

    def further(self, given):
        """Any reading after the first: who, and how long it takes."""
        if given is None:
            return None
        known(given, "by", "within", "time", "share", "studies", "disagree", "arbitrate", "id")
        return {"by": set(listed(given["by"])), "time": share(given.get("time", "100 %")),
                "within": whole(duration(given["within"])) if "within" in given else None,
                "share": float(share(given.get("share", "100 %"))),
                "disagree": float(share(given.get("disagree", "0 %"))),
                "arbitrate": (set(listed(given["arbitrate"])) if "arbitrate" in given else None)}

    def cover(self, entry):
        known(entry, "id", "provider", "sites", "studies", "priorities", "when",
              "overflow-after", "overflow-queue", "share")
        return {"provider": entry["provider"], "sites": self.chosen(entry.get("sites", "*")),
                "studies": self.matching(self.studies, entry.get("studies", "*")),
                "ranks": {self.ranks[p] for p in listed(
                    entry.get("priorities", list(self.ranks)))},
                "window": self.window(entry["when"]) if "when" in entry else None,
                "after": (whole(duration(entry["overflow-after"])) if "overflow-after" in entry
                          else None),
                "queue": int(entry["overflow-queue"]) if "overflow-queue" in entry else None,
                "share": float(share(entry.get("share", "100 %")))}

    def tool(self, t):
        known(t, "id", "studies", "finding", "sensitivity", "specificity", "roc", "time",
              "servers", "on-positive", "on-negative", "draft", "autonomous", "price")
        draft = known(t.get("draft", {"saves": "0 %", "on": "never"}), "saves", "on")
        sensitivity, specificity = self.accuracy(t)
        return {"id": t["id"], "studies": self.matching(self.studies, t["studies"]),
                "finding": t["finding"], "sensitivity": sensitivity, "specificity": specificity,
                "time": self.distribution(t["time"], duration),
                "servers": int(t.get("servers", 1)),
                "up": self.ranks[t["on-positive"]["priority"]] if "on-positive" in t else None,
                "down": self.ranks[t["on-negative"]["priority"]] if "on-negative" in t else None,
                "saves": share(draft["saves"]), "on": draft["on"],
                "autonomous": {"true": True, "false": False}[t.get("autonomous", "false")],
                "price": self.money(t.get("price", "USD 0"))}

    def accuracy(self, t):
        """Sensitivity and specificity; of the binormal curve by its distance √2 Φ⁻¹(auc)."""
        if "roc" not in t:
            return float(share(t["sensitivity"])), float(share(t["specificity"]))
        normal, roc = NormalDist(), known(t["roc"], "auc", "sensitivity", "specificity",
                                          "threshold")
        distance = 2**0.5 * normal.inv_cdf(float(roc["auc"]))
        if "specificity" in roc:
            threshold = normal.inv_cdf(float(share(roc["specificity"])))
        elif "sensitivity" in roc:
            threshold = distance - normal.inv_cdf(float(share(roc["sensitivity"])))
        else:
            threshold = float(roc["threshold"])
        return 1 - normal.cdf(threshold - distance), normal.cdf(threshold)


def load(path):
    with open(path, encoding="utf-8") as file:
        return World(yaml.load(file, Loader=yaml.BaseLoader), os.path.dirname(path) or ".")
