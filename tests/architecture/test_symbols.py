# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rooms' archives define and call, read by nm: directions, libraries, nothing that prints,
exits, reads a clock or keeps state of its own."""
import os
import re
import subprocess
import sys

import rules

PRINTS = r"(v?printf|puts|putchar|perror|psignal|stdout|stderr|v?warnx?|v?errx?)$"
ENDS = r"(exit|_Exit|quick_exit|abort)$"
CHANCE = r"(s?rand|rand_r|[dlm]rand48|random|srandom|getrandom|getentropy)$"
CLOCK = r"(time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|mktime|getenv)$"
FAMILIES = {  # beginnings of a library's functions, and the rooms that may call them
    r"H5": ("store",),
    r"c?yaml_": ("scenario",),
    r"gsl_": ("measure", "experiment", "analysis"),
    r"g_": ("scenario", "store", "analysis", "cli"),
    r"pthread_|thrd_|mtx_": ("experiment",),
    r"(exec[lv]p?e?|posix_spawnp?|popen)$": ("analysis", "cli"),
    # analysis: gnuplot; store: a damaged file is first read where it can do no harm
    r"(fork|_exit|waitpid)$": ("analysis", "store", "cli"),
}
HELD = {  # made once under g_once and constant afterwards, or never written
    "scenario": ("once", "asked", "version", "nothing"),
    "analysis": ("numeric",),
}
DATA = (".data", ".bss", ".tdata", ".tbss")


def names(text):
    """(defined {name: section}, undefined set) from nm's System V form."""
    defined, undefined, held = {}, set(), []
    for line in text.splitlines():
        part = [piece.strip() for piece in line.split("|")]
        if len(part) < 7 or part[0] == "Name":
            continue
        name, letter, kind, section = part[0], part[2], part[3], part[6]
        if letter == "U" or section == "*UND*":
            undefined.add(name)
        elif letter in "TDBRCGSVW":
            defined[name] = section
        if kind == "OBJECT" and section.split(".local")[0].startswith(DATA):
            if not section.startswith(".data.rel.ro"):
                held.append(name)
    return defined, undefined - set(defined), held


def foreign(room, undefined, owner):
    """Calls of a room into another that it may not know, and of what it may not do."""
    for name in sorted(undefined):
        home = owner.get(name)
        if home and home not in rules.ROOMS[room]:
            yield f"{room} calls {name}, of {home}"
        if home:
            continue
        for what, pattern, allowed in (("prints", PRINTS, ()), ("ends the program", ENDS, ()),
                                       ("draws by chance", CHANCE, ())):
            if re.match(pattern, name) and room not in allowed:
                yield f"{room} {what}: {name}"
        if re.match(CLOCK, name) and room in rules.PLAIN:
            yield f"{room} looks at the world outside: {name}"
        for pattern, allowed in FAMILIES.items():
            if re.match(pattern, name) and room not in allowed:
                yield f"{room} calls {name}"


def undeclared(room, defined, source):
    """Functions that a room exports without a header that declares them."""
    folder = os.path.join(source, "analysis" if room == "analysis" else f"sim/{room}")
    text = ""
    for name in sorted(os.listdir(folder)):
        if name.endswith(".h"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text += rules.without_comments(file.read())
    for name in sorted(defined):
        if not re.search(rf"\b{re.escape(name)}\b", text):
            yield f"{room} exports {name}, which no header of it declares"


def seen_to_bite():
    """The rules over made-up rooms; what they let through."""
    owner = {"model_free": "model", "heap_put": "core"}
    for room, name in (("core", "model_free"), ("measure", "model_free"), ("model", "printf"),
                       ("scenario", "stderr"), ("store", "exit"), ("model", "H5Fopen"),
                       ("core", "g_free"), ("store", "yaml_parser_load"), ("model", "rand"),
                       ("measure", "clock_gettime"), ("model", "pthread_create"),
                       ("experiment", "abort"), ("scenario", "fork"), ("experiment", "_exit")):
        if not list(foreign(room, {name}, owner)):
            yield f"{room} may call {name}?"
    for room, name in (("model", "heap_put"), ("store", "H5Fopen"), ("store", "fprintf"),
                       ("analysis", "vsnprintf"), ("core", "__assert_fail")):
        yield from foreign(room, {name}, owner)
    form = "{}|0|{}|{}|4||{}\n"
    sample = form.format("a", "T", "FUNC", ".text") + form.format("b", "d", "OBJECT", ".data") + \
        form.format("c", "U", "NOTYPE", "*UND*") + form.format("d", "r", "OBJECT", ".rodata") + \
        form.format("e", "d", "OBJECT", ".data.rel.ro.local")
    if names(sample) != ({"a": ".text"}, {"c"}, ["b"]):
        yield f"nm is misread: {names(sample)}"


def main():
    failed = list(seen_to_bite())
    build, source = os.path.dirname(os.environ["TELERAD"]), os.environ["SOURCE"]
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as cache:
        if "fsanitize" in cache.read():
            return 77  # a sanitizer brings symbols of its own
    rooms = {}
    for room in rules.ROOMS:
        archive = os.path.join(build, f"libtelerad_{room}.a")
        if room != "cli" and os.path.exists(archive):
            said = subprocess.run(["nm", "-f", "sysv", archive], capture_output=True, text=True,
                                  check=True)
            rooms[room] = names(said.stdout)
    owner = {}
    for room, (defined, _, _) in rooms.items():
        failed += [f"{name} is in {owner[name]} and in {room}" for name in defined if name in owner]
        owner.update(dict.fromkeys(defined, room))
    for room, (defined, undefined, held) in rooms.items():
        failed += foreign(room, undefined, owner)
        failed += undeclared(room, defined, source)
        failed += [f"{room} keeps state between calls: {name}" for name in held
                   if name.split(".")[0] not in HELD.get(room, ())]
    print("\n".join(failed))
    print(f"{len(rooms)} rooms, {len(owner)} functions, {len(failed)} faults")
    return 1 if failed else 0 if rooms else 77


if __name__ == "__main__":
    sys.exit(main())
