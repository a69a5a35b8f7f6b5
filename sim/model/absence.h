/* Absence: which shifts of a replication a reader is away from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ABSENCE_H
#define TELERAD_MODEL_ABSENCE_H

#include "core/bitset.h"
#include "model/state.h"

/** Makes room for all shifts, if some group is ever absent. FAULT_MEMORY. O(readers). */
NODISCARD enum fault_kind absence_create(struct replication *r, struct fault *fault);
void absence_free(struct replication *r);
/** Draws: one draw a shift in order, from the reader's own stream. O(shifts). */
void absence_start(struct replication *r, uint64_t number);

/** Is a reader away from this one of his shifts? O(1). */
static inline bool absence_is(const struct replication *r, uint32_t reader, uint32_t which)
{
    return r->absent != NULL && bitset_has(r->absent, r->first_shift[reader] + which);
}

#endif
