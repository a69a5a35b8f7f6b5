/* What readers, licences and AI cost, what the hospital pays and what a missed target costs, as it
 * arises in the measured time [0, end_us). Everything goes to the observer, item by item, each in
 * its calendar month; nothing here changes what happens.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MONEY_H
#define TELERAD_MODEL_MONEY_H

#include "model/state.h"

/** Memory for the accounts of a replication's providers; FAULT_MEMORY. */
NODISCARD enum fault_kind money_create(struct replication *r, struct fault *fault);
void money_free(struct replication *r); /* also of one that money_create() did not finish */
/** Empties the accounts, at the run's beginning. */
void money_start(struct replication *r);
/** Settles all readers and closes all months, at the run's end. */
void money_end(struct replication *r);

/** Settles a reader's hourly cost up to now, at the study in hand if there is one; to be called
 * before the reader's state or study changes. O(1). */
void money_settle(struct replication *r, uint32_t reader);
/** A report by a reader: cost a read and an rvu; the price and a penalty, if with it the study has
 * its first report. over: it had that before. O(1). */
void money_report(struct replication *r, uint32_t reader, uint32_t slot, bool over);
/** A verdict of a tool. O(1). */
void money_verdict(struct replication *r, uint32_t tool, uint32_t slot);
/** A licence that a reader held in [from_us, to_us), of a fee a year of 365 d; what lies outside
 * the measured time is left out. To be called once the span is over or known, in any order. */
void money_licence(struct replication *r, uint32_t reader, struct span held, double per_year);
/** Time that a reader stood by, [from_us, to_us): paid by the hour at cost_per_on_call_hour,
 * whether called in or not. As money_licence(). */
void money_on_call(struct replication *r, uint32_t reader, struct span stood_by);

/* --- between money*.c --- */

/** The month of an instant in the measured time. */
uint32_t money_month(struct replication *r, int64_t at_us);
/** The price and the penalty of a first report by a provider, now. */
void money_price(struct replication *r, uint32_t provider, const struct study_life *life);

#endif
