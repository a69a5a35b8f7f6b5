/* The normal distribution against GSL's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_near(double got, double wanted, double least)
{
    if (!(fabs(got - wanted) <= 1e-13 * (fabs(wanted) + least)))
        fail_msg("got %.17g, wanted %.17g", got, wanted);
}

static void shares_below_are_those_of_gsl(void **state)
{
    (void) state;
    for (int i = -160; i <= 160; i++)
        assert_near(normal_below(i / 20.0), gsl_cdf_ugaussian_P(i / 20.0), 0);
}

static void quantiles_are_those_of_gsl(void **state)
{
    (void) state;
    for (double share = 1e-12; share < 1; share += share < 1e-3 ? share : 1e-3)
        assert_near(normal_quantile(share), gsl_cdf_ugaussian_Pinv(share), 1);
    assert_near(normal_quantile(0.9), 1.2815515655446004, 0);
}

static void the_middle_is_nothing(void **state)
{
    (void) state;
    assert_true(fabs(normal_quantile(0.5)) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_below_are_those_of_gsl),
        cmocka_unit_test(quantiles_are_those_of_gsl),
        cmocka_unit_test(the_middle_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
