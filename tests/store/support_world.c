/* A small made-up world for the store's tests.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "measure/histogram.h"

#include <assert.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MUST(condition) ((condition) ? (void) 0 : abort())

static void *filled(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);

    MUST(memory != NULL);
    return memory;
}

static char *text(const char *start, uint32_t number)
{
    char *made = filled(64, 1);

    (void) snprintf(made, 64, "%s%u", start, number);
    return made;
}

static void label(struct shape *shape, enum table table, uint32_t cells, const char *start)
{
    shape->cells[table] = cells;
    shape->labels[table] = filled(cells, sizeof(char *));
    for (uint32_t i = 0; i < cells; i++)
        shape->labels[table][i] = text(start, i);
}

static void set_axes(struct shape *shape, uint32_t sites)
{
    shape->cells[TABLE_OVERALL] = 1;
    shape->cells[TABLE_WEEK] = WEEK_HOURS;
    label(shape, TABLE_PRIORITY, 3, "rang-é");
    label(shape, TABLE_MODALITY, 2, "M");
    label(shape, TABLE_STUDY, 4, "study ");
    label(shape, TABLE_SITE, sites, "site-");
    label(shape, TABLE_PROVIDER, 1, "");
    label(shape, TABLE_FINDING, 0, "");
    label(shape, TABLE_READER, 5, "reader_医");
    label(shape, TABLE_GROUP, 2, "group \"x\" ");
    label(shape, TABLE_AI, 1, "tool");
    label(shape, TABLE_MONTH, 3, "2026-0");
    shape->cells[TABLE_PROVIDER_MONTH] = shape->cells[TABLE_PROVIDER] * 3;
    shape->currency = text("US", 0);
    memcpy(shape->currency, "USD", 4);
}

static void set_roster(struct shape *shape)
{
    shape->reader_count = shape->cells[TABLE_READER];
    shape->reader_group = filled(5, sizeof(uint32_t));
    shape->reader_zone = filled(5, sizeof(uint32_t));
    shape->site_zone = filled(shape->cells[TABLE_SITE], sizeof(uint32_t));
    shape->reader_group[4] = 1;
    shape->reader_zone[2] = 1;
    shape->zone_count = 2;
    shape->run_zone = 1;
    shape->zones = filled(2, sizeof(char *));
    shape->zones[0] = text("Asia/Kathmandu", 0);
    shape->zones[1] = text("America/Chicago", 1);
    shape->duty_count = 3;
    shape->duty_reader = filled(3, sizeof(uint32_t));
    shape->duty_from_min = filled(3, sizeof(double));
    shape->duty_to_min = filled(3, sizeof(double));
    for (uint32_t i = 0; i < 3; i++) {
        shape->duty_reader[i] = 4 - i;
        shape->duty_from_min[i] = 480.0 * i;
        shape->duty_to_min[i] = 480.0 * i + 505.5;
    }
    shape->clock_count = 2;
    shape->clock_zone = filled(2, sizeof(uint32_t));
    shape->clock_at_min = filled(2, sizeof(double));
    shape->clock_offset_min = filled(2, sizeof(double));
    shape->clock_zone[1] = 1;
    shape->clock_offset_min[0] = 345;
    shape->clock_offset_min[1] = -360;
}

void world_create(struct world *world, uint32_t sites)
{
    static const struct provenance provenance = {
        .title = "A world — small",
        .telerad_version = "0.1.0",
        .seed = UINT64_C(0xFEDCBA9876543210),
        .rng = "PCG64 XSL-RR 128/64",
        .tzdata_version = "2026a",
        .scenario_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        .scenario_yaml = "telerad: 1\nname: \"Größe\"\n",
        .command = "telerad run world.yaml",
        .start = "2026-03-02T00:00:00-06:00",
        .created = "2026-03-01T12:00:00Z"};
    struct shape *shape = filled(1, sizeof *shape);

    *world = (struct world){.shape = shape, .provenance = provenance};
    set_axes(shape, sites);
    set_roster(shape);
    shape->target_min = filled(3, sizeof(double));
    shape->attain = filled(3, sizeof(double));
    shape->target_min[0] = 30;
    shape->attain[0] = 0.9;
    shape->target_min[1] = 1440;
    shape->attain[1] = (double) NAN;
    shape->target_min[2] = shape->attain[2] = (double) NAN;
    shape->timeline_points = 7;
    shape->timeline_step_min = 15;
    shape->duration_min = 105;
    (void) snprintf(world->folder, sizeof world->folder, "/tmp/telerad-store-XXXXXX");
    MUST(mkdtemp(world->folder) != NULL);
}

void world_free(struct world *world)
{
    DIR *folder = opendir(world->folder);
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            (void) remove(world_path(world, entry->d_name));
    if (folder != NULL)
        (void) closedir(folder);
    (void) rmdir(world->folder);
    shape_free(world->shape);
}

const char *world_path(const struct world *world, const char *name)
{
    static char paths[8][400];
    static unsigned turn;
    char *path = paths[turn++ % 8];

    (void) snprintf(path, sizeof paths[0], "%s/%s", world->folder, name);
    return path;
}

/* splitmix64; any mixing of k and i would do. */
static uint64_t mixed(uint64_t k, uint64_t i)
{
    uint64_t z = (k << 32) + i + UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void fill(double *values, size_t count, uint64_t k, uint64_t salt)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = mixed(k, salt * 1000000 + i);

        if (bits % 7 != 0) /* the others stay NaN */
            values[i] = (double) (bits >> 11) / 9007199254740992.0 * 500;
    }
}

