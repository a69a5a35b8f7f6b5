/* The record keeper: turns what the model tells its observer into one outcome a replication. One a
 * thread, reused from replication to replication, so that its memory keeps its size.
 *
 * What each measure means is said by outcome_notes(). A study counts if it arrived in [0, end);
 * reports, money and readers' time count by where they lie in it. Nothing allocates an event but a
 * histogram's first value in an octave and the trace, which doubles.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_EXPERIMENT_RECORD_H
#define TELERAD_EXPERIMENT_RECORD_H

#include "experiment/record_plan.h"
#include "model/observe.h"

struct record;

/** plan must outlive it. FAULT_MEMORY. */
NODISCARD enum fault_kind record_create(struct record **out, const struct record_plan *plan,
                                        struct fault *fault);
void record_free(struct record *record); /* NULL is fine */

/** Empties it for a replication; trace: keep a row for each study. FAULT_MEMORY. */
NODISCARD enum fault_kind record_start(struct record *record, uint64_t replication, bool trace,
                                       struct fault *fault);
/** The callbacks for the model between start and finish; valid as long as the record. O(1). */
struct observer record_observer(struct record *record);
/** Ends the replication and gives its outcome, the caller's, to outcome_free(). FAULT_MEMORY, also
 * for memory that was missing in a callback. */
NODISCARD enum fault_kind record_finish(struct record *record, struct outcome **out,
                                        struct fault *fault);

#endif
