/* What makes a reading slower or faster than its base time: the reader's pace, in the modality,
 * what he has learned, and his hours.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_SPEED_H
#define TELERAD_MODEL_SPEED_H

#include "model/stint.h"

/** Factor on base times in this modality, whatever the hour and what he has learned. O(1). */
static inline double speed_usual(const struct replication *r, uint32_t reader,
                                 const struct study *study)
{
    const struct stint *stint = stint_of(r, reader);
    double pace = r->readers[reader].pace;

    return stint == NULL
               ? pace
               : pace * stint->habits->modality_pace[r->model->studies[study->life.study].modality];
}

/** The factor for a reading that begins now; keeps the fatigue for the share of discrepancies. */
double speed_now(struct replication *r, uint32_t reader, const struct study *study);

#endif
