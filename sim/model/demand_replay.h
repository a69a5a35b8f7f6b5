/* Recorded demand: the instants at which a source's studies come, found at the start of a
 * replication.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_DEMAND_REPLAY_H
#define TELERAD_MODEL_DEMAND_REPLAY_H

#include "model/state.h"

/** Makes room for the instants of a source that has a trace. False: no memory. */
bool demand_replay_create(struct replication *r, uint32_t source);
/** Thins and spreads a recorded demand, as it is or of days drawn anew. O(n log n) in its recorded
 * arrivals. */
void demand_replay(struct replication *r, uint32_t source);

#endif
