/* Outcomes, kept.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/gather.h"

#include <stdlib.h>
#include <string.h>

static size_t values_of(const struct shape *shape, enum table table)
{
    return outcome_measures(table) * shape->cells[table];
}

static size_t backlog_of(const struct shape *shape)
{
    return (size_t) shape->timeline_points * shape->cells[TABLE_PRIORITY];
}

static bool grow_one(double **values, uint64_t replications, size_t each)
{
    double *grown = NULL;

    if (each == 0)
        return true;
    if (replications <= SIZE_MAX / sizeof *grown / each)
        grown = realloc(*values, replications * each * sizeof *grown);
    if (grown == NULL)
        return false;
    *values = grown;
    return true;
}

static bool grow(struct gather *gather)
{
    struct stored *stored = &gather->stored;
    uint64_t capacity = gather->capacity > 0 ? 2 * gather->capacity : 16;

    for (enum table table = 0; table < TABLES; table++)
        if (!grow_one(&stored->values[table], capacity, values_of(stored->shape, table)))
            return false;
    if (!grow_one(&stored->backlog, capacity, backlog_of(stored->shape)))
        return false;
    gather->capacity = capacity;
    return true;
}

void gather_init(struct gather *gather, struct shape *shape, const struct provenance *provenance)
{
    *gather = (struct gather){.stored = {.shape = shape, .provenance = *provenance}};
}

enum fault_kind gather_add(struct gather *gather, const struct outcome *outcome,
                           struct fault *fault)
{
    struct stored *stored = &gather->stored;
    size_t at = stored->replications;

    if (at == gather->capacity && !grow(gather))
        return fault_set(fault, FAULT_MEMORY, "no memory for the pictures of %zu replications",
                         at + 1);
    for (enum table table = 0; table < TABLES; table++) {
        size_t each = values_of(stored->shape, table);

        if (each > 0)
            memcpy(stored->values[table] + at * each, outcome->values[table],
                   each * sizeof(double));
    }
    if (backlog_of(stored->shape) > 0)
        memcpy(stored->backlog + at * backlog_of(stored->shape), outcome->backlog,
               backlog_of(stored->shape) * sizeof(double));
    stored->replications++;
    return FAULT_NONE;
}

void gather_clear(struct gather *gather)
{
    for (enum table table = 0; table < TABLES; table++)
        free(gather->stored.values[table]);
    free(gather->stored.backlog);
    *gather = (struct gather){0};
}
