/* Bundles: studies of one patient that one reader takes together. Until it is begun a bundle
 * stands in the worklists as its first study; what is left of one put down, as its first unread.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_BUNDLE_H
#define TELERAD_MODEL_BUNDLE_H

#include "model/state.h"

/** A study of a bundle was received: with the last one the bundle waits for a reader. */
void bundle_receive(struct replication *r, uint32_t slot);
/** bundle_next() for what is in a bundle. */
uint32_t bundle_take(struct replication *r, uint32_t slot);
/** Takes a study that was read out of its bundle; the next that the same reader reads, or NOBODY.
 * NOBODY for what is in none. */
static inline uint32_t bundle_next(struct replication *r, uint32_t slot)
{
    return r->studies[slot].bundle == NOBODY ? NOBODY : bundle_take(r, slot);
}
/** What is left of a bundle was put down and waits again. */
void bundle_put_down(struct replication *r, uint32_t slot);
/** Takes a study that nobody reads, because it is reported otherwise, out of its bundle; the others
 * stay together. Nothing for what is in none. */
void bundle_leave(struct replication *r, uint32_t slot);

#endif
