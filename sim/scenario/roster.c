/* Shifts day by day. A shift is as long as its local clock times make it that day.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/roster.h"

#include "core/simtime.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

static enum fault_kind add_span(struct roster_spans *spans, struct span span, struct fault *fault)
{
    if (spans->count == spans->capacity) {
        size_t room = spans->capacity > 0 ? 2 * spans->capacity : 16;
        struct span *grown = realloc(spans->spans, room * sizeof *grown);

        if (grown == NULL)
            return fault_set(fault, FAULT_MEMORY,
                             "no memory for the shifts; a shorter run needs less");
        spans->spans = grown;
        spans->capacity = room;
    }
    spans->spans[spans->count++] = span;
    return FAULT_NONE;
}

static bool day_is_on(const struct roster_cycle *cycle, int64_t day)
{
    int64_t length = cycle->on + cycle->off;
    int64_t place = (day + cycle->ahead) % length;

    return (place < 0 ? place + length : place) < cycle->on;
}

static int64_t cut(int64_t at_us, const struct roster_range *range)
{
    if (at_us < range->begin_us)
        return range->begin_us;
    return at_us > range->last_us ? range->last_us : at_us;
}

/* Seconds since 1970 of a model time, rounded down. */
static int64_t instant_of(const struct roster_range *range, int64_t at_us)
{
    int64_t seconds = at_us / SIMTIME_SECOND;

    return range->start_s + (at_us % SIMTIME_SECOND < 0 ? seconds - 1 : seconds);
}

enum fault_kind roster_add(struct roster_spans *spans, const struct roster_shift *shift,
                           const struct wallclock *clock, const struct roster_cycle *cycle,
                           const struct roster_range *range, struct fault *fault)
{
    int64_t zero = wallclock_day_of(wallclock_local(clock, range->start_s));
    int64_t first =
        wallclock_day_of(wallclock_local(clock, instant_of(range, range->begin_us))) - 2;
    int64_t last = wallclock_day_of(wallclock_local(clock, instant_of(range, range->last_us))) + 1;
    int64_t overnight = shift->to_min <= shift->from_min ? 1 : 0;
    enum fault_kind kind = FAULT_NONE;

    assert(cycle->on > 0 && cycle->off >= 0 && cycle->ahead >= 0);
    for (int64_t day = first; day <= last && kind == FAULT_NONE; day++) {
        struct span span;
        int64_t from_s, to_s;

        if ((shift->days >> wallclock_weekday(day) & 1U) == 0 || !day_is_on(cycle, day - zero))
            continue;
        from_s = wallclock_instant(clock, day * WALLCLOCK_DAY_S + shift->from_min * 60);
        to_s = wallclock_instant(clock, (day + overnight) * WALLCLOCK_DAY_S + shift->to_min * 60);
        span.from_us = cut((from_s - range->start_s) * SIMTIME_SECOND, range);
        span.to_us = cut((to_s - range->start_s) * SIMTIME_SECOND, range);
        if (span.from_us < span.to_us)
            kind = add_span(spans, span, fault);
    }
    return kind;
}

static int by_time(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    if (x->from_us != y->from_us)
        return x->from_us < y->from_us ? -1 : 1;
    return (x->to_us > y->to_us) - (x->to_us < y->to_us);
}

void roster_join(struct roster_spans *spans)
{
    size_t kept = 0;

    if (spans->count > 1)
        qsort(spans->spans, spans->count, sizeof *spans->spans, by_time);
    for (size_t i = 0; i < spans->count; i++) {
        struct span next = spans->spans[i];

        if (kept > 0 && next.from_us <= spans->spans[kept - 1].to_us) {
            if (next.to_us > spans->spans[kept - 1].to_us)
                spans->spans[kept - 1].to_us = next.to_us;
        } else {
            spans->spans[kept++] = next;
        }
    }
    spans->count = kept;
}

void roster_clear(struct roster_spans *spans)
{
    free(spans->spans);
    *spans = (struct roster_spans){0};
}
