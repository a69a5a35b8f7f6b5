"""Bad scenarios, their exact messages and statuses, and that nothing is written.

NAME.expected holds a line `exit N`, then what stderr says, letter for letter; a line
`exit N FILE` names another file than NAME.yaml. With REWRITE=1 in the environment they are written
anew, to be read.
SPDX-License-Identifier: GPL-3.0-or-later"""
import glob
import os
import resource
import shutil
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TELERAD = os.path.abspath(os.environ.get("TELERAD", "telerad"))
SECONDS = 5  # of the processor
BYTES = 2_000_000_000


def sanitised():
    """A program with an address sanitizer reserves terabytes."""
    with open(TELERAD, "rb") as file:
        return b"__asan_init" in file.read()


def frugal():
    """A bad scenario is to cost neither time nor memory."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


LIMIT = None if not os.access(TELERAD, os.R_OK) or sanitised() else frugal


class BadInput(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = os.path.join(scratch.name, "bad-input")
        shutil.copytree(HERE, self.folder)

    def listing(self):
        return sorted(
            (os.path.relpath(os.path.join(folder, name), self.folder),
             os.path.getsize(os.path.join(folder, name)))
            for folder, _, names in os.walk(self.folder) for name in names
        )

    def call(self, *arguments):
        """Status and stderr; stdout must stay empty and no file may come or go."""
        before = self.listing()
        begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run([TELERAD, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                              preexec_fn=LIMIT, check=False)
        taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
        self.assertLess(taken, SECONDS)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(self.listing(), before)
        return done.returncode, done.stderr.decode("utf-8")

    def judge(self, expected):
        with open(expected, encoding="utf-8") as file:
            head, wanted = file.read().split("\n", 1)
        words = head.split()
        name = words[2] if len(words) > 2 else os.path.basename(expected)[:-9] + ".yaml"
        status, said = self.call("check", name)
        if os.environ.get("REWRITE"):
            head = " ".join(["exit", str(status)] + words[2:])
            with open(expected, "w", encoding="utf-8") as file:
                file.write(head + "\n" + said)
            return
        self.assertEqual((status, said), (int(words[1]), wanted))
        self.assertEqual(self.call("run", name, "-o", "out.h5", "--plots", "pictures"),
                         (status, said))

    def test_each_has_its_message(self):
        expected = sorted(glob.glob(os.path.join(HERE, "*.expected")))
        self.assertGreaterEqual(len(expected), 70)
        for path in expected:
            with self.subTest(os.path.basename(path)):
                self.judge(path)

    def test_each_scenario_is_expected_to_be_bad(self):
        for path in glob.glob(os.path.join(HERE, "*.yaml")):
            self.assertTrue(os.path.exists(path[:-5] + ".expected"), path)

    def test_what_they_include_is_good(self):
        with open(os.path.join(self.folder, "good.yaml"), "w", encoding="utf-8") as file:
            file.write("telerad: 1\ninclude: [parts/world.yaml]\nrun: {zone: America/Chicago, "
                       "start: 2026-06-01T00:00, duration: 1 d}\n")
        done = subprocess.run([TELERAD, "check", "good.yaml"], cwd=self.folder, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def deep(self, opening, closing, levels):
        with open(os.path.join(self.folder, "deep.yaml"), "w", encoding="utf-8") as file:
            file.write("telerad: 1\nreaders: " + opening * levels + closing * levels + "\n")
        status, said = self.call("check", "deep.yaml")
        self.assertEqual(status, 2)
        self.assertRegex(said, r"\Adeep.yaml:\d+:\d+: error: .*levels.*\ntelerad: 1 error\n\Z")

    def test_ten_megabytes_of_nesting(self):
        self.deep("[", "]", 5_000_000)
        self.deep("{a: ", "}", 2_000_000)
        self.deep("[", "", 10_000_000)

    def test_nesting_by_indentation(self):
        with open(os.path.join(self.folder, "deep.yaml"), "w", encoding="utf-8") as file:
            file.write("telerad: 1\n" + "".join(" " * i + "a:\n" for i in range(3000)))
        status, said = self.call("check", "deep.yaml")
        self.assertEqual(status, 2)
        self.assertLess(said.count("\n"), 23)

    def test_ten_megabytes_of_rubbish(self):
        with open(os.path.join(self.folder, "much.yaml"), "wb") as file:
            file.write(bytes((i * 2654435761 >> 13) & 0xFF for i in range(1 << 20)) * 10)
        status, said = self.call("check", "much.yaml")
        self.assertEqual(status, 2)
        self.assertLess(said.count("\n"), 23)

    def test_hundreds_of_mistakes_are_counted(self):
        with open(os.path.join(self.folder, "many.yaml"), "w", encoding="utf-8") as file:
            file.write("telerad: 1\n" + "".join("key-%d: 1\n" % i for i in range(900)))
        status, said = self.call("check", "many.yaml")
        lines = said.splitlines()
        self.assertEqual(status, 2)
        self.assertEqual(len(lines), 21)
        self.assertRegex(lines[20], r"\Atelerad: 90\d errors; the first 20 are shown\Z")

    def test_what_cannot_be_read(self):
        os.mkdir(os.path.join(self.folder, "folder.yaml"))
        for name in "none.yaml", "folder.yaml", "empty.yaml/none.yaml", "":
            status, said = self.call("check", name)
            self.assertEqual(status, 3, said)
            self.assertIn("error: ", said)
        if os.geteuid() != 0:
            os.chmod(os.path.join(self.folder, "empty.yaml"), 0)
            self.assertEqual(self.call("check", "empty.yaml")[0], 3)


if __name__ == "__main__":
    if not os.access(TELERAD, os.X_OK):
        print("no program at", TELERAD)
        raise SystemExit(77)
    unittest.main()
