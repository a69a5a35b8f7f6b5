/* Worklists: studies of like eligibility in their order. A first read stands in one list for each
 * wait (tier) that it has reached, so that whoever may read only what has waited sees only that; or
 * in one reader's own list. Later readings stand in a list of their phase.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_WORKLIST_H
#define TELERAD_MODEL_WORKLIST_H

#include "model/state.h"

/** Makes room for worklists. FAULT_MEMORY. */
NODISCARD enum fault_kind worklist_create(struct replication *r, struct fault *fault);
void worklist_free(struct replication *r);
/** All worklists are empty: the start of a replication. */
void worklist_start(struct replication *r);

/** Lists a waiting study in each list that it belongs to. O(tiers × log n). */
void worklist_add(struct replication *r, uint32_t slot);
/** Takes it out of all lists. */
void worklist_remove(struct replication *r, uint32_t slot);
/** Gives a study that waits, or whose bundle does, another present priority, and its place by it.
 */
void worklist_raise(struct replication *r, uint32_t slot, uint8_t priority);
/** Marks a study as one to be looked at when the instant is settled. */
void worklist_freshen(struct replication *r, uint32_t slot);
/** Notes when a received study reaches the waits of the tiers. */
void worklist_ripen(struct replication *r, uint32_t slot);
/** The oldest study of a tier has waited long enough. */
void worklist_ripened(struct replication *r, uint32_t tier);
/** One study may have waited long enough for further tiers; it is looked at again. */
void worklist_ripened_one(struct replication *r, uint32_t slot);
/** The best waiting study that a reader of a group may read now, or that anybody of it may as far
 * as coverage goes (reader NOBODY); NOBODY if none. O(worklists that are not empty + studies passed
 * over). */
uint32_t worklist_best(const struct replication *r, uint32_t group, uint32_t reader);

#endif
