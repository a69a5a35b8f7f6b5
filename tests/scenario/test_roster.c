/* Shifts as spans: forms, cycles, clock changes, joining. Hours by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/roster.h"

#include "core/simtime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ALL_DAYS 0x7fU

static const struct roster_cycle always = {1, 0, 0};

struct world {
    struct wallclock clock;
    struct roster_range range;
    struct roster_spans spans;
};

/* A run that starts at a local time and lasts so many hours. */
static void begin(struct world *w, const char *zone, int64_t day, int hour, int hours)
{
    int64_t local = day * WALLCLOCK_DAY_S + hour * 3600;

    *w = (struct world){0};
    assert_int_equal(wallclock_init(&w->clock, zone, local - 30 * WALLCLOCK_DAY_S,
                                    local + 60 * WALLCLOCK_DAY_S, NULL),
                     FAULT_NONE);
    w->range = (struct roster_range){wallclock_instant(&w->clock, local), 0, hours * SIMTIME_HOUR};
}

static void end(struct world *w)
{
    wallclock_clear(&w->clock);
    roster_clear(&w->spans);
}

static int64_t minutes(struct world *w, unsigned days, int from, int to,
                       const struct roster_cycle *cycle)
{
    struct roster_shift shift = {days, from, to};
    int64_t sum = 0;

    roster_clear(&w->spans);
    assert_int_equal(roster_add(&w->spans, &shift, &w->clock, cycle, &w->range, NULL), FAULT_NONE);
    roster_join(&w->spans);
    for (size_t i = 0; i < w->spans.count; i++)
        sum += (w->spans.spans[i].to_us - w->spans.spans[i].from_us) / SIMTIME_MINUTE;
    return sum;
}

static int64_t one_day(const char *zone, int64_t day, int hour, int from, int to)
{
    struct world w;
    int64_t sum;

    begin(&w, zone, day, hour, 24);
    sum = minutes(&w, ALL_DAYS, from, to, &always);
    end(&w);
    return sum;
}

static void nights_of_eleven_and_thirteen_hours(void **state)
{
    (void) state;
    assert_int_equal(one_day("America/Chicago", wallclock_day(2026, 3, 7), 12, 1140, 420), 660);
    assert_int_equal(one_day("America/Chicago", wallclock_day(2026, 10, 31), 12, 1140, 420), 780);
    assert_int_equal(one_day("America/Chicago", wallclock_day(2026, 6, 3), 12, 1140, 420), 720);
    assert_int_equal(one_day("America/Chicago", wallclock_day(2040, 3, 10), 12, 1140, 420), 660);
    assert_int_equal(one_day("Australia/Lord_Howe", wallclock_day(2026, 4, 4), 12, 1140, 420), 750);
    assert_int_equal(one_day("Asia/Kathmandu", wallclock_day(2026, 4, 4), 12, 1140, 420), 720);
}

static void a_night_under_way_is_worked_from_the_start(void **state)
{
    (void) state; /* 7 h of the last night, 5 h of the next */
    assert_int_equal(one_day("America/Chicago", wallclock_day(2026, 6, 3), 0, 1140, 420), 720);
}

static void midnight_may_be_missing(void **state)
{
    (void) state;
    assert_int_equal(one_day("America/Santiago", wallclock_day(2026, 9, 5), 16, 0, 480), 420);
    assert_int_equal(one_day("Asia/Beirut", wallclock_day(2026, 3, 28), 12, 0, 480), 420);
    assert_int_equal(one_day("Africa/Cairo", wallclock_day(2026, 4, 23), 12, 0, 480), 420);
    assert_int_equal(one_day("Africa/Cairo", wallclock_day(2026, 6, 23), 12, 0, 480), 480);
}

static void ends_in_a_repeated_or_missing_hour(void **state)
{
    int64_t autumn = wallclock_day(2026, 10, 31), spring = wallclock_day(2026, 3, 7);

    (void) state;
    assert_int_equal(one_day("America/Chicago", autumn, 12, 90, 570), 540);  /* 01:30-09:30 */
    assert_int_equal(one_day("America/Chicago", autumn, 12, 1050, 90), 480); /* 17:30-01:30 */
    assert_int_equal(one_day("America/Chicago", autumn, 12, 150, 630), 480); /* 02:30-10:30 */
    assert_int_equal(one_day("America/Chicago", spring, 12, 90, 570), 420);
    assert_int_equal(one_day("America/Chicago", spring, 12, 1050, 90), 480);
    assert_int_equal(one_day("America/Chicago", spring, 12, 150, 630), 450);
    assert_int_equal(one_day("America/Chicago", spring, 12, 130, 150),
                     0); /* 02:10-02:30: nothing */
}

