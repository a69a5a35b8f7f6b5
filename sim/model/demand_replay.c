/* Recorded demand. Two draws for each recorded arrival, kept or not, so that a larger share adds
 * studies and moves none.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demand_replay.h"

#include "core/simtime.h"

#include <assert.h>
#include <stdlib.h>

static int by_instant(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The studies of a row that is placed at an instant. */
static void replay_row(struct replication *r, uint32_t index, const struct model_trace_row *row,
                       int64_t from_us)
{
    const struct model_source *source = &r->model->sources[index];
    struct source *state = &r->sources[index];
    double span_us = (double) (row->to_us - row->from_us);

    for (uint32_t k = 0; k < row->count; k++) {
        bool kept = stream_unit(&state->streams[SOURCE_THINNING]) < source->trace_share;
        double spot = stream_unit(&state->streams[SOURCE_ARRIVALS]);
        int64_t at_us = from_us + (int64_t) (spot * span_us);

        if (kept && at_us >= r->model->begin_us && at_us < r->model->end_us)
            state->instants[state->instant_count++] = at_us;
    }
}

/* Recorded days of the weekday of a day of the run: the first of them; they are 7 apart. */
static size_t first_like(const struct model_anew *anew, size_t run_day, size_t *count)
{
    size_t weekday = (anew->run_weekday + run_day) % 7;
    size_t first = (weekday + 7 - anew->weekday) % 7;

    *count = anew->day_count > first ? (anew->day_count - first + 6) / 7 : 0;
    return first;
}

/* One recorded day of the same weekday for each day of the run. */
static void replay_anew(struct replication *r, uint32_t index, const struct model_trace *trace)
{
    const struct model_anew *anew = trace->anew;
    struct stream *stream = &r->sources[index].manner->streams[MANNER_REPLAY];
    size_t piece = 0;

    for (size_t day = 0; day < anew->run_days; day++) {
        int64_t midnight_us = anew->midnight_us + (int64_t) day * SIMTIME_DAY;
        size_t count, drawn, first = first_like(anew, day, &count);

        assert(count > 0);
        drawn = first + 7 * (size_t) (stream_unit(stream) * (double) count);
        for (size_t i = anew->first_row[drawn]; i < anew->first_row[drawn + 1]; i++)
            replay_row(r, index, &trace->rows[i],
                       model_anew_instant(anew, midnight_us + trace->rows[i].from_us, &piece));
    }
}

void demand_replay(struct replication *r, uint32_t source)
{
    const struct model_trace *trace = &r->model->traces[r->model->sources[source].trace];
    struct source *state = &r->sources[source];

    state->instant_count = 0;
    if (trace->anew != NULL)
        replay_anew(r, source, trace);
    for (size_t i = 0; trace->anew == NULL && i < trace->count; i++)
        replay_row(r, source, &trace->rows[i], trace->rows[i].from_us);
    qsort(state->instants, state->instant_count, sizeof *state->instants, by_instant);
}

/* The most that a run can have of days drawn anew. */
static size_t most_anew(const struct model_trace *trace)
{
    const struct model_anew *anew = trace->anew;
    size_t most[7] = {0}, sum = 0;

    for (size_t day = 0; day < anew->day_count; day++) {
        size_t weekday = (anew->weekday + day) % 7, count = 0;

        for (size_t i = anew->first_row[day]; i < anew->first_row[day + 1]; i++)
            count += trace->rows[i].count;
        most[weekday] = count > most[weekday] ? count : most[weekday];
    }
    for (size_t day = 0; day < anew->run_days; day++)
        sum += most[(anew->run_weekday + day) % 7];
    return sum;
}

bool demand_replay_create(struct replication *r, uint32_t source)
{
    uint32_t index = r->model->sources[source].trace;
    const struct model_trace *trace;
    size_t most = 0;

    if (index == MODEL_NONE)
        return true;
    trace = &r->model->traces[index];
    if (trace->anew != NULL)
        most = most_anew(trace);
    for (size_t i = 0; trace->anew == NULL && i < trace->count; i++)
        most += trace->rows[i].count;
    r->sources[source].instants = calloc(most + 1, sizeof *r->sources[source].instants);
    return r->sources[source].instants != NULL;
}
