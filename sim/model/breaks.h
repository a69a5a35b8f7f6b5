/* Breaks: due at an hour of the shift, taken when nothing is in hand; on shift, not available.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_BREAKS_H
#define TELERAD_MODEL_BREAKS_H

#include "model/state.h"

/** A shift of the roster comes to be the present one: its breaks that are not past will be due.
 * One that would be under way when the run begins is taken to its end. O(breaks). */
void breaks_start(struct replication *r, uint32_t reader);
/** A break is due, if its shift is still the one that the stamp belongs to. */
void breaks_due(struct replication *r, uint32_t reader, uint32_t stamp);
/** A break is over, if it is still the one that the stamp belongs to. */
void breaks_ended(struct replication *r, uint32_t reader, uint32_t stamp);
/** A reader with nothing in hand takes what he owes. O(1). */
void breaks_take(struct replication *r, uint32_t reader);
/** Duty is over: so is the break, and what is owed is not. */
void breaks_drop(struct replication *r, uint32_t reader);

#endif
