/* Each kind of fault is told once, at its place, with what would be right.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct change {            /* of the base, and the one error that follows */
    const char *from, *to; /* `^` in to: the place of the error stands behind it */
    unsigned line, column; /* 0: it is at the mark */
    const char *message, *hint;
};

/* Counts the mark's place in the base, and takes it out. */
static void take_mark(const struct change *change, char to[200], unsigned *line, unsigned *column)
{
    const char *mark = strchr(change->to, '^');
    size_t before = mark == NULL ? strlen(change->to) : (size_t) (mark - change->to);
    const char *at = strstr(folder_base, change->from);
    char text[4000];

    (void) snprintf(to, 200, "%.*s%s", (int) before, change->to, mark == NULL ? "" : mark + 1);
    if (mark == NULL)
        return;
    (void) snprintf(text, sizeof text, "%.*s%.*s", (int) (at - folder_base), folder_base,
                    (int) before, change->to);
    *line = *column = 1;
    for (const char *c = text; *c != '\0'; c++) {
        *column = *c == '\n' ? 1 : *column + 1;
        *line += *c == '\n' ? 1 : 0;
    }
}

static void each_change_gives_one_error(const struct change *changes, size_t count)
{
    struct folder folder;

    folder_create(&folder);
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &changes[i];
        unsigned line = change->line, column = change->column;
        char to[200];

        take_mark(change, to, &line, &column);
        folder_write_changed(&folder, "f.yaml", change->from, to);
        if (folder_try(&folder, "f.yaml") != FAULT_INPUT)
            fail_msg("no error after \"%s\"", change->to);
        folder_wants(&folder, "f.yaml", line, column, change->message, change->hint);
        if (folder.diag.errors != 1)
            fail_msg("%zu errors after \"%s\"", folder.diag.errors, change->to);
    }
    folder_remove(&folder);
}

#define EACH(changes) each_change_gives_one_error(changes, sizeof(changes) / sizeof *(changes))

static void the_base_is_right(void **state)
{
    struct folder folder;

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml", folder_base);
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_NONE);
    assert_int_equal(folder.diag.count, 0);
    folder_remove(&folder);
}

static void keys_are_known_and_needed(void **state)
{
    static const struct change changes[] = {
        {"name: Test", "^nam: Test", 0, 0, "`nam` is not a key of a scenario", "`name`"},
        {"count: 2", "^cout: 2", 0, 0, "`cout` is not a key of an entry of `readers`", "`count`"},
        {"licences: {", "^licenses: {", 0, 0, "`licenses` is not a key", "`licences`"},
        {"name: Test", "^overflow-after: 5 min", 0, 0, "`overflow-after` is not a key",
         "`overflow-after` is a key of an entry of `coverage`"},
        {"name: Test", "^qqqqqqqq: 5 min", 0, 0, "`qqqqqqqq` is not a key", "its keys are telerad"},
        {"zone: America/Chicago, ", "", 3, 6, "`zone` is missing in `run`", "America/Chicago"},
        {"start: 2026-03-02T00:00, ", "", 3, 6, "`start` is missing in `run`", "2026-03-02T00:00"},
        {", duration: 7 d", "", 3, 6, "`run` has no end", "duration"},
        {"modality: DX, ", "", 11, 5, "`modality` is missing", "CT"},
        {"count: 3\n    jurisdiction: US-IA\n", "count: 3\n", 13, 5, "`jurisdiction` is missing",
         NULL},
        {"study: dx, ", "", 19, 9, "`study` is missing", NULL},
        {", rate: 30/day", "", 19, 9, "neither `rate` nor `trace`", "rate: 16/day"},
        {"    licences: {hold: [US-*]}\n", "", 22, 5, "`licences` is missing", "add it"},
        {"count: 2\n", "count: 2\n    ^count: 3\n", 0, 0, "`count` is written twice; first at 23:5",
         "once"},
        {"telerad: 1", "telerad: ^2", 0, 0, "`telerad`: `2`", "write 1"},
    };

    (void) state;
    EACH(changes);
}

