/* Arrival weights by the site's clock, and recorded demand, compiled from scenarios. By hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "core/simtime.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char yaml[] =
    "telerad: 1\n"
    "run: {zone: America/Chicago, start: 2026-03-08T00:00, duration: 23 h}\n"
    "jurisdictions: [{id: J}]\n"
    "calendars: [{id: c, dates: [2026-03-09, 2026-05-06]}]\n"
    "profiles:\n"
    "  - {id: two, hours: [0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}\n"
    "  - {id: one, hours: [0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}\n"
    "  - id: whole\n"
    "    hours: [1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]\n"
    "    days: {sun: 8}\n"
    "    months: {mar: 13}\n"
    "    holidays: {calendar: c, factor: 0.5}\n"
    "priorities: [{id: all}]\n"
    "studies: [{id: s, modality: CT, read: {constant: 1 min}}]\n"
    "sites: [{id: a, jurisdiction: J, demand: [{study: s, rate: 24/day, profile: whole}]}]\n"
    "readers: [{id: r, licences: {hold: [J]}}]\n";

/* Weight × time from one model hour to another, of the only source's rates. */
static double hours_of(const struct model *m, double from_h, double to_h)
{
    const struct model_rates *r = &m->rates[m->sources[0].rates];
    double sum = 0;

    for (size_t i = 0; i < r->count; i++) {
        double from = fmax(from_h, (double) r->from_us[i] / (double) SIMTIME_HOUR);
        int64_t end_us = i + 1 < r->count ? r->from_us[i + 1] : r->until_us;
        double to = fmin(to_h, (double) end_us / (double) SIMTIME_HOUR);

        sum += to > from ? r->weight[i] * (to - from) : 0;
    }
    return sum;
}

static void expect_hours(struct world *w, const char *const *sets, double from_h, double to_h,
                         double hours)
{
    world_compile(w, yaml, sets);
    assert_true(fabs(hours_of(w->model, from_h, to_h) - hours) < 1e-9);
}

#define PROFILE(name) "sites.a.demand.s.profile=" name
#define SETS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_missing_hour_has_no_arrivals_and_a_repeated_one_twice(void **state)
{
    struct world w;

    (void) state;
    world_open(&w);
    expect_hours(&w, SETS(PROFILE("two")), 0, 23, 0);
    expect_hours(&w, SETS(PROFILE("one")), 0, 23, 24);
    expect_hours(&w, SETS(PROFILE("one")), 1, 2, 24);
    expect_hours(&w, SETS(PROFILE("one"), "run.start=2026-11-01T00:00", "run.duration=25 h"), 1, 3,
                 48);
    expect_hours(&w, SETS(PROFILE("two"), "run.start=2026-11-01T00:00", "run.duration=25 h"), 3, 4,
                 24);
    world_close(&w);
}

static void half_hours_of_lord_howe_split_a_local_hour(void **state)
{
    struct world w; /* 02:00 on 4 October becomes 02:30; on 5 April 02:00 becomes 01:30 again */

    (void) state;
    world_open(&w);
    expect_hours(&w,
                 SETS(PROFILE("two"), "sites.a.zone=Australia/Lord_Howe",
                      "run.zone=Australia/Lord_Howe", "run.start=2026-10-04T00:00"),
                 2, 2.5, 12);
    expect_hours(&w,
                 SETS(PROFILE("two"), "sites.a.zone=Australia/Lord_Howe",
                      "run.zone=Australia/Lord_Howe", "run.start=2026-10-04T00:00"),
                 0, 23, 12);
    expect_hours(&w,
                 SETS(PROFILE("one"), "sites.a.zone=Australia/Lord_Howe",
                      "run.zone=Australia/Lord_Howe", "run.start=2026-04-05T00:00"),
                 1, 2.5, 36);
    world_close(&w);
}

static void three_quarter_zones_begin_their_hours_between(void **state)
{
    struct world w; /* midnight UTC is 05:45 in Kathmandu; 01:00 comes 19 h 15 min later */

    (void) state;
    world_open(&w);
    expect_hours(&w, SETS(PROFILE("one"), "sites.a.zone=Asia/Kathmandu", "run.zone=Etc/UTC"), 19.25,
                 20.25, 24);
    expect_hours(&w, SETS(PROFILE("one"), "sites.a.zone=Asia/Kathmandu", "run.zone=Etc/UTC"), 0,
                 19.25, 0);
    world_close(&w);
}

