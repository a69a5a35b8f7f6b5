/* Replications over threads, handed on in order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_EXPERIMENT_REPLICATE_H
#define TELERAD_EXPERIMENT_REPLICATE_H

#include "measure/outcome.h"
#include "model/model.h"

#include <signal.h>
#include <stdbool.h>

enum trace_mode { TRACE_NONE, TRACE_FIRST, TRACE_ALL };

/* Who takes each outcome, in order of replication, in the calling thread. */
struct sink {
    void *self;
    /* a fault ends the whole */
    enum fault_kind (*take)(void *self, const struct outcome *outcome, struct fault *fault);
    /* now and then, in the calling thread, also between outcomes; may be NULL */
    void (*progress)(void *self, uint64_t done, uint64_t total);
};

struct replicate_options {
    uint64_t replications;
    unsigned jobs;                     /* threads, from 1 */
    enum trace_mode trace;
    uint64_t backlog_limit;            /* 0: none */
    const volatile sig_atomic_t *stop; /* not 0: finish those under way; may be NULL */
};

/** The shape of a model's outcomes: names, axes, roster and clocks. Owned, shape_free(). */
NODISCARD enum fault_kind replicate_shape(const struct model *model, const char *currency,
                                          struct shape **out, struct fault *fault);

/**
 * Runs replications 0 … n-1; the numbers do not depend on jobs. FAULT_INTERRUPTED if stopped early
 * (what was finished in order has been taken), or the first fault of a replication or of the sink.
 */
NODISCARD enum fault_kind replicate(const struct model *model, const struct shape *shape,
                                    const struct replicate_options *options,
                                    const struct sink *sink, struct fault *fault);

#endif
