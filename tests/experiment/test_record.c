/* The record keeper on a small world told by hand; every value is reckoned by hand beside it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record.h"

#include "measure/histogram.h"
#include "support_play.h"
#include "support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NAN_D ((double) NAN)
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Four hours from 0, an hour of warm-up and of drain. Sites p, q; study types a (CT), b (DX);
 * readers 0 and 1 are hq's, of county, final; 2 is far's, of nightco, preliminary. A final report
 * is promised within 60 min. */
struct world {
    struct model *model;
    struct shape *shape;
    struct record_plan *plan;
    struct record *record;
    struct outcome *outcome;
};

enum source { P_A, P_B, Q_A };
enum priority { STAT, LOW };

static const struct play_life lives[] = {
    /* source, priority, arrived, received, begun, reported, final, read, readers, findings, AI */
    {P_A, STAT, 0, 2, 4, 12, 12, 8, 0, 0, 0, 0, 0},      /* met */
    {P_A, STAT, 10, 10, 30, 50, 100, 20, 2, 0, 1, 1, 1}, /* missed; final in time */
    {P_B, LOW, 20, 25, 25, 35, 35, 10, 1, 1, 0, 0, 0},
    {Q_A, STAT, 200, 200, 290, NEVER, NEVER, 0, MODEL_NONE, MODEL_NONE, 1, 1, 0}, /* past: missed */
    {Q_A, STAT, 230, 275, NEVER, NEVER, NEVER, 0, MODEL_NONE, MODEL_NONE, 0, 0, 0}, /* not judged */
    {P_A, STAT, -10, -5, 0, 20, 20, 20, 0, 0, 1, 1, 1}, /* warm-up: counts for readers */
    {P_B, LOW, 239, NEVER, NEVER, NEVER, NEVER, 0, MODEL_NONE, MODEL_NONE, 0, 0,
     0},                                                               /* on the link */
    {Q_A, LOW, 100, 100, 100, 110, NEVER, 10, 2, MODEL_NONE, 3, 1, 1}, /* final overdue */
};

static const struct play_state states[] = {
    {-60, 0, READER_ON},
    {-10, 0, READER_ON | READER_BUSY},
    {15, 0, READER_ON},
    {100, 0, READER_ON | READER_BUSY},
    {120, 0, READER_BUSY}, /* overtime */
    {130, 0, 0},
    {180, 1, READER_ON},
    {230, 1, READER_ON | READER_BUSY},
    {250, 1, READER_ON},
};

static struct variate nothing(void)
{
    struct variate v;

    assert_int_equal(variate_constant(&v, 0, NULL), FAULT_NONE);
    return v;
}

static struct model *make_model(double low_attain)
{
    struct model *m = world_create(60, 240, 60);
    double shares[2] = {0.5, 0.5};

    world_priority(m, "stat", 30, 0.9);
    world_priority(m, "low", isnan(low_attain) ? NONE_MIN : 60, low_attain);
    world_finding(m, "ich");
    world_finding(m, "sah");
    world_study(m,
                &(struct world_study){
                    .id = "a", .modality = 0, .read = nothing(), .images = nothing(), .rvu = 1.5});
    world_study(m,
                &(struct world_study){
                    .id = "b", .modality = 1, .read = nothing(), .images = nothing(), .rvu = 0.5});
    world_site(m, "p", 0, 0);
    world_site(m, "q", 0, 0);
    world_source(m, 0, 0, 1, shares);
    world_source(m, 0, 1, 1, shares);
    world_source(m, 1, 0, 1, shares);
    world_provider(m, "county", 0, true);
    world_provider(m, "nightco", 0, false);
    world_group(m, "hq", 2, 0, MODEL_READS_FINAL);
    world_group(m, "far", 1, 1, MODEL_READS_PRELIMINARY);
    assert_int_equal(model_add_tool(m,
                                    &(struct model_tool){.id = (char[]){"triage"},
                                                         .studies = (uint64_t[]){1},
                                                         .time = nothing(),
                                                         .servers = 1,
                                                         .positive_priority = MODEL_NONE},
                                    NULL, NULL),
                     FAULT_NONE);
    model_set_finals(m, 60 * MINUTE);
    return m;
}

static struct world open_world(struct model *model, struct shape *shape)
{
    struct world w = {model, shape, NULL, NULL, NULL};