static void keys_of_a_later_version_are_told_so(void **state)
{
    static const struct change changes[] = {
        {"duration: 7 d", "duration: 7 d, warmup: ^auto", 0, 0, "`warmup: auto` is not in", NULL},
    };

    (void) state;
    EACH(changes);
}

static void demand_has_one_origin(void **state)
{
    static const struct change changes[] = {
        {"rate: 30/day", "rate: 30/day, growth: ^4 %", 0, 0, "`growth`: `4 %`", "4 %/yr"},
        {"rate: 30/day", "rate: 30/day, growth: ^-100 %/yr", 0, 0, "`growth`", "above -100 %/yr"},
        {"rate: 30/day", "rate: 30/day, growth: ^2000 %/yr", 0, 0, "`growth`", "at most 1000"},
        {"rate: 30/day", "batch: {size: 12, at: 18:00}, growth: ^4 %/yr", 0, 0,
         "`growth` and `at` exclude each other", "keep one"},
        {"rate: 30/day", "batch: {size: 12, at: 18:00}, rate: ^30/day", 0, 0,
         "`rate` and `at` exclude each other", "keep one"},
        {"rate: 30/day", "batch: {size: 12, at: [18:00, ^18:00]}", 0, 0, "`at` names 18:00 twice",
         "once"},
        {"rate: 30/day", "rate: 30/day, batch: {size: 12, days: ^mon}", 0, 0, "`days` without `at`",
         "add `at`"},
        {"rate: 30/day", "rate: 30/day, batch: {size: ^12 MB}", 0, 0, "`size`: `12 MB`", "number"},
        {"rate: 30/day", "rate: 30/day, batch: ^12", 0, 0, "`batch` is a value here", "a mapping"},
        {"rate: 30/day", "rate: 30/day, hold: {until: [^7pm]}", 0, 0, "`until`: `7pm`", "HH:MM"},
        {"rate: 30/day", "rate: 30/day, hold: {until: [07:00, ^07:00]}", 0, 0,
         "`until` names 07:00 twice", "once"},
        {"rate: 30/day", "rate: 30/day, replay: ^resample", 0, 0, "`replay` without a `trace`",
         "add `trace`"},
        {"rate: 30/day", "trace: {file: a.csv}, batch: ^{size: 3}", 0, 0,
         "`batch` and `trace` exclude each other", "keep one"},
        {"name: Test",
         "surges: [{id: a, from: 2026-03-02T00:00, to: ^2026-03-02T00:00, factor: 2}]", 0, 0,
         "`to` is not after `from`", "later"},
        {"name: Test",
         "surges: [{id: a, from: 2026-03-02T00:00, to: 2026-03-03T00:00, "
         "factor: ^-1}]",
         0, 0, "`factor`: `-1`", "from 0"},
        {"name: Test",
         "surges: [{id: a, from: 2026-03-02T00:00, to: 2026-03-03T00:00, "
         "factor: 2, sites: [^nowhere]}]",
         0, 0, "there is no `nowhere`", NULL},
    };

    (void) state;
    EACH(changes);
}

