/* Histograms against sorting; bins against their definition.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/histogram.h"

#include "core/stream.h"
#include "core/variate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define VALUES 20011U

static int ascending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void add(struct histogram *h, int64_t value)
{
    assert_true(histogram_add(h, value, histogram_bin(value)));
}

/* Turnaround times in us over many octaves: lognormal, median a minute. */
static int64_t *draw(size_t count, double spread)
{
    int64_t *values = malloc(count * sizeof *values);
    struct stream stream = stream_start(stream_key("test", "histogram"), 1, (uint64_t) spread);
    struct variate v = {.family = VARIATE_LOGNORMAL, .a = 17.9, .b = spread, .max = 1e300};

    assert_non_null(values);
    for (size_t i = 0; i < count; i++)
        values[i] = (int64_t) variate_draw(&v, &stream);
    return values;
}

/* Nearest rank by definition: the least value with at least that share at or below it. */
static int64_t by_sorting(const int64_t *sorted, size_t count, unsigned percent)
{
    size_t i = 0;

    while ((i + 1) * 100 < count * percent)
        i++;
    return sorted[i];
}

static void assert_near(int64_t got, int64_t wanted)
{
    int64_t off = got > wanted ? got - wanted : wanted - got;

    assert_true(off * 200 <= wanted); /* 0.5 % */
}

static void every_bin_begins_where_the_one_before_ends(void **state)
{
    (void) state;
    for (unsigned bin = 0; bin < HISTOGRAM_BINS; bin++) {
        int64_t lower = histogram_lower_us(bin), width = histogram_width_us(bin);

        assert_int_equal(lower + width, histogram_lower_us(bin + 1));
        assert_int_equal(histogram_bin(lower), bin);
        assert_int_equal(histogram_bin(lower + width - 1), bin);
        assert_true(histogram_middle_us(bin) >= lower);
        assert_true(histogram_middle_us(bin) < lower + width);
    }
    assert_int_equal(histogram_lower_us(0), 0);
    assert_int_equal(histogram_lower_us(HISTOGRAM_BINS) - 1, HISTOGRAM_TOP_US);
    assert_int_equal(histogram_bin(INT64_MAX), HISTOGRAM_BINS - 1);
}

static void small_values_are_exact(void **state)
{
    struct histogram h = {0};

    (void) state;
    for (int64_t i = 1; i <= 200; i++)
        add(&h, i);
    assert_int_equal(histogram_percentile_us(&h, NULL, 50), 100);
    assert_int_equal(histogram_percentile_us(&h, NULL, 90), 180);
    assert_int_equal(histogram_percentile_us(&h, NULL, 99), 198);
    assert_int_equal(histogram_percentile_us(&h, NULL, 100), 200);
    assert_int_equal(histogram_percentile_us(&h, NULL, 1), 2);
    histogram_clear(&h);
}

static void percentiles_are_those_of_sorting(void **state)
{
    static const double spreads[] = {0.1, 1, 4};
    static const size_t counts[] = {1, 2, 3, 10, 11, 99, 100, 101, VALUES};

    (void) state;
    for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            int64_t *values = draw(counts[c], spreads[s]);
            struct histogram h = {0};

            for (size_t i = 0; i < counts[c]; i++)
                add(&h, values[i]);
            qsort(values, counts[c], sizeof *values, ascending);
            for (unsigned p = 1; p <= 100; p++)
                assert_near(histogram_percentile_us(&h, NULL, p), by_sorting(values, counts[c], p));
            assert_int_equal(h.min_us, values[0]);
            assert_int_equal(h.max_us, values[counts[c] - 1]);
            histogram_clear(&h);
            free(values);
        }
}

static void two_histograms_are_read_as_one_and_merged_to_one(void **state)
{
    int64_t *values = draw(VALUES, 2);
    struct histogram all = {0}, low = {0}, high = {0}, merged = {0}, none = {0};

    (void) state;
    for (size_t i = 0; i < VALUES; i++) {
        add(&all, values[i]);
        add(values[i] % 3 == 0 ? &low : &high, values[i]);
    }
    assert_true(histogram_merge(&merged, &none));
    assert_true(histogram_merge(&merged, &high));
    assert_true(histogram_merge(&merged, &low));
    assert_int_equal(merged.count, VALUES);
    assert_int_equal(merged.min_us, all.min_us);
    assert_int_equal(merged.max_us, all.max_us);
    for (unsigned p = 1; p <= 100; p++) {
        int64_t wanted = histogram_percentile_us(&all, NULL, p);

        assert_int_equal(histogram_percentile_us(&low, &high, p), wanted);
        assert_int_equal(histogram_percentile_us(&merged, NULL, p), wanted);
        assert_int_equal(histogram_percentile_us(&all, &none, p), wanted);
        assert_int_equal(histogram_percentile_us(&none, &all, p), wanted);
    }
    histogram_clear(&all);
    histogram_clear(&low);
    histogram_clear(&high);
    histogram_clear(&merged);
    free(values);
}

static void a_lone_value_is_itself_at_every_percentile(void **state)
{
    struct histogram h = {0};

    (void) state;
    add(&h, 123456789);
    for (unsigned p = 1; p <= 100; p++)
        assert_int_equal(histogram_percentile_us(&h, NULL, p), 123456789);
    histogram_clear(&h);
}

static void reset_forgets_and_spread_shows_every_count(void **state)
{
    uint64_t *bins = calloc(HISTOGRAM_BINS, sizeof *bins);
    struct histogram h = {0};

    (void) state;
    assert_non_null(bins);
    add(&h, 5000);
    histogram_reset(&h);
    assert_int_equal(h.count, 0);
    add(&h, 7);
    add(&h, 1000000);
    add(&h, 1000000);
    histogram_spread(&h, bins);
    histogram_spread(&h, bins); /* adds */
    assert_int_equal(bins[7], 2);
    assert_int_equal(bins[histogram_bin(1000000)], 4);
    assert_int_equal(bins[histogram_bin(5000)], 0);
    assert_int_equal(h.min_us, 7);
    histogram_clear(&h);
    assert_int_equal(h.count, 0);
    free(bins);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bin_begins_where_the_one_before_ends),
        cmocka_unit_test(small_values_are_exact),
        cmocka_unit_test(percentiles_are_those_of_sorting),
        cmocka_unit_test(two_histograms_are_read_as_one_and_merged_to_one),
        cmocka_unit_test(a_lone_value_is_itself_at_every_percentile),
        cmocka_unit_test(reset_forgets_and_spread_shows_every_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
