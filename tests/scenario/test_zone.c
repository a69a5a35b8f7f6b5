/* Names of zones: letter for letter, links included, nothing else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/zone.h"

#include "scenario/keys_near.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void zones_and_links_are_known(void **state)
{
    static const char *const given[] = {
        "America/Chicago", "Asia/Kolkata", "Asia/Calcutta",       "US/Central",
        "Etc/UTC",         "UTC",          "Australia/Lord_Howe", "America/Argentina/Buenos_Aires",
        "EST5EDT",         "GB",           "Etc/GMT+5",
    };

    (void) state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_true(zone_known(given[i]));
}

static void what_is_no_name_is_unknown(void **state)
{
    static const char *const given[] = {
        "",
        "America/Chicgo",
        "CST",
        "UTC+5:30",
        "+05:30",
        "Z",
        "america/chicago",
        "EST5EDT,M3.2.0,M11.1.0",
        "/etc/passwd",
        "Local",
        "../../../etc/passwd",
        "/usr/share/zoneinfo/UTC",
        "posix/America/Chicago",
        "right/UTC",
        "posixrules",
        "localtime",
        "America",
        "zone.tab",
        "America/",
        "Factory",
        "tzdata.zi",
        "America/../UTC",
    };

    (void) state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_false(zone_known(given[i]));
}

static void the_nearest_name_is_a_fair_guess(void **state)
{
    (void) state;
    assert_string_equal(zone_nearest("America/Chicgo"), "America/Chicago");
    assert_string_equal(zone_nearest("america/chicago"), "America/Chicago");
    assert_string_equal(zone_nearest("Chicago"), "America/Chicago");
    assert_string_equal(zone_nearest("EST5EDT,M3.2.0,M11.1.0"), "EST5EDT");
    assert_string_equal(zone_nearest("Asia/Kolkatta"), "Asia/Kolkata");
    assert_string_equal(zone_nearest("UTC+5:30"), "Asia/Kolkata");
    assert_string_equal(zone_nearest("GMT+5"), "Asia/Karachi"); /* not Etc/GMT+5, which is -5 */
    assert_string_equal(zone_nearest("-0600"), "America/Chicago");
    assert_string_equal(zone_nearest("Z"), "UTC");
    assert_null(zone_nearest("UTC+13:45"));
    assert_null(zone_nearest(""));
    assert_null(zone_nearest("/etc/passwd"));
    assert_null(zone_nearest("Zzzzzzzzzzzz"));
}

static void distance_counts_edits(void **state)
{
    (void) state;
    assert_int_equal(keys_near_distance("warm-up", "warmup", 9), 1);
    assert_int_equal(keys_near_distance("licenses", "licences", 9), 1);
    assert_int_equal(keys_near_distance("form", "from", 9), 1);
    assert_int_equal(keys_near_distance("kitten", "sitting", 9), 3);
    assert_int_equal(keys_near_distance("", "abc", 9), 3);
    assert_int_equal(keys_near_distance("abc", "xyz", 1), 2);
    assert_int_equal(keys_near_distance("overflow_After", "overflow-after", 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_and_links_are_known),
        cmocka_unit_test(what_is_no_name_is_unknown),
        cmocka_unit_test(the_nearest_name_is_a_fair_guess),
        cmocka_unit_test(distance_counts_edits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
