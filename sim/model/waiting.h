/* What happens to a study while it waits: it comes to be more urgent, or its site takes it back.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_WAITING_H
#define TELERAD_MODEL_WAITING_H

#include "model/state.h"

/** Gives a study that nobody has reported another present priority, whether it waits or is in
 * hand; its bundle stands where the best of its unread ones does. */
void waiting_set_priority(struct replication *r, uint32_t slot, uint8_t priority);
/** Raises it to a more urgent priority; leaves it if it is as urgent already or was reported. */
void waiting_raise(struct replication *r, uint32_t slot, uint32_t priority);
/** Notes when a study that waits comes to be more urgent, which may be now. To be called whenever
 * it joins those that wait, and when its present priority changes. */
void waiting_watch(struct replication *r, uint32_t slot);
/** A study's time to come to be more urgent may be here. */
void waiting_escalate(struct replication *r, uint32_t slot);
/** Notes when the site of a study just received reads it itself. */
void waiting_be_patient(struct replication *r, uint32_t slot);
/** The site's patience is over: takes the study, and the rest of its bundle, out of the system if
 * nobody has begun to read it. */
void waiting_withdraw(struct replication *r, uint32_t slot);

#endif
