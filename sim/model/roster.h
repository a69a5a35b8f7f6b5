/* Readers as people on a roster: on shift or not, idle or busy.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ROSTER_H
#define TELERAD_MODEL_ROSTER_H

#include "model/state.h"

/** Makes room for readers and crews. FAULT_MEMORY. */
NODISCARD enum fault_kind roster_create(struct replication *r, struct fault *fault);
void roster_free(struct replication *r);
/** Everybody off and paces drawn: the start of a replication. O(readers). */
void roster_start(struct replication *r, uint64_t number);

void roster_shift_started(struct replication *r, uint32_t reader);
void roster_shift_ended(struct replication *r, uint32_t reader);
/** The idle of a group, if any, look at the worklists again when the instant is settled. O(1). */
void roster_freshen(struct replication *r, uint32_t group);

/** A reader has nothing in hand from now on: idle if on shift. O(1), but for ties. */
void roster_release(struct replication *r, uint32_t reader);
/** An idle reader is idle no more. O(1). */
void roster_engage(struct replication *r, uint32_t reader);
/** A reader is not available, for this reason (enum reader_held), or for this reason no more. */
void roster_hold(struct replication *r, uint32_t reader, enum reader_held reason);
void roster_unhold(struct replication *r, uint32_t reader, enum reader_held reason);
/** A reader may read more than before: if he is idle, or could put down what he reads, he is looked
 * at again. O(1). */
void roster_look_again(struct replication *r, uint32_t reader);
/** Notes that a reader's state may have changed, for roster_tell(). O(1). */
void roster_note(struct replication *r, uint32_t reader);
/** Tells the observer of the states that have changed in this instant, in order of noting. */
void roster_tell(struct replication *r);

#endif
