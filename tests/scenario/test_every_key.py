# SPDX-License-Identifier: GPL-3.0-or-later
"""scenarios/everything.yaml uses every key of the format, each with a comment, checks clean, and
runs to the same numbers from its resolved text."""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

TELERAD = os.path.abspath(os.environ.get("TELERAD", "telerad"))
SCENARIOS = os.path.join(os.environ.get("SOURCE", "."), "scenarios")
# Keys that cannot stand beside another that is there: path, and the scenario that has it instead.
INSTEAD = {
    "run.duration": "night-cover.yaml",  # `end`
}
ALIKE = ("exchange",)  # whose keys are a list of names that mean the same; one of them is enough


def call(*words, folder=None, status=0):
    done = subprocess.run([TELERAD, *words], cwd=folder or SCENARIOS, capture_output=True,
                          encoding="utf-8", timeout=300, check=False)
    if done.returncode != status:
        raise AssertionError("%s: status %d\n%s" % (words, done.returncode, done.stderr))
    return done


def numbers(name, folder, *words):
    said = json.loads(call("run", name, "-n", "2", "--json", *words, folder=folder).stdout)
    del said["wall_s"]
    return said


class Format:
    """The keys of the format, from `telerad schema`. A path is the keys from the top, `.` between;
    the families of distributions, which may stand in many places, are one branch of their own."""

    def __init__(self):
        self.schema = json.loads(call("schema").stdout)
        self.tables = self.schema["$defs"]
        self.top = self.table(self.schema)
        self.paths = set()
        self.collect(self.top, "")

    def table(self, form):
        return self.tables[form["$ref"].rsplit("/", 1)[1]]

    def below(self, form):
        """The table of a mapping, or of a list's entries, at a key; None: plain values."""
        for one in [form, *form.get("anyOf", [])]:
            if "$ref" in one:
                return self.table(one)
            inner = self.below(one["items"]) if one.get("type") == "array" else None
            if inner:
                return inner
        return None

    def start(self, table, path):
        return "distribution" if table["title"] == "a distribution" else path

    def at(self, path, key):
        return path + ".*" if path in ALIKE else path + "." + key if path else key

    def collect(self, table, path):
        for key, form in list(table["properties"].items())[:1 if path in ALIKE else None]:
            at = self.at(path, key)
            if at in self.paths:
                continue
            self.paths.add(at)
            inner = self.below(form)
            if inner:
                self.collect(inner, self.start(inner, at))

    def used(self, node, table, path, found, line=None):
        """Fills path: [line of each place that has it], from YAML's nodes; of what stands in
        brackets the line on which the outermost ones close."""
        if line is None and isinstance(node, yaml.CollectionNode) and node.flow_style:
            line = node.end_mark.line
        if isinstance(node, yaml.SequenceNode):
            for entry in node.value:
                self.used(entry, table, path, found, line)
        if not isinstance(node, yaml.MappingNode):
            return
        for key, value in node.value:
            at = self.at(path, key.value)
            if at not in self.paths:
                continue  # the program has the last word
            closed = isinstance(value, yaml.CollectionNode) and value.flow_style
            found.setdefault(at, []).append(
                line if line is not None else (value if closed else key).end_mark.line)
            inner = self.below(table["properties"][key.value])
            if inner:
                self.used(value, inner, self.start(inner, at), found, line)


class EveryKey(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.format = Format()

    def read(self, name):
        """Paths of a scenario and the files that it includes, and its lines."""
        with open(os.path.join(SCENARIOS, name), encoding="utf-8") as file:
            text = file.read()
        found = {}
        self.format.used(yaml.compose(text), self.format.top, "", found)
        for other in yaml.safe_load(text).get("include", []):
            for path in self.read(other)[0]:
                found.setdefault(path, [])
        return found, text.splitlines()

    def test_every_key_is_used(self):
        missing = self.format.paths - set(self.read("everything.yaml")[0]) - set(INSTEAD)
        self.assertEqual(sorted(missing), [])

    def test_what_cannot_stand_beside_it_stands_elsewhere(self):
        here = self.read("everything.yaml")[0]
        for path, name in INSTEAD.items():
            self.assertNotIn(path, here)
            self.assertIn(path, self.read(name)[0])

    def test_every_key_has_a_comment(self):
        found, lines = self.read("everything.yaml")
        bare = [path for path, at in found.items() if at and not path.endswith(".id")
                and not any("#" in lines[number] for number in at)]
        self.assertEqual(sorted(bare), [])

    def test_it_checks_clean(self):
        self.assertEqual(call("check", "everything.yaml").stderr, "")

    def test_neither_jobs_nor_the_order_of_lists_change_a_number(self):
        with open(os.path.join(SCENARIOS, "everything.yaml"), encoding="utf-8") as file:
            shuffled = yaml.load(file, yaml.BaseLoader)
        order = random.Random(4)
        for key, entries in shuffled.items():
            if (key != "priorities" and isinstance(entries, list) and
                    all("id" in entry for entry in entries)):
                order.shuffle(entries)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SCENARIOS, folder, dirs_exist_ok=True)
            with open(os.path.join(folder, "shuffled.yaml"), "w", encoding="utf-8") as file:
                yaml.safe_dump(shuffled, file, sort_keys=False)
            first = numbers("everything.yaml", folder, "-j1")
            self.assertEqual(first, numbers("everything.yaml", folder, "-j2"))
            self.assertEqual(first, numbers("shuffled.yaml", folder))

    def test_its_resolved_text_runs_to_the_same_numbers(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SCENARIOS, folder, dirs_exist_ok=True)
            with open(os.path.join(folder, "resolved.yaml"), "w", encoding="utf-8") as file:
                file.write(call("check", "everything.yaml", "--resolved", folder=folder).stdout)
            first = numbers("everything.yaml", folder)
            self.assertGreater(first["studies_simulated"], 1000)
            self.assertEqual(first, numbers("resolved.yaml", folder))


if __name__ == "__main__":
    if not os.access(TELERAD, os.X_OK):
        print("no program at", TELERAD)
        sys.exit(77)
    unittest.main()
