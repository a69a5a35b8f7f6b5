/* Threads, order, stopping, and that the numbers do not depend on any of it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/replicate.h"

#include "measure/histogram.h"
#include "support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define MOST 64

/* What a sink saw, and what it shall do. */
struct seen {
    const struct shape *shape;
    uint64_t digests[MOST]; /* of all bits of an outcome */
    uint64_t count, traces, studies;
    uint64_t progress_calls, last_done, last_total;
    uint64_t stop_after, fail_after; /* outcomes; 0: never */
    volatile sig_atomic_t stop;
};

static uint64_t digest(uint64_t hash, const void *data, size_t bytes)
{
    const unsigned char *at = data;

    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t digest_of(const struct outcome *o, const struct shape *shape)
{
    size_t priorities = shape->cells[TABLE_PRIORITY];
    uint64_t hash = digest(UINT64_C(14695981039346656037), &o->studies, sizeof o->studies);

    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        hash = digest(hash, o->values[t],
                      outcome_measures(t) * shape->cells[t] * sizeof *o->values[t]);
    hash = digest(hash, o->backlog, shape->timeline_points * priorities * sizeof *o->backlog);
    return digest(hash, o->tat_bins, priorities * HISTOGRAM_BINS * sizeof *o->tat_bins);
}

static double value(const struct seen *seen, const struct outcome *o, enum table table,
                    size_t measure, size_t cell)
{
    return outcome_value(o, seen->shape, table, measure, cell);
}

/* What holds in every replication: nobody is lost, whichever way they are divided. */
static void assert_conserved(const struct seen *seen, const struct outcome *o)
{
    static const size_t counts[] = {MEASURE_ARRIVED, MEASURE_REPORTED, MEASURE_UNFINISHED,
                                    MEASURE_WITHDRAWN};

    assert_true(value(seen, o, TABLE_OVERALL, MEASURE_LITTLE_GAP, 0) == 0);
    assert_true(value(seen, o, TABLE_OVERALL, MEASURE_ARRIVED, 0) ==
                value(seen, o, TABLE_OVERALL, MEASURE_REPORTED, 0) +
                    value(seen, o, TABLE_OVERALL, MEASURE_UNFINISHED, 0));
    for (enum table t = TABLE_PRIORITY; t < TABLE_PROVIDER; t++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            double sum = 0;

            for (size_t cell = 0; cell < seen->shape->cells[t]; cell++)
                sum += value(seen, o, t, counts[i], cell);
            assert_true(sum == value(seen, o, TABLE_OVERALL, counts[i], 0));
        }
}

static enum fault_kind take(void *self, const struct outcome *outcome, struct fault *fault)
{
    struct seen *seen = self;

    assert_int_equal(outcome->replication, seen->count);
    assert_conserved(seen, outcome);
    assert_true(seen->count < MOST);
    seen->digests[seen->count++] = digest_of(outcome, seen->shape);
    seen->traces += outcome->trace_count;
    seen->studies += outcome->studies;
    if (seen->count == seen->stop_after)
        seen->stop = 1;
    if (seen->count == seen->fail_after)
        return fault_set(fault, FAULT_FILE, "full");
    return FAULT_NONE;
}

static void progress(void *self, uint64_t done, uint64_t total)
{
    struct seen *seen = self;

    assert_true(done >= seen->last_done && done <= total);
    seen->progress_calls++;
    seen->last_done = done;
    seen->last_total = total;
}

static struct variate gamma_of(double mean)
{
    struct variate v;

    assert_int_equal(variate_gamma(&v, mean, 0.8, NULL), FAULT_NONE);
    return v;
}

/* Two sites behind links, three priorities, preliminary and final readers, warm-up and drain. */
static struct model *busy_model(double rate)
{
    struct model *m = world_create(600, 2880, 300);
    double shares[2][3] = {{0.2, 0.3, 0.5}, {0.5, 0.5, 0}};

    world_priority(m, "stroke", 20, 0.95);
    world_priority(m, "stat", 60, 0.9);
    world_priority(m, "low", NONE_MIN, (double) NAN);
    world_finding(m, "ich");
    world_study(m, &(struct world_study){"a", 0, gamma_of(6 * (double) MINUTE), gamma_of(1e6), 1.5,
                                         true, 0.2});
    world_study(m, &(struct world_study){"b", 1, gamma_of(3 * (double) MINUTE), gamma_of(1e5), 0.3,
                                         false, 0});
    world_site(m, "p", 60, 1e6);
    world_site(m, "q", 30, 2e6);
    world_source(m, 0, 0, rate, shares[0]);
    world_source(m, 0, 1, rate, shares[1]);
    world_source(m, 1, 0, rate, shares[1]);
    world_provider(m, "county", 10, true);
    world_provider(m, "nightco", 48, false);
    world_group(m, "far", 2, 1, MODEL_READS_PRELIMINARY);
    world_group(m, "hq", 2, 0, MODEL_READS_FINAL);
    model_set_finals(m, 120 * MINUTE);
    return m;
}

static struct sink sink_of(struct seen *seen)
{
    return (struct sink){seen, take, progress};
}

static void every_number_of_jobs_gives_the_same_bits(void **state)
{
    static const unsigned jobs[] = {1, 2, 3, 8, 100};
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct seen first = {.shape = shape};

    (void) state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct replicate_options options = {.replications = 24, .jobs = jobs[i]};
        struct seen seen = {.shape = shape};
        struct sink sink = sink_of(&seen);

        assert_int_equal(replicate(model, shape, &options, &sink, NULL), FAULT_NONE);
        assert_int_equal(seen.count, 24);
        assert_int_equal(seen.last_done, 24);
        if (i == 0)
            first = seen;
        assert_memory_equal(seen.digests, first.digests, sizeof seen.digests);
        assert_int_equal(seen.studies, first.studies);
    }
    assert_true(first.digests[0] != first.digests[1]);
    shape_free(shape);
    model_free(model);
}

