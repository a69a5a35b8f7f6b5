/* The ziggurat's tables: heights are densities, and all layers, the tail's too, have one area.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/ziggurat.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static double exponential_density(double x)
{
    return exp(-x);
}

static double normal_density(double x)
{
    return exp(-x * x / 2);
}

static void check(const double *widths, const double *heights, double (*density)(double),
                  double tail)
{
    double area = widths[1] * heights[1] + tail;

    assert_true(fabs(widths[0] * heights[1] / area - 1) < 1e-12);
    for (int i = 1; i < ZIGGURAT_LAYERS; i++) {
        assert_true(widths[i] > widths[i + 1]);
        assert_true(fabs(heights[i] / density(widths[i]) - 1) < 1e-13);
        assert_true(fabs(widths[i] * (heights[i + 1] - heights[i]) / area - 1) < 1e-10);
    }
    assert_true(widths[ZIGGURAT_LAYERS] == 0 && heights[ZIGGURAT_LAYERS] == 1);
}

static void layers_under_the_exponential_have_one_area(void **state)
{
    (void) state;
    check(ziggurat_exponential_widths, ziggurat_exponential_heights, exponential_density,
          exp(-ziggurat_exponential_widths[1]));
}

static void layers_under_the_normal_have_one_area(void **state)
{
    (void) state;
    check(ziggurat_normal_widths, ziggurat_normal_heights, normal_density,
          sqrt(acos(-1.0) / 2) * erfc(ziggurat_normal_widths[1] / sqrt(2.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_under_the_exponential_have_one_area),
        cmocka_unit_test(layers_under_the_normal_have_one_area),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
