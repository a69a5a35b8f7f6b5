# What a scenario says of people and pay: shifts, groups of readers, licences, providers.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
from fractions import Fraction
from zoneinfo import ZoneInfo

import clock
from quantity import DAY, a_month, duration, known, listed, rate, share, whole

GROUP = ("id", "count", "provider", "zone", "licences", "privileges", "modalities", "skills",
         "reads", "roster", "pace", "cost", "located", "breaks", "shift-end", "stay", "absence",
         "on-call", "fatigue", "interruptions", "pace-by-modality", "limit", "certifications",
         "discrepancy", "learning")


def hourly(text):  # 4 %/h
    return share(text.removesuffix("/h"))


class People:
    """Part of World."""

    def shift(self, s):
        known(s, "id", "days", "from", "to", "zone")
        begin, end = clock.read_clock(s["from"]), clock.read_clock(s["to"])
        return {"days": clock.read_days(s.get("days")), "from": begin,
                "to": end if end > begin else end + 24 * 60,
                "zone": ZoneInfo(s["zone"]) if "zone" in s else None}

    def occurrences(self, shift, zone, wanted=lambda day: True):
        """The shift's spans that touch the run; wanted: by days since the start's date."""
        zero = clock.local_of(self.start, zone).date()
        spans = []
        for day in clock.dates(self.first - 2 * DAY, self.last, zone):
            if day.weekday() in shift["days"] and wanted((day - zero).days):
                begin, end = (clock.to_instant(clock.at_time(day, shift[key]), zone)
                              for key in ("from", "to"))
                if max(begin, self.first) < min(end, self.last):
                    spans.append((begin, end))
        return spans

    def window(self, shift):
        """When a shift holds as a condition; without a zone on the run's clock."""
        shift = self.shifts[shift]
        return clock.Intervals(self.occurrences(shift, shift["zone"] or self.zone))

    def provider(self, p):
        known(p, "id", "kind", "price", "penalties")
        price = known(p.get("price", {}), "per-read", "by-modality", "when", "per-month",
                      "minimum", "tiers")
        return {
            "read": self.money(price.get("per-read", "USD 0")),
            "modality": {m: self.money(a) for m, a in price.get("by-modality", {}).items()},
            "when": [(self.window(known(w, "shift", "factor")["shift"]), float(w["factor"]))
                     for w in price.get("when", [])],
            "month": self.money(price.get("per-month", "USD 0")),
            "minimum": float(a_month(price.get("minimum", "0/month"))),
            "tiers": sorted((float(a_month(known(t, "above", "per-read")["above"])),
                             self.money(t["per-read"])) for t in price.get("tiers", [])),
            "penalties": [self.penalty(known(x, "priority", "per-miss", "at-most"))
                          for x in p.get("penalties", [])]}

    def penalty(self, x):
        most = a_month(x["at-most"], self.money) if "at-most" in x else None
        return {"rank": self.ranks[x["priority"]], "miss": self.money(x["per-miss"]),
                "most": most}

    def group(self, g):
        known(g, *GROUP)
        zone = ZoneInfo(g["zone"]) if "zone" in g else self.zone
        count = int(g.get("count", 1))
        cost = known(g.get("cost", {}), "per-hour", "per-read", "per-rvu", "overtime",
                     "on-call-per-hour")
        made = {"id": g["id"], "count": count, "provider": g.get("provider"),
                "licences": self.licences(g["licences"]),
                "privileges": [self.privilege(p) for p in listed(g.get("privileges", []))],
                "modalities": set(listed(g["modalities"])) if "modalities" in g else None,
                "skills": set(listed(g.get("skills", []))),
                "certifications": set(listed(g.get("certifications", []))),
                "located": g.get("located"), "reads": g.get("reads", "final"),
                "pace": self.distribution(g.get("pace", "1"), Fraction),
                "paces": {m: Fraction(f) for m, f in g.get("pace-by-modality", {}).items()},
                "hour": self.money(cost.get("per-hour", "USD 0")),
                "read": self.money(cost.get("per-read", "USD 0")),
                "rvu": self.money(cost.get("per-rvu", "USD 0")),
                "overtime": float(share(cost.get("overtime", "100 %"))),
                "standby": self.money(cost.get("on-call-per-hour", "USD 0"))}
        # Without a roster they are always on, or only when called.
        turn, made["shifts"] = self.roster(
            g.get("roster", [] if "on-call" in g else None), count, zone)
        made["calls"] = self.on_call(g.get("on-call", []), count, zone, turn)
        return made | self.duty(g)

    def duty(self, g):
        stay = known(g.get("stay", {}), "priorities", "at-most")
        limit = known(g.get("limit", {}), "studies", "rvu")
        fatigue = known(g.get("fatigue", {"after": "0 h"}), "after", "reading", "discrepancy")
        calls = known(g.get("interruptions", {}), "rate", "length")
        learning = known(g.get("learning", {}), "factor", "half")
        errors = known(g.get("discrepancy", {"share": "0 %"}), "share", "classes")
        return {
            "breaks": [(whole(duration(known(b, "after", "length")["after"])),
                        whole(duration(b["length"]))) for b in g.get("breaks", [])],
            "end": g.get("shift-end", "finish"),
            "stays": {self.ranks[p] for p in listed(stay.get("priorities", []))},
            "stay": whole(duration(stay["at-most"])) if stay else 0,
            "absence": float(share(g.get("absence", "0 %"))),
            "most": int(limit["studies"]) if "studies" in limit else None,
            "most rvu": float(limit["rvu"]) if "rvu" in limit else None,
            "tired": whole(duration(fatigue["after"])),
            "slower": hourly(fatigue.get("reading", "0 %/h")),
            "worse": hourly(fatigue.get("discrepancy", "0 %/h")),
            "interrupted": float(rate(calls["rate"])) if calls else 0,
            "interruption": self.distribution(calls["length"], duration) if calls else None,
            "learning": (float(learning["factor"]), float(learning["half"])) if learning else None,
            "errors": float(share(errors["share"])),
            "classes": [(float(share(known(c, "id", "share", "recontact")["share"])),
                         self.distribution(c.get("recontact", "0 s"), duration))
                        for c in errors.get("classes", [])]}

    def roster(self, entries, count, zone):
        """The next reader's turn, and the shifts of each reader of a group."""
        if entries is None:
            return 0, [[(self.first, self.last)] for _ in range(count)]
        spans = [[] for _ in range(count)]
        turn = 0
        for entry in entries:
            known(entry, "id", "shift", "of", "cycle")
            for j, found in enumerate(self.turns(entry, count, zone)):
                spans[(turn + j) % count] += found
            turn += int(entry.get("of", count))
        return turn, [sorted(s) for s in spans]

    def turns(self, entry, count, zone):
        """The shifts of an entry's readers, one after another."""
        shift = self.shifts[entry["shift"]]
        of = int(entry.get("of", count))
        cycle = known(entry.get("cycle", {"on": "1 d", "off": "0 d"}), "on", "off")
        on, off = (int(duration(cycle[key]) / DAY) for key in ("on", "off"))
        for j in range(of):
            ahead = j * (on + off) // of
            yield self.occurrences(shift, shift["zone"] or zone,
                                   lambda day, ahead=ahead: (day + ahead) % (on + off) < on)

    def on_call(self, entries, count, zone, turn):
        spans = [[] for _ in range(count)]
        for entry in entries:
            known(entry, "id", "shift", "of", "cycle", "call-in", "response", "release")
            when = known(entry.get("call-in", {}), "backlog", "oldest")
            release = known(entry.get("release", {}), "backlog")
            rules = {"backlog": int(when["backlog"]) if "backlog" in when else None,
                     "oldest": whole(duration(when["oldest"])) if "oldest" in when else None,
                     "response": self.distribution(entry.get("response", "0 s"), duration),
                     "release": int(release["backlog"]) if release else None}
            for j, found in enumerate(self.turns(entry, count, zone)):
                spans[(turn + j) % count] += [(begin, end, rules) for begin, end in found]
            turn += int(entry.get("of", count))
        return [sorted(s, key=lambda span: span[:2]) for s in spans]

    # Licences: rules of dates and leads, from which each reader draws his own.

    def licences(self, given):
        known(given, "hold", "apply", "compacts", "draw", "fee")
        made = {"hold": [], "apply": [], "draw": None,
                "fee": rate(given.get("fee", "USD 0/yr"), self.money)}
        for entry in listed(given.get("hold", [])):
            entry = {"id": entry} if isinstance(entry, str) else entry
            known(entry, "id", "from", "until")
            for jurisdiction in self.matching(self.jurisdictions, entry["id"]):
                made["hold"].append((jurisdiction, self.day(entry, "from"),
                                     self.day(entry, "until")))
        for entry in listed(given.get("apply", [])):
            known(entry, "id", "on", "lead", "until")
            for jurisdiction in sorted(self.matching(self.jurisdictions, entry["id"])):
                made["apply"].append(self.application(entry, [jurisdiction]))
        for entry in listed(given.get("compacts", [])):
            known(entry, "id", "on", "lead", "until")
            made["apply"].append(self.application(entry, [
                j for j, said in self.jurisdictions.items() if said["compact"] == entry["id"]]))
        if "draw" in given:
            draw = known(given["draw"], "count", "from", "until")
            made["draw"] = (int(draw["count"]),
                            sorted(self.matching(self.jurisdictions, draw["from"])))
        return made

    def day(self, entry, key):
        return clock.read_date(entry[key]) if key in entry else None

    def application(self, entry, jurisdictions):
        return {"jurisdictions": jurisdictions, "on": self.day(entry, "on"),
                "until": self.day(entry, "until"),
                "lead": self.distribution(entry.get("lead", "0 s"), duration)}

    def privilege(self, p):
        known(p, "sites", "on", "credentialing")
        return {"sites": self.chosen(p["sites"]), "on": self.day(p, "on"),
                "lead": self.distribution(p.get("credentialing", "0 s"), duration)}
