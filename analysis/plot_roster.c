/* The readers' shifts in a week as bars, once on the sites' clock and once each on its reader's
 * own, where local times are what that clock shows: a night is 11 or 13 hours long when clocks
 * change and still ends at seven.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include "analysis/label.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAYS 7.0
#define LEAD_DAYS 3.0 /* before a change of clocks */
#define CHANGES 8
#define LINE_TYPES 42 /* that common.gp defines */

struct roster {
    const struct picture_source *source;
    uint32_t site_zone;
    uint32_t zone_sites; /* sites in it */
    bool two_clocks;
    bool change;       /* clocks change in the week shown */
    double origin_min; /* local midnight at which the week begins, whatever clock */
    double length_min;
    uint32_t *row; /* [readers] from 1; 0: not shown */
    uint32_t rows;
};

/* The zone with most sites; the run's where there are none. */
static void find_site_zone(struct roster *roster)
{
    const struct shape *shape = roster->source->stored->shape;
    uint32_t sites = shape->cells[TABLE_SITE];

    roster->site_zone = shape->run_zone;
    for (uint32_t i = 0; i < sites; i++) {
        uint32_t same = 0;

        for (uint32_t j = i; j < sites && shape->site_zone[j] == shape->site_zone[i]; j++)
            same++; /* alike in a row: quick for many copies */
        for (uint32_t j = i + same; j < sites && sites < 2000; j++)
            same += shape->site_zone[j] == shape->site_zone[i];
        if (same > roster->zone_sites) {
            roster->zone_sites = same;
            roster->site_zone = shape->site_zone[i];
        }
    }
}

static bool is_shown_zone(const struct roster *roster, uint32_t zone)
{
    const struct shape *shape = roster->source->stored->shape;

    if (zone == roster->site_zone)
        return true;
    for (uint32_t r = 0; r < shape->reader_count; r++) {
        if (roster->row[r] > 0 && shape->reader_zone[r] == zone)
            return true;
    }
    return false;
}

/* By how much a zone's clock jumps at its step i; 0 if not within the measured time. */
static double jump_min(const struct roster *roster, size_t i)
{
    const struct shape *shape = roster->source->stored->shape;
    double at = shape->clock_at_min[i];

    if (at <= 0.0 || at >= shape->duration_min)
        return 0.0;
    return shape->clock_offset_min[i] -
           almanac_offset_min(&roster->source->clock, shape->clock_zone[i], at - 1e-3);
}

/* The week around the first change of clocks, else the first week. */
static void find_week(struct roster *roster)
{
    const struct shape *shape = roster->source->stored->shape;
    const struct almanac *clock = &roster->source->clock;
    double first = almanac_local_min(clock, roster->site_zone, 0.0);
    double last = almanac_local_min(clock, roster->site_zone, shape->duration_min);
    double change = (double) INFINITY;
    double day = floor(first / ALMANAC_DAY_MIN);
    double days = fmax(ceil(last / ALMANAC_DAY_MIN - 1e-6) - day, 1.0);

    for (size_t i = 0; i < shape->clock_count; i++) {
        if (fabs(jump_min(roster, i)) > 1e-6 && is_shown_zone(roster, shape->clock_zone[i]))
            change = fmin(change, shape->clock_at_min[i]);
    }
    if (isfinite(change) && days > DAYS) {
        double at = almanac_local_min(clock, roster->site_zone, change) / ALMANAC_DAY_MIN;
        double latest = day + days - DAYS;

        day = fmax(day, fmin(floor(at) - LEAD_DAYS, latest));
        roster->change = true;
    }
    roster->origin_min = day * ALMANAC_DAY_MIN;
    roster->length_min = fmin(days, DAYS) * ALMANAC_DAY_MIN;
}

/* The first of each group, then the second of each, until the rows are full; shown by group. */
static enum fault_kind choose_rows(struct roster *roster, struct fault *fault)
{
    const struct shape *shape = roster->source->stored->shape;
    uint32_t groups = shape->cells[TABLE_GROUP];
    uint32_t *number = calloc((size_t) shape->reader_count + 1, sizeof *number);
    uint32_t *taken = calloc((size_t) groups + 1, sizeof *taken);
    uint32_t chosen = 0;

