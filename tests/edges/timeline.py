# SPDX-License-Identifier: GPL-3.0-or-later
"""Exact worlds: each demand entry a record of its own, so that every instant can be reckoned by
hand. Times are minutes since the run's start, 2026-06-01T00:00 UTC."""
import json
import os
import subprocess
import tempfile

import h5py

TELERAD = os.environ["TELERAD"]
NEVER = -2 ** 63


def arrivals(studies, **more):
    """The demand of a site: (study type, minutes, priority) each; entries by study, then priority.
    Returns the entries and the files that they name."""
    entries, files = [], {}
    for study, minute, priority in studies:
        name = f"{study}-{priority}"
        if name + ".csv" not in files:
            files[name + ".csv"] = "time\n"
            entries.append({"id": name, "study": study, "trace": {"file": name + ".csv"},
                            "priorities": [{"id": priority, "share": "100 %"}]})
        whole = int(minute)
        files[name + ".csv"] += (f"2026-06-0{1 + whole // 1440}T{whole // 60 % 24:02}:"
                                 f"{whole % 60:02}:{round(60 * (minute - whole)):02}\n")
    return dict({"id": "h", "jurisdiction": "home", "demand": entries}, **more), files


def scenario(types, site, **more):
    """types: {name: minutes or keys of the study type}; `more`: keys at the top."""
    world = {
        "telerad": "1", "name": "time line",
        "run": {"zone": "UTC", "start": "2026-06-01T00:00", "duration": "1 d", "drain": "1 d",
                "replications": "1"},
        "jurisdictions": [{"id": "home"}],
        "priorities": [{"id": "hot"}, {"id": "warm"}, {"id": "cold"}],
        "studies": [dict({"id": name, "modality": "CT"},
                         **(keys if isinstance(keys, dict) else {"read": f"{keys} min"}))
                    for name, keys in types.items()],
        "sites": [site],
        "readers": [{"id": "r", "licences": {"hold": ["home"]}}],
    }
    world.update(more)
    return world


def run(world, files=None, options=()):
    """The JSON document, the trace as {(type, k): {column: value}}, the /ai tables."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in dict(files or {}, **{"world.yaml": json.dumps(world)}).items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        result = os.path.join(folder, "world.h5")
        said = subprocess.run([TELERAD, "run", os.path.join(folder, "world.yaml"), "--json",
                               "--trace", "-o", result, *options],
                              capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr
        with h5py.File(result) as file:
            labels = [name.decode() for name in file["study"][...]]
            columns = {name: file["trace"][name][...] for name in file["trace"]}
            tables = {name: file["ai"][name][...] for name in file["ai"]} if "ai" in file else {}
    rows, seen = {}, {}
    for i, place in enumerate(columns["study_type"]):
        row = {name: column[i] for name, column in columns.items()}
        for name, value in row.items():
            if row[name].dtype == "int64":
                row[name] = None if value == NEVER else value / 6e7
        seen[place] = seen.get(place, -1) + 1
        rows[labels[place], seen[place]] = row
    return json.loads(said.stdout), rows, tables


def check(world):
    """Exit status and messages of `telerad check` on a scenario."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "world.yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(world, file)
        said = subprocess.run([TELERAD, "check", path], capture_output=True, text=True,
                              check=False)
    return said.returncode, said.stderr
