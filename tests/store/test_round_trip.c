/* What was written is read back as it was; the same content gives the same bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "measure/histogram.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool same_numbers(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(a[i] == b[i]) && !(isnan(a[i]) && isnan(b[i])))
            return false;
    return true;
}

static void compare_texts(char *const *a, char *const *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        assert_string_equal(a[i], b[i]);
}

static void compare_shapes(const struct shape *a, const struct shape *b)
{
    uint32_t sites = b->cells[TABLE_SITE];

    for (unsigned t = 0; t < TABLES; t++) {
        assert_int_equal(a->cells[t], b->cells[t]);
        if (b->labels[t] != NULL)
            compare_texts(a->labels[t], b->labels[t], b->cells[t]);
    }
    assert_string_equal(a->currency, b->currency);
    assert_int_equal(a->reader_count, b->reader_count);
    assert_memory_equal(a->reader_group, b->reader_group, b->reader_count * sizeof(uint32_t));
    assert_memory_equal(a->reader_zone, b->reader_zone, b->reader_count * sizeof(uint32_t));
    if (sites > 0)
        assert_memory_equal(a->site_zone, b->site_zone, sites * sizeof(uint32_t));
    assert_true(same_numbers(a->target_min, b->target_min, 3));
    assert_true(same_numbers(a->attain, b->attain, 3));
    assert_int_equal(a->timeline_points, b->timeline_points);
    assert_true(a->timeline_step_min == b->timeline_step_min);
    assert_true(a->duration_min == b->duration_min);
    assert_int_equal(a->zone_count, b->zone_count);
    compare_texts(a->zones, b->zones, b->zone_count);
    assert_int_equal(a->run_zone, b->run_zone);
    assert_int_equal(a->duty_count, b->duty_count);
    assert_memory_equal(a->duty_reader, b->duty_reader, b->duty_count * sizeof(uint32_t));
    assert_true(same_numbers(a->duty_from_min, b->duty_from_min, b->duty_count));
    assert_true(same_numbers(a->duty_to_min, b->duty_to_min, b->duty_count));
    assert_int_equal(a->clock_count, b->clock_count);
    assert_memory_equal(a->clock_zone, b->clock_zone, b->clock_count * sizeof(uint32_t));
    assert_true(same_numbers(a->clock_at_min, b->clock_at_min, b->clock_count));
    assert_true(same_numbers(a->clock_offset_min, b->clock_offset_min, b->clock_count));
}

static void compare_provenance(const struct provenance *a, const struct provenance *b)
{
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->telerad_version, b->telerad_version);
    assert_true(a->seed == b->seed);
    assert_string_equal(a->rng, b->rng);
    assert_string_equal(a->tzdata_version, b->tzdata_version);
    assert_string_equal(a->scenario_sha256, b->scenario_sha256);
    assert_string_equal(a->scenario_yaml, b->scenario_yaml);
    assert_string_equal(a->command, b->command);
    assert_string_equal(a->start, b->start);
    assert_string_equal(a->created, b->created);
}

static void compare_summaries(const struct summary *a, const struct summary *b,
                              const struct shape *shape)
{
    assert_true(summary_replications(a) == summary_replications(b));
    assert_true(summary_studies(a) == summary_studies(b));
    assert_memory_equal(summary_tat_bins(a), summary_tat_bins(b),
                        3 * HISTOGRAM_BINS * sizeof(uint64_t));
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        for (size_t m = 0; m < outcome_measures(t); m++)
            for (size_t i = 0; i < shape->cells[t]; i++) {
                struct estimate x = summary_estimate(a, t, m, i), y = summary_estimate(b, t, m, i);

                assert_true(same_numbers(&x.mean, &y.mean, 1));
                assert_true(same_numbers(&x.half_width, &y.half_width, 1));
                assert_true(x.count == y.count);
            }
}

/* Writes n replications, reads them and compares each number. */
static void round_trip(uint32_t sites, uint64_t n, size_t rows)
{
    struct world world;
    struct stored *stored = NULL;
    struct summary *summary = NULL;
    struct fault fault = {0};
    size_t points;
    const char *path;

    world_create(&world, sites);
    points = (size_t) world.shape->timeline_points * 3;
    path = world_path(&world, "r.h5");
    assert_int_equal(world_write(&world, path, n, rows, &fault), FAULT_NONE);
    assert_int_equal(stored_open(&stored, path, &fault), FAULT_NONE);
    assert_false(stored->interrupted);
    assert_true(stored->replications == n);
    compare_shapes(stored->shape, world.shape);
    compare_provenance(&stored->provenance, &world.provenance);
    assert_int_equal(summary_create(&summary, world.shape, &fault), FAULT_NONE);
    for (uint64_t k = 0; k < n; k++) {
        struct outcome *outcome = world_outcome(&world, k, 0);

        for (enum table t = TABLE_OVERALL; t < TABLES; t++) {
            size_t count = outcome_measures(t) * world.shape->cells[t];

            assert_true(same_numbers(stored->values[t] + k * count, outcome->values[t], count));
        }
        assert_true(same_numbers(stored->backlog + k * points, outcome->backlog, points));
        summary_add(summary, outcome);
        outcome_free(outcome);
    }
    compare_summaries(stored->summary, summary, world.shape);
    summary_free(summary);
    stored_free(stored);
    world_free(&world);
}

static void a_few_replications_come_back(void **state)
{
    (void) state;
    round_trip(6, 3, 0);
}

static void more_than_a_chunk_of_replications_comes_back(void **state)
{
    (void) state;
    round_trip(2, 259, 0);
}

static void one_replication_of_many_sites_comes_back(void **state)
{
    (void) state;
    round_trip(9001, 2, 0);
}

static void no_replication_at_all_comes_back(void **state)
{
    (void) state;
    round_trip(3, 0, 0);
}

static void an_axis_without_entries_comes_back(void **state)
{
    (void) state;
    round_trip(0, 2, 0);
}

static void a_trace_of_several_chunks_does_no_harm(void **state)
{
    (void) state;
    round_trip(2, 5, 9000);
}

static void equal_content_gives_equal_bytes(void **state)
{
    struct world world;
    size_t lengths[2];
    unsigned char *bytes[2];

    (void) state;
    world_create(&world, 5);
    for (unsigned i = 0; i < 2; i++) {
        void *stir[64]; /* memory in another state must not show */

        for (unsigned j = 0; j < 64; j++) {
            stir[j] = malloc(1000 * (j + 1));
            assert_non_null(stir[j]);
            memset(stir[j], i == 0 ? 0x55 : 0xAA, 1000 * (j + 1));
        }
        for (unsigned j = 0; j < 64; j++)
            free(stir[j]);
        assert_int_equal(world_write(&world, world_path(&world, "r.h5"), 20, 500, NULL),
                         FAULT_NONE);
        bytes[i] = world_bytes(world_path(&world, "r.h5"), &lengths[i]);
        assert_non_null(bytes[i]);
    }
    assert_int_equal(lengths[0], lengths[1]);
    assert_memory_equal(bytes[0], bytes[1], lengths[0]);
    free(bytes[0]);
    free(bytes[1]);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_replications_come_back),
        cmocka_unit_test(more_than_a_chunk_of_replications_comes_back),
        cmocka_unit_test(one_replication_of_many_sites_comes_back),
        cmocka_unit_test(no_replication_at_all_comes_back),
        cmocka_unit_test(an_axis_without_entries_comes_back),
        cmocka_unit_test(a_trace_of_several_chunks_does_no_harm),
        cmocka_unit_test(equal_content_gives_equal_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
