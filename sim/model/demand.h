/* Demand: when studies arrive and what they are. Poisson arrivals are exact for rates that are
 * constant in pieces: a unit exponential is spent along the integral of the rate (inversion;
 * Cinlar, Introduction to Stochastic Processes, 1975, ch. 4.7). Everything about a study is drawn
 * when it arrives, in the order of its source, each purpose from a stream of its own, so that the
 * k-th study of a source is the same whatever is compared.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_DEMAND_H
#define TELERAD_MODEL_DEMAND_H

#include "model/state.h"

/** Makes room for the sources' state and names their streams. FAULT_MEMORY. */
NODISCARD enum fault_kind demand_create(struct replication *r, struct fault *fault);
void demand_free(struct replication *r);
/** Starts all streams for a replication and schedules each source's first arrival. Without memory
 * `starved` is set. O(sources × log sources + recorded arrivals). */
void demand_start(struct replication *r, uint64_t number);
/** What is due first comes from its source, a study or a group of them or their orders; what comes
 * next from there is scheduled. O(log sources + studies). */
void demand_arrive(struct replication *r, uint32_t source);
/** The images of a study are complete: it arrives, unless its site is out, and is sent at once or
 * held. O(1). */
void demand_complete(struct replication *r, uint32_t slot);

#endif
