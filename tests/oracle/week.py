# The measures by the hour of the week, on the run's clock; hour 0 is Monday 00:00.
# SPDX-License-Identifier: GPL-3.0-or-later
import clock
from quantity import HOUR, MINUTE
from sums import closed, judged, mean, share, verdict_of_target

QUARTER = 15 * MINUTE


def pieces(w):
    """The measured time in pieces (from, to, hour of the week on the run's clock)."""
    begin = w.start
    while begin < w.end:
        end = min((begin // QUARTER + 1) * QUARTER, w.end)
        yield begin, end, hour_of_week(w, begin)
        begin = end


def hour_of_week(w, instant):
    local = clock.local_of(instant, w.zone)
    return local.weekday() * 24 + local.hour


def of(r, counted):
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
            spread("backlog", study.received, closed(w, study))
    for reader in r.readers:
        for begin, end in reader.on.within(w.start, w.end):
            spread("on", begin, end)
        for begin, end, *_ in reader.segments:
            spread("busy", begin, end)
            spread("over", begin, end)
            for first, last in reader.on.within(begin, end):
                spread("over", first, last, -1)  # overtime is what lies outside the shift
    arrivals, tats, met = [0] * 168, [[] for _ in range(168)], [[] for _ in range(168)]
    for study in counted:
        arrivals[hour_of_week(w, study.arrived)] += 1
        if study.received is not None and study.received < w.end:
            hour = hour_of_week(w, study.received)
            if study.reported is not None:
                tats[hour].append((study.reported - study.received) / MINUTE)
            met[hour] += judged([verdict_of_target(w, study)])

    def average(area):
        return [a / d if d else None for a, d in zip(area, length)]

    paid = [on + over for on, over in zip(areas["on"], areas["over"])]
    return {"arrivals": [n / (d / HOUR) if d else None for n, d in zip(arrivals, length)],
            "backlog": average(areas["backlog"]),
            "readers_on_shift": average(areas["on"]),
            "utilisation": [b / p if p else None for b, p in zip(areas["busy"], paid)],
            "tat_mean": [mean(t) if d else None for t, d in zip(tats, length)],
            "target_met": [share(m) if d else None for m, d in zip(met, length)]}
