/* Draws from fixed seeds follow their distribution functions: Kolmogorov and Smirnov's distance
 * from GSL's functions, and moments. 1.95 / sqrt(n) is passed by right draws in 999 of 1000 seeds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/variate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define DRAWS 200000
#define DISTANCE (1.95 / sqrt(DRAWS))
#define INF ((double) INFINITY)

static double drawn[DRAWS];

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static struct stream start(uint64_t seed)
{
    return stream_start(stream_key("test", "variate"), seed, 0);
}

/* By GSL, not by our own function. */
static double below(const struct variate *v, double x)
{
    switch (v->family) {
    case VARIATE_EXPONENTIAL: return gsl_cdf_exponential_P(x, v->a);
    case VARIATE_LOGNORMAL: return gsl_cdf_lognormal_P(x, v->a, v->b);
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return gsl_cdf_gamma_P(x, v->a, v->b);
    case VARIATE_WEIBULL: return gsl_cdf_weibull_P(x, v->a, v->b);
    case VARIATE_LOGLOGISTIC: return gsl_cdf_logistic_P(log(x / v->a), 1 / v->b);
    case VARIATE_HYPEREXPONENTIAL:
        return v->a * gsl_cdf_exponential_P(x, v->b) + (1 - v->a) * gsl_cdf_exponential_P(x, v->c);
    case VARIATE_UNIFORM: return gsl_cdf_flat_P(x, v->a, v->b);
    case VARIATE_TRIANGULAR:
        return x < v->b ? (x - v->a) * (x - v->a) / ((v->b - v->a) * (v->c - v->a))
                        : 1 - (v->c - x) * (v->c - x) / ((v->c - v->b) * (v->c - v->a));
    case VARIATE_CONSTANT:
    case VARIATE_EMPIRICAL: break;
    }
    return variate_below(v, x);
}

/* The greatest distance between the drawn and the right distribution function. */
static double distance(const struct variate *v)
{
    double lost = v->min > 0 ? below(v, v->min) : 0;
    double kept = (v->max < INF ? below(v, v->max) : 1) - lost;
    double greatest = 0;

    qsort(drawn, DRAWS, sizeof *drawn, ascending);
    for (size_t i = 0; i < DRAWS; i++) {
        double right = (below(v, drawn[i]) - lost) / kept;

        greatest = fmax(greatest, right - (double) i / DRAWS);
        greatest = fmax(greatest, (double) (i + 1) / DRAWS - right);
    }
    return greatest;
}

static void assert_follows(const struct variate *v, uint64_t seed)
{
    struct stream stream = start(seed);
    double apart;

    for (size_t i = 0; i < DRAWS; i++) {
        drawn[i] = variate_draw(v, &stream);
        assert_true(drawn[i] >= v->min && drawn[i] <= v->max && drawn[i] >= 0);
    }
    apart = distance(v);
    if (!(apart < DISTANCE))
        fail_msg("family %d: %g apart, at most %g is right", (int) v->family, apart, DISTANCE);
}

static void draws_follow_their_families(void **state)
{
    static const double values[] = {0, 2, 4, 5, 10, 11};
    struct variate v[14];
    size_t n = 0;

    (void) state;
    assert_int_equal(variate_exponential(&v[n++], 10, NULL), FAULT_NONE);
    assert_int_equal(variate_lognormal_quantiles(&v[n++], 6, 14, NULL), FAULT_NONE);
    assert_int_equal(variate_lognormal_moments(&v[n++], 6, 14, NULL), FAULT_NONE);
    assert_int_equal(variate_gamma(&v[n++], 10, 0.8, NULL), FAULT_NONE);
    assert_int_equal(variate_gamma(&v[n++], 10, 1.7, NULL), FAULT_NONE); /* shape below 1 */
    assert_int_equal(variate_gamma(&v[n++], 1, 0.1, NULL), FAULT_NONE);
    assert_int_equal(variate_weibull(&v[n++], 10, 1.4, NULL), FAULT_NONE);
    assert_int_equal(variate_weibull(&v[n++], 10, 0.5, NULL), FAULT_NONE);
    assert_int_equal(variate_loglogistic(&v[n++], 8, 3, NULL), FAULT_NONE);
    assert_int_equal(variate_erlang(&v[n++], 10, 4, NULL), FAULT_NONE);
    assert_int_equal(variate_hyperexponential(&v[n++], 10, 2, NULL), FAULT_NONE);
    assert_int_equal(variate_uniform(&v[n++], 5, 15, NULL), FAULT_NONE);
    assert_int_equal(variate_triangular(&v[n++], 3, 6, 20, NULL), FAULT_NONE);
    assert_int_equal(variate_empirical(&v[n++], values, 6, NULL), FAULT_NONE);
    for (size_t i = 0; i < n; i++)
        assert_follows(&v[i], 100 + i);
}

static void truncated_draws_follow_what_is_left(void **state)
{
    struct variate v;

    (void) state;
    assert_int_equal(variate_exponential(&v, 10, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 5, 20, NULL), FAULT_NONE);
    assert_follows(&v, 1);
    assert_int_equal(variate_lognormal_quantiles(&v, 6, 14, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 8, INF, NULL), FAULT_NONE);
    assert_follows(&v, 2);
    assert_int_equal(variate_erlang(&v, 10, 2, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 0, 9, NULL), FAULT_NONE);
    assert_follows(&v, 3);
}

