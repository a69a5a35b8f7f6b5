/* What is printed reads back as the same, here and to other readers of YAML 1.1.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/resolved.h"

#include "support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_other_readers_would_not_take_as_text_is_quoted(void **state)
{
    static const char *const quoted[] = {
        "",
        "NO",
        "no",
        "y",
        "Y",
        "on",
        "OFF",
        "true",
        "False",
        "null",
        "~",
        "=",
        "<<",
        "010",
        "5",
        "-5",
        "+5",
        "0.85",
        ".5",
        "1e3",
        "1_000",
        "0x1F",
        "0o17",
        "0b1",
        "07:00",
        "10:30",
        "1:2:3",
        ".inf",
        "-.inf",
        ".nan",
        ".NaN",
        "1,000",
        "2026-03-02",
        "2026-03-02T00:00",
        "2026-03-02 07:00:00",
        "20260302",
        "12e03",
        "685.230_15e+03",
    };
    static const char *const plain[] = {
        "12 min", "40/day",  "15 %",   "US-IA",    "mon-fri",        "Norway",
        "USD 45", "story-1", "320 MB", "nonsense", "yesno",          "onshore",
        "CT",     "0 B",     "7 d",    "1.5 min",  "America/Chicago"};

    (void) state;
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
        if (!resolved_needs_quotes(quoted[i]))
            fail_msg("`%s` needs quotes", quoted[i]);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (resolved_needs_quotes(plain[i]))
            fail_msg("`%s` needs none", plain[i]);
}

static void resolving_twice_changes_nothing(void **state)
{
    struct folder folder;
    struct scenario *first;
    struct scenario *second;
    static const char *const sets[] = {
        "name=\"N: # \\\"quoted\\\" \\\\ `x` München 北京 \\n second line\"",
        "description=NO",
        "readers.iowa.licences.hold=[]",
        "readers.iowa.skills=[]",
        "studies.ct.read={lognormal: {mean: 5 min, sd: 2 min, min: 1 min, max: 1 h}}",
    };

    (void) state;
    folder_create(&folder);
    folder_write(&folder, "f.yaml", folder_base);
    first = folder_read(&folder, "f.yaml", sets, 5);
    assert_non_null(first);
    assert_non_null(scenario_resolved(first));
    assert_ptr_equal(scenario_resolved(first), scenario_resolved(first));
    folder_write(&folder, "r.yaml", scenario_resolved(first));
    second = folder_read(&folder, "r.yaml", NULL, 0);
    assert_non_null(second);
    assert_string_equal(scenario_resolved(second), scenario_resolved(first));
    assert_string_equal(scenario_name(second), scenario_name(first));
    scenario_free(first);
    scenario_free(second);
    folder_remove(&folder);
}

static void words_and_clock_times_stand_in_quotes(void **state)
{
    struct folder folder;
    struct scenario *scenario;
    const char *text;

    (void) state;
    folder_create(&folder);
    folder_write_changed(&folder, "f.yaml", "{id: US-IL}", "{id: NO}, {id: US-IL}");
    scenario = folder_read(&folder, "f.yaml", NULL, 0);
    assert_non_null(scenario);
    text = scenario_resolved(scenario);
    assert_non_null(strstr(text, "- id: \"NO\"\n"));
    assert_non_null(strstr(text, "from: \"19:00\"\n"));
    assert_non_null(strstr(text, "to: \"07:00\"\n"));
    assert_non_null(strstr(text, "\"on\": 7 d\n")); /* a key, too */
    assert_non_null(strstr(text, "start: \"2026-03-02T00:00\"\n"));
    assert_non_null(strstr(text, "target: 30 min\n"));
    assert_non_null(strstr(text, "warmup: 0 d\n")); /* defaults */
    assert_non_null(strstr(text, "replications: \"20\"\n"));
    scenario_free(scenario);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_other_readers_would_not_take_as_text_is_quoted),
        cmocka_unit_test(resolving_twice_changes_nothing),
        cmocka_unit_test(words_and_clock_times_stand_in_quotes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
