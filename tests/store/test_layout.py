# The result file, seen from outside: by h5py, by xarray with both engines, by ncdump.
# SPDX-License-Identifier: GPL-3.0-or-later
import math
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

SKIPPED = 77
REPLICATIONS = 3
GROUPING = """arrived reported withdrawn unfinished tat_mean tat_p50 tat_p90 tat_p95 tat_p99 tat_max
 tat_final_mean tat_final_p90 final_met transfer_mean wait_mean read_mean target_met
 discrepancies call_met call_mean breach revenue
 cost reader_cost overread_cost licence_cost ai_cost penalties penalties_waived""".split()
MONTH = """revenue reader_cost overread_cost licence_cost ai_cost penalties
 penalties_waived""".split()
READERS = "reads rvu on_shift busy utilisation overtime cost".split()
WEEK = "arrivals backlog readers_on_shift utilisation tat_mean target_met".split()
TABLES = {
    "overall": (None, GROUPING + ["little_gap"]),
    "by_priority": ("priority", GROUPING),
    "by_modality": ("modality", GROUPING),
    "by_study": ("study", GROUPING),
    "by_site": ("site", GROUPING),
    "by_provider": ("provider", GROUPING),
    "readers": ("reader", READERS),
    "groups": ("group", READERS),
    "week": ("hour_of_week", WEEK),
}
LABELS = {
    "priority": ["urgent", "planned"],
    "modality": ["CT", "MR"],
    "study": ["ct-köpfe", "mr-knee"],
    "site": ["hill-1", "hill-2", "vale"],
    "provider": ["house"],
    "reader": 3,
    "group": ["day team", "night"],
}
ROOT = """Conventions title telerad_version format seed rng tzdata_version scenario_sha256 command
 start created status""".split()
NOT_UNITS = {"minutes", "hours", "days", "seconds", "milliseconds", "microseconds", "nanoseconds"}
SCENARIO = """\
telerad: 1
name: Hill and vale
run:
  zone: Europe/Vienna
  start: 2026-03-23T00:00
  duration: 7 d
  warmup: 12 h
  drain: 1 d
  replications: 3
  seed: 11
jurisdictions:
  - {id: AT}
priorities:
  - {id: urgent, target: 45 min, attain: 90 %}
  - {id: planned}
studies:
  - id: ct-köpfe
    modality: CT
    images: {constant: 90 MB}
    read: {exponential: {mean: 9 min}}
    rvu: 1.1
  - {id: mr-knee, modality: MR, read: {uniform: {min: 5 min, max: 15 min}}}
sites:
  - id: hill
    count: 2
    jurisdiction: AT
    link: {bandwidth: 30 Mbit/s, overhead: 5 s}
    demand:
      - study: ct-köpfe
        rate: 14/day
        priorities: [{id: urgent, share: 50 %}, {id: planned, share: 50 %}]
  - id: vale
    jurisdiction: AT
    demand:
      - {study: mr-knee, rate: 8/day, priorities: [{id: planned, share: 100 %}]}
shifts:
  - {id: early, days: mon-sun, from: "06:00", to: "18:00"}
  - {id: late, days: mon-sun, from: "18:00", to: "06:00"}
readers:
  - id: day team
    count: 2
    provider: house
    licences: {hold: [AT]}
    roster: [{shift: early, of: 2}]
    cost: {per-hour: EUR 80}
  - id: night
    count: 1
    provider: house
    licences: {hold: [AT]}
    roster: [{shift: late, of: 1}]
    cost: {per-read: EUR 19}
providers:
  - {id: house, kind: inhouse}
"""
faults = []


def claim(holds, what):
    if not holds:
        faults.append(what)
        print("FAILED", what)


