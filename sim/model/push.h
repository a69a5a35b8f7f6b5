/* Push: each first read goes to the own list of one reader at its receipt.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_PUSH_H
#define TELERAD_MODEL_PUSH_H

#include "model/state.h"

/** Makes room for the readers' own lists, if the model pushes; else none. FAULT_MEMORY. */
NODISCARD enum fault_kind push_create(struct replication *r, struct fault *fault);
void push_free(struct replication *r);
void push_start(struct replication *r, uint64_t number);

/** Gives each first read that waits on nobody's list to an eligible reader on shift, the best study
 * first. Looks at fresh ones, and at all if `push_all` says that somebody came on shift or that
 * cover or licences changed. */
void push_out(struct replication *r);
/** What stands on a reader's list and is not in his hands is to be given out anew, because he is
 * on shift no more or must not read it now. */
void push_take_back(struct replication *r, uint32_t reader);
/** Of these, what the reader's provider does not cover any more. O(n^2) in what is taken back. */
void push_take_back_uncovered(struct replication *r, uint32_t reader);

#endif