static void values_have_their_form(void **state)
{
    static const struct change changes[] = {
        {"duration: 7 d", "duration: ^7", 0, 0, "`duration`: `7` is not a duration", "12 min"},
        {"duration: 7 d", "duration: ^0 d", 0, 0, "`duration`: `0 d`", "above 0"},
        {"duration: 7 d", "duration: ^40000 d", 0, 0, "`duration`: `40000 d`", "at most 36500 d"},
        {"duration: 7 d", "duration: ^[7 d]", 0, 0, "`duration` is a list here", "single value"},
        {"duration: 7 d", "duration: ", 3, 65, "`duration` has no value", "leave the key out"},
        {"duration: 7 d", "duration: 7 d, seed: ^-1", 0, 0, "`seed`: `-1`", "whole number"},
        {"duration: 7 d", "duration: 7 d, replications: ^0", 0, 0, "`replications`: `0`", "from 1"},
        {"mon: 1.1", "mon: ^-1", 0, 0, "`mon`: `-1`", "from 0"},
        {"mon: 1.1", "mon: ^nan", 0, 0, "`mon`: `nan` is not a number", "decimal"},
        {"mon: 1.1", "mon: ^1e400", 0, 0, "`mon`: `1e400`", "not so large"},
        {"attain: 90 %", "attain: ^101 %", 0, 0, "`attain`: `101 %`", "0 % to 100 %"},
        {"rate: 9/day", "rate: ^-9/day", 0, 0, "`rate`: `-9/day`", "0 or more"},
        {"20 Mbit/s", "^0 Mbit/s", 0, 0, "`bandwidth`: `0 Mbit/s`", "1 bit/s"},
        {"from: 19:00", "from: ^19:60", 0, 0, "`from`: `19:60`", "00:00 to 23:59"},
        {"from: 19:00", "from: ^24:00", 0, 0, "`from`: `24:00`", "00:00 to 23:59"},
        {"from: 19:00", "days: ^mon-xyz, from: 19:00", 0, 0, "`days`: `mon-xyz`", "mon-fri"},
        {"from: 19:00", "days: ^[], from: 19:00", 0, 0, "`days` is an empty list", NULL},
        {"licences: {hold: [US-*]}", "licences: {hold: US-IA}\n    privileges: {sites: ^[]}", 0, 0,
         "`sites` is an empty list", "leave the key out"},
        {"dates: [2026-05-25]", "dates: [^2026-02-29]", 0, 0, "`dates`: `2026-02-29`", "calendar"},
        {"start: 2026-03-02T00:00", "start: ^2026-03-02", 0, 0, "`start`: `2026-03-02`", "T00:00"},
        {"zone: America/Chicago", "zone: America/Chicgo", 3, 13, "not a time zone",
         "America/Chicago"},
        {"USD 190", "^$190", 0, 0, "`per-hour`: `$190`", "USD 45"},
        {"USD 190", "EUR 190", 28, 59, "another currency than EUR", "one currency"},
        {"modality: CT", "modality: ^CR", 0, 0, "`modality`: `CR`", "all are CT DX MR US MG PT"},
        {"critical: true", "critical: ^maybe", 0, 0, "`critical`: `maybe`", "true or false"},
        {"{id: US-IL}", "{id: US-IL, compact: ^a*b}", 0, 0, "`compact`: `a*b`", "patterns"},
        {"{on: 7 d", "{on: ^1.5 d", 0, 0, "`on`: `1.5 d`", "whole days"},
        {"{on: 7 d", "{on: ^0 d", 0, 0, "`on`: `0 d`", "above 0"},
        {"name: Test", "name: ^[a]", 0, 0, "`name` is a list here", "single value"},
        {"final-reads: {by: county, within: 12 h}", "final-reads: ^county", 0, 0,
         "`final-reads` is a value here", "mapping"},
        {"ai: [{", "ai: [^tool, {", 0, 0, "an entry of `ai` is a value here", "keys"},
        {"count: 3", "count: ^2000000000", 0, 0, "`count`: `2000000000`", "from 1 to 100000"},
    };

    (void) state;
    EACH(changes);
}

