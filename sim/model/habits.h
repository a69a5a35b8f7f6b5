/* How a group's people work their hours. Part of the model; NULL in a group that has none of it.
 * Durations in microseconds, shares in 0 … 1.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_HABITS_H
#define TELERAD_MODEL_HABITS_H

#include "core/variate.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HABITS_MODALITIES 6U /* = MODEL_MODALITIES */

enum shift_end {
    SHIFT_END_FINISH,    /* the study in hand, in overtime */
    SHIFT_END_HAND_BACK, /* its rest goes back to the worklist */
    SHIFT_END_STAY       /* finish, and go on with the priorities of `stay` */
};

struct model_break {
    int64_t after_us, length_us; /* from the shift's start */
};

struct model_call {         /* an entry of `on-call` */
    uint64_t call_backlog;  /* UINT64_MAX: never by backlog */
    int64_t call_oldest_us; /* INT64_MAX: never by the oldest */
    bool releases;
    uint64_t release_backlog;
    struct variate response; /* us */
};

struct model_habits {
    struct model_break *breaks; /* by `after`; owned */
    size_t break_count;
    struct model_call *calls; /* owned */
    size_t call_count;
    enum shift_end shift_end;
    uint64_t stay_priorities; /* set */
    int64_t stay_us;
    double absence; /* of shifts */
    int64_t fatigue_after_us;
    double fatigue_reading, fatigue_discrepancy; /* shares gained in a microsecond of duty */
    double interruptions;                        /* in a microsecond of reading; 0: none */
    struct variate interruption;                 /* length, us */
    double modality_pace[HABITS_MODALITIES];
    double learning_factor, learning_half; /* 1: nothing to learn */
    uint64_t limit_studies;                /* UINT64_MAX: none */
    double limit_rvu;                      /* infinite: none */
};

/** What a group does that says nothing of it. */
static inline struct model_habits habits_none(void)
{
    return (struct model_habits){.modality_pace = {1, 1, 1, 1, 1, 1},
                                 .learning_factor = 1,
                                 .learning_half = 1,
                                 .limit_studies = UINT64_MAX,
                                 .limit_rvu = (double) INFINITY};
}

/** Do the single shifts matter, not only when a reader is on? */
static inline bool habits_by_shift(const struct model_habits *habits)
{
    return habits != NULL &&
           (habits->break_count > 0 || habits->call_count > 0 || habits->absence > 0 ||
            habits->limit_studies < UINT64_MAX || isfinite(habits->limit_rvu) ||
            habits->fatigue_reading > 0 || habits->fatigue_discrepancy > 0);
}

#endif
