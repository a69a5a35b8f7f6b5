# SPDX-License-Identifier: GPL-3.0-or-later
"""Quality against theory: counts of discrepancies are binomial; calls and recontacts are part of a
reader's service time, so that waits are those of M/G/1 with it (Pollaczek and Khinchine).

Counts must lie within four standard deviations, means within four standard errors of the run's own
interval; the seed is fixed.
"""
import datetime
import json
import math
import os
import subprocess
import sys
import tempfile

TELERAD = os.environ["TELERAD"]
LONG = bool(os.environ.get("TELERAD_LONG"))
WITHIN = 4


def scenario(studies, rates, days, **more):
    """studies: {name: keys beside id and modality}; rates a study type, an hour."""
    world = {
        "telerad": "1",
        "run": {"zone": "UTC", "start": "2026-01-05T00:00", "duration": f"{days} d",
                "warmup": "7 d", "drain": "7 d", "replications": "20" if LONG else "4"},
        "jurisdictions": [{"id": "home"}], "priorities": [{"id": "all"}],
        "studies": [dict({"id": name, "modality": "CT"}, **keys)
                    for name, keys in studies.items()],
        "sites": [{"id": "h", "jurisdiction": "home",
                   "demand": [{"study": name, "rate": f"{rate!r}/h"}
                              for name, rate in rates.items()]}],
        "readers": [{"id": "r", "licences": {"hold": ["home"]}}],
    }
    world.update(more)
    return world


def overread(count, discrepancy, **keys):
    """`far` makes preliminary reports, `near` final ones, and no first ones."""
    return {
        "providers": [{"id": "far"}, {"id": "near"}], "final-reads": {"by": ["near"]},
        "coverage": [{"provider": "far"}, {"provider": "near", "overflow-after": "300 d"}],
        "readers": [dict({"id": "f", "provider": "far", "reads": "preliminary", "count": str(count),
                          "licences": {"hold": ["home"]}, "discrepancy": discrepancy}, **keys),
                    {"id": "n", "provider": "near", "count": "1",
                     "licences": {"hold": ["home"]}}]}


def simulate(world, trace=""):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "trace.csv"), "w", encoding="utf-8") as file:
            file.write(trace)
        path = os.path.join(folder, "world.yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(world, file)
        said = subprocess.run([TELERAD, "run", path, "--json"], capture_output=True, text=True,
                              check=False)
    if said.returncode != 0:
        sys.exit(said.stderr)
    return json.loads(said.stdout)


def near(name, got, wanted, sd):
    good = abs(got - wanted) <= WITHIN * sd
    print(f"{'ok  ' if good else 'FAIL'} {name:44} {got:14.6g}   theory {wanted:.6g} ± {sd:.2g}")
    return good


def mean_near(name, got, wanted):
    return near(name, got["mean"], wanted, got["half_width"] / 2)


def share(name, table, wanted, replications):
    whole = table["reported"]["mean"] * replications
    return near(name, table["discrepancies"]["mean"] * replications / whole, wanted,
                math.sqrt(wanted * (1 - wanted) / whole))


def rates():
    """The group's share times the difficulty of the study type."""
    read = {"read": {"constant": "1 min"}}
    document = simulate(scenario(
        {"plain": read, "hard": dict(read, difficulty="2.5"), "easy": dict(read, difficulty="0.2")},
        {"plain": 10.0, "hard": 10.0, "easy": 10.0}, 91, **overread(10, {"share": "4 %"})))
    replications = document["replications"]
    good = share("plain", document["by_study"]["plain"], 0.04, replications)
    good &= share("hard", document["by_study"]["hard"], 0.1, replications)
    good &= share("easy", document["by_study"]["easy"], 0.008, replications)
    good &= share("by provider", document["by_provider"]["far"], (0.04 + 0.1 + 0.008) / 3,
                  replications)
    return good


def tired():
    """A shift of twelve hours, a study every quarter of an hour that is read at once: 3 % ×
    (1 + 20 % for each hour beyond the fourth), summed over the readings."""
    chances = [0.03 * (1 + 0.2 * max(0.0, k / 4 - 4)) for k in range(48)]
    world = scenario({"ct": {"read": {"constant": "1 min"}}}, {"ct": 4.0}, 182, **overread(
        1, {"share": "3 %"}, roster=[{"shift": "s"}],
        fatigue={"after": "4 h", "discrepancy": "20 %/h"}))
    world["shifts"] = [{"id": "s", "from": "08:00", "to": "20:00"}]
    world["sites"][0]["demand"] = [{"study": "ct", "trace": {"file": "trace.csv"}}]
    first = datetime.datetime(2026, 1, 5, 8)
    times = [first + datetime.timedelta(days=day, minutes=15 * k)
             for day in range(182) for k in range(48)]
    document = simulate(world, "time\n" + "".join(f"{t:%Y-%m-%dT%H:%M}\n" for t in times))
    days = 182 * document["replications"]
    return near("found", document["overall"]["discrepancies"]["mean"] * document["replications"],
                days * sum(chances), math.sqrt(days * sum(p * (1 - p) for p in chances)))


def calls():
    """One reader, a tenth of whose studies are followed by an exponential call of 20 min."""
    rate, read, call, part = 4.0 / 60, 8.0, 20.0, 0.1
    mean = read + part * call
    second = 2 * read ** 2 + 2 * part * read * call + 2 * part * call ** 2
    wait = rate * second / (2 * (1 - rate * mean))
    document = simulate(scenario(
        {"ct": {"read": {"exponential": {"mean": "8 min"}},
                "findings": [{"id": "bleed", "prevalence": "10 %"}]}}, {"ct": 4.0}, 1820,
        findings=[{"id": "bleed", "critical": {"call": {"exponential": {"mean": "20 min"}},
                                               "within": "30 min"}}]))
    good = mean_near("wait_mean", document["overall"]["wait_mean"], wait)
    good &= mean_near("tat_mean", document["overall"]["tat_mean"], wait + read)
    good &= mean_near("call_mean", document["overall"]["call_mean"], call)
    good &= mean_near("call_met", document["overall"]["call_met"], 1 - math.exp(-30 / 20))
    return good & mean_near("utilisation", document["readers"]["r"]["utilisation"], rate * mean)


def recontacts():
    """One reader of finals, behind many who read at once: M/G/1 with a recontact after the share of
    discrepancies that has that class, 20 % of 30 %."""
    rate, read, mean_call, part = 4.0 / 60, 8.0, 40.0, 0.2 * 0.3
    mean = read + part * mean_call
    second = read ** 2 + 2 * part * read * mean_call + 2 * part * mean_call ** 2
    wait = rate * second / (2 * (1 - rate * mean))
    document = simulate(scenario(
        {"ct": {"read": {"constant": "8 min"}}}, {"ct": 4.0}, 1820,
        **overread(20, {"share": "30 %", "classes": [
            {"id": "major", "share": "20 %",
             "recontact": {"exponential": {"mean": "40 min"}}},
            {"id": "minor", "share": "50 %"}]})))
    overall = document["overall"]
    good = share("discrepancies", overall, 0.3, document["replications"])
    return good & mean_near("tat_final_mean", overall["tat_final_mean"], read + wait + read)


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program")
        return 77
    good = True
    for family in (rates, tired, calls, recontacts):
        print(family.__doc__)
        good &= family()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
