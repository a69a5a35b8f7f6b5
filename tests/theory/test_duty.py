# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone calls while reading: a Poisson process of rate c in the time spent reading, each of length
L, stretches a reading of length S to S + N L with N Poisson of mean c S, so that its mean is
S (1 + c L) and its variance c S L^2 (a compound Poisson sum; S. M. Ross, Introduction to
Probability Models, chapter 5). One reader is then an M/G/1 queue, and Pollaczek and Khinchine's
formula gives the wait. Each mean is judged within 1.6 half
widths of its 95 % interval."""
import math
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "edges"))
try:
    import timeline
except ImportError:
    print("no h5py")
    sys.exit(77)

READ, CALLS, LENGTH = 10, 6 / 60, 2  # minutes, a minute, minutes
INTERRUPTIONS = {"rate": "6/h", "length": "2 min"}
RUN = {"zone": "UTC", "start": "2026-06-01T00:00", "duration": "60 d", "drain": "5 d",
       "replications": "20"}


def world(rate, readers, **more):
    site = {"id": "h", "jurisdiction": "home", "demand": [
        {"study": "a", "rate": rate,
         "priorities": [{"id": "hot", "share": "20 %"}, {"id": "warm", "share": "80 %"}]}]}
    return timeline.scenario({"a": READ}, site, readers=readers, run=RUN, **more)


def group(**more):
    return dict({"id": "r", "licences": {"hold": ["home"]}, "interruptions": INTERRUPTIONS}, **more)


class Interruptions(unittest.TestCase):
    def judge(self, estimate, wanted):
        self.assertAlmostEqual(estimate["mean"], wanted, delta=1.6 * estimate["half_width"])

    def test_reading_is_stretched_and_waits_follow(self):
        document, rows, _ = timeline.run(world("3/h", [group()]))
        mean, variance = READ * (1 + CALLS * LENGTH), CALLS * READ * LENGTH ** 2
        load = 3 / 60 * mean
        self.judge(document["overall"]["read_mean"], mean)
        self.judge(document["overall"]["wait_mean"],
                   3 / 60 * (mean ** 2 + variance) / (2 * (1 - load)))
        self.judge(document["readers"]["r"]["utilisation"], load)
        times = [row["read"] for row in rows.values() if row["reported"]]
        n = len(times)
        self.assertAlmostEqual(sum(t == READ for t in times) / n, math.exp(-CALLS * READ),
                               delta=4 * math.sqrt(0.25 / n))
        spread = sum((t - mean) ** 2 for t in times) / n
        self.assertAlmostEqual(spread, variance, delta=0.15 * variance)
        # whole calls, and nothing else, beside the reading itself
        self.assertTrue(all(abs((t - READ) / LENGTH - round((t - READ) / LENGTH)) < 1e-6
                            for t in times))

    def test_they_are_counted(self):
        document, _, _ = timeline.run(world("3/h", [group()]))
        counted = document["readers"]["r"]["interruptions"]
        self.judge(counted, CALLS * READ * document["overall"]["reported"]["mean"])

    def conserved(self, **more):
        """All is read, and the time of readers is reading and calls; how far it is over."""
        run = dict(RUN, replications="2")
        scene = world("4/h", [group(count="2", **more.pop("group", {}))], **more)
        scene["run"] = run
        scene["sites"][0]["demand"][0]["trace"] = {"file": "a.csv"}
        del scene["sites"][0]["demand"][0]["rate"]
        times = [f"2026-06-{d:02}T{h:02}:{m:02}" for d in range(1, 29) for h in range(24)
                 for m in (0, 3, 5, 11)]
        document, rows, _ = timeline.run(scene, {"a.csv": "time\n" + "\n".join(times) + "\n"})
        self.assertEqual(document["overall"]["unfinished"]["mean"], 0)
        spent = sum(row["read"] for row in rows.values())
        return spent, len(times) * READ, document["readers"]["r"]

    def test_a_call_goes_on_when_its_study_is_put_down(self):
        spent, reading, readers = self.conserved(dispatch={"preempt": ["hot"]})
        calls = round((spent - reading) / LENGTH)
        self.assertAlmostEqual(spent, reading + calls * LENGTH, places=3)
        self.assertAlmostEqual(calls, readers["interruptions"]["mean"],
                               delta=5 * math.sqrt(reading * CALLS))
        self.assertAlmostEqual(readers["busy"]["mean"],
                               reading + readers["interruptions"]["mean"] * LENGTH, places=3)

    def test_a_call_is_dropped_when_its_study_is_handed_back(self):
        # 600 calls an hour, of three hours each: every shift of an hour has one, and it ends there
        hours = [{"id": f"s{k}", "from": f"{k:02}:00", "to": f"{k + 1:02}:00"}
                 for k in range(8, 18, 2)]
        scene = world("4/h", [dict(
            group(), interruptions={"rate": "600/h", "length": "3 h"}, **{
                "shift-end": "hand-back", "roster": [{"shift": hour["id"]} for hour in hours]})],
                      shifts=hours)
        scene["run"] = dict(RUN, duration="10 d", drain="0 d", replications="1")
        document, _, _ = timeline.run(scene)
        self.assertEqual(document["readers"]["r"]["overtime"]["mean"], 0)
        self.assertEqual(document["readers"]["r"]["interruptions"]["mean"], 10 * len(hours))


if __name__ == "__main__":
    unittest.main()
