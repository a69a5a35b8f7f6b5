# SPDX-License-Identifier: GPL-3.0-or-later
"""Warnings of what is allowed, but seldom meant: a full link, a group with nothing to read,
licences that never hold."""
import json
import os
import subprocess
import tempfile
import unittest

TELERAD = os.environ["TELERAD"]
WORLD = """telerad: 1
run: {zone: UTC, start: 2026-01-05T00:00, duration: 7 d}
jurisdictions: [{id: home}, {id: away}]
priorities: [{id: stat, target: 30 min, attain: 90 %}]
studies: [{id: ct, modality: CT, read: {constant: 10 min}, images: {constant: 15 MB}}]
sites:
  - id: h
    count: 2
    jurisdiction: home
    link: {bandwidth: 2 Mbit/s, overhead: OVERHEAD}
    demand: [{study: ct, rate: 4/h}]
readers: [{id: r, count: 5, licences: {hold: [home]}}, {id: q, licences: {hold: [HOLD]}}]
"""


# What does nothing as it stands, what it is said of it, and what makes it do something.
IDLE = [
    ("dispatch: {order: accumulating}", "so that this is `fifo`",
     ("attain: 90 %}", "attain: 90 %, weight: 3}")),
    ("attending: {by: [p]}", "nobody writes drafts",
     ("{id: q,", "{id: q, reads: draft, provider: p,")),
    ("final-reads: {by: [p]}", "nobody makes preliminary reports",
     ("{id: q,", "{id: q, reads: preliminary, provider: p,")),
    ("double-reads: [{studies: [ct], by: [p], disagree: 4 %}]", "nobody decides",
     ("disagree: 4 %", "disagree: 4 %, arbitrate: p")),
    ("double-reads: [{studies: [ct], by: [p], arbitrate: p}]", "nobody has to decide",
     ("arbitrate: p", "arbitrate: p, disagree: 4 %")),
]
HOURS = [
    ("fatigue: {after: 6 h}", "nothing grows with the hours", ("6 h}", "6 h, reading: 1 %/h}")),
    ("cost: {per-hour: USD 9, on-call-per-hour: USD 3}", "stands by",
     ("cost:", "on-call: [{shift: s, call-in: {backlog: 9}}], cost:")),
    ("absence: 100 %", "ever comes", ("100 %", "99 %")),
]


def warnings(overhead, hold, world=WORLD):
    return warnings_of(world.replace("OVERHEAD", overhead).replace("HOLD", hold))


def warnings_of(world):
    """The warnings of `check`, as (line, message)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "world.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(world)
        said = subprocess.run([TELERAD, "check", path, "--json"], capture_output=True, text=True,
                              check=False)
    document = json.loads(said.stdout)
    assert document["ok"], said.stdout
    return [(w["line"], w["message"]) for w in document["warnings"]]


class Sense(unittest.TestCase):
    def test_a_full_link_is_warned_of_once_for_all_copies(self):
        # 15 MB at 2 Mbit/s: 1 min; 4/h x (1 + 19) min: 133 % of the time; x (1 + 13.5): 97 %
        (line, message), = warnings("19 min", "home")
        self.assertEqual(line, 10)
        self.assertIn("the link of `h` is needed for 133 % of the time", message)
        self.assertIn("grows without end", message)
        (line, message), = warnings("13.5 min", "home")
        self.assertIn("needed for 97 % of the time: studies wait long", message)
        self.assertEqual(warnings("13 min", "home"), [])  # 93 %

    def test_a_group_with_nothing_to_read_is_warned_of(self):
        (line, message), = warnings("1 min", "away")
        self.assertEqual(line, 12)
        self.assertIn("`q` may read nothing of what is demanded", message)

    def test_licences_that_never_hold_in_the_run_are_warned_of(self):
        # the run is 5 to 12 January
        for hold, said in (("home, {id: home, until: 2026-01-04}", "over before the run begins"),
                           ("home, {id: home, until: 2026-01-05}", None),
                           ("home, {id: home, from: 2026-01-12}", "only after the run is over"),
                           ("home, {id: home, from: 2026-01-11}", None),
                           ("home], apply: [{id: home, on: 2026-01-01, lead: {exponential: "
                            "{mean: 11 d}}}", "on average this begins only after the run"),
                           ("home], apply: [{id: home, on: 2026-01-01, lead: {exponential: "
                            "{mean: 10 d}}}", None)):
            found = [message for _, message in warnings("1 min", hold)]
            self.assertEqual(len(found), 0 if said is None else 1, (hold, found))
            self.assertIn(said or "", "".join(found))

    def test_a_group_whose_licence_is_over_reads_nothing(self):
        found = [m for _, m in warnings("1 min", "{id: home, until: 2026-01-04}")]
        self.assertEqual(len(found), 2)
        self.assertIn("`q` may read nothing of what is demanded", "".join(found))

    def test_a_place_that_no_residency_knows_is_warned_of(self):
        for residency, said in ((", residency: EU", 1), ("", 0)):
            world = WORLD.replace("{id: away}", "{id: away, region: EU" + residency + "}")
            world = world.replace("HOLD]}", "home]}, located: UE")
            found = [message for _, message in warnings("1 min", "", world)]
            self.assertEqual(len(found), said)
            self.assertIn("`UE` is neither a jurisdiction" if said else "", "".join(found))

    def test_a_record_of_another_time_is_warned_of(self):
        with tempfile.TemporaryDirectory() as folder:
            record = os.path.join(folder, "record.csv")
            world = WORLD.replace("OVERHEAD", "1 min").replace("HOLD", "home").replace(
                "rate: 4/h", "trace: {file: %s}" % json.dumps(record))
            for date, wanted in (("2025-12-31T10:00", 1), ("2026-01-06T10:00", 0)):
                with open(record, "w", encoding="utf-8") as file:
                    file.write("time\n%s\n" % date)
                said = [text for _, text in warnings_of(world) if "within the run" in text]
                self.assertEqual(len(said), wanted, said)

    def look(self, world, part, other):
        """It warns, once, with this part; and not if the other is said, too."""
        (_, message), = warnings_of(world)
        self.assertIn(part, message)
        self.assertIn(other[0], world)
        self.assertEqual(warnings_of(world.replace(*other)), [], other)

    def test_what_does_nothing_for_want_of_another_key_is_warned_of(self):
        world = WORLD.replace("OVERHEAD", "1 min").replace("HOLD", "home")
        world = world.replace("{id: r,", "{id: r, provider: p,").replace(
            "attain: 90 %}]", "attain: 90 %}, {id: routine}]\nproviders: [{id: p}]\n"
            "shifts: [{id: s, from: \"08:00\", to: \"16:00\"}]")
        for text, part, other in IDLE:
            with self.subTest(text):
                self.look(world + text + "\n", part, other)
        for text, part, other in HOURS:
            with self.subTest(text):
                self.look(world.replace("{id: q,", "{id: q, roster: [{shift: s}], %s," % text),
                          part, other)


if __name__ == "__main__":
    unittest.main()