def run(program, folder, name):
    with open(os.path.join(folder, "hill.yaml"), "w", encoding="utf-8") as file:
        file.write(SCENARIO)
    path = os.path.join(folder, name)
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1767225600")
    done = subprocess.run([program, "run", "hill.yaml", "-o", name, "--trace"], cwd=folder,
                          env=environment, capture_output=True, text=True)
    claim(done.returncode == 0, f"run: exit {done.returncode}: {done.stderr.strip()}")
    return path


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def check_notes(h5py, file):
    """Every data set: notes, scales, kinds of numbers."""

    def look(name, item):
        if not isinstance(item, h5py.Dataset):
            order = item.id.get_create_plist().get_link_creation_order()
            claim(order & h5py.h5p.CRT_ORDER_TRACKED, f"/{name}: creation order is tracked")
            return
        claim(h5py.h5g.get_objinfo(item.id).mtime == 0, f"/{name}: has no time of its making")
        for note in ("units", "long_name", "comment"):
            claim(text(item.attrs.get(note, "")) != "", f"/{name}: has {note}")
        claim(text(item.attrs.get("units", "")) not in NOT_UNITS, f"/{name}: units stay numbers")
        kind = h5py.check_string_dtype(item.dtype)
        if kind is None:
            claim(item.dtype.kind in "iuf", f"/{name}: is made of numbers")
            claim(h5py.check_enum_dtype(item.dtype) is None, f"/{name}: is no enumeration")
        else:
            claim(kind.length is None and kind.encoding == "utf-8", f"/{name}: UTF-8 of any length")
        for i in range(item.ndim):
            if not h5py.h5ds.is_scale(item.id):
                claim(len(item.dims[i]) == 1, f"/{name}: dimension {i} has a scale")
                claim(len(item.dims[i]) != 1 or item.dims[i][0].shape[0] == item.shape[i],
                      f"/{name}: dimension {i} is as long as its scale")
        if item.chunks is not None:
            claim(item.shuffle and item.compression == "gzip", f"/{name}: shuffled and deflated")
        if item.dtype.kind == "f" and item.maxshape[:1] != item.shape[:1]:
            claim(math.isnan(item.fillvalue), f"/{name}: fill value is NaN")

    file.visititems(look)
    look("", file["/"])


def axes_of(item):
    return [item.dims[i][0].name.rsplit("/", 1)[1] if len(item.dims[i]) else ""
            for i in range(item.ndim)]


def check_tables(file):
    for table, (axis, measures) in TABLES.items():
        claim(table in file, f"/{table} is there")
        if table not in file:
            continue
        claim(set(file[table]) >= set(measures), f"/{table}: its measures: {sorted(file[table])}")
        for measure in set(measures) & set(file[table]):
            item = file[table][measure]
            wanted = ["replication"] + (axis.split() if axis else [])
            claim(axes_of(item) == wanted, f"/{table}/{measure}: axes {axes_of(item)}")
            units = text(item.attrs["units"])
            money = "cost" in measure or measure in MONTH
            claim(units == "EUR" if money else units in ("min", "1"),
                  f"/{table}/{measure}: units {units}")
    for axis, labels in LABELS.items():
        found = [text(label) for label in file[axis][...]]
        same = len(found) == labels if isinstance(labels, int) else found == labels
        claim(same, f"/{axis}: labels {found}")
    claim("by_finding" not in file and "ai" not in file, "no table of what the scenario has not")


def check_others(file):
    claim(set(file.attrs) >= set(ROOT), f"root attributes {sorted(file.attrs)}")
    claim(file.attrs["format"] == 1 and text(file.attrs["status"]) == "complete", "format, status")
    claim(file.attrs["seed"] == 11, "seed")
    claim(text(file.attrs["title"]) == "Hill and vale", "title")
    claim(text(file.attrs["created"]).startswith("2026-01-01T00:00:00"), "created")
    claim(text(file.attrs["start"]).startswith("2026-03-23T00:00:00+01:00"), "start")
    claim("Hill and vale" in text(file["scenario"][()]), "the scenario lies in the file")
    claim(list(file["replication"][...]) == list(range(REPLICATIONS)), "numbers of replications")
    claim(axes_of(file["timeline/backlog"]) == ["replication", "time", "priority"],
          "backlog's axes")
    claim(axes_of(file["histogram/tat"]) == ["priority", "tat_bin"], "histogram's axes")
    edges, widths = file["histogram/tat_bin"][...], file["histogram/tat_bin_width"][...]
    claim(all(abs(edges[1:] - edges[:-1] - widths[:-1]) < 1e-9 * edges[1:]), "bins are neighbours")
    reported = file["by_priority/reported"][...].sum(axis=0)
    claim(list(file["histogram/tat"][...].sum(axis=1)) == list(reported),
          "each reported study is in one bin")
    claim(math.isnan(file["promise/target"][1]) and file["promise/target"][0] == 45, "promises")
    claim(list(file["clock/step_offset"][...]) == [60, 120], "clocks go forward on 29 March")
    claim(list(file["clock/step_at"][...]) == [0, 6 * 1440 + 120], "… at 02:00")


