# SPDX-License-Identifier: GPL-3.0-or-later
"""Warnings of what is allowed, but seldom meant: a full link, a group with nothing to read."""
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


def warnings(overhead, hold):
    """The warnings of `check`, as (line, message)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "world.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WORLD.replace("OVERHEAD", overhead).replace("HOLD", hold))
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


if __name__ == "__main__":
    unittest.main()
