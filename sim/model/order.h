/* The scenario's order: where a study stands among others that wait.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ORDER_H
#define TELERAD_MODEL_ORDER_H

#include "model/state.h"

/** Ranks the study types by what readers pick first within a priority; false without memory. */
bool order_rank_picks(struct replication *r);
/** The key of a study in its worklist: rank by the scenario's order, ties by source and count. */
struct heap_key order_key(const struct replication *r, const struct study *study);
/** Expected base time of a study's present reading, us: its type's mean, by the phase's factor. */
double order_expected_us(const struct replication *r, const struct study *study);
/** Sets rank and key of a study that waits or is in hand; of a bundle's first unread one, to the
 * best of all that are unread. O(1), O(bundle). */
void order_rank(struct replication *r, uint32_t slot);
/** Does study a come before b, by the scenario's order at this instant? b may be NOBODY. */
bool order_before(const struct replication *r, uint32_t a, uint32_t b);

#endif
