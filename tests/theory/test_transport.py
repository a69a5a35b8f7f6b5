# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared links and priors against closed forms, as test_theory.py does it."""
import os
import sys

from test_theory import LONG, TELERAD, judge, pollaczek, simulate, world

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
    for family in (shared_link, priors, broken_link, repair):
        print(family.__doc__)
        for scenario, answers in family():
            document = simulate(scenario, 1000 if LONG else 40)
            for path, exact in answers:
                good = judge(document, path, exact) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
