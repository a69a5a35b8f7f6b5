# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared links and priors against closed forms, as test_theory.py does it."""
import os
import sys

from test_theory import LONG, TELERAD, exponential, judge, pollaczek, simulate, world

INSTANT = {"constant": "1 ms"}  # of reading: what is looked at here is the link


def shared_link():
    """Two sites on one link, 40 Mbit/s = 300 MB a minute, 30 s a transfer, as one M/G/1 of both
    (Pollaczek 1930): ct 6/h of an exponential of mean 900 MB, mr 4/h of 1200 MB. Each waits alike,
    and is sent in its own time."""
    scenario = world(40, [("ct", 6.0, INSTANT, {"all": 100}), ("mr", 4.0, INSTANT, {"all": 100})])
    first, second = scenario["sites"][0]["demand"]
    scenario["studies"][0]["images"] = {"exponential": {"mean": "900 MB"}}
    scenario["studies"][1]["images"] = "1200 MB"
    scenario["links"] = [{"id": "wan", "bandwidth": "40 Mbit/s", "overhead": "30 s"}]
    scenario["sites"] = [
        {"id": "near", "jurisdiction": "home", "link": "wan", "demand": [first]},
        {"id": "wide", "jurisdiction": "home", "link": {"name": "wan"}, "demand": [second]}]
    rate = 10 / 60
    mean = 0.6 * 3.5 + 0.4 * 4.5
    square = 0.6 * (0.25 + 2 * 0.5 * 3 + 18) + 0.4 * 4.5 ** 2
    wait = pollaczek(rate, mean, square)
    yield scenario, [("by_site.near.transfer_mean", wait + 3.5),
                     ("by_site.wide.transfer_mean", wait + 4.5)]


def priors():
    """A link of one's own as M/G/1: 8/h of 600 MB, 60 % with priors of an exponential of mean
    1200 MB, 300 MB a minute: 2 min, and 4 min more for 60 %."""
    scenario = world(40, [("ct", 8.0, INSTANT, {"all": 100})],
                     link={"bandwidth": "40 Mbit/s"})
    scenario["studies"][0].update({
        "images": "600 MB",
        "priors": {"share": "60 %", "size": {"exponential": {"mean": "1200 MB"}}}})
    mean = 2 + 0.6 * 4
    square = 4 + 2 * 2 * 0.6 * 4 + 0.6 * 32
    yield scenario, [("overall.transfer_mean", mean + pollaczek(8 / 60, mean, square))]


def broken_link():
    """A link that breaks down, used or not, after exponential times of mean 60 min, and goes on
    with the transfer under way when it is repaired (White and Christie 1958; Avi-Itzhak and Naor
    1963). With breakdowns at rate a and repairs D, a transfer S takes C in all, of mean
    E[S] (1 + a E[D]) and second moment E[S^2] (1 + a E[D])^2 + a E[S] E[D^2]; who finds nobody
    before him waits for the rest of a repair. 6/h, S exponential of mean 4 min, D constant or
    gamma of mean 12 min."""
    rate, a, mean, square = 0.1, 1 / 60, 4.0, 32.0
    for mttr, second in (("12 min", 144.0),
                         ({"gamma": {"mean": "12 min", "cv": "0.8"}}, 144 * 1.64)):
        scenario = world(40, [("ct", 6.0, INSTANT, {"all": 100})], link={"bandwidth": "40 Mbit/s"})
        scenario["studies"][0]["images"] = {"exponential": {"mean": "1200 MB"}}
        scenario["outages"] = [{"id": "cut", "of": "link:site", "mttr": mttr,
                                "mtbf": {"exponential": {"mean": "60 min"}}}]
        whole = mean * (1 + a * 12)
        moment = square * (1 + a * 12) ** 2 + a * mean * second
        yield scenario, [("overall.transfer_mean", whole + pollaczek(rate, whole, moment) +
                          a * second / (2 * (1 + a * 12)))]


def broken_reader():
    """One reader whose provider is out at random, by the same formula: he puts down what he holds
    and goes on with it. 3/h, exponential of mean 10 min; out for 20 min after 100 min on
    average."""
    rate, a, mean, square, mttr, second = 0.05, 0.01, 10.0, 200.0, 20.0, 800.0
    scenario = world(1, [("ct", 3.0, exponential(), {"all": 100})], providers=[{"id": "p"}])
    scenario["readers"][0]["provider"] = "p"
    scenario["outages"] = [{"id": "cut", "of": "provider:p",
                            "mtbf": {"exponential": {"mean": "100 min"}},
                            "mttr": {"exponential": {"mean": "20 min"}}}]
    whole = mean * (1 + a * mttr)
    moment = square * (1 + a * mttr) ** 2 + a * mean * second
    yield scenario, [
        ("overall.tat_mean", whole + pollaczek(rate, whole, moment) +
         a * second / (2 * (1 + a * mttr))),
        ("overall.read_mean", mean), ("readers.crew.utilisation", rate * mean)]


def pacs():
    """PACS out by the same times: what would be received then is received when it is back, all at
    once, and what is in hand stands still, so that reading takes E[S] (1 + a E[D]) and the reader
    is busy for that long. (The clock of what is kept begins only then.)"""
    scenario = world(1, [("ct", 3.0, exponential(), {"all": 100})])
    scenario["outages"] = [{"id": "cut", "of": "pacs",
                            "mtbf": {"exponential": {"mean": "100 min"}},
                            "mttr": {"exponential": {"mean": "20 min"}}}]
    wait = 800 / (2 * 20)  # for the rest of an outage, by a sixth of all
    yield scenario, [("overall.read_mean", 12.0), ("readers.crew.utilisation", 0.6),
                     ("overall.transfer_mean", wait / 6)]


def repair():
    """What takes no time waits for the repair only: the share MTTR / (MTBF + MTTR) of those who
    come, each for the rest E[D^2] / 2 E[D], whatever the times are like (machine repair). MTBF
    gamma of mean 90 min, MTTR lognormal of mean 30 min and standard deviation 20 min; here
    of a link that takes no time."""
    outage = {"id": "cut", "mtbf": {"gamma": {"mean": "90 min", "cv": "0.5"}},
              "mttr": {"lognormal": {"mean": "30 min", "sd": "20 min"}}}
    scenario = world(40, [("ct", 6.0, INSTANT, {"all": 100})], link={"bandwidth": "40 Mbit/s"})
    scenario["outages"] = [dict(outage, of="link:site")]
    yield scenario, [("overall.transfer_mean", 0.25 * 1300 / 60)]


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program")
        return 77
    good = True
    for family in (shared_link, priors, broken_link, broken_reader, pacs, repair):
        print(family.__doc__)
        for scenario, answers in family():
            document = simulate(scenario, 1000 if LONG else 40)
            for path, exact in answers:
                good = judge(document, path, exact) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
