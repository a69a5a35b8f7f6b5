/* Recorded demand from CSV.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/trace.h"

#include "core/simtime.h"
#include "scenario/samples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
    struct wallclock clock;
    struct diag diag;
    struct model_trace trace;
    struct trace_request request;
    char path[64];
};

static void write_file(struct world *w, const char *text)
{
    FILE *file;

    (void) snprintf(w->path, sizeof w->path, "/tmp/telerad-trace-XXXXXX");
    file = fdopen(mkstemp(w->path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A run of two days from 2026-11-01 00:00 in Chicago, when the clock is set back: 05:00Z. */
static void begin(struct world *w, const char *text)
{
    int64_t start_s = wallclock_day(2026, 11, 1) * WALLCLOCK_DAY_S + 5 * 3600;

    *w = (struct world){0};
    diag_init(&w->diag);
    write_file(w, text);
    assert_int_equal(
        wallclock_init(&w->clock, "America/Chicago", start_s - 864000, start_s + 864000, NULL),
        FAULT_NONE);
    w->request = (struct trace_request){.path = w->path,
                                        .time = "time",
                                        .clock = &w->clock,
                                        .start_s = start_s,
                                        .end_us = 48 * SIMTIME_HOUR};
}

static void end(struct world *w)
{
    (void) unlink(w->path);
    wallclock_clear(&w->clock);
    diag_clear(&w->diag);
    free(w->trace.rows);
}

static void load(struct world *w)
{
    assert_int_equal(trace_load(&w->request, &w->trace, &w->diag, NULL), FAULT_NONE);
}

static void one_row_a_study_in_any_order_and_form(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "who;time\nx;2026-11-01 12:00:30\ny;2026-11-01T00:00\nz;\n"
              "u;2026-11-01T09:00Z\nv;2026-11-01T09:00:00.25+05:30\n");
    w.request.begin_us = -24 * SIMTIME_HOUR;
    load(&w);
    assert_int_equal(w.trace.count, 4);
    assert_int_equal(w.trace.rows[0].from_us, -SIMTIME_HOUR - 30 * SIMTIME_MINUTE + 250000);
    assert_int_equal(w.trace.rows[1].from_us, 0);
    assert_int_equal(w.trace.rows[2].from_us, 4 * SIMTIME_HOUR);
    assert_int_equal(w.trace.rows[3].from_us, 13 * SIMTIME_HOUR + 30 * SIMTIME_SECOND);
    assert_int_equal(w.trace.rows[3].to_us, w.trace.rows[3].from_us);
    assert_int_equal(w.trace.rows[3].count, 1);
    assert_int_equal(w.diag.warnings, 0);
    end(&w);
}

static void rows_outside_are_left_out(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "time\n2026-10-31T23:59:59\n2026-11-01T00:00\n2026-11-02T22:59:59\n2026-11-02T23:00\n"
              "1900-01-01T00:00\n2999-12-31T23:59\n");
    load(&w);
    assert_int_equal(w.trace.count, 2); /* the first day has 25 h, so the run ends at 23:00 */
    assert_int_equal(w.trace.rows[1].from_us, 48 * SIMTIME_HOUR - SIMTIME_SECOND);
    end(&w);
}

static void counts_spread_over_their_interval(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "time,n\n2026-10-31T23:30,10\n2026-11-01T01:00,5\n2026-11-01T03:00,0\n"
              "2026-11-02T22:45,7\n2026-11-01T05:00,\n");
    w.request.count = "n";
    w.request.interval_us = SIMTIME_HOUR;
    load(&w);
    assert_int_equal(w.trace.count, 3);
    assert_true(w.trace.rows[0].from_us == -30 * SIMTIME_MINUTE); /* whole, though half is out */
    assert_int_equal(w.trace.rows[0].to_us, 30 * SIMTIME_MINUTE);
    assert_int_equal(w.trace.rows[0].count, 10);
    assert_int_equal(w.trace.rows[1].from_us, SIMTIME_HOUR); /* the first 01:00 */
    assert_int_equal(w.trace.rows[1].to_us, 2 * SIMTIME_HOUR);
    assert_int_equal(w.trace.rows[2].to_us, 48 * SIMTIME_HOUR + 45 * SIMTIME_MINUTE);
    assert_int_equal(w.trace.rows[2].count, 7);
    assert_int_equal(w.diag.warnings, 1);
    assert_int_equal(w.diag.entries[0].line, 3);
    assert_non_null(strstr(w.diag.entries[0].message, "twice"));
    end(&w);
}