    assert_int_equal(record_plan_create(&w.plan, model, shape, NULL), FAULT_NONE);
    assert_int_equal(record_create(&w.record, w.plan, NULL), FAULT_NONE);
    return w;
}

static void tell(struct world *w, bool trace)
{
    assert_int_equal(record_start(w->record, 3, trace, NULL), FAULT_NONE);
    play(w->record, w->model, lives, COUNT(lives), states, COUNT(states));
}

static void finish(struct world *w)
{
    outcome_free(w->outcome);
    w->outcome = NULL;
    assert_int_equal(record_finish(w->record, &w->outcome, NULL), FAULT_NONE);
}

static struct world told_world(void)
{
    struct model *model = make_model(NAN_D);
    struct world w = open_world(model, world_finish(model));

    tell(&w, true);
    finish(&w);
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

struct wanted {
    size_t measure;
    double value;
    double off; /* share that binning may move it */
};

static void assert_values(const struct world *w, enum table table, size_t cell,
                          const struct wanted *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double got = outcome_value(w->outcome, w->shape, table, wanted[i].measure, cell);
        double most = wanted[i].value * (wanted[i].off + 1e-12);

        if (isnan(got) != isnan(wanted[i].value) || fabs(got - wanted[i].value) > most)
            fail_msg("%s[%zu].%s: %.9g, not %.9g", outcome_table_name(table), cell,
                     outcome_notes(table)[wanted[i].measure].name, got, wanted[i].value);
    }
}

#define ASSERT_VALUES(world, table, cell, ...)                                                     \
    do {                                                                                           \
        static const struct wanted rows[] = {__VA_ARGS__};                                         \
        assert_values(world, table, cell, rows, COUNT(rows));                                      \
    } while (0)

static void overall_counts_and_means(void **state)
{
    struct world w = told_world();

    (void) state;
    ASSERT_VALUES(&w, TABLE_OVERALL, 0, {MEASURE_ARRIVED, 7, 0}, {MEASURE_REPORTED, 4, 0},
                  {MEASURE_WITHDRAWN, 0, 0}, {MEASURE_UNFINISHED, 3, 0},
                  {MEASURE_TAT_MEAN, 17.5, 0}, /* 10, 40, 10, 10 */
                  {MEASURE_TAT_P50, 10, 0.005}, {MEASURE_TAT_P90, 40, 0.005},
                  {MEASURE_TAT_P95, 40, 0.005}, {MEASURE_TAT_P99, 40, 0.005},
                  {MEASURE_TAT_MAX, 40, 0}, {MEASURE_TAT_FINAL_MEAN, 110.0 / 3, 0}, /* 10, 90, 10 */
                  {MEASURE_TAT_FINAL_P90, 90, 0.005},
                  {MEASURE_FINAL_MET, 0.5, 0},          /* the second; the last is overdue */
                  {MEASURE_TRANSFER_MEAN, 52.0 / 6, 0}, /* 2, 0, 5, 0, 45, 0 */
                  {MEASURE_WAIT_MEAN, 112.0 / 5, 0},    /* 2, 20, 0, 90, 0 */
                  {MEASURE_READ_MEAN, 12, 0},           /* 8, 20, 10, 10 */
                  {MEASURE_TARGET_MET, 1.0 / 3, 0}, {MEASURE_BREACH, 1, 0}, {MEASURE_REVENUE, 0, 0},
                  {MEASURE_COST, 0, 0}, {MEASURE_LITTLE_GAP, 0, 0});
    assert_int_equal(w.outcome->studies, 8);
    assert_int_equal(w.outcome->replication, 3);
    close_world(&w);
}