    roster->row = calloc((size_t) shape->reader_count + 1, sizeof *roster->row);
    if (number == NULL || taken == NULL || roster->row == NULL) {
        free(number);
        free(taken);
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    }
    for (uint32_t r = 0; r < shape->reader_count; r++)
        number[r] = shape->reader_group[r] < groups ? taken[shape->reader_group[r]]++ : 0;
    for (uint32_t round = 0; chosen < PICTURE_ROWS && chosen < shape->reader_count; round++) {
        for (uint32_t r = 0; r < shape->reader_count && chosen < PICTURE_ROWS; r++) {
            if (number[r] == round) {
                roster->row[r] = 1;
                chosen++;
            }
        }
    }
    for (uint32_t g = 0; g < groups; g++) {
        for (uint32_t r = 0; r < shape->reader_count; r++) {
            if (shape->reader_group[r] == g && roster->row[r] > 0)
                roster->row[r] = ++roster->rows;
        }
    }
    free(number);
    free(taken);
    return FAULT_NONE;
}

/* Bars on the sites' clock or on the readers': row, from, to (hours), group. */
static void put_bars(struct sheet *sheet, const struct roster *roster, bool own_clock)
{
    const struct shape *shape = roster->source->stored->shape;
    bool any = false;

    for (size_t i = 0; i < shape->duty_count; i++) {
        uint32_t reader = shape->duty_reader[i] < shape->reader_count ? shape->duty_reader[i] : 0;
        uint32_t zone = own_clock ? shape->reader_zone[reader] : roster->site_zone;
        double from = almanac_local_min(&roster->source->clock, zone, shape->duty_from_min[i]);
        double to = almanac_local_min(&roster->source->clock, zone, shape->duty_to_min[i]);
        double row[4] = {roster->row[reader], fmax((from - roster->origin_min), 0.0) / 60.0,
                         fmin(to - roster->origin_min, roster->length_min) / 60.0,
                         shape->reader_group[reader] % LINE_TYPES + 1.0};

        if (shape->duty_reader[i] != reader || roster->row[reader] == 0 || row[2] <= row[1])
            continue;
        sheet_row(sheet, 4, row);
        any = true;
    }
    if (!any) {
        double nothing[4] = {(double) NAN, (double) NAN, (double) NAN, (double) NAN};

        sheet_row(sheet, 4, nothing);
    }
    sheet_block(sheet);
}

/* Where the readers' clocks change: row, hour on the clock that the panel shows. */
static size_t put_own_changes(struct sheet *sheet, const struct roster *roster, bool own_clock)
{
    const struct shape *shape = roster->source->stored->shape;
    size_t count = 0;
    double nothing[2] = {(double) NAN, (double) NAN};

    for (size_t i = 0; i < shape->clock_count; i++) {
        uint32_t zone = own_clock ? shape->clock_zone[i] : roster->site_zone;
        double at = almanac_local_min(&roster->source->clock, zone, shape->clock_at_min[i]);

        at -= roster->origin_min;
        if (fabs(jump_min(roster, i)) < 1e-6 || at < 0.0 || at > roster->length_min)
            continue;
        for (uint32_t r = 0; r < shape->reader_count; r++) {
            double row[2] = {roster->row[r], at / 60.0};

            if (roster->row[r] == 0 || shape->reader_zone[r] != shape->clock_zone[i])
                continue;
            sheet_row(sheet, 2, row);
            count++;
        }
    }
    sheet_row(sheet, 2, nothing); /* so that the block is there */
    sheet_block(sheet);
    return count;
}

static void put_site_changes(struct sheet *sheet, const struct roster *roster)
{
    const struct shape *shape = roster->source->stored->shape;
    size_t count = 0;

    sheet_array(sheet, "change_at", CHANGES);
    sheet_array(sheet, "change_text", CHANGES);
    for (size_t i = 0; i < shape->clock_count && count < CHANGES; i++) {
        double at =
            almanac_local_min(&roster->source->clock, roster->site_zone, shape->clock_at_min[i]) -
            roster->origin_min;

        if (shape->clock_zone[i] != roster->site_zone || fabs(jump_min(roster, i)) < 1e-6 ||
            at < 0.0 || at > roster->length_min)
            continue;
        count++;
        sheet_item_number(sheet, "change_at", count, at / 60.0);
        sheet_item_format(sheet, "change_text", count, "clock %+.3g h", jump_min(roster, i) / 60.0);
    }
    sheet_number(sheet, "changes", (double) count);
}

static void put_days(struct sheet *sheet, const struct roster *roster)
{
    size_t days = (size_t) (roster->length_min / ALMANAC_DAY_MIN + 0.5);

    sheet_number(sheet, "days", (double) days);
    sheet_array(sheet, "day_text", days);
    for (size_t i = 0; i < days; i++) {
        struct almanac_date date =
            almanac_date(roster->origin_min + ((double) i + 0.5) * ALMANAC_DAY_MIN);

        sheet_item_format(sheet, "day_text", i + 1, "%s %u %s", almanac_weekday(date.weekday),
                          date.day, almanac_month(date.month));
    }
}

