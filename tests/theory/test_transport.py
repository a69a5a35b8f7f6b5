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


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program")
        return 77
    good = True
    for family in (shared_link, priors):
        print(family.__doc__)
        for scenario, answers in family():
            document = simulate(scenario, 1000 if LONG else 40)
            for path, exact in answers:
                good = judge(document, path, exact) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
