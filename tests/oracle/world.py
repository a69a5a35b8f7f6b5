# What a scenario file says, as plain Python objects: quantities, local clocks, distributions,
# windows.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import bisect
import csv
import datetime as dt
import fnmatch
import math
import os
from fractions import Fraction
from zoneinfo import ZoneInfo

import yaml

SECOND = 10**6
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
DURATION = {"ms": 1000, "s": SECOND, "min": MINUTE, "h": HOUR, "d": DAY, "wk": 7 * DAY}
PER = {"s": SECOND, "min": MINUTE, "h": HOUR, "day": DAY, "wk": 7 * DAY, "yr": 365 * DAY}
SIZE = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "KiB": 2**10, "MiB": 2**20,
        "GiB": 2**30}
SPEED = {"bit/s": 1, "kbit/s": 10**3, "Mbit/s": 10**6, "Gbit/s": 10**9}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


class Wrong(Exception):
    """The scenario says something this simulator does not know; better than guessing."""


def known(mapping, *keys):
    for key in mapping:
        if key not in keys:
            raise Wrong("unknown key %r; known here: %s" % (key, ", ".join(keys)))
    return mapping


def listed(value):
    return value if isinstance(value, list) else [value]


# Quantities: number and unit, as exact fractions of the base unit.

def with_unit(text, units):
    number, _, unit = text.partition(" ")
    if unit not in units:
        raise Wrong("%r needs one of the units %s" % (text, ", ".join(units)))
    return Fraction(number) * units[unit]


def duration(text):
    return with_unit(text, DURATION)


def share(text):
    return with_unit(text, {"%": Fraction(1, 100)})


def money(text):
    currency, number = text.split(" ")
    return float(number)


def rate(text):  # per microsecond
    number, _, unit = text.partition("/")
    return float(Fraction(number) / PER[unit])


def whole(value):
    """The nearest whole microsecond, halves upward."""
    return math.floor(Fraction(value) + Fraction(1, 2))


# Local clocks.

def instant_of(moment):
    return (moment - EPOCH) // dt.timedelta(microseconds=1)


def utc(instant):
    return EPOCH + dt.timedelta(microseconds=instant)


def local_of(instant, zone):
    return utc(instant).astimezone(zone)


