/* The end of duty: the study in hand is finished, handed back, or finished and more is read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_LEAVING_H
#define TELERAD_MODEL_LEAVING_H

#include "model/state.h"

/** A reader's duty has just ended. */
void leaving_end(struct replication *r, uint32_t reader);
/** A reader after his duty has nothing in hand: if he stays, he looks for more when the instant is
 * settled. O(1). */
void leaving_look(struct replication *r, uint32_t reader);
/** Those who look take what there is, by group and number; who finds nothing leaves for good.
 * O(those who look × studies in the system). */
void leaving_settle(struct replication *r);

#endif
