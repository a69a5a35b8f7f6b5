# The program against the independent simulator in worlds where chance has no say: every measure,
# to rounding (percentiles: to the width of a bin). `test_exact.py SEED FOLDER` writes one world.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import random
import subprocess
import sys
import tempfile

import features
import oracle
import world
import worlds

try:
    import h5py
except ImportError:
    h5py = None

PROGRAM = os.environ.get("TELERAD", "")
COUNT = 600 if "TELERAD_LONG" in os.environ else 50
BINNED = ("tat_p50", "tat_p90", "tat_p95", "tat_p99", "tat_final_p90")


def equal(name, got, wanted):
    if got is None or wanted is None:
        return got is wanted
    within = 5e-3 if name in BINNED else 1e-7
    return abs(got - wanted) <= within * max(1, abs(wanted))


def means(tree):
    """The tree with each {"mean", "half_width"} replaced by the mean."""
    if isinstance(tree, dict) and set(tree) == {"mean", "half_width"}:
        return tree["mean"]
    return {key: means(value) for key, value in tree.items()} if isinstance(tree, dict) else tree


def differences(got, wanted, path=""):
    if isinstance(wanted, dict):
        for key in sorted(set(wanted) | set(got)):
            if key not in got or key not in wanted:
                yield "%s.%s: %s" % (path, key, "got" if key in got else "wanted")
            else:
                yield from differences(got[key], wanted[key], path + "." + key)
    elif not equal(path.rsplit(".", 1)[1], got, wanted):
        yield "%s: got %r, wanted %r" % (path, got, wanted)


def week_differences(path, wanted):
    if h5py is None:
        return
    with h5py.File(path) as file:
        for name, values in wanted.items():
            for hour, (got, value) in enumerate(zip(file["week"][name][0], values)):
                got = None if got != got else float(got)
                if not equal(name, got, value):
                    yield "week.%s[%d]: got %r, wanted %r" % (name, hour, got, value)


def compare(path, folder):
    """What differs in one world, or why the program would not run it."""
    result = os.path.join(folder, "world.h5")
    ran = subprocess.run([PROGRAM, "run", path, "-n", "1", "--json", "-o", result],
                         capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        return ["exit %d: %s" % (ran.returncode, ran.stderr.strip())]
    got = json.loads(ran.stdout)
    wanted, = oracle.replications(world.load(path), 1, 1)
    week = wanted.pop("week")
    found = []
    for group, tree in wanted.items():
        found += differences(means(got[group]), tree, group)
    return found + list(week_differences(result, week))


def chosen(seed):
    """The features of a world: none, some, or many."""
    r = random.Random("features of %d" % seed)
    return [name for name in features.ALL if r.random() < r.choice([0, 0.1, 0.4])]


def main():
    if len(sys.argv) == 3:
        print(worlds.Exact(int(sys.argv[1]), chosen(int(sys.argv[1]))).write(sys.argv[2]))
        return
    if not os.access(PROGRAM, os.X_OK):
        print("no program: TELERAD is %r" % PROGRAM)
        sys.exit(77)
    failed = 0
    for seed in range(COUNT):
        with tempfile.TemporaryDirectory() as folder:
            found = compare(worlds.Exact(seed, chosen(seed)).write(folder), folder)
        if found:
            failed += 1
            print("world %d, %s:" % (seed, ", ".join(chosen(seed))), *found[:6], sep="\n  ",
                  flush=True)
    print("%d worlds, %d differ" % (COUNT, failed))
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