static void a_replication_is_the_same_among_few_or_many(void **state)
{
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct seen few = {.shape = shape}, many = {.shape = shape};
    struct sink few_sink = sink_of(&few), many_sink = sink_of(&many);
    struct replicate_options options = {.replications = 3, .jobs = 2};

    (void) state;
    assert_int_equal(replicate(model, shape, &options, &few_sink, NULL), FAULT_NONE);
    options.replications = 9;
    options.trace = TRACE_FIRST; /* looking on changes nothing */
    assert_int_equal(replicate(model, shape, &options, &many_sink, NULL), FAULT_NONE);
    assert_memory_equal(few.digests, many.digests, 3 * sizeof *few.digests);
    shape_free(shape);
    model_free(model);
}

static void the_trace_is_of_the_first_or_of_all(void **state)
{
    static const enum trace_mode modes[] = {TRACE_NONE, TRACE_FIRST, TRACE_ALL};
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    uint64_t traces[3], studies = 0;

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        struct replicate_options options = {.replications = 4, .jobs = 2, .trace = modes[i]};
        struct seen seen = {.shape = shape};
        struct sink sink = sink_of(&seen);

        assert_int_equal(replicate(model, shape, &options, &sink, NULL), FAULT_NONE);
        traces[i] = seen.traces;
        studies = seen.studies;
    }
    assert_int_equal(traces[0], 0);
    assert_true(traces[1] > 0 && traces[1] < studies);
    assert_int_equal(traces[2], studies);
    shape_free(shape);
    model_free(model);
}

static void a_stop_keeps_what_was_finished_in_order(void **state)
{
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct fault fault = {FAULT_NONE, ""};

    (void) state;
    for (unsigned jobs = 1; jobs <= 3; jobs++) {
        struct seen seen = {.shape = shape, .stop_after = 5};
        struct sink sink = sink_of(&seen);
        struct replicate_options options = {.replications = 60, .jobs = jobs, .stop = &seen.stop};

        assert_int_equal(replicate(model, shape, &options, &sink, &fault), FAULT_INTERRUPTED);
        assert_in_range(seen.count, 5, 59);
        assert_int_equal(fault.kind, FAULT_INTERRUPTED);
    }
    shape_free(shape);
    model_free(model);
}

static void a_stop_that_comes_after_the_last_is_none(void **state)
{
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct seen seen = {.shape = shape, .stop_after = 4};
    struct sink sink = sink_of(&seen);
    struct replicate_options options = {.replications = 4, .jobs = 1, .stop = &seen.stop};

    (void) state;
    assert_int_equal(replicate(model, shape, &options, &sink, NULL), FAULT_NONE);
    assert_int_equal(seen.count, 4);
    shape_free(shape);
    model_free(model);
}

static void a_fault_of_the_sink_ends_all(void **state)
{
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct seen seen = {.shape = shape, .fail_after = 2};
    struct sink sink = sink_of(&seen);
    struct replicate_options options = {.replications = 60, .jobs = 3};
    struct fault fault = {FAULT_NONE, ""};

    (void) state;
    assert_int_equal(replicate(model, shape, &options, &sink, &fault), FAULT_FILE);
    assert_int_equal(seen.count, 2);
    assert_string_equal(fault.text, "full");
    shape_free(shape);
    model_free(model);
}

static void a_fault_of_a_replication_ends_all(void **state)
{
    struct model *model = busy_model(3); /* far beyond what four readers can do */
    struct shape *shape = world_finish(model);
    struct seen seen = {.shape = shape};
    struct sink sink = sink_of(&seen);
    struct replicate_options options = {.replications = 60, .jobs = 3, .backlog_limit = 1000};
    struct fault fault = {FAULT_NONE, ""};

    (void) state;
    assert_int_equal(replicate(model, shape, &options, &sink, &fault), FAULT_INPUT);
    assert_int_equal(seen.count, 0);
    assert_int_equal(fault.kind, FAULT_INPUT);
    assert_true(strlen(fault.text) > 0);
    shape_free(shape);
    model_free(model);
}

static void none_are_none(void **state)
{
    struct model *model = busy_model(0.15);
    struct shape *shape = world_finish(model);
    struct seen seen = {.shape = shape};
    struct sink sink = sink_of(&seen);
    struct replicate_options options = {.replications = 0, .jobs = 2};

    (void) state;
    assert_int_equal(replicate(model, shape, &options, &sink, NULL), FAULT_NONE);
    assert_int_equal(seen.count, 0);
    shape_free(shape);
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_jobs_gives_the_same_bits),
        cmocka_unit_test(a_replication_is_the_same_among_few_or_many),
        cmocka_unit_test(the_trace_is_of_the_first_or_of_all),
        cmocka_unit_test(a_stop_keeps_what_was_finished_in_order),
        cmocka_unit_test(a_stop_that_comes_after_the_last_is_none),
        cmocka_unit_test(a_fault_of_the_sink_ends_all),
        cmocka_unit_test(a_fault_of_a_replication_ends_all),
        cmocka_unit_test(none_are_none),
    };

    (void) alarm(300); /* threads that wait for each other, or a run without end, are a failure */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