def to_instant(local, zone):
    """A naive local time; the first of two, or the first instant after a gap."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() >= second.utcoffset():
        return instant_of(first)  # plain, or the earlier of two
    # In a gap the clock moves somewhere between the two readings.
    low, high = instant_of(second), instant_of(first)
    before = local_of(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if local_of(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def read_time(text, zone):
    moment = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return to_instant(moment, zone) if moment.tzinfo is None else instant_of(moment)


def read_clock(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def read_days(text):
    if text is None:
        return set(range(7))
    days = set()
    for part in listed(text):
        first, _, last = part.partition("-")
        day, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days.add(day)
        while day != end:
            day = (day + 1) % 7
            days.add(day)
    return days


class Intervals:
    """Half-open intervals, apart from one another and in order."""

    def __init__(self, pairs):
        self.pairs = []
        for begin, end in sorted(pairs):
            if end <= begin:
                continue
            if self.pairs and begin <= self.pairs[-1][1]:
                self.pairs[-1] = (self.pairs[-1][0], max(end, self.pairs[-1][1]))
            else:
                self.pairs.append((begin, end))
        self.begins = [pair[0] for pair in self.pairs]

    def holds(self, instant):
        at = bisect.bisect_right(self.begins, instant) - 1
        return at >= 0 and instant < self.pairs[at][1]

    def within(self, begin, end):
        at = max(bisect.bisect_right(self.begins, begin) - 1, 0)
        clipped = []
        for first, last in self.pairs[at:]:
            if first >= end:
                break
            if min(last, end) > max(first, begin):
                clipped.append((max(first, begin), min(last, end)))
        return clipped

    def length(self, begin, end):
        return sum(last - first for first, last in self.within(begin, end))


# Distributions.

class Distribution:
    """Draws floats; a constant is an exact fraction."""

    def __init__(self, spec, read, folder):
        if not isinstance(spec, dict):
            raise Wrong("a distribution is a mapping, not %r" % (spec,))
        (self.family, given), = spec.items()
        given = {self.family: given} if self.family == "constant" else dict(given)
        self.low = float(read(given.pop("min"))) if "min" in given and self.family not in (
            "uniform", "triangular") else 0.0
        self.high = float(read(given.pop("max"))) if "max" in given and self.family not in (
            "uniform", "triangular") else math.inf
        if self.family == "empirical":
            self.values = self.load(given, folder)
            return
        plain = ("cv", "shape", "k")
        self.given = {key: (Fraction(text) if key in plain else read(text))
                      for key, text in given.items()}

    @staticmethod
    def load(given, folder):
        unit = given.get("unit", {"minutes": "min", "hours": "h", "seconds": "s"}.get(
            given["column"], given["column"]))
        scale = DURATION.get(unit) or SIZE[unit]
        with open(os.path.join(folder, given["file"]), newline="", encoding="utf-8-sig") as file:
            return sorted(float(row[given["column"]]) * scale for row in csv.DictReader(file))

    def draw(self, random):
        if self.family == "constant":
            return self.given["constant"]
        while True:
            value = getattr(self, self.family)(random, **getattr(self, "given", {}))
            if self.low <= value <= self.high:
                return value

    def exponential(self, random, mean):
        return random.expovariate(1) * float(mean)

    def lognormal(self, random, median=None, p90=None, mean=None, sd=None):
        if median is not None:
            mu = math.log(median)
            sigma = math.log(p90 / median) / 1.2815515655446004
        else:
            sigma = math.sqrt(math.log(1 + float(sd / mean) ** 2))
            mu = math.log(mean) - sigma**2 / 2
        return math.exp(random.gauss(mu, sigma))

    def gamma(self, random, mean, cv):
        return random.gammavariate(1 / float(cv) ** 2, float(mean) * float(cv) ** 2)

    def weibull(self, random, scale, shape):
        return random.weibullvariate(float(scale), float(shape))

    def loglogistic(self, random, median, shape):
        u = random.random()
        return float(median) * (u / (1 - u)) ** (1 / float(shape))

    def erlang(self, random, mean, k):
        return sum(random.expovariate(1) for _ in range(int(k))) * float(mean) / int(k)

    def hyperexponential(self, random, mean, cv):
        square = float(cv) ** 2
        first = (1 + math.sqrt((square - 1) / (square + 1))) / 2
        branch = first if random.random() < first else 1 - first
        return random.expovariate(1) * float(mean) / (2 * branch)

    def uniform(self, random, min, max):
        return random.uniform(float(min), float(max))

    def triangular(self, random, min, mode, max):
        return random.triangular(float(min), float(max), float(mode))

    def empirical(self, random):
        place = random.random() * (len(self.values) - 1)
        below = int(place)
        above = builtin_min(below + 1, len(self.values) - 1)
        return self.values[below] + (place - below) * (self.values[above] - self.values[below])


builtin_min = min  # hidden by the parameter names above


class World:
    """The whole scenario, read once, the same in every replication."""

    def __init__(self, document, folder):
        known(document, "telerad", "name", "description", "run", "jurisdictions", "calendars",
              "profiles", "priorities", "findings", "studies", "sites", "shifts", "readers",
              "providers", "coverage", "final-reads", "dispatch", "ai", "currency")
        self.folder = folder
        self.name = document.get("name", "")
        self.read_run(document["run"])
        self.priorities = [self.priority(known(p, "id", "target", "attain"))
                           for p in document["priorities"]]
        self.ranks = {p["id"]: rank for rank, p in enumerate(self.priorities)}
        self.findings = [known(f, "id", "critical")["id"] for f in document.get("findings", [])]
        self.jurisdictions = [known(j, "id", "compact")["id"] for j in document["jurisdictions"]]
        self.calendars = {c["id"]: {dt.date.fromisoformat(d) for d in c["dates"]}
                          for c in document.get("calendars", [])}
        self.profiles = {p["id"]: self.profile(p) for p in document.get("profiles", [])}
        self.studies = {s["id"]: self.study(s) for s in document["studies"]}
        self.sites = [copy for s in document["sites"] for copy in self.site(s)]
        self.shifts = {s["id"]: self.shift(s) for s in document.get("shifts", [])}
        self.providers = {p["id"]: self.provider(p) for p in document.get("providers", [])}
        self.groups = [self.group(g) for g in document["readers"]]
        self.coverage = self.read_coverage(document.get("coverage"))
        self.read_finals(document.get("final-reads"))
        dispatch = known(document.get("dispatch", {}), "order", "preempt")
        self.order = dispatch.get("order", "priority")
        if self.order not in ("priority", "fifo", "deadline"):
            raise Wrong("order %r" % self.order)
        self.preempt = {self.ranks[p] for p in listed(dispatch.get("preempt", []))}
        self.tools = [self.tool(t) for t in document.get("ai", [])]

    def read_run(self, run):
        known(run, "zone", "start", "duration", "end", "warmup", "drain", "replications", "seed")
        self.zone = ZoneInfo(run["zone"])
        self.start = read_time(run["start"], self.zone)
        self.end = (self.start + whole(duration(run["duration"])) if "duration" in run
                    else read_time(run["end"], self.zone))
        self.first = self.start - whole(duration(run.get("warmup", "0 d")))
        self.last = self.end + whole(duration(run.get("drain", "0 d")))
        self.replications = int(run.get("replications", 20))
        self.seed = int(run.get("seed", 1))

    def distribution(self, spec, read):
        return Distribution(spec, read, self.folder)

    def priority(self, p):
        return {"id": p["id"],
                "target": whole(duration(p["target"])) if "target" in p else None,
                "attain": float(share(p["attain"])) if "attain" in p else None}

    def profile(self, p):
        """Weights a mean of 1 over each list."""
        known(p, "id", "hours", "days", "months", "holidays")

        def scaled(weights):
            return [w * len(weights) / sum(weights) for w in weights]

        def named(names, given):
            return scaled([float(given.get(name, 1)) for name in names])

        holidays = known(p.get("holidays", {}), "calendar", "factor")
        return {"hours": scaled([float(h) for h in p.get("hours", ["1"] * 24)]),
                "days": named(WEEKDAYS, p.get("days", {})),
                "months": named(MONTHS, p.get("months", {})),
                "dates": self.calendars[holidays["calendar"]] if holidays else set(),
                "factor": float(holidays["factor"]) if holidays else 1.0}

    def study(self, s):
        known(s, "id", "modality", "skill", "images", "read", "rvu", "findings")
        return {"id": s["id"], "modality": s["modality"], "skill": s.get("skill"),
                "images": self.distribution(s.get("images", {"constant": "0 B"}),
                                            lambda text: with_unit(text, SIZE)),
                "read": self.distribution(s["read"], duration),
                "rvu": float(s.get("rvu", 0)),
                "findings": [(f["id"], float(share(f["prevalence"])))
                             for f in s.get("findings", [])]}

    def site(self, s):
        known(s, "id", "count", "jurisdiction", "zone", "link", "demand")
        count = int(s.get("count", 1))
        zone = ZoneInfo(s["zone"]) if "zone" in s else self.zone
        link = None
        if "link" in s:
            known(s["link"], "bandwidth", "overhead")
            link = (with_unit(s["link"]["bandwidth"], SPEED),
                    duration(s["link"].get("overhead", "0 s")))
        demand = [self.demand(d, zone) for d in s.get("demand", [])]
        names = [s["id"]] if count == 1 else ["%s-%d" % (s["id"], k + 1) for k in range(count)]
        return [{"id": name, "of": s["id"], "jurisdiction": s["jurisdiction"], "zone": zone,
                 "link": link, "demand": demand} for name in names]

    def demand(self, d, zone):
        known(d, "id", "study", "rate", "profile", "priorities", "dispersion", "trace")
        priorities = [(self.ranks[p["id"]], float(share(p["share"])))
                      for p in d.get("priorities", [])] or [(len(self.priorities) - 1, 1.0)]
        entry = {"study": self.studies[d["study"]], "priorities": priorities,
                 "dispersion": float(d.get("dispersion", 0)), "rate": None, "trace": None,
                 "profile": self.profiles[d["profile"]] if "profile" in d else self.profile({})}
        if "trace" in d:
            entry["trace"] = self.trace(d["trace"], zone)
        else:
            entry["rate"] = rate(d["rate"])
        return entry

    def trace(self, t, zone):
        """Rows (instant, number of studies, length over which they are spread), share."""
        known(t, "file", "columns", "interval", "share")
        column = known(t["columns"], "time", "count")
        spread = whole(duration(t["interval"])) if "interval" in t else 0
        rows = []
        with open(os.path.join(self.folder, t["file"]), newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if not row[column["time"]]:
                    continue
                count = int(row[column["count"]]) if "count" in column else 1
                rows.append((read_time(row[column["time"]], zone), count, spread))
        return rows, float(share(t.get("share", "100 %")))

    def shift(self, s):
        known(s, "id", "days", "from", "to", "zone")
        begin, end = read_clock(s["from"]), read_clock(s["to"])
        return {"days": read_days(s.get("days")), "from": begin,
                "to": end if end > begin else end + 24 * 60,
                "zone": ZoneInfo(s["zone"]) if "zone" in s else None}

    def occurrences(self, shift, zone, wanted=lambda day: True):
        """The shift's intervals that touch the run; wanted: by days since the start's date."""
        zero = local_of(self.start, zone).date()
        day = local_of(self.first, zone).date() - dt.timedelta(days=2)
        pairs = []
        while day <= local_of(self.last, zone).date():
            if day.weekday() in shift["days"] and wanted((day - zero).days):
                midnight = dt.datetime.combine(day, dt.time())
                begin, end = (to_instant(midnight + dt.timedelta(minutes=shift[key]), zone)
                              for key in ("from", "to"))
                pairs.append((max(begin, self.first), min(end, self.last)))
            day += dt.timedelta(days=1)
        return pairs

    def provider(self, p):
        known(p, "id", "kind", "price")
        return money(known(p.get("price", {"per-read": "USD 0"}), "per-read")["per-read"])

    def chosen(self, patterns, sites):
        """Site copies that patterns, ids of copies or bare ids name."""
        return {s["id"] for s in sites for p in listed(patterns)
                if s["of"] == p or fnmatch.fnmatchcase(s["id"], p)}

    def group(self, g):
        known(g, "id", "count", "provider", "zone", "licences", "privileges", "modalities",
              "skills", "reads", "roster", "pace", "cost")
        zone = ZoneInfo(g["zone"]) if "zone" in g else self.zone
        count = int(g.get("count", 1))
        held = known(g["licences"], "hold")["hold"]
        pace = g.get("pace", "1")
        cost = known(g.get("cost", {}), "per-hour", "per-read", "per-rvu", "overtime")
        return {"id": g["id"], "count": count, "provider": g.get("provider"),
                "licences": {j for j in self.jurisdictions for p in listed(held)
                             if fnmatch.fnmatchcase(j, p)},
                "sites": (self.chosen(known(g["privileges"], "sites")["sites"], self.sites)
                          if "privileges" in g else {s["id"] for s in self.sites}),
                "modalities": set(listed(g["modalities"])) if "modalities" in g else None,
                "skills": set(listed(g.get("skills", []))),
                "final": {"final": True, "preliminary": False}[g.get("reads", "final")],
                "on": self.roster(g.get("roster"), count, zone),
                "pace": self.distribution(pace if isinstance(pace, dict) else {"constant": pace},
                                          Fraction),
                "hour": money(cost.get("per-hour", "USD 0")),
                "read": money(cost.get("per-read", "USD 0")),
                "rvu": money(cost.get("per-rvu", "USD 0")),
                "overtime": float(share(cost.get("overtime", "100 %")))}

    def roster(self, entries, count, zone):
        """Intervals on shift of each reader of a group."""
        if entries is None:
            return [Intervals([(self.first, self.last)]) for _ in range(count)]
        pairs = [[] for _ in range(count)]
        turn = 0
        for entry in entries:
            known(entry, "id", "shift", "of", "cycle")
            shift = self.shifts[entry["shift"]]
            clock = shift["zone"] or zone
            of = int(entry.get("of", count))
            cycle = known(entry.get("cycle", {"on": "1 d", "off": "0 d"}), "on", "off")
            on, off = (int(duration(cycle[key]) / DAY) for key in ("on", "off"))
            for j in range(of):
                ahead = j * (on + off) // of
                pairs[(turn + j) % count] += self.occurrences(
                    shift, clock, lambda day: (day + ahead) % (on + off) < on)
            turn += of
        return [Intervals(p) for p in pairs]

    def read_coverage(self, entries):
        """For each provider its entries (intervals or None, wait or None); None without a list."""
        if entries is None:
            return None
        coverage = {}
        for entry in entries:
            known(entry, "id", "provider", "when", "overflow-after")
            window = None
            if "when" in entry:
                shift = self.shifts[entry["when"]]
                window = Intervals(self.occurrences(shift, shift["zone"] or self.zone))
            after = whole(duration(entry["overflow-after"])) if "overflow-after" in entry else None
            coverage.setdefault(entry["provider"], []).append((window, after))
        return coverage

    def read_finals(self, finals):
        self.final_by, self.within, self.final_time = None, None, 1
        if finals is not None:
            known(finals, "by", "within", "time")
            self.final_by = set(listed(finals["by"]))
            self.within = whole(duration(finals["within"])) if "within" in finals else None
            self.final_time = share(finals.get("time", "100 %"))

    def tool(self, t):
        known(t, "id", "studies", "finding", "sensitivity", "specificity", "time", "servers",
              "on-positive", "price")
        return {"id": t["id"],
                "studies": {s for s in self.studies for p in listed(t["studies"])
                            if fnmatch.fnmatchcase(s, p)},
                "finding": t["finding"], "sensitivity": float(share(t["sensitivity"])),
                "specificity": float(share(t["specificity"])),
                "time": self.distribution(t["time"], duration),
                "servers": int(t.get("servers", 1)),
                "rank": (self.ranks[t["on-positive"]["priority"]] if "on-positive" in t else None),
                "price": money(t.get("price", "USD 0"))}


def load(path):
    with open(path, encoding="utf-8") as file:
        return World(yaml.load(file, Loader=yaml.BaseLoader), os.path.dirname(path) or ".")
