/* Tallies, shares and areas under steps, by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/tally.h"

#include "core/simtime.h"
#include "measure/timeavg.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void means_are_in_minutes_and_of_nothing_nan(void **state)
{
    struct tally tally = {0, 0}, other = {0, 0};

    (void) state;
    assert_true(isnan(tally_mean_min(&tally)));
    tally_add(&tally, SIMTIME_MINUTE);
    tally_add(&other, 2 * SIMTIME_MINUTE);
    tally_add(&other, 6 * SIMTIME_MINUTE);
    tally_merge(&tally, &other);
    assert_true(tally_mean_min(&tally) == 3);
    assert_int_equal(tally.count, 3);
}

static void sums_beyond_64_bits_are_kept(void **state)
{
    struct tally tally = {0, 0};

    (void) state;
    for (int i = 0; i < 8; i++)
        tally_add(&tally, SIMTIME_NEVER); /* 2^65 in all */
    assert_true(tally_mean_min(&tally) == (double) SIMTIME_NEVER / (double) SIMTIME_MINUTE);
}

static void a_share_of_nothing_is_nan(void **state)
{
    (void) state;
    assert_true(isnan(tally_share(0, 0)));
    assert_true(tally_share(19, 20) == 0.95);
    assert_true(tally_share(0, 3) == 0);
}

/* Level 0 up to 10, 1 to 30, 3 to 40, 2 to the end at 100, then 2 for 50, falling to 0 at 20. */
static void areas_under_steps_are_exact(void **state)
{
    struct timeavg average = {0, 0};

    (void) state;
    assert_int_equal(timeavg_turn(&average, 100), 0);
    timeavg_step(&average, 1, 90);
    timeavg_step(&average, 2, 70);
    timeavg_step(&average, -1, 60);
    assert_int_equal(timeavg_turn(&average, 50), 20 + 30 + 120);
    timeavg_step(&average, -2, 30);
    assert_int_equal(timeavg_turn(&average, 7), 40);
    assert_int_equal(timeavg_turn(&average, 7), 0);
    assert_int_equal(average.level, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_in_minutes_and_of_nothing_nan),
        cmocka_unit_test(sums_beyond_64_bits_are_kept),
        cmocka_unit_test(a_share_of_nothing_is_nan),
        cmocka_unit_test(areas_under_steps_are_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
