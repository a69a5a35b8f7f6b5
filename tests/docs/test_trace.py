# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/results.md says of every column of the trace what it is."""
import os
import subprocess
import sys
import tempfile

import h5py


def main():
    program, source = os.environ["TELERAD"], os.environ["SOURCE"]
    if not os.access(program, os.X_OK):
        print("no program at", program)
        return 77
    with open(os.path.join(source, "docs", "results.md"), encoding="utf-8") as file:
        said = file.read().split("## The trace")[1].split("\n## ")[0]
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.h5")
        subprocess.run([program, "run", os.path.join(source, "scenarios", "mm1.yaml"), "-n", "1",
                        "--trace", "-o", out], stdout=subprocess.DEVNULL, check=True)
        with h5py.File(out) as file:
            missing = [name for name in file["trace"] if f"`{name}`" not in said and
                       name != "study"]
    print("not in docs/results.md:", missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
