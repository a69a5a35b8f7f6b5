/* Counts and sums of whole microseconds. The sums are integers of 128 bits: they neither overflow
 * nor round, so a total does not depend on the order of what was added.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_TALLY_H
#define TELERAD_MEASURE_TALLY_H

#include <stdint.h>

__extension__ typedef unsigned __int128 tally_sum;

struct tally { /* starts as all zero */
    tally_sum sum_us;
    uint64_t count;
};

static inline void tally_add(struct tally *tally, int64_t value_us) /* value_us >= 0 */
{
    tally->sum_us += (uint64_t) value_us;
    tally->count++;
}

static inline void tally_merge(struct tally *into, const struct tally *from)
{
    into->sum_us += from->sum_us;
    into->count += from->count;
}

/** Mean in minutes; NaN of nothing. */
double tally_mean_min(const struct tally *tally);

/** part / whole as a share; NaN if whole is 0. */
double tally_share(uint64_t part, uint64_t whole);

#endif
