/* Who reads what next, in worlds small enough to reckon by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Readers 0 and 1 (group near), 2 (far). At 0 three studies: 0, 1, 2 in order of group and number.
 * All end at 10 in that order; at 20 one comes: reader 0 again, being idle as long as 1 and 2. At
 * 25 one more, while 0 reads: 1. At 31 and 32: 2 (idle since 10), then 0 (since 30). */
static void longest_idle_reads_next(void **state)
{
    const int at[] = {0, 0, 0, 20, 25, 31, 32};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g1", 2, 1);
    world_group(m, "g2", 1, 1);
    world_trace(m, ct, 1, at, 7);
    world_expect(m, "a0@10/0 a1@10/1 a2@10/2 a3@30/0 a4@35/1 a5@41/2 a6@42/0");
}

/* One reader; low at 0, 1; stat at 2, 3: rank first, then receipt. */
static void rank_before_receipt(void **state)
{
    const int low[] = {0, 1}, stat[] = {2, 3};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, low, 2);
    world_trace(m, ct, 0, stat, 2);
    world_expect(m, "a0@10/0 b0@20/0 b1@30/0 a1@40/0");
}

/* The reader of pace 2 has done 4 of 10 minutes' base time by 8 when stat comes; it takes 20
 * minutes; then 6 minutes of base time are left: 12. */
static void a_study_put_down_keeps_its_base_time(void **state)
{
    const int low[] = {0}, stat[] = {8};
    struct model *m = world_new(true);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 1, 2);
    world_trace(m, ct, 1, low, 1);
    world_trace(m, ct, 0, stat, 1);
    world_expect(m, "b0@28/0 a0@40/0");
}

/* fifo: at 10 the reader takes low a1 (received 1) before stat b0 (received 2); being of a named
 * priority, b0 takes its place at once. */
static void under_fifo_an_urgent_study_takes_over_what_was_begun(void **state)
{
    const int low[] = {0, 1}, stat[] = {2};
    struct model *m = world_new(true);
    uint32_t ct = world_study(m, "ct", 10);
    uint32_t long_one = world_study(m, "long", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, long_one, 0, low, 1); /* a stat in hand until 10 */
    world_trace(m, ct, 1, low + 1, 1);
    world_trace(m, ct, 0, stat, 1);
    model_set_dispatch(m, &(struct model_dispatch){.order = MODEL_ORDER_FIFO});
    world_expect(m, "a0@10/0 c0@20/0 b0@30/0");
}

/* Two readers with low since 0 and 1: the one begun last is put down (reader 1), and its study goes
 * on with whoever is free first: reader 0 at 10, with 10 - 4 = 6 minutes left. */
static void the_study_begun_last_is_put_down(void **state)
{
    const int low[] = {0, 1}, stat[] = {5};
    struct model *m = world_new(true);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 2, 1);
    world_trace(m, ct, 1, low, 2);
    world_trace(m, ct, 0, stat, 1);
    world_expect(m, "a0@10/0 b0@15/1 a1@16/0");
}

/* A shift of 0 to 15: a0 0-10, a1 10-20 in overtime, a2 waits for the shift of 30 to 60. */
static void a_shift_takes_no_study_at_its_end_but_finishes_one(void **state)
{
    const int at[] = {0, 0, 0};
    const struct span duty[] = {{0, 15 * WORLD_MIN}, {30 * WORLD_MIN, 60 * WORLD_MIN}};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, at, 3);
    assert_int_equal(model_set_duty(m, 0, duty, 2, NULL), FAULT_NONE);
    world_expect(m, "a0@10/0 a1@20/0 a2@40/0");
}

/* The shift ends at 15; the reader finishes a1 in overtime, and stat, come at 16, must wait. */
static void a_reader_in_overtime_is_not_preempted(void **state)
{
    const int low[] = {0, 0}, stat[] = {16};
    const struct span duty[] = {{0, 15 * WORLD_MIN}, {30 * WORLD_MIN, 60 * WORLD_MIN}};
    struct model *m = world_new(true);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, low, 2);
    world_trace(m, ct, 0, stat, 1);
    assert_int_equal(model_set_duty(m, 0, duty, 2, NULL), FAULT_NONE);
    world_expect(m, "a0@10/0 a1@20/0 b0@40/0");
}

/* But when the next shift starts at 18, while he still reads, it takes over: a1 has 2 minutes left.
 */
static void a_new_shift_ends_the_protection_of_overtime(void **state)
{
    const int low[] = {0, 0}, stat[] = {16};
    const struct span duty[] = {{0, 15 * WORLD_MIN}, {18 * WORLD_MIN, 60 * WORLD_MIN}};
    struct model *m = world_new(true);
    uint32_t ct = world_study(m, "ct", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, low, 2);
    world_trace(m, ct, 0, stat, 1);
    assert_int_equal(model_set_duty(m, 0, duty, 2, NULL), FAULT_NONE);
    world_expect(m, "a0@10/0 b0@28/0 a1@30/0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longest_idle_reads_next),
        cmocka_unit_test(rank_before_receipt),
        cmocka_unit_test(a_study_put_down_keeps_its_base_time),
        cmocka_unit_test(under_fifo_an_urgent_study_takes_over_what_was_begun),
        cmocka_unit_test(the_study_begun_last_is_put_down),
        cmocka_unit_test(a_reader_in_overtime_is_not_preempted),
        cmocka_unit_test(a_new_shift_ends_the_protection_of_overtime),
        cmocka_unit_test(a_shift_takes_no_study_at_its_end_but_finishes_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
