/* Counts and sums of whole microseconds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/tally.h"

#include "core/simtime.h"

#include <math.h>

double tally_mean_min(const struct tally *tally)
{
    if (tally->count == 0)
        return (double) NAN;
    return (double) tally->sum_us / (double) tally->count / (double) SIMTIME_MINUTE;
}

double tally_share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? (double) NAN : (double) part / (double) whole;
}