static void forms_of_a_shift(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "America/Chicago", wallclock_day(2026, 6, 6), 0, 168); /* a Saturday */
    assert_int_equal(minutes(&w, ALL_DAYS, 420, 420, &always), 10080);
    assert_int_equal(w.spans.count, 1); /* joined */
    assert_int_equal(minutes(&w, 0x1fU, 420, 420, &always), 7200);
    assert_int_equal(minutes(&w, 0x71U, 540, 1020, &always), 1920); /* fri-mon */
    assert_int_equal(minutes(&w, ALL_DAYS, 960, 0, &always), 3360);
    assert_int_equal(minutes(&w, ALL_DAYS, 960, 1440, &always), 3360);
    assert_int_equal(minutes(&w, 0x10U, 1320, 360, &always), 480); /* Friday's night */
    end(&w);
    begin(&w, "America/Chicago", wallclock_day(2026, 6, 6), 0, 24);
    assert_int_equal(minutes(&w, 0x10U, 1320, 360, &always), 360); /* its part of Saturday */
    assert_int_equal(w.spans.spans[0].from_us, 0);
    end(&w);
}

static void a_cycle_counts_local_days_from_the_start(void **state)
{
    const struct roster_cycle first = {2, 1, 0}, second = {2, 1, 1};
    struct world w;

    (void) state;
    begin(&w, "Etc/UTC", wallclock_day(2026, 6, 1), 0, 72);
    assert_int_equal(minutes(&w, ALL_DAYS, 480, 960, &first), 960); /* days 0 and 1 */
    assert_int_equal(w.spans.spans[1].from_us, 32 * SIMTIME_HOUR);
    assert_int_equal(minutes(&w, ALL_DAYS, 480, 960, &second), 960); /* days 0 and 2 */
    assert_int_equal(w.spans.spans[0].from_us, 8 * SIMTIME_HOUR);
    assert_int_equal(w.spans.spans[1].from_us, 56 * SIMTIME_HOUR);
    w.range.begin_us = -72 * SIMTIME_HOUR; /* days -3, -2 on, -1 off, 0, 1 on, 2 off */
    assert_int_equal(minutes(&w, ALL_DAYS, 480, 960, &first), 1920);
    assert_int_equal(w.spans.spans[0].from_us, -64 * SIMTIME_HOUR);
    assert_int_equal(w.spans.spans[1].from_us, -40 * SIMTIME_HOUR);
    assert_int_equal(w.spans.spans[2].from_us, 8 * SIMTIME_HOUR);
    end(&w);
}

static void day_zero_is_the_date_on_the_shifts_clock(void **state)
{
    const struct roster_cycle cycle = {1, 1, 0};
    struct world w;

    (void) state; /* the run starts at 20:00 UTC, which is the next day in India */
    begin(&w, "Etc/UTC", wallclock_day(2026, 6, 1), 20, 48);
    wallclock_clear(&w.clock);
    assert_int_equal(wallclock_init(&w.clock, "Asia/Kolkata", w.range.start_s - 864000,
                                    w.range.start_s + 864000, NULL),
                     FAULT_NONE);
    assert_int_equal(minutes(&w, ALL_DAYS, 480, 960, &cycle), 480);
    assert_int_equal(w.spans.spans[0].from_us, 6 * SIMTIME_HOUR + 30 * SIMTIME_MINUTE);
    end(&w);
}

static void a_night_of_an_off_day_is_not_worked(void **state)
{
    const struct roster_cycle cycle = {1, 1, 0};
    struct world w;

    (void) state; /* on day 0 only: its night ends on day 1, and none starts there */
    begin(&w, "Etc/UTC", wallclock_day(2026, 6, 1), 0, 48);
    assert_int_equal(minutes(&w, ALL_DAYS, 1140, 420, &cycle), 720);
    assert_int_equal(w.spans.spans[0].from_us, 19 * SIMTIME_HOUR);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nights_of_eleven_and_thirteen_hours),
        cmocka_unit_test(a_night_under_way_is_worked_from_the_start),
        cmocka_unit_test(midnight_may_be_missing),
        cmocka_unit_test(ends_in_a_repeated_or_missing_hour),
        cmocka_unit_test(forms_of_a_shift),
        cmocka_unit_test(a_cycle_counts_local_days_from_the_start),
        cmocka_unit_test(day_zero_is_the_date_on_the_shifts_clock),
        cmocka_unit_test(a_night_of_an_off_day_is_not_worked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
