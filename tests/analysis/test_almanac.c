/* Dates and local times by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/almanac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define HOUR 60.0
#define DAY 1440.0

/* From 2026-03-02T00:00 in Chicago: there one hour on at 2 on 8 March, back at 2 on 1 November. */
static uint32_t zones[] = {0, 0, 0, 1};
static double at[] = {0.0, 6 * DAY + 2 * HOUR, 244 * DAY + 1 * HOUR, 0.0};
static double offset[] = {-360.0, -300.0, -360.0, 345.0};
static const struct shape shape = {
    .clock_count = 4, .clock_zone = zones, .clock_at_min = at, .clock_offset_min = offset};

static struct almanac started(void)
{
    struct almanac clock;

    assert_int_equal(almanac_init(&clock, &shape, "2026-03-02T00:00:00-06:00", NULL), FAULT_NONE);
    return clock;
}

static void assert_date(double days, int64_t year, unsigned month, unsigned day, unsigned weekday)
{
    struct almanac_date date = almanac_date(days * DAY + 30.0);

    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
    assert_int_equal(date.weekday, weekday);
}

static void days_since_1970_are_dates(void **state)
{
    (void) state;
    assert_date(0, 1970, 1, 1, 3);
    assert_date(-1, 1969, 12, 31, 2);
    assert_date(11016, 2000, 2, 29, 1);
    assert_date(11017, 2000, 3, 1, 2);
    assert_date(20514, 2026, 3, 2, 0);
    assert_date(47541, 2100, 3, 1, 0); /* 2100 has no 29 February */
    assert_date(47540, 2100, 2, 28, 6);
}

static void the_start_is_read_in_every_form(void **state)
{
    static const struct {
        const char *text;
        double utc_min;
    } rows[] = {{"2026-03-02T00:00:00-06:00", 20514 * DAY + 6 * HOUR},
                {"2026-03-02T00:00-0600", 20514 * DAY + 6 * HOUR},
                {"2026-03-02T05:45:00+05:45", 20514 * DAY},
                {"2026-03-02T00:00:00.000Z", 20514 * DAY}};

    (void) state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct almanac clock;

        assert_int_equal(almanac_init(&clock, &shape, rows[i].text, NULL), FAULT_NONE);
        assert_true(clock.start_utc_min == rows[i].utc_min);
    }
}

static void what_is_no_instant_is_a_fault(void **state)
{
    static const char *const rows[] = {"",
                                       "tomorrow",
                                       "2026-03-02",
                                       "2026-13-02T00:00Z",
                                       "2026-03-02T00:00",
                                       "2026-03-02T00:00 CST"};

    (void) state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct almanac clock;

        assert_int_equal(almanac_init(&clock, &shape, rows[i], NULL), FAULT_INPUT);
    }
    assert_int_equal(almanac_init(&(struct almanac){0}, &shape, NULL, NULL), FAULT_INPUT);
}

static void local_time_steps_with_the_clock(void **state)
{
    struct almanac clock = started();
    double start = 20514 * DAY;

    (void) state;
    assert_true(almanac_local_min(&clock, 0, 0.0) == start);
    assert_true(almanac_local_min(&clock, 0, at[1] - 1.0) == start + 6 * DAY + 119.0);
    assert_true(almanac_local_min(&clock, 0, at[1]) == start + 6 * DAY + 180.0);
    assert_true(almanac_local_min(&clock, 1, 0.0) == start + 705.0); /* 11:45 ahead */
}

static void a_missing_hour_is_its_end_and_a_double_one_its_first(void **state)
{
    struct almanac clock = started();
    double start = 20514 * DAY;

    (void) state;
    assert_true(almanac_instant_min(&clock, 0, start + 60.0) == 60.0);
    assert_true(almanac_instant_min(&clock, 0, start + 6 * DAY + 150.0) == at[1]);
    assert_true(almanac_instant_min(&clock, 0, start + 7 * DAY) == 7 * DAY - 60.0);
    assert_true(almanac_instant_min(&clock, 0, start + 244 * DAY + 90.0) ==
                244 * DAY + 30.0); /* 01:30, for the first time */
    assert_true(almanac_instant_min(&clock, 0, start + 245 * DAY) == 245 * DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_since_1970_are_dates),
        cmocka_unit_test(the_start_is_read_in_every_form),
        cmocka_unit_test(what_is_no_instant_is_a_fault),
        cmocka_unit_test(local_time_steps_with_the_clock),
        cmocka_unit_test(a_missing_hour_is_its_end_and_a_double_one_its_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
