/* Names, promises, duties and clocks of a shape; pieces of the run's clock.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/simtime.h"
#include "experiment/record_plan.h"
#include "support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct variate nothing(void)
{
    struct variate v;

    assert_int_equal(variate_constant(&v, 0, NULL), FAULT_NONE);
    return v;
}

/* A day with a warm-up; study types of MR and CT; a zone that turns its clock at noon. */
static struct model *make_model(void)
{
    static int64_t at_us[] = {-SIMTIME_DAY, -SIMTIME_HOUR, SIMTIME_DAY / 2, SIMTIME_DAY};
    static int32_t offset_s[] = {0, 3600, 5400, 7200};
    const struct span duty[] = {{-2 * SIMTIME_HOUR, -SIMTIME_HOUR},
                                {-SIMTIME_HOUR / 2, SIMTIME_HOUR},
                                {23 * SIMTIME_HOUR, 25 * SIMTIME_HOUR}};
    struct model *m = world_create(1440, 1440, 120);
    double shares[2] = {0.5, 0.5};

    assert_int_equal(model_add_zone(m,
                                    &(struct model_zone){.id = (char[]){"Australia/Lord_Howe"},
                                                         .count = 4,
                                                         .at_us = at_us,
                                                         .offset_s = offset_s},
                                    NULL, NULL),
                     FAULT_NONE);
    world_priority(m, "stat", 30, 0.9);
    world_priority(m, "low", NONE_MIN, (double) NAN);
    world_study(
        m, &(struct world_study){.id = "a", .modality = 2, .read = nothing(), .images = nothing()});
    world_study(
        m, &(struct world_study){.id = "b", .modality = 0, .read = nothing(), .images = nothing()});
    world_site(m, "p", 0, 0);
    world_source(m, 0, 0, 1, shares);
    world_provider(m, "county", 0, true);
    world_group(m, "alone", 1, 0, MODEL_READS_FINAL);
    world_group(m, "pair", 2, 0, MODEL_READS_FINAL);
    assert_int_equal(model_set_duty(m, 0, duty, 3, NULL), FAULT_NONE);
    assert_int_equal(model_set_duty(m, 2, NULL, 0, NULL), FAULT_NONE);
    return m;
}

static void axes_have_the_ids_in_order(void **state)
{
    struct model *model = make_model();
    struct shape *s = world_finish(model);

    (void) state;
    assert_int_equal(s->cells[TABLE_OVERALL], 1);
    assert_int_equal(s->cells[TABLE_WEEK], WEEK_HOURS);
    assert_null(s->labels[TABLE_WEEK]);
    assert_string_equal(s->labels[TABLE_PRIORITY][1], "low");
    assert_int_equal(s->cells[TABLE_MODALITY], 2); /* those that some study type has */
    assert_string_equal(s->labels[TABLE_MODALITY][0], "CT");
    assert_string_equal(s->labels[TABLE_MODALITY][1], "MR");
    assert_string_equal(s->labels[TABLE_READER][0], "alone");
    assert_string_equal(s->labels[TABLE_READER][1], "pair-1");
    assert_string_equal(s->labels[TABLE_READER][2], "pair-2");
    assert_int_equal(s->reader_count, 3);
    assert_int_equal(s->reader_group[2], 1);
    assert_int_equal(s->cells[TABLE_FINDING], 0);
    assert_int_equal(s->cells[TABLE_AI], 0);
    assert_true(s->target_min[0] == 30 && s->attain[0] == 0.9);
    assert_true(isnan(s->target_min[1]) && isnan(s->attain[1]));
    assert_true(s->duration_min == 1440);
    assert_string_equal(s->currency, "USD");
    shape_free(s);
    model_free(model);
}

static void duties_and_clocks_are_cut_to_the_measured_time(void **state)
{
    struct model *model = make_model();
    struct shape *s = world_finish(model);

    (void) state;
    assert_int_equal(s->duty_count, 3);
    assert_int_equal(s->duty_reader[0], 0);
    assert_true(s->duty_from_min[0] == 0 && s->duty_to_min[0] == 60);
    assert_true(s->duty_from_min[1] == 23 * 60 && s->duty_to_min[1] == 1440);
    assert_int_equal(s->duty_reader[2], 1); /* always on */
    assert_true(s->duty_from_min[2] == 0 && s->duty_to_min[2] == 1440);
    assert_int_equal(s->clock_count, 3); /* UTC, then two of the other */
    assert_int_equal(s->clock_zone[1], 1);
    assert_true(s->clock_at_min[1] == 0 && s->clock_offset_min[1] == 60);
    assert_true(s->clock_at_min[2] == 720 && s->clock_offset_min[2] == 90);
    assert_string_equal(s->zones[1], "Australia/Lord_Howe");
    shape_free(s);
    model_free(model);
}

