/* --set goes by keys and ids, and says which part of a path is wrong.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void paths_reach_every_kind_of_value(void **state)
{
    static const char *const sets[] = {
        "run.replications=50",
        "readers.iowa.count=6",
        "priorities.stat.target=20 min",
        "sites.story.demand.dx.rate=20/day",
        "sites.story.demand.ct.priorities.stat.share=100 %",
        "readers.iowa.roster.night.of=1",
        "readers.iowa.cost.per-read=USD 3", /* not in the file */
        "coverage=[{provider: county}, {provider: county, overflow-after: 5 min}]",
        "coverage.county#2.overflow-after=7 min",
        "studies.ct.read={exponential: {mean: 3 min}}",
        "dispatch.preempt=[stat]",
        "run.replications=51", /* the last one holds */
        "shifts.night.from=10:30",
        "name=x=y",
    };
    struct folder folder;
    struct scenario *scenario;
    const struct scenario_text *text;

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml", folder_base);
    scenario = folder_read(&folder, "f.yaml", sets, sizeof sets / sizeof *sets);
    assert_non_null(scenario);
    text = scenario_text(scenario);
    assert_string_equal(text->run->replications, "51");
    assert_string_equal(text->readers[0].count, "6");
    assert_string_equal(text->priorities[0].target, "20 min");
    assert_string_equal(text->sites[0].demand[1].rate, "20/day");
    assert_string_equal(text->readers[0].roster[0].of, "1");
    assert_string_equal(text->readers[0].cost->per_read, "USD 3");
    assert_string_equal(text->readers[0].cost->per_hour, "USD 190");
    assert_int_equal(text->coverage_count, 2);
    assert_string_equal(text->coverage[1].overflow_after, "7 min");
    assert_string_equal(text->studies[0].read->exponential->mean, "3 min");
    assert_null(text->studies[0].read->constant);
    assert_string_equal(text->dispatch->preempt.items[0], "stat");
    assert_string_equal(text->shifts[0].from, "10:30");
    assert_string_equal(text->name, "x=y");
    scenario_free(scenario);
    folder_remove(&folder);
}

static void ids_may_hold_points(void **state)
{
    static const char *const sets[] = {"findings.a.b.critical=true", "findings.a.critical=false"};
    struct folder folder;
    struct scenario *scenario;

    (void) state;
    folder_create(&folder);
    folder_write_changed(&folder, "f.yaml", "{id: ich, critical: true}",
                         "{id: ich}, {id: a.b}, {id: a}");
    scenario = folder_read(&folder, "f.yaml", sets, 2);
    assert_non_null(scenario);
    assert_string_equal(scenario_text(scenario)->findings[2].critical->mark, "false");
    assert_string_equal(scenario_text(scenario)->findings[1].critical->mark, "true");
    scenario_free(scenario);
    folder_remove(&folder);
}

static void what_is_wrong_is_told_at_its_part(void **state)
{
    static const struct {
        const char *set;
        unsigned column;
        const char *message, *hint;
    } given[] = {
        {"readers.iova.count=6", 9, "there is no `iova` in `readers`", "`iowa`"},
        {"reeders.iowa.count=6", 1, "`reeders` is not a key of a scenario", "`readers`"},
        {"readers.iowa.cout=6", 14, "`cout` is not a key", "`count`"},
        {"readers.iowa.count.x=6", 20, "goes on after a plain value", NULL},
        {"sites.story.demand.mr.rate=6/day", 20, "there is no `mr` in `demand`", "`ct`"},
        {"readers.iowa.breaks=1", 21, "`breaks` is a value here", "write a list"},
        {"run.replications=010", 18, "`replications`: `010`", "whole number"},
        {"run.replications=~", 18, "`replications`: `~`", "whole number"},
        {"priorities.stat.target=20 mn", 24, "`target`: `20 mn`", "min"},
        {"foo", 1, "`foo` has no `=`", "PATH=VALUE"},
        {"=3", 1, "`=3` has no path", "PATH=VALUE"},
        {"name=", 6, "has no value", "PATH=VALUE"},
        {"name={a", 6, "`{` is not closed", NULL},
        {"name=@x", 6, "begins with `@`", "quotes"},
        {"name=x\xff", 7, "FF is not UTF-8", NULL},
        {"dispatch.preempt=[stat, start]", 25, "no `start` in `priorities`", "`stat`"},
        {"readers.iowa=5", 14, "an entry of `readers` is a value here", NULL},
    };
    struct folder folder;

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml", folder_base);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        assert_null(folder_read(&folder, "f.yaml", &given[i].set, 1));
        assert_int_equal(folder.diag.errors, 1);
        folder_wants(&folder, "--set", 1, given[i].column, given[i].message, given[i].hint);
    }
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_reach_every_kind_of_value),
        cmocka_unit_test(ids_may_hold_points),
        cmocka_unit_test(what_is_wrong_is_told_at_its_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
