# SPDX-License-Identifier: GPL-3.0-or-later
"""AI tools against theory: points of the binormal curve, shares of what is found, missed and
reported alone, and the queue of what is left for readers.

The curve: equal-variance binormal, AUC = F(d' / sqrt 2), sensitivity = F(d' - t), specificity =
F(t), F the normal distribution function (Green and Swets 1966, chapter 2; Metz 1978). Counts must
lie within four standard deviations of their binomial or Poisson means; the seed is fixed.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
from statistics import NormalDist

try:
    import h5py
except ImportError:
    print("no h5py")
    sys.exit(77)

TELERAD = os.environ["TELERAD"]
LONG = bool(os.environ.get("TELERAD_LONG"))
WITHIN = 4
NORMAL = NormalDist()
PREVALENCE, RATE, MEAN = 0.2, 20, 10.0  # studies an hour; minutes


def simulate(tool, readers="20", days=91, **more):
    """The document and the /ai tables, summed over replications."""
    world = {
        "telerad": "1",
        "run": {"zone": "UTC", "start": "2026-01-05T00:00", "duration": f"{days} d",
                "warmup": "7 d", "replications": "20" if LONG else "4"},
        "jurisdictions": [{"id": "home"}], "findings": [{"id": "there"}],
        "priorities": [{"id": "raised"}, {"id": "normal"}, {"id": "low"}],
        "studies": [{"id": "ct", "modality": "CT", "read": {"exponential": {"mean": "10 min"}},
                     "findings": [{"id": "there", "prevalence": "20 %"}]}],
        "sites": [{"id": "h", "jurisdiction": "home",
                   "demand": [{"study": "ct", "rate": f"{RATE}/h",
                               "priorities": [{"id": "normal", "share": "100 %"}]}]}],
        "readers": [{"id": "r", "count": readers, "licences": {"hold": ["home"]}}],
        "ai": [dict({"id": "tool", "finding": "there"}, **tool)],
    }
    world.update(more)
    with tempfile.TemporaryDirectory() as folder:
        path, result = os.path.join(folder, "world.yaml"), os.path.join(folder, "world.h5")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(world, file)
        said = subprocess.run([TELERAD, "run", path, "--json", "-o", result],
                              capture_output=True, text=True, check=False)
        if said.returncode != 0:
            sys.exit(said.stderr)
        with h5py.File(result) as file:
            tables = {name: float(file["ai"][name][...].sum()) for name in file["ai"]
                      if not name.startswith("wait") and name != "ai"}
    return json.loads(said.stdout), tables


def near(name, got, wanted, sd):
    good = abs(got - wanted) <= WITHIN * sd
    print(f"{'ok  ' if good else 'FAIL'} {name:44} {got:14.6g}   theory {wanted:.6g} ± {sd:.2g}")
    return good


def share(name, part, whole, wanted):
    return near(name, part / whole, wanted, math.sqrt(wanted * (1 - wanted) / whole))


def curve():
    """Sensitivity and specificity from the area and one point."""
    good = True
    for auc in (0.5, 0.75, 0.95, 0.995):
        apart = math.sqrt(2) * NORMAL.inv_cdf(auc)
        for point, value, threshold in (
                ("specificity", "90 %", NORMAL.inv_cdf(0.9)),
                ("sensitivity", "85 %", apart - NORMAL.inv_cdf(0.85)),
                ("threshold", "0.7", 0.7)):
            _, count = simulate({"roc": {"auc": str(auc), point: value}})
            there = count["true_positive"] + count["false_negative"]
            absent = count["false_positive"] + count["true_negative"]
            name = f"auc {auc}, {point} {value}: "
            good &= share(name + "sensitivity", count["true_positive"], there,
                          NORMAL.cdf(apart - threshold))
            good &= share(name + "specificity", count["true_negative"], absent,
                          NORMAL.cdf(threshold))
    return good


def alone():
    """An autonomous tool that answers at once leaves its positives, a thinned Poisson stream, to
    one reader: M/M/1. What it misses is its false negatives, all of them."""
    sensitivity, specificity, rate = 0.75, 0.8, 13 / 60
    document, count = simulate(
        {"sensitivity": "75 %", "specificity": "80 %", "autonomous": "true"}, readers="1", days=728,
        sites=[{"id": "h", "jurisdiction": "home", "demand": [{"study": "ct", "rate": "13/h"}]}])
    studies = sum(count[name] for name in ("true_positive", "false_positive", "true_negative",
                                           "false_negative"))
    left = PREVALENCE * sensitivity + (1 - PREVALENCE) * (1 - specificity)
    load = rate * left * MEAN
    good = share("reported alone", count["autonomous"], studies, 1 - left)
    good &= share("missed", count["missed"], studies, PREVALENCE * (1 - sensitivity))
    good &= near("all negatives", count["autonomous"],
                 count["true_negative"] + count["false_negative"], 0.1)
    good &= near("all misses", count["missed"], count["false_negative"], 0.1)
    for name, wanted in (("wait_mean", load * MEAN / (1 - load)),
                         ("tat_mean", left * MEAN / (1 - load))):
        got = document["overall"][name]
        good &= near(name, got["mean"], wanted, got["half_width"] / 2)
    return good


def drafts():
    """M/G/1 in which some readings are shortened: a draft on each negative at once takes a half of
    the base time, so that readings are a mix of two exponentials (Pollaczek and Khinchine)."""
    negative = PREVALENCE * 0.25 + (1 - PREVALENCE) * 0.8
    mean = MEAN * (1 - 0.5 * negative)
    second = 2 * MEAN ** 2 * (1 - 0.75 * negative)
    rate = 0.75 / mean
    document, _ = simulate(
        {"sensitivity": "75 %", "specificity": "80 %",
         "draft": {"saves": "50 %", "on": "negative"}}, readers="1", days=728,
        sites=[{"id": "h", "jurisdiction": "home",
                "demand": [{"study": "ct", "rate": f"{60 * rate!r}/h"}]}])
    good = True
    for name, wanted in (("read_mean", mean),
                         ("wait_mean", rate * second / (2 * (1 - rate * mean)))):
        got = document["overall"][name]
        good &= near(name, got["mean"], wanted, got["half_width"] / 2)
    return good


def lowered():
    """A tool that answers at once and lowers its negatives: two ranks, not broken off, in M/M/1
    (Cobham 1954), as if its positives had been raised."""
    high = PREVALENCE * 0.75 + (1 - PREVALENCE) * 0.2
    load = 0.8
    waits = [load * MEAN / (1 - high * load)]
    waits.append(waits[0] / (1 - load))
    document, _ = simulate(
        {"sensitivity": "75 %", "specificity": "80 %", "on-negative": {"priority": "low"}},
        readers="1", days=728,
        sites=[{"id": "h", "jurisdiction": "home",
                "demand": [{"study": "ct", "rate": "4.8/h",
                            "priorities": [{"id": "normal", "share": "100 %"}]}]}])
    wanted = 0.75 * waits[0] + 0.25 * waits[1]
    got = document["by_finding"]["there"]["wait_mean"]
    good = near("wait of those with the finding", got["mean"], wanted, got["half_width"] / 2)
    got = document["overall"]["wait_mean"]
    return good & near("wait of all", got["mean"], high * waits[0] + (1 - high) * waits[1],
                       got["half_width"] / 2)


def main():
    good = True
    for family in (curve, alone, drafts, lowered):
        print(family.__doc__)
        good &= family()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
