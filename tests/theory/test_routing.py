# SPDX-License-Identifier: GPL-3.0-or-later
"""Routing against theory: withdrawal (Erlang-A), priority that accumulates, pre-emption, the
shortest of two lists, unequal servers. Each simulated mean must lie within a 99.99 % interval of
its value; the seed is fixed, so that a failure is a fault and not chance.

- Erlang-A: M/M/c with exponential patience, by its birth-and-death chain (Garnett, Mandelbaum,
  Reiman, "Designing a call center with impatient customers", 2002, section 2).
- Delay-dependent priority in M/M/1: Kleinrock, "A delay dependent queue discipline", Naval Research
  Logistics Quarterly 11 (1964); Queueing Systems II (1976), section 3.7, equation 3.44.
- Pre-emptive resume in M/M/1: Kleinrock, Queueing Systems II, section 3.6. Restart with a new draw
  is another thing: what is put down here is read again with its own base time, so a constant time
  D ahead of urgent arrivals at rate l takes (e^(lD) - 1) / l of uninterrupted time plus its
  interruptions (Gaver 1962, pre-emptive repeat identical).
- The shortest of two lists, and the faster of two readers first: the Markov chains, solved here by
  value iteration on the truncated state space.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

TELERAD = os.environ["TELERAD"]
LONG = bool(os.environ.get("TELERAD_LONG"))

failures = 0


def simulate(changes, days=200):
    world = {
        "telerad": "1",
        "run": {"zone": "UTC", "start": "2026-01-05T00:00", "duration": f"{days} d",
                "warmup": "10 d", "replications": "80" if LONG else "20", "seed": "11"},
        "jurisdictions": [{"id": "home"}],
        "priorities": [{"id": "a"}, {"id": "b"}],
        "studies": [{"id": "ct", "modality": "CT", "read": {"exponential": {"mean": "10 min"}}}],
        "sites": [{"id": "h", "jurisdiction": "home", "demand": [{"study": "ct", "rate": "5/h"}]}],
        "readers": [{"id": "r", "licences": {"hold": ["home"]}}],
    }
    world.update(changes)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "world.yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(world, file)
        said = subprocess.run([TELERAD, "run", path, "--json"], capture_output=True, text=True,
                              check=False)
    if said.returncode != 0:
        sys.exit(said.stderr)
    return json.loads(said.stdout)


def judge(what, value, exact):
    """`value` is {"mean", "half_width"}; 99.99 % by Student's t is about twice the half width."""
    global failures
    half = value["half_width"] * (5.0 / 2.09 if not LONG else 4.1 / 1.99)
    good = abs(value["mean"] - exact) <= half and half <= 0.2 * exact
    failures += not good
    print(f"{'ok' if good else 'FAULT'}  {what}: {value['mean']:.5g} +- {half:.2g}, "
          f"exact {exact:.5g}")


def sites(rates, **more):
    return [dict({"id": "h", "jurisdiction": "home", "demand": [
        {"id": name, "study": "ct", "rate": f"{rate}/h",
         "priorities": [{"id": name, "share": "100 %"}]} for name, rate in rates]}, **more)]


def erlang_a():
    lam, mu, theta, c = 14 / 60, 1 / 10, 1 / 20, 2
    weight = [1.0]
    for k in range(1, 400):
        weight.append(weight[-1] * lam / (min(k, c) * mu + max(k - c, 0) * theta))
    total = sum(weight)
    queue = sum((k - c) * w for k, w in enumerate(weight) if k > c) / total
    document = simulate({
        "sites": sites([("b", 14)], withdraw={"after": {"exponential": {"mean": "20 min"}}}),
        "readers": [{"id": "r", "count": "2", "licences": {"hold": ["home"]}}]})
    overall = document["overall"]
    arrived = overall["arrived"]["mean"]
    share = {name: value / arrived for name, value in overall["withdrawn"].items()}
    judge("Erlang-A: share withdrawn", share, theta * queue / lam)
    # the mean wait of those who are read: E[W; served] = E[W] - E[W; abandons], by the chain with
    # one marked arrival in place k of the queue: it is served or leaves
    served_wait = served = 0.0
    for n in range(c, 399):
        chance, wait, weight_n = 1.0, 0.0, weight[n] / total
        for place in range(n - c + 1, 0, -1):
            rate = c * mu + place * theta
            wait += 1 / rate
            chance *= (c * mu + (place - 1) * theta) / rate
        served += weight_n * chance
        served_wait += weight_n * chance * wait
    judge("Erlang-A: wait of those read", overall["wait_mean"],
          served_wait / (served + sum(weight[:c]) / total))


def accumulating():
    # rates 2 and 3 an hour, mean 10 min: rho 1/3 and 1/2; weights 4 and 1
    rho, mean = [3 / 6, 2 / 6], 10.0  # b (weight 1) first: equation 3.44 counts up
    weight = [1.0, 4.0]
    w0 = sum(rho) * mean
    fifo = w0 / (1 - sum(rho))
    low = fifo / (1 - rho[1] * (1 - weight[0] / weight[1]))
    high = (fifo - rho[0] * low * (1 - weight[0] / weight[1]))
    document = simulate({
        "priorities": [{"id": "a", "weight": "4"}, {"id": "b", "weight": "1"}],
        "sites": sites([("a", 2), ("b", 3)]), "dispatch": {"order": "accumulating"}}, 400)
    by = document["by_priority"]
    judge("accumulating priority: wait of weight 1", by["b"]["wait_mean"], low)
    judge("accumulating priority: wait of weight 4", by["a"]["wait_mean"], high)


