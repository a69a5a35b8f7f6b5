/* Fatigue is linear in the hours on duty beyond some; learning halves what is to be learned.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/speed.h"

#include <math.h>

double speed_now(struct replication *r, uint32_t reader, const struct study *study)
{
    struct stint *stint = stint_of(r, reader);
    double speed = speed_usual(r, reader, study), beyond_us;
    const struct model_habits *habits;

    if (stint == NULL)
        return speed;
    habits = stint->habits;
    beyond_us = (double) (r->now_us - stint->since_us) - (double) habits->fatigue_after_us;
    if (beyond_us < 0)
        beyond_us = 0;
    stint->tired = 1 + habits->fatigue_discrepancy * beyond_us;
    speed *= 1 + habits->fatigue_reading * beyond_us;
    if (habits->learning_factor < 1 || habits->learning_factor > 1)
        speed *= 1 + (habits->learning_factor - 1) *
                         exp2(-(double) stint->learned / habits->learning_half);
    return speed;
}
