/* What the pictures have in common.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include "analysis/label.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define HEADING_COLUMNS 160 /* of a subtitle line */
#define NAME_LINES 3
#define HEADING_LINES (NAME_LINES + 2)
#define MIDNIGHTS 70
#define DAY_LABELS 12 /* that stand side by side */

double picture_value(const struct stored *stored, uint64_t replication, enum table table,
                     size_t measure, size_t cell)
{
    size_t cells = stored->shape->cells[table];

    return stored->values[table][(replication * outcome_measures(table) + measure) * cells + cell];
}

bool picture_knows(const struct stored *stored, enum table table, size_t measure)
{
    for (size_t cell = 0; cell < stored->shape->cells[table]; cell++) {
        if (isfinite(summary_estimate(stored->summary, table, measure, cell).mean))
            return true;
    }
    return false;
}

size_t picture_label(struct sheet *sheet, const char *name, size_t item, const char *text)
{
    char fitted[LABEL_BYTES];
    size_t columns = label_fit_ends(fitted, sizeof fitted, text, PICTURE_LABEL);

    sheet_item_text(sheet, name, item, fitted);
    sheet_note(sheet, text);
    return columns;
}

double picture_pixels(size_t columns)
{
    return 8.4 * (double) columns;
}

void picture_duration(char *out, size_t bytes, double minutes)
{
    if (!isfinite(minutes))
        (void) snprintf(out, bytes, "?");
    else if (minutes < 1.0)
        (void) snprintf(out, bytes, "%.3g s", minutes * 60.0);
    else if (minutes < 120.0 && minutes != 60.0) /* an hour is an hour, but 90 min is not 1.5 h */
        (void) snprintf(out, bytes, "%.3g min", minutes);
    else if (minutes <= 48.0 * 60.0)
        (void) snprintf(out, bytes, "%.3g h", minutes / 60.0);
    else
        (void) snprintf(out, bytes, "%.4g d", minutes / ALMANAC_DAY_MIN);
}

void picture_estimate(char *out, size_t bytes, struct estimate estimate, double scale)
{
    double mean = estimate.mean * scale;
    int digits = fabs(mean) < 10.0 ? 2 : 1;

    if (fabs(mean) >= 1000.0)
        digits = 0;
    if (!isfinite(mean))
        (void) snprintf(out, bytes, "nothing to say");
    else if (!isfinite(estimate.half_width))
        (void) snprintf(out, bytes, "%.*f", digits, mean);
    else
        (void) snprintf(out, bytes, "%.*f ± %.*f", digits, mean, digits,
                        estimate.half_width * scale);
}

static size_t put_name(struct sheet *sheet, const char *name)
{
    char clean[LABEL_BYTES];
    char line[LABEL_BYTES];
    const char *rest = clean;
    size_t lines = 0;

    if (name == NULL || name[0] == '\0')
        return 0;
    (void) label_fit(clean, sizeof clean, name, (size_t) NAME_LINES * HEADING_COLUMNS - 60);
    while (lines < NAME_LINES && label_line(line, &rest, HEADING_COLUMNS))
        sheet_item_text(sheet, "subtitle", ++lines, line);
    return lines;
}

static void put_circumstances(struct sheet *sheet, const struct picture_source *source, size_t item)
{
    const struct stored *stored = source->stored;
    const struct shape *shape = stored->shape;
    double local = source->clock.start_utc_min + source->clock.start_offset_min;
    struct almanac_date date = almanac_date(local);
    double minute = fmod(fmod(local, ALMANAC_DAY_MIN) + ALMANAC_DAY_MIN, ALMANAC_DAY_MIN);
    double days = shape->duration_min / ALMANAC_DAY_MIN;
    char zone[LABEL_BYTES] = "";

    if (shape->run_zone < shape->zone_count)
        (void) label_fit(zone, sizeof zone, shape->zones[shape->run_zone], 40);
    sheet_item_format(sheet, "subtitle", item,
                      "%" PRIu64 " replication%s%s · measured for %.4g %s from %s %u %s %" PRId64
                      ", %02d:%02d (%s)",
                      stored->replications, stored->replications == 1 ? "" : "s",
                      stored->interrupted ? ", then interrupted" : "",
                      days >= 1.0 ? days : days * 24.0, days >= 1.0 ? "d" : "h",
                      almanac_weekday(date.weekday), date.day, almanac_month(date.month), date.year,
                      (int) minute / 60, (int) minute % 60, zone);
}

