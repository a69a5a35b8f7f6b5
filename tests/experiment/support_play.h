/* Lives of studies and states of readers told to a record keeper by hand, as a model would.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_EXPERIMENT_SUPPORT_PLAY_H
#define TELERAD_TESTS_EXPERIMENT_SUPPORT_PLAY_H

#include "experiment/record.h"

#define NEVER (-1000000) /* minutes */

/* A study in minutes; NEVER: does not come. Reported and final at once: a direct final report. */
struct play_life {
    uint32_t source;
    uint8_t priority;
    int arrived, received, begun, reported, final, read;
    uint32_t first_reader, final_reader;
    uint64_t findings;
    uint32_t verdicts, positives;
};

struct play_state {
    int at;
    uint32_t reader;
    unsigned after;
};

/** The life in the model's terms. */
struct study_life play_life(const struct model *model, const struct play_life *life);
/** Tells all in order of time, and that each study is closed. */
void play(struct record *record, const struct model *model, const struct play_life *lives,
          size_t life_count, const struct play_state *states, size_t state_count);

#endif