static void a_change_within_an_hour_ends_it_there(void **state)
{
    struct world w; /* Chatham: 02:45 on 27 September becomes 03:45 */

    (void) state;
    world_open(&w);
    expect_hours(&w, SETS(PROFILE("two"), "run.zone=Pacific/Chatham", "run.start=2026-09-27T00:00"),
                 0, 23, 18);
    assert_true(w.model->hours.from_us[3] == 165 * SIMTIME_MINUTE);
    assert_int_equal(w.model->hours.hour_of_week[3], 6 * 24 + 3);
    assert_true(w.model->hours.from_us[4] == 180 * SIMTIME_MINUTE);
    world_close(&w);
}

static void hours_days_months_and_holidays_multiply(void **state)
{
    struct world w; /* means: 25/24, 14/7 = 2, 24/12 = 2 */
    const double hour = 24.0 / 25.0, month = 13.0 / 2.0;

    (void) state;
    world_open(&w);
    expect_hours(&w, SETS("run.duration=48 h"), 0, 1, hour * 8 / 2 * month); /* a Sunday */
    expect_hours(&w, SETS("run.duration=48 h"), 1, 2, 2 * hour * 8 / 2 * month);
    expect_hours(&w, SETS("run.duration=48 h"), 23, 24, hour / 2 * month * 0.5); /* the holiday */
    expect_hours(&w, SETS("run.start=2026-04-06T00:00"), 0, 1, hour / 2 / 2);
    world_close(&w);
}

static void a_holiday_is_the_sites_own_date(void **state)
{
    struct world w; /* 6 May in Tokyo is 10:00 on 5 May to 10:00 on 6 May in Chicago */

    (void) state;
    world_open(&w);
    world_compile(&w, yaml,
                  SETS("sites.a.zone=Asia/Tokyo", "run.start=2026-05-04T10:00", "run.duration=72 h",
                       "profiles.whole.holidays.factor=0"));
    assert_true(hours_of(w.model, 0, 24) > 0);
    assert_true(hours_of(w.model, 24, 48) <= 0);
    assert_true(hours_of(w.model, 48, 72) > 0);
    world_close(&w);
}

static void local_days_are_numbered_without_a_profile_too(void **state)
{
    const struct model_rates *r;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w,
                  "telerad: 1\n"
                  "run: {zone: America/Chicago, start: 2026-03-08T00:00, duration: 47 h, warmup: "
                  "36 h, drain: 1 d}\n"
                  "jurisdictions: [{id: J}]\npriorities: [{id: all}]\n"
                  "studies: [{id: s, modality: CT, read: {constant: 1 min}}]\n"
                  "sites: [{id: a, jurisdiction: J, demand: [{study: s, rate: 24/day}]}]\n"
                  "readers: [{id: r, licences: {hold: [J]}}]\n",
                  NULL);
    r = &w.model->rates[0]; /* noon to midnight, a day, 23 hours, a day; none in the drain */
    assert_int_equal(r->count, 4);
    assert_true(r->from_us[0] == -36 * SIMTIME_HOUR && r->from_us[1] == -24 * SIMTIME_HOUR);
    assert_true(r->from_us[2] == 0 && r->from_us[3] == 23 * SIMTIME_HOUR);
    assert_true(r->until_us == 47 * SIMTIME_HOUR);
    for (uint32_t i = 0; i < 4; i++)
        assert_true(r->day[i] == i && r->weight[i] == 1);
    world_close(&w);
}

static const char recorded[] =
    "telerad: 1\n"
    "run: {zone: America/Chicago, start: 2026-06-01T00:00, duration: 2 d}\n"
    "jurisdictions: [{id: J}]\npriorities: [{id: all}]\n"
    "studies: [{id: s, modality: CT, read: {constant: 1 min}}]\n"
    "sites:\n"
    "  - {id: a, count: 2, jurisdiction: J, demand: [{study: s, trace: {file: t.csv, "
    "columns: {time: when, count: n}, interval: 1 h, share: 17 %}}]}\n"
    "  - {id: b, zone: Asia/Kolkata, jurisdiction: J, demand: [{study: s, trace: {file: t.csv, "
    "columns: {time: when, count: n}, interval: 1 h}}]}\n"
    "readers: [{id: r, licences: {hold: [J]}}]\n";

static void a_trace_lies_beside_its_scenario(void **state)
{
    const struct model *m;
    struct world w;

    (void) state;
    world_open(&w);
    world_write(&w, "t.csv", "when;n\n2026-06-01T12:00;3\n2026-06-02T12:00;5\n");
    world_compile(&w, recorded, NULL);
    m = w.model;
    assert_int_equal(m->trace_count, 2); /* a-1 and a-2 share theirs, b has another clock */
    assert_int_equal(m->sources[0].trace, m->sources[1].trace);
    assert_true(m->sources[0].rates == MODEL_NONE &&
                fabs(m->sources[0].trace_share - 0.17) < 1e-12);
    assert_true(m->sources[2].trace_share == 1);
    assert_true(m->traces[0].rows[0].from_us == 12 * SIMTIME_HOUR);
    assert_true(m->traces[0].rows[0].to_us == 13 * SIMTIME_HOUR && m->traces[0].rows[0].count == 3);
    assert_true(m->traces[1].rows[0].from_us == SIMTIME_HOUR + 30 * SIMTIME_MINUTE);
    world_close(&w);
}

