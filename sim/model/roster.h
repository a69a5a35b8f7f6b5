/* Readers as people on a roster: on shift or not, idle or busy, and what their provider's coverage
 * lets them read now.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ROSTER_H
#define TELERAD_MODEL_ROSTER_H

#include "model/state.h"

/** Makes room for readers and crews. FAULT_MEMORY. */
NODISCARD enum fault_kind roster_create(struct replication *r, struct fault *fault);
void roster_free(struct replication *r);
/** Everybody off and paces drawn, windows shut: the start of a replication. O(readers). */
void roster_start(struct replication *r, uint64_t number);

void roster_shift_started(struct replication *r, uint32_t reader);
void roster_shift_ended(struct replication *r, uint32_t reader);
/** A coverage window opens or closes. O(groups × coverage entries). */
void roster_window(struct replication *r, uint32_t window, bool open);

/** A reader has nothing in hand from now on: idle if on shift. O(1), but for ties. */
void roster_release(struct replication *r, uint32_t reader);
/** An idle reader is idle no more. O(1). */
void roster_engage(struct replication *r, uint32_t reader);
/** Notes that a reader's state may have changed, for roster_tell(). O(1). */
void roster_note(struct replication *r, uint32_t reader);
/** Tells the observer of the states that have changed in this instant, in order of noting. */
void roster_tell(struct replication *r);

/** May a crew read a waiting study at this instant, licences aside? O(1). */
static inline bool roster_may_read(const struct replication *r, const struct crew *crew,
                                   const struct study *study)
{
    if (study->final_read)
        return crew->finals;
    return crew->tier != NOBODY &&
           r->now_us - study->life.received_us >= r->who->tier_us[crew->tier];
}

#endif
