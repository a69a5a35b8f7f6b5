# The measures of one replication of the independent simulator, all reckoned afterwards from what
# happened: lists of studies, readings, reports and verdicts. Times in minutes.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
import functools
import math

import world

MINUTE = world.MINUTE
QUARTER = 15 * MINUTE


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values) if values else None


def percentile(values, percent):
    """The least value with at least that share at or below it."""
    values = sorted(values)
    return values[(percent * len(values) + 99) // 100 - 1] if values else None


def share(hits):
    hits = list(hits)
    return sum(hits) / len(hits) if hits else None


def overlap(begin, end, first, last):
    return max(min(end, last) - max(begin, first), 0)


def verdict_of_target(w, study):
    """True, False, or None if not judged."""
    target = w.priorities[study.ordered]["target"]
    if target is None:
        return None
    if study.reported is not None:
        return study.reported - study.received <= target
    if study.received is None:
        return None
    return False if study.received + target < w.last else None


def verdict_of_final(w, study):
    if w.within is None or not study.preliminary:
        return None
    if study.finalled is not None:
        return study.finalled - study.reported <= w.within
    return False if study.reported + w.within < w.last else None


def judged(verdicts):
    return [v for v in verdicts if v is not None]


def months(w):
    """A function from a study to the month it is judged in, None if that does not count."""
    if w.end - w.start < 7 * world.DAY:
        return lambda study: 0
    counting = set()
    day = world.local_of(w.start, w.zone).replace(day=1, hour=0, minute=0, second=0,
                                                  microsecond=0, tzinfo=None)
    while world.to_instant(day, w.zone) < w.end:
        following = (day + dt.timedelta(days=32)).replace(day=1)
        part = overlap(world.to_instant(day, w.zone), world.to_instant(following, w.zone), w.start,
                       w.end)
        if part >= 7 * world.DAY:
            counting.add((day.year, day.month))
        day = following

    def month(study):
        local = world.local_of(study.received, w.zone)
        label = (local.year, local.month)
        return label if label in counting else None
    return month


def breach(w, studies, only):
    """The share of months with a broken promise; only: of this rank, None for any."""
    met = {}
    for study in studies:
        verdict = verdict_of_target(w, study)
        month = w.month(study) if verdict is not None else None
        if month is None or w.priorities[study.ordered]["attain"] is None:
            continue
        if only is None or study.ordered == only:
            met.setdefault(month, {}).setdefault(study.ordered, []).append(verdict)
    broken = [any(share(verdicts) < w.priorities[rank]["attain"]
                  for rank, verdicts in ranks.items()) for ranks in met.values()]
    return share(broken)


def of_studies(w, studies, money, only=None):
    """studies: the counted ones of a grouping; money: (revenue, cost)."""
    tats = [(s.reported - s.received) / MINUTE for s in studies if s.reported is not None]
    finals = [(s.finalled - s.received) / MINUTE for s in studies if s.finalled is not None]
    return {
        "arrived": len(studies),
        "reported": len(tats),
        "withdrawn": 0,
        "unfinished": len(studies) - len(tats),
        "tat_mean": mean(tats),
        "tat_p50": percentile(tats, 50),
        "tat_p90": percentile(tats, 90),
        "tat_p95": percentile(tats, 95),
        "tat_p99": percentile(tats, 99),
        "tat_max": max(tats, default=None),
        "tat_final_mean": mean(finals),
        "tat_final_p90": percentile(finals, 90),
        "final_met": share(judged(verdict_of_final(w, s) for s in studies)),
        "transfer_mean": mean((s.received - s.arrived) / MINUTE for s in studies
                              if s.received is not None),
        "wait_mean": mean((s.begun - s.received) / MINUTE for s in studies
                          if s.begun is not None),
        "read_mean": mean(s.read_us / MINUTE for s in studies if s.reported is not None),
        "target_met": share(judged(verdict_of_target(w, s) for s in studies)),
        "breach": breach(w, studies, only),
        "revenue": money[0],
        "cost": money[1],
    }


class Ledger:
    """Revenue and costs of the measured time: (study or None, provider or None, amount)."""

    def __init__(self, r):
        w = r.w
        self.revenue, self.costs, self.by_group = [], [], {}
        for study in r.studies:
            if study.reported is not None and w.start <= study.reported < w.end:
                if study.reporter is not None:
                    self.revenue.append((study, study.reporter, w.providers[study.reporter]))
        for at, tool, study in r.verdicts:
            if w.start <= at < w.end:
                self.costs.append((study, None, tool["price"]))
        for reader in r.readers:
            for study, amount in reader_costs(w, reader):
                self.costs.append((study, reader.group["provider"], amount))
                group = reader.group["id"]
                self.by_group[group] = self.by_group.get(group, 0) + amount

    def of(self, holds):
        """holds: of a study (None: of paid time without a reading) and a provider."""
        return tuple(math.fsum(amount for study, provider, amount in entries
                               if holds(study, provider)) for entries in (self.revenue, self.costs))

    def of_studies(self, wanted):
        return self.of(lambda study, _: study is not None and wanted(study))


def reader_costs(w, reader):
    group = reader.group
    hour = group["hour"] / world.HOUR
    unread = reader.on.length(w.start, w.end)
    for begin, end, study in reader.readings:
        begin, end = max(begin, w.start), min(end, w.end)
        if end <= begin:
            continue
        on = reader.on.length(begin, end)
        unread -= on
        yield study, (on + (end - begin - on) * group["overtime"]) * hour
    yield None, unread * hour
    for at, study in reader.reports:
        if w.start <= at < w.end:
            yield study, group["read"] + group["rvu"] * study.kind["rvu"]


def of_readers(r, ledger):
    w, groups = r.w, {}
    for group in w.groups:
        readers = [reader for reader in r.readers if reader.group is group]
        on = sum(reader.on.length(w.start, w.end) for reader in readers)
        busy = overtime = reads = 0
        rvu = 0.0
        for reader in readers:
            for begin, end, _ in reader.readings:
                begin, end = max(begin, w.start), min(end, w.end)
                if end > begin:
                    busy += end - begin
                    overtime += end - begin - reader.on.length(begin, end)
            reports = [study for at, study in reader.reports if w.start <= at < w.end]
            reads += len(reports)
            rvu += math.fsum(study.kind["rvu"] for study in reports)
        groups[group["id"]] = {
            "reads": reads, "rvu": rvu, "on_shift": on / MINUTE, "busy": busy / MINUTE,
            "utilisation": busy / (on + overtime) if on + overtime > 0 else None,
            "overtime": overtime / MINUTE,
            "cost": ledger.by_group.get(group["id"], 0)}
    return groups


def pieces(w):
    """The measured time in pieces (from, to, hour of the week on the run's clock)."""
    begin = w.start
    while begin < w.end:
        end = min((begin // QUARTER + 1) * QUARTER, w.end)
        yield begin, end, hour_of_week(w, begin)
        begin = end


def hour_of_week(w, instant):
    local = world.local_of(instant, w.zone)
    return local.weekday() * 24 + local.hour


def of_week(r, counted):
    """Six lists of 168 hours."""
    w = r.w
    length = [0] * 168
    areas = {"backlog": [0] * 168, "on": [0] * 168, "busy": [0] * 168, "over": [0] * 168}

    def spread(name, begin, end, sign=1):
        begin, end = max(begin, w.start), min(end, w.end)
        while begin < end:
            stop = min((begin // QUARTER + 1) * QUARTER, end)
            areas[name][hour_of_week(w, begin)] += sign * (stop - begin)
            begin = stop

    for begin, end, hour in pieces(w):
        length[hour] += end - begin
    for study in r.studies:
        if study.received is not None:
            spread("backlog", study.received, w.last if study.reported is None else study.reported)
    for reader in r.readers:
        for begin, end in reader.on.within(w.start, w.end):
            spread("on", begin, end)
        for begin, end, _ in reader.readings:
            spread("busy", begin, end)
            spread("over", begin, end)
            for first, last in reader.on.within(begin, end):
                spread("over", first, last, -1)  # overtime is what lies outside the shift
    arrivals, tats, met = [0] * 168, [[] for _ in range(168)], [[] for _ in range(168)]
    for study in counted:
        arrivals[hour_of_week(w, study.arrived)] += 1
        if study.received is not None:
            hour = hour_of_week(w, study.received)
            if study.reported is not None:
                tats[hour].append((study.reported - study.received) / MINUTE)
            met[hour] += judged([verdict_of_target(w, study)])

    def average(area):
        return [a / d if d else None for a, d in zip(area, length)]

    paid = [on + over for on, over in zip(areas["on"], areas["over"])]
    return {"arrivals": [n / (d / world.HOUR) if d else None for n, d in zip(arrivals, length)],
            "backlog": average(areas["backlog"]),
            "readers_on_shift": average(areas["on"]),
            "utilisation": [b / p if p else None for b, p in zip(areas["busy"], paid)],
            "tat_mean": [mean(t) if d else None for t, d in zip(tats, length)],
            "target_met": [share(m) if d else None for m, d in zip(met, length)]}


def little_gap(r):
    """From the area under the steps of the backlog, and from the studies one by one."""
    w, steps, ordeal = r.w, [], 0
    for study in r.studies:
        if study.received is not None:
            end = w.last if study.reported is None else study.reported
            steps += [(study.received, 1), (end, -1)]
            ordeal += overlap(study.received, end, w.start, w.end)
    area = level = 0
    before = w.first
    for at, change in sorted(steps):
        area += level * overlap(before, at, w.start, w.end)
        level, before = level + change, at
    return (area - ordeal) / area if area else None


def of(r):
    w = r.w
    w.month = months(w)
    counted = [s for s in r.studies if s.arrived >= w.start]  # none arrives after the end
    ledger = Ledger(r)

    def grouped(ids, holds, only=lambda name: None):
        return {name: of_studies(w, [s for s in counted if holds(s, name)],
                                 ledger.of_studies(lambda s, name=name: holds(s, name)),
                                 only(name)) for name in ids}

    overall = of_studies(w, counted, ledger.of(lambda study, provider: True))
    overall["little_gap"] = little_gap(r)
    providers = grouped(w.providers, lambda s, name: s.reporter == name)
    for name, measured in providers.items():
        measured["revenue"], measured["cost"] = ledger.of(
            lambda study, provider, name=name: provider == name)
    return {
        "overall": overall,
        "by_priority": grouped([p["id"] for p in w.priorities],
                               lambda s, name: s.ordered == w.ranks[name],
                               lambda name: w.ranks[name]),
        "by_modality": grouped(dict.fromkeys(s["modality"] for s in w.studies.values()),
                               lambda s, name: s.kind["modality"] == name),
        "by_study": grouped(w.studies, lambda s, name: s.kind["id"] == name),
        "by_site": grouped([s["id"] for s in w.sites], lambda s, name: s.site["id"] == name),
        "by_provider": providers,
        "by_finding": grouped(w.findings, lambda s, name: name in s.found),
        "readers": of_readers(r, ledger),
        "week": of_week(r, counted),
    }


@functools.cache
def student(level, freedom):
    """Quantile of Student's t by bisection on Simpson's rule; for intervals only."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(
        freedom * math.pi)

    def below(t, panels=2000):
        step = t / panels
        heights = [(1 + (k * step) ** 2 / freedom) ** (-(freedom + 1) / 2)
                   for k in range(panels + 1)]
        total = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
        return 0.5 + scale * step / 3 * total

    low, high = 0.0, 1.0
    while below(high) < level:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < level else (low, middle)
    return high
