/* A made-up radiology network: nights cost backlog, urgent studies are quick, all of it fixed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/support_stored.h"

#include "measure/histogram.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY 1440.0
#define STEP 60.0
#define STUDIES 400U
#define PI 3.14159265358979

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static double noise(uint32_t *seed) /* (-1, 1) */
{
    *seed = *seed * 1664525U + 1013904223U;
    return (double) (*seed >> 8U) / 8388608.0 - 1.0;
}

static void name_cells(struct shape *shape, const struct support_plan *plan, enum table table,
                       const char *stem, uint32_t count)
{
    static const char *const usual[] = {"stroke", "stat", "urgent", "routine"};

    shape->cells[table] = count;
    shape->labels[table] = must(calloc((size_t) count + 1, sizeof(char *)));
    for (uint32_t i = 0; i < count; i++) {
        char text[512];

        if (table == TABLE_PRIORITY && count == 4)
            (void) snprintf(text, sizeof text, "%s%s", plan->hostile ? plan->hostile : "",
                            usual[i]);
        else
            (void) snprintf(text, sizeof text, "%s%s-%u", plan->hostile ? plan->hostile : "", stem,
                            i + 1);
        shape->labels[table][i] = must(strdup(text));
    }
}

static void name_zones(struct shape *shape, const struct support_plan *plan)
{
    static const char *const names[] = {"America/Chicago", "Asia/Kolkata", "Europe/London"};
    static const double offset[] = {-360.0, 330.0, 0.0};
    static const double change[] = {6.0 * DAY + 120.0, 0.0, 27.0 * DAY + 420.0};

    shape->zone_count = plan->one_zone ? 1 : 3;
    shape->zones = must(calloc(shape->zone_count, sizeof(char *)));
    shape->clock_zone = must(calloc(6, sizeof *shape->clock_zone));
    shape->clock_at_min = must(calloc(6, sizeof *shape->clock_at_min));
    shape->clock_offset_min = must(calloc(6, sizeof *shape->clock_offset_min));
    for (uint32_t z = 0; z < shape->zone_count; z++) {
        shape->zones[z] = must(strdup(names[z]));
        for (int step = 0; step < (change[z] > 0.0 && !plan->one_zone ? 2 : 1); step++) {
            shape->clock_zone[shape->clock_count] = z;
            shape->clock_at_min[shape->clock_count] = step * change[z];
            shape->clock_offset_min[shape->clock_count++] =
                offset[z] + (plan->one_zone ? 60.0 : 60.0 * step);
        }
    }
}

static void promise(struct shape *shape)
{
    static const double target[] = {20.0, 30.0, 120.0, 1440.0};
    static const double attain[] = {0.95, 0.90, 0.90, 0.95};
    uint32_t count = shape->cells[TABLE_PRIORITY];

    shape->target_min = must(calloc(count, sizeof(double)));
    shape->attain = must(calloc(count, sizeof(double)));
    for (uint32_t p = 0; p < count; p++) {
        shape->target_min[p] = target[p % 4] * (1.0 + p / 4);
        shape->attain[p] = p % 5 == 4 ? (double) NAN : attain[p % 4];
        if (p % 7 == 6)
            shape->target_min[p] = (double) NAN;
    }
}

/* Each group has an eight-hour shift of its own on its own clock, winter time. */
static void staff(struct shape *shape, const struct support_plan *plan)
{
    size_t most = (size_t) plan->readers * (plan->days + 1);

    shape->reader_count = plan->readers;
    shape->reader_group = must(calloc((size_t) plan->readers + 1, sizeof(uint32_t)));
    shape->reader_zone = must(calloc((size_t) plan->readers + 1, sizeof(uint32_t)));
    shape->site_zone = must(calloc((size_t) plan->sites + 1, sizeof(uint32_t)));
    shape->duty_reader = must(calloc(most + 1, sizeof(uint32_t)));
    shape->duty_from_min = must(calloc(most + 1, sizeof(double)));
    shape->duty_to_min = must(calloc(most + 1, sizeof(double)));
    for (uint32_t r = 0; r < plan->readers; r++) {
        uint32_t group = (uint32_t) ((uint64_t) r * plan->groups / plan->readers);

        shape->reader_group[r] = group;
        shape->reader_zone[r] = group % shape->zone_count;
        if (plan->idle_group && group + 1 == plan->groups)
            continue;
        for (uint32_t day = 0; day < plan->days; day++) {
            double from = day * DAY + 60.0 * (7 + 12 * (group % 2)) + (r % 3) * 60.0;

            if ((day + r) % 7 >= 5)
                continue;
            shape->duty_reader[shape->duty_count] = r;
            shape->duty_from_min[shape->duty_count] = from;
            shape->duty_to_min[shape->duty_count++] = fmin(from + 600.0, plan->days * DAY);
        }
    }
}

