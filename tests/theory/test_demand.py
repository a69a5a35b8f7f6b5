# SPDX-License-Identifier: GPL-3.0-or-later
"""How many studies come, and what waits behind groups, against closed forms.

Counts are set beside their mean and variance; the seeds are fixed, and a mean may be 4 standard
errors off. Waits as in test_theory.py."""
import json
import math
import os
import subprocess
import sys
import tempfile

try:
    import h5py
    import numpy
except ImportError:
    print("no h5py")
    sys.exit(77)

from test_theory import LONG, TELERAD, judge, simulate, world

DAY = 86400e6  # us
MANY = 10 if LONG else 1


def trace(scenario, replications, files=None):
    """Columns of the trace of all replications; quick reading, so that only demand is seen."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in dict(files or {}, **{"world.yaml": json.dumps(scenario)}).items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        result = os.path.join(folder, "world.h5")
        subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "-q", "--trace=all",
                        "-n", str(replications), "-o", result], check=True,
                       stdout=subprocess.DEVNULL)
        with h5py.File(result) as file:
            return {name: file["trace"][name][...] for name in
                    ("replication", "site", "demand", "arrived", "ordered", "count")}


def sends(days, *sites, start="2026-06-01T00:00", **more):
    """Sites that send to one quick reader: (id, zone, keys, demand entries) each."""
    run = dict({"zone": "UTC", "start": start, "duration": f"{days} d", "replications": "1"},
               **more.pop("run", {}))
    return dict({
        "telerad": "1", "run": run, "jurisdictions": [{"id": "home"}],
        "priorities": [{"id": "all"}],
        "studies": [{"id": "ct", "modality": "CT", "read": "1 ms"}],
        "sites": [dict({"id": name, "zone": zone, "jurisdiction": "home",
                        "demand": [dict({"study": "ct"}, **entry) for entry in entries]}, **keys)
                  for name, zone, keys, entries in sites],
        "readers": [{"id": "r", "licences": {"hold": ["home"]}}]}, **more)


def near(what, got, mean, error):
    """Says a number beside its right value; error: one standard error."""
    good = abs(got - mean) <= 4 * error
    print(f"  {'ok  ' if good else 'FAIL'} {what}: {got:.5g}, right {mean:.5g} +- {error:.2g}")
    return good


def counts(columns, edges, replications, **where):
    """[replications][edges - 1] studies that arrive between these instants, in us."""
    chosen = numpy.ones(len(columns["arrived"]), bool)
    for name, value in where.items():
        chosen &= columns[name] == value
    table = numpy.zeros((replications, len(edges) - 1))
    for k in range(replications):
        mine = columns["arrived"][chosen & (columns["replication"] == k)]
        table[k] = numpy.histogram(mine, edges)[0]
    return table


def batches():
    """M^X/M/1: the wait of the group's first is that of M/G/1 with a group as one customer, and
    within the group one waits for those before: Burke, Delays in single-server queues with batch
    input, Oper. Res. 23 (1975); Gross et al., Fundamentals of Queueing Theory, ch. 3. Reading is
    exponential of mean 10 min, groups of 4, or of 1 to 6 alike."""
    six = {"uniform": {"min": "0.5", "max": "6.5"}}
    for size, first, second, rate in (("4", 4.0, 16.0, 3.6), (six, 3.5, 91 / 6, 3.9)):
        scenario = world(1, [("ct", rate, {"exponential": {"mean": "10 min"}}, {"all": 100})])
        scenario["sites"][0]["demand"][0]["batch"] = {"size": size}
        load = rate / 60 * 10
        groups = rate / 60 / first
        wait = (groups * 100 * (first + second) / (2 * (1 - load)) +
                10 * (second - first) / (2 * first))
        yield scenario, [("overall.wait_mean", wait)]


def growth():
    """Growth over four years, one of them before the start: the mean count of the year from a to b
    is rate × 365 × ((1+g)^b - (1+g)^a) / ln(1+g), the counts are Poisson, and the instants have the
    distribution function that goes with it (Kolmogorov-Smirnov)."""
    good = True
    for share in (0.4, -0.3):
        replications, k = 30 * MANY, math.log(1 + share)
        scenario = sends(3 * 365, ("a", "UTC", {}, [{"rate": "10/day",
                                                     "growth": f"{100 * share} %/yr"}]),
                         start="2026-01-01T00:00", run={"warmup": "365 d"})
        columns = trace(scenario, replications)
        years = counts(columns, [365 * DAY * year for year in range(-1, 4)], replications)
        for year in range(-1, 3):
            mean = 3650 * (math.exp(k * (year + 1)) - math.exp(k * year)) / k
            mine = years[:, year + 1]
            good &= near(f"growth {share:+.0%}, year {year}", mine.mean(), mean,
                         math.sqrt(mean / replications))
            good &= near("  variance / mean", mine.var(ddof=1) / mean, 1,
                         math.sqrt(2 / replications))
        at = numpy.sort(columns["arrived"]) / (365 * DAY)
        below = (numpy.exp(k * at) - math.exp(-k)) / (math.exp(3 * k) - math.exp(-k))
        steps = numpy.arange(len(at)) / len(at)
        distance = max(abs(below - steps).max(), abs(below - steps - 1 / len(at)).max())
        good &= near("  distance × √n", distance * math.sqrt(len(at)), 0, 1.95 / 4)  # P = 0.001
    return good


def surges():
    """A surge over a clock change: on 8 March 2026 Chicago's hours from 01:00 to 04:00 are two, on
    1 November those from 00:00 to 04:00 five; the surge has 3 × and the rest 1 × the rate."""
    good = True
    for day, hours, first, span in (("2026-03-08", 23, "01", 2), ("2026-11-01", 25, "00", 5)):
        replications = 60 * MANY
        scenario = sends(1, ("a", "America/Chicago", {}, [{"rate": "480/day"}]),
                         start=day + "T00:00",
                         run={"zone": "America/Chicago", "duration": f"{hours} h"},
                         surges=[{"id": "s", "from": f"{day}T{first}:00", "to": day + "T04:00",
                                  "factor": "3"}])
        begin = int(first) * 3600e6
        table = counts(trace(scenario, replications),
                       [0, begin, begin + span * 3600e6, hours * 3600e6] if begin > 0 else
                       [0, span * 3600e6, hours * 3600e6], replications)
        means = [20 * begin / 3600e6] * (begin > 0) + [60 * span,
                                                       20 * (hours - span) - 20 * begin / 3600e6]
        for i, mean in enumerate(means):
            good &= near(f"{day}, part {i}", table[:, i].mean(), mean,
                         math.sqrt(mean / replications))
    return good


def shared_days():
    """Dispersion shared by the run's days (cv 0.5), by a site's (0.3) and of an entry (0.2): the
    factors multiply, so that a day's count of mean m has the variance m + m² (Π (1 + cv²) - 1), the
    counts of two entries the covariance m m' (Π of what they share (1 + cv²) - 1). The sites'
    clocks are those of Kolkata and Chicago, and the run's day is UTC's."""
    days, replications, mean = 400, 10 * MANY, 40.0
    entries = [{"rate": "40/day", "dispersion": "0.2"}, {"id": "b", "rate": "40/day"}]
    scenario = sends(days, ("a", "UTC", {"dispersion": "0.3"}, entries),
                     ("c", "Asia/Kolkata", {}, [{"rate": "40/day"}]),
                     ("d", "America/Chicago", {"dispersion": "0.3"}, [{"rate": "40/day"}]),
                     run={"dispersion": "0.5"})
    columns = trace(scenario, replications)
    edges = [DAY * day for day in range(days + 1)]
    table = {(site, entry): counts(columns, edges, replications, site=site,
                                   demand=entry).reshape(-1)
             for site, entry in ((0, 0), (0, 1), (1, 0))}
    run, site, own = 1.25, 1.09, 1.04
    n = math.sqrt(days * replications)
    good = True
    for key, product in (((0, 0), run * site * own), ((0, 1), run * site), ((1, 0), run)):
        right = mean + mean ** 2 * (product - 1)
        good &= near(f"mean of {key}", table[key].mean(), mean, math.sqrt(right) / n)
        good &= near(f"variance of {key}", table[key].var(), right, 2.5 * right / n)
    for one, other, product in (((0, 0), (0, 1), run * site), ((0, 0), (1, 0), run)):
        right = mean ** 2 * (product - 1)
        good &= near(f"covariance of {one} and {other}", numpy.cov(table[one], table[other])[0, 1],
                     right, 3 * right / n)
    # days that touch only in the run's clock: a site's own factor is not shared with another site
    kolkata = scenario["sites"][1]
    kolkata["dispersion"], scenario["run"]["dispersion"] = "0.5", "0"
    scenario["sites"][0]["dispersion"] = "0.5"
    columns = trace(scenario, replications)
    apart = [counts(columns, edges, replications, site=k, demand=1 - k).reshape(-1)
             for k in (0, 1)]
    good &= near("covariance of two sites without the run's",
                 numpy.cov(apart[0], apart[1])[0, 1], 0, (mean + 0.25 * mean ** 2) / n)
    # a day of Kolkata's clock begins at 18:30 UTC; its halves share the factor, its neighbours not
    halves = counts(columns, [DAY * (k / 2 - 5.5 / 24) for k in range(1, 2 * days)], replications,
                    site=1)
    odd, even = halves[:, 1:-2:2].reshape(-1), halves[:, 2:-1:2].reshape(-1)
    good &= near("covariance within a local day", numpy.cov(odd, even)[0, 1], 0.25 * 20 ** 2,
                 1.5 * (20 + 100) / n)
    within = numpy.cov(halves[:, 2:-2:2].reshape(-1), halves[:, 3:-1:2].reshape(-1))[0, 1]
    good &= near("covariance across a local midnight", within, 0, (20 + 100) / n)
    return good


def run_midnight():
    """The run's day (factor of cv 1) begins at its own midnight, 05:30 on the site's clock, whose
    hours begin at half past: the half hour after it goes with its own day, not with the last."""
    days, replications, mean = 60, 20 * MANY, 100.0
    scenario = sends(days, ("a", "Asia/Kolkata", {}, [{"rate": "4800/day"}]),
                     run={"dispersion": "1"})
    table = counts(trace(scenario, replications),
                   [DAY / 48 * k for k in range(48 * days + 1)], replications)
    first, before, after = (table[:, 48 + k::48][:, :days - 1].reshape(-1) for k in (0, -2, 2))
    n = math.sqrt(replications * (days - 1))
    return (near("covariance with its day", numpy.cov(first, after)[0, 1], mean ** 2,
                 3 * mean ** 2 / n)
            and near("covariance with the last", numpy.cov(first, before)[0, 1], 0,
                     1.1 * mean ** 2 / n))


def found_again():
    """Newfoundland's clock went back from 00:01 to 23:01 on 7 November 2010, so that the 6th came
    back for 59 minutes: they have the factor of that day (of cv 1), not of the 7th."""
    replications = 300 * MANY
    scenario = sends(2, ("a", "America/St_Johns", {}, [{"rate": "2400/day", "dispersion": "1"}]),
                     start="2010-11-06T00:00", run={"zone": "America/St_Johns"})
    hour = 3600e6
    table = counts(trace(scenario, replications),
                   [22 * hour, 23 * hour, 24 * hour, 24 * hour + hour / 60, 25 * hour,
                    26 * hour], replications)
    mean = 100 * 59 / 60
    same, other = table[:, 3] - mean / 100 * table[:, 0], table[:, 3] - mean / 100 * table[:, 4]
    right = mean + (mean / 100) ** 2 * 100
    return (near("difference to the 6th, squared", (same ** 2).mean(), right,
                 3 * right / math.sqrt(replications))
            and near("difference to the 7th, squared", (other ** 2).mean(),
                     right + 2 * mean ** 2, 12 * mean ** 2 / math.sqrt(replications)))


def resampled():
    """Days drawn anew: the mean count of a weekday is the mean of its recorded days, the variance
    theirs (about 0 and with n below), thinned as the share says; two days of the run are drawn each
    by itself. Four weeks are recorded, with 10 w + 4 d studies on weekday d of week w."""
    weeks, replications, share = 60, 10 * MANY, 0.5
    rows = ["time,n"]
    recorded = [[10 * week + 4 * day + 2 for week in range(4)] for day in range(7)]
    for week in range(4):
        for day in range(7):
            rows.append(f"2025-09-{1 + 7 * week + day:02}T00:00,{recorded[day][week]}")
    entry = {"trace": {"file": "a.csv", "columns": {"time": "time", "count": "n"},
                       "interval": "24 h", "share": f"{100 * share} %"}, "replay": "resample"}
    scenario = sends(7 * weeks, ("a", "UTC", {}, [entry]), start="2026-06-01T00:00")
    columns = trace(scenario, replications, {"a.csv": "\n".join(rows) + "\n"})
    table = counts(columns, [DAY * day for day in range(7 * weeks + 1)], replications)
    table = table.reshape(replications * weeks, 7)
    n = math.sqrt(replications * weeks)
    good = True
    for day in range(7):
        whole = numpy.array(recorded[day], float)
        right = share * whole.mean()
        spread = share ** 2 * whole.var() + share * (1 - share) * whole.mean()
        good &= near(f"weekday {day}", table[:, day].mean(), right, math.sqrt(spread) / n)
        good &= near("  variance", table[:, day].var(), spread, 1.5 * spread / n)
    good &= near("covariance of neighbours", numpy.cov(table[:, 2], table[:, 3])[0, 1], 0, 45 / n)
    return good


def groups():
    """Groups at a rate: a compound Poisson count, of mean λ E[X] and variance λ E[X²]; sizes 1 to
    5 alike, 30 studies a day."""
    days, replications = 200, 5 * MANY
    entry = {"rate": "30/day", "batch": {"size": {"uniform": {"min": "0.5", "max": "5.5"}}}}
    scenario = sends(days, ("a", "UTC", {}, [entry]))
    table = counts(trace(scenario, replications), [DAY * day for day in range(days + 1)],
                   replications).reshape(-1)
    n = math.sqrt(days * replications)
    right = 10 * 11.0
    return (near("mean", table.mean(), 30, math.sqrt(right) / n)
            and near("variance", table.var(), right, 1.7 * right / n))


def ordered():
    """Orders at a rate for ever, of images that take U(0, 6 h): what arrives is Poisson of the mean
    rate × (T - 3 h), none in the first instant and half the rate after three hours (Eick, Massey
    and Whitt, The physics of the M_t/G/∞ queue, Oper. Res. 41, 1993)."""
    replications, hour = 200 * MANY, 3600e6
    entry = {"rate": "240/day", "acquire": {"uniform": {"min": "0 h", "max": "6 h"}}}
    scenario = sends(1, ("a", "UTC", {}, [entry]), run={"duration": "12 h"})
    table = counts(trace(scenario, replications), [0, 3 * hour, 6 * hour, 12 * hour], replications)
    good = True
    for part, mean in enumerate((10 * 3 * 0.25, 10 * 3 * 0.75, 60)):
        good &= near(f"part {part}", table[:, part].mean(), mean, math.sqrt(mean / replications))
        good &= near("  variance / mean", table[:, part].var() / mean, 1,
                     1.6 * math.sqrt(2 / replications))
    return good


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program")
        return 77
    good = True
    print(batches.__doc__)
    for scenario, answers in batches():
        document = simulate(scenario, 1000 if LONG else 50)
        for path, exact in answers:
            good = judge(document, path, exact) and good
    for family in (growth, surges, shared_days, run_midnight, found_again, resampled, groups,
                   ordered):
        print(family.__doc__)
        good = family() and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
