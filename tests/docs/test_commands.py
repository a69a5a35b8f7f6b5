# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands shown in README and docs do what they show: every line of a `sh` block that starts
with ./bootstrap or telerad is run in a copy of the scenarios, and must end with status 0, or with
the one that a comment behind it states (`# exit 1`). The lines of a block without a language are
what the command before it prints. Building and testing is left out: we are in it."""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PAGES = ("README.md", "docs/guide.md", "docs/results.md", "scenarios/README.md")
ELSEWHERE = ("test", "bench")


def commands(text):
    """[line number, command, wanted status, lines it must print] of a page."""
    block, found = None, []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            block = line.strip() if block is None else None
        elif block == "```sh" and line.startswith(("./bootstrap ", "telerad ")):
            wanted = re.search(r"#\s*exit (\d+)", line)
            found.append([number, line, int(wanted.group(1)) if wanted else 0, []])
        elif block == "```" and found:
            found[-1][3].append(line.strip())
    return found


def run(line, folder):
    """Runs a command of a page with the program under test."""
    words = shlex.split(line, comments=True)
    if words[0] == "./bootstrap" and words[1] in ELSEWHERE:
        return None
    return subprocess.run([os.environ["TELERAD"], *words[1:]], cwd=folder, capture_output=True,
                          text=True, check=False)


def main():
    source, failed, seen = os.environ["SOURCE"], 0, 0
    if not os.access(os.environ["TELERAD"], os.X_OK):
        print("no program")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(source, "scenarios"), os.path.join(folder, "scenarios"))
        for page in PAGES:
            with open(os.path.join(source, page), encoding="utf-8") as file:
                listed = commands(file.read())
            for number, line, wanted, prints in listed:
                said = run(line, folder)
                if said is None:
                    continue
                seen += 1
                print(f"{page}:{number}: {line}: exit {said.returncode}")
                if said.returncode != wanted:
                    failed += 1
                    print(said.stderr)
                for shown in prints:
                    if shown not in said.stdout:
                        failed += 1
                        print(f"    it does not print: {shown}")
    if seen < 3:
        print("hardly any command was found in the pages")
        failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
