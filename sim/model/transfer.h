/* The link of a site: one study at a time, first come first served.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_TRANSFER_H
#define TELERAD_MODEL_TRANSFER_H

#include "model/state.h"

/** Sends a study that has just arrived; without a link it is received at once. O(1). */
void transfer_send(struct replication *r, uint32_t slot);
/** A site's link has sent the study at its head. O(1). */
void transfer_done(struct replication *r, uint32_t site);

#endif
