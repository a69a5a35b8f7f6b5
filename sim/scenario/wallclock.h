/* Local clocks and calendar dates. A zone's clock is taken from the IANA data base once, over the
 * stretch of time that is needed, as a table of offsets; after that no library is asked.
 * Instants are whole seconds since 1970-01-01T00:00Z; local times are the same count read off a
 * local clock, as if that were UTC.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_WALLCLOCK_H
#define TELERAD_SCENARIO_WALLCLOCK_H

#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WALLCLOCK_DAY_S INT64_C(86400)

struct wallclock {
    size_t count;
    int64_t *at_s;     /* [count] ascending: offset_s[i] holds from at_s[i], the first from ever */
    int32_t *offset_s; /* [count] east of Greenwich; neighbours differ */
    int64_t *reach_s;  /* [count] local times below this were passed by the end of piece i */
};

/**
 * Reads the clock of a zone, whose changes are exact within [from_s, until_s]; before and after,
 * the first and last offset are taken to hold. `zone` must be known to zone_known(): FAULT_INPUT
 * otherwise. Owned by the caller, to wallclock_clear(). O(changes × log(length)).
 */
NODISCARD enum fault_kind wallclock_init(struct wallclock *clock, const char *zone, int64_t from_s,
                                         int64_t until_s, struct fault *fault);
void wallclock_clear(struct wallclock *clock);

/** The instant of a local time: the first of two; the first instant after the gap for one that does
 * not exist. O(log changes). */
int64_t wallclock_instant(const struct wallclock *clock, int64_t local_s);
/** Does this local time exist twice? O(log changes). */
bool wallclock_twice(const struct wallclock *clock, int64_t local_s);
/** The local time at an instant. O(log changes). */
int64_t wallclock_local(const struct wallclock *clock, int64_t at_s);
/** Seconds east of Greenwich at an instant. O(log changes). */
int32_t wallclock_offset(const struct wallclock *clock, int64_t at_s);
/** The first change after an instant, or INT64_MAX if none is known. O(log changes). */
int64_t wallclock_next_change(const struct wallclock *clock, int64_t at_s);

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; the date must be a real one,
 * of the years 1 … 9999. */
int64_t wallclock_day(int year, int month, int day);
/** The date of a day, the other way round. */
void wallclock_date(int64_t day, int *year, int *month, int *day_of_month);
/** 0 Monday … 6 Sunday. */
unsigned wallclock_weekday(int64_t day);
/** The day of a local time: local_s / 86400, rounded down. */
int64_t wallclock_day_of(int64_t local_s);

#endif
