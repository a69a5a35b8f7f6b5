"""What the tests of the command line share: scenarios, the program, strict JSON.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import subprocess
import tempfile
import unittest

TELERAD = os.path.abspath(os.environ.get("TELERAD", "telerad"))
SOURCE = os.environ.get("SOURCE", ".")

# 48 studies a day of 10 min each: a third of an erlang, for one reader who is always on.
SMALL = """\
telerad: 1
name: Small
run: {zone: Etc/UTC, start: 2026-06-01T00:00, duration: 2 d, drain: 1 d, replications: 4, seed: 3}
jurisdictions: [{id: X}]
priorities:
  - {id: stat, target: 1 h, attain: 90 %}
  - {id: routine, target: 24 h, attain: 95 %}
studies: [{id: ct, modality: CT, read: {constant: 10 min}}]
sites:
  - id: here
    jurisdiction: X
    demand:
      - {study: ct, rate: 48/day, priorities: [{id: stat, share: 50 %}, {id: routine, share: 50 %}]}
readers:
  - {id: sam, licences: {hold: [X]}, provider: house, cost: {per-hour: EUR 100}}
providers: [{id: house, kind: inhouse}]
"""

# Nobody from 00:00 to 08:00 in Chicago: 06:00 to 14:00 in UTC before the clocks change.
GAPS = """\
telerad: 1
name: Gaps
run: {zone: Etc/UTC, start: 2026-03-02T00:00, duration: 2 d, replications: 1}
jurisdictions: [{id: X}]
priorities: [{id: routine}]
studies: [{id: ct, modality: CT, read: {constant: 10 min}}]
sites:
  - {id: here, jurisdiction: X, zone: America/Chicago, demand: [{study: ct, rate: 48/day}]}
shifts: [{id: late, from: "08:00", to: "24:00", zone: America/Chicago}]
readers: [{id: sam, licences: {hold: [X]}, roster: [{shift: late}]}]
"""


def strict(text):
    """JSON as the standard has it: no NaN, no Infinity, no key twice, one document."""

    def refuse(word):
        raise ValueError("no JSON: " + word)

    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            raise ValueError("a key is there twice: %s" % keys)
        return dict(pairs)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=once)


class Case(unittest.TestCase):
    """A test in a folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.small = self.write("small.yaml", SMALL)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def names(self):
        return sorted(os.listdir(self.folder.name))

    def call(self, *arguments, status=0, **more):
        """Runs it, with nothing of the caller's terminal, and wants a status (None: any)."""
        environment = dict(os.environ)
        environment.pop("NO_COLOR", None)
        environment.update(more.pop("env", {}))
        more.setdefault("stdin", subprocess.DEVNULL)
        more.setdefault("cwd", self.folder.name)
        more.setdefault("timeout", 120)
        if "stdout" not in more:
            more["stdout"] = subprocess.PIPE
        done = subprocess.run(
            [TELERAD, *arguments], stderr=subprocess.PIPE, env=environment, encoding="utf-8", **more
        )
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr)
        return done

    def json(self, verb, *arguments, **more):
        """The document that a call prints, and nothing beside it."""
        done = self.call(verb, "--json", *arguments, **more)
        self.assertEqual(done.stderr, "")
        return strict(done.stdout)


def main():
    if not os.access(TELERAD, os.X_OK):
        print("no program at", TELERAD)
        raise SystemExit(77)
    unittest.main()
