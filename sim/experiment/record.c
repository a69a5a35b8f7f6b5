/* A record keeper's life; what it counts is in record_observer.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record.h"

#include "experiment/record_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t apart_months(const struct record_plan *plan)
{
    size_t cells = plan->first_cell[TABLE_GROUPINGS] - plan->first_cell[TABLE_PROVIDER];

    return cells * plan->model->priority_count * plan->month_count;
}

enum fault_kind record_create(struct record **out, const struct record_plan *plan,
                              struct fault *fault)
{
    const struct model *m = plan->model;
    size_t cells = plan->first_cell[TABLE_GROUPINGS];
    struct record *r = calloc(1, sizeof *r);

    if (r == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the measures");
    r->plan = plan;
    r->pairs = calloc((size_t) plan->pair_count + 1, sizeof *r->pairs);
    r->pair_months =
        calloc((size_t) plan->pair_count * plan->month_count + 1, sizeof *r->pair_months);
    r->cells = calloc(cells, sizeof *r->cells);
    r->spreads = calloc(cells, sizeof *r->spreads);
    r->months = calloc(apart_months(plan) + 1, sizeof *r->months);
    r->judging = calloc(m->priority_count * plan->month_count + 1, sizeof *r->judging);
    r->readers = calloc((size_t) m->reader_count + 1, sizeof *r->readers);
    r->tools = calloc((size_t) m->tool_count + 1, sizeof *r->tools);
    if (r->pairs == NULL || r->pair_months == NULL || r->cells == NULL || r->spreads == NULL ||
        r->months == NULL || r->judging == NULL || r->readers == NULL || r->tools == NULL ||
        !record_money_create(r)) {
        record_free(r);
        return fault_set(fault, FAULT_MEMORY,
                         "no memory for the measures; fewer sites or jobs need less");
    }
    *out = r;
    return FAULT_NONE;
}

void record_free(struct record *record)
{
    if (record == NULL)
        return;
    for (size_t i = 0; record->spreads != NULL && i < record->plan->first_cell[TABLE_GROUPINGS];
         i++) {
        histogram_clear(&record->spreads[i].direct);
        histogram_clear(&record->spreads[i].preliminary);
        histogram_clear(&record->spreads[i].second);
    }
    outcome_free(record->outcome);
    free(record->pairs);
    free(record->pair_months);
    free(record->cells);
    free(record->spreads);
    free(record->months);
    free(record->judging);
    free(record->readers);
    free(record->tools);
    record_money_free(record);
    free(record);
}

static void empty(struct record *r)
{
    const struct record_plan *plan = r->plan;
    const struct model *m = plan->model;
    size_t cells = plan->first_cell[TABLE_GROUPINGS];

    memset(r->pairs, 0, plan->pair_count * sizeof *r->pairs);
    memset(r->pair_months, 0, plan->pair_count * plan->month_count * sizeof *r->pair_months);
    memset(r->cells, 0, cells * sizeof *r->cells);
    memset(r->months, 0, apart_months(plan) * sizeof *r->months);
    memset(r->readers, 0, m->reader_count * sizeof *r->readers);
    memset(r->tools, 0, m->tool_count * sizeof *r->tools);
    memset(r->hours, 0, sizeof r->hours);
    memset(r->backlog_of, 0, sizeof r->backlog_of);
    for (size_t i = 0; i < cells; i++) {
        histogram_reset(&r->spreads[i].direct);
        histogram_reset(&r->spreads[i].preliminary);
        histogram_reset(&r->spreads[i].second);
    }
    r->backlog = r->on = r->busy = r->overtime = (struct timeavg){0, 0};
    r->backlog_us = r->waited_us = 0;
    record_money_empty(r);
    r->piece = r->samples = r->trace_room = 0;
}

enum fault_kind record_start(struct record *record, uint64_t replication, bool trace,
                             struct fault *fault)
{
    enum fault_kind kind;

    outcome_free(record->outcome);
    record->outcome = NULL;
    kind = outcome_create(&record->outcome, record->plan->shape, fault);
    if (kind != FAULT_NONE)
        return kind;
    empty(record);
    record->outcome->replication = replication;
    record->trace = trace;
    record->starved = false;
    record->hour = &record->hours[RECORD_NO_HOUR];
    record->piece_end_us = 0; /* of the warm-up */
    record->sample_us = record->plan->shape->timeline_points > 0 ? 0 : SIMTIME_NEVER;
    record->next_us = 0;
    return FAULT_NONE;
}

static int by_arrival(const void *a, const void *b)
{
    const struct trace_row *x = a, *y = b;

    if (x->arrived_us != y->arrived_us)
        return x->arrived_us < y->arrived_us ? -1 : 1;
    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    if (x->source_place != y->source_place)
        return x->source_place < y->source_place ? -1 : 1;
    if (x->count != y->count)
        return x->count < y->count ? -1 : 1;
    return (x->member > y->member) - (x->member < y->member);
}

enum fault_kind record_finish(struct record *record, struct outcome **out, struct fault *fault)
{
    struct outcome *o = record->outcome;

    assert(o != NULL);
    record_observer_end(record);
    if (!record_fill(record) || record->starved)
        return fault_set(fault, FAULT_MEMORY,
                         "no memory for the measures; fewer sites or jobs need less");
    if (o->trace_count > 0)
        qsort(o->trace, o->trace_count, sizeof *o->trace, by_arrival);
    *out = o;
    record->outcome = NULL;
    return FAULT_NONE;
}
