/* The record keeper's money, told item by item; every sum is reckoned by hand beside it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record.h"

#include "support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Sites p, q with a study type each entry; readers 0 and 1 are hq's, of county, 2 is far's, of
 * nightco; three months. */
struct world {
    struct model *model;
    struct shape *shape;
    struct record_plan *plan;
    struct record *record;
    struct outcome *outcome;
};

enum source { P_A, Q_A };
enum provider { COUNTY, NIGHTCO };

static struct world open_world(void)
{
    struct world w = {.model = world_create(0, 240, 0)};
    struct variate nothing;
    double shares[2] = {0.5, 0.5};

    assert_int_equal(variate_constant(&nothing, 0, NULL), FAULT_NONE);
    world_priority(w.model, "stat", 30, 0.9);
    world_priority(w.model, "low", NONE_MIN, (double) NAN);
    world_finding(w.model, "ich");
    world_study(w.model, &(struct world_study){.id = "a", .read = nothing, .images = nothing});
    world_site(w.model, "p", 0, 0);
    world_site(w.model, "q", 0, 0);
    world_source(w.model, 0, 0, 1, shares);
    world_source(w.model, 1, 0, 1, shares);
    world_provider(w.model, "county", 0, true);
    world_provider(w.model, "nightco", 0, false);
    world_group(w.model, "hq", 2, COUNTY, MODEL_READS_FINAL);
    world_group(w.model, "far", 1, NIGHTCO, MODEL_READS_PRELIMINARY);
    assert_int_equal(
        model_set_bills(w.model,
                        &(struct model_bills){3, (int64_t[]){0, 100, 200}, (double[]){1, 1, 1},
                                              (int32_t[]){24312, 24313, 24323}},
                        NULL),
        FAULT_NONE);
    w.shape = world_finish(w.model);
    assert_int_equal(record_plan_create(&w.plan, w.model, w.shape, NULL), FAULT_NONE);
    assert_int_equal(record_create(&w.record, w.plan, NULL), FAULT_NONE);
    return w;
}

static void close_world(struct world *w)
{
    outcome_free(w->outcome);
    record_free(w->record);
    record_plan_free(w->plan);
    shape_free(w->shape);
    model_free(w->model);
}

static const struct study_life at_p = {.source = P_A, .ordered = 0, .findings = 1};
static const struct study_life at_q = {.source = Q_A, .ordered = 1, .site = 1};

static const struct money_item items[] = {
    {MONEY_OVERREAD, 0, 0, COUNTY, &at_p, 9},           /* the final report */
    {MONEY_READER, 0, 2, NIGHTCO, &at_p, 20},           /* the preliminary one */
    {MONEY_AI, 1, MODEL_NONE, MODEL_NONE, &at_p, 1.5},  /* a verdict */
    {MONEY_READER, 0, 1, COUNTY, NULL, 120},            /* hours without a read */
    {MONEY_LICENCE, 2, 1, COUNTY, NULL, 70},            /* a fee */
    {MONEY_REVENUE, 1, MODEL_NONE, NIGHTCO, &at_p, 48}, /* a read's price */
    {MONEY_REVENUE, 1, MODEL_NONE, NIGHTCO, NULL, 500}, /* a month's */
    {MONEY_PENALTY, 2, MODEL_NONE, NIGHTCO, &at_p, 5},
    {MONEY_WAIVED, 2, MODEL_NONE, NIGHTCO, &at_p, 20},
    {MONEY_READER, 2, 0, COUNTY, &at_q, 0.1},
};

/* From the first item on, or from the last one back. */
static void tell(struct world *w, bool backwards)
{
    struct observer o = record_observer(w->record);

    outcome_free(w->outcome);
    w->outcome = NULL;
    assert_int_equal(record_start(w->record, 0, false, NULL), FAULT_NONE);
    for (size_t i = 0; i < COUNT(items); i++)
        o.paid(o.self, &items[backwards ? COUNT(items) - 1 - i : i]);
    assert_int_equal(record_finish(w->record, &w->outcome, NULL), FAULT_NONE);
}

struct wanted {
    size_t measure;
    double value;
};

static void assert_values(const struct world *w, enum table table, size_t cell,
                          const struct wanted *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double got = outcome_value(w->outcome, w->shape, table, wanted[i].measure, cell);

        if (!(got >= wanted[i].value && got <= wanted[i].value))
            fail_msg("%s[%zu].%s: %.17g, not %.17g", outcome_table_name(table), cell,
                     outcome_notes(table)[wanted[i].measure].name, got, wanted[i].value);
    }
}

#define ASSERT_VALUES(table, cell, ...)                                                            \
    do {                                                                                           \
        static const struct wanted rows[] = {__VA_ARGS__};                                         \
        assert_values(&w, table, cell, rows, COUNT(rows));                                         \
    } while (0)