static void faults_of_a_trace_have_their_files_lines(void **state)
{
    struct world w;

    (void) state;
    world_open(&w);
    assert_int_equal(world_try(&w, recorded, NULL), FAULT_FILE);
    assert_true(w.diag.unreadable);
    assert_int_equal(w.diag.errors, 2); /* one at each `file` */
    world_write(&w, "t.csv", "when,n\n2026-06-01T12:00,3\nyesterday,4\n2026-06-01T13:00,many\n");
    assert_int_equal(world_try(&w, recorded, NULL), FAULT_INPUT);
    assert_int_equal(w.diag.errors, 2); /* the same line of the same file is told once */
    assert_non_null(strstr(w.diag.entries[0].file, "t.csv"));
    assert_int_equal(w.diag.entries[0].line, 3);
    assert_int_equal(w.diag.entries[1].line, 4);
    assert_int_equal(w.diag.entries[1].column, 18);
    world_close(&w);
}

/* The scenario with reading times from a file beside it. */
static enum fault_kind try_samples(struct world *w, const char *parameters)
{
    char text[2048];

    (void) snprintf(text, sizeof text,
                    "telerad: 1\n"
                    "run: {zone: Etc/UTC, start: 2026-03-08T00:00, duration: 1 d}\n"
                    "jurisdictions: [{id: J}]\npriorities: [{id: all}]\n"
                    "studies: [{id: s, modality: CT, read: {empirical: {file: v.csv%s}}}]\n"
                    "sites: [{id: a, jurisdiction: J, demand: [{study: s, rate: 24/day}]}]\n"
                    "readers: [{id: r, licences: {hold: [J]}}]\n",
                    parameters);
    return world_try(w, text, NULL);
}

static void an_empirical_file_gives_its_values(void **state)
{
    const struct variate *read;
    struct world w;

    (void) state;
    world_open(&w);
    world_write(&w, "v.csv", "\xEF\xBB\xBFminutes;reader\r\n7,5;R1\r\n2,5;R2\r\n");
    assert_int_equal(try_samples(&w, ", column: minutes"), FAULT_NONE);
    read = &w.model->studies[0].read;
    assert_true(read->family == VARIATE_EMPIRICAL && read->count == 2);
    assert_true(read->values[0] == 150e6 && read->values[1] == 450e6);
    world_write(&w, "v.csv", "length\n1\n");
    assert_int_equal(try_samples(&w, ", column: length, unit: h"), FAULT_NONE);
    assert_true(w.model->studies[0].read.values[0] == 3600e6);
    assert_int_equal(try_samples(&w, ", column: length"), FAULT_NONE);
    assert_true(w.model->studies[0].read.values[0] == 60e6);
    assert_int_equal(try_samples(&w, ", column: minutes"), FAULT_INPUT);
    assert_true(world_said(&w, "no column `minutes`"));
    world_write(&w, "v.csv", "minutes\n0\n");
    assert_int_equal(try_samples(&w, ", column: s, unit: MB"), FAULT_INPUT);
    world_close(&w);
    world_open(&w);
    assert_int_equal(try_samples(&w, ", column: minutes"), FAULT_FILE);
    world_close(&w);
}

static void truncation_is_warned_of(void **state)
{
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, yaml, SETS("studies.s.read={exponential: {mean: 10 min, max: 20 min}}"));
    assert_true(world_said(&w, "from 10 min to 6.87 min"));
    world_compile(&w, yaml, SETS("studies.s.read={loglogistic: {median: 5 min, shape: 0.9}}"));
    assert_true(world_said(&w, "no finite mean"));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_hour_has_no_arrivals_and_a_repeated_one_twice),
        cmocka_unit_test(half_hours_of_lord_howe_split_a_local_hour),
        cmocka_unit_test(three_quarter_zones_begin_their_hours_between),
        cmocka_unit_test(a_change_within_an_hour_ends_it_there),
        cmocka_unit_test(hours_days_months_and_holidays_multiply),
        cmocka_unit_test(a_holiday_is_the_sites_own_date),
        cmocka_unit_test(local_days_are_numbered_without_a_profile_too),
        cmocka_unit_test(a_trace_lies_beside_its_scenario),
        cmocka_unit_test(faults_of_a_trace_have_their_files_lines),
        cmocka_unit_test(an_empirical_file_gives_its_values),
        cmocka_unit_test(truncation_is_warned_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
