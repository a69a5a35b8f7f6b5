# SPDX-License-Identifier: GPL-3.0-or-later
"""What `check --resolved` prints is text to another reader of YAML 1.1 (PyYAML), keys too, and
`schema` prints a JSON Schema that takes the project's scenarios and refuses a wrong key."""
import glob
import json
import os
import subprocess
import sys
import tempfile

TELERAD, SOURCE = os.environ["TELERAD"], os.environ["SOURCE"]

try:
    import yaml
except ImportError:
    print("skipped: no PyYAML")
    sys.exit(77)
try:
    import jsonschema
except ImportError:
    jsonschema = None


def run(*arguments):
    done = subprocess.run([TELERAD, *arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def not_text(node, path=""):
    """Paths of all keys and values that the reader took for something else than text."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not isinstance(key, str):
                yield f"{path}: key {key!r}"
            yield from not_text(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from not_text(value, f"{path}/{index}")
    elif not isinstance(node, str):
        yield f"{path}: {node!r}"


def resolved_is_text(path, folder):
    status, first, errors = run("check", path, "--resolved")
    assert status == 0, (path, errors)
    assert yaml.safe_load(first) == yaml.load(first, yaml.BaseLoader), path
    found = list(not_text(yaml.safe_load(first)))
    assert not found, (path, found[:5])
    again = os.path.join(folder, "again.yaml")  # beside the CSV files that it may name
    with open(again, "w", encoding="utf-8") as file:
        file.write(first)
    status, second, errors = run("check", again, "--resolved")
    assert status == 0, (path, errors)
    assert second == first, f"{path}: resolving twice changes something"


def schema_fits(paths):
    status, text, errors = run("schema")
    assert status == 0, errors
    schema = json.loads(text)
    assert schema["$schema"].endswith("draft/2020-12/schema")
    if jsonschema is None:
        return
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    for path in paths:
        with open(path, encoding="utf-8") as file:
            scenario = yaml.load(file, yaml.BaseLoader)
        faults = [fault.message for fault in validator(schema).iter_errors(scenario)]
        assert not faults, (path, faults[:3])
        scenario["readers"][0]["cuont"] = "3"
        assert not validator(schema).is_valid(scenario), path


scenarios = sorted(glob.glob(os.path.join(SOURCE, "scenarios", "*.yaml")))
assert scenarios
with tempfile.TemporaryDirectory() as folder:
    for name in glob.glob(os.path.join(SOURCE, "scenarios", "*.csv")):
        os.symlink(os.path.abspath(name), os.path.join(folder, os.path.basename(name)))
    for scenario_path in scenarios:
        resolved_is_text(scenario_path, folder)
schema_fits(scenarios)
print(len(scenarios), "scenarios,", "with" if jsonschema else "without", "jsonschema")
