# Makes a world in which program and simulator differ as small as it goes:
#   shrink.py FROM TO  (folders with world.yaml and world.csv; TO is made anew)
# It leaves out rows of the trace, list entries and keys, one after another and in halves, as long
# as both still run the world and differ.
# SPDX-License-Identifier: GPL-3.0-or-later
import copy
import csv
import os
import sys
import tempfile

import yaml

import test_exact
import worlds


def load(folder):
    with open(os.path.join(folder, "world.yaml"), encoding="utf-8") as file:
        document = yaml.load(file, Loader=yaml.BaseLoader)
    with open(os.path.join(folder, "world.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {name: [row[name] for row in rows if row[name]] for name in rows[0]}
    return {"document": document, "columns": columns}


def write(world, folder):
    columns = world["columns"]
    with open(os.path.join(folder, "world.csv"), "w", encoding="utf-8") as file:
        print(",".join(columns), file=file)
        for number in range(max([1] + [len(times) for times in columns.values()])):
            print(",".join(times[number] if number < len(times) else ""
                           for times in columns.values()), file=file)
    return worlds.write(world["document"], folder)


def differs(world):
    """What differs; nothing if one of the two refuses the world."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = test_exact.compare(write(world, folder), folder)
        except Exception:  # a world that means nothing
            return []
        return [] if found and found[0].startswith("exit 2") else found


def places(tree, path=()):
    """Paths of all that could be left out, the largest first."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    for key in keys:
        yield path + (key,)
        if isinstance(tree[key], (dict, list)):
            yield from places(tree[key], path + (key,))


def without(world, path, count=1):
    made = copy.deepcopy(world)
    tree = made
    for key in path[:-1]:
        tree = tree[key]
    if isinstance(tree, list):
        if count > 1 and path[-1] + count > len(tree):
            return None
        del tree[path[-1]:path[-1] + count]
    elif count > 1:
        return None
    else:
        del tree[path[-1]]
    return made


def shrunk(world, folder):
    first = differs(world)[0].split(":")[0]  # the measure that has to differ all the way
    for count in (8, 4, 2, 1, 1):
        todo = sorted(places(world), key=len)
        for path in reversed(todo) if count > 1 else todo + todo[::-1]:
            try:
                smaller = without(world, path, count)
            except (KeyError, IndexError, TypeError):
                continue  # went with another
            if smaller is not None and any(
                    said.startswith(first + ":") for said in differs(smaller)):
                world = smaller
                write(world, folder)
    return world


def main():
    os.makedirs(sys.argv[2], exist_ok=True)
    world = shrunk(load(sys.argv[1]), sys.argv[2])
    with open(write(world, sys.argv[2]), encoding="utf-8") as file:
        print(file.read())
    for name, times in world["columns"].items():
        print("# %s: %s" % (name, ", ".join(times)))
    print("# " + "\n# ".join(differs(world)[:8]))


if __name__ == "__main__":
    main()
