/* Waits of true and false positives and negatives, by AI tool.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include <math.h>

#define KINDS 4

static const char *const kind_text[KINDS] = {"true positive", "false positive", "true negative",
                                             "false negative"};
static const char *const kind_says[KINDS] = {"flagged, and rightly", "flagged, nothing there",
                                             "not flagged, nothing there",
                                             "not flagged, but missed"};

static struct estimate estimate_of(const struct stored *stored, size_t measure, uint32_t tool)
{
    return summary_estimate(stored->summary, TABLE_AI, measure, tool);
}

static bool has_wait(const struct stored *stored, uint32_t tool)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        if (isfinite(estimate_of(stored, AI_WAIT_TRUE_POSITIVE + kind, tool).mean))
            return true;
    }
    return false;
}

static double put_kind(struct sheet *sheet, const struct stored *stored, uint32_t tool, size_t kind,
                       size_t item)
{
    struct estimate wait = estimate_of(stored, AI_WAIT_TRUE_POSITIVE + kind, tool);
    struct estimate count = estimate_of(stored, AI_TRUE_POSITIVE + kind, tool);
    double half = isfinite(wait.half_width) ? wait.half_width : 0.0;
    double row[5] = {(double) (tool * (KINDS + 1) + kind + 1), wait.mean,
                     fmax(wait.mean - half, 0.0), wait.mean + half, (double) (kind + 1)};
    char minutes[64];

    picture_estimate(minutes, sizeof minutes, wait, 1.0);
    sheet_item_text(sheet, "kind", item, kind_text[kind]);
    sheet_item_text(sheet, "meaning", item, kind_says[kind]);
    if (isfinite(wait.mean))
        sheet_item_format(sheet, "result", item, "%s min (%.*f)", minutes,
                          count.mean < 100.0 ? 1 : 0, count.mean);
    else
        sheet_item_text(sheet, "result", item, "no such study waited");
    sheet_row(sheet, 5, row);
    return isfinite(wait.mean) ? row[3] : 0.0;
}

bool plot_ai_can(const struct stored *stored)
{
    for (uint32_t tool = 0; tool < stored->shape->cells[TABLE_AI]; tool++) {
        if (has_wait(stored, tool))
            return true;
    }
    return false;
}

enum fault_kind plot_ai(struct sheet *sheet, const struct picture_source *source,
                        struct fault *fault)
{
    const struct stored *stored = source->stored;
    uint32_t tools = stored->shape->cells[TABLE_AI];
    size_t shown = tools > PICTURE_ROWS / KINDS ? PICTURE_ROWS / KINDS : tools;
    char note[96];
    double highest = 0.0;
    double head = 0.0;

    (void) fault;
    if (shown < tools)
        (void) snprintf(note, sizeof note,
                        "the first %zu of %u AI tools; in brackets: studies a replication", shown,
                        tools);
    else
        (void) snprintf(note, sizeof note, "in brackets: studies a replication");
    head = picture_heading(sheet, source, "Wait for a reader by what the AI said and what was true",
                           note);
    sheet_number(sheet, "tools", (double) shown);
    sheet_number(sheet, "rows", (double) (shown * KINDS));
    sheet_array(sheet, "label", shown);
    sheet_array(sheet, "kind", shown * KINDS);
    sheet_array(sheet, "meaning", shown * KINDS);
    sheet_array(sheet, "result", shown * KINDS);
    sheet_note(sheet, "place, wait (min), interval's ends, kind (1 TP, 2 FP, 3 TN, 4 FN)");
    for (uint32_t tool = 0; tool < shown; tool++) {
        (void) picture_label(sheet, "label", tool + 1, stored->shape->labels[TABLE_AI][tool]);
        for (size_t kind = 0; kind < KINDS; kind++)
            highest = fmax(highest, put_kind(sheet, stored, tool, kind, tool * KINDS + kind + 1));
    }
    sheet_number(sheet, "x_high", highest > 0.0 ? highest * 1.05 : 1.0);
    sheet->height = head + 130.0 + (double) shown * (shown > 3 ? 190.0 : 240.0);
    return FAULT_NONE;
}