static void references_lead_somewhere(void **state)
{
    static const struct change changes[] = {
        {"jurisdiction: US-IA", "jurisdiction: ^US-IB", 0, 0,
         "`jurisdiction`: there is no `US-IB` in `jurisdictions`", "`US-IA`"},
        {"link: {bandwidth: 20 Mbit/s}", "link: ^wan", 0, 0,
         "`link`: there is no `wan` in `links`", "add it to `links`"},
        {"study: ct,", "study: ^cr,", 0, 0, "no `cr` in `studies`", "`ct`"},
        {"profile: ed", "profile: ^eg", 0, 0, "no `eg` in `profiles`", "`ed`"},
        {"[{id: stat, share", "[{id: ^start, share", 0, 0, "no `start` in `priorities`", "`stat`"},
        {"shift: night", "shift: ^day", 0, 0, "no `day` in `shifts`", "such as `night`"},
        {"provider: county\n", "provider: ^count\n", 0, 0, "no `count` in `providers`", "`county`"},
        {"hold: [US-*]", "hold: [^GB-*]", 0, 0, "the pattern `GB-*` meets no id", "US-IA"},
        {"hold: [US-*]", "hold: ^US-MN", 0, 0, "no `US-MN` in `jurisdictions`", NULL},
        {"by: county", "by: ^nigthco", 0, 0, "no `nigthco` in `providers`", "`nightco`"},
        {"preempt: []", "preempt: [^stad]", 0, 0, "no `stad` in `priorities`", "`stat`"},
        {"finding: ich", "finding: ^ish", 0, 0, "no `ish` in `findings`", "`ich`"},
        {"calendar: us", "calendar: ^uk", 0, 0, "no `uk` in `calendars`", "`us`"},
        {"licences: {hold: [US-*]}",
         "licences: {hold: [US-*]}\n    privileges: {sites: [^story-4]}", 0, 0,
         "no `story-4` in `sites`", "`story-1`"},
        {"{id: US-IA}, {id: US-IL}", "{id: US-IA}, {id: US-IL}, {id: ^US-IA}", 0, 0,
         "the id `US-IA` stands twice in `jurisdictions`; first at 4:22", "own id"},
        {"sites:\n", "sites:\n  - {id: story-2, jurisdiction: US-IA}\n", 14, 9,
         "a copy of the site `story` has the id of another site, `story-2`", "another id"},
    };

    (void) state;
    EACH(changes);
}

static void copies_and_patterns_are_ids_too(void **state)
{
    static const char *const rights[] = {"story", "story-3", "story-*", "*", "[story-1, \"*-2\"]"};
    struct folder folder;

    (void) state;
    folder_create(&folder);
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        char text[200];

        (void) snprintf(text, sizeof text,
                        strcmp(rights[i], "*") == 0
                            ? "licences: {hold: US-IA}\n    privileges: {sites: \"%s\"}"
                            : "licences: {hold: US-IA}\n    privileges: {sites: %s}",
                        rights[i]);
        folder_write_changed(&folder, "f.yaml", "licences: {hold: [US-*]}", text);
        assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_NONE);
    }
    folder_remove(&folder);
}

static void rules_between_keys_hold(void **state)
{
    static const struct change changes[] = {
        {"duration: 7 d", "end: ^2026-03-01T00:00", 0, 0, "`end` is not after `start`", "later"},
        {"duration: 7 d", "end: ^2026-03-02T00:00", 0, 0, "`end` is not after `start`", "later"},
        {"duration: 7 d", "duration: 7 d, end: ^2026-03-09T00:00", 0, 0, "both `duration` and",
         "one of them"},
        {"days: {mon: 1.1}", "hours: ^[1, 2]", 0, 0, "`hours` has 2 weights", "24"},
        {"days: {mon: 1.1}",
         "hours: ^[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", 0, 0,
         "all weights of `hours` are 0", "above 0"},
        {"days: {mon: 1.1}", "days: ^{mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0}", 0,
         0, "all weights of `days` of a profile are 0", "above 0"},
        {"{id: routine}", "{id: routine, attain: ^95 %}", 0, 0, "`attain` without a `target`",
         "target"},
        {"share: 100 %", "share: 99 %", 18, 59, "sum to 99 %", "100 %"},
        {"of: 2", "of: ^3", 0, 0, "3 readers are more than", "at most 2"},
        {"rate: 30/day", "rate: ^30/day, trace: {file: a.csv}", 0, 0,
         "`rate` and `trace` exclude each other", "one of them"},
        {"rate: 30/day", "trace: {file: a.csv, interval: ^1 h}", 0, 0, "`interval` without",
         "column"},
        {"rate: 30/day", "trace: {file: a.csv, columns: {count: ^n}}", 0, 0, "`count` without",
         "interval"},
        {"p90: 5 min", "p90: 1 min", 11, 46, "p90 is not above median", NULL},
        {"p90: 5 min", "p90: 5 min, mean: 3 min", 11, 46, "mixed", "one of the pairs"},
        {"p90: 5 min", "p90: 5 min, min: ^100 d", 0, 0, "would keep 0 %", NULL},
        {"{constant: 10 min}", "{constant: 10 min, ^exponential: {mean: 5 min}}", 0, 0,
         "two families", "one family"},
        {"{constant: 10 min}", "^{}", 0, 0, "`read` has no family", "lognormal"},
        {"{constant: 10 min}", "{gamma: ^{mean: 10 min}}", 0, 0, "`cv` is missing in `gamma`",
         NULL},
        {"{constant: 10 min}", "{erlang: {mean: 10 min, k: ^0}}", 0, 0, "`k`: `0`", "from 1"},
    };

    (void) state;
    EACH(changes);
}

