# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header compiles by itself, and twice in a row, without a warning."""
import concurrent.futures
import glob
import os
import subprocess
import sys

SOURCE = os.environ["SOURCE"]
LIBRARIES = ["gsl", "libcyaml", "yaml-0.1", "glib-2.0", "hdf5"]


def library_flags():
    """Where pkg-config finds the libraries' headers."""
    asked = subprocess.run(["pkg-config", "--cflags", *LIBRARIES], capture_output=True, text=True,
                           check=False)
    return asked.stdout.split()


def compile_alone(text, flags):
    """What the compiler says of a source of these includes."""
    command = ["cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c", "-",
               "-D_POSIX_C_SOURCE=200809L", f"-I{SOURCE}/sim", f"-I{SOURCE}", *flags]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def main():
    flags = library_flags()
    if compile_alone("size_t a(void);\nsize_t a(void) { return 0; }\n", flags).returncode == 0:
        print("a source that lacks a header compiles: this test could not fail")
        return 1
    headers = sorted(glob.glob(f"{SOURCE}/sim/*/*.h") + glob.glob(f"{SOURCE}/analysis/*.h"))
    texts = [f'#include "{header}"\n#include "{header}"\nint only;\n' for header in headers]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for said in pool.map(lambda text: compile_alone(text, flags), texts):
            if said.returncode != 0:
                failed += 1
                print(said.stderr)
    print(f"{len(headers)} headers, {failed} do not compile alone")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
