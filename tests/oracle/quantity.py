# Quantities of a scenario: a number and a unit, as exact fractions of the base unit (microseconds,
# bytes, bits per second).
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import math
from fractions import Fraction

SECOND = 10**6
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
DURATION = {"ms": 1000, "s": SECOND, "min": MINUTE, "h": HOUR, "d": DAY, "wk": 7 * DAY}
PER = {"s": SECOND, "min": MINUTE, "h": HOUR, "day": DAY, "wk": 7 * DAY, "yr": 365 * DAY}
SIZE = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "KiB": 2**10, "MiB": 2**20,
        "GiB": 2**30}
SPEED = {"bit/s": 1, "kbit/s": 10**3, "Mbit/s": 10**6, "Gbit/s": 10**9}


class Wrong(Exception):
    """The scenario says something this simulator does not know; better than guessing."""


def known(mapping, *keys):
    for key in mapping:
        if key not in keys:
            raise Wrong("unknown key %r; known here: %s" % (key, ", ".join(keys)))
    return mapping


def listed(value):
    return value if isinstance(value, list) else [value]


def with_unit(text, units):
    number, _, unit = text.partition(" ")
    if unit not in units:
        raise Wrong("%r needs one of the units %s" % (text, ", ".join(units)))
    return Fraction(number) * units[unit]


def duration(text):
    return with_unit(text, DURATION)


def share(text):
    return with_unit(text, {"%": Fraction(1, 100)})


def rate(text, read=Fraction):
    """`read` of what stands before the slash, per microsecond."""
    number, _, unit = text.rpartition("/")
    return read(number) / PER[unit]


def a_month(text, read=Fraction):
    """`read` of what stands before `/month`."""
    number, _, unit = text.rpartition("/")
    if unit != "month":
        raise Wrong("%r needs the unit /month" % text)
    return read(number)


def whole(value):
    """The nearest whole microsecond, halves upward."""
    return math.floor(Fraction(value) + Fraction(1, 2))
