# SPDX-License-Identifier: GPL-3.0-or-later
"""The made pages of docs/ say what the program's tables say. `RENEW=1` writes them anew:
RENEW=1 ./bootstrap test -R docs/test_pages"""
import os
import subprocess
import sys

PAGES = ("measures", "scenario-format")


def main():
    program = os.path.join(os.path.dirname(os.environ["TELERAD"]), "tests", "telerad-pages")
    if not os.path.exists(program):
        print("telerad-pages was not built")
        return 77
    failed = 0
    for page in PAGES:
        said = subprocess.run([program, page], capture_output=True, text=True, encoding="utf-8",
                              check=True).stdout
        path = os.path.join(os.environ["SOURCE"], "docs", page + ".md")
        if os.environ.get("RENEW"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(said)
        with open(path, encoding="utf-8") as file:
            if file.read() != said:
                failed += 1
                print(f"docs/{page}.md differs from `telerad-pages {page}`; renew it: RENEW=1")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