static void groupings_divide_the_studies(void **state)
{
    struct world w = told_world();

    (void) state;
    ASSERT_VALUES(&w, TABLE_PRIORITY, STAT, {MEASURE_ARRIVED, 4, 0}, {MEASURE_TAT_MEAN, 25, 0},
                  {MEASURE_TARGET_MET, 1.0 / 3, 0}, {MEASURE_BREACH, 1, 0});
    ASSERT_VALUES(&w, TABLE_PRIORITY, LOW, {MEASURE_ARRIVED, 3, 0}, {MEASURE_TARGET_MET, NAN_D, 0},
                  {MEASURE_BREACH, NAN_D, 0}, {MEASURE_TAT_P99, 10, 0.005});
    ASSERT_VALUES(&w, TABLE_MODALITY, 1, {MEASURE_ARRIVED, 2, 0}, {MEASURE_REPORTED, 1, 0},
                  {MEASURE_TAT_MAX, 10, 0}, {MEASURE_TAT_FINAL_P90, 10, 0.005});
    ASSERT_VALUES(&w, TABLE_MODALITY, 0, {MEASURE_ARRIVED, 5, 0}, {MEASURE_TAT_MAX, 40, 0});
    ASSERT_VALUES(&w, TABLE_STUDY, 0, {MEASURE_ARRIVED, 5, 0}, {MEASURE_TAT_P50, 10, 0.005});
    ASSERT_VALUES(&w, TABLE_STUDY, 1, {MEASURE_UNFINISHED, 1, 0}, {MEASURE_TRANSFER_MEAN, 5, 0});
    ASSERT_VALUES(&w, TABLE_SITE, 0, {MEASURE_ARRIVED, 4, 0}, {MEASURE_TAT_MEAN, 20, 0},
                  {MEASURE_BREACH, 1, 0}, {MEASURE_TAT_P90, 40, 0.005});
    ASSERT_VALUES(&w, TABLE_SITE, 1, {MEASURE_ARRIVED, 3, 0}, {MEASURE_TAT_MEAN, 10, 0},
                  {MEASURE_FINAL_MET, 0, 0}, {MEASURE_TAT_FINAL_MEAN, NAN_D, 0},
                  {MEASURE_TAT_FINAL_P90, NAN_D, 0});
    /* those never reported are nobody's */
    ASSERT_VALUES(&w, TABLE_PROVIDER, 0, {MEASURE_ARRIVED, 2, 0}, {MEASURE_UNFINISHED, 0, 0},
                  {MEASURE_TAT_MEAN, 10, 0}, {MEASURE_BREACH, 0, 0}, {MEASURE_FINAL_MET, NAN_D, 0});
    ASSERT_VALUES(&w, TABLE_PROVIDER, 1, {MEASURE_ARRIVED, 2, 0}, {MEASURE_TAT_MEAN, 25, 0},
                  {MEASURE_BREACH, 1, 0}, {MEASURE_TAT_P50, 10, 0.005},
                  {MEASURE_FINAL_MET, 0.5, 0});
    ASSERT_VALUES(&w, TABLE_FINDING, 0, {MEASURE_ARRIVED, 3, 0}, {MEASURE_REPORTED, 2, 0},
                  {MEASURE_TAT_MEAN, 25, 0}, {MEASURE_TARGET_MET, 0, 0}, {MEASURE_BREACH, 1, 0});
    ASSERT_VALUES(&w, TABLE_FINDING, 1, {MEASURE_ARRIVED, 1, 0}, {MEASURE_TAT_MEAN, 10, 0},
                  {MEASURE_BREACH, NAN_D, 0});
    close_world(&w);
}

static void readers_are_measured_where_their_minutes_lie(void **state)
{
    struct world w = told_world();

    (void) state;
    ASSERT_VALUES(&w, TABLE_READER, 0, {READER_READS, 3, 0}, {READER_RVU, 4.5, 0},
                  {READER_ON_SHIFT, 120, 0}, {READER_BUSY_TIME, 45, 0}, {READER_OVERTIME, 10, 0},
                  {READER_UTILISATION, 45.0 / 130, 0});
    ASSERT_VALUES(&w, TABLE_READER, 1, {READER_ON_SHIFT, 60, 0}, {READER_BUSY_TIME, 10, 0},
                  {READER_OVERTIME, 0, 0}, {READER_READS, 1, 0}, {READER_RVU, 0.5, 0});
    ASSERT_VALUES(&w, TABLE_READER, 2, {READER_READS, 2, 0}, {READER_ON_SHIFT, 0, 0},
                  {READER_UTILISATION, NAN_D, 0});
    ASSERT_VALUES(&w, TABLE_GROUP, 0, {READER_READS, 4, 0}, {READER_RVU, 5, 0},
                  {READER_ON_SHIFT, 180, 0}, {READER_BUSY_TIME, 55, 0}, {READER_OVERTIME, 10, 0},
                  {READER_UTILISATION, 55.0 / 190, 0});
    ASSERT_VALUES(&w, TABLE_GROUP, 1, {READER_RVU, 3, 0}, {READER_UTILISATION, NAN_D, 0});
    close_world(&w);
}

