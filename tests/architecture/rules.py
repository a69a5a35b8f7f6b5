# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, as functions from a file's path and text to complaints.

A room is a folder of sim/, or analysis/. What a room may include is said here once; the test of
symbols uses the same table.
"""
import re

ROOMS = {  # room: rooms whose headers it may include and whose functions it may call
    "core": (),
    "model": ("core",),
    "measure": ("core",),
    "scenario": ("model", "core"),
    "store": ("measure", "core"),
    "experiment": ("scenario", "store", "model", "measure", "core"),
    "analysis": ("store", "measure", "core"),
    "cli": ("analysis", "experiment", "scenario", "store", "model", "measure", "core"),
}
FACES = {  # rooms that show others only these headers
    "model": ("model.h", "observe.h", "replication.h", "grant.h"),
    "scenario": ("scenario.h", "diag.h", "text.h", "quantity.h", "keys_near.h"),
    "store": ("result.h", "readback.h"),
    "analysis": ("plot.h",),
}
LIBRARIES = {  # a library's headers, by beginning, and the rooms that may include them
    "gsl/": ("measure", "experiment", "analysis"),
    "cyaml/": ("scenario",),
    "yaml.h": ("scenario",),
    "glib": ("scenario", "store", "analysis", "cli"),
    "hdf5": ("store",),
    "H5": ("store",),
    "pthread.h": ("experiment",),
}
PLAIN = ("core", "model", "measure")  # nothing but the C library, and GSL in measure
MOST_LINES, MOST_FUNCTION, MOST_COLUMNS, MOST_PARAMETERS = 500, 60, 100, 6


def room_of(path):
    """The room of a path relative to the repository, or None."""
    parts = path.split("/")
    if parts[0] == "analysis" and len(parts) == 2:
        return "analysis"
    if parts[0] == "sim" and len(parts) == 3:
        return parts[1]
    return None


def without_comments(text):
    """C text with comments and string contents blanked, line breaks kept."""
    def blank(match):
        token = match.group(0)
        if token.startswith("/"):
            return re.sub(r"[^\n]", " ", token)
        return token[0] + " " * (len(token) - 2) + token[-1]
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, blank, text, flags=re.S)


def includes(path, text):
    """Directions between rooms, private headers, and libraries outside their rooms."""
    room = room_of(path)
    if room is None:
        return
    for number, line in enumerate(text.splitlines(), 1):
        own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        library = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if own:
            yield from own_include(path, number, room, own.group(1))
        elif library:
            for start, rooms in LIBRARIES.items():
                if library.group(1).startswith(start) and room not in rooms:
                    yield f"{path}:{number}: {room} may not include <{library.group(1)}>"


def own_include(path, number, room, header):
    """A header of ours, named from sim/ or from the top."""
    folder, _, name = header.rpartition("/")
    if folder == "":
        return  # made by the build, or beside the file
    if folder != room and folder not in ROOMS[room]:
        yield f"{path}:{number}: {room} may not include {header}"
    elif folder != room and folder in FACES and name not in FACES[folder]:
        yield f"{path}:{number}: {header} is private to {folder}"


def functions(text):
    """(first line, last line, signature) of each function: braces alone in column 0 enclose it."""
    lines = without_comments(text).splitlines()
    start = None
    for number, line in enumerate(lines):
        if line.rstrip() == "{":
            start = number
            while start > 0 and lines[start - 1].strip() and lines[start - 1][0] not in "}#;":
                if lines[start - 1].rstrip().endswith(";"):
                    break
                start -= 1
            signature = " ".join(lines[start:number])
        elif line.rstrip() == "}" and start is not None:
            yield start + 1, number + 1, signature
            start = None


def parameters(signature):
    """How many parameters a signature has; commas within inner brackets do not count."""
    found = re.search(r"\w+\s*\((.*)\)\s*$", signature)
    inner = found.group(1) if found else ""
    depth, count = 0, 1
    for letter in inner:
        depth += (letter in "([") - (letter in ")]")
        count += letter == "," and depth == 0
    return 0 if inner.strip() in ("", "void") else count


def sizes(path, text):
    """Lengths of files, lines and functions, and numbers of parameters."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        yield f"{path}: {len(lines)} lines, at most {MOST_LINES}"
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_COLUMNS:
            yield f"{path}:{number}: {len(line)} columns, at most {MOST_COLUMNS}"
    if not path.endswith(".c") and not path.endswith(".h"):
        return
    for first, last, signature in functions(text):
        if last - first + 1 > MOST_FUNCTION:
            yield f"{path}:{first}: a function of {last - first + 1} lines, at most {MOST_FUNCTION}"
        # a place, a format and `...` are one thing to say: those functions may have more
        if "..." not in signature and parameters(signature) > MOST_PARAMETERS:
            yield f"{path}:{first}: {parameters(signature)} parameters, at most {MOST_PARAMETERS}"


def licence(path, text):
    """Each source names its licence near the top."""
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:1500]:
        yield f"{path}: no SPDX-License-Identifier"


def pure_assertions(path, text):
    """What an assert() does must not be missed where assertions are off."""
    bare = without_comments(text)
    for found in re.finditer(r"\bassert\(([^;]*)\);", bare):
        if re.search(r"\+\+|--|(?:<<|>>|(?<![=!<>]))=(?!=)", found.group(1)):
            number = bare.count("\n", 0, found.start()) + 1
            yield f"{path}:{number}: an assertion that changes something"


def leftovers(path, text):
    """No paths of one machine, no notes of unfinished work."""
    pattern = r"/(?:work|home|root)/\w|/tmp/b-|\b(?:TODO|FIXME|XXX)\b"
    if path.endswith("architecture/rules.py"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        found = re.search(pattern, line)
        if found:
            yield f"{path}:{number}: {found.group(0)!r} has no place here"


def documented(path, text):
    """Each prototype of a header stands in a block (lines without a gap) that has a comment."""
    if not path.endswith(".h") or room_of(path) is None:
        return
    number = 1
    for block in re.split(r"(\n[ \t]*\n)", text):
        bare = without_comments(block)
        prototype = re.search(r"^(?!typedef|#)\w[\w \t*]*?(\w+)\s*\([^;{}]*\)[^;{}]*;", bare, re.M)
        if prototype and "/*" not in block:
            yield f"{path}:{number}: {prototype.group(1)} is not documented"
        number += block.count("\n")


def complaints(path, text):
    """All rules over one file of the repository."""
    yield from leftovers(path, text)
    if re.search(r"\.(c|h|py|sh|gp)$|^bootstrap$", path):
        yield from licence(path, text)
    if re.search(r"\.(c|h|py|sh)$|^bootstrap$", path):
        yield from sizes(path, text)
    if re.search(r"\.(c|h)$", path):
        yield from includes(path, text)
        yield from documented(path, text)
        yield from pure_assertions(path, text)
