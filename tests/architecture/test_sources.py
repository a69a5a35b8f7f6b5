# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the repository keeps the rules of rules.py; each rule is first seen to bite."""
import os
import subprocess
import sys

import rules

LONG = "int f(void)\n{\n" + "    g();\n" * 60 + "}\n"
BAD = [  # (path, text, part of the complaint)
    ("sim/core/a.c", '#include "model/model.h"\n', "may not include model/model.h"),
    ("sim/measure/a.c", '#include "model/model.h"\n', "may not include"),
    ("sim/store/a.c", '#include "scenario/scenario.h"\n', "may not include"),
    ("sim/scenario/a.c", '#include "model/state.h"\n', "private to model"),
    ("sim/model/a.c", "#include <hdf5.h>\n", "may not include <hdf5.h>"),
    ("sim/model/a.c", "#include <pthread.h>\n", "may not include <pthread.h>"),
    ("analysis/a.c", "#include <yaml.h>\n", "may not include <yaml.h>"),
    ("sim/core/a.c", "int a;\n" * 501, "501 lines"),
    ("sim/core/a.c", "/* " + "x" * 100 + " */\n", "columns"),
    ("sim/core/a.c", LONG, "a function of 63 lines"),
    ("sim/core/a.c", "int f(int a, int b, int c, int d,\n      int e, int g, int h)\n{\n}\n",
     "7 parameters"),
    ("sim/core/a.h", "int f(void);\n", "f is not documented"),
    ("sim/core/a.h", "/* Top. */\n\nint f(int a,\n      int b);\n", "f is not documented"),
    ("sim/core/a.c", "int a;\n", "no SPDX"),
    ("tests/core/test_a.py", "a = 1\n", "no SPDX"),
    ("sim/core/a.c", "assert(++i < n);\n", "changes something"),
    ("sim/core/a.c", "assert(i = n);\n", "changes something"),
    ("sim/core/a.c", "assert(i < n &&\n       (k <<= 1));\n", "a.c:1: an assertion that changes"),
    ("docs/a.md", "see /ho" + "me/me/a\n", "has no place"),
    ("sim/core/a.c", "/* TO" + "DO later */\n", "has no place"),
]
GOOD = [
    ("sim/core/a.c", "assert(i <= n && i != 2 && j == 3);\n"),
    ("sim/core/a.h", "/** Doubles. */\nint f(int a);\nint g(int (*h)(int, int));\n"),
    ("sim/scenario/a.c", '#include "model/model.h"\n#include <yaml.h>\n'),
    ("sim/core/a.c", LONG.replace("    g();\n", "", 3)),
    ("sim/core/a.c", "int f(int a, int b, int c, int d, int e, void (*g)(int, int))\n{\n}\n"),
]


def listed(source):
    """Files in the repository and new ones not ignored; all files where there is no git."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", source, "ls-files", "-co", "--exclude-standard"],
        capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        return listing.stdout.splitlines()
    found = []
    for folder, inner, files in os.walk(source):
        inner[:] = [name for name in inner if name not in ("build", ".git")]
        found += [os.path.relpath(os.path.join(folder, name), source) for name in files]
    return found


def main():
    failed = []
    for path, text, part in BAD:
        if not any(part in said for said in rules.complaints(path, text)):
            failed.append(f"the rules let through: {part}")
    mark = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
    for path, text in GOOD:
        failed += [f"wrongly said: {said}" for said in rules.complaints(path, mark + text)]
    source = os.environ["SOURCE"]
    for path in sorted(listed(source)):
        try:
            with open(os.path.join(source, path), encoding="utf-8") as file:
                text = file.read()
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            continue  # just removed, or not text
        failed += rules.complaints(path, text)
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