static void the_week_goes_by_hours_that_occurred(void **state)
{
    struct world w = told_world();

    (void) state;
    ASSERT_VALUES(&w, TABLE_WEEK, 0, {WEEK_ARRIVALS, 3, 0},
                  {WEEK_BACKLOG, 80.0 / 60, 0}, /* 10 + 40 + 10, and 20 of the warm-up's study */
                  {WEEK_READERS_ON_SHIFT, 1, 0}, {WEEK_UTILISATION, 0.25, 0},
                  {WEEK_TAT_MEAN, 20, 0}, {WEEK_TARGET_MET, 0.5, 0});
    ASSERT_VALUES(&w, TABLE_WEEK, 1, {WEEK_ARRIVALS, 1, 0}, {WEEK_BACKLOG, 1.0 / 6, 0},
                  {WEEK_UTILISATION, 1.0 / 3, 0}, {WEEK_TAT_MEAN, 10, 0},
                  {WEEK_TARGET_MET, NAN_D, 0});
    ASSERT_VALUES(&w, TABLE_WEEK, 2, {WEEK_ARRIVALS, 0, 0}, {WEEK_READERS_ON_SHIFT, 0, 0},
                  {WEEK_UTILISATION, 1, 0}, {WEEK_TAT_MEAN, NAN_D, 0});
    ASSERT_VALUES(&w, TABLE_WEEK, 3, {WEEK_ARRIVALS, 3, 0}, {WEEK_BACKLOG, 2.0 / 3, 0},
                  {WEEK_READERS_ON_SHIFT, 1, 0}, {WEEK_UTILISATION, 1.0 / 6, 0},
                  {WEEK_TAT_MEAN, NAN_D, 0}, {WEEK_TARGET_MET, 0, 0});
    for (size_t hour = 4; hour < WEEK_HOURS; hour++)
        ASSERT_VALUES(&w, TABLE_WEEK, hour, {WEEK_ARRIVALS, NAN_D, 0}, {WEEK_BACKLOG, NAN_D, 0},
                      {WEEK_READERS_ON_SHIFT, NAN_D, 0}, {WEEK_UTILISATION, NAN_D, 0},
                      {WEEK_TAT_MEAN, NAN_D, 0}, {WEEK_TARGET_MET, NAN_D, 0});
    close_world(&w);
}

static void tools_are_held_against_the_truth(void **state)
{
    struct world w = told_world();

    (void) state;
    ASSERT_VALUES(&w, TABLE_AI, 0, {AI_TRUE_POSITIVE, 2, 0}, {AI_FALSE_POSITIVE, 0, 0},
                  {AI_TRUE_NEGATIVE, 0, 0}, {AI_FALSE_NEGATIVE, 1, 0},
                  {AI_WAIT_TRUE_POSITIVE, 10, 0}, {AI_WAIT_FALSE_NEGATIVE, 90, 0},
                  {AI_WAIT_FALSE_POSITIVE, NAN_D, 0}, {AI_WAIT_TRUE_NEGATIVE, NAN_D, 0});
    close_world(&w);
}

static void samples_hold_after_all_of_their_instant(void **state)
{
    static const struct {
        size_t minute;
        double stat, low;
    } rows[] = {{0, 1, 0},   {1, 1, 0},   {2, 2, 0},   {10, 3, 0}, {12, 2, 0},
                {20, 1, 0},  {25, 1, 1},  {35, 1, 0},  {50, 0, 0}, {100, 0, 1},
                {110, 0, 0}, {199, 0, 0}, {200, 1, 0}, {239, 1, 0}};
    struct world w = told_world();

    (void) state;
    assert_int_equal(w.shape->timeline_points, 240);
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(w.outcome->backlog[rows[i].minute * 2 + STAT] == rows[i].stat);
        assert_true(w.outcome->backlog[rows[i].minute * 2 + LOW] == rows[i].low);
    }
    close_world(&w);
}

static void bins_hold_the_turnaround_times_by_priority(void **state)
{
    struct world w = told_world();
    const uint64_t *stat = w.outcome->tat_bins, *low = stat + HISTOGRAM_BINS;
    uint64_t all = 0;

    (void) state;
    for (unsigned i = 0; i < 2 * HISTOGRAM_BINS; i++)
        all += stat[i];
    assert_int_equal(all, 4);
    assert_int_equal(stat[histogram_bin(10 * MINUTE)], 1);
    assert_int_equal(stat[histogram_bin(40 * MINUTE)], 1);
    assert_int_equal(low[histogram_bin(10 * MINUTE)], 2);
    close_world(&w);
}

