/* Descriptions and truncation: what is refused, what a mean and a share kept are, against GSL's
 * distribution functions and quadrature.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/variate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define INF ((double) INFINITY)

static void assert_near(double got, double wanted, double relative)
{
    if (!(fabs(got - wanted) <= relative * fabs(wanted)))
        fail_msg("got %.17g, wanted %.17g within a share of %g", got, wanted, relative);
}

static void assert_refused(enum fault_kind kind, const struct fault *fault, const char *about)
{
    assert_int_equal(kind, FAULT_INPUT);
    if (strstr(fault->text, about) == NULL)
        fail_msg("\"%s\" does not name \"%s\"", fault->text, about);
}

static void parameters_out_of_range_are_refused_by_name(void **state)
{
    static const double falling[] = {1, 3, 2}, below_zero[] = {-1, 2};
    const double nan = (double) NAN;
    struct variate v;
    struct fault f;

    (void) state;
    assert_refused(variate_constant(&v, -1, &f), &f, "constant");
    assert_refused(variate_constant(&v, nan, &f), &f, "constant");
    assert_refused(variate_exponential(&v, 0, &f), &f, "mean");
    assert_refused(variate_exponential(&v, INF, &f), &f, "mean");
    assert_refused(variate_lognormal_quantiles(&v, 0, 5, &f), &f, "median");
    assert_refused(variate_lognormal_quantiles(&v, 5, nan, &f), &f, "p90");
    assert_refused(variate_lognormal_quantiles(&v, 5, 5, &f), &f, "above median");
    assert_refused(variate_lognormal_quantiles(&v, 1, 1e99, &f), &f, "times the median");
    assert_refused(variate_lognormal_moments(&v, -5, 1, &f), &f, "mean");
    assert_refused(variate_lognormal_moments(&v, 5, 0, &f), &f, "sd");
    assert_refused(variate_lognormal_moments(&v, 1e-90, 1e90, &f), &f, "times the mean");
    assert_refused(variate_gamma(&v, 5, 0, &f), &f, "cv");
    assert_refused(variate_weibull(&v, 5, 0, &f), &f, "shape");
    assert_refused(variate_weibull(&v, nan, 1, &f), &f, "scale");
    assert_refused(variate_loglogistic(&v, 5, -1, &f), &f, "shape");
    assert_refused(variate_erlang(&v, 5, 0, &f), &f, "k is 0");
    assert_refused(variate_hyperexponential(&v, 5, 0.9, &f), &f, "cv");
    assert_refused(variate_uniform(&v, 5, 5, &f), &f, "below max");
    assert_refused(variate_uniform(&v, -1, 5, &f), &f, "min");
    assert_refused(variate_triangular(&v, 3, 2, 5, &f), &f, "mode");
    assert_refused(variate_triangular(&v, 3, 6, 5, &f), &f, "mode");
    assert_refused(variate_triangular(&v, 3, 3, 3, &f), &f, "below max");
    assert_refused(variate_empirical(&v, falling, 0, &f), &f, "no value");
    assert_refused(variate_empirical(&v, falling, 3, &f), &f, "sorted");
    assert_refused(variate_empirical(&v, below_zero, 2, &f), &f, "every value");
}

static void means_are_what_was_asked_for(void **state)
{
    static const double values[] = {2, 4, 10};
    struct variate v;

    (void) state;
    assert_int_equal(variate_constant(&v, 7, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 0);
    assert_int_equal(variate_exponential(&v, 7, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 0);
    assert_int_equal(variate_lognormal_moments(&v, 7, 12, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-15);
    assert_int_equal(variate_gamma(&v, 7, 0.3, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-15);
    assert_int_equal(variate_erlang(&v, 7, 3, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-15);
    assert_int_equal(variate_hyperexponential(&v, 7, 100, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-15);
    assert_int_equal(variate_weibull(&v, 7, 0.5, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 14, 1e-13); /* scale times gamma(3) */
    assert_int_equal(variate_loglogistic(&v, 7, 2, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7 * acos(-1) / 2, 1e-15);
    assert_int_equal(variate_loglogistic(&v, 7, 1, NULL), FAULT_NONE);
    assert_true(variate_mean(&v) > 1e300);
    assert_int_equal(variate_uniform(&v, 5, 9, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 0);
    assert_int_equal(variate_triangular(&v, 3, 6, 12, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-15);
    assert_int_equal(variate_empirical(&v, values, 3, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 5, 1e-15); /* of 2 … 4 and 4 … 10, half each */
}

/* Median and ninetieth percentile are met; the second moment of the balanced means is that of
 * cv. */
static void quantiles_and_coefficients_are_met(void **state)
{
    struct variate v;

    (void) state;
    assert_int_equal(variate_lognormal_quantiles(&v, 6, 14, NULL), FAULT_NONE);
    assert_near(gsl_cdf_lognormal_P(14, v.a, v.b), 0.9, 1e-14);
    assert_near(variate_below(&v, 14), 0.9, 1e-14);
    assert_near(variate_below(&v, 6), 0.5, 1e-14);
    assert_int_equal(variate_lognormal_moments(&v, 6, 9, NULL), FAULT_NONE);
    assert_near(expm1(v.b * v.b), 2.25, 1e-14);
    assert_int_equal(variate_hyperexponential(&v, 10, 2, NULL), FAULT_NONE);
    assert_near(v.a * v.b, 5, 1e-15);
    assert_near((1 - v.a) * v.c, 5, 1e-15);
    assert_near(2 * v.a * v.b * v.b + 2 * (1 - v.a) * v.c * v.c, 100 * (1 + 4), 1e-14);
    assert_int_equal(variate_hyperexponential(&v, 10, 1, NULL), FAULT_NONE);
    assert_near(variate_below(&v, 10), -expm1(-1), 1e-15);
}

static void truncation_says_what_it_keeps(void **state)
{
    struct variate v;
    struct fault f;

    (void) state;
    assert_int_equal(variate_exponential(&v, 10, NULL), FAULT_NONE);
    assert_near(variate_kept(&v), 1, 0);
    assert_int_equal(variate_truncate(&v, 5, 20, &f), FAULT_NONE);
    assert_near(variate_kept(&v), exp(-0.5) - exp(-2), 1e-14);
    assert_near(variate_below(&v, 5), -expm1(-0.5), 1e-15); /* as without */
    assert_refused(variate_truncate(&v, 60, INF, &f), &f, "0.25 %");
    assert_near(v.min, 5, 0); /* refused: as it was */
    assert_refused(variate_truncate(&v, 5, 5, &f), &f, "below max");
    assert_refused(variate_truncate(&v, -1, 5, &f), &f, "min");
    assert_refused(variate_truncate(&v, (double) NAN, 5, &f), &f, "min");
    assert_refused(variate_truncate(&v, 0, (double) NAN, &f), &f, "max");
    assert_int_equal(variate_truncate(&v, 10 * log(90), INF, &f), FAULT_NONE); /* keeps 1.1 % */
    assert_int_equal(variate_constant(&v, 7, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 7, 8, &f), FAULT_NONE);
    assert_near(variate_kept(&v), 1, 0);
    assert_near(variate_mean(&v), 7, 0);
    assert_refused(variate_truncate(&v, 8, 9, &f), &f, "0 %");
    assert_int_equal(variate_empirical(&v, &v.a, 1, NULL), FAULT_NONE);
    assert_refused(variate_truncate(&v, 0, 9, &f), &f, "empirical");
}

/* Densities by GSL, for its quadrature. */
static double density(double x, void *given)
{
    const struct variate *v = given;

    switch (v->family) {
    case VARIATE_EXPONENTIAL: return gsl_ran_exponential_pdf(x, v->a);
    case VARIATE_LOGNORMAL: return x > 0 ? gsl_ran_lognormal_pdf(x, v->a, v->b) : 0;
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return gsl_ran_gamma_pdf(x, v->a, v->b);
    case VARIATE_WEIBULL: return gsl_ran_weibull_pdf(x, v->a, v->b);
    case VARIATE_LOGLOGISTIC:
        return v->b / x * pow(x / v->a, v->b) / pow(1 + pow(x / v->a, v->b), 2);
    case VARIATE_HYPEREXPONENTIAL:
        return v->a * gsl_ran_exponential_pdf(x, v->b) +
               (1 - v->a) * gsl_ran_exponential_pdf(x, v->c);
    case VARIATE_UNIFORM: return gsl_ran_flat_pdf(x, v->a, v->b);
    case VARIATE_TRIANGULAR:
        if (x < v->a || x > v->c)
            return 0;
        return 2 / (v->c - v->a) *
               (x < v->b ? (x - v->a) / (v->b - v->a) : (v->c - x) / (v->c - v->b));
    case VARIATE_CONSTANT:
    case VARIATE_EMPIRICAL: break;
    }
    return (double) NAN;
}

/* x f(x) over dlog x, so that a long tail and a pole at 0 are smooth. */
static double moment(double log_x, void *given)
{
    double x = exp(log_x);

    return x * x * density(x, given);
}

static double mass(double log_x, void *given)
{
    double x = exp(log_x);

    return x * density(x, given);
}

static double integrate(double (*function)(double, void *), struct variate *v, double lo, double hi)
{
    gsl_integration_workspace *room = gsl_integration_workspace_alloc(4000);
    gsl_function f = {.function = function, .params = v};
    double sum = 0;

    for (double at = log(lo); at < log(hi); at += 2) { /* short panels: no peak is missed */
        double value, error;

        assert_int_equal(gsl_integration_qag(&f, at, fmin(at + 2, log(hi)), 0, 1e-11, 4000,
                                             GSL_INTEG_GAUSS31, room, &value, &error),
                         0);
        sum += value;
    }
    gsl_integration_workspace_free(room);
    return sum;
}

static void assert_truncated_mean(struct variate v, double min, double max)
{
    double lo = fmax(min, 1e-80), hi = fmin(max, 1e25);
    double first;

    assert_int_equal(variate_truncate(&v, min, max, NULL), FAULT_NONE);
    first = integrate(moment, &v, lo, hi) / integrate(mass, &v, lo, hi);
    assert_near(variate_mean(&v), first, 1e-9);
}

static void truncated_means_agree_with_quadrature_of_the_density(void **state)
{
    static const double ranges[][2] = {{0, 12}, {2, 12}, {5, 1e9}, {8, INF}, {0.5, 600}};
    struct variate v[10];

    (void) state;
    assert_int_equal(variate_exponential(&v[0], 10, NULL), FAULT_NONE);
    assert_int_equal(variate_lognormal_quantiles(&v[1], 6, 14, NULL), FAULT_NONE);
    assert_int_equal(variate_lognormal_moments(&v[2], 10, 40, NULL), FAULT_NONE);
    assert_int_equal(variate_gamma(&v[3], 10, 0.5, NULL), FAULT_NONE);
    assert_int_equal(variate_weibull(&v[4], 10, 0.6, NULL), FAULT_NONE);
    assert_int_equal(variate_weibull(&v[5], 10, 1.4, NULL), FAULT_NONE);
    assert_int_equal(variate_loglogistic(&v[6], 8, 3, NULL), FAULT_NONE);
    assert_int_equal(variate_erlang(&v[7], 10, 4, NULL), FAULT_NONE);
    assert_int_equal(variate_hyperexponential(&v[8], 10, 2, NULL), FAULT_NONE);
    assert_int_equal(variate_gamma(&v[9], 10, 1.5, NULL), FAULT_NONE);
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++)
            assert_truncated_mean(v[i], ranges[k][0], ranges[k][1]);
}

/* Long tails, a max far beyond the bulk, none at all, and a spike. */
static void truncated_means_hold_at_the_extremes(void **state)
{
    struct variate v;

    (void) state;
    assert_int_equal(variate_hyperexponential(&v, 10, 100, NULL), FAULT_NONE);
    assert_truncated_mean(v, 3, INF);
    assert_truncated_mean(v, 0, 1e15);
    assert_int_equal(variate_weibull(&v, 10, 0.2, NULL), FAULT_NONE);
    assert_truncated_mean(v, 100, INF);
    assert_truncated_mean(v, 0, 1e15);
    assert_int_equal(variate_loglogistic(&v, 8, 0.8, NULL), FAULT_NONE);
    assert_truncated_mean(v, 2, 1e6); /* has a mean by its max only */
    assert_int_equal(variate_truncate(&v, 2, INF, NULL), FAULT_NONE);
    assert_true(variate_mean(&v) > 1e300);
    assert_int_equal(variate_gamma(&v, 10, 0.005, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 0, 1e12, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 10, 1e-9);
}

/* Where the truncated mean has a closed form. */
static void truncated_means_agree_with_closed_forms(void **state)
{
    struct variate v;

    (void) state;
    assert_int_equal(variate_exponential(&v, 10, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 30, INF, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 40, 1e-12); /* no memory */
    assert_int_equal(variate_uniform(&v, 5, 15, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 0, 9, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 7, 1e-11);
    assert_int_equal(variate_triangular(&v, 3, 6, 20, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 6, INF, NULL), FAULT_NONE);
    assert_near(variate_mean(&v), 6 + 14.0 / 3, 1e-11);
    assert_int_equal(variate_lognormal_moments(&v, 10, 5, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 8, INF, NULL), FAULT_NONE);
    assert_near(variate_mean(&v),
                10 * gsl_cdf_ugaussian_Q((log(8) - v.a) / v.b - v.b) /
                    gsl_cdf_ugaussian_Q((log(8) - v.a) / v.b),
                1e-12);
    assert_int_equal(variate_gamma(&v, 10, 0.8, NULL), FAULT_NONE);
    assert_int_equal(variate_truncate(&v, 0, 7, NULL), FAULT_NONE);
    assert_near(variate_mean(&v),
                10 * gsl_cdf_gamma_P(7, v.a + 1, v.b) / gsl_cdf_gamma_P(7, v.a, v.b), 1e-11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_out_of_range_are_refused_by_name),
        cmocka_unit_test(means_are_what_was_asked_for),
        cmocka_unit_test(quantiles_and_coefficients_are_met),
        cmocka_unit_test(truncation_says_what_it_keeps),
        cmocka_unit_test(truncated_means_agree_with_quadrature_of_the_density),
        cmocka_unit_test(truncated_means_hold_at_the_extremes),
        cmocka_unit_test(truncated_means_agree_with_closed_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
