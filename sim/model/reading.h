/* Reading: begun, put down, reported.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_READING_H
#define TELERAD_MODEL_READING_H

#include "model/state.h"

/** A reader with nothing in hand begins or resumes a waiting study. O(tiers × log n). */
void reading_begin(struct replication *r, uint32_t reader, uint32_t slot);
/** A reader puts the study in hand down, keeping what is done of it; it waits again and is fresh.
 * The reader has nothing in hand, but is not yet idle: reading_begin() must follow. O(1). */
void reading_put_down(struct replication *r, uint32_t reader);
/** A reader reports the study in hand. O(log n). */
void reading_end(struct replication *r, uint32_t reader);

#endif
