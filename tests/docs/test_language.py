# SPDX-License-Identifier: GPL-3.0-or-later
"""The fragments in docs/language run. Each ```yaml block of a page is put over
scenarios/night-cover.yaml and run with two replications: status 0, and a warning only where the
block's first line is the comment `# warns`. Put over it means, at the top: entries of a list
replace those of the same id (or `provider` and the like, where entries have no id) or are added, a
list that names all priorities gives their order, keys of `run` replace those of the same name,
anything else replaces what was there. A ```csv NAME block is a file beside it.

Each ```console block runs the lines that start with `$ telerad` on that page's last block, as
scenario.yaml; the lines below a command, but `…`, stand in what it prints, in that order."""
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

TELERAD = os.path.abspath(os.environ.get("TELERAD", "telerad"))
SOURCE = os.environ.get("SOURCE", ".")
LANGUAGE = os.path.join(SOURCE, "docs", "language")
NAMING = ("id", "provider", "of", "name")  # what entries go by, the first one that they have
OPEN = re.compile(r"```(\w+)(?: (\S+))?$")


class Text(yaml.BaseLoader):
    """Every scalar as text; a key twice is an error, as in the program."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise ValueError("a key is there twice: %s" % keys)
        return super().construct_mapping(node, deep)


def blocks(path):
    """[line number, language, name, text] of a page's fenced blocks."""
    found, block = [], None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            opening = OPEN.match(line.rstrip()) if block is None else None
            if opening:
                block = [number, opening.group(1), opening.group(2), ""]
            elif line.startswith("```"):
                if block is not None:
                    found.append(block)
                block = [number, None, None, ""] if block is None else None
            elif block is not None:
                block[3] += line
    return found


def name_of(entry):
    return next((entry[key] for key in NAMING if key in entry), None)


def put_list(before, after):
    if not all(isinstance(entry, dict) for entry in before + after):
        return after
    names = [name_of(entry) for entry in after]
    if all("id" in entry and entry["id"] in names for entry in before):
        return after
    merged, placed = [], set()
    for entry in before:
        name = name_of(entry)
        if name is None or name not in names:
            merged.append(entry)
        elif name not in placed:
            placed.add(name)
            merged += [new for new in after if name_of(new) == name]
    return merged + [new for new in after if name_of(new) not in placed]


def put_run(before, after):
    gone = {"end": "duration", "duration": "end"}
    kept = {key: value for key, value in before.items() if gone.get(key) not in after}
    return {**kept, **after}


def put_over(base, fragment):
    whole = dict(base)
    for key, value in fragment.items():
        before = whole.get(key)
        if isinstance(before, list) and isinstance(value, list):
            whole[key] = put_list(before, value)
        elif key == "run" and isinstance(value, dict):
            whole[key] = put_run(before, value)
        else:
            whole[key] = value
    return whole


def call(folder, *words):
    return subprocess.run([TELERAD, *words], cwd=folder, capture_output=True, encoding="utf-8",
                          timeout=300, check=False)


