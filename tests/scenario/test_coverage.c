/* What `check` explains: gaps, what of them clock changes open, load and staff by hour. By hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "core/simtime.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SETS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Iowa by day on its own clock, Pune by day on its own, which is Chicago's night in summer only. */
static const char two_clocks[] =
    "telerad: 1\n"
    "run: {zone: America/Chicago, start: 2026-03-02T00:00, duration: 336 h}\n"
    "jurisdictions: [{id: US-IA}]\npriorities: [{id: all}]\n"
    "studies: [{id: ct, modality: CT, read: {constant: 10 min}}]\n"
    "sites: [{id: story, jurisdiction: US-IA, demand: [{study: ct, rate: 12/day}]}]\n"
    "shifts:\n"
    "  - {id: day, from: \"07:00\", to: \"19:00\"}\n"
    "  - {id: pune-day, from: \"05:30\", to: \"17:30\", zone: Asia/Kolkata}\n"
    "readers:\n"
    "  - {id: iowa, count: 2, licences: {hold: [US-IA]}, roster: [{shift: day}]}\n"
    "  - {id: pune, zone: Asia/Kolkata, licences: {hold: [US-IA]}, roster: [{shift: pune-day}]}\n";

static struct coverage *explain(struct world *w, const char *yaml, const char *const *sets)
{
    struct coverage *coverage = NULL;

    world_compile(w, yaml, sets);
    assert_int_equal(coverage_explain(w->model, &coverage, NULL), FAULT_NONE);
    return coverage;
}

/* Gaps, their hours, and those of them that a clock change explains. */
static void expect(const char *yaml, const char *const *sets, size_t gaps, double hours,
                   double changed)
{
    struct coverage *coverage;
    struct world w;

    world_open(&w);
    coverage = explain(&w, yaml, sets);
    assert_int_equal(coverage->gap_count, gaps);
    assert_true(fabs(coverage->uncovered_us - hours * (double) SIMTIME_HOUR) < 1);
    assert_true(fabs(coverage->changed_us - changed * (double) SIMTIME_HOUR) < 1);
    coverage_free(coverage);
    world_close(&w);
}

static void zones_that_drift_apart_open_gaps(void **state)
{
    struct coverage *coverage;
    struct world w;

    (void) state;
    expect(two_clocks, NULL, 6, 6, 6);
    expect(two_clocks, SETS("run.start=2026-10-26T00:00"), 8, 8, 8);
    expect(two_clocks, SETS("run.start=2026-03-09T00:00"), 0, 0, 0);
    expect(two_clocks, SETS("run.start=2026-02-02T00:00"), 14, 14, 0); /* no change within */
    world_open(&w);
    coverage = explain(&w, two_clocks, NULL);
    for (size_t i = 0; i < 6; i++) { /* from 06:00 to 07:00 each morning */
        assert_true(coverage->gaps[i].from_us == (int64_t) i * SIMTIME_DAY + 6 * SIMTIME_HOUR);
        assert_true(coverage->gaps[i].to_us == (int64_t) i * SIMTIME_DAY + 7 * SIMTIME_HOUR);
    }
    coverage_free(coverage);
    world_close(&w);
}

static void a_gap_that_keeps_its_local_hours_is_no_ones_clock(void **state)
{
    (void) state; /* nobody at night, before and after the change: half of the time */
    expect(two_clocks,
           SETS("readers.pune.roster=[{shift: day}]", "readers.pune.zone=America/Chicago"), 15,
           14 * 12, 0);
    /* from 18:00 the day before by Chicago's clock, so with one hour of that day's shift */
    expect(two_clocks,
           SETS("readers.pune.roster=[{shift: day}]", "readers.pune.zone=America/Chicago",
                "run.zone=Etc/UTC", "sites.story.zone=America/Chicago",
                "shifts.day.zone=America/Chicago"),
           14, 14 * 12 - 1, 0);
}

