/* Turnaround time as a cumulative curve by priority. A study that never got a report is in the
 * whole but never in a part, so that the curve cannot flatter: it ends below 100 %.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include "measure/histogram.h"

#include <math.h>

#define CURVES 12
#define MICROSECONDS_A_MINUTE 6e7
#define NOTE_BYTES 160

struct tick {
    double at_min;
    const char *text;
    unsigned rank; /* 0 is placed first, the others where there is room */
};

static const struct tick ticks[] = {
    {1.0 / 60.0, "1 s", 1}, {1.0 / 6.0, "10 s", 1}, {0.5, "30 s", 2},     {1.0, "1 min", 0},
    {2.0, "2 min", 3},      {5.0, "5 min", 2},      {10.0, "10 min", 1},  {20.0, "20 min", 3},
    {30.0, "30 min", 2},    {60.0, "1 h", 0},       {120.0, "2 h", 2},    {240.0, "4 h", 1},
    {480.0, "8 h", 2},      {720.0, "12 h", 3},     {1440.0, "1 d", 0},   {2880.0, "2 d", 2},
    {5760.0, "4 d", 3},     {10080.0, "1 wk", 1},   {20160.0, "2 wk", 2}, {40320.0, "4 wk", 2},
    {131487.0, "3 mo", 2},  {525949.0, "1 yr", 1},  {5.26e6, "10 yr", 2}, {5.26e7, "100 yr", 2}};
#define TICKS (sizeof ticks / sizeof *ticks)
#define TICK_RANKS 4
#define AXIS_PIXELS 745.0
#define TICK_PIXELS 50.0 /* that a label needs */

static double upper_min(unsigned bin)
{
    return (double) histogram_lower_us(bin + 1) / MICROSECONDS_A_MINUTE;
}

static uint64_t reports(const struct stored *stored, uint32_t priority)
{
    const uint64_t *bins = summary_tat_bins(stored->summary) + (size_t) priority * HISTOGRAM_BINS;
    uint64_t count = 0;

    for (unsigned bin = 0; bin < HISTOGRAM_BINS; bin++)
        count += bins[bin];
    return count;
}

/* All that should have got a report: what arrived, over all replications. */
static double studies(const struct stored *stored, uint32_t priority)
{
    double arrived = 0.0;

    for (uint64_t r = 0; r < stored->replications; r++) {
        double value = picture_value(stored, r, TABLE_PRIORITY, MEASURE_ARRIVED, priority);

        if (isfinite(value))
            arrived += value;
    }
    return fmax(arrived, (double) reports(stored, priority));
}

/* The time within which a share of all studies of a priority had a report; NaN if never. */
static double time_of_share(const struct stored *stored, uint32_t priority, double share)
{
    const uint64_t *bins = summary_tat_bins(stored->summary) + (size_t) priority * HISTOGRAM_BINS;
    double wanted = share * studies(stored, priority);
    double count = 0.0;

    for (unsigned bin = 0; bin < HISTOGRAM_BINS; bin++) {
        count += (double) bins[bin];
        if (bins[bin] > 0 && count >= wanted)
            return upper_min(bin);
    }
    return (double) NAN;
}

/* Leaves out points that lie less than a pixel from the last. */
static void put_curve(struct sheet *sheet, const struct stored *stored, uint32_t priority)
{
    const uint64_t *bins = summary_tat_bins(stored->summary) + (size_t) priority * HISTOGRAM_BINS;
    double whole = studies(stored, priority);
    double count = 0.0;
    double last_x = 0.0;
    double last_y = -1.0;

    for (unsigned bin = 0; bin < HISTOGRAM_BINS; bin++) {
        double point[2];

        if (bins[bin] == 0)
            continue;
        if (count <= 0.0) {
            point[0] = fmax(upper_min(bin) * 0.999, 1e-9);
            point[1] = 0.0;
            sheet_row(sheet, 2, point);
        }
        count += (double) bins[bin];
        point[0] = upper_min(bin);
        point[1] = 100.0 * count / whole;
        if (point[0] < last_x * 1.006 && point[1] < last_y + 0.1)
            continue;
        sheet_row(sheet, 2, point);
        last_x = point[0];
        last_y = point[1];
    }
    if (count > 0.0) {
        double end[2] = {1e9, 100.0 * count / whole};

        sheet_row(sheet, 2, end);
    }
    sheet_block(sheet);
}

static void put_promise(struct sheet *sheet, const struct stored *stored, uint32_t priority,
                        size_t item)
{
    const struct shape *shape = stored->shape;
    struct estimate met =
        summary_estimate(stored->summary, TABLE_PRIORITY, MEASURE_TARGET_MET, priority);
    double target = shape->target_min[priority];
    double attain = shape->attain[priority];
    char time[32];
    char kept[64];

    sheet_item_number(sheet, "target", item, target > 0.0 ? target : (double) NAN);
    sheet_item_number(sheet, "attain", item, 100.0 * attain);
    if (!isfinite(target) || target <= 0.0) { /* no place on a log scale */
        sheet_item_text(sheet, "promise", item, "no target");
        sheet_item_text(sheet, "reached", item, "");
        return;
    }
    picture_duration(time, sizeof time, target);
    picture_estimate(kept, sizeof kept, met, 100.0);
    if (isfinite(attain))
        sheet_item_format(sheet, "promise", item, "promised %.4g %% within %s", 100.0 * attain,
                          time);
    else
        sheet_item_format(sheet, "promise", item, "target %s", time);
    sheet_item_format(sheet, "reached", item, "reached %s%s", kept, isfinite(met.mean) ? " %" : "");
}

