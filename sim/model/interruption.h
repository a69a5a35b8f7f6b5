/* Interruptions: phone calls while reading. The reading stands still, then goes on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_INTERRUPTION_H
#define TELERAD_MODEL_INTERRUPTION_H

#include "model/state.h"

/** The start of a replication, for a reader with habits. */
void interruption_start(struct replication *r, uint32_t reader, uint64_t number);
/** Is a reader who reads on from now interrupted before *left_us of reading are over? Then
 * *left_us becomes what he reads until then. O(1). */
bool interruption_comes(const struct replication *r, uint32_t reader, int64_t *left_us);
/** A reader has read for so long since he began or went on. */
void interruption_read(struct replication *r, uint32_t reader, int64_t span_us);
/** A call comes, if the reading is still the one that the stamp belongs to. */
void interruption_begin(struct replication *r, uint32_t reader, uint32_t stamp);
/** A call is over, if it was not dropped. */
void interruption_end(struct replication *r, uint32_t reader, uint32_t stamp);
/** Drops the call that a reader is on, if any. */
void interruption_drop(struct replication *r, uint32_t reader);

#endif
