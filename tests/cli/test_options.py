"""The command line: what is wrong is said in one line, with what would be right, and is status 2.
SPDX-License-Identifier: GPL-3.0-or-later"""
from support import SMALL, Case, main


class Options(Case):
    def wrong(self, *arguments, says, verb=None):
        done = self.call(*arguments, status=2)
        hint = "telerad: `telerad help %s` tells more\n" % verb if verb else ""
        self.assertEqual(done.stderr, "telerad: error: %s\n%s" % (says, hint))
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.names(), ["small.yaml"])

    def test_a_misspelt_option_names_the_nearest(self):
        self.wrong(
            "run", "small.yaml", "--jsn", verb="run",
            says="unknown option --jsn; the nearest is --json",
        )
        self.wrong(
            "check", "small.yaml", "--coverge=yes", verb="check",
            says="unknown option --coverge; the nearest is --coverage",
        )

    def test_an_option_like_no_other_is_just_unknown(self):
        self.wrong("run", "small.yaml", "--xyzzy", verb="run", says="unknown option --xyzzy")
        self.wrong("run", "small.yaml", "-z", verb="run", says="unknown option -z")

    def test_an_option_of_another_verb_is_unknown(self):
        self.wrong("run", "small.yaml", "--strict", verb="run", says="unknown option --strict")

    def test_a_value_is_asked_for(self):
        self.wrong("run", "small.yaml", "-o", verb="run", says="-o needs a value: -o OUT.h5")
        self.wrong("run", "small.yaml", "--seed", verb="run", says="--seed needs a value: --seed S")
        self.wrong("run", "small.yaml", "--output=", verb="run",
                   says="--output is empty; --output OUT.h5 is right")

    def test_a_flag_takes_no_value(self):
        self.wrong("run", "small.yaml", "--json=yes", verb="run",
                   says="--json takes no value, but `yes` is given")

    def test_counts_are_whole_numbers_in_range(self):
        for value in "0", "010", "-3", "1e3", "3.5", "", "0x10", "1000000001", "9" * 30:
            self.wrong("run", "small.yaml", "-n", value, verb="run",
                       says="--replications is `%s`; a whole number from 1 to 1000000000 is needed"
                       % value)
        self.wrong("run", "small.yaml", "-j1025", verb="run",
                   says="--jobs is `1025`; a whole number from 1 to 1024 is needed")
        self.wrong("run", "small.yaml", "--seed=18446744073709551616", verb="run",
                   says="--seed is `18446744073709551616`; a whole number from 0 to "
                   "18446744073709551615 is needed")

    def test_trace_is_bare_or_all(self):
        self.wrong("run", "small.yaml", "--trace=some", verb="run",
                   says="--trace=some; --trace or --trace=all is right")

    def test_what_a_later_version_has_is_said_to_be_missing(self):
        self.wrong("run", "small.yaml", "--precision", "tat_mean 2 %", verb="run",
                   says="--precision is not in this version")
        for verb in "compare sweep size licences fit validate export report".split():
            done = self.call(verb, "small.yaml", "--whatever", status=2)
            self.assertEqual(done.stderr, "telerad: error: %s is not in this version\n"
                             "telerad: `telerad help` tells more\n" % verb)

    def test_files_are_asked_for_and_counted(self):
        for verb in "run", "check", "plot", "info":
            done = self.call(verb, status=2)
            self.assertIn("telerad: error: a file is missing; telerad %s " % verb, done.stderr)
        done = self.call("run", "small.yaml", "other.yaml", status=2)
        self.assertIn("error: `other.yaml` is too much; telerad run SCENARIO", done.stderr)

    def test_an_unknown_command_names_the_nearest(self):
        done = self.call("chek", "small.yaml", status=2)
        self.assertEqual(done.stderr,
                         "telerad: error: unknown command `chek`; the nearest is check\n"
                         "telerad: `telerad help` tells more\n")
        self.call("xyzzy", status=2)
        done = self.call(status=2)
        self.assertIn("a command is missing", done.stderr)

    def test_resolved_stands_alone(self):
        done = self.call("check", "small.yaml", "small.yaml", "--resolved", status=2)
        self.assertIn("--resolved prints one scenario, but 2 are given", done.stderr)
        self.call("check", "small.yaml", "--resolved", "--json", status=2)

    def test_control_characters_of_the_user_are_escaped(self):
        done = self.call("run", "small.yaml", "--set\x1b[31m", status=2)
        self.assertNotIn("\x1b", done.stderr)
        self.assertIn("\\x1b[31m", done.stderr)

    def test_all_ways_to_write_a_value_mean_the_same(self):
        ways = [["-n", "2", "-j", "1"], ["-n2", "-j1"], ["--replications=2", "--jobs=1"],
                ["--replications", "2", "--jobs", "1"], ["-n", "9", "-qn2"]]
        documents = []
        for way in ways:
            document = self.json("run", *way, "small.yaml")
            document.pop("wall_s")
            documents.append(document)
        self.assertEqual(documents[0]["replications"], 2)
        for document in documents[1:]:
            self.assertEqual(document, documents[0])

    def test_two_dashes_end_the_options(self):
        self.write("-n.yaml", SMALL)
        self.assertEqual(self.json("run", "-n1", "--", "-n.yaml")["replications"], 1)


class Help(Case):
    def test_help_goes_to_stdout_and_is_done(self):
        for arguments in ["help"], ["--help"], ["-h"]:
            done = self.call(*arguments)
            self.assertEqual(done.stderr, "")
            for verb in "check run plot info schema help".split():
                self.assertIn("\n  %s " % verb, done.stdout)
            self.assertNotIn("\n  sweep", done.stdout)

    def test_help_of_plot_names_what_only_takes(self):
        said = self.call("help", "plot").stdout
        for name in "tat target backlog week utilisation roster ai".split():
            self.assertIn("\n  %s\n" % name, said)

    def test_each_verb_has_help_two_ways(self):
        for verb in "check run plot info schema help".split():
            one = self.call("help", verb)
            other = self.call(verb, "--help")
            self.assertEqual(one.stdout, other.stdout)
            self.assertTrue(one.stdout.startswith("Usage: telerad %s" % verb), one.stdout)
            self.assertIn("-h, --help", one.stdout)
        self.assertIn("-n, --replications N", self.call("help", "run").stdout)
        self.assertNotIn("--precision", self.call("help", "run").stdout)

    def test_help_of_nothing_known(self):
        self.assertIn("the nearest is run", self.call("help", "rum", status=2).stderr)
        self.assertIn("not in this version", self.call("help", "sweep", status=2).stderr)

    def test_version_is_one_line(self):
        self.assertRegex(self.call("--version").stdout, r"\Atelerad \d+\.\d+\.\d+\n\Z")

    def test_lines_fit_a_terminal(self):
        for arguments in ["help"], ["help", "run"], ["help", "check"], ["help", "plot"]:
            for line in self.call(*arguments).stdout.splitlines():
                self.assertLessEqual(len(line), 100, line)


if __name__ == "__main__":
    main()
