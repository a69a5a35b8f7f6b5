/* Files: encodings, what cannot be read, includes, and what comes out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>

static int open_folder(void **state)
{
    struct folder *folder = g_new0(struct folder, 1);

    folder_create(folder);
    *state = folder;
    return 0;
}

static int close_folder(void **state)
{
    folder_remove(*state);
    g_free(*state);
    return 0;
}

static void text_and_defaults_come_out(void **state)
{
    struct folder *folder = *state;
    struct scenario *scenario;
    const struct scenario_text *text;

    folder_write(folder, "f.yaml", folder_base);
    scenario = folder_read(folder, "f.yaml", NULL, 0);
    assert_non_null(scenario);
    text = scenario_text(scenario);
    assert_string_equal(text->telerad, "1");
    assert_string_equal(text->run->warmup, "0 d");
    assert_string_equal(text->run->replications, "20");
    assert_string_equal(text->run->seed, "1");
    assert_null(text->run->end);
    assert_string_equal(text->profiles[0].days->mon, "1.1");
    assert_string_equal(text->profiles[0].days->sun, "1");
    assert_string_equal(text->profiles[0].months->dec, "1");
    assert_int_equal(text->profiles[0].hours.count, 24);
    assert_string_equal(text->profiles[0].hours.items[23], "1");
    assert_null(text->priorities[1].target);
    assert_string_equal(text->studies[0].images->constant, "0 B");
    assert_string_equal(text->studies[1].read->lognormal->p90, "5 min");
    assert_null(text->studies[1].read->constant);
    assert_string_equal(text->studies[0].rvu, "0");
    assert_int_equal(text->sites_count, 1);
    assert_string_equal(text->sites[0].count, "3");
    assert_string_equal(text->sites[0].zone, "America/Chicago");
    assert_string_equal(text->sites[0].link->overhead, "0 s");
    assert_string_equal(text->sites[0].demand[0].dispersion, "0");
    assert_int_equal(text->sites[0].demand[1].priorities_count, 1); /* the least urgent */
    assert_string_equal(text->sites[0].demand[1].priorities[0].id, "routine");
    assert_string_equal(text->sites[0].demand[1].priorities[0].share, "100 %");
    assert_null(text->sites[0].demand[1].profile);
    assert_int_equal(text->shifts[0].days.count, 1);
    assert_string_equal(text->shifts[0].days.items[0], "mon-sun");
    assert_null(text->shifts[0].zone); /* the clock of the group that works it */
    assert_string_equal(text->readers[0].zone, "America/Chicago");
    assert_string_equal(text->readers[0].privileges->sites.items[0], "*");
    assert_int_equal(text->readers[0].modalities.count, 6);
    assert_int_equal(text->readers[0].skills.count, 0);
    assert_string_equal(text->readers[0].reads, "final");
    assert_string_equal(text->readers[0].roster[0].cycle->off, "7 d");
    assert_string_equal(text->readers[0].pace->constant, "1");
    assert_string_equal(text->final_reads->by.items[0], "county"); /* one is a list of one */
    assert_int_equal(text->dispatch->preempt.count, 0);
    assert_string_equal(text->ai[0].servers, "1");
    assert_string_equal(text->ai[0].time->constant, "0 s");
    assert_string_equal(scenario_name(scenario), "Test");
    assert_string_equal(scenario_currency(scenario), "USD");
    scenario_free(scenario);
}

static void short_forms_are_written_out(void **state)
{
    struct folder *folder = *state;
    static const char *const sets[] = {"readers.iowa.pace=1.2", "findings.ich.critical=yes",
                                       "studies.ct.read=5 min", "dispatch.preempt=stat"};
    struct scenario *scenario;
    const struct scenario_text *text;

    folder_write_changed(folder, "f.yaml", "name: Test\n", "");
    scenario = folder_read(folder, "f.yaml", sets, 4);
    assert_non_null(scenario);
    text = scenario_text(scenario);
    assert_string_equal(text->readers[0].pace->constant, "1.2");
    assert_string_equal(text->findings[0].critical->mark, "true");
    assert_string_equal(text->studies[0].read->constant, "5 min");
    assert_string_equal(text->dispatch->preempt.items[0], "stat");
    assert_string_equal(scenario_name(scenario), "f");
    scenario_free(scenario);
}

