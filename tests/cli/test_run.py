"""telerad run: its document, its settings, equal numbers, and files whole or not at all.
SPDX-License-Identifier: GPL-3.0-or-later"""
import hashlib
import os
import resource
import time

import h5py
from support import SMALL, Case, main

MEASURES = """arrived reported withdrawn unfinished tat_mean tat_p50 tat_p90 tat_p95 tat_p99 tat_max
    tat_final_mean tat_final_p90 final_met transfer_mean wait_mean read_mean target_met
    discrepancies call_met call_mean breach revenue cost""".split()


class Document(Case):
    def test_it_is_what_the_contract_names(self):
        done = self.json("run", "small.yaml")
        self.assertEqual(
            list(done),
            ["telerad", "scenario", "seed", "replications", "interrupted", "studies_simulated",
             "wall_s", "overall", "by_priority", "by_modality", "by_study", "by_site",
             "by_provider", "by_finding", "by_month", "by_provider_month", "readers"],
        )
        self.assertEqual(done["scenario"], "Small")
        self.assertEqual(done["seed"], 3)
        self.assertEqual(done["replications"], 4)
        self.assertIs(done["interrupted"], False)
        self.assertGreater(done["wall_s"], 0)
        self.assertEqual(list(done["overall"])[:len(MEASURES)], MEASURES)
        self.assertEqual(list(done["overall"])[-1], "little_gap")
        self.assertEqual(list(done["by_priority"]), ["stat", "routine"])
        self.assertEqual(list(done["by_priority"]["stat"])[:len(MEASURES)], MEASURES)
        self.assertEqual(list(done["by_month"]), ["2026-06"])
        self.assertEqual(list(done["by_provider_month"]), ["house"])
        self.assertEqual(list(done["by_provider_month"]["house"]), ["2026-06"])
        self.assertEqual(list(done["readers"]), ["sam"])
        self.assertEqual(list(done["overall"]["tat_mean"]), ["mean", "half_width"])

    def test_the_numbers_are_the_scenario_s(self):
        done = self.json("run", "small.yaml")
        self.assertEqual(done["overall"]["read_mean"], {"mean": 10, "half_width": 0})
        self.assertEqual(done["readers"]["sam"]["on_shift"], {"mean": 2880, "half_width": 0})
        self.assertAlmostEqual(done["overall"]["cost"]["mean"], 4800, places=6)
        arrived = 4 * done["overall"]["arrived"]["mean"]
        self.assertEqual(done["studies_simulated"], round(arrived))

    def test_one_replication_has_no_interval(self):
        done = self.json("run", "small.yaml", "-n1")
        self.assertIsNone(done["overall"]["tat_mean"]["half_width"])
        self.assertIsNotNone(done["overall"]["tat_mean"]["mean"])

    def test_names_survive_letter_for_letter(self):
        name = 'Zweite "Wahl" \\ 北京 🩻\x7f'
        self.write("name.yaml", SMALL.replace("name: Small", "name: '%s'" % name.strip("\x7f")))
        self.assertEqual(self.json("run", "name.yaml", "-n1")["scenario"], name.strip("\x7f"))

    def test_a_scenario_without_a_name_goes_by_its_file(self):
        self.write("plain.yaml", SMALL.replace("name: Small\n", ""))
        self.assertIn("plain", self.json("run", "plain.yaml", "-n1")["scenario"])


class Settings(Case):
    def numbers(self, *arguments):
        done = self.json("run", *arguments)
        for key in "wall_s", "scenario":
            done.pop(key)
        return done

    def test_jobs_do_not_change_a_bit(self):
        one = self.numbers("small.yaml", "-n7", "-j1")
        for jobs in "2", "3", "16":
            self.assertEqual(self.numbers("small.yaml", "-n7", "-j", jobs), one)

    def test_jobs_do_not_change_a_byte_of_the_file(self):
        sums = set()
        for jobs in "1", "2", "5":
            os.makedirs(self.path(jobs))
            env = {"SOURCE_DATE_EPOCH": "1780000000"}
            self.call("run", self.small, "-n5", "-o", "r.h5", cwd=self.path(jobs), env=env)
            # the command line differs by -j, so it is not given; the default is used for one
            with open(os.path.join(self.path(jobs), "r.h5"), "rb") as file:
                sums.add(hashlib.sha256(file.read()).hexdigest())
        self.assertEqual(len(sums), 1)

    def test_seeds_change_them_and_come_back(self):
        base = self.numbers("small.yaml")
        other = self.numbers("small.yaml", "--seed", "18446744073709551615")
        self.assertEqual(other["seed"], 18446744073709551615)
        self.assertNotEqual(other["overall"], base["overall"])
        self.assertEqual(self.numbers("small.yaml", "--seed=3"), base)

    def test_set_changes_a_value_by_id(self):
        done = self.json("run", "small.yaml", "--set", "studies.ct.read.constant=5 min",
                         "--set=readers.sam.count=2")
        self.assertEqual(done["overall"]["read_mean"]["mean"], 5)
        self.assertEqual(done["readers"]["sam"]["on_shift"]["mean"], 2 * 2880)

    def test_options_win_over_set(self):
        done = self.json("run", "small.yaml", "-n2", "--set", "run.replications=3",
                         "--set", "run.seed=8", "--seed=9")
        self.assertEqual((done["replications"], done["seed"]), (2, 9))

    def test_a_bad_setting_is_bad_input(self):
        for setting in ("readers.nobody.count=2", "readers.sam.cuont=2", "readers.sam.count", "=",
                        ""):
            done = self.call("run", "small.yaml", "-o", "out.h5", "--set", setting, status=2)
            self.assertIn("error: ", done.stderr)
            self.assertEqual(self.names(), ["small.yaml"])

    def test_trace_without_a_file_warns(self):
        done = self.call("run", "small.yaml", "-n1", "--trace")
        self.assertIn("warning: --trace goes to the result file", done.stderr)


