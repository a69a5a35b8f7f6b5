# The program against the independent simulator where chance rules: Welch's t on the replications of
# both, for the means of most groupings, all comparisons together at one false alarm in a hundred
# (Bonferroni). Seeds are fixed, so a pass stays a pass.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import measures
import oracle
import world
import worlds

PROGRAM = os.environ.get("TELERAD", "")
LONG = "TELERAD_LONG" in os.environ
SCENARIOS, OURS, THEIRS = (8, 60, 400) if LONG else (2, 16, 200)
ALARM = 0.01
# Percentiles and shares of few studies are far from normal; these are near enough.
JUDGED = ("arrived", "reported", "tat_mean", "tat_p50", "transfer_mean", "wait_mean", "read_mean",
          "target_met", "tat_final_mean", "revenue", "cost", "reads", "rvu", "on_shift", "busy",
          "utilisation", "overtime")


def night_cover(seed):
    """Two days of a network that buys its nights, with everything in it drawn anew."""
    r = random.Random("agree %d" % seed)

    def minutes(median, spread):
        return {"lognormal": {"median": "%.2f min" % median, "p90": "%.2f min" % (median * spread)}}

    profile = {"id": "ed", "hours": ["%.2f" % r.uniform(0.3, 1.6) for _ in range(24)],
               "days": {"mon": "1.2", "sun": "0.8"}, "months": {"mar": "1.1"},
               "holidays": {"calendar": "off", "factor": "0.7"}}
    studies = [
        {"id": "ct", "modality": "CT", "skill": "neuro", "read": minutes(r.uniform(5, 8), 2.2),
         "images": {"lognormal": {"median": "250 MB", "p90": "600 MB"}}, "rvu": "0.85",
         "findings": [{"id": "ich", "prevalence": "12 %"}]},
        {"id": "dx", "modality": "DX", "rvu": "0.18",
         "read": r.choice([{"gamma": {"mean": "2 min", "cv": "0.8"}},
                           {"weibull": {"scale": "2 min", "shape": "1.4"}},
                           {"erlang": {"mean": "2 min", "k": "3"}},
                           {"hyperexponential": {"mean": "2 min", "cv": "1.5", "max": "20 min"}}])}]
    mix = [{"id": "stroke", "share": "10 %"}, {"id": "stat", "share": "50 %"},
           {"id": "routine", "share": "40 %"}]
    sites = [{"id": "story", "count": "3", "jurisdiction": "US-IA", "zone": "America/Chicago",
              "link": {"bandwidth": "20 Mbit/s", "overhead": "30 s"},
              "demand": [{"study": "ct", "rate": "%d/day" % r.randint(14, 20), "profile": "ed",
                          "priorities": mix, "dispersion": r.choice(["0", "0.15"])},
                         {"study": "dx", "rate": "50/day", "profile": "ed", "priorities": mix}]},
             {"id": "mercer", "jurisdiction": "US-IL", "zone": "America/New_York",
              "demand": [{"study": "ct", "priorities": mix,
                          "trace": {"file": "world.csv", "interval": "1 h", "share": "30 %",
                                    "columns": {"time": "hour", "count": "n"}}}]}]
    return {
        "telerad": "1", "name": "Agreement %d" % seed,
        "run": {"zone": "America/Chicago", "start": r.choice(["2026-03-07T00:00",
                                                              "2026-06-01T00:00"]),
                "duration": "2 d", "warmup": "1 d", "drain": "1 d"},
        "jurisdictions": [{"id": "US-IA"}, {"id": "US-IL"}],
        "calendars": [{"id": "off", "dates": ["2026-06-02"]}], "profiles": [profile],
        "priorities": [{"id": "stroke", "target": "20 min", "attain": "95 %"},
                       {"id": "stat", "target": "30 min", "attain": "90 %"},
                       {"id": "routine", "target": "24 h", "attain": "95 %"}],
        "findings": [{"id": "ich"}], "studies": studies, "sites": sites,
        "shifts": [{"id": "day", "from": "07:00", "to": "19:00"},
                   {"id": "night", "from": "19:00", "to": "07:00", "zone": "America/Chicago"},
                   {"id": "crew", "from": "13:00", "to": "09:00", "zone": "America/Chicago"}],
        "readers": [
            {"id": "iowa", "count": "2", "provider": "county", "zone": "America/Chicago",
             "licences": {"hold": ["US-*"]}, "skills": ["neuro"], "roster": [{"shift": "day"}],
             "pace": {"lognormal": {"median": "1", "p90": "1.25"}},
             "cost": {"per-hour": "USD 190"}},
            {"id": "mumbai", "count": r.choice(["2", "3"]), "provider": "nightco",
             "zone": "Asia/Kolkata", "licences": {"hold": ["US-*"]}, "skills": ["neuro"],
             "reads": "preliminary", "roster": [{"shift": "crew"}],
             "cost": {"per-read": "USD 22"}}],
        "providers": [{"id": "county", "kind": "inhouse"},
                      {"id": "nightco", "kind": "offshore", "price": {"per-read": "USD 48"}}],
        "coverage": [{"provider": "county"}, {"provider": "nightco", "when": "night"},
                     {"provider": "nightco", "overflow-after": "15 min"}],
        "final-reads": {"by": ["county"], "within": "12 h"},
        "dispatch": {"order": r.choice(["priority", "deadline", "fifo"]),
                     "preempt": r.choice([[], ["stroke"]])},
        "ai": [{"id": "triage", "studies": ["ct"], "finding": "ich", "sensitivity": "90 %",
                "specificity": "85 %", "time": {"lognormal": {"median": "70 s", "p90": "150 s"}},
                "servers": r.choice(["1", "4"]), "on-positive": {"priority": "stroke"},
                "price": "USD 1"}],
    }


