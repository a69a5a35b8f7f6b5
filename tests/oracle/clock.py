# Local clocks, and spans of time.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import bisect
import datetime as dt

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


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


def day_begins(date, zone):
    """The first instant of a local date."""
    return to_instant(dt.datetime.combine(date, dt.time()), zone)


def dates(first, last, zone):
    """The local dates from that of one instant to that of another."""
    day = local_of(first, zone).date()
    while day <= local_of(last, zone).date():
        yield day
        day += dt.timedelta(days=1)


def at_time(date, minutes):
    """Local midnight and so many minutes by the clock's face."""
    return dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=minutes)


def read_date(text):
    return dt.date.fromisoformat(text)


def read_clock(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def read_days(text):
    if text is None:
        return set(range(7))
    days = set()
    for part in text if isinstance(text, list) else [text]:
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