double picture_heading(struct sheet *sheet, const struct picture_source *source, const char *title,
                       const char *note)
{
    size_t lines = 0;
    double head = 0.0;

    sheet_number(sheet, "width", PICTURE_WIDTH);
    sheet_text(sheet, "heading", title);
    sheet_array(sheet, "subtitle", HEADING_LINES);
    lines = put_name(sheet, source->stored->provenance.title);
    put_circumstances(sheet, source, ++lines);
    if (note != NULL)
        sheet_item_text(sheet, "subtitle", ++lines, note);
    assert(lines <= HEADING_LINES);
    sheet_number(sheet, "subtitles", (double) lines);
    head = 50.0 + 20.0 * (double) lines;
    sheet_number(sheet, "head", head);
    return head;
}

static size_t days_between_labels(double days)
{
    static const size_t steps[] = {1, 2, 7, 14, 28, 91, 182, 364};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (days / (double) steps[i] <= DAY_LABELS)
            return steps[i];
    }
    return (size_t) ceil(days / DAY_LABELS);
}

/* Small ticks at each midnight, where there are not too many. */
static void put_midnights(struct sheet *sheet, const struct almanac *clock, uint32_t zone,
                          double to_min)
{
    double day = ceil(almanac_local_min(clock, zone, 0.0) / ALMANAC_DAY_MIN - 1e-9);
    size_t count = 0;

    sheet_array(sheet, "midnight_at", MIDNIGHTS);
    for (; count < MIDNIGHTS && to_min < MIDNIGHTS * ALMANAC_DAY_MIN; day += 1.0) {
        double at = almanac_instant_min(clock, zone, day * ALMANAC_DAY_MIN);

        if (at > to_min)
            break;
        sheet_item_number(sheet, "midnight_at", ++count, at);
    }
    sheet_number(sheet, "midnights", (double) count);
}

void picture_days(struct sheet *sheet, const struct picture_source *source, double to_min)
{
    const struct almanac *clock = &source->clock;
    uint32_t zone = source->stored->shape->run_zone;
    size_t step = days_between_labels(to_min / ALMANAC_DAY_MIN);
    double day = ceil(almanac_local_min(clock, zone, 0.0) / ALMANAC_DAY_MIN - 1e-9);
    size_t ticks = 0;

    if (step % 7 == 0) /* weeks begin on Mondays */
        day += (double) ((7 - almanac_date(day * ALMANAC_DAY_MIN + 1.0).weekday) % 7);
    sheet_array(sheet, "tick_at", DAY_LABELS + 2);
    sheet_array(sheet, "tick_text", DAY_LABELS + 2);
    for (; ticks < DAY_LABELS + 2; day += (double) step) {
        struct almanac_date date = almanac_date(day * ALMANAC_DAY_MIN + 1.0);
        double at = almanac_instant_min(clock, zone, day * ALMANAC_DAY_MIN);

        if (at > to_min)
            break;
        ticks++;
        sheet_item_number(sheet, "tick_at", ticks, at);
        if (step >= 28)
            sheet_item_format(sheet, "tick_text", ticks, "%u %s %" PRId64, date.day,
                              almanac_month(date.month), date.year);
        else
            sheet_item_format(sheet, "tick_text", ticks, "%s %u %s", almanac_weekday(date.weekday),
                              date.day, almanac_month(date.month));
    }
    sheet_number(sheet, "ticks", (double) ticks);
    put_midnights(sheet, clock, zone, to_min);
}