static void money_goes_to_study_reader_and_provider(void **state)
{
    struct world w = open_world();

    (void) state;
    tell(&w, false);
    ASSERT_VALUES(TABLE_OVERALL, 0, {MEASURE_COST, 220.6}, {MEASURE_REVENUE, 548},
                  {MEASURE_READER_COST, 149.1}, {MEASURE_OVERREAD_COST, 9},
                  {MEASURE_LICENCE_COST, 70}, {MEASURE_AI_COST, 1.5}, {MEASURE_PENALTIES, 5},
                  {MEASURE_PENALTIES_WAIVED, 20});
    ASSERT_VALUES(TABLE_PRIORITY, 0, {MEASURE_COST, 30.5}, {MEASURE_REVENUE, 48},
                  {MEASURE_READER_COST, 29}, {MEASURE_OVERREAD_COST, 9}, {MEASURE_LICENCE_COST, 0},
                  {MEASURE_AI_COST, 1.5}, {MEASURE_PENALTIES, 5});
    ASSERT_VALUES(TABLE_STUDY, 0, {MEASURE_COST, 30.6});
    ASSERT_VALUES(TABLE_SITE, 0, {MEASURE_COST, 30.5}, {MEASURE_PENALTIES_WAIVED, 20});
    ASSERT_VALUES(TABLE_SITE, 1, {MEASURE_COST, 0.1});
    ASSERT_VALUES(TABLE_PROVIDER, COUNTY, {MEASURE_COST, 199.1}, {MEASURE_REVENUE, 0},
                  {MEASURE_OVERREAD_COST, 9}, {MEASURE_LICENCE_COST, 70}, {MEASURE_AI_COST, 0});
    ASSERT_VALUES(TABLE_PROVIDER, NIGHTCO, {MEASURE_COST, 20}, {MEASURE_REVENUE, 548},
                  {MEASURE_PENALTIES, 5});
    ASSERT_VALUES(TABLE_FINDING, 0, {MEASURE_COST, 30.5}, {MEASURE_REVENUE, 48});
    ASSERT_VALUES(TABLE_READER, 0, {READER_COST, 9.1});
    ASSERT_VALUES(TABLE_READER, 1, {READER_COST, 120}); /* a fee is no pay */
    ASSERT_VALUES(TABLE_GROUP, 0, {READER_COST, 129.1});
    close_world(&w);
}

static void money_goes_to_its_month(void **state)
{
    struct world w = open_world();

    (void) state;
    assert_int_equal(w.shape->cells[TABLE_MONTH], 3);
    assert_string_equal(w.shape->labels[TABLE_MONTH][0], "2026-01");
    assert_string_equal(w.shape->labels[TABLE_MONTH][2], "2026-12");
    tell(&w, false);
    ASSERT_VALUES(TABLE_MONTH, 0, {MONTH_REVENUE, 0}, {MONTH_READER_COST, 149},
                  {MONTH_OVERREAD_COST, 9}, {MONTH_LICENCE_COST, 0}, {MONTH_AI_COST, 0});
    ASSERT_VALUES(TABLE_MONTH, 1, {MONTH_REVENUE, 548}, {MONTH_READER_COST, 0},
                  {MONTH_AI_COST, 1.5}, {MONTH_PENALTIES, 0});
    ASSERT_VALUES(TABLE_MONTH, 2, {MONTH_LICENCE_COST, 70}, {MONTH_READER_COST, 0.1},
                  {MONTH_PENALTIES, 5}, {MONTH_PENALTIES_WAIVED, 20});
    ASSERT_VALUES(TABLE_PROVIDER_MONTH, 0, {MONTH_READER_COST, 129}, {MONTH_OVERREAD_COST, 9});
    ASSERT_VALUES(TABLE_PROVIDER_MONTH, 2, {MONTH_READER_COST, 0.1}, {MONTH_LICENCE_COST, 70});
    ASSERT_VALUES(TABLE_PROVIDER_MONTH, 3, {MONTH_READER_COST, 20});
    ASSERT_VALUES(TABLE_PROVIDER_MONTH, 4, {MONTH_REVENUE, 548}, {MONTH_AI_COST, 0});
    ASSERT_VALUES(TABLE_PROVIDER_MONTH, 5, {MONTH_PENALTIES, 5}, {MONTH_PENALTIES_WAIVED, 20});
    close_world(&w);
}

/* Values like 0.1 do not add up in floating point; whole parts do, in any order. */
static void the_order_of_items_moves_no_bit(void **state)
{
    struct world w = open_world();
    double forth;

    (void) state;
    tell(&w, false);
    forth = outcome_value(w.outcome, w.shape, TABLE_OVERALL, MEASURE_COST, 0);
    tell(&w, true);
    assert_memory_equal(&forth, &w.outcome->values[TABLE_OVERALL][MEASURE_COST], sizeof forth);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_goes_to_study_reader_and_provider),
        cmocka_unit_test(money_goes_to_its_month),
        cmocka_unit_test(the_order_of_items_moves_no_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
