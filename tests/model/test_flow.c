/* Links, AI, coverage and final reads, in worlds small enough to reckon by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* 2 minutes of overhead and 3 for the images: sent at 0, 5 (waited 4), 20; received at 5, 10, 25.
 */
static void a_link_sends_one_study_at_a_time(void **state)
{
    const int at[] = {0, 1, 20};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 1);
    struct model_link link = {m->sites[0].id, (double) WORLD_MIN, 2 * (double) WORLD_MIN};

    (void) state;
    world_group(m, "g", 1, 1);
    assert_int_equal(model_add_link(m, &link, &m->sites[0].link, NULL), FAULT_NONE);
    assert_int_equal(variate_constant(&m->studies[ct].images, 3, NULL), FAULT_NONE);
    world_trace(m, ct, 1, at, 3);
    world_expect(m, "a0@6/0 a1@11/0 a2@26/0");
}

/* A tool that always says yes raises to stat; it has one server and takes 4 minutes a study. */
static void add_tool(struct model *m, uint32_t study, uint32_t servers)
{
    uint64_t studies = UINT64_C(1) << study;
    struct model_tool tool = {.id = (char *) (uintptr_t) "tool",
                              .studies = &studies,
                              .sensitivity = 1,
                              .specificity = 0,
                              .servers = servers};
    uint32_t finding;

    assert_int_equal(model_add_finding(m, &(struct model_finding){.id = (char *) (uintptr_t) "f"},
                                       &finding, NULL),
                     FAULT_NONE);
    assert_int_equal(variate_constant(&tool.time, 4 * (double) WORLD_MIN, NULL), FAULT_NONE);
    assert_int_equal(model_add_tool(m, &tool, NULL, NULL), FAULT_NONE);
}

/* One reader, busy with b0 until 10; b1, unseen by the tool, waits since 0, a0 and a1 since 1
 * and 2. One server: verdicts at 5 and 9, both before 10, so a0 and a1 go before b1. */
static void a_positive_raises_what_waits_when_the_verdict_comes(void **state)
{
    const int seen[] = {1, 2}, unseen[] = {0, 0};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), dx = world_study(m, "dx", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, seen, 2);
    world_trace(m, dx, 1, unseen, 2);
    add_tool(m, ct, 1);
    world_expect(m, "b0@10/0 a0@20/0 a1@30/0 b1@40/0");
}

/* Without the tool: by receipt. */
static void without_the_tool_they_go_by_receipt(void **state)
{
    const int seen[] = {1, 2}, unseen[] = {0, 0};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), dx = world_study(m, "dx", 10);

    (void) state;
    world_group(m, "g", 1, 1);
    world_trace(m, ct, 1, seen, 2);
    world_trace(m, dx, 1, unseen, 2);
    world_expect(m, "b0@10/0 b1@20/0 a0@30/0 a1@40/0");
}

/* Group g covers in [10, 20) only; q, of another provider, what has waited 15 minutes. a0 comes at
 * 0 and waits for the window; a1 comes at 18 and finds the window shut when the reader is free at
 * 20; q takes it at 33. */
static void coverage_holds_when_reading_begins(void **state)
{
    const int at[] = {0, 18};
    const struct span open = {10 * WORLD_MIN, 20 * WORLD_MIN};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), window, other, group;

    (void) state;
    assert_int_equal(
        model_add_provider(m,
                           &(struct model_provider){.id = (char *) (uintptr_t) "q",
                                                    .kind = (char *) (uintptr_t) "offshore"},
                           &other, NULL),
        FAULT_NONE);
    world_group(m, "g", 1, 1);
    group = world_group(m, "q", 1, 1);
    m->groups[group].provider = other;
    assert_int_equal(model_add_window(m,
                                      &(struct model_window){(struct span *) (uintptr_t) &open, 1},
                                      &window, NULL),
                     FAULT_NONE);
    assert_int_equal(model_add_coverage(m, &(struct model_coverage){.window = window}, NULL),
                     FAULT_NONE);
    assert_int_equal(model_add_coverage(m,
                                        &(struct model_coverage){.provider = other,
                                                                 .window = MODEL_NONE,
                                                                 .overflow_us = 15 * WORLD_MIN},
                                        NULL),
                     FAULT_NONE);
    world_trace(m, ct, 1, at, 2);
    world_expect(m, "a0@20/0 a1@43/1");
}

