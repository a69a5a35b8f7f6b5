/* Distribution functions and means of the families, against GSL.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/family.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void assert_near(double got, double wanted, double within)
{
    if (!(fabs(got - wanted) <= within))
        fail_msg("got %.17g, wanted %.17g within %g", got, wanted, within);
}

static void the_gamma_family_agrees_with_gsl(void **state)
{
    static const double shapes[] = {0.05, 0.5, 1, 1.5625, 10, 300, 20000};
    static const double multiples[] = {0.01, 0.3, 0.9, 1, 1.1, 2, 5};

    (void) state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t k = 0; k < sizeof multiples / sizeof *multiples; k++)
            assert_near(family_gamma_below(shapes[i], shapes[i] * multiples[k]),
                        gsl_cdf_gamma_P(shapes[i] * multiples[k], shapes[i], 1), 1e-9);
}

static void the_other_families_agree_with_gsl(void **state)
{
    const struct variate weibull = {.family = VARIATE_WEIBULL, .a = 10, .b = 1.4};
    const struct variate lognormal = {.family = VARIATE_LOGNORMAL, .a = 2, .b = 0.6};
    const struct variate exponential = {.family = VARIATE_EXPONENTIAL, .a = 10};

    (void) state;
    for (double x = 0.5; x < 60; x *= 1.5) {
        assert_near(family_below(&weibull, x), gsl_cdf_weibull_P(x, 10, 1.4), 1e-14);
        assert_near(family_below(&lognormal, x), gsl_cdf_lognormal_P(x, 2, 0.6), 1e-14);
        assert_near(family_below(&exponential, x), gsl_cdf_exponential_P(x, 10), 1e-14);
    }
}

static void upper_tails_keep_their_relative_precision(void **state)
{
    const struct variate lognormal = {.family = VARIATE_LOGNORMAL, .a = 2, .b = 0.6};
    const struct variate weibull = {.family = VARIATE_WEIBULL, .a = 10, .b = 1.4};
    const struct variate triangular = {.family = VARIATE_TRIANGULAR, .a = 3, .b = 6, .c = 20};
    const struct variate hyper = {.family = VARIATE_HYPEREXPONENTIAL, .a = 0.75, .b = 3, .c = 30};

    (void) state;
    for (double x = 20; x < 300; x *= 1.3) {
        assert_near(family_above(&lognormal, x) / gsl_cdf_lognormal_Q(x, 2, 0.6), 1, 1e-12);
        assert_near(family_above(&weibull, x) / gsl_cdf_weibull_Q(x, 10, 1.4), 1, 1e-12);
        assert_near(family_gamma_above(1.5625, x) / gsl_cdf_gamma_Q(x, 1.5625, 1), 1, 1e-10);
        assert_near(family_above(&hyper, x),
                    0.75 * gsl_cdf_exponential_Q(x, 3) + 0.25 * gsl_cdf_exponential_Q(x, 30),
                    1e-16);
    }
    assert_near(family_above(&triangular, 19.9), 0.01 / (14 * 17), 1e-16);
    for (double x = 1; x < 25; x += 0.5)
        assert_near(family_above(&triangular, x) + family_below(&triangular, x), 1, 1e-15);
    for (double x = 99000; x < 101000; x += 70)
        assert_near(family_gamma_above(1e5, x), gsl_cdf_gamma_Q(x, 1e5, 1), 1e-7);
}

static void an_empirical_is_linear_between_order_statistics(void **state)
{
    static const double values[] = {2, 4, 10};
    const struct variate v = {.family = VARIATE_EMPIRICAL, .values = values, .count = 3};

    (void) state;
    assert_near(family_below(&v, 3), 0.25, 1e-15);
    assert_near(family_below(&v, 7), 0.75, 1e-15);
    assert_near(family_mean(&v), 5, 1e-15); /* (3 + 7) / 2 */
    assert_near(family_above(&v, 7), 0.25, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gamma_family_agrees_with_gsl),
        cmocka_unit_test(the_other_families_agree_with_gsl),
        cmocka_unit_test(upper_tails_keep_their_relative_precision),
        cmocka_unit_test(an_empirical_is_linear_between_order_statistics),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