static size_t put_labels(struct sheet *sheet, const struct roster *roster)
{
    const struct shape *shape = roster->source->stored->shape;
    size_t columns = 10;

    sheet_number(sheet, "rows", (double) roster->rows);
    sheet_array(sheet, "label", roster->rows);
    sheet_array(sheet, "zone", roster->rows);
    for (uint32_t row = 1; row <= roster->rows; row++) {
        for (uint32_t r = 0; r < shape->reader_count; r++) {
            char zone[LABEL_BYTES] = "";
            size_t taken = 0;

            if (roster->row[r] != row)
                continue;
            if (shape->reader_zone[r] < shape->zone_count)
                (void) label_fit(zone, sizeof zone, shape->zones[shape->reader_zone[r]], 24);
            taken = picture_label(sheet, "label", row, shape->labels[TABLE_READER][r]);
            columns = taken > columns ? taken : columns;
            sheet_item_text(sheet, "zone", row, zone);
        }
    }
    return columns;
}

static double put_heading(struct sheet *sheet, const struct roster *roster)
{
    const struct shape *shape = roster->source->stored->shape;
    const char *zone =
        roster->site_zone < shape->zone_count ? shape->zones[roster->site_zone] : "?";
    const char *week = "the first week";
    char note[160];
    char clean[64];

    if (roster->change)
        week = "the week around the first change of clocks";
    else if (roster->length_min < DAYS * ALMANAC_DAY_MIN)
        week = "the whole measured time";
    if (roster->rows < shape->reader_count)
        (void) snprintf(note, sizeof note, "%s; %u of %u readers, the first of each group", week,
                        roster->rows, shape->reader_count);
    else
        (void) snprintf(note, sizeof note, "%s", week);
    (void) label_fit(clean, sizeof clean, zone, 40);
    sheet_array(sheet, "panel", 2);
    if (!roster->two_clocks)
        sheet_item_format(sheet, "panel", 1, "On the clock of sites and readers: %s", clean);
    else if (roster->zone_sites < shape->cells[TABLE_SITE])
        sheet_item_format(sheet, "panel", 1, "On the clock of %u of the %u sites: %s",
                          roster->zone_sites, shape->cells[TABLE_SITE], clean);
    else
        sheet_item_format(sheet, "panel", 1, "On the sites' clock: %s", clean);
    sheet_item_text(sheet, "panel", 2, "The same shifts, each on its reader's own clock");
    return picture_heading(sheet, roster->source, "Roster: the readers' shifts", note);
}

bool plot_roster_can(const struct stored *stored)
{
    return stored->shape->duty_count > 0 && stored->shape->reader_count > 0 &&
           stored->shape->cells[TABLE_GROUP] > 0;
}

enum fault_kind plot_roster(struct sheet *sheet, const struct picture_source *source,
                            struct fault *fault)
{
    const struct shape *shape = source->stored->shape;
    struct roster roster = {.source = source};
    enum fault_kind kind = choose_rows(&roster, fault);
    double head = 0.0;
    size_t columns = 0;
    size_t own_changes = 0;
    double height = 0.0;

    if (kind != FAULT_NONE)
        goto done;
    find_site_zone(&roster);
    for (uint32_t r = 0; r < shape->reader_count; r++)
        roster.two_clocks |= shape->reader_zone[r] != roster.site_zone;
    find_week(&roster);
    head = put_heading(sheet, &roster);
    sheet_number(sheet, "panels", roster.two_clocks ? 2.0 : 1.0);
    put_days(sheet, &roster);
    put_site_changes(sheet, &roster);
    columns = put_labels(sheet, &roster);
    sheet_number(sheet, "left", 30.0 + picture_pixels(columns));
    sheet_note(sheet, "by clock: bars (row, from and to in hours, group), then changes of the "
                      "readers' clocks (row, hour)");
    for (int own = 0; own <= (roster.two_clocks ? 1 : 0); own++) {
        put_bars(sheet, &roster, own == 1);
        own_changes += put_own_changes(sheet, &roster, own == 1);
    }
    sheet_number(sheet, "own_changes", (double) own_changes);
    height = 100.0 + fmax((double) roster.rows * (roster.rows > 14 ? 16.0 : 24.0), 100.0);
    sheet->height = head + (roster.two_clocks ? 2.0 : 1.0) * height + 20.0;
done:
    free(roster.row);
    return kind;
}