/* Mean, spread, skewness and the fourth moment within five standard errors. */
static void assert_moments(const double wanted[4], const double errors[4])
{
    double sums[4] = {0, 0, 0, 0};

    for (size_t i = 0; i < DRAWS; i++) {
        double power = 1;

        for (int k = 0; k < 4; k++) {
            power *= drawn[i];
            sums[k] += power;
        }
    }
    for (int k = 0; k < 4; k++)
        if (!(fabs(sums[k] / DRAWS - wanted[k]) < 5 * errors[k] / sqrt(DRAWS)))
            fail_msg("moment %d: got %g, wanted %g", k + 1, sums[k] / DRAWS, wanted[k]);
}

static void standard_draws_have_their_moments(void **state)
{
    static const double normal[] = {0, 1, 0, 3}, exponential[] = {1, 2, 6, 24};
    /* their standard deviations: square roots of the moment of twice the order less the square */
    const double normal_sd[] = {1, sqrt(2), sqrt(15), sqrt(96)};
    const double exponential_sd[] = {1, sqrt(20), sqrt(684), sqrt(39744)};
    struct stream stream = start(7);

    (void) state;
    for (size_t i = 0; i < DRAWS; i++)
        drawn[i] = variate_draw_normal(&stream);
    assert_moments(normal, normal_sd);
    for (size_t i = 0; i < DRAWS; i++)
        drawn[i] = variate_draw_exponential(&stream);
    assert_moments(exponential, exponential_sd);
}

/* The bulk hides the tail from Kolmogorov and Smirnov, so the tail is counted: binomial, five
 * standard deviations. */
static void assert_share(double share, double wanted)
{
    double sd = sqrt(wanted * (1 - wanted) / (5 * DRAWS));

    if (!(fabs(share - wanted) < 5 * sd))
        fail_msg("got a share of %g, wanted %g", share, wanted);
}

static void ziggurat_tails_have_their_share(void **state)
{
    static const double normal_edges[] = {1, 2.5, 3.2, 3.6541528853610088, 4};
    static const double exponential_edges[] = {0.05, 3, 7, 7.69711747013104972, 9};
    struct stream stream = start(11);
    double normal[5] = {0}, exponential[5] = {0};
    double positive = 0;

    (void) state;
    for (size_t i = 0; i < 5 * (size_t) DRAWS; i++) {
        double x = variate_draw_normal(&stream);
        double y = variate_draw_exponential(&stream);

        positive += x > 0;
        for (int k = 0; k < 5; k++) {
            normal[k] += fabs(x) > normal_edges[k];
            exponential[k] += y > exponential_edges[k];
        }
    }
    assert_share(positive / (5 * DRAWS), 0.5);
    for (int k = 0; k < 5; k++) {
        assert_share(normal[k] / (5 * DRAWS), 2 * gsl_cdf_ugaussian_Q(normal_edges[k]));
        assert_share(exponential[k] / (5 * DRAWS), exp(-exponential_edges[k]));
    }
}

static void normal_and_gamma_draws_follow_gsl(void **state)
{
    struct stream stream = start(13);
    double greatest = 0;
    const struct variate gamma = {.family = VARIATE_GAMMA, .a = 0.25, .b = 1, .max = INF};

    (void) state;
    for (size_t i = 0; i < DRAWS; i++)
        drawn[i] = variate_draw_normal(&stream);
    qsort(drawn, DRAWS, sizeof *drawn, ascending);
    for (size_t i = 0; i < DRAWS; i++)
        greatest = fmax(greatest, fabs(gsl_cdf_ugaussian_P(drawn[i]) - ((double) i + 0.5) / DRAWS));
    assert_true(greatest < DISTANCE);
    for (size_t i = 0; i < DRAWS; i++)
        drawn[i] = variate_draw_gamma(&stream, 0.25);
    assert_true(distance(&gamma) < DISTANCE);
}

/* The rank u (n - 1) of a uniform u, and linear from one order statistic to the next. */
static void an_empirical_draw_is_linear_between_order_statistics(void **state)
{
    static const double values[] = {2, 4, 10};
    struct stream stream = start(17), same = start(17);
    struct variate v;

    (void) state;
    assert_int_equal(variate_empirical(&v, values, 3, NULL), FAULT_NONE);
    for (int i = 0; i < 1000; i++) {
        double u = stream_unit(&same);
        double wanted = u < 0.5 ? 2 + 4 * u : 4 + 12 * (u - 0.5);

        assert_true(fabs(variate_draw(&v, &stream) - wanted) < 1e-14 * wanted);
    }
    assert_int_equal(variate_empirical(&v, values, 1, NULL), FAULT_NONE);
    assert_true(variate_draw(&v, &stream) == 2);
}

static void a_constant_takes_nothing_from_the_stream(void **state)
{
    struct stream stream = start(19), same = start(19);
    struct variate v;

    (void) state;
    assert_int_equal(variate_constant(&v, 7, NULL), FAULT_NONE);
    assert_true(variate_draw(&v, &stream) == 7);
    assert_true(stream_bits(&stream) == stream_bits(&same));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_follow_their_families),
        cmocka_unit_test(truncated_draws_follow_what_is_left),
        cmocka_unit_test(standard_draws_have_their_moments),
        cmocka_unit_test(ziggurat_tails_have_their_share),
        cmocka_unit_test(normal_and_gamma_draws_follow_gsl),
        cmocka_unit_test(an_empirical_draw_is_linear_between_order_statistics),
        cmocka_unit_test(a_constant_takes_nothing_from_the_stream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