static void the_trace_has_every_study_in_order_of_arrival(void **state)
{
    struct world w = told_world();
    const struct trace_row *rows = w.outcome->trace;

    (void) state;
    assert_int_equal(w.outcome->trace_count, COUNT(lives));
    for (size_t i = 1; i < COUNT(lives); i++)
        assert_true(rows[i - 1].arrived_us < rows[i].arrived_us);
    assert_int_equal(rows[0].arrived_us, -10 * MINUTE);
    assert_int_equal(rows[2].final_us, 100 * MINUTE);
    assert_int_equal(rows[2].first_reader, 2);
    assert_int_equal(rows[2].replication, 3);
    assert_true(rows[7].received_us == INT64_MIN && rows[7].final_us == INT64_MIN);
    assert_int_equal(rows[7].first_reader, -1);
    assert_int_equal(rows[7].source_place, w.model->sources[P_B].place);
    assert_int_equal(rows[5].site, 1);
    tell(&w, false);
    finish(&w);
    assert_int_equal(w.outcome->trace_count, 0);
    close_world(&w);
}

/* Months from 0, 80 and 160 min; the third is too short. stat: 9 of 10 met in the first (not below
 * 90 %), 1 of 1 in the second, 0 of 1 in the third. low: 0 of 1 in the second. */
static void a_month_is_broken_by_any_priority_below_its_share(void **state)
{
    static int64_t from_us[3] = {0, 80 * MINUTE, 160 * MINUTE};
    static bool judged[3] = {true, true, false};
    struct model *model = make_model(0.9);
    struct world w = open_world(
        model,
        world_finish_months(model, &(struct model_months){3, from_us, judged, SIMTIME_NEVER}));
    struct play_life monthly[13];

    (void) state;
    for (int i = 0; i < 10; i++)
        monthly[i] = (struct play_life){P_A, STAT, i, i, i, i + 20, i + 20, 5, 0, 0, 0, 0, 0};
    monthly[9].reported = monthly[9].final = 85; /* received in the first month, missed */
    monthly[10] = (struct play_life){P_A, STAT, 80, 80, 80, 90, 90, 5, 0, 0, 0, 0, 0};
    monthly[11] = (struct play_life){P_A, STAT, 160, 160, 160, 200, 200, 5, 0, 0, 0, 0, 0};
    monthly[12] = (struct play_life){Q_A, LOW, 79, 100, 100, 161, 161, 5, 0, 0, 1, 0, 0};
    assert_int_equal(record_start(w.record, 0, false, NULL), FAULT_NONE);
    play(w.record, model, monthly, COUNT(monthly), NULL, 0);
    finish(&w);
    ASSERT_VALUES(&w, TABLE_PRIORITY, STAT, {MEASURE_BREACH, 0, 0},
                  {MEASURE_TARGET_MET, 10.0 / 12, 0});
    ASSERT_VALUES(&w, TABLE_PRIORITY, LOW, {MEASURE_BREACH, 1, 0});
    ASSERT_VALUES(&w, TABLE_OVERALL, 0, {MEASURE_BREACH, 0.5, 0});
    ASSERT_VALUES(&w, TABLE_SITE, 0, {MEASURE_BREACH, 0, 0});
    ASSERT_VALUES(&w, TABLE_SITE, 1, {MEASURE_BREACH, 1, 0});
    ASSERT_VALUES(&w, TABLE_PROVIDER, 0, {MEASURE_BREACH, 0.5, 0});
    ASSERT_VALUES(&w, TABLE_PROVIDER, 1, {MEASURE_BREACH, NAN_D, 0});
    ASSERT_VALUES(&w, TABLE_FINDING, 0, {MEASURE_BREACH, 1, 0});
    close_world(&w);
}

/* last = 300: what was received at 270 is due at 300, and may still be; a report at its target is
 * within it. */
