/* On-call readers: who stands by is called in by the backlog or the oldest wait, comes after a
 * response time, and may go again when little is left.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ONCALL_H
#define TELERAD_MODEL_ONCALL_H

#include "model/state.h"

/** Makes room, if some group is on call; else r->oncall stays NULL. FAULT_MEMORY. */
NODISCARD enum fault_kind oncall_create(struct replication *r, struct fault *fault);
void oncall_free(struct replication *r);
void oncall_start(struct replication *r);

/** An on-call shift of a reader begins, of this entry of his group. */
void oncall_began(struct replication *r, uint32_t reader, uint32_t call);
/** He is on call no more: he neither comes nor counts as called. */
void oncall_over(struct replication *r, uint32_t reader);

/** A study is received, or leaves the backlog. O(1), or O(entries) if received. */
void oncall_received(struct replication *r, uint32_t slot);
void oncall_left(struct replication *r, uint32_t slot);
/** A study has waited as long as some entry asks for, if the slot is still its own. O(entries). */
void oncall_oldest(struct replication *r, uint32_t slot, uint32_t stamp);
/** A called reader is there, if he is still expected. */
void oncall_came(struct replication *r, uint32_t reader, uint32_t stamp);

/** Once all of an instant is in, before anything is assigned: calls, and lets go who has just
 * reported. O(readers on call × studies in the system) if something changed. */
void oncall_before(struct replication *r);
/** Once all is assigned: lets go who is idle. O(readers on call). */
void oncall_after(struct replication *r);

#endif
