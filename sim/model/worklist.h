/* Worklists: studies of like eligibility in their order. A first read stands in one list for each
 * wait (tier) that it has reached, so that whoever may read only what has waited sees only that.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_WORKLIST_H
#define TELERAD_MODEL_WORKLIST_H

#include "model/state.h"

/** The key of a study in its worklist: rank by the scenario's order, ties by source and count. */
struct heap_key worklist_key(const struct replication *r, const struct study *study);
/** Lists a waiting study in each list that it belongs to. O(tiers × log n). */
void worklist_add(struct replication *r, uint32_t slot);
/** Takes it out of all lists. */
void worklist_remove(struct replication *r, uint32_t slot);
/** Gives a waiting study another present priority, and its place by it. */
void worklist_raise(struct replication *r, uint32_t slot, uint8_t priority);
/** Marks a study as one to be looked at when the instant is settled. */
void worklist_freshen(struct replication *r, uint32_t slot);
/** A study is not to be read: out of all lists, and not to be looked at either. */
void worklist_forget(struct replication *r, uint32_t slot);
/** Notes when a received study reaches the waits of the tiers. */
void worklist_ripen(struct replication *r, uint32_t slot);
/** The oldest study of a tier has waited long enough. */
void worklist_ripened(struct replication *r, uint32_t tier);
/** The best study a group may read now: NOBODY if none. O(worklists that are not empty). */
uint32_t worklist_best(const struct replication *r, uint32_t group);

#endif
