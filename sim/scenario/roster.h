/* Shifts as spans of time: local clock times, days and cycles turned into instants.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_ROSTER_H
#define TELERAD_SCENARIO_ROSTER_H

#include "core/fault.h"
#include "model/model.h"
#include "scenario/wallclock.h"

#include <stddef.h>
#include <stdint.h>

struct roster_shift {     /* as written */
    unsigned days;        /* bit 0 Monday: on which it starts */
    int from_min, to_min; /* minutes since midnight; to <= from: on the next day; at most 1440 */
};

struct roster_cycle {
    int64_t on, off; /* local days; off 0: always */
    int64_t ahead;   /* days; >= 0 */
};

struct roster_range {
    int64_t start_s;           /* the instant that model time 0 stands for */
    int64_t begin_us, last_us; /* spans are cut to [begin_us, last_us) of model time */
};

struct roster_spans { /* owned, to roster_clear() */
    struct span *spans;
    size_t count, capacity;
};

/**
 * Adds the spans of a shift on a clock: those of the days whose place in the cycle is on. Day 0 of
 * the cycle is the date of the run's start on that clock, days before it go on backwards. Spans
 * come in order of time; none is empty. FAULT_MEMORY. O(days).
 */
NODISCARD enum fault_kind roster_add(struct roster_spans *spans, const struct roster_shift *shift,
                                     const struct wallclock *clock,
                                     const struct roster_cycle *cycle,
                                     const struct roster_range *range, struct fault *fault);
/** Sorts by time and joins spans that touch or overlap. O(n log n). */
void roster_join(struct roster_spans *spans);
void roster_clear(struct roster_spans *spans);

#endif