static void encodings_of_other_editors_are_read(void **state)
{
    struct folder *folder = *state;
    gsize length = 0;
    char *text = g_strdup_printf("\xEF\xBB\xBF%s", folder_base);
    char *wide;
    char **lines = g_strsplit(folder_base, "\n", -1);
    char *crlf = g_strjoinv("\r\n", lines);

    folder_write(folder, "bom.yaml", text);
    assert_int_equal(folder_try(folder, "bom.yaml"), FAULT_NONE);
    folder_write(folder, "crlf.yaml", crlf);
    assert_int_equal(folder_try(folder, "crlf.yaml"), FAULT_NONE);
    wide = g_convert(folder_base, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
    g_free(text);
    text = g_malloc(length + 2);
    memcpy(text, "\xFF\xFE", 2);
    memcpy(text + 2, wide, length);
    folder_write_bytes(folder, "wide.yaml", text, length + 2);
    assert_int_equal(folder_try(folder, "wide.yaml"), FAULT_NONE);
    folder_write_bytes(folder, "cut.yaml", text, 7);
    assert_int_equal(folder_try(folder, "cut.yaml"), FAULT_INPUT);
    folder_write(folder, "mark.yaml", "\xEF\xBB\xBFtelerd: 1\r\nnam: x\r\n");
    assert_int_equal(folder_try(folder, "mark.yaml"), FAULT_INPUT);
    folder_wants(folder, "mark.yaml", 1, 1, "`telerd`", "`telerad`"); /* the mark is no column */
    folder_wants(folder, "mark.yaml", 2, 1, "`nam`", "`name`");
    for (size_t i = 0; i < folder->diag.count; i++)
        assert_null(strchr(folder->diag.entries[i].message, '\r'));
    g_strfreev(lines);
    g_free(crlf);
    g_free(wide);
    g_free(text);
}

static void what_cannot_be_read_is_told(void **state)
{
    struct folder *folder = *state;
    char *big = g_strnfill(17 << 20, '#');

    assert_int_equal(folder_try(folder, "none.yaml"), FAULT_FILE);
    folder_wants(folder, "none.yaml", 0, 0, "No such file", NULL);
    assert_int_equal(mkdir(folder_file(folder, "dir.yaml"), 0700), 0);
    assert_int_equal(folder_try(folder, "dir.yaml"), FAULT_FILE);
    folder_wants(folder, "dir.yaml", 0, 0, "it is a folder", NULL);
    folder_write(folder, "big.yaml", big);
    assert_int_equal(folder_try(folder, "big.yaml"), FAULT_INPUT);
    folder_wants(folder, "big.yaml", 0, 0, "larger than 16 MiB", "include");
    folder_write(folder, "list.yaml", "[1, 2]\n");
    assert_int_equal(folder_try(folder, "list.yaml"), FAULT_INPUT);
    folder_wants(folder, "list.yaml", 1, 1, "not a list", "telerad: 1");
    folder_write(folder, "one.yaml", "~\n");
    assert_int_equal(folder_try(folder, "one.yaml"), FAULT_INPUT);
    folder_wants(folder, "one.yaml", 1, 1, "not a single value", "telerad: 1");
    g_free(big);
}

/* The base without its studies, and with an include. */
static void write_including(const struct folder *folder, const char *includes)
{
    const char *studies = strstr(folder_base, "studies:");
    char *text = g_strdup_printf("include: %s\n%.*sstudies:\n  - {id: dx, modality: DX, read: "
                                 "{constant: 5 min}}\n%s",
                                 includes, (int) (studies - folder_base), folder_base,
                                 strstr(folder_base, "sites:\n"));

    folder_write(folder, "top.yaml", text);
    g_free(text);
}

static void includes_are_relative_and_merged_by_id(void **state)
{
    struct folder *folder = *state;
    struct scenario *scenario;
    const struct scenario_text *text;

    assert_int_equal(mkdir(folder_file(folder, "lib"), 0700), 0);
    assert_int_equal(mkdir(folder_file(folder, "lib/deep"), 0700), 0);
    folder_write(folder, "lib/deep/studies.yaml",
                 "studies:\n  - {id: ct, modality: CT, read: {constant: 20 min}}\n"
                 "  - {id: dx, modality: DX, read: {constant: 2 min}}\n"
                 "  - {id: mr, modality: MR, read: {constant: 9 min}}\n");
    folder_write(folder, "lib/all.yaml",
                 "name: Library\ninclude: [deep/studies.yaml, ../lib/deep/studies.yaml]\n"
                 "jurisdictions: [{id: US-MN}]\ncoverage: [{provider: nightco}]\n");
    write_including(folder, "[lib/all.yaml, lib/deep/studies.yaml]");
    scenario = folder_read(folder, "top.yaml", NULL, 0);
    assert_non_null(scenario);
    text = scenario_text(scenario);
    assert_int_equal(text->studies_count, 3); /* the replaced one keeps its place */
    assert_string_equal(text->studies[0].id, "ct");
    assert_string_equal(text->studies[1].id, "dx");
    assert_string_equal(text->studies[1].read->constant, "5 min");
    assert_string_equal(text->studies[2].id, "mr");
    assert_int_equal(text->jurisdictions_count, 3);
    assert_string_equal(text->jurisdictions[0].id, "US-MN"); /* included entries come first */
    assert_int_equal(text->coverage_count, 2);
    assert_string_equal(text->coverage[0].provider, "nightco");
    assert_string_equal(scenario_name(scenario), "Test");
    assert_string_equal(scenario_path(scenario), folder_file(folder, "top.yaml"));
    scenario_free(scenario);
}

/* A file named by an include is relative to the include; in the resolved text it is relative to the
 * outermost file, so that both read the same. */
static void files_are_named_from_the_outermost_file(void **state)
{
    struct folder *folder = *state;
    struct scenario *scenario;
    const struct scenario_text *text;

    assert_int_equal(mkdir(folder_file(folder, "lib"), 0700), 0);
    folder_write(folder, "lib/studies.yaml",
                 "studies:\n"
                 "  - {id: ct, modality: CT, read: {empirical: {file: sub/e.csv, column: min}}}\n"
                 "  - {id: pt, modality: PT, read: {empirical: {file: ../e.csv, column: min}}}\n"
                 "  - {id: mr, modality: MR, read: {empirical: {file: /e.csv, column: min}}}\n");
    write_including(folder, "[lib/studies.yaml]");
    scenario = folder_read(folder, "top.yaml", NULL, 0);
    assert_non_null(scenario);
    text = scenario_text(scenario);
    assert_int_equal(text->studies_count, 4);
    assert_string_equal(text->studies[0].read->empirical->file, "lib/sub/e.csv");
    assert_string_equal(text->studies[1].read->empirical->file, "e.csv");
    assert_string_equal(text->studies[2].read->empirical->file, "/e.csv");
    assert_non_null(strstr(scenario_resolved(scenario), "file: e.csv"));
    scenario_free(scenario);
}

static void errors_inside_an_include_are_its_own(void **state)
{
    struct folder *folder = *state;

    folder_write(folder, "lib.yaml",
                 "studies:\n  - {id: ct, modality: CT, read: {constant: 20 min}}\n"
                 "  - {id: dx, modalty: DX, skill: [], read: {constant: 2 min}}\nfoo: 1\n");
    write_including(folder, "lib.yaml");
    assert_int_equal(folder_try(folder, "top.yaml"), FAULT_INPUT);
    assert_int_equal(folder->diag.errors, 3); /* dx is replaced, but its faults are told */
    folder_wants(folder, "lib.yaml", 3, 14, "`modalty`", "`modality`");
    folder_wants(folder, "lib.yaml", 3, 34, "`skill` is a list", NULL);
    folder_wants(folder, "lib.yaml", 4, 1, "`foo`", NULL);
    folder_write(folder, "lib.yaml",
                 "studies:\n  - {id: ct, modality: CT, read: {constant: 20 min}}\n"
                 "  - {id: ct, modality: CT, read: {constant: 20 min}}\n");
    assert_int_equal(folder_try(folder, "top.yaml"), FAULT_INPUT);
    folder_wants(folder, "lib.yaml", 3, 10, "`ct` stands twice in `studies`; first at 2:10", NULL);
    folder_write(folder, "one.yaml",
                 "studies: [{id: ct, modality: CT, read: {constant: 20 min}}]\n");
    write_including(folder, "[one.yaml, lib.yaml]"); /* still twice in one file */
    assert_int_equal(folder_try(folder, "top.yaml"), FAULT_INPUT);
    folder_wants(folder, "lib.yaml", 3, 10, "`ct` stands twice in `studies`; first at 2:10", NULL);
}

static void what_is_replaced_need_not_lead_anywhere(void **state)
{
    struct folder *folder = *state;

    folder_write(
        folder, "lib.yaml",
        "studies:\n  - {id: ct, modality: CT, read: {constant: 20 min}}\n"
        "  - {id: dx, modality: DX, read: 2 min, findings: [{id: gone, prevalence: 1 %}]}\n"
        "providers: [{id: nightco, price: {per-read: EUR 5}}]\n");
    write_including(folder, "lib.yaml");
    assert_int_equal(folder_try(folder, "top.yaml"), FAULT_NONE);
}

static void cycles_and_missing_includes_are_told(void **state)
{
    struct folder *folder = *state;

    folder_write(folder, "a.yaml", "include: [b.yaml]\ntelerad: 1\n");
    folder_write(folder, "b.yaml", "include: [c.yaml]\n");
    folder_write(folder, "c.yaml", "# c\ninclude: [./a.yaml]\n");
    assert_int_equal(folder_try(folder, "a.yaml"), FAULT_INPUT);
    assert_int_equal(folder->diag.errors, 1);
    folder_wants(folder, "c.yaml", 2, 11, "the file includes itself: ", NULL);
    assert_non_null(strstr(folder->diag.entries[0].message, "b.yaml, "));
    folder_write(folder, "self.yaml", "include: self.yaml\n");
    assert_int_equal(folder_try(folder, "self.yaml"), FAULT_INPUT);
    folder_wants(folder, "self.yaml", 1, 10, "includes itself", NULL);
    folder_write(folder, "l2.yaml", "include: [l.yaml]\n");
    assert_int_equal(symlink("l2.yaml", folder_file(folder, "l.yaml")), 0);
    assert_int_equal(folder_try(folder, "l2.yaml"), FAULT_INPUT);
    folder_wants(folder, "l2.yaml", 1, 11, "includes itself", NULL);
    folder_write(folder, "m.yaml", "telerad: 1\nname: a\ninclude: [none.yaml]\n");
    assert_int_equal(folder_try(folder, "m.yaml"), FAULT_FILE);
    folder_wants(folder, "m.yaml", 3, 11, "cannot be read", NULL);
    folder_write(folder, "n.yaml", "include: [[a]]\n");
    assert_int_equal(folder_try(folder, "n.yaml"), FAULT_INPUT);
    folder_wants(folder, "n.yaml", 1, 11, "does not name a file", NULL);
}

static void includes_that_fan_out_cost_their_number(void **state)
{
    struct folder *folder = *state;

    for (int i = 0; i < 50; i++) {
        char name[32], text[100];

        (void) snprintf(name, sizeof name, "x%d.yaml", i);
        (void) snprintf(text, sizeof text, "include: [x%d.yaml, x%d.yaml]\nfindings: [{id: f%d}]\n",
                        i + 1, i + 1, i);
        folder_write(folder, name, text);
    }
    folder_write(folder, "x50.yaml", "findings: [{id: last}]\n");
    assert_int_equal(folder_try(folder, "x0.yaml"), FAULT_INPUT); /* of missing keys, at once */
    assert_int_equal(folder->diag.errors, 5);
}

static void later_faults_find_their_place(void **state)
{
    struct folder *folder = *state;
    struct scenario *scenario;

    folder_write(folder, "f.yaml", folder_base);
    scenario = folder_read(folder, "f.yaml", NULL, 0);
    assert_non_null(scenario);
    scenario_say(scenario, &folder->diag, DIAG_ERROR, "sites/0/demand/1/rate", NULL, "at %s",
                 "rate");
    scenario_say(scenario, &folder->diag, DIAG_ERROR, "sites/0/demand/1/dispersion", NULL,
                 "default");
    scenario_say(scenario, &folder->diag, DIAG_ERROR, "sites/7/demand", NULL, "no such site");
    scenario_say(scenario, &folder->diag, DIAG_WARNING, "", "hint", "whole");
    folder_wants(folder, "f.yaml", 19, 27, "at rate", NULL);
    folder_wants(folder, "f.yaml", 19, 9, "default", NULL);
    folder_wants(folder, "f.yaml", 13, 3, "no such site", NULL);
    folder_wants(folder, "f.yaml", 1, 1, "whole", "hint");
    assert_int_equal(folder->diag.errors, 3);
    scenario_free(scenario);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(text_and_defaults_come_out),
        IN_FOLDER(short_forms_are_written_out),
        IN_FOLDER(encodings_of_other_editors_are_read),
        IN_FOLDER(what_cannot_be_read_is_told),
        IN_FOLDER(includes_are_relative_and_merged_by_id),
        IN_FOLDER(files_are_named_from_the_outermost_file),
        IN_FOLDER(errors_inside_an_include_are_its_own),
        IN_FOLDER(what_is_replaced_need_not_lead_anywhere),
        IN_FOLDER(cycles_and_missing_includes_are_told),
        IN_FOLDER(includes_that_fan_out_cost_their_number),
        IN_FOLDER(later_faults_find_their_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
