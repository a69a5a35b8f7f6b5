/* Keys of the run, of places and of demand's rhythm.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

#define YEARS_US (100.0 * 365 * 86400e6)

static const struct key_row run_rows[] = {
    {"zone", KEY_ZONE, KEY_REQUIRED, KEYS_AT(run_text, zone),
     .says = "clock of start, end and of the plots", .example = "America/Chicago"},
    {"start", KEY_INSTANT, KEY_REQUIRED, KEYS_AT(run_text, start),
     .says = "start of the measured time", .example = "2026-03-02T00:00"},
    {"duration", KEY_DURATION, KEY_ABOVE_ZERO, KEYS_AT(run_text, duration), .most = YEARS_US,
     .says = "measured time; statistics cover the studies that arrive in it. Either this or `end`",
     .example = "28 d"},
    {"end", KEY_INSTANT, 0, KEYS_AT(run_text, end),
     .says = "end of the measured time, instead of `duration`", .example = "2026-03-30T00:00"},
    {"warmup", KEY_DURATION, 0, KEYS_AT(run_text, warmup), .preset = "0 d", .most = YEARS_US,
     .later = "auto", .says = "simulated before `start`, not measured", .example = "7 d"},
    {"drain", KEY_DURATION, 0, KEYS_AT(run_text, drain), .preset = "0 d", .most = YEARS_US,
     .says = "after the end nothing arrives, but studies from the measured time may finish",
     .example = "2 d"},
    {"replications", KEY_COUNT, 0, KEYS_AT(run_text, replications), .preset = "20", .least = 1,
     .most = 1e7, .says = "independent runs", .example = "50"},
    {"seed", KEY_COUNT, 0, KEYS_AT(run_text, seed), .preset = "1", .most = 18446744073709551615.0,
     .says = "the same seed gives the same numbers", .example = "20260302"},
    {"dispersion", KEY_NUMBER, 0, KEYS_AT(run_text, dispersion), .preset = "0", .most = 100,
     .says = "coefficient of variation of a gamma factor drawn for each day of the run's clock, "
             "shared by all rates of all sites; it multiplies with theirs",
     .example = "0.15"},
};
const struct key_table keys_run = {
    .where = "`run`",
    .rows = run_rows,
    .count = KEYS_COUNT(run_rows),
    .size = sizeof(struct run_text),
};

static const struct key_row jurisdiction_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(jurisdiction_text, id),
     .says = "by custom an ISO 3166 code; any id is taken", .example = "US-IA"},
    {"compact", KEY_LABEL, 0, KEYS_AT(jurisdiction_text, compact),
     .says = "the compact that it belongs to", .example = "imlc"},
    {"region", KEY_LABEL, 0, KEYS_AT(jurisdiction_text, region),
     .says = "what it is part of, for `residency`", .example = "EU"},
    {"residency", KEY_LABEL, 0, KEYS_AT(jurisdiction_text, residency),
     .says = "its images may be read only by groups whose `located` is this id, or is a "
             "jurisdiction with this `region`; default anywhere",
     .example = "EU"},
};
const struct key_table keys_jurisdiction = {
    .where = "an entry of `jurisdictions`",
    .rows = jurisdiction_rows,
    .count = KEYS_COUNT(jurisdiction_rows),
    .size = sizeof(struct jurisdiction_text),
    .naming = "id",
};

static const struct key_row calendar_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(calendar_text, id), .says = "name in profiles",
     .example = "us-holidays"},
    {"dates", KEY_DATE, KEY_MANY, KEYS_MANY(calendar_text, dates), .preset = "[]",
     .says = "local dates of the site", .example = "[2026-05-25, 2026-07-04]"},
};
const struct key_table keys_calendar = {
    .where = "an entry of `calendars`",
    .rows = calendar_rows,
    .count = KEYS_COUNT(calendar_rows),
    .size = sizeof(struct calendar_text),
    .naming = "id",
};

#define WEIGHT(structure, name, means)                                                             \
    {                                                                                              \
#name, KEY_NUMBER, 0, KEYS_AT(structure, name), .preset = "1", .most = 1e9, .says = means, \
                                                        .example = "1.08"                          \
    }
static const struct key_row day_rows[] = {
    WEIGHT(days_text, mon, "weight of Mondays"), WEIGHT(days_text, tue, "of Tuesdays"),
    WEIGHT(days_text, wed, "of Wednesdays"),     WEIGHT(days_text, thu, "of Thursdays"),
    WEIGHT(days_text, fri, "of Fridays"),        WEIGHT(days_text, sat, "of Saturdays"),
    WEIGHT(days_text, sun, "of Sundays"),
};
static const struct key_table days_table = {
    .where = "`days` of a profile",
    .rows = day_rows,
    .count = KEYS_COUNT(day_rows),
    .size = sizeof(struct days_text),
};
static const struct key_row month_rows[] = {
    WEIGHT(months_text, jan, "weight of January"),
    WEIGHT(months_text, feb, "of February"),
    WEIGHT(months_text, mar, "of March"),
    WEIGHT(months_text, apr, "of April"),
    WEIGHT(months_text, may, "of May"),
    WEIGHT(months_text, jun, "of June"),
    WEIGHT(months_text, jul, "of July"),
    WEIGHT(months_text, aug, "of August"),
    WEIGHT(months_text, sep, "of September"),
    WEIGHT(months_text, oct, "of October"),
    WEIGHT(months_text, nov, "of November"),
    WEIGHT(months_text, dec, "of December"),
};
static const struct key_table months_table = {
    .where = "`months` of a profile",
    .rows = month_rows,
    .count = KEYS_COUNT(month_rows),
    .size = sizeof(struct months_text),
};

static const struct key_row holiday_rows[] = {
    {"calendar", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(holidays_text, calendar),
     .refers = "calendars", .says = "which days", .example = "us-holidays"},
    {"factor", KEY_NUMBER, KEY_REQUIRED, KEYS_AT(holidays_text, factor), .most = 1e9,
     .says = "multiplies the demand of these days; not scaled back", .example = "0.9"},
};
static const struct key_table holidays_table = {
    .where = "`holidays` of a profile",
    .rows = holiday_rows,
    .count = KEYS_COUNT(holiday_rows),
    .size = sizeof(struct holidays_text),
};

static const struct key_row profile_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(profile_text, id), .says = "name in demand entries",
     .example = "ed"},
    {"hours", KEY_NUMBER, KEY_MANY, KEYS_MANY(profile_text, hours),
     .preset = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
     .most = 1e9,
     .says = "24 weights, of the hours from 00:00 on the site's local clock; scaled to a mean of 1",
     .example = "[0.68, 0.58, 0.48, 0.40, 0.34, 0.33, 0.37, 0.53, 0.84, 1.11, 1.29, 1.39, 1.41, "
                "1.40, 1.41, 1.44, 1.49, 1.50, 1.44, 1.39, 1.28, 1.15, 0.97, 0.80]"},
    {"days", KEY_MAPPING, KEY_EMPTY_MAPPING, KEYS_AT(profile_text, days), .table = &days_table,
     .says = "weights of the days of the week; scaled to a mean of 1"},
    {"months", KEY_MAPPING, KEY_EMPTY_MAPPING, KEYS_AT(profile_text, months),
     .table = &months_table, .says = "weights of the months; scaled to a mean of 1"},
    {"holidays", KEY_MAPPING, 0, KEYS_AT(profile_text, holidays), .table = &holidays_table,
     .says = "a factor for the days of a calendar"},
};
const struct key_table keys_profile = {
    .where = "an entry of `profiles`",
    .rows = profile_rows,
    .count = KEYS_COUNT(profile_rows),
    .size = sizeof(struct profile_text),
    .naming = "id",
};
