/* Time on the phone after a report: calls for critical findings, recontacts about discrepancies.
 * The reader is busy and reads nothing: nobody takes his place, the end of his shift waits, and the
 * time is paid as time on the study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_TELLING_H
#define TELERAD_MODEL_TELLING_H

#include "model/state.h"

/** What a reader's report asks of him: calls if it is the study's `first`, and what is found
 * wanting in that if it is a later one. False: nothing. `next`: the study of a bundle with which he
 * goes on afterwards, or NOBODY. O(findings). */
bool telling_begin(struct replication *r, uint32_t reader, uint32_t slot, bool first,
                   uint32_t next);
/** He has told whom he had to, and is as free as after the report; returns `next`, unless its
 * reading would have been put down meanwhile. O(log n). */
uint32_t telling_end(struct replication *r, uint32_t reader);

#endif
