/* AI triage: each tool has its servers and serves in order of receipt; a study can be read
 * meanwhile.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_TRIAGE_H
#define TELERAD_MODEL_TRIAGE_H

#include "model/state.h"

/** Makes room for queues and servers. FAULT_MEMORY. */
NODISCARD enum fault_kind triage_create(struct replication *r, struct fault *fault);
void triage_free(struct replication *r);
/** All servers free and no queue: the start of a replication. */
void triage_start_empty(struct replication *r);
/** Draws at arrival what each tool will say of a study, and how long it will take. O(tools). */
void triage_draw(struct replication *r, uint32_t slot, struct stream *streams);
/** Queues a received study at each tool that sees its type. O(tools × log n). */
void triage_queue(struct replication *r, uint32_t slot);
/** Puts free servers to work, when all of an instant is in. O(tools), and log n for each start. */
void triage_start(struct replication *r);
/** The outage of a tool is over. O(jobs that stood still). */
void triage_resume(struct replication *r, uint32_t tool);
/** A tool has answered, or would have but for an outage; the job is slot × tools + tool. */
void triage_verdict(struct replication *r, uint32_t job);

#endif