static struct shape *make_shape(const struct support_plan *plan)
{
    struct shape *shape = must(calloc(1, sizeof *shape));

    shape->cells[TABLE_OVERALL] = 1;
    shape->cells[TABLE_WEEK] = WEEK_HOURS;
    name_cells(shape, plan, TABLE_PRIORITY, "priority", plan->priorities);
    name_cells(shape, plan, TABLE_MODALITY, "CT", 1);
    name_cells(shape, plan, TABLE_STUDY, "ct-head", 1);
    name_cells(shape, plan, TABLE_SITE, "site", plan->sites);
    name_cells(shape, plan, TABLE_PROVIDER, "provider", 1);
    name_cells(shape, plan, TABLE_FINDING, "finding", 1);
    name_cells(shape, plan, TABLE_READER, "reader", plan->readers);
    name_cells(shape, plan, TABLE_GROUP, "group", plan->groups);
    name_cells(shape, plan, TABLE_AI, "tool", plan->tools);
    name_cells(shape, plan, TABLE_MONTH, "month", 1);
    shape->cells[TABLE_PROVIDER_MONTH] = 1;
    shape->currency = must(strdup("USD"));
    shape->timeline_step_min = STEP;
    shape->timeline_points = (uint32_t) (plan->days * DAY / STEP) + 1;
    shape->duration_min = plan->days * DAY;
    name_zones(shape, plan);
    promise(shape);
    staff(shape, plan);
    return shape;
}

static void set(struct outcome *o, const struct shape *shape, enum table table, size_t measure,
                size_t cell, double value)
{
    o->values[table][measure * shape->cells[table] + cell] = value;
}

static void fill_priorities(struct outcome *o, const struct shape *shape,
                            const struct support_plan *plan, uint32_t *seed)
{
    for (uint32_t p = 0; p < plan->priorities; p++) {
        uint64_t *bins = o->tat_bins + (size_t) p * HISTOGRAM_BINS;
        double target = isfinite(shape->target_min[p]) ? shape->target_min[p] : 60.0;
        unsigned met = 0;
        unsigned reported = plan->nothing_reported ? 0 : STUDIES - 3 * p;

        for (unsigned i = 0; i < reported; i++) {
            double tat = target * 0.45 * exp(0.8 * (noise(seed) + noise(seed)));

            met += tat <= target;
            bins[histogram_bin((int64_t) (tat * 6e7))]++;
        }
        set(o, shape, TABLE_PRIORITY, MEASURE_ARRIVED, p, STUDIES);
        set(o, shape, TABLE_PRIORITY, MEASURE_REPORTED, p, reported);
        if (isfinite(shape->target_min[p]) && reported > 0)
            set(o, shape, TABLE_PRIORITY, MEASURE_TARGET_MET, p, (double) met / STUDIES);
    }
}

