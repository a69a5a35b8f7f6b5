/* What the record keepers of all threads share, compiled from a model once: which piece of the
 * run's clock an instant lies in, and which cells of the groupings a study belongs to.
 *
 * The finest grouping is the pair: a demand entry of a site copy and one of its priorities. It
 * fixes overall, priority, modality, study type and site, so that a study is counted once there and
 * the groupings are sums of pairs, made when a replication ends.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_EXPERIMENT_RECORD_PLAN_H
#define TELERAD_EXPERIMENT_RECORD_PLAN_H

#include "measure/outcome.h"
#include "model/model.h"

#define RECORD_DERIVED TABLE_PROVIDER /* the tables before it are sums of pairs */
#define RECORD_NO_HOUR WEEK_HOURS     /* the hour of an instant without one */

struct
    record_piece { /* of the measured time, from from_us to the next one's; about an hour at most */
    int64_t from_us;
    uint32_t month;
    uint32_t hour; /* of the week, or RECORD_NO_HOUR */
};

struct record_pair {
    uint32_t cell[RECORD_DERIVED]; /* in each of the derived tables */
};

struct record_plan {
    const struct model *model;
    const struct shape *shape;
    struct record_piece *pieces; /* [piece_count], and one that never begins */
    size_t piece_count;
    uint32_t *piece_at; /* [i]: the piece in which i << piece_shift lies */
    unsigned piece_shift;
    int64_t hour_us[WEEK_HOURS + 1]; /* how long each hour of the week was, all in all */
    size_t month_count;
    uint32_t *pair_of; /* [sources][priorities]; MODEL_NONE: not in its mix */
    struct record_pair *pairs;
    uint32_t pair_count;
    uint32_t *reader_provider;              /* [readers] or MODEL_NONE */
    size_t first_cell[TABLE_GROUPINGS + 1]; /* where a grouping's cells begin in one row of all */
    int64_t sample_step_us;                 /* of the backlog's time line */
};

/** Compiles; model and shape must outlive it. FAULT_MEMORY. */
NODISCARD enum fault_kind record_plan_create(struct record_plan **out, const struct model *model,
                                             const struct shape *shape, struct fault *fault);
void record_plan_free(struct record_plan *plan); /* NULL is fine */

/** The step between samples of a run's backlog: from a list of round spans, at most
 * RECORD_PLAN_SAMPLES samples from 0 on and before duration_us. */
int64_t record_plan_step_us(int64_t duration_us);
#define RECORD_PLAN_SAMPLES 1000

/** The cell of a modality in its table, which holds those of some study type, in the model's order;
 * MODEL_NONE if it is not there. */
uint32_t record_plan_modality(const struct model *model, unsigned modality);

/** The piece of an instant in [0, end). O(1). */
static inline const struct record_piece *record_plan_piece(const struct record_plan *plan,
                                                           int64_t at_us)
{
    const struct record_piece *piece =
        plan->pieces + plan->piece_at[(uint64_t) at_us >> plan->piece_shift];

    while (piece[1].from_us <= at_us)
        piece++;
    return piece;
}

#endif