def check_trace(file):
    trace = file["trace"]
    lengths = {item.shape for item in trace.values()}
    claim(len(lengths) == 1, f"columns of equal length: {lengths}")
    claim(all(axes_of(trace[name]) == ["study"] for name in trace if name != "study"),
          "the trace's axis is study")
    claim(set(trace["replication"][...]) == {0}, "the trace is of replication 0")
    claim(trace["site"][...].max() < 3 and trace["study_type"][...].max() < 2, "indices")
    counted = (trace["arrived"][...] >= 0) & (trace["arrived"][...] < 7 * 86400 * 1000000)
    claim(counted.sum() == file["overall/arrived"][0], "arrivals of the trace are those counted")
    done = counted & (trace["reported"][...] > -2**63)
    tat = (trace["reported"][...][done] - trace["received"][...][done]) / 6e7
    claim(abs(tat.mean() - file["overall/tat_mean"][0]) < 1e-9 * tat.mean(),
          "tat_mean of the trace is that of the table")


def check_xarray(path, groups):
    try:
        import xarray
    except ImportError:
        print("skipped: xarray is not here")
        return
    for engine, module in (("h5netcdf", "h5netcdf"), ("netcdf4", "netCDF4")):
        try:
            __import__(module)
        except ImportError:
            print(f"skipped: {module} is not here")
            continue
        for group in groups:
            try:
                with warnings.catch_warnings(), \
                        xarray.open_dataset(path, engine=engine, group=group) as data:
                    warnings.simplefilter("error")
                    data.load()
                    names = set(data.variables)
                    kinds = {v.dtype.kind for v in data.variables.values()}
                    sizes = set(data.sizes)
            except Exception as error:
                claim(False, f"{engine} {group}: {error!r}")
                continue
            claim(names == set(groups[group]), f"{engine} {group}: variables {sorted(names)}")
            claim(not any(size.startswith("phony") for size in sizes), f"{engine} {group}: {sizes}")
            claim("m" not in kinds and "M" not in kinds, f"{engine} {group}: numbers stay numbers")


def check_ncdump(path):
    if shutil.which("ncdump") is None:
        print("skipped: ncdump is not here")
        return
    done = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True)
    claim(done.returncode == 0 and done.stderr == "", f"ncdump: {done.stderr}")
    for line in ("double tat_mean(replication, priority) ;",
                 "double backlog(replication, time, priority) ;",
                 "int64 tat(priority, tat_bin) ;", "int64 arrived(study) ;",
                 "replication = 3 ;", "hour_of_week = 168 ;"):
        claim(line in done.stdout, f"ncdump shows {line}")
    claim("phony" not in done.stdout, "ncdump: every dimension has a name")


def check_damage(program, folder, path):
    """From outside, too: no crash, the file named."""
    with open(path, "rb") as file:
        good = file.read()
    damaged = os.path.join(folder, "damaged.h5")
    cuts = [good[:n] for n in (0, 1, 8, 100, len(good) // 2, len(good) - 100)]
    turned = [good[:n] + bytes([good[n] ^ 255]) + good[n + 1:] for n in range(7, len(good), 90001)]
    for content in cuts + turned:
        with open(damaged, "wb") as file:
            file.write(content)
        done = subprocess.run([program, "info", damaged], capture_output=True, text=True)
        claim(done.returncode == 2 and "damaged.h5" in done.stderr,
              f"info of a damaged file: exit {done.returncode}: {done.stderr.strip()}")


def main():
    program = os.environ.get("TELERAD", "")
    if not os.access(program, os.X_OK):
        print("skipped: there is no program yet")
        return SKIPPED
    try:
        import h5py
    except ImportError:
        print("skipped: h5py is not here")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        path = run(program, folder, "hill.h5")
        if faults:
            return 1
        groups = {}
        with h5py.File(path, "r") as file:
            check_notes(h5py, file)
            check_tables(file)
            check_others(file)
            check_trace(file)
            for name in file:
                if isinstance(file[name], h5py.Group):
                    groups[name] = list(file[name])
        check_xarray(path, groups)
        check_ncdump(path)
        with open(path, "rb") as one:
            first = one.read()
        with open(run(program, folder, "hill.h5"), "rb") as other:
            claim(other.read() == first, "the same run gives the same bytes")
        check_damage(program, folder, path)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