def preemption():
    # urgent: 1/h of 10 min; the rest: 2/h of constant 10 min
    lam, mean = [1 / 60, 2 / 60], 10.0
    rest = {"id": "plain", "modality": "CT", "read": "10 min"}
    urgent = {"id": "ct", "modality": "CT", "read": {"exponential": {"mean": "10 min"}}}
    demand = [{"study": "ct", "rate": "1/h", "priorities": [{"id": "a", "share": "100 %"}]},
              {"study": "plain", "rate": "2/h", "priorities": [{"id": "b", "share": "100 %"}]}]
    place = [{"id": "h", "jurisdiction": "home", "demand": demand}]
    rho1, rho2 = lam[0] * mean, lam[1] * mean
    resume = (mean / (1 - rho1) + (lam[0] * 2 * mean ** 2 + lam[1] * mean ** 2) /
              (2 * (1 - rho1) * (1 - rho1 - rho2)))
    common = {"studies": [urgent, rest], "sites": place}
    document = simulate(dict(common, dispatch={"preempt": ["a"]}))
    judge("pre-emptive resume: tat of the urgent", document["by_priority"]["a"]["tat_mean"],
          mean / (1 - rho1))
    judge("pre-emptive resume: tat of the rest", document["by_priority"]["b"]["tat_mean"], resume)
    document = simulate(dict(common, dispatch={"preempt": ["a"], "resume": "restart"}))
    judge("pre-emptive restart: reading time of the rest",
          document["by_priority"]["b"]["read_mean"], (math.exp(lam[0] * mean) - 1) / lam[0])


def stationary(states, moves):
    """Of a chain: {state: share}, by power iteration on its uniformised form."""
    index = {state: i for i, state in enumerate(states)}
    rows = [[(index[to], rate) for to, rate in moves(state) if to in index] for state in states]
    top = max(sum(rate for _, rate in row) for row in rows) * 1.02
    share = [1 / len(states)] * len(states)
    for _ in range(4000):
        after = [0.0] * len(states)
        for i, row in enumerate(rows):
            stay = share[i]
            for to, rate in row:
                flow = share[i] * rate / top
                after[to] += flow
                stay -= flow
            after[i] += stay
        if max(abs(x - y) for x, y in zip(share, after)) < 1e-13:
            break
        share = after
    return dict(zip(states, share))


def shortest_list():
    lam, mu, most = 9 / 60, 1 / 10, 60  # rho 0.75
    states = [(i, j) for i in range(most) for j in range(most)]

    def moves(state):
        i, j = state
        if i < j:
            yield (i + 1, j), lam
        elif j < i:
            yield (i, j + 1), lam
        else:  # alike in both: split, for the number in the system it is all one
            yield (i + 1, j), lam / 2
            yield (i, j + 1), lam / 2
        if i > 0:
            yield (i - 1, j), mu
        if j > 0:
            yield (i, j - 1), mu

    share = stationary(states, moves)
    number = sum((i + j) * p for (i, j), p in share.items())
    document = simulate({"sites": sites([("b", 9)]), "dispatch": {"assign": "shortest"},
                         "readers": [{"id": "r", "count": "2", "licences": {"hold": ["home"]}}]})
    judge("shortest of two lists: tat", document["overall"]["tat_mean"], number / lam)


def fastest_first():
    lam, quick, slow, most = 8 / 60, 1 / 8, 1 / 20, 200
    states = [(0, 0), (1, 0), (0, 1)] + [(1, 1, k) for k in range(most)]

    def moves(state):
        if len(state) == 2:
            a, b = state
            if a == 0:
                yield ((1, 1, 0) if b else (1, 0)), lam
            else:
                yield (1, 1, 0), lam
                yield (0, b), quick
            if b:
                yield (a, 0), slow
        else:
            k = state[2]
            yield (1, 1, k + 1), lam
            if k > 0:
                yield (1, 1, k - 1), quick + slow
            else:
                yield (0, 1), quick
                yield (1, 0), slow

    share = stationary(states, moves)
    number = sum((sum(s) if len(s) == 2 else 2 + s[2]) * p for s, p in share.items())
    busy = sum(p for s, p in share.items() if s[0] == 1)
    home = {"licences": {"hold": ["home"]}}
    document = simulate({"sites": sites([("b", 8)]), "dispatch": {"tie": "fastest"},
                         "readers": [dict({"id": "slow", "pace": "2"}, **home),
                                     dict({"id": "quick", "pace": "0.8"}, **home)]})
    judge("fastest first: tat", document["overall"]["tat_mean"], number / lam)
    judge("fastest first: utilisation of the quick one",
          document["readers"]["quick"]["utilisation"], busy)


if __name__ == "__main__":
    for part in (erlang_a, accumulating, preemption, shortest_list, fastest_first):
        part()
    sys.exit(failures > 0)
