/* Backlog over time: the mean, and a band over the replications, in panels: all priorities
 * together, then the first of them one by one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define PANELS 6
#define POINTS 1100          /* more are averaged together by whole days: about a pixel each */
#define BAND_REPLICATIONS 20 /* from here on the band leaves out 5 % at either end */
#define CHANGES 6
#define ALL UINT32_MAX

static double backlog_at(const struct stored *stored, uint64_t replication, size_t point,
                         uint32_t priority)
{
    size_t priorities = stored->shape->cells[TABLE_PRIORITY];
    const double *row =
        stored->backlog + (replication * stored->shape->timeline_points + point) * priorities;
    double sum = 0.0;

    if (priority != ALL)
        return row[priority];
    for (size_t p = 0; p < priorities; p++)
        sum += row[p];
    return sum;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *) a;
    double y = *(const double *) b;

    return (x > y) - (x < y);
}

static double ranked(const double *sorted, size_t count, double share)
{
    size_t rank = (size_t) ceil(share * (double) count);

    return sorted[rank == 0 ? 0 : rank - 1];
}

/* row: time, mean, low, high. scratch [replications]. Returns high, 0 for none. */
static double put_point(struct sheet *sheet, const struct stored *stored, uint32_t priority,
                        const size_t points[2], double *scratch)
{
    size_t count = 0;
    double sum = 0.0;
    double row[4] = {(double) NAN, (double) NAN, (double) NAN, (double) NAN};
    bool cut = stored->replications >= BAND_REPLICATIONS;

    for (uint64_t r = 0; r < stored->replications; r++) {
        double mean = 0.0;

        for (size_t point = points[0]; point < points[1]; point++)
            mean += backlog_at(stored, r, point, priority);
        mean /= (double) (points[1] - points[0]);
        if (!isfinite(mean))
            continue;
        scratch[count++] = mean;
        sum += mean;
    }
    row[0] = 0.5 * (double) (points[0] + points[1] - 1) * stored->shape->timeline_step_min;
    if (count > 0) {
        qsort(scratch, count, sizeof *scratch, by_size);
        row[1] = sum / (double) count;
        row[2] = ranked(scratch, count, cut ? 0.05 : 0.0);
        row[3] = ranked(scratch, count, cut ? 0.95 : 1.0);
    }
    sheet_row(sheet, 4, row);
    return count > 0 ? row[3] : 0.0;
}

/* Samples that make a point: one, or those of so many days that the points are few enough. */
static size_t samples_together(const struct shape *shape)
{
    double day = fmax(round(ALMANAC_DAY_MIN / shape->timeline_step_min), 1.0);

    if (shape->timeline_points <= POINTS || !isfinite(day))
        return 1;
    return (size_t) (day * ceil(shape->timeline_points / day / POINTS));
}

/* 1, 2 or 5 times a power of ten, about a quarter of the height. */
static double tick_step(double high)
{
    double unit = pow(10.0, floor(log10(high / 4.0)));
    double rest = high / 4.0 / unit;

    return unit * (rest > 7.0 ? 10.0 : rest > 3.5 ? 5.0 : rest > 1.5 ? 2.0 : 1.0);
}

static void put_panel(struct sheet *sheet, const struct stored *stored, uint32_t priority,
                      size_t item, double *scratch)
{
    size_t total = stored->shape->timeline_points;
    size_t step = samples_together(stored->shape);
    double high = 0.0;

    for (size_t from = 0; from < total;) {
        bool last = from + step + step / 2 >= total; /* takes in what would be a short rest */
        size_t points[2] = {from, last ? total : from + step};

        from = points[1];
        high = fmax(high, put_point(sheet, stored, priority, points, scratch));
    }
    high = high > 0.0 ? high * 1.05 : 1.0;
    sheet_item_number(sheet, "high", item, high);
    sheet_item_number(sheet, "step", item, tick_step(high));
    sheet_block(sheet);
}