static void cover_wants_a_window_too(void **state)
{
    static const char providers[] = "providers=[{id: p, kind: inhouse}]";

    (void) state;
    /* always on, but covering by night only, once with an overflow: 12 h a day are open */
    expect(two_clocks,
           SETS(providers, "readers.iowa.provider=p",
                "readers.iowa.roster=[{shift: day}, {shift: night}]",
                "shifts=[{id: day, from: '07:00', to: '19:00'}, {id: night, from: '19:00', to: "
                "'07:00'}, {id: pune-day, from: '05:30', to: '17:30'}]",
                "coverage=[{provider: p, when: night, overflow-after: 15 min}]",
                "run.start=2026-06-01T00:00", "run.duration=2 d"),
           2, 24, 0);
    expect(two_clocks,
           SETS(providers, "readers.iowa.provider=p", "coverage=[{provider: p}]",
                "run.start=2026-06-01T00:00", "run.duration=2 d"),
           3, 24, 0);
}

static void load_and_staff_by_hour_of_the_week(void **state)
{
    struct coverage *coverage;
    struct world w;

    (void) state; /* 12 a day of 10 min are 2 h a day; two by day, one for twelve hours */
    world_open(&w);
    coverage = explain(&w, two_clocks, SETS("run.start=2026-06-01T00:00", "run.duration=36 h"));
    assert_true(fabs(coverage->offered_mean - 1.0 / 12) < 1e-12);
    for (unsigned h = 0; h < 36; h++) {
        assert_true(fabs(coverage->offered[h] - 1.0 / 12) < 1e-12);
        assert_true(fabs(coverage->on_shift[h] - (h % 24 >= 7 && h % 24 < 19 ? 2 : 1)) < 1e-12);
    }
    assert_true(isnan(coverage->offered[36]) && isnan(coverage->on_shift[167]));
    assert_true(fabs(coverage->on_shift_mean - (17 * 2 + 19 * 1) / 36.0) < 1e-12);
    coverage_free(coverage);
    world_close(&w);
}

static void final_reads_are_offered_to_those_who_make_them(void **state)
{
    struct coverage *coverage;
    struct world w;

    (void)
        state; /* Pune's twelve hours bring 1 h of finals a day, which Iowa makes in its twelve */
    world_open(&w);
    coverage = explain(&w, two_clocks,
                       SETS("providers=[{id: p, kind: inhouse}, {id: q, kind: offshore}]",
                            "readers.iowa.provider=p", "readers.pune.provider=q",
                            "readers.pune.reads=preliminary", "final-reads={by: [p], within: 12 h}",
                            "run.start=2026-06-01T00:00", "run.duration=7 d"));
    assert_true(fabs(coverage->offered[0] - 1.0 / 12) < 1e-12);
    assert_true(fabs(coverage->offered[12] - 2.0 / 12) < 1e-12);
    assert_true(fabs(coverage->offered_mean - 1.5 / 12) < 1e-12);
    coverage_free(coverage);
    world_close(&w);
}

static void a_trace_is_offered_when_it_came(void **state)
{
    struct coverage *coverage;
    struct world w;

    (void) state;
    world_open(&w);
    world_write(&w, "t.csv", "t,n\n2026-06-01T08:30,6\n2026-06-01T11:00,3\n");
    coverage = explain(&w,
                       "telerad: 1\n"
                       "run: {zone: America/Chicago, start: 2026-06-01T00:00, duration: 1 d}\n"
                       "jurisdictions: [{id: J}]\npriorities: [{id: all}]\n"
                       "studies: [{id: ct, modality: CT, read: {constant: 10 min}}]\n"
                       "sites: [{id: a, jurisdiction: J, demand: [{study: ct, trace: {file: t.csv, "
                       "columns: {time: t, count: n}, interval: 1 h, share: 50 %}}]}]\n"
                       "readers: [{id: r, licences: {hold: [J]}}]\n",
                       NULL);
    assert_true(fabs(coverage->offered[8] - 0.25) < 1e-9);
    assert_true(fabs(coverage->offered[9] - 0.25) < 1e-9);
    assert_true(fabs(coverage->offered[11] - 0.25) < 1e-9);
    assert_true(coverage->offered[10] <= 0);
    coverage_free(coverage);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_that_drift_apart_open_gaps),
        cmocka_unit_test(a_gap_that_keeps_its_local_hours_is_no_ones_clock),
        cmocka_unit_test(cover_wants_a_window_too),
        cmocka_unit_test(load_and_staff_by_hour_of_the_week),
        cmocka_unit_test(final_reads_are_offered_to_those_who_make_them),
        cmocka_unit_test(a_trace_is_offered_when_it_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
