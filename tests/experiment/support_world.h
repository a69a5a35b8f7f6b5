/* Small models by the builder, and outcomes of them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_EXPERIMENT_SUPPORT_WORLD_H
#define TELERAD_TESTS_EXPERIMENT_SUPPORT_WORLD_H

#include "experiment/replicate.h"
#include "measure/summary.h"

#define MINUTE INT64_C(60000000)
#define NONE_MIN (-1) /* no target */

/** An empty model of one jurisdiction and no skills, seed 1; lengths in minutes. */
struct model *world_create(int64_t warmup_min, int64_t duration_min, int64_t drain_min);
/** A priority; target_min NONE_MIN: no promise. Each returns its index. */
uint32_t world_priority(struct model *model, const char *id, int64_t target_min, double attain);
uint32_t world_finding(struct model *model, const char *id);
/** A study type read in `read` (us), with images of `images` bytes and perhaps a finding. */
struct world_study {
    const char *id;
    unsigned modality;
    struct variate read, images;
    double rvu;
    bool finds; /* finding 0 with probability prevalence */
    double prevalence;
};
uint32_t world_study(struct model *model, const struct world_study *study);
/** A site; us_per_byte 0: no link. */
uint32_t world_site(struct model *model, const char *id, double us_per_byte, double overhead_us);
/** Poisson demand, rate a minute; shares [priorities] sum to 1. */
uint32_t world_source(struct model *model, uint32_t site, uint32_t study, double rate_per_min,
                      const double *shares);
uint32_t world_provider(struct model *model, const char *id, double price, bool finals);
/** A group that may read everything everywhere, pace 1, always on. */
uint32_t world_group(struct model *model, const char *id, uint32_t count, uint32_t provider,
                     enum model_reads reads);
/** Hours of the week (0 at start) and one judged month; freezes; gives the shape, shape_free(). */
struct shape *world_finish(struct model *model);
/** The same with other months. */
struct shape *world_finish_months(struct model *model, const struct model_months *months);
/** Runs and sums up; summary_free(). */
struct summary *world_run(const struct model *model, const struct shape *shape,
                          uint64_t replications, unsigned jobs);

#endif
