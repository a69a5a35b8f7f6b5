/* Recorded demand by local day.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/trace_days.h"

#include "core/simtime.h"

#include <stdlib.h>
#include <string.h>

bool trace_days_keep(struct trace_days *days, int64_t at_us, bool universal, uint32_t count)
{
    if (days->count == days->capacity) {
        size_t room = days->capacity > 0 ? 2 * days->capacity : 64;
        struct trace_day_row *grown = realloc(days->rows, room * sizeof *grown);

        if (grown == NULL)
            return false;
        days->rows = grown;
        days->capacity = room;
    }
    days->rows[days->count++] = (struct trace_day_row){at_us, count, universal};
    return true;
}

void trace_days_clear(struct trace_days *days)
{
    free(days->rows);
    *days = (struct trace_days){0};
}

/* Whole seconds, rounded down. */
static int64_t seconds_of(int64_t at_us)
{
    return at_us / SIMTIME_SECOND - (at_us % SIMTIME_SECOND < 0 ? 1 : 0);
}

static int64_t day_of(int64_t local_us)
{
    return wallclock_day_of(seconds_of(local_us));
}

/* Reads the zone's clock over the rows in UTC and sets them to its local time. */
static enum fault_kind localise(struct trace_days *days, const char *zone, struct fault *fault)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    struct wallclock clock;
    enum fault_kind kind;

    for (size_t i = 0; i < days->count; i++)
        if (days->rows[i].universal) {
            int64_t at_s = seconds_of(days->rows[i].at_us);

            first = at_s < first ? at_s : first;
            last = at_s > last ? at_s : last;
        }
    if (first > last)
        return FAULT_NONE;
    kind = wallclock_init(&clock, zone, first - WALLCLOCK_DAY_S, last + WALLCLOCK_DAY_S, fault);
    if (kind != FAULT_NONE)
        return kind;
    for (size_t i = 0; i < days->count; i++) {
        struct trace_day_row *row = &days->rows[i];

        if (row->universal)
            row->at_us += wallclock_offset(&clock, seconds_of(row->at_us)) * SIMTIME_SECOND;
    }
    wallclock_clear(&clock);
    return FAULT_NONE;
}

static int by_time(const void *a, const void *b)
{
    const struct trace_day_row *x = a, *y = b;

    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count);
}

/* Rows from each day's midnight on, and where each day's begin. */
static void fill_days(const struct trace_days *days, int64_t interval_us, struct model_trace *trace)
{
    struct model_anew *anew = trace->anew;
    int64_t first = days->count > 0 ? day_of(days->rows[0].at_us) : 0;
    size_t day = 0;

    for (size_t i = 0; i < days->count; i++) {
        const struct trace_day_row *row = &days->rows[i];
        int64_t own = day_of(row->at_us);
        int64_t from_us = row->at_us - own * SIMTIME_DAY;

        while (day <= (size_t) (own - first))
            anew->first_row[day++] = trace->count;
        if (row->count > 0)
            trace->rows[trace->count++] =
                (struct model_trace_row){from_us, from_us + interval_us, row->count};
    }
    while (day <= anew->day_count)
        anew->first_row[day++] = trace->count;
}

/* The run's days, and the clock that places local times on them. */
static void fill_run(const struct trace_request *q, struct model_anew *anew)
{
    int64_t from_s = q->start_s + seconds_of(q->begin_us);
    int64_t until_s = q->start_s + seconds_of(q->end_us - 1);
    int64_t first = wallclock_day_of(wallclock_local(q->clock, from_s));
    int64_t last = wallclock_day_of(wallclock_local(q->clock, until_s));

    anew->run_days = (size_t) (last >= first ? last - first + 1 : 1);
    anew->run_weekday = wallclock_weekday(first);
    anew->midnight_us = (first * WALLCLOCK_DAY_S - q->start_s) * SIMTIME_SECOND;
    for (size_t i = 0; i < q->clock->count; i++) {
        anew->at_us[i] = (q->clock->at_s[i] - q->start_s) * SIMTIME_SECOND;
        anew->offset_us[i] = q->clock->offset_s[i] * SIMTIME_SECOND;
    }
}

enum fault_kind trace_days_finish(struct trace_days *days, const struct trace_request *request,
                                  struct model_trace *out, struct fault *fault)
{
    struct model_trace trace = {calloc(days->count + 1, sizeof *trace.rows), 0,
                                calloc(1, sizeof *trace.anew)};
    size_t pieces = request->clock->count;
    enum fault_kind kind = localise(days, request->anew_zone, fault);

    if (days->count > 1)
        qsort(days->rows, days->count, sizeof *days->rows, by_time);
    if (trace.anew != NULL) {
        if (days->count > 0)
            trace.anew->day_count = (size_t) (day_of(days->rows[days->count - 1].at_us) -
                                              day_of(days->rows[0].at_us) + 1);
        trace.anew->weekday = days->count > 0 ? wallclock_weekday(day_of(days->rows[0].at_us)) : 0;
        trace.anew->piece_count = pieces;
        trace.anew->first_row = calloc(trace.anew->day_count + 1, sizeof(size_t));
        trace.anew->at_us = calloc(pieces + 1, sizeof(int64_t));
        trace.anew->offset_us = calloc(pieces + 1, sizeof(int64_t));
    }
    if (kind == FAULT_NONE &&
        (trace.rows == NULL || trace.anew == NULL || trace.anew->first_row == NULL ||
         trace.anew->at_us == NULL || trace.anew->offset_us == NULL))
        kind = fault_set(fault, FAULT_MEMORY, "%s: no memory for its days", request->path);
    if (kind != FAULT_NONE) {
        trace_clear(&trace);
        return kind;
    }
    fill_days(days, request->interval_us, &trace);
    fill_run(request, trace.anew);
    *out = trace;
    return FAULT_NONE;
}
