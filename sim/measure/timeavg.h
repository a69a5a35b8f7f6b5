/* Area under a step function of whole numbers over one piece of time after the other, exact. A
 * change counts for the rest of its piece at once, so that no instant of the last change is kept: a
 * change costs two additions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_TIMEAVG_H
#define TELERAD_MEASURE_TIMEAVG_H

#include <stdint.h>

struct timeavg { /* starts as all zero */
    uint64_t level;
    uint64_t area; /* level x us of the piece at hand, as if the level stayed to its end */
};

/** The level rises by `step` (falls, if negative) with left_us of the piece still to come. Sums are
 * modulo 2^64, so that falls need no branch; a piece's area must stay below that. */
static inline void timeavg_step(struct timeavg *average, int64_t step, uint64_t left_us)
{
    average->level += (uint64_t) step;
    average->area += (uint64_t) step * left_us;
}

/** Ends the piece and begins one of length_us. Returns the area of the one that ended. */
static inline uint64_t timeavg_turn(struct timeavg *average, uint64_t length_us)
{
    uint64_t area = average->area;

    average->area = average->level * length_us;
    return area;
}

#endif