/* Reader 0 makes preliminary reports, reader 1 (another group) final ones, from 30 on: first reads
 * come before the final ones. The final read's base time is drawn anew: 10 minutes again. */
static void final_reads_stand_behind_first_reads(void **state)
{
    const int at[] = {0, 29, 29};
    const struct span duty = {30 * WORLD_MIN, 90 * WORLD_MIN};
    const struct span early = {0, 20 * WORLD_MIN};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), night;

    (void) state;
    night = world_group(m, "a-night", 1, 1);
    world_group(m, "b-day", 1, 1);
    m->groups[night].reads = MODEL_READS_PRELIMINARY;
    m->providers[0].makes_finals = true;
    model_set_finals(m, 60 * WORLD_MIN);
    assert_int_equal(model_set_duty(m, 0, &early, 1, NULL), FAULT_NONE);
    assert_int_equal(model_set_duty(m, 1, &duty, 1, NULL), FAULT_NONE);
    world_trace(m, ct, 1, at, 3);
    world_expect(m, "a0@10/0 a1@40/1 a2@50/1 fa0@60/1");
}

/* Two preliminary reports, at 20 (of what came first) and 10: the final reads go by these instants.
 */
static void final_reads_go_by_the_preliminary_report(void **state)
{
    const int low[] = {0}, stat[] = {0};
    const struct span duty = {30 * WORLD_MIN, 90 * WORLD_MIN};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), fast = world_study(m, "fast", 20), night;

    (void) state;
    night = world_group(m, "a-night", 2, 1);
    world_group(m, "b-day", 1, 1);
    m->groups[night].reads = MODEL_READS_PRELIMINARY;
    m->providers[0].makes_finals = true;
    model_set_finals(m, 60 * WORLD_MIN);
    assert_int_equal(model_set_duty(m, 2, &duty, 1, NULL), FAULT_NONE);
    world_trace(m, fast, 1, low, 1);
    world_trace(m, ct, 1, stat, 1);
    world_expect(m, "b0@10/1 a0@20/0 fb0@40/2 fa0@60/2");
}

/* Group b reads finals, but its provider makes none of the final reads: nobody does. */
static void only_the_named_providers_make_final_reads(void **state)
{
    const int at[] = {0};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), night;

    (void) state;
    night = world_group(m, "a-night", 1, 1);
    world_group(m, "b-day", 1, 1);
    m->groups[night].reads = MODEL_READS_PRELIMINARY;
    model_set_finals(m, 60 * WORLD_MIN);
    world_trace(m, ct, 1, at, 1);
    world_expect(m, "a0@10/0");
}

/* At 15 two readers come on shift: the first read of b0 goes to the one of the earlier group, the
 * final read of a0, though older, to the other. */
static void a_first_read_is_assigned_before_a_final_one(void **state)
{
    const int first[] = {0}, then[] = {12};
    const struct span night_duty = {0, 11 * WORLD_MIN}, duty = {15 * WORLD_MIN, 90 * WORLD_MIN};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10), night;

    (void) state;
    night = world_group(m, "a-night", 1, 1);
    world_group(m, "b-day", 1, 1);
    world_group(m, "c-day", 1, 1);
    m->groups[night].reads = MODEL_READS_PRELIMINARY;
    m->providers[0].makes_finals = true;
    model_set_finals(m, 60 * WORLD_MIN);
    assert_int_equal(model_set_duty(m, 0, &night_duty, 1, NULL), FAULT_NONE);
    assert_int_equal(model_set_duty(m, 1, &duty, 1, NULL), FAULT_NONE);
    assert_int_equal(model_set_duty(m, 2, &duty, 1, NULL), FAULT_NONE);
    world_trace(m, ct, 1, first, 1);
    world_trace(m, ct, 1, then, 1);
    world_expect(m, "a0@10/0 b0@25/1 fa0@25/2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_sends_one_study_at_a_time),
        cmocka_unit_test(a_positive_raises_what_waits_when_the_verdict_comes),
        cmocka_unit_test(without_the_tool_they_go_by_receipt),
        cmocka_unit_test(coverage_holds_when_reading_begins),
        cmocka_unit_test(final_reads_stand_behind_first_reads),
        cmocka_unit_test(final_reads_go_by_the_preliminary_report),
        cmocka_unit_test(only_the_named_providers_make_final_reads),
        cmocka_unit_test(a_first_read_is_assigned_before_a_final_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