static void the_edges_of_a_target(void **state)
{
    static const struct play_life edges[] = {
        {P_A, STAT, 100, 100, 100, 130, 130, 5, 0, 0, 0, 0, 0},
        {P_B, STAT, 239, 270, NEVER, NEVER, NEVER, 0, MODEL_NONE, MODEL_NONE, 0, 0, 0},
        {Q_A, STAT, 239, 269, NEVER, NEVER, NEVER, 0, MODEL_NONE, MODEL_NONE, 0, 0, 0},
        {Q_A, STAT, 240, 240, 240, 241, 241, 1, 0, 0, 0, 0, 0}, /* at the end: does not count */
    };
    struct model *model = make_model(NAN_D);
    struct world w = open_world(model, world_finish(model));

    (void) state;
    assert_int_equal(record_start(w.record, 0, false, NULL), FAULT_NONE);
    play(w.record, model, edges, COUNT(edges), NULL, 0);
    finish(&w);
    ASSERT_VALUES(&w, TABLE_STUDY, 1, {MEASURE_TARGET_MET, NAN_D, 0}, {MEASURE_ARRIVED, 1, 0});
    ASSERT_VALUES(&w, TABLE_SITE, 1, {MEASURE_TARGET_MET, 0, 0}, {MEASURE_ARRIVED, 1, 0});
    ASSERT_VALUES(&w, TABLE_OVERALL, 0, {MEASURE_TARGET_MET, 0.5, 0}, {MEASURE_ARRIVED, 3, 0},
                  {MEASURE_LITTLE_GAP, 0, 0});
    ASSERT_VALUES(&w, TABLE_READER, 0, {READER_READS, 1, 0});
    close_world(&w);
}

/* A report that the backlog never hears of: the two ways of counting differ, and the gap says so. L
 * counts the study from 100 to the end (140 min), lambda W from 100 to 130. */
static void a_gap_shows_what_was_lost(void **state)
{
    static const struct play_life one = {P_A, STAT, 100, 100, 100, 130, 130, 5, 0, 0, 0, 0, 0};
    struct model *model = make_model(NAN_D);
    struct world w = open_world(model, world_finish(model));
    struct study_life life = play_life(model, &one);
    struct observer o = record_observer(w.record);

    (void) state;
    assert_int_equal(record_start(w.record, 0, false, NULL), FAULT_NONE);
    o.study_arrived(o.self, &life);
    o.study_received(o.self, &life);
    o.study_closed(o.self, &life);
    finish(&w);
    ASSERT_VALUES(&w, TABLE_OVERALL, 0, {MEASURE_LITTLE_GAP, 110.0 / 140, 0});
    assert_int_equal(record_start(w.record, 0, false, NULL), FAULT_NONE);
    finish(&w); /* nothing at all */
    ASSERT_VALUES(&w, TABLE_OVERALL, 0, {MEASURE_LITTLE_GAP, NAN_D, 0}, {MEASURE_ARRIVED, 0, 0},
                  {MEASURE_TAT_MEAN, NAN_D, 0}, {MEASURE_TAT_P50, NAN_D, 0},
                  {MEASURE_TAT_MAX, NAN_D, 0}, {MEASURE_BREACH, NAN_D, 0});
    assert_true(w.outcome->backlog[239 * 2] == 0);
    close_world(&w);
}

static void a_second_replication_remembers_nothing(void **state)
{
    struct world w = told_world();
    struct outcome *first = w.outcome;

    (void) state;
    w.outcome = NULL;
    tell(&w, true);
    finish(&w);
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        assert_memory_equal(first->values[t], w.outcome->values[t],
                            outcome_measures(t) * w.shape->cells[t] * sizeof(double));
    assert_memory_equal(first->backlog, w.outcome->backlog, 480 * sizeof(double));
    assert_memory_equal(first->tat_bins, w.outcome->tat_bins,
                        2 * HISTOGRAM_BINS * sizeof(uint64_t));
    outcome_free(first);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overall_counts_and_means),
        cmocka_unit_test(groupings_divide_the_studies),
        cmocka_unit_test(readers_are_measured_where_their_minutes_lie),
        cmocka_unit_test(the_week_goes_by_hours_that_occurred),
        cmocka_unit_test(tools_are_held_against_the_truth),
        cmocka_unit_test(samples_hold_after_all_of_their_instant),
        cmocka_unit_test(bins_hold_the_turnaround_times_by_priority),
        cmocka_unit_test(the_trace_has_every_study_in_order_of_arrival),
        cmocka_unit_test(a_month_is_broken_by_any_priority_below_its_share),
        cmocka_unit_test(the_edges_of_a_target),
        cmocka_unit_test(a_gap_shows_what_was_lost),
        cmocka_unit_test(a_second_replication_remembers_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
