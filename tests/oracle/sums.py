# What all measures are reckoned with.
# SPDX-License-Identifier: GPL-3.0-or-later
import math


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
    if study.withdrawn is not None:
        return False
    if study.received is None:
        return None
    return False if study.received + target < w.last else None


def judged(verdicts):
    return [v for v in verdicts if v is not None]


def closed(w, study):
    """Until when it counts in the backlog."""
    ends = [at for at in (study.reported, study.withdrawn) if at is not None]
    return ends[0] if ends else w.last
