/* Links, a site's own or shared: one study at a time, in order of joining; ties by site copy,
 * demand entry and count.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_TRANSFER_H
#define TELERAD_MODEL_TRANSFER_H

#include "model/state.h"

/** Makes room for the wires. FAULT_MEMORY. */
NODISCARD enum fault_kind transfer_create(struct replication *r, struct fault *fault);
void transfer_free(struct replication *r);
/** All links empty and idle: the start of a replication. O(links). */
void transfer_reset(struct replication *r);
/** A study joins its site's link; without one it is received at once. O(1), but for what joins the
 * same link at the same instant out of order: O(of these). */
void transfer_send(struct replication *r, uint32_t slot);
/** When all of an instant is in: the links that stood idle begin. O(of these). */
void transfer_start(struct replication *r);
/** The outage of a link is over. O(1). */
void transfer_resume(struct replication *r, uint32_t link);
/** A link has sent the study at its head, or would have but for an outage. O(1). */
void transfer_done(struct replication *r, uint32_t link);

#endif
