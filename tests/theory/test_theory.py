# SPDX-License-Identifier: GPL-3.0-or-later
"""Worlds whose answers are known in closed form, run through the program.

An answer must lie within 1.6 half widths of the run's 95 % interval (about 3.3 standard errors; the
seed is fixed, so that this is no matter of luck from day to day), and the half width must be small
beside it, so that a wrong answer is seen. TELERAD_LONG: twenty times the replications.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

TELERAD, SOURCE = os.environ["TELERAD"], os.environ["SOURCE"]
LONG = bool(os.environ.get("TELERAD_LONG"))
WITHIN = 1.6
MEAN = 10.0  # minutes, of reading


def erlang_c(servers, load):
    """Share of customers who wait in M/M/c, by the recursion of Erlang's B."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def kella_yechiali(servers, load, shares):
    """Mean waits in M/M/c by priority, not broken off, equal means (Kella and Yechiali 1985)."""
    first, before, waits = erlang_c(servers, load) * MEAN / servers, 0.0, []
    for share in shares:
        behind = before + share * load / servers
        waits.append(first / ((1 - before) * (1 - behind)))
        before = behind
    return waits


def cobham(classes):
    """Mean waits in M/G/1 by priority, not broken off (Cobham 1954); classes of (rate a minute,
    mean, second moment)."""
    rest, before, waits = sum(r * m2 for r, _, m2 in classes) / 2, 0.0, []
    for rate, mean, _ in classes:
        behind = before + rate * mean
        waits.append(rest / ((1 - before) * (1 - behind)))
        before = behind
    return waits


def pollaczek(rate, mean, second):
    """Mean wait in M/G/1, first come first served."""
    return rate * second / (2 * (1 - rate * mean))


def resumed(classes):
    """Mean times in system in M/G/1 with preemptive resume (Jaiswal 1968)."""
    before, rest, times = 0.0, 0.0, []
    for rate, mean, second in classes:
        behind, rest = before + rate * mean, rest + rate * second / 2
        times.append(mean / (1 - before) + rest / ((1 - before) * (1 - behind)))
        before = behind
    return times


def resumed_servers(servers, load, shares):
    """Mean times in system in M/M/c with preemptive resume, equal means: the classes up to k see
    nothing of the others, and together hold what M/M/c would (Buzen and Bondi 1983)."""
    before, sum_before, times = 0.0, 0.0, []
    for share in shares:
        part = before + share * load
        held = part + erlang_c(servers, part) * part / (servers - part)
        times.append((held - sum_before) / (share * load) * MEAN)
        before, sum_before = part, held
    return times


def world(readers, demand, **more):
    """A scenario without clocks: demand of (study, rate an hour, reading, priority shares)."""
    studies = {study: {"id": study, "modality": "CT", "read": read}
               for study, _, read, _ in demand}
    names = list(dict.fromkeys(name for entry in demand for name in entry[3]))
    entries = [{"study": study, "rate": f"{rate!r}/h",
                "priorities": [{"id": name, "share": f"{share!r} %"}
                               for name, share in shares.items()]}
               for study, rate, _, shares in demand]
    scenario = {
        "telerad": "1", "name": "theory",
        "run": {"zone": "UTC", "start": "2026-01-05T00:00", "duration": "91 d", "warmup": "14 d"},
        "jurisdictions": [{"id": "home"}],
        "priorities": [{"id": name} for name in names],
        "studies": list(studies.values()),
        "sites": [{"id": "site", "jurisdiction": "home", "demand": entries}],
        "readers": [{"id": "crew", "count": str(readers), "licences": {"hold": ["home"]}}],
    }
    for key, value in more.items():
        if key in ("link",):
            scenario["sites"][0][key] = value
        elif key == "duration":
            scenario["run"][key] = value
        elif key == "study":
            scenario["studies"][0].update(value)
        else:
            scenario[key] = value
    return scenario


def exponential(mean=MEAN):
    return {"exponential": {"mean": f"{mean!r} min"}}


def one_reader():
    """M/M/1 from scenarios/mm1.yaml: means, a percentile, a promise, the load."""
    yield "scenarios/mm1.yaml", [
        ("overall.wait_mean", 40.0), ("overall.tat_mean", 50.0), ("overall.read_mean", 10.0),
        ("overall.target_met", 1 - math.exp(-120 / 50)), ("overall.tat_p50", 50 * math.log(2)),
        ("overall.tat_p90", 50 * math.log(10)), ("overall.arrived", 4.8 * 24 * 91),
        ("readers.reader.utilisation", 0.8)]
    yield "scenarios/mg1.yaml", [
        ("overall.wait_mean", pollaczek(0.08, 10, 164)), ("overall.read_mean", 10.0)]


def several_readers():
    """M/M/c with two classes, and one with a bundle of servers (Erlang C)."""
    waits = kella_yechiali(3, 2.7, [0.2, 0.8])
    yield "scenarios/mmc-two-classes.yaml", [
        ("by_priority.urgent.wait_mean", waits[0]), ("by_priority.normal.wait_mean", waits[1]),
        ("overall.wait_mean", 0.2 * waits[0] + 0.8 * waits[1]),
        ("readers.reader.utilisation", 0.9)]
    yield world(20, [("ct", 108.0, exponential(), {"all": 100})], duration="28 d"), [
        ("overall.wait_mean", erlang_c(20, 18.0) * MEAN / (20 - 18.0))]