static void steps_are_round_and_a_thousand_at_most(void **state)
{
    static const struct {
        int64_t duration_us, step_us;
    } rows[] = {{SIMTIME_MINUTE, SIMTIME_MINUTE},
                {1000 * SIMTIME_MINUTE, SIMTIME_MINUTE},
                {1000 * SIMTIME_MINUTE + 1, 2 * SIMTIME_MINUTE},
                {28 * SIMTIME_DAY, SIMTIME_HOUR},
                {365 * SIMTIME_DAY, 12 * SIMTIME_HOUR},
                {3650 * SIMTIME_DAY, 5 * SIMTIME_DAY},
                {36500 * SIMTIME_DAY, 40 * SIMTIME_DAY}};

    (void) state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(record_plan_step_us(rows[i].duration_us), rows[i].step_us);
}

/* Hours that begin at odd instants, one of them twice as long, and a month within an hour. */
static void every_instant_is_in_its_piece(void **state)
{
    static int64_t hour_us[] = {0, 15 * MINUTE, 135 * MINUTE, 195 * MINUTE};
    static uint8_t hour_of_week[] = {5, 6, 7, 8};
    static int64_t month_us[] = {0, 60 * MINUTE};
    static bool judged[] = {true, true};
    struct model *model = make_model();
    struct record_plan *plan = NULL;
    struct shape *shape = NULL;

    (void) state;
    assert_int_equal(model_set_clock(model, &(struct model_hours){4, hour_us, hour_of_week},
                                     &(struct model_months){2, month_us, judged, SIMTIME_NEVER},
                                     NULL),
                     FAULT_NONE);
    assert_int_equal(model_freeze(model, NULL), FAULT_NONE);
    assert_int_equal(replicate_shape(model, NULL, &shape, NULL), FAULT_NONE);
    assert_string_equal(shape->currency, "1");
    assert_int_equal(record_plan_create(&plan, model, shape, NULL), FAULT_NONE);
    assert_int_equal(plan->piece_count, 5);
    for (int64_t at = 0; at < 1440; at++) {
        const struct record_piece *piece = record_plan_piece(plan, at * MINUTE);

        assert_int_equal(piece->hour, at < 15 ? 5 : at < 135 ? 6 : at < 195 ? 7 : 8);
        assert_int_equal(piece->month, at < 60 ? 0 : 1);
    }
    assert_int_equal(record_plan_piece(plan, 60 * MINUTE - 1)->month, 0);
    assert_int_equal(plan->hour_us[6], 120 * MINUTE);
    assert_int_equal(plan->hour_us[8], (1440 - 195) * MINUTE);
    record_plan_free(plan);
    shape_free(shape);
    model_free(model);
}

static void without_a_clock_there_are_pieces_but_no_hours(void **state)
{
    struct model *model = make_model();
    struct record_plan *plan = NULL;
    struct shape *shape = NULL;

    (void) state;
    assert_int_equal(model_freeze(model, NULL), FAULT_NONE);
    assert_int_equal(replicate_shape(model, "EUR", &shape, NULL), FAULT_NONE);
    assert_int_equal(record_plan_create(&plan, model, shape, NULL), FAULT_NONE);
    assert_int_equal(plan->piece_count, 24);
    assert_int_equal(plan->month_count, 0);
    assert_int_equal(record_plan_piece(plan, SIMTIME_DAY - 1)->hour, RECORD_NO_HOUR);
    record_plan_free(plan);
    shape_free(shape);
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_have_the_ids_in_order),
        cmocka_unit_test(duties_and_clocks_are_cut_to_the_measured_time),
        cmocka_unit_test(steps_are_round_and_a_thousand_at_most),
        cmocka_unit_test(every_instant_is_in_its_piece),
        cmocka_unit_test(without_a_clock_there_are_pieces_but_no_hours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
