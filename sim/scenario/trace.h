/* A recorded demand: a CSV file of arrivals turned into rows on the model's time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_TRACE_H
#define TELERAD_SCENARIO_TRACE_H

#include "core/fault.h"
#include "model/model.h"
#include "scenario/diag.h"
#include "scenario/wallclock.h"

#include <stdint.h>

#define TRACE_COUNT_MOST 1000000U /* studies a row */

struct trace_request {
    const char *path;              /* as it can be opened */
    const char *time, *count;      /* names of columns; count NULL: one study a row */
    int64_t interval_us;           /* of each row, from its time on, elapsed; 0: at its time */
    const struct wallclock *clock; /* of times without an offset */
    int64_t start_s;               /* the instant that model time 0 stands for */
    int64_t begin_us, end_us;      /* what the run needs: [begin_us, end_us) */
    const char *anew_zone; /* NULL: as it is; else days are to be drawn anew: the clock's zone */
};

/**
 * Reads the rows of which something can arrive in [begin_us, end_us), in order of time, whole: what
 * of a row falls outside is drawn, and left out, when the model replays it. Rows without a time or
 * without a count say nothing; rows with a count of 0 are left out.
 *
 * With anew_zone all rows are kept, by the local day of their time, from the first row's day to the
 * last row's, and out->anew is the calendar of these days and of the run's.
 *
 * out     the caller's to trace_clear(); written on success only
 * FAULT_FILE: it cannot be read, fault says why; FAULT_INPUT: diag has each fault with the file's
 * own line; FAULT_MEMORY. O(rows log rows).
 */
NODISCARD enum fault_kind trace_load(const struct trace_request *request, struct model_trace *out,
                                     struct diag *diag, struct fault *fault);

/** Frees what trace_load() made. */
void trace_clear(struct model_trace *trace);

/**
 * Reads a time, `YYYY-MM-DDTHH:MM[:SS[.ffffff]]`, with a blank instead of T if need be, and an
 * offset or Z behind if need be; to microseconds since 1970 on the clock named or in UTC.
 */
bool trace_time(const char *text, int64_t *local_us, bool *has_offset, int64_t *offset_s);

#endif