static void fill_times(struct outcome *o, const struct shape *shape,
                       const struct support_plan *plan, uint32_t *seed)
{
    for (uint32_t t = 0; t < shape->timeline_points; t++) {
        double wave = 1.0 - cos(2.0 * PI * t * STEP / DAY);

        for (uint32_t p = 0; p < plan->priorities; p++)
            o->backlog[(size_t) t * plan->priorities + p] =
                fmax(floor((p + 1) * 3.0 * wave * (1.0 + 0.6 * noise(seed))), 0.0);
    }
    for (size_t hour = 0; hour < WEEK_HOURS && hour < plan->days * 24; hour++) {
        double wave = 1.0 - 0.8 * cos(2.0 * PI * (double) (hour % 24) / 24.0);
        double on = hour % 24 >= 2 && hour % 24 < 7 ? 0.0 : floor(plan->readers * 0.3 * wave) + 1;

        set(o, shape, TABLE_WEEK, WEEK_ARRIVALS, hour, 6.0 * wave * (1.0 + 0.2 * noise(seed)));
        set(o, shape, TABLE_WEEK, WEEK_READERS_ON_SHIFT, hour, on);
        set(o, shape, TABLE_WEEK, WEEK_BACKLOG, hour, 12.0 * wave * (1.0 + 0.2 * noise(seed)));
        if (hour % 24 != 4 && !plan->nothing_reported)
            set(o, shape, TABLE_WEEK, WEEK_TARGET_MET, hour, 0.88 - 0.1 * wave);
    }
}

static void fill_others(struct outcome *o, const struct shape *shape,
                        const struct support_plan *plan, uint32_t *seed)
{
    for (uint32_t g = 0; g < plan->groups; g++) {
        if (!plan->idle_group || g + 1 < plan->groups)
            set(o, shape, TABLE_GROUP, READER_UTILISATION, g,
                0.3 + 0.6 * (g + 1.0) / plan->groups + 0.05 * noise(seed));
    }
    for (uint32_t a = 0; a < plan->tools; a++) {
        for (size_t kind = 0; kind < 4; kind++) {
            set(o, shape, TABLE_AI, AI_TRUE_POSITIVE + kind, a, 20.0 + 100.0 * (double) kind);
            if (kind != 3 || a != 1)
                set(o, shape, TABLE_AI, AI_WAIT_TRUE_POSITIVE + kind, a,
                    8.0 + 6.0 * (double) kind * (1.0 + 0.2 * noise(seed)));
        }
    }
}

static void keep(struct stored *stored, const struct outcome *o, uint64_t replication)
{
    const struct shape *shape = stored->shape;
    size_t points = (size_t) shape->timeline_points * shape->cells[TABLE_PRIORITY];

    for (enum table t = TABLE_OVERALL; t < TABLES; t++) {
        size_t count = outcome_measures(t) * shape->cells[t];

        if (count > 0)
            memcpy(stored->values[t] + replication * count, o->values[t], count * sizeof(double));
    }
    memcpy(stored->backlog + replication * points, o->backlog, points * sizeof(double));
}

struct stored *support_stored(const struct support_plan *plan)
{
    struct stored *stored = must(calloc(1, sizeof *stored));
    struct shape *shape = make_shape(plan);
    uint32_t seed = 7;

    stored->shape = shape;
    stored->replications = plan->replications;
    stored->provenance.title = plan->title;
    stored->provenance.start =
        plan->one_zone ? "2026-06-01T00:00:00-05:00" : "2026-03-02T00:00:00-06:00";
    stored->provenance.created = "2026-03-02T12:34:56Z";
    if (summary_create(&stored->summary, shape, NULL) != FAULT_NONE)
        abort();
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        stored->values[t] = must(
            calloc(plan->replications * outcome_measures(t) * shape->cells[t] + 1, sizeof(double)));
    stored->backlog =
        must(calloc((size_t) plan->replications * shape->timeline_points * plan->priorities + 1,
                    sizeof(double)));
    for (uint32_t r = 0; r < plan->replications; r++) {
        struct outcome *o = NULL;

        if (outcome_create(&o, shape, NULL) != FAULT_NONE)
            abort();
        o->replication = r;
        fill_priorities(o, shape, plan, &seed);
        fill_times(o, shape, plan, &seed);
        fill_others(o, shape, plan, &seed);
        summary_add(stored->summary, o);
        keep(stored, o, r);
        outcome_free(o);
    }
    return stored;
}

void support_stored_free(struct stored *stored)
{
    if (stored == NULL)
        return;
    for (unsigned t = 0; t < TABLES; t++)
        free(stored->values[t]);
    free(stored->backlog);
    summary_free(stored->summary);
    shape_free(stored->shape);
    free(stored);
}
