/* Breaks: due at an hour of the shift, taken when nothing is in hand; on shift, not available.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_BREAKS_H
#define TELERAD_MODEL_BREAKS_H

#include "model/state.h"

/** A shift of the roster begins, or the run within it: those of its breaks that are not past will
 * be due, as far as it lasts. O(breaks × log n). */
void breaks_await(struct replication *r, uint32_t reader, struct span shift);
/** A break of a shift that holds is due: `which` of the group's. */
void breaks_due(struct replication *r, uint32_t reader, uint32_t which);
/** A break is over, if it is still the one that the stamp belongs to. */
void breaks_ended(struct replication *r, uint32_t reader, uint32_t stamp);
/** A reader with nothing in hand takes what he owes. O(1). */
void breaks_take(struct replication *r, uint32_t reader);
/** Duty is over: so is the break, and what is owed is not. */
void breaks_drop(struct replication *r, uint32_t reader);

#endif
