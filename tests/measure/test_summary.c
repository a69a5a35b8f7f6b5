/* Means and intervals against published quantiles of t and GSL's statistics; names and notes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/summary.h"

#include "measure/histogram.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct shape small = {.cells = {1, 2, 1, 1, 1, 1, 0, 1, 1, WEEK_HOURS, 0},
                                   .timeline_points = 3};

/* A replication in which overall tat_mean is a value and everything else says nothing. */
static void add(struct summary *summary, double value)
{
    struct outcome *outcome = NULL;

    assert_int_equal(outcome_create(&outcome, &small, NULL), FAULT_NONE);
    outcome->values[TABLE_OVERALL][MEASURE_TAT_MEAN] = value;
    outcome->backlog[2 * 2 + 1] = 2 * value;
    outcome->tat_bins[HISTOGRAM_BINS + 5] = 3;
    outcome->studies = 10;
    summary_add(summary, outcome);
    outcome_free(outcome);
}

static struct estimate overall(const struct summary *summary)
{
    return summary_estimate(summary, TABLE_OVERALL, MEASURE_TAT_MEAN, 0);
}

static struct summary *make(void)
{
    struct summary *summary = NULL;

    assert_int_equal(summary_create(&summary, &small, NULL), FAULT_NONE);
    return summary;
}

/* t tables: 97.5 % at 1 degree of freedom 12.7062, at 4 2.7764, at 19 2.0930. */
static void half_widths_are_those_of_the_tables_of_t(void **state)
{
    static const struct {
        unsigned count;
        double quantile;
    } rows[] = {{2, 12.7062}, {5, 2.7764}, {20, 2.0930}};

    (void) state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct summary *summary = make();
        double values[20];
        unsigned n = rows[k].count;

        for (unsigned i = 0; i < n; i++) {
            values[i] = 1e6 + (i * 7 % 5) * 0.125; /* a mean far from 0 */
            add(summary, values[i]);
        }
        assert_true(fabs(overall(summary).mean - gsl_stats_mean(values, 1, n)) < 1e-9);
        assert_true(fabs(overall(summary).half_width -
                         rows[k].quantile * gsl_stats_sd(values, 1, n) / sqrt(n)) < 2e-5);
        assert_int_equal(overall(summary).count, n);
        summary_free(summary);
    }
}

static void one_value_has_no_interval_and_none_no_mean(void **state)
{
    struct summary *summary = make();

    (void) state;
    assert_true(isnan(overall(summary).mean));
    add(summary, 4);
    assert_true(overall(summary).mean == 4);
    assert_true(isnan(overall(summary).half_width));
    summary_free(summary);
}

static void replications_with_nothing_to_say_are_left_out(void **state)
{
    struct summary *summary = make();
    struct estimate estimate;

    (void) state;
    add(summary, 1);
    add(summary, (double) NAN);
    add(summary, 3);
    estimate = overall(summary);
    assert_int_equal(estimate.count, 2);
    assert_true(estimate.mean == 2);
    assert_true(fabs(estimate.half_width - 12.7062) < 1e-4); /* sd sqrt 2, over sqrt 2 */
    assert_int_equal(summary_replications(summary), 3);
    assert_int_equal(summary_studies(summary), 30);
    assert_true(isnan(summary_estimate(summary, TABLE_PRIORITY, MEASURE_BREACH, 1).mean));
    summary_free(summary);
}

static void backlog_and_bins_are_taken_in_by_place(void **state)
{
    struct summary *summary = make();

    (void) state;
    add(summary, 1);
    add(summary, 2);
    assert_true(summary_backlog(summary, 2, 1).mean == 3);
    assert_true(isnan(summary_backlog(summary, 2, 0).mean));
    assert_int_equal(summary_tat_bins(summary)[HISTOGRAM_BINS + 5], 6);
    assert_int_equal(summary_tat_bins(summary)[5], 0);
    assert_ptr_equal(summary_shape(summary), &small);
    summary_free(summary);
}

static void every_measure_has_a_name_a_unit_and_a_formula(void **state)
{
    (void) state;
    for (enum table t = TABLE_OVERALL; t < TABLES; t++) {
        const struct measure_note *notes = outcome_notes(t);

        assert_true(strlen(outcome_table_name(t)) > 0);
        assert_true((strlen(outcome_axis_name(t)) == 0) ==
                    (t == TABLE_OVERALL || t == TABLE_PROVIDER_MONTH));
        for (size_t i = 0; i < outcome_measures(t); i++) {
            assert_non_null(notes[i].name);
            assert_true(strcmp(notes[i].units, "min") == 0 || strcmp(notes[i].units, "1") == 0 ||
                        strcmp(notes[i].units, "money") == 0);
            assert_true(strlen(notes[i].long_name) > 0);
            assert_true(notes[i].comment[strlen(notes[i].comment) - 1] == '.');
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(notes[i].name, notes[k].name);
        }
    }
    assert_string_equal(outcome_notes(TABLE_SITE)[MEASURE_TAT_P95].name, "tat_p95");
    assert_string_equal(outcome_notes(TABLE_OVERALL)[MEASURE_LITTLE_GAP].name, "little_gap");
    assert_int_equal(outcome_measures(TABLE_PRIORITY), MEASURES);
    assert_string_equal(outcome_notes(TABLE_GROUP)[READER_BUSY_TIME].name, "busy");
    assert_string_equal(outcome_notes(TABLE_AI)[AI_WAIT_FALSE_NEGATIVE].name,
                        "wait_mean_false_negative");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_widths_are_those_of_the_tables_of_t),
        cmocka_unit_test(one_value_has_no_interval_and_none_no_mean),
        cmocka_unit_test(replications_with_nothing_to_say_are_left_out),
        cmocka_unit_test(backlog_and_bins_are_taken_in_by_place),
        cmocka_unit_test(every_measure_has_a_name_a_unit_and_a_formula),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
