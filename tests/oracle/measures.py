# The measures of one replication of the independent simulator, all reckoned afterwards from what
# happened: lists of studies, readings, reports and verdicts. Times in minutes.
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import math

import clock
import money
import week
from quantity import DAY, MINUTE
from sums import closed, judged, mean, overlap, percentile, share, verdict_of_target


def verdict_of_final(w, study):
    if w.within is None or not study.preliminary:
        return None
    if study.finalled is not None:
        return study.finalled - study.reported <= w.within
    return False if study.reported + w.within < w.last else None


def judging(w):
    """A function from a study to the month it is judged in, None if that does not count."""
    if w.end - w.start < 7 * DAY:
        return lambda study: 0
    counting = set()
    for begin, end, _ in money.months(w):
        if end - begin >= 7 * DAY:
            local = clock.local_of(begin, w.zone)
            counting.add((local.year, local.month))

    def month(study):
        local = clock.local_of(study.received, w.zone)
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


def of_studies(w, studies, amounts, only=None):
    """studies: the counted ones of a grouping; amounts: their money."""
    tats = [(s.reported - s.received) / MINUTE for s in studies if s.reported is not None]
    finals = [(s.finalled - s.received) / MINUTE for s in studies if s.finalled is not None]
    withdrawn = sum(s.withdrawn is not None for s in studies)
    called = [s for s in studies if s.call_end is not None and s.call_end < w.last]
    return {
        "arrived": len(studies),
        "reported": len(tats),
        "withdrawn": withdrawn,
        "unfinished": len(studies) - len(tats) - withdrawn,
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
        "discrepancies": sum(s.found_wrong for s in studies),
        "call_mean": mean((s.call_end - s.reported) / MINUTE for s in called),
        "call_met": share(all(end <= limit for end, limit in s.limits)
                          for s in called if s.limits),
    } | amounts


def of_readers(r, ledger):
    w, groups = r.w, {}
    for group in w.groups:
        readers = [reader for reader in r.readers if reader.group is group]
        on = sum(reader.on.length(w.start, w.end) for reader in readers)
        busy = overtime = reads = 0
        rvu = 0.0
        for reader in readers:
            for begin, end, *_ in reader.segments:
                begin, end = max(begin, w.start), min(end, w.end)
                if end > begin:
                    busy += end - begin
                    overtime += end - begin - reader.on.length(begin, end)
            reports = [study for at, study, _ in reader.reports if w.start <= at < w.end]
            reads += len(reports)
            rvu += math.fsum(study.kind["rvu"] for study in reports)
        groups[group["id"]] = {
            "reads": reads, "rvu": rvu, "on_shift": on / MINUTE, "busy": busy / MINUTE,
            "utilisation": busy / (on + overtime) if on + overtime > 0 else None,
            "overtime": overtime / MINUTE,
            "interruptions": sum(w.start <= at < w.end for reader in readers
                                 for at in reader.interruptions),
            "cost": ledger.of_group(group)}
    return groups


def of_months(w, ledger, holds):
    made = {}
    for number, (begin, _, _) in enumerate(ledger.months):
        sums = ledger.sums(lambda month, study, provider, reader, number=number:
                           month == number and holds(provider))
        del sums["cost"]
        made[clock.local_of(begin, w.zone).strftime("%Y-%m")] = sums
    return made


def little_gap(r):
    """From the area under the steps of the backlog, and from the studies one by one."""
    w, steps, ordeal = r.w, [], 0
    for study in r.studies:
        if study.received is not None:
            end = closed(w, study)
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
    w.month = judging(w)
    counted = [s for s in r.studies if s.arrived >= w.start]  # none arrives after the end
    ledger = money.Ledger(r)

    def grouped(ids, holds, only=lambda name: None):
        return {name: of_studies(w, [s for s in counted if holds(s, name)],
                                 ledger.of_studies(lambda s, name=name: holds(s, name)),
                                 only(name)) for name in ids}

    overall = of_studies(w, counted, ledger.sums(lambda *entry: True))
    overall["little_gap"] = little_gap(r)
    providers = grouped(w.providers, lambda s, name: s.reporter == name)
    for name, measured in providers.items():
        measured |= ledger.sums(
            lambda month, study, provider, reader, name=name: provider == name)
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
        "by_month": of_months(w, ledger, lambda provider: True),
        "by_provider_month": {name: of_months(w, ledger, lambda p, name=name: p == name)
                              for name in w.providers},
        "readers": of_readers(r, ledger),
        "week": week.of(r, counted),
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