class Page:
    """One page's blocks, in a folder with the scenarios."""

    def __init__(self, path, folder):
        self.name, self.folder, self.faults = os.path.basename(path), folder, []
        self.scenario = os.path.join(folder, "scenario.yaml")
        shutil.copytree(os.path.join(SOURCE, "scenarios"), folder, dirs_exist_ok=True)
        with open(os.path.join(folder, "night-cover.yaml"), encoding="utf-8") as file:
            self.base = yaml.load(file, Text)
        self.blocks = blocks(path)
        for _, language, name, text in self.blocks:
            if language == "csv":
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)

    def fault(self, number, what):
        self.faults.append("docs/language/%s:%d: %s" % (self.name, number, what))

    def fragment(self, number, text):
        """Runs a block; a fault if it fails, or warns without saying so."""
        with open(self.scenario, "w", encoding="utf-8") as file:
            whole = put_over(self.base, yaml.load(text, Text))
            yaml.safe_dump(whole, file, sort_keys=False, allow_unicode=True, width=100)
        done = call(self.folder, "run", "scenario.yaml", "-n", "2")
        if done.returncode != 0:
            self.fault(number, "status %d\n%s" % (done.returncode, done.stderr))
        elif ("warning:" in done.stderr) != text.startswith("# warns"):
            self.fault(number, "a warning is missing, or not wanted\n" + done.stderr)

    def console(self, number, text):
        """Runs each command of a block and looks for what it is to print."""
        shown, at = "", 0
        for offset, line in enumerate(text.splitlines(), 1):
            if line.startswith("$ telerad "):
                done = call(self.folder, *shlex.split(line, comments=True)[2:])
                shown, at = done.stdout + done.stderr, 0
                if done.returncode not in (0, 1):
                    self.fault(number + offset, "status %d\n%s" % (done.returncode, shown))
            elif line.strip() not in ("", "…"):
                found = shown.find(line.strip(), at)
                if found < 0:
                    self.fault(number + offset, "not printed (there): %s\n%s" % (line, shown))
                at = max(at, found)

    def run(self):
        for number, language, _, text in self.blocks:
            try:
                if language == "yaml":
                    self.fragment(number, text)
                elif language == "console":
                    self.console(number, text)
            except (ValueError, yaml.YAMLError) as error:
                self.fault(number, "no YAML: %s" % error)
        return self.faults


class Language(unittest.TestCase):
    maxDiff = None

    def pages(self):
        return sorted(path for path in glob.glob(os.path.join(LANGUAGE, "*.md"))
                      if os.path.basename(path) != "README.md")

    def test_every_fragment_runs(self):
        faults = []
        for path in self.pages():
            with tempfile.TemporaryDirectory() as folder:
                page = Page(path, folder)
                faults += page.run()
                if not any(block[1] == "yaml" for block in page.blocks):
                    faults.append("docs/language/%s: no fragment" % page.name)
        if faults:
            self.fail("\n" + "\n".join(faults))

    def test_the_contents_name_every_page(self):
        with open(os.path.join(LANGUAGE, "README.md"), encoding="utf-8") as file:
            linked = re.findall(r"\]\(([\w-]+\.md)\)", file.read())
        for path in self.pages():
            self.assertIn(os.path.basename(path), linked)


    def test_no_link_leads_nowhere(self):
        for path in glob.glob(os.path.join(LANGUAGE, "*.md")):
            with open(path, encoding="utf-8") as file:
                for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", file.read()):
                    self.assertTrue(os.path.exists(os.path.join(LANGUAGE, target)),
                                    "%s: %s" % (path, target))


class PutOver(unittest.TestCase):
    def test_entries_replace_those_of_their_name_and_others_are_added(self):
        base = {"sites": [{"id": "a", "x": "1"}, {"id": "b"}]}
        self.assertEqual(put_over(base, {"sites": [{"id": "c"}, {"id": "a", "y": "2"}]}),
                         {"sites": [{"id": "a", "y": "2"}, {"id": "b"}, {"id": "c"}]})

    def test_a_list_that_names_all_gives_their_order(self):
        base = {"priorities": [{"id": "a"}, {"id": "b"}]}
        new = {"priorities": [{"id": "b"}, {"id": "c"}, {"id": "a"}]}
        self.assertEqual(put_over(base, new), new)

    def test_all_coverage_of_a_provider_is_replaced(self):
        base = {"coverage": [{"provider": "p"}, {"provider": "q"}, {"provider": "q", "when": "n"}]}
        self.assertEqual(put_over(base, {"coverage": [{"provider": "q", "share": "1 %"}]}),
                         {"coverage": [{"provider": "p"}, {"provider": "q", "share": "1 %"}]})

    def test_mappings_replace_but_run_is_merged(self):
        base = {"run": {"zone": "Z", "end": "e"}, "dispatch": {"order": "fifo"}}
        both = {"run": {"duration": "1 d"}, "dispatch": {"tie": "random"}}
        self.assertEqual(put_over(base, both),
                         {"run": {"zone": "Z", "duration": "1 d"}, "dispatch": {"tie": "random"}})


if __name__ == "__main__":
    if not os.access(TELERAD, os.X_OK):
        print("no program at", TELERAD)
        sys.exit(77)
    unittest.main()
