# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of a study as a multiple of the bare loop's (bare.c), on one thread, all measures on.

bench.py BUILD_FOLDER [ROUNDS]: in each round bare loop, short run and long run follow each other,
so that what else the machine does weighs on all alike; for the same reason it is processor time
that counts. A study takes (long - short) / (studies of long - studies of short): start-up, which
does not grow, is left out. The ratio is the median of the rounds'.
"""
import json
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIO = os.path.join(HERE, "mm50.yaml")
SERVERS, LOAD, URGENT = 50, 0.9, 0.2
SHORT, LONG = 70, 770  # days
PER_DAY = 270 * 24


def build_bare(folder):
    """Compiles the bare loop for this very machine; its path."""
    program = os.path.join(folder, "bare")
    subprocess.run(["cc", "-std=c17", "-D_POSIX_C_SOURCE=200809L", "-O2", "-march=native",
                    "-o", program, os.path.join(HERE, "bare.c"), "-lm"], check=True)
    return program


def bare_ns(program):
    """Nanoseconds a customer of the bare loop."""
    said = subprocess.run([program, str(SERVERS), str(LOAD), str(URGENT),
                           str((LONG - SHORT) * PER_DAY)],
                          capture_output=True, text=True, check=True)
    return float(said.stdout.split()[0])


def run(program, days):
    """Processor seconds of a run of so many days, and its studies."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run([program, "run", SCENARIO, "-j", "1", "--json", "--set",
                           f"run.duration={days} d"], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if said.returncode != 0:
        sys.exit(said.stderr)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, json.loads(said.stdout)["studies_simulated"]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    program, bare = os.path.join(folder, "telerad"), build_bare(folder)
    loop, study = [], []
    print(f"M/M/{SERVERS}, load {LOAD}, two priorities; ns for one; {rounds} rounds")
    for number in range(1, rounds + 1):
        loop.append(bare_ns(bare))
        short, few = run(program, SHORT)
        long, many = run(program, LONG)
        study.append((long - short) / (many - few) * 1e9)
        print(f"round {number}: bare loop {loop[-1]:6.1f}   telerad {study[-1]:6.1f}"
              f"   ratio {study[-1] / loop[-1]:5.2f}", flush=True)
    ratios = [a / b for a, b in zip(study, loop)]
    print(f"median:  bare loop {statistics.median(loop):6.1f}   telerad"
          f" {statistics.median(study):6.1f}   ratio {statistics.median(ratios):5.2f}"
          f"   (from {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
