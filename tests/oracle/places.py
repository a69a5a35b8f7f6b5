# What a scenario says of work and the ways it takes: sites, demand, links, outages.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import os
from zoneinfo import ZoneInfo

import clock
from quantity import (DAY, SIZE, SPEED, Wrong, duration, known, listed, rate, share, whole,
                      with_unit)

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def yearly(text):  # 4 %/yr
    return float(share(text.removesuffix("/yr")))


class Places:
    """Part of World."""

    def profile(self, p):
        """Weights a mean of 1 over each list."""
        known(p, "id", "hours", "days", "months", "holidays")

        def scaled(weights):
            return [w * len(weights) / sum(weights) for w in weights]

        def named(names, given):
            return scaled([float(given.get(name, 1)) for name in names])

        holidays = known(p.get("holidays", {}), "calendar", "factor")
        return {"hours": scaled([float(h) for h in p.get("hours", ["1"] * 24)]),
                "days": named(clock.WEEKDAYS, p.get("days", {})),
                "months": named(MONTHS, p.get("months", {})),
                "dates": self.calendars[holidays["calendar"]] if holidays else set(),
                "factor": float(holidays["factor"]) if holidays else 1.0}

    def study(self, s):
        known(s, "id", "modality", "skill", "images", "read", "rvu", "findings", "bundle",
              "certification", "priors", "difficulty")
        priors = known(s.get("priors", {"share": "0 %", "size": "0 B"}), "share", "size")
        bundle = known(s.get("bundle", {"with": [], "share": "0 %"}), "with", "share")
        return {"id": s["id"], "modality": s["modality"], "skill": s.get("skill"),
                "images": self.bytes(s.get("images", "0 B")),
                "read": self.distribution(s["read"], duration),
                "rvu": float(s.get("rvu", 0)),
                "findings": [(f["id"], float(share(f["prevalence"])))
                             for f in s.get("findings", [])],
                "with": listed(bundle["with"]), "bundle": float(share(bundle["share"])),
                "certification": s.get("certification"),
                "priors": float(share(priors["share"])), "prior": self.bytes(priors["size"]),
                "difficulty": float(s.get("difficulty", 1))}

    def bytes(self, spec):
        return self.distribution(spec, lambda text: with_unit(text, SIZE))

    def link(self, given):
        known(given, "id", "bandwidth", "overhead")
        return (with_unit(given["bandwidth"], SPEED), duration(given.get("overhead", "0 s")))

    def site(self, s):
        """Its copies."""
        known(s, "id", "count", "jurisdiction", "zone", "link", "demand", "dispersion",
              "withdraw")
        count = int(s.get("count", 1))
        zone = ZoneInfo(s["zone"]) if "zone" in s else self.zone
        demand = [self.demand(d, zone) for d in s.get("demand", [])]
        withdraw = known(s.get("withdraw", {}), "after", "priorities")
        names = [s["id"]] if count == 1 else ["%s-%d" % (s["id"], k + 1) for k in range(count)]
        copies = []
        for name in names:
            wire = s.get("link")
            if isinstance(wire, dict):
                self.links["%s (own)" % name] = self.link(wire)
                wire = "%s (own)" % name
            copies.append({
                "id": name, "of": s["id"], "jurisdiction": s["jurisdiction"], "zone": zone,
                "wire": wire, "demand": demand, "dispersion": float(s.get("dispersion", 0)),
                "patience": self.distribution(withdraw["after"], duration) if withdraw else None,
                "withdraws": {self.ranks[p] for p in listed(
                    withdraw.get("priorities", list(self.ranks)))}})
        return copies

    def demand(self, d, zone):
        known(d, "id", "study", "rate", "profile", "priorities", "dispersion", "trace", "growth",
              "batch", "hold", "acquire", "replay")
        priorities = [(self.ranks[p["id"]], float(share(p["share"])))
                      for p in d.get("priorities", [])] or [(len(self.priorities) - 1, 1.0)]
        entry = {"study": self.studies[d["study"]], "priorities": priorities,
                 "dispersion": float(d.get("dispersion", 0)), "rate": None, "trace": None,
                 "growth": yearly(d.get("growth", "0 %/yr")),
                 "profile": self.profiles[d["profile"]] if "profile" in d else self.profile({}),
                 "size": None, "at": None, "hold": None, "acquire": None,
                 "resample": {"as-is": False, "resample": True}[d.get("replay", "as-is")]}
        if "batch" in d:
            batch = known(d["batch"], "size", "at", "days")
            entry["size"] = self.distribution(batch["size"], float)
            if "at" in batch:
                entry["at"] = self.times_of_day(batch["at"], batch.get("days"), zone)
        if "hold" in d:
            hold = known(d["hold"], "until", "days")
            entry["hold"] = self.times_of_day(hold["until"], hold.get("days"), zone)
        if "acquire" in d:
            entry["acquire"] = self.distribution(d["acquire"], duration)
        if "trace" in d:
            entry["trace"] = self.trace(d["trace"], zone)
        elif entry["at"] is None:
            entry["rate"] = float(rate(d["rate"]))
        return entry

    def times_of_day(self, times, days, zone):
        """The instants of these local times from the run's beginning to some days beyond it."""
        days = clock.read_days(days)
        return sorted({clock.to_instant(clock.at_time(day, clock.read_clock(time)), zone)
                       for day in clock.dates(self.first - 2 * DAY,
                                              self.last + 9 * DAY, zone)
                       if day.weekday() in days for time in listed(times)})

    def trace(self, t, zone):
        """Rows (local time, number of studies, length over which they are spread), share."""
        known(t, "file", "columns", "interval", "share")
        column = known(t.get("columns", {"time": "time"}), "time", "count")
        spread = whole(duration(t["interval"])) if "interval" in t else 0
        rows = []
        with open(os.path.join(self.folder, t["file"]), newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if row[column["time"]]:
                    count = int(row[column["count"]]) if "count" in column else 1
                    rows.append((clock.read_time(row[column["time"]], zone), count, spread))
        return rows, float(share(t.get("share", "100 %")))

    def surge(self, s):
        known(s, "id", "from", "to", "factor", "sites", "studies", "zone")
        zone = ZoneInfo(s["zone"]) if "zone" in s else self.zone
        return {"from": clock.read_time(s["from"], zone), "to": clock.read_time(s["to"], zone),
                "factor": float(s["factor"]), "sites": self.chosen(s.get("sites", "*")),
                "studies": self.matching(self.studies, s.get("studies", "*"))}

    def outage(self, o):
        known(o, "id", "of", "window", "mtbf", "mttr", "zone")
        zone = ZoneInfo(o["zone"]) if "zone" in o else self.zone
        kind, _, name = o["of"].partition(":")
        if kind == "site":
            things = {("site", copy) for copy in self.chosen(name)}
        elif kind == "link" and name not in self.links:
            things = {("link", copy["wire"]) for copy in self.sites
                      if copy["id"] in self.chosen(name)}
        else:
            things = {(kind, name)}
        if not things or kind not in ("pacs", "link", "ai", "provider", "site"):
            raise Wrong("outage of %r" % o["of"])
        made = {"things": things, "window": None}
        if "window" in o:
            window = known(o["window"], "from", "to")
            made["window"] = tuple(clock.read_time(window[key], zone) for key in ("from", "to"))
        else:
            made |= {key: self.distribution(o[key], duration) for key in ("mtbf", "mttr")}
        return made
