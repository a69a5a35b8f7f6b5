/* Keeps the outcomes of a run as a result file would give them back, for pictures of a run that
 * writes none.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_GATHER_H
#define TELERAD_CLI_GATHER_H

#include "store/readback.h"

struct gather {
    struct stored stored; /* values and backlog owned here; the rest borrowed */
    uint64_t capacity;    /* replications there is room for */
};

/** Begins for a shape and provenance, which must outlive it. */
void gather_init(struct gather *gather, struct shape *shape, const struct provenance *provenance);
/** Takes in the next replication. FAULT_MEMORY. */
NODISCARD enum fault_kind gather_add(struct gather *gather, const struct outcome *outcome,
                                     struct fault *fault);
void gather_clear(struct gather *gather);

#endif
