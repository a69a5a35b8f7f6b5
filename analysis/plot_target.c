/* Share within target, with its interval, against the promise.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include <math.h>

enum verdict { VERDICT_KEPT = 1, VERDICT_MISSED, VERDICT_OPEN, VERDICT_NONE };

static bool has_row(const struct stored *stored, uint32_t priority)
{
    return isfinite(stored->shape->target_min[priority]);
}

/* The interval decides: only what lies wholly on one side of the promise is kept or missed. */
static enum verdict judge(struct estimate met, double attain)
{
    double half = isfinite(met.half_width) ? met.half_width : (double) INFINITY;

    if (!isfinite(met.mean) || !isfinite(attain))
        return VERDICT_NONE;
    if (met.mean - half >= attain)
        return VERDICT_KEPT;
    return met.mean + half < attain ? VERDICT_MISSED : VERDICT_OPEN;
}

static const char *verdict_text(enum verdict verdict, struct estimate met)
{
    if (verdict == VERDICT_OPEN && !isfinite(met.half_width))
        return "one replication, no verdict";
    switch (verdict) {
    case VERDICT_KEPT: return "promise kept";
    case VERDICT_MISSED: return "promise missed";
    case VERDICT_OPEN: return "too close to call";
    case VERDICT_NONE: break;
    }
    return "no promise";
}

static double put_row(struct sheet *sheet, const struct stored *stored, uint32_t p, size_t item)
{
    struct estimate met = summary_estimate(stored->summary, TABLE_PRIORITY, MEASURE_TARGET_MET, p);
    double attain = stored->shape->attain[p];
    enum verdict verdict = judge(met, attain);
    double half = isfinite(met.half_width) ? met.half_width : 0.0;
    double row[6] = {(double) item,
                     100.0 * met.mean,
                     100.0 * fmax(met.mean - half, 0.0),
                     100.0 * fmin(met.mean + half, 1.0),
                     100.0 * attain,
                     (double) verdict};
    char time[32];
    char share[64];

    picture_duration(time, sizeof time, stored->shape->target_min[p]);
    picture_estimate(share, sizeof share, met, 100.0);
    sheet_item_format(sheet, "within", item, "within %s", time);
    if (!isfinite(met.mean))
        sheet_item_text(sheet, "result", item, "no study to judge");
    else
        sheet_item_format(sheet, "result", item, "%s %%: %s", share, verdict_text(verdict, met));
    sheet_row(sheet, 6, row);
    return isfinite(met.mean) ? fmin(row[2], isfinite(row[4]) ? row[4] : row[2]) : 100.0;
}

bool plot_target_can(const struct stored *stored)
{
    for (uint32_t p = 0; p < stored->shape->cells[TABLE_PRIORITY]; p++) {
        struct estimate met =
            summary_estimate(stored->summary, TABLE_PRIORITY, MEASURE_TARGET_MET, p);

        if (has_row(stored, p) && isfinite(met.mean))
            return true;
    }
    return false;
}

enum fault_kind plot_target(struct sheet *sheet, const struct picture_source *source,
                            struct fault *fault)
{
    const struct stored *stored = source->stored;
    uint32_t priorities = stored->shape->cells[TABLE_PRIORITY];
    char note[96];
    size_t rows = 0;
    size_t item = 0;
    size_t columns = 10;
    double lowest = 100.0;
    double head = 0.0;

    (void) fault;
    for (uint32_t p = 0; p < priorities; p++)
        rows += has_row(stored, p);
    (void) snprintf(note, sizeof note, "the first %d of %zu priorities with a target", PICTURE_ROWS,
                    rows);
    head = picture_heading(sheet, source, "Share of studies reported within the target",
                           rows > PICTURE_ROWS ? note : NULL);
    rows = rows > PICTURE_ROWS ? PICTURE_ROWS : rows;
    sheet_number(sheet, "rows", (double) rows);
    sheet_array(sheet, "label", rows);
    sheet_array(sheet, "within", rows);
    sheet_array(sheet, "result", rows);
    sheet_note(sheet, "row, share (%), interval's ends, promise, verdict (1 kept, 2 missed, "
                      "3 too close, 4 none)");
    for (uint32_t p = 0; p < priorities && item < rows; p++) {
        size_t taken = 0;

        if (!has_row(stored, p))
            continue;
        taken = picture_label(sheet, "label", ++item, stored->shape->labels[TABLE_PRIORITY][p]);
        columns = taken > columns ? taken : columns;
        lowest = fmin(lowest, put_row(sheet, stored, p, item));
    }
    sheet_number(sheet, "x_low", lowest < 50.0 ? 0.0 : 10.0 * floor(lowest / 10.0 - 0.2));
    sheet_number(sheet, "left", 30.0 + picture_pixels(columns));
    sheet->height = head + 130.0 + (double) rows * (rows > 12 ? 36.0 : 54.0);
    return FAULT_NONE;
}