static void lists_that_must_not_be_empty_are_told(void **state)
{
    struct folder folder;

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml",
                 "telerad: 1\nrun: {zone: UTC, start: 2026-03-02T00:00, duration: 1 d}\n"
                 "priorities: []\nstudies: []\nsites: []\nreaders: []\n");
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_INPUT);
    assert_int_equal(folder.diag.errors, 4);
    folder_wants(&folder, "f.yaml", 3, 13, "`priorities` is an empty list", "at least one");
    folder_wants(&folder, "f.yaml", 4, 10, "`studies` is an empty list", "at least one");
    folder_wants(&folder, "f.yaml", 5, 8, "`sites` is an empty list", "at least one");
    folder_wants(&folder, "f.yaml", 6, 10, "`readers` is an empty list", "at least one");
    folder_write(&folder, "f.yaml", "telerad: 1\n");
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_INPUT);
    assert_int_equal(folder.diag.errors, 5);
    folder_remove(&folder);
}

static void all_errors_come_at_once_in_order(void **state)
{
    struct folder folder;

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml",
                 "telerad: 1\nrun: {zone: Mars, start: x, duration: 1}\npriorities: [{id: a}]\n"
                 "studies: [{id: s, modality: XX, read: 5}]\nsites: [{id: h, jurisdiction: J}]\n"
                 "readers: [{id: r, count: -1, licences: {hold: J}}]\n");
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_INPUT);
    assert_int_equal(folder.diag.errors, 8);
    for (size_t i = 1; i < folder.diag.count; i++)
        assert_true(folder.diag.entries[i - 1].line <= folder.diag.entries[i].line);
    folder_remove(&folder);
}

static void shares_may_miss_the_whole_by_rounding_only(void **state)
{
    struct folder folder;

    (void) state;
    folder_create(&folder);
    folder_write_changed(&folder, "f.yaml", "[{id: stat, share: 100 %}]",
                         "[{id: stat, share: 33.3333333333 %}, {id: routine, share: "
                         "66.6666666667 %}]");
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_NONE);
    folder_write_changed(&folder, "f.yaml", "[{id: stat, share: 100 %}]",
                         "[{id: stat, share: 33.33 %}, {id: routine, share: 66.66 %}]");
    assert_int_equal(folder_try(&folder, "f.yaml"), FAULT_INPUT);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_base_is_right),
        cmocka_unit_test(keys_are_known_and_needed),
        cmocka_unit_test(keys_of_a_later_version_are_told_so),
        cmocka_unit_test(demand_has_one_origin),
        cmocka_unit_test(values_have_their_form),
        cmocka_unit_test(references_lead_somewhere),
        cmocka_unit_test(copies_and_patterns_are_ids_too),
        cmocka_unit_test(rules_between_keys_hold),
        cmocka_unit_test(lists_that_must_not_be_empty_are_told),
        cmocka_unit_test(all_errors_come_at_once_in_order),
        cmocka_unit_test(shares_may_miss_the_whole_by_rounding_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
