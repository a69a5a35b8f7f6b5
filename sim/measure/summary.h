/* Means and 95 % intervals over replications, of every measure of every cell, as they come in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_SUMMARY_H
#define TELERAD_MEASURE_SUMMARY_H

#include "measure/outcome.h"

struct estimate {
    double mean;       /* over the replications with something to say; NaN if none */
    double half_width; /* Student's t, 95 %; NaN with fewer than two */
    uint64_t count;    /* replications with something to say */
};

struct summary;

/** shape must outlive it. FAULT_MEMORY. */
NODISCARD enum fault_kind summary_create(struct summary **out, const struct shape *shape,
                                         struct fault *fault);
void summary_free(struct summary *summary);
/** Takes in one replication (Welford). Call in order of replication, so that bits do not depend on
 * who finished first. Adds up the histograms too. */
void summary_add(struct summary *summary, const struct outcome *outcome);
uint64_t summary_replications(const struct summary *summary);
uint64_t summary_studies(const struct summary *summary); /* arrivals of all replications */
struct estimate summary_estimate(const struct summary *summary, enum table table, size_t measure,
                                 size_t cell);
/** Backlog at a timeline point: mean over replications. */
struct estimate summary_backlog(const struct summary *summary, size_t point, size_t priority);
/** [priorities][HISTOGRAM_BINS], borrowed. */
const uint64_t *summary_tat_bins(const struct summary *summary);
const struct shape *summary_shape(const struct summary *summary);

#endif
