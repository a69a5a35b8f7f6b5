/* A recorded demand that is drawn anew day by day: its rows by local day, and the calendar of the
 * recorded days and of the run's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_TRACE_DAYS_H
#define TELERAD_SCENARIO_TRACE_DAYS_H

#include "scenario/trace.h"

#include <stdbool.h>
#include <stddef.h>

struct trace_days {
    struct trace_day_row {
        int64_t at_us;
        uint32_t count;
        bool universal;
    } * rows;
    size_t count, capacity;
};

/** Keeps a row, whose time is microseconds since 1970 on the site's clock, or in UTC if it is
 * universal. A count of 0 is kept, too, for its day. False: no memory. */
bool trace_days_keep(struct trace_days *days, int64_t at_us, bool universal, uint32_t count);
/**
 * Turns UTC into the zone's local times, whenever that was, and sorts the rows by day. out is
 * written on success only, to trace_clear(); its anew->day_count is 0 if nothing was kept.
 * FAULT_MEMORY. O(rows log rows + days).
 */
NODISCARD enum fault_kind trace_days_finish(struct trace_days *days,
                                            const struct trace_request *request,
                                            struct model_trace *out, struct fault *fault);
void trace_days_clear(struct trace_days *days);

#endif
