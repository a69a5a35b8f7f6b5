/* What readers and AI cost and what the hospital pays, as it arises in the measured time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MONEY_H
#define TELERAD_MODEL_MONEY_H

#include "model/state.h"

/** Settles a reader's hourly cost up to now, at the study in hand if there is one; to be called
 * before the reader's state or study changes. O(1). */
void money_settle(struct replication *r, uint32_t reader);
/** A report by a reader: cost a read and an rvu; the price, if it is the first report. O(1). */
void money_report(struct replication *r, uint32_t reader, uint32_t slot, bool first);
/** A verdict of a tool. O(1). */
void money_verdict(struct replication *r, uint32_t tool, uint32_t slot);

#endif