static void put_changes(struct sheet *sheet, const struct picture_source *source, double to_min)
{
    const struct shape *shape = source->stored->shape;
    size_t count = 0;

    sheet_array(sheet, "change_at", CHANGES);
    sheet_array(sheet, "change_text", CHANGES);
    for (size_t i = 0; i < shape->clock_count && count < CHANGES; i++) {
        double at = shape->clock_at_min[i];
        double before = almanac_offset_min(&source->clock, shape->run_zone, at - 1e-3);
        double step = shape->clock_offset_min[i] - before;

        if (shape->clock_zone[i] != shape->run_zone || at <= 0.0 || at >= to_min ||
            fabs(step) < 1e-6)
            continue;
        count++;
        sheet_item_number(sheet, "change_at", count, at);
        sheet_item_format(sheet, "change_text", count, "clock %+.3g h", step / 60.0);
    }
    sheet_number(sheet, "changes", (double) count);
}

static void put_heading(struct sheet *sheet, const struct picture_source *source, size_t shown)
{
    const struct stored *stored = source->stored;
    uint32_t priorities = stored->shape->cells[TABLE_PRIORITY];
    char band[96] = "mean of the replications";
    char note[192];
    size_t used = 0;

    if (stored->replications >= BAND_REPLICATIONS)
        (void) snprintf(band, sizeof band, "line: mean; band: 5 %% to 95 %% of the replications");
    else if (stored->replications > 1)
        (void) snprintf(band, sizeof band,
                        "line: mean; band: lowest to highest of %" PRIu64 " replications",
                        stored->replications);
    else
        (void) snprintf(band, sizeof band, "line: the one replication");
    used = (size_t) snprintf(note, sizeof note, "%s", band);
    if (samples_together(stored->shape) > 1)
        used += (size_t) snprintf(note + used, sizeof note - used, "; averages of %.0f d",
                                  (double) samples_together(stored->shape) *
                                      stored->shape->timeline_step_min / ALMANAC_DAY_MIN);
    if (shown < priorities)
        (void) snprintf(note + used, sizeof note - used, "; the first %zu of %u priorities", shown,
                        priorities);
    (void) picture_heading(sheet, source, "Backlog over time: studies received, not yet reported",
                           note);
}

bool plot_backlog_can(const struct stored *stored)
{
    return stored->shape->timeline_points >= 2 && stored->replications > 0 &&
           stored->shape->cells[TABLE_PRIORITY] > 0 && stored->backlog != NULL;
}

enum fault_kind plot_backlog(struct sheet *sheet, const struct picture_source *source,
                             struct fault *fault)
{
    const struct stored *stored = source->stored;
    const struct shape *shape = stored->shape;
    uint32_t priorities = shape->cells[TABLE_PRIORITY];
    uint32_t shown = priorities >= PANELS ? PANELS - 1 : priorities;
    size_t panels = shown + (priorities > 1 ? 1U : 0U);
    double *scratch = calloc(stored->replications, sizeof *scratch);
    double to_min = (double) (shape->timeline_points - 1) * shape->timeline_step_min;
    size_t item = 0;

    if (scratch == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    put_heading(sheet, source, shown);
    sheet_number(sheet, "panels", (double) panels);
    sheet_number(sheet, "band", stored->replications > 1 ? 1.0 : 0.0);
    sheet_number(sheet, "x_high", to_min);
    picture_days(sheet, source, to_min);
    put_changes(sheet, source, to_min);
    sheet_array(sheet, "label", panels);
    sheet_array(sheet, "high", panels);
    sheet_array(sheet, "step", panels);
    sheet_note(sheet, "by panel: minutes since start, mean, band's ends");
    if (priorities > 1) {
        (void) picture_label(sheet, "label", ++item, "all priorities");
        put_panel(sheet, stored, ALL, item, scratch);
    }
    for (uint32_t p = 0; p < shown; p++) {
        (void) picture_label(sheet, "label", ++item, shape->labels[TABLE_PRIORITY][p]);
        put_panel(sheet, stored, p, item, scratch);
    }
    free(scratch);
    sheet->height = 190.0 + (panels == 1   ? 500.0
                             : panels <= 3 ? 220.0 * (double) panels
                                           : 165.0 * (double) panels);
    return FAULT_NONE;
}
