/* One run of the model: its mutable state, from the empty system to the balance at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_REPLICATION_H
#define TELERAD_MODEL_REPLICATION_H

#include "model/model.h"
#include "model/observe.h"

struct replication;

/* Conservation: arrived = closed + withdrawn + in the system; checked when a run ends. */
struct balance {
    uint64_t arrived, closed, withdrawn, in_system;
    uint64_t events;
};

/**
 * Makes the state for runs of a frozen model, which must outlive it; reused from run to run, so
 * that pools keep their size. FAULT_MEMORY.
 */
NODISCARD enum fault_kind replication_create(struct replication **out, const struct model *model,
                                             struct fault *fault);
void replication_free(struct replication *r); /* NULL is fine */

/**
 * Runs replication `number` (from 0) from beginning to end, telling the observer. The same model
 * and number give the same calls, whatever was run before.
 *
 * backlog_limit  studies in the system at which the run gives up; 0: none
 * FAULT_MEMORY; FAULT_INPUT when the limit is reached, with what would be right; FAULT_INTERNAL
 * when the balance does not hold.
 */
NODISCARD enum fault_kind replication_run(struct replication *r, uint64_t number,
                                          const struct observer *observer, uint64_t backlog_limit,
                                          struct balance *balance, struct fault *fault);

#endif
