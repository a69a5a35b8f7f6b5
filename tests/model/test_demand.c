/* Arrivals against what their rates say.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOURS 24U
#define RUNS 400U

struct counts {
    double by_hour[HOURS];
    double total;
};

static void count_arrival(void *self, const struct study_life *life)
{
    struct counts *counts = self;

    counts->by_hour[life->arrived_us / SIMTIME_HOUR] += 1;
    counts->total += 1;
}

/* A day at `rate` an hour, times weight[hour]; each half of it counts as a local day. */
static struct model *day_of(double rate, const double *weight, double dispersion)
{
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 1);
    int64_t from_us[HOURS];
    double weights[HOURS];
    uint32_t day[HOURS];
    struct model_rates rates = {HOURS, from_us, weights, day, SIMTIME_DAY, 0, NULL, 0};
    struct model_share mix = {0, 1};
    struct model_source source = {.study = ct,
                                  .name = (char *) (uintptr_t) "sites.a.demand.ct",
                                  .rate_per_us = rate / (double) SIMTIME_HOUR,
                                  .dispersion = dispersion,
                                  .trace = MODEL_NONE,
                                  .mix = &mix,
                                  .mix_count = 1};

    for (unsigned h = 0; h < HOURS; h++) {
        from_us[h] = h * SIMTIME_HOUR;
        weights[h] = weight[h];
        day[h] = h / 12;
    }
    world_group(m, "g", 1, 1);
    assert_int_equal(model_add_rates(m, &rates, &source.rates, NULL), FAULT_NONE);
    assert_int_equal(model_add_source(m, &source, NULL, NULL), FAULT_NONE);
    world_freeze(m);
    return m;
}

/* Runs many days; each day's counts by hour. */
static struct counts *days_of(struct model *m)
{
    struct counts *days = calloc(RUNS, sizeof *days);
    struct replication *r = NULL;
    struct balance balance;

    assert_non_null(days);
    assert_int_equal(replication_create(&r, m, NULL), FAULT_NONE);
    for (unsigned i = 0; i < RUNS; i++) {
        struct observer observer = world_observer(&days[i]);

        observer.study_arrived = count_arrival;
        assert_int_equal(replication_run(r, i, &observer, 0, &balance, NULL), FAULT_NONE);
        assert_true((double) balance.arrived == days[i].total);
    }
    replication_free(r);
    model_free(m);
    return days;
}

/* Poisson: mean rate × weight in each hour, variance equal to the mean; 5 standard errors. */
static void poisson_counts_have_the_mean_and_variance_of_their_rate(void **state)
{
    double weight[HOURS];
    struct counts *days;

    (void) state;
    for (unsigned h = 0; h < HOURS; h++)
        weight[h] = h % 4 == 0 ? 0 : h % 4;
    days = days_of(day_of(7, weight, 0));
    for (unsigned h = 0; h < HOURS; h++) {
        double mean = 0, square = 0, right = 7 * weight[h];

        for (unsigned i = 0; i < RUNS; i++) {
            mean += days[i].by_hour[h] / RUNS;
            square += days[i].by_hour[h] * days[i].by_hour[h] / RUNS;
        }
        assert_true(fabs(mean - right) <= 5 * sqrt(right / RUNS));
        assert_true(fabs(square - mean * mean - right) <= 5 * right * sqrt(2.5 / RUNS));
    }
    free(days);
}

/* A gamma factor of cv 0.3 for each local day: var = mean + (0.3 mean)^2 within a day, and the two
 * days of a run are independent. */
static void dispersion_gives_each_local_day_a_factor(void **state)
{
    double weight[HOURS], mean = 0, square = 0, product = 0, right = 12 * 50;
    struct counts *days;

    (void) state;
    for (unsigned h = 0; h < HOURS; h++)
        weight[h] = 1;
    days = days_of(day_of(50, weight, 0.3));
    for (unsigned i = 0; i < RUNS; i++) {
        double half[2] = {0, 0};

        for (unsigned h = 0; h < HOURS; h++)
            half[h / 12] += days[i].by_hour[h];
        mean += (half[0] + half[1]) / 2 / RUNS;
        square += (half[0] * half[0] + half[1] * half[1]) / 2 / RUNS;
        product += half[0] * half[1] / RUNS;
    }
    assert_true(fabs(mean - right) < 5 * sqrt((right + 0.09 * right * right) / 2 / RUNS));
    assert_true(fabs((square - mean * mean) / (right + 0.09 * right * right) - 1) < 0.25);
    assert_true(fabs(product - mean * mean) / (0.09 * right * right) < 0.25);
    free(days);
}

struct growing {
    double below[40000]; /* of each arrival, by the distribution function of its instant */
    size_t count;
};

static void note_arrival(void *self, const struct study_life *life)
{
    struct growing *g = self;
    double k = log(10), t = (double) life->arrived_us / (double) SIMTIME_DAY;

    assert_true(g->count < sizeof g->below / sizeof *g->below);
    g->below[g->count++] = expm1(k * t) / expm1(k);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Tenfold growth within one piece of a day, of few arrivals, so that much grows between two: the
 * mean is rate × 9 / ln 10, and by Kolmogorov and Smirnov the instants are spread as exp(k t). */
static void growth_within_a_piece_is_exact(void **state)
{
    static struct growing g;
    struct observer observer = world_observer(&g);
    struct model *m = world_new(false);
    int64_t from_us = 0;
    double weight = 1, right = 4000 * 2 * 9 / log(10), distance = 0;
    uint32_t day = 0;
    struct model_rates rates = {
        1, &from_us, &weight, &day, SIMTIME_DAY, log(10) / (double) SIMTIME_DAY, NULL, 0};
    struct model_share mix = {0, 1};
    struct model_source source = {.study = world_study(m, "ct", 1),
                                  .name = (char *) (uintptr_t) "sites.a.demand.ct",
                                  .rate_per_us = 2 / (double) SIMTIME_DAY,
                                  .trace = MODEL_NONE,
                                  .mix = &mix,
                                  .mix_count = 1};
    struct replication *r = NULL;
    struct balance balance;

    (void) state;
    g.count = 0;
    observer.study_arrived = note_arrival;
    world_group(m, "g", 1, 1);
    assert_int_equal(model_add_rates(m, &rates, &source.rates, NULL), FAULT_NONE);
    assert_int_equal(model_add_source(m, &source, NULL, NULL), FAULT_NONE);
    world_freeze(m);
    assert_true(fabs(model_expected(m, 0, 0, SIMTIME_DAY) - right / 4000) < 1e-9);
    assert_int_equal(replication_create(&r, m, NULL), FAULT_NONE);
    for (unsigned i = 0; i < 4000; i++)
        assert_int_equal(replication_run(r, i, &observer, 0, &balance, NULL), FAULT_NONE);
    replication_free(r);
    model_free(m);
    assert_true(fabs((double) g.count - right) < 4 * sqrt(right));
    qsort(g.below, g.count, sizeof *g.below, by_value);
    for (size_t i = 0; i < g.count; i++)
        distance = fmax(distance, fabs(g.below[i] - (double) i / (double) g.count));
    assert_true(distance * sqrt((double) g.count) < 1.63); /* P = 0.01 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_counts_have_the_mean_and_variance_of_their_rate),
        cmocka_unit_test(dispersion_gives_each_local_day_a_factor),
        cmocka_unit_test(growth_within_a_piece_is_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