def other_readings():
    """M/G/1, first come first served, by families of reading time."""
    for read, second in (
            ({"constant": "10 min"}, 100.0),
            ({"erlang": {"mean": "10 min", "k": "4"}}, 125.0),
            ({"uniform": {"min": "5 min", "max": "15 min"}}, 100 + 100 / 12),
            ({"gamma": {"mean": "10 min", "cv": "0.8"}}, 164.0),
            ({"hyperexponential": {"mean": "10 min", "cv": "2"}}, 500.0)):
        yield world(1, [("ct", 4.2, read, {"all": 100})]), [
            ("overall.wait_mean", pollaczek(0.07, 10, second))]


def ranks():
    """M/G/1 with three priorities, not broken off and preemptive."""
    demand = [("a", 1.0, exponential(15.0), {"one": 100}),
              ("b", 3.0, exponential(8.0), {"two": 100}),
              ("c", 4.0, {"uniform": {"min": "1 min", "max": "5 min"}}, {"three": 100})]
    classes = [(1 / 60, 15.0, 450.0), (3 / 60, 8.0, 128.0), (4 / 60, 3.0, 9 + 16 / 12)]
    names = ["one", "two", "three"]
    yield world(1, demand), [
        (f"by_priority.{name}.wait_mean", wait) for name, wait in zip(names, cobham(classes))]
    yield world(1, demand, dispatch={"order": "priority", "preempt": ["one", "two"]}), [
        (f"by_priority.{name}.tat_mean", time) for name, time in zip(names, resumed(classes))]
    shares, load = {"one": 25, "two": 75}, 2 * 0.85
    yield world(2, [("ct", load * 6, exponential(), shares)],
                dispatch={"order": "priority", "preempt": ["one"]}), [
        (f"by_priority.{name}.tat_mean", time)
        for name, time in zip(shares, resumed_servers(2, load, [0.25, 0.75]))]


def link():
    """The link as M/G/1: 6 studies an hour of 30 s + an exponential of mean 1500 MB at 40 Mbit/s,
    which is 5 min."""
    images = {"images": {"exponential": {"mean": "1500 MB"}}}
    second = 0.25 + 2 * 0.5 * 5 + 50
    yield world(40, [("ct", 6.0, {"constant": "1 min"}, {"all": 100})], study=images,
                link={"bandwidth": "40 Mbit/s", "overhead": "30 s"}), [
        ("overall.transfer_mean", 5.5 + pollaczek(0.1, 5.5, second)), ("overall.wait_mean", 0.0)]


def triage():
    """One reader, load 0.8, an AI tool that knows at once and whose positives break off the rest:
    the published world of QuCAD's configuration file (prevalence 10 %, sensitivity 90 %, false
    positives 19.1439 %), by the preemptive M/M/1."""
    flagged = 0.1 * 0.9 + 0.9 * 0.191439
    times = resumed_servers(1, 0.8, [flagged, 1 - flagged])
    yield world(1, [("ct", 4.8, exponential(), {"normal": 100})],
                priorities=[{"id": "raised"}, {"id": "normal"}], findings=[{"id": "bleeding"}],
                study={"findings": [{"id": "bleeding", "prevalence": "10 %"}]},
                dispatch={"order": "priority", "preempt": ["raised"]},
                ai=[{"id": "tool", "studies": ["ct"], "finding": "bleeding", "sensitivity": "90 %",
                     "specificity": "80.8561 %", "time": {"constant": "1 ms"}, "servers": "50",
                     "on-positive": {"priority": "raised"}}]), [
        ("by_finding.bleeding.tat_mean", 0.9 * times[0] + 0.1 * times[1]),
        ("overall.tat_mean", 50.0)]


def simulate(scenario, replications):
    """The JSON document of a run of a file's path or a scenario."""
    with tempfile.TemporaryDirectory() as folder:
        if not isinstance(scenario, str):
            path = os.path.join(folder, "theory.yaml")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(scenario, file)
            scenario = path
        said = subprocess.run([TELERAD, "run", scenario, "-n", str(replications), "--json"],
                              capture_output=True, text=True, check=False, cwd=SOURCE)
    if said.returncode != 0:
        sys.exit(f"{scenario}: exit {said.returncode}: {said.stderr}")
    return json.loads(said.stdout)


def judge(document, path, exact):
    """Prints how an answer compares; whether it holds."""
    got = document
    for part in path.split("."):
        got = got[part]
    mean, half = got["mean"], got["half_width"]
    wide = max(0.004 if LONG else 0.01, 0.0 if exact else 1.0) * abs(exact)
    if "_p" in path:
        half += 0.005 * exact  # binning
    good = abs(mean - exact) <= max(WITHIN * half, 1e-9) and half <= max(5 * wide, 1e-9)
    print(f"{'ok  ' if good else 'FAIL'} {path:36} {mean:12.5f} +- {half:.5f}   theory {exact:.5f}")
    return good


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program")
        return 77
    good = True
    for family in (one_reader, several_readers, other_readings, ranks, link, triage):
        print(family.__doc__)
        for scenario, answers in family():
            document = simulate(scenario, 2000 if LONG else 100)
            for path, exact in answers:
                good = judge(document, path, exact) and good
            gap = document["overall"]["little_gap"]["mean"]
            if abs(gap) > 1e-9:
                print(f"FAIL little_gap {gap}")
                good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
