"""SIGINT and SIGTERM: the replications under way are finished, partial results are kept and marked;
a second signal ends at once.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import signal
import subprocess
import time

import h5py
from support import SMALL, TELERAD, Case, main, strict


class Interrupt(Case):
    def begin(self, *arguments, scenario="small.yaml"):
        """Starts it and waits until its result file grows."""
        child = subprocess.Popen([TELERAD, "run", scenario, "-j2", "-o", "out.h5", *arguments],
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, cwd=self.folder.name, encoding="utf-8")
        for _ in range(600):
            if os.path.exists(self.path("out.h5.part")):
                break
            time.sleep(0.05)
        time.sleep(0.5)
        self.assertIsNone(child.poll(), "it still works")
        return child

    def end(self, child, number):
        child.send_signal(number)
        out, err = child.communicate(timeout=20)
        self.assertEqual(child.returncode, 130, err)
        return out, err

    def test_what_is_done_is_kept_and_marked(self):
        for number in signal.SIGINT, signal.SIGTERM:
            child = self.begin("-n1000000", "--json")
            out, err = self.end(child, number)
            document = strict(out)
            self.assertIs(document["interrupted"], True)
            self.assertRegex(err, r"\Atelerad: interrupted after \d+ of 1000000 replications\n"
                             r"telerad: what was done is in out.h5\n\Z")
            with h5py.File(self.path("out.h5"), "r") as file:
                status = file.attrs["status"]
                got = file["overall/tat_mean"][...]
            status = status.decode() if isinstance(status, bytes) else status
            self.assertEqual(status, "interrupted")
            self.assertEqual(len(got), document["replications"])
            self.assertGreater(len(got), 0)
            self.call("run", "small.yaml", "-n3", "-o", "whole.h5")
            with h5py.File(self.path("whole.h5"), "r") as file:
                wanted = file["overall/tat_mean"][...]
            self.assertEqual(list(got[:3]), list(wanted[: len(got)]))
            self.assertIn("interrupted", self.call("info", "out.h5").stdout)
            os.remove(self.path("out.h5"))

    def test_a_result_that_is_there_stays(self):
        self.write("out.h5", "old")
        _, err = self.end(self.begin("-n1000000"), signal.SIGINT)
        self.assertIn("what was done is in out.interrupted.h5", err)
        with open(self.path("out.h5"), encoding="ascii") as file:
            self.assertEqual(file.read(), "old")
        self.assertEqual(self.names(), ["out.h5", "out.interrupted.h5", "small.yaml"])

    def test_the_summary_says_so(self):
        out, _ = self.end(self.begin("-n1000000"), signal.SIGINT)
        self.assertRegex(out, r"\nInterrupted after [\d,]+ of 1,000,000 replications")

    def test_a_second_signal_ends_at_once(self):
        long = SMALL.replace("48/day", "48000/day").replace("duration: 2 d", "duration: 2000 d")
        self.write("long.yaml", long.replace("licences:", "count: 400, licences:"))
        self.write("out.h5", "old")
        child = self.begin("-n1000", scenario="long.yaml")
        child.send_signal(signal.SIGINT)
        time.sleep(0.5)
        self.assertIsNone(child.poll(), "it finishes what is under way")
        begun = time.monotonic()
        self.end(child, signal.SIGINT)
        self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual(self.names(), ["long.yaml", "out.h5", "small.yaml"])

    def test_a_signal_before_or_after_the_work_is_130_too(self):
        child = subprocess.Popen([TELERAD, "check", "/dev/stdin"], stdin=subprocess.PIPE,
                                 stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        time.sleep(0.5)
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=10)
        self.assertEqual(child.returncode, 130)


if __name__ == "__main__":
    main()