def write(seed, folder):
    document = night_cover(seed)
    day = document["run"]["start"][:8]
    with open(os.path.join(folder, "world.csv"), "w", encoding="utf-8") as file:
        print("hour,n", file=file)
        for hour in range(96):
            date = int(document["run"]["start"][8:10]) - 1 + hour // 24
            if date > 0:
                print("%s%02dT%02d:00,%d" % (day, date, hour % 24, hour % 7), file=file)
    return worlds.write(document, folder)


def leaves(tree, path=()):
    for key, value in tree.items():
        if key in ("week", "by_site", "by_modality"):  # no more than the others, but rarer events
            continue
        if isinstance(value, dict) and "half_width" not in value:
            yield from leaves(value, path + (key,))
        elif key in JUDGED:
            yield path + (key,), value


def spread(interval, count):
    """The variance of a mean, from half the width of its interval."""
    return (interval["half_width"] / measures.student(0.975, count - 1)) ** 2


def comparisons(got, wanted):
    """(path, t, degrees of freedom) of each measure that both could say."""
    for path, ours in leaves(wanted):
        theirs = got
        for key in path:
            theirs = theirs[key]
        if ours["half_width"] is None or theirs["half_width"] is None:
            continue
        a, b = spread(ours, OURS), spread(theirs, THEIRS)
        if min(a, b) < 1e-18 < max(a, b):
            continue  # so rare that one of the two never saw it: no ground for a t
        if path[-1] == "target_met" and min(ours["mean"], theirs["mean"]) > 0.98:
            continue  # nor for misses by the handful
        gap = theirs["mean"] - ours["mean"]
        if a + b < 1e-18:
            yield path, 0 if abs(gap) < 1e-6 else math.inf, 1, theirs, ours
            continue
        freedom = (a + b) ** 2 / (a**2 / (OURS - 1) + b**2 / (THEIRS - 1))
        yield path, abs(gap) / math.sqrt(a + b), freedom, theirs, ours


def main():
    if not os.access(PROGRAM, os.X_OK):
        print("no program: TELERAD is %r" % PROGRAM)
        sys.exit(77)
    found = []
    for seed in range(SCENARIOS):
        with tempfile.TemporaryDirectory() as folder:
            path = write(seed, folder)
            ran = subprocess.run([PROGRAM, "run", path, "-n", str(THEIRS), "-j", "1", "--json"],
                                 capture_output=True, text=True, check=False)
            if ran.returncode != 0:
                sys.exit("scenario %d: exit %d: %s" % (seed, ran.returncode, ran.stderr))
            ours = oracle.simulate(world.load(path), OURS, 1)
        found += [(seed,) + c for c in comparisons(json.loads(ran.stdout), ours)]
    alarm = ALARM / len(found)
    worst = [(c, measures.student(1 - alarm / 2, max(int(c[3]), 1))) for c in found]
    failed = [(c, edge) for c, edge in worst if c[2] > edge]
    for (seed, path, t, _, theirs, ours), edge in failed:
        print("scenario %d, %s: %s, wanted %s (t %.2f, at most %.2f)"
              % (seed, ".".join(path), theirs, ours, t, edge))
    print("%d measures of %d scenarios compared, %d differ; greatest t %.2f"
          % (len(found), SCENARIOS, len(failed), max(c[2] for c in found)))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
