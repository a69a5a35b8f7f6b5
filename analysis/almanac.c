/* Civil dates by counting days from 1 March, so that the leap day is the last of its year.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/almanac.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#define DAYS_400_YEARS INT64_C(146097)
#define DAYS_TO_1970 INT64_C(719468) /* from 0000-03-01 */

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

static int64_t days_of_date(int64_t year, unsigned month, unsigned day)
{
    int64_t from_march = (month + 9U) % 12U;
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_divide(y, 400);
    int64_t in_era = y - era * 400;
    int64_t day_of_year = (153 * from_march + 2) / 5 + (int64_t) day - 1;

    return era * DAYS_400_YEARS + in_era * 365 + in_era / 4 - in_era / 100 + day_of_year -
           DAYS_TO_1970;
}

struct almanac_date almanac_date(double local_min)
{
    int64_t days = (int64_t) floor(local_min / ALMANAC_DAY_MIN);
    int64_t z = days + DAYS_TO_1970;
    int64_t era = floor_divide(z, DAYS_400_YEARS);
    int64_t in_era = z - era * DAYS_400_YEARS;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t day_of_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    struct almanac_date date;

    date.day = (unsigned) (day_of_year - (153 * from_march + 2) / 5 + 1);
    date.month = (unsigned) (from_march < 10 ? from_march + 3 : from_march - 9);
    date.year = year + era * 400 + (date.month <= 2 ? 1 : 0);
    date.weekday = (unsigned) (days + 3 - floor_divide(days + 3, 7) * 7);
    return date;
}

/* "+05:30", "-0600", "Z"; false if it is none of them. */
static bool read_offset(const char *text, double *offset_min)
{
    unsigned hours = 0;
    unsigned minutes = 0;

    *offset_min = 0.0;
    if (text[0] == 'Z')
        return text[1] == '\0';
    if (text[0] != '+' && text[0] != '-')
        return false;
    if (sscanf(text + 1, "%2u:%2u", &hours, &minutes) != 2 &&
        sscanf(text + 1, "%2u%2u", &hours, &minutes) != 2)
        return false;
    *offset_min = (text[0] == '-' ? -1.0 : 1.0) * (hours * 60.0 + minutes);
    return true;
}

enum fault_kind almanac_init(struct almanac *clock, const struct shape *shape, const char *start,
                             struct fault *fault)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    int used = 0;
    const char *rest = start;

    if (start != NULL &&
        sscanf(start, "%5d-%2u-%2uT%2u:%2u%n", &year, &month, &day, &hour, &minute, &used) == 5)
        rest = start + used;
    if (used > 0 && rest[0] == ':') /* seconds, of which a picture makes nothing */
        for (rest++; (*rest >= '0' && *rest <= '9') || *rest == '.'; rest++) {
        }
    clock->shape = shape;
    if (used == 0 || month < 1 || month > 12 || day < 1 || day > 31 ||
        !read_offset(rest, &clock->start_offset_min))
        return fault_set(fault, FAULT_INPUT,
                         "the result's start \"%.40s\" is no instant; it should be like "
                         "2026-03-02T00:00:00-06:00",
                         start == NULL ? "" : start);
    clock->start_utc_min = (double) days_of_date(year, month, day) * ALMANAC_DAY_MIN + hour * 60.0 +
                           minute - clock->start_offset_min;
    return FAULT_NONE;
}

double almanac_offset_min(const struct almanac *clock, uint32_t zone, double at_min)
{
    const struct shape *shape = clock->shape;
    double offset = clock->start_offset_min;
    bool met = false;

    for (size_t i = 0; i < shape->clock_count; i++) {
        if (shape->clock_zone[i] != zone)
            continue;
        if (met && shape->clock_at_min[i] > at_min)
            break;
        offset = shape->clock_offset_min[i]; /* the first holds from ever */
        met = true;
    }
    return offset;
}

double almanac_local_min(const struct almanac *clock, uint32_t zone, double at_min)
{
    return clock->start_utc_min + at_min + almanac_offset_min(clock, zone, at_min);
}

double almanac_instant_min(const struct almanac *clock, uint32_t zone, double local_min)
{
    const struct shape *shape = clock->shape;
    double from_start = local_min - clock->start_utc_min;
    double from = -(double) INFINITY;
    double offset = clock->start_offset_min;
    bool met = false;

    for (size_t i = 0; i < shape->clock_count; i++) {
        if (shape->clock_zone[i] != zone)
            continue;
        if (met && from_start - offset < shape->clock_at_min[i])
            break;
        offset = shape->clock_offset_min[i];
        from = met ? shape->clock_at_min[i] : -(double) INFINITY;
        met = true;
    }
    return fmax(from_start - offset, from);
}

const char *almanac_weekday(unsigned weekday)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    assert(weekday < 7);
    return names[weekday];
}

const char *almanac_month(unsigned month)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    assert(month >= 1 && month <= 12);
    return names[month - 1];
}
