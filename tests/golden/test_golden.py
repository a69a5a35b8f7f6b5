# SPDX-License-Identifier: GPL-3.0-or-later
"""Small runs of scenarios give, number by number, what they gave before (NAME.json beside this).

A difference is either a fault or a change of the numbers that is meant. If it is meant, renew the
files, RENEW=1 ./bootstrap test -R golden, look at what `git diff` shows, and say in the changelog
under Numbers what changed and how much. The C library picks exp() and log() by processor: on one
without FMA the last digits may differ; `made_on` in each file says where it came from.
"""
import json
import os
import platform
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = {  # name: options
    "night-cover": ["-n", "3"],
    "university-ed": ["-n", "2"],
    "mmc-two-classes": ["-n", "2"],
}
LEFT_OUT = ("telerad", "wall_s")


def made_on():
    """Processor and C library, as far as they can move a bit."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        fma = " fma " in file.read()
    return f"{platform.machine()}{' with FMA' if fma else ''}, {' '.join(platform.libc_ver())}"


def simulate(name, options):
    """The document of a run, numbers kept as they are printed."""
    path = os.path.join(os.environ["SOURCE"], "scenarios", name + ".yaml")
    said = subprocess.run([os.environ["TELERAD"], "run", path, "--json", *options],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    if said.returncode != 0:
        sys.exit(f"{name}: exit {said.returncode}: {said.stderr}")
    document = json.loads(said.stdout, parse_float=str, parse_int=str)
    return {key: value for key, value in document.items() if key not in LEFT_OUT}


def flat(value, path=""):
    """{dotted path: leaf} of a document."""
    if not isinstance(value, dict):
        return {path: value}
    leaves = {}
    for key, inner in value.items():
        leaves.update(flat(inner, f"{path}.{key}" if path else key))
    return leaves


def differences(name, got):
    """How a run differs from the stored one."""
    with open(os.path.join(HERE, name + ".json"), encoding="utf-8") as file:
        stored = json.load(file)
    here, wanted, given = made_on(), stored["run"], flat(got)
    if stored["made_on"] != here:
        yield f"note: made on {stored['made_on']}, this is {here}"
    for path in sorted(set(wanted) | set(given)):
        if wanted.get(path, "nothing") != given.get(path, "nothing"):
            yield f"{path}: was {wanted.get(path, 'nothing')}, is {given.get(path, 'nothing')}"


def main():
    if not os.access(os.environ["TELERAD"], os.X_OK):
        print("no program")
        return 77
    failed = 0
    for name, options in RUNS.items():
        got = simulate(name, options)
        if os.environ.get("RENEW"):
            with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as file:
                json.dump({"made_on": made_on(), "run": flat(got)}, file, indent=0)
                file.write("\n")
        said = list(differences(name, got))
        failed += any(not line.startswith("note") for line in said)
        print(f"{name}: {len(flat(got))} numbers, {len(said)} differ")
        print("\n".join(said[:40]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
