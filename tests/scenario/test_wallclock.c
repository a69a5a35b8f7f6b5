/* Local clocks. The instants were reckoned a second time, by Python's zoneinfo.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/wallclock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define HOUR 3600

static int64_t at(int year, int month, int day, int hours, int minutes)
{
    return wallclock_day(year, month, day) * WALLCLOCK_DAY_S + hours * HOUR + minutes * 60;
}

static struct wallclock around(const char *zone, int64_t local_s)
{
    struct wallclock clock;

    assert_int_equal(wallclock_init(&clock, zone, local_s - 20 * WALLCLOCK_DAY_S,
                                    local_s + 20 * WALLCLOCK_DAY_S, NULL),
                     FAULT_NONE);
    return clock;
}

/* The instant of a local time, in a clock that is made for it. */
static int64_t instant(const char *zone, int64_t local_s)
{
    struct wallclock clock = around(zone, local_s);
    int64_t at_s = wallclock_instant(&clock, local_s);

    wallclock_clear(&clock);
    return at_s;
}

/* The hours from one local time to another. */
static double hours(const char *zone, int64_t from_s, int64_t to_s)
{
    return (double) (instant(zone, to_s) - instant(zone, from_s)) / HOUR;
}

static void a_time_that_exists_twice_is_the_first(void **state)
{
    (void) state;
    assert_int_equal(instant("America/Chicago", at(2026, 11, 1, 1, 30)), at(2026, 11, 1, 6, 30));
    assert_int_equal(instant("Europe/London", at(2026, 10, 25, 1, 0)), at(2026, 10, 25, 0, 0));
    assert_int_equal(instant("Europe/Dublin", at(2026, 10, 25, 1, 30)), at(2026, 10, 25, 0, 30));
    assert_int_equal(instant("Africa/Casablanca", at(2026, 2, 15, 2, 30)), at(2026, 2, 15, 1, 30));
    assert_int_equal(instant("Australia/Lord_Howe", at(2026, 4, 5, 1, 45)), at(2026, 4, 4, 14, 45));
}

static void a_time_that_does_not_exist_is_the_end_of_the_gap(void **state)
{
    (void) state;
    assert_int_equal(instant("America/Chicago", at(2026, 3, 8, 2, 30)), at(2026, 3, 8, 8, 0));
    assert_int_equal(instant("America/Chicago", at(2040, 3, 11, 2, 30)), at(2040, 3, 11, 8, 0));
    assert_int_equal(instant("Australia/Lord_Howe", at(2026, 10, 4, 2, 15)),
                     at(2026, 10, 3, 15, 30));
    assert_int_equal(instant("America/Santiago", at(2026, 9, 6, 0, 0)), at(2026, 9, 6, 4, 0));
    assert_int_equal(instant("Asia/Beirut", at(2026, 3, 29, 0, 0)), at(2026, 3, 28, 22, 0));
    assert_int_equal(instant("Africa/Cairo", at(2026, 4, 24, 0, 0)), at(2026, 4, 23, 22, 0));
    assert_int_equal(instant("Pacific/Apia", at(2011, 12, 30, 8, 0)), at(2011, 12, 30, 10, 0));
    assert_int_equal(instant("Pacific/Apia", at(2011, 12, 31, 8, 0)), at(2011, 12, 30, 18, 0));
}

static void a_night_is_as_long_as_its_clock_makes_it(void **state)
{
    (void) state;
    assert_true(hours("America/Chicago", at(2026, 3, 7, 19, 0), at(2026, 3, 8, 7, 0)) == 11);
    assert_true(hours("America/Chicago", at(2026, 10, 31, 19, 0), at(2026, 11, 1, 7, 0)) == 13);
    assert_true(hours("America/Chicago", at(2026, 6, 3, 19, 0), at(2026, 6, 4, 7, 0)) == 12);
    assert_true(hours("Australia/Lord_Howe", at(2026, 4, 4, 19, 0), at(2026, 4, 5, 7, 0)) == 12.5);
    assert_true(hours("Australia/Lord_Howe", at(2026, 10, 3, 19, 0), at(2026, 10, 4, 7, 0)) ==
                11.5);
    assert_true(hours("Asia/Kathmandu", at(2026, 3, 7, 19, 0), at(2026, 3, 8, 7, 0)) == 12);
}

