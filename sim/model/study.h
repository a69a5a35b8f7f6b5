/* The slots that studies live in: lent at arrival, given back when nothing more will happen.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_STUDY_H
#define TELERAD_MODEL_STUDY_H

#include "model/state.h"

/** Lends a slot with a blank life. NOBODY without memory (`starved`) or beyond the limit of studies
 * in the system (`too_full`). Slots double, so pointers to studies end here. Amortised O(1). */
uint32_t study_lend(struct replication *r);
/** A study waits for its next reading from now on: it counts, is fresh, and may come to be more
 * urgent. Its class and what is left to read are set. O(1), but for what counts queues. */
void study_wait(struct replication *r, uint32_t slot);
/** Takes back a slot just lent whose study will never arrive, as if it had not been. O(1). */
void study_forget(struct replication *r, uint32_t slot);
/** The images are at the reader's side: the clock starts, the study waits and goes to the AI. */
void study_receive(struct replication *r, uint32_t slot);
/** Ends a study that is done and whose AI verdicts are all in; else leaves it. */
void study_close_if_over(struct replication *r, uint32_t slot);
/** Tells the observer of each study still in the system, at the end of the run. Returns how many.
 * O(slots). */
uint64_t study_close_rest(struct replication *r);
/** Takes back all slots, keeping the memory. O(slots). */
void study_reset(struct replication *r);
void study_free(struct replication *r);

#endif