static bool has_room(const bool *placed, size_t first, size_t last, size_t tick)
{
    double decades = log10(ticks[last].at_min / ticks[first].at_min);

    for (size_t i = first; i <= last; i++) {
        double apart = fabs(log10(ticks[i].at_min / ticks[tick].at_min)) / decades * AXIS_PIXELS;

        if (placed[i] && apart < TICK_PIXELS)
            return false;
    }
    return true;
}

static void put_ticks(struct sheet *sheet, size_t first, size_t last)
{
    bool placed[TICKS] = {false};
    size_t count = 0;

    for (unsigned rank = 0; rank < TICK_RANKS; rank++) {
        for (size_t i = first; i <= last; i++) {
            if (ticks[i].rank == rank && has_room(placed, first, last, i))
                placed[i] = true;
        }
    }
    sheet_array(sheet, "tick_at", TICKS);
    sheet_array(sheet, "tick_text", TICKS);
    for (size_t i = first; i <= last; i++) {
        if (!placed[i])
            continue;
        count++;
        sheet_item_number(sheet, "tick_at", count, ticks[i].at_min);
        sheet_item_text(sheet, "tick_text", count, ticks[i].text);
    }
    sheet_number(sheet, "ticks", (double) count);
}

/* From the tick below the fastest to the one above the slowest and the promises. */
static void put_axis(struct sheet *sheet, const struct stored *stored)
{
    double low = (double) INFINITY;
    double high = 0.0;
    size_t first = 0;
    size_t last = TICKS - 1;

    for (uint32_t p = 0; p < stored->shape->cells[TABLE_PRIORITY]; p++) {
        double whole = studies(stored, p);

        if (reports(stored, p) == 0)
            continue;
        low = fmin(low, time_of_share(stored, p, 0.005 * (double) reports(stored, p) / whole));
        high = fmax(high, time_of_share(stored, p, 0.995 * (double) reports(stored, p) / whole));
        low = fmin(low, stored->shape->target_min[p]); /* fmin and fmax pass over a NaN */
        high = fmax(high, stored->shape->target_min[p] * 1.1);
    }
    while (first + 2 < TICKS && ticks[first + 1].at_min <= low)
        first++;
    while (last > first + 1 && ticks[last - 1].at_min >= high)
        last--;
    sheet_number(sheet, "x_low", ticks[first].at_min);
    sheet_number(sheet, "x_high", ticks[last].at_min);
    put_ticks(sheet, first, last);
}

bool plot_tat_can(const struct stored *stored)
{
    for (uint32_t p = 0; p < stored->shape->cells[TABLE_PRIORITY]; p++) {
        if (reports(stored, p) > 0)
            return true;
    }
    return false;
}

static void put_curves(struct sheet *sheet, const struct stored *stored, size_t curves)
{
    static const char *const arrays[] = {"label",  "promise", "reached", "target",
                                         "attain", "label_x", "label_y"};
    size_t item = 0;

    sheet_number(sheet, "curves", (double) curves);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        sheet_array(sheet, arrays[i], curves);
    sheet_note(sheet, "by priority: minutes, studies reported within that time (% of all)");
    for (uint32_t p = 0; p < stored->shape->cells[TABLE_PRIORITY] && item < curves; p++) {
        double height = 0.86 - 0.72 * (double) item / (double) curves;

        if (reports(stored, p) == 0)
            continue;
        height *= (double) reports(stored, p) / studies(stored, p);
        item++;
        (void) picture_label(sheet, "label", item, stored->shape->labels[TABLE_PRIORITY][p]);
        put_promise(sheet, stored, p, item);
        sheet_item_number(sheet, "label_x", item, time_of_share(stored, p, height));
        sheet_item_number(sheet, "label_y", item, 100.0 * height);
        put_curve(sheet, stored, p);
    }
}

enum fault_kind plot_tat(struct sheet *sheet, const struct picture_source *source,
                         struct fault *fault)
{
    const struct stored *stored = source->stored;
    uint32_t priorities = stored->shape->cells[TABLE_PRIORITY];
    size_t curves = 0;
    char note[NOTE_BYTES] = "";
    size_t used = 0;

    (void) fault;
    for (uint32_t p = 0; p < priorities; p++)
        curves += reports(stored, p) > 0;
    if (curves > CURVES)
        used = (size_t) snprintf(note, sizeof note, "the first %d of %zu priorities with reports",
                                 CURVES, curves);
    if (curves < priorities)
        (void) snprintf(note + used, sizeof note - used, "%s%zu of %u priorities had no report",
                        used > 0 ? "; " : "", priorities - curves, priorities);
    (void) picture_heading(sheet, source, "Turnaround time by priority",
                           note[0] == '\0' ? NULL : note);
    sheet->height = 750.0;
    put_axis(sheet, stored);
    put_curves(sheet, stored, curves > CURVES ? CURVES : curves);
    return FAULT_NONE;
}