static void odd_offsets_hold_to_the_minute(void **state)
{
    (void) state;
    assert_int_equal(instant("Asia/Kathmandu", at(2026, 5, 1, 6, 0)), at(2026, 5, 1, 0, 15));
    assert_int_equal(instant("Asia/Kolkata", at(2026, 3, 3, 5, 30)), at(2026, 3, 3, 0, 0));
    assert_int_equal(instant("Etc/UTC", at(2026, 3, 3, 5, 30)), at(2026, 3, 3, 5, 30));
}

static void a_clock_set_back_repeats_its_times(void **state)
{
    struct wallclock clock = around("America/Chicago", at(2026, 11, 1, 0, 0));

    (void) state;
    assert_true(wallclock_twice(&clock, at(2026, 11, 1, 1, 0)));
    assert_true(wallclock_twice(&clock, at(2026, 11, 1, 1, 59)));
    assert_false(wallclock_twice(&clock, at(2026, 11, 1, 2, 0)));
    assert_false(wallclock_twice(&clock, at(2026, 11, 1, 0, 59)));
    assert_int_equal(wallclock_local(&clock, at(2026, 11, 1, 7, 30)), at(2026, 11, 1, 1, 30));
    assert_int_equal(wallclock_local(&clock, at(2026, 11, 1, 6, 30)), at(2026, 11, 1, 1, 30));
    assert_int_equal(wallclock_next_change(&clock, at(2026, 11, 1, 6, 59)), at(2026, 11, 1, 7, 0));
    assert_true(wallclock_next_change(&clock, at(2026, 11, 1, 7, 0)) == INT64_MAX);
    wallclock_clear(&clock);
}

static void every_instant_comes_back_within_its_clock(void **state)
{
    static const char *const zones[] = {"America/Chicago",     "Europe/Dublin",
                                        "Australia/Lord_Howe", "Africa/Casablanca",
                                        "America/Santiago",    "Asia/Kathmandu"};

    (void) state;
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        int64_t from = at(2026, 1, 1, 0, 0), until = at(2028, 1, 1, 0, 0);
        struct wallclock clock;

        assert_int_equal(wallclock_init(&clock, zones[z], from, until, NULL), FAULT_NONE);
        for (int64_t t = from; t < until; t += 15 * 60) {
            int64_t local = wallclock_local(&clock, t);
            int64_t back = wallclock_instant(&clock, local);

            assert_true(back <= t); /* the first of two, or itself */
            assert_int_equal(wallclock_local(&clock, back), local);
            assert_true(back == t || wallclock_twice(&clock, local));
        }
        wallclock_clear(&clock);
    }
}

static void what_is_no_zone_is_refused(void **state)
{
    struct wallclock clock;
    struct fault fault;

    (void) state;
    assert_int_equal(wallclock_init(&clock, "UTC+5:30", 0, 1, &fault), FAULT_INPUT);
    assert_int_equal(wallclock_init(&clock, "../etc/passwd", 0, 1, &fault), FAULT_INPUT);
    assert_null(clock.at_s);
}

static void dates_and_weekdays(void **state)
{
    int year, month, day;

    (void) state;
    assert_int_equal(wallclock_day(1970, 1, 1), 0);
    assert_int_equal(wallclock_day(2000, 3, 1), 11017);
    assert_int_equal(wallclock_weekday(wallclock_day(2026, 3, 2)), 0); /* a Monday */
    assert_int_equal(wallclock_weekday(wallclock_day(1969, 12, 28)), 6);
    wallclock_date(wallclock_day(2028, 2, 29), &year, &month, &day);
    assert_int_equal(year, 2028);
    assert_int_equal(month, 2);
    assert_int_equal(day, 29);
    assert_int_equal(wallclock_day_of(-1), -1);
    assert_int_equal(wallclock_day_of(86399), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_that_exists_twice_is_the_first),
        cmocka_unit_test(a_time_that_does_not_exist_is_the_end_of_the_gap),
        cmocka_unit_test(a_night_is_as_long_as_its_clock_makes_it),
        cmocka_unit_test(odd_offsets_hold_to_the_minute),
        cmocka_unit_test(a_clock_set_back_repeats_its_times),
        cmocka_unit_test(every_instant_comes_back_within_its_clock),
        cmocka_unit_test(what_is_no_zone_is_refused),
        cmocka_unit_test(dates_and_weekdays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
