/* Time: whole microseconds since the run's start instant; negative in the warm-up.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_SIMTIME_H
#define TELERAD_CORE_SIMTIME_H

#include <stdint.h>

#define SIMTIME_SECOND INT64_C(1000000)
#define SIMTIME_MINUTE (60 * SIMTIME_SECOND)
#define SIMTIME_HOUR (60 * SIMTIME_MINUTE)
#define SIMTIME_DAY (24 * SIMTIME_HOUR)

/* Later than anything that happens; 2^62 us is 146,000 years, so that sums cannot overflow. */
#define SIMTIME_NEVER (INT64_C(1) << 62)

/** Rounds a span in microseconds, at least 0, to a whole number; caps at SIMTIME_NEVER. */
static inline int64_t simtime_round(double span_us)
{
    if (!(span_us < (double) SIMTIME_NEVER))
        return SIMTIME_NEVER;
    return (int64_t) (span_us + 0.5);
}

/** a + b, capped at SIMTIME_NEVER; a, b within ±SIMTIME_NEVER. */
static inline int64_t simtime_add(int64_t a, int64_t b)
{
    int64_t sum = a + b;

    return sum > SIMTIME_NEVER ? SIMTIME_NEVER : sum;
}

#endif