static void every_bad_row_is_told_at_its_line(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "note,time,n\n\"two\nlines\",2026-11-01T01:30,1\na,03/04/2026 10:00,1\n"
              "b,2026-02-30T10:00,1\nc,2026-11-01T10:00,-1\nd,2026-11-01T10:00,1.5\n"
              "e,2026-11-01T25:00,x\nf,2026-11-01T10:00,1,5\ng,2026-11-01,1\n");
    w.request.count = "n";
    assert_int_equal(trace_load(&w.request, &w.trace, &w.diag, NULL), FAULT_INPUT);
    diag_sort(&w.diag);
    assert_int_equal(w.diag.errors, 8);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(w.diag.entries[i].line, 4 + i);
    assert_int_equal(w.diag.entries[0].column, 3);
    assert_int_equal(w.diag.entries[4].line, 8);
    assert_int_equal(w.diag.entries[5].line, 8);
    assert_int_equal(w.diag.entries[6].line, 9);
    assert_int_equal(w.diag.entries[7].line, 10);
    end(&w);
}

static void a_missing_column_or_file_is_told(void **state)
{
    struct fault fault;
    struct world w;

    (void) state;
    begin(&w, "when,n\n2026-11-01T01:30,1\n");
    assert_int_equal(trace_load(&w.request, &w.trace, &w.diag, &fault), FAULT_INPUT);
    assert_int_equal(w.diag.errors, 1);
    assert_non_null(strstr(w.diag.entries[0].hint, "`when`, `n`"));
    w.request.path = "/tmp/telerad-not-there.csv";
    assert_int_equal(trace_load(&w.request, &w.trace, &w.diag, &fault), FAULT_FILE);
    end(&w);
}

static void an_empty_file_is_an_error(void **state)
{
    struct world w;

    (void) state;
    begin(&w, "");
    assert_int_equal(trace_load(&w.request, &w.trace, &w.diag, NULL), FAULT_INPUT);
    assert_int_equal(w.diag.errors, 1);
    end(&w);
}

static void samples_are_sorted_in_their_unit(void **state)
{
    struct distribution_samples samples = {NULL, 0};
    struct world w;

    (void) state;
    begin(&w, "\xEF\xBB\xBFminutes;reader\r\n7,5;a\r\n;b\r\n2.5;c\r\n10;d\r\n");
    assert_int_equal(samples_load(w.path, "minutes", 60e6, &samples, &w.diag, NULL), FAULT_NONE);
    assert_int_equal(samples.count, 3);
    assert_true(samples.values[0] == 150e6 && samples.values[1] == 450e6 &&
                samples.values[2] == 600e6);
    free(samples.values);
    end(&w);
    begin(&w, "minutes\n-1\nx\n");
    assert_int_equal(samples_load(w.path, "minutes", 60e6, &samples, &w.diag, NULL), FAULT_INPUT);
    assert_int_equal(w.diag.errors, 2);
    end(&w);
    begin(&w, "minutes\n\n");
    assert_int_equal(samples_load(w.path, NULL, 60e6, &samples, &w.diag, NULL), FAULT_INPUT);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_row_a_study_in_any_order_and_form),
        cmocka_unit_test(rows_outside_are_left_out),
        cmocka_unit_test(counts_spread_over_their_interval),
        cmocka_unit_test(every_bad_row_is_told_at_its_line),
        cmocka_unit_test(a_missing_column_or_file_is_told),
        cmocka_unit_test(an_empty_file_is_an_error),
        cmocka_unit_test(samples_are_sorted_in_their_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
