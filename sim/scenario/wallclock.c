/* Local clocks from GLib's time zones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/wallclock.h"

#include "scenario/zone.h"

#include <assert.h>
#include <glib.h>
#include <limits.h>
#include <stdlib.h>

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for a local clock; a shorter run needs less");
}

/* The first instant in (from_s, until_s] of a later interval than that of from_s, or INT64_MAX.
 * Intervals are numbered in order of time, so halving finds it. */
static int64_t next_interval(GTimeZone *zone, int64_t from_s, int64_t until_s)
{
    int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, from_s);
    int64_t same = from_s, other = until_s;

    if (g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, until_s) == interval)
        return INT64_MAX;
    while (other - same > 1) {
        int64_t middle = same + (other - same) / 2;

        if (g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, middle) == interval)
            same = middle;
        else
            other = middle;
    }
    return other;
}

/* Adds a piece; an interval that changes only its name is none. */
static bool add_piece(struct wallclock *c, int64_t at_s, int32_t offset_s)
{
    size_t room = c->count == 0 ? 4 : 2 * c->count;

    if (c->count > 0 && c->offset_s[c->count - 1] == offset_s)
        return true;
    if ((c->count & (c->count - 1)) == 0) {
        int64_t *at = realloc(c->at_s, room * sizeof *at);
        int32_t *offset;

        if (at == NULL)
            return false;
        c->at_s = at;
        offset = realloc(c->offset_s, room * sizeof *offset);
        if (offset == NULL)
            return false;
        c->offset_s = offset;
    }
    c->at_s[c->count] = at_s;
    c->offset_s[c->count++] = offset_s;
    return true;
}

/* Up to which local time each piece has been passed; folds never take that back. */
static bool find_reach(struct wallclock *c)
{
    int64_t reach = INT64_MIN;

    c->reach_s = malloc(c->count * sizeof *c->reach_s);
    if (c->reach_s == NULL)
        return false;
    for (size_t i = 0; i < c->count; i++) {
        int64_t end = i + 1 < c->count ? c->at_s[i + 1] + c->offset_s[i] : INT64_MAX;

        reach = end > reach ? end : reach;
        c->reach_s[i] = reach;
    }
    return true;
}

enum fault_kind wallclock_init(struct wallclock *clock, const char *zone, int64_t from_s,
                               int64_t until_s, struct fault *fault)
{
    GTimeZone *known = NULL;
    int64_t at = from_s;
    bool whole = true;

    assert(from_s <= until_s);
    *clock = (struct wallclock){0};
    if (zone_known(zone))
        known = g_time_zone_new_identifier(zone);
    if (known == NULL)
        return fault_set(fault, FAULT_INPUT,
                         "the zone `%s` is not known; a name of the IANA data base, such as "
                         "Europe/London, would be",
                         zone);
    while (whole && at != INT64_MAX) {
        int interval = g_time_zone_find_interval(known, G_TIME_TYPE_UNIVERSAL, at);

        whole = add_piece(clock, at, g_time_zone_get_offset(known, interval));
        at = next_interval(known, at, until_s);
    }
    g_time_zone_unref(known);
    if (!whole || !find_reach(clock)) {
        wallclock_clear(clock);
        return no_memory(fault);
    }
    return FAULT_NONE;
}

void wallclock_clear(struct wallclock *clock)
{
    free(clock->at_s);
    free(clock->offset_s);
    free(clock->reach_s);
    *clock = (struct wallclock){0};
}

/* The piece in which an instant lies. */
static size_t piece_at(const struct wallclock *c, int64_t at_s)
{
    size_t low = 0, high = c->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (c->at_s[middle] <= at_s)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The instant is the first at which the clock shows the local time or a later one: that is the
 * first of two equal times, and the end of a gap. */
int64_t wallclock_instant(const struct wallclock *clock, int64_t local_s)
{
    size_t low = 0, high = clock->count - 1;
    int64_t at;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (clock->reach_s[middle] > local_s)
            high = middle;
        else
            low = middle + 1;
    }
    at = local_s - clock->offset_s[low];
    return low > 0 && at < clock->at_s[low] ? clock->at_s[low] : at;
}

bool wallclock_twice(const struct wallclock *clock, int64_t local_s)
{
    int64_t first = wallclock_instant(clock, local_s);
    int64_t change = wallclock_next_change(clock, first);

    return change != INT64_MAX && local_s - wallclock_offset(clock, change) >= change &&
           wallclock_local(clock, first) == local_s;
}

int32_t wallclock_offset(const struct wallclock *clock, int64_t at_s)
{
    return clock->offset_s[piece_at(clock, at_s)];
}

int64_t wallclock_local(const struct wallclock *clock, int64_t at_s)
{
    return at_s + wallclock_offset(clock, at_s);
}

int64_t wallclock_next_change(const struct wallclock *clock, int64_t at_s)
{
    size_t next = piece_at(clock, at_s) + 1;

    return next < clock->count ? clock->at_s[next] : INT64_MAX;
}

/* GDate counts days from 1 January of the year 1, which is 1. */
#define DAYS_TO_1970 INT64_C(719163)

int64_t wallclock_day(int year, int month, int day)
{
    GDate date;

    assert(g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year));
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
    return (int64_t) g_date_get_julian(&date) - DAYS_TO_1970;
}

void wallclock_date(int64_t day, int *year, int *month, int *day_of_month)
{
    GDate date;
    int64_t julian = day + DAYS_TO_1970;

    assert(julian > 0 && julian < UINT32_MAX);
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32) julian);
    *year = g_date_get_year(&date);
    *month = (int) g_date_get_month(&date);
    *day_of_month = g_date_get_day(&date);
}

unsigned wallclock_weekday(int64_t day)
{
    int64_t days = (day + 3) % 7; /* 1970-01-01 was a Thursday */

    return (unsigned) (days < 0 ? days + 7 : days);
}

int64_t wallclock_day_of(int64_t local_s)
{
    int64_t day = local_s / WALLCLOCK_DAY_S;

    return local_s % WALLCLOCK_DAY_S < 0 ? day - 1 : day;
}
