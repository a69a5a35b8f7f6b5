/* Local time in a result: minutes since start, on the clocks of the shape's zones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_ALMANAC_H
#define TELERAD_ANALYSIS_ALMANAC_H

#include "core/fault.h"
#include "measure/outcome.h"

#include <stdint.h>

#define ALMANAC_DAY_MIN 1440.0

struct almanac {
    const struct shape *shape; /* borrowed */
    double start_utc_min;      /* since 1970-01-01 00:00 UTC */
    double start_offset_min;   /* as the start's text has it */
};

struct almanac_date {
    int64_t year;
    unsigned month, day; /* from 1 */
    unsigned weekday;    /* 0: Monday */
};

/** start: ISO 8601 with offset or Z; FAULT_INPUT if it is none. */
NODISCARD enum fault_kind almanac_init(struct almanac *clock, const struct shape *shape,
                                       const char *start, struct fault *fault);
/** The zone's offset from UTC, minutes; at that very instant the new one. O(clock_count). */
double almanac_offset_min(const struct almanac *clock, uint32_t zone, double at_min);
/** Minutes from 1970-01-01 00:00 to what the zone's clock shows. O(clock_count). */
double almanac_local_min(const struct almanac *clock, uint32_t zone, double at_min);
/** The first instant, minutes since start, at which the zone's clock shows that local time or,
 * where it is left out, a later one. O(clock_count). */
double almanac_instant_min(const struct almanac *clock, uint32_t zone, double local_min);
/** The date of a local time. */
struct almanac_date almanac_date(double local_min);
/** "Mon", and "Mar" from month 1 on; static. */
const char *almanac_weekday(unsigned weekday);
const char *almanac_month(unsigned month);

#endif