static void fill_trace(struct outcome *outcome, uint64_t k, size_t rows)
{
    outcome->trace = filled(rows, sizeof *outcome->trace);
    outcome->trace_count = rows;
    for (size_t i = 0; i < rows; i++) {
        struct trace_row *row = &outcome->trace[i];

        *row = (struct trace_row){.replication = (uint32_t) k,
                                  .site = (uint32_t) (i % 2),
                                  .count = (uint32_t) i,
                                  .arrived_us = (int64_t) i * 1000003 - 60000000,
                                  .first_reader = (int32_t) (i % 6) - 1,
                                  .final_reader = -1,
                                  .findings = UINT64_C(1) << (i % 64),
                                  .bytes = 2.5e8 + (double) i};
        row->reported_us = i % 6 == 0 ? INT64_MIN : row->arrived_us + 90000000;
        row->final_us = INT64_MIN;
    }
}

struct outcome *world_outcome(const struct world *world, uint64_t k, size_t rows)
{
    const struct shape *shape = world->shape;
    struct outcome *outcome = NULL;

    MUST(outcome_create(&outcome, shape, NULL) == FAULT_NONE);
    outcome->replication = k;
    outcome->studies = 1000 + k;
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        fill(outcome->values[t], outcome_measures(t) * shape->cells[t], k, t);
    fill(outcome->backlog, (size_t) shape->timeline_points * shape->cells[TABLE_PRIORITY], k, 99);
    for (uint64_t i = 0; i < 40; i++) { /* 40 studies a replication, of ranks 0 and 1 */
        int64_t tat_us = 60000000 + (int64_t) (mixed(k, i) % UINT64_C(50000000000));

        outcome->tat_bins[(i % 2) * HISTOGRAM_BINS + histogram_bin(tat_us)]++;
    }
    if (rows > 0)
        fill_trace(outcome, k, rows);
    return outcome;
}

enum fault_kind world_write(const struct world *world, const char *path, uint64_t n, size_t rows,
                            struct fault *fault)
{
    struct result *result = NULL;
    struct summary *summary = NULL;
    const char *written = NULL;
    enum fault_kind kind =
        result_create(&result, path, world->shape, &world->provenance, rows > 0, fault);

    MUST(summary_create(&summary, world->shape, NULL) == FAULT_NONE);
    for (uint64_t k = 0; kind == FAULT_NONE && k < n; k++) {
        struct outcome *outcome = world_outcome(world, k, rows);

        kind = result_append(result, outcome, fault);
        summary_add(summary, outcome);
        outcome_free(outcome);
    }
    if (kind == FAULT_NONE)
        kind = result_finish(result, summary, false, &written, fault);
    MUST(kind != FAULT_NONE || strcmp(written, path) == 0);
    result_free(result);
    summary_free(summary);
    return kind;
}

unsigned char *world_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    struct stat status;
    unsigned char *bytes;

    if (file == NULL)
        return NULL;
    MUST(fstat(fileno(file), &status) == 0);
    *length = (size_t) status.st_size;
    bytes = filled(*length, 1);
    MUST(fread(bytes, 1, *length, file) == *length);
    (void) fclose(file);
    return bytes;
}

void world_put(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    MUST(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}
