/* The result file, read: for info, plot, report. A damaged file gives a fault, never a crash.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_READBACK_H
#define TELERAD_STORE_READBACK_H

#include "measure/outcome.h"
#include "measure/summary.h"
#include "store/result.h"

#include <stdbool.h>

struct stored {
    struct shape *shape;
    struct provenance provenance; /* strings owned by this struct */
    bool interrupted;
    uint64_t replications;
    struct summary *summary; /* all replications taken in, histograms too */
    double *values[TABLES];  /* [replications][measures][cells] */
    double *backlog;         /* [replications][timeline_points][priorities] */
};

/** Reads all but the trace. Owned, to stored_free(). FAULT_FILE (cannot be opened), FAULT_INPUT (is
 * no result file or a damaged one, says which), FAULT_MEMORY. */
NODISCARD enum fault_kind stored_open(struct stored **out, const char *path, struct fault *fault);
void stored_free(struct stored *stored); /* NULL is fine */

#endif
