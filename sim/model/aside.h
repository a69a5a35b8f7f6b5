/* What is drawn for each study beside its size, reading times, findings and verdicts: later
 * readings, chances of being read twice or reviewed, patience, shares of coverage. Only what the
 * model has a use for is drawn, each from a stream of its own, so that nothing moves anything else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_ASIDE_H
#define TELERAD_MODEL_ASIDE_H

#include "model/state.h"

/** Names the streams. FAULT_MEMORY. O(sources). */
NODISCARD enum fault_kind aside_create(struct replication *r, struct fault *fault);
void aside_free(struct replication *r);
/** Starts the streams of a replication. O(sources). */
void aside_start(struct replication *r, uint64_t number);
/** aside_draw() where there is something to draw. */
void aside_draw_all(struct replication *r, uint32_t slot);
/** Draws for a study that is ordered; its life's source, study type and member are set. O(1). */
static inline void aside_draw(struct replication *r, uint32_t slot)
{
    if (r->draws_aside)
        aside_draw_all(r, slot);
}

#endif