class Files(Case):
    def test_the_file_tells_where_it_comes_from(self):
        self.call("run", "small.yaml", "-n2", "-o", "a result.h5", "--set", "run.seed=5",
                  env={"SOURCE_DATE_EPOCH": "0"})
        with h5py.File(self.path("a result.h5"), "r") as file:
            about = {key: value for key, value in file.attrs.items()}
            yaml = file["scenario"][()]
        yaml = yaml if isinstance(yaml, bytes) else yaml.encode()
        text = {key: value.decode() if isinstance(value, bytes) else value
                for key, value in about.items()}
        self.assertEqual(text["created"], "1970-01-01T00:00:00Z")
        self.assertEqual(text["command"],
                         "telerad run small.yaml -n2 -o 'a result.h5' --set run.seed=5")
        self.assertEqual(int(text["seed"]), 5)
        self.assertEqual(text["title"], "Small")
        self.assertEqual(text["status"], "complete")
        self.assertEqual(text["scenario_sha256"], hashlib.sha256(yaml).hexdigest())
        self.assertTrue(text["start"].startswith("2026-06-01T00:00:00"))

    def test_a_wrong_epoch_is_wrong_usage(self):
        for epoch in "yesterday", "-1", "1e9", "999999999999":
            done = self.call("run", "small.yaml", "-n1", "-o", "out.h5", status=2,
                             env={"SOURCE_DATE_EPOCH": epoch})
            self.assertIn("SOURCE_DATE_EPOCH is `%s`" % epoch, done.stderr)
        self.assertEqual(self.names(), ["small.yaml"])

    def test_a_folder_that_is_not_there_is_found_before_the_work(self):
        begun = time.monotonic()
        done = self.call("run", "small.yaml", "-n", "1000000", "-o", "none/out.h5", status=3)
        self.assertLess(time.monotonic() - begun, 5)
        self.assertIn("none/out.h5", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_a_folder_is_no_file(self):
        os.mkdir(self.path("folder"))
        done = self.call("run", "small.yaml", "-n1", "-o", "folder", status=3)
        self.assertIn("folder", done.stderr)
        self.assertEqual(os.listdir(self.path("folder")), [])

    def test_errors_leave_an_old_file_and_nothing_new(self):
        self.write("out.h5", "old")
        self.write("bad.yaml", SMALL.replace("48/day", "48"))
        self.call("run", "bad.yaml", "-o", "out.h5", "--plots", "pictures", status=2)
        self.assertEqual(self.names(), ["bad.yaml", "out.h5", "small.yaml"])
        with open(self.path("out.h5"), encoding="ascii") as file:
            self.assertEqual(file.read(), "old")

    def test_a_success_replaces_an_old_file(self):
        self.write("out.h5", "old")
        self.call("run", "small.yaml", "-n1", "-o", "out.h5")
        self.call("info", "out.h5")
        self.assertEqual(self.names(), ["out.h5", "small.yaml"])

    def test_a_limit_of_size_is_status_3_and_no_signal(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        self.write("out.h5", "old")
        done = self.call("run", "small.yaml", "-n40", "--trace=all", "-o", "out.h5", status=3,
                         preexec_fn=limit)
        self.assertNotIn("HDF5-DIAG", done.stderr)
        self.assertIn("out.h5", done.stderr)
        self.assertEqual(self.names(), ["out.h5", "small.yaml"])
        with open(self.path("out.h5"), encoding="ascii") as file:
            self.assertEqual(file.read(), "old")

    def test_without_o_nothing_is_written(self):
        self.call("run", "small.yaml")
        self.assertEqual(self.names(), ["small.yaml"])


if __name__ == "__main__":
    main()
