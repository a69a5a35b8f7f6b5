"""stdout carries the result and stderr the rest; neither carries control sequences to a file or
pipe; a stdout that cannot be written is status 3.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import pty
import resource
import select
import subprocess

from support import TELERAD, Case, main, strict


class Streams(Case):
    def on_terminal(self, *arguments, stdout=None, **environment):
        """Runs with a terminal as stderr (and as stdout, unless given); what it showed."""
        own, theirs = pty.openpty()
        env = dict(os.environ, TERM="xterm", **environment)
        if "NO_COLOR" not in environment:
            env.pop("NO_COLOR", None)
        child = subprocess.Popen([TELERAD, *arguments], stdin=subprocess.DEVNULL, stderr=theirs,
                                 stdout=stdout or theirs, env=env, cwd=self.folder.name)
        os.close(theirs)
        shown = b""
        while True:
            ready, _, _ = select.select([own], [], [], 60)
            self.assertTrue(ready, "it hangs")
            try:
                piece = os.read(own, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(own)
        return child.wait(), shown.decode("utf-8")

    def test_files_and_pipes_get_plain_text(self):
        done = self.call("run", "small.yaml", "-n", "40", "-o", "out.h5")
        for text in done.stdout, done.stderr:
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\r", text)
        self.assertEqual(done.stderr, "")

    def test_progress_is_for_terminals(self):
        status, shown = self.on_terminal("run", "small.yaml", "-n", "8000", "-j1",
                                         stdout=subprocess.DEVNULL)
        self.assertEqual(status, 0)
        self.assertRegex(shown, r"\r\d+/8000 replications, \S+ a second, \d+:\d\d left")
        self.assertTrue(shown.endswith("\r"), "the line is wiped")
        self.assertNotIn("\x1b", shown)

    def test_quiet_shows_no_progress(self):
        status, shown = self.on_terminal("run", "small.yaml", "-n", "8000", "-j1", "--quiet",
                                         stdout=subprocess.DEVNULL)
        self.assertEqual((status, shown), (0, ""))

    def test_colour_on_a_terminal_unless_refused(self):
        self.write("bad.yaml", "telerad: 1\nnam: x\n")
        _, shown = self.on_terminal("check", "bad.yaml")
        self.assertIn("\x1b[1;31merror:\x1b[0m", shown)
        _, shown = self.on_terminal("check", "bad.yaml", NO_COLOR="1")
        self.assertNotIn("\x1b", shown)
        _, shown = self.on_terminal("run", "small.yaml", "-n2")
        self.assertIn("\x1b[32mkept\x1b[0m", shown)
        _, shown = self.on_terminal("run", "small.yaml", "-n2", NO_COLOR="1")
        self.assertNotIn("\x1b", shown)

    def test_an_empty_no_color_refuses_nothing(self):
        _, shown = self.on_terminal("run", "small.yaml", "-n2", NO_COLOR="")
        self.assertIn("\x1b[32m", shown)

    def test_a_dumb_terminal_gets_no_sequences(self):
        environment = dict(os.environ, TERM="dumb")
        own, theirs = pty.openpty()
        subprocess.run([TELERAD, "run", "small.yaml", "-n2000"], stdin=subprocess.DEVNULL,
                       stderr=theirs, stdout=subprocess.DEVNULL, env=environment,
                       cwd=self.folder.name, check=True)
        os.close(theirs)
        try:
            shown = os.read(own, 65536)
        except OSError:
            shown = b""
        os.close(own)
        self.assertNotIn(b"\x1b", shown)

    def test_json_is_one_document_also_with_stderr_in_it(self):
        done = self.call("run", "small.yaml", "--json", "-o", "out.h5")
        strict(done.stdout + done.stderr)

    def test_a_full_device_is_status_3(self):
        for arguments in (["run", "small.yaml", "-n2"], ["run", "small.yaml", "-n2", "--json"],
                          ["check", "small.yaml"], ["check", "small.yaml", "--resolved"],
                          ["check", "small.yaml", "--json"], ["schema"], ["help"], ["--version"],
                          ["run", "--help"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = self.call(*arguments, stdout=full, status=3)
            self.assertEqual(done.stderr,
                             "telerad: error: standard output: No space left on device\n",
                             arguments)

    def test_a_limit_of_size_for_stdout_is_status_3(self):
        with open(self.path("schema.json"), "w", encoding="utf-8") as file:
            done = self.call("schema", stdout=file, status=3, preexec_fn=lambda: (
                resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))))
        self.assertEqual(done.stderr, "telerad: error: standard output: File too large\n")

    def test_a_closed_stdout_is_status_3(self):
        line = '"$0" %s >&-'
        for arguments in "help", "check small.yaml", "run small.yaml -n2 --json":
            done = subprocess.run(["sh", "-c", line % arguments, TELERAD], cwd=self.folder.name,
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 3)
            self.assertIn(b"standard output: Bad file descriptor", done.stderr)

    def test_no_message_lands_in_the_result_file(self):
        closed = '"$0" run small.yaml -n2 -o out.h5 <&- >&- 2>&-'
        done = subprocess.run(["sh", "-c", closed, TELERAD],
                              cwd=self.folder.name, check=False)
        self.assertEqual(done.returncode, 3)
        with open(self.path("out.h5"), "rb") as file:
            self.assertEqual(file.read(8), b"\x89HDF\r\n\x1a\n")
        self.call("info", "out.h5")

    def test_a_reader_who_leaves_is_no_message(self):
        for arguments in "schema", "check small.yaml --json", "run small.yaml -n2 --json":
            done = subprocess.run(
                ["bash", "-c", '"$0" %s | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}' % arguments,
                 TELERAD], cwd=self.folder.name, stderr=subprocess.PIPE, check=False)
            self.assertIn(done.returncode, (0, 3))
            self.assertEqual(done.stderr, b"")

    def test_a_pipe_without_a_reader_is_status_3(self):
        reading, writing = os.pipe()
        os.close(reading)
        done = self.call("schema", stdout=writing, status=3)
        os.close(writing)
        self.assertEqual(done.stderr, "")

    def test_errors_go_to_stderr_alone(self):
        self.write("bad.yaml", "telerad: 1\nnam: x\n")
        for verb in "check", "run":
            done = self.call(verb, "bad.yaml", status=2)
            self.assertEqual(done.stdout, "")
            self.assertIn("bad.yaml:2:1: error: ", done.stderr)


if __name__ == "__main__":
    main()
