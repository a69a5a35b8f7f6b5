# Distributions: draws, and means without truncation.
# Written from the scenario format alone, for the independent simulator in oracle.py.
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import math
import os
from fractions import Fraction

from quantity import DURATION, SIZE, Wrong


class Distribution:
    """Draws floats; a constant is an exact fraction."""

    def __init__(self, spec, read, folder):
        if not isinstance(spec, dict):
            spec = {"constant": spec}
        (self.family, given), = spec.items()
        given = {self.family: given} if self.family == "constant" else dict(given)
        self.low = float(read(given.pop("min"))) if "min" in given and self.family not in (
            "uniform", "triangular") else 0.0
        self.high = float(read(given.pop("max"))) if "max" in given and self.family not in (
            "uniform", "triangular") else math.inf
        if self.family == "empirical":
            self.values = self.load(given, folder)
            return
        plain = ("cv", "shape", "k")
        self.given = {key: (Fraction(text) if key in plain else read(text))
                      for key, text in given.items()}

    @staticmethod
    def load(given, folder):
        unit = given.get("unit", {"minutes": "min", "hours": "h", "seconds": "s"}.get(
            given["column"], given["column"]))
        scale = DURATION.get(unit) or SIZE[unit]
        with open(os.path.join(folder, given["file"]), newline="", encoding="utf-8-sig") as file:
            return sorted(float(row[given["column"]]) * scale for row in csv.DictReader(file))

    def draw(self, random):
        if self.family == "constant":
            return self.given["constant"]
        while True:
            value = getattr(self, self.family)(random, **getattr(self, "given", {}))
            if self.low <= value <= self.high:
                return value

    def mean(self):
        """Exact for constants; of what is cut it is not known here."""
        if self.family == "constant":
            return self.given["constant"]
        if self.family == "empirical" or self.low > 0 or self.high < math.inf:
            raise Wrong("the mean of a cut or empirical distribution")
        given = {key: float(value) for key, value in self.given.items()}
        if "mean" in given:
            return given["mean"]
        if self.family == "lognormal":
            sigma = math.log(given["p90"] / given["median"]) / 1.2815515655446004
            return given["median"] * math.exp(sigma**2 / 2)
        if self.family == "weibull":
            return given["scale"] * math.gamma(1 + 1 / given["shape"])
        if self.family == "uniform":
            return (given["min"] + given["max"]) / 2
        if self.family == "triangular":
            return (given["min"] + given["mode"] + given["max"]) / 3
        raise Wrong("the mean of %s" % self.family)

    def exponential(self, random, mean):
        return random.expovariate(1) * float(mean)

    def lognormal(self, random, median=None, p90=None, mean=None, sd=None):
        if median is not None:
            mu = math.log(median)
            sigma = math.log(p90 / median) / 1.2815515655446004
        else:
            sigma = math.sqrt(math.log(1 + float(sd / mean) ** 2))
            mu = math.log(mean) - sigma**2 / 2
        return math.exp(random.gauss(mu, sigma))

    def gamma(self, random, mean, cv):
        return random.gammavariate(1 / float(cv) ** 2, float(mean) * float(cv) ** 2)

    def weibull(self, random, scale, shape):
        return random.weibullvariate(float(scale), float(shape))

    def loglogistic(self, random, median, shape):
        u = random.random()
        return float(median) * (u / (1 - u)) ** (1 / float(shape))

    def erlang(self, random, mean, k):
        return sum(random.expovariate(1) for _ in range(int(k))) * float(mean) / int(k)

    def hyperexponential(self, random, mean, cv):
        square = float(cv) ** 2
        first = (1 + math.sqrt((square - 1) / (square + 1))) / 2
        branch = first if random.random() < first else 1 - first
        return random.expovariate(1) * float(mean) / (2 * branch)

    def uniform(self, random, min, max):
        return random.uniform(float(min), float(max))

    def triangular(self, random, min, mode, max):
        return random.triangular(float(min), float(max), float(mode))

    def empirical(self, random):
        place = random.random() * (len(self.values) - 1)
        below = int(place)
        above = builtin_min(below + 1, len(self.values) - 1)
        return self.values[below] + (place - below) * (self.values[above] - self.values[below])


builtin_min = min  # hidden by the parameter names above
