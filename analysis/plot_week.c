/* The week as heat maps: hour of the day across, days down. A cell without anything to say is grey,
 * and so is an hour without a reader; every other cell bears its number.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include <math.h>
#include <string.h>

#define PANELS 4

struct panel {
    enum week_measure measure;
    double scale;
    const char *title, *nothing;
};

static const struct panel panels[PANELS] = {
    {WEEK_ARRIVALS, 1.0, "Arrivals: studies an hour", "grey: no such hour"},
    {WEEK_READERS_ON_SHIFT, 1.0, "Readers on shift", "grey: nobody on shift"},
    {WEEK_BACKLOG, 1.0, "Backlog: studies received, not yet reported", "grey: no such hour"},
    {WEEK_TARGET_MET, 100.0, "Share within target, by the hour of receipt (%)",
     "grey: no study to judge"}};

/* At most four characters. */
static void put_cell_text(char *text, size_t bytes, double value, bool whole)
{
    if (value >= 99999.5)
        (void) snprintf(text, bytes, "%.0e", value);
    else if (value >= 999.5)
        (void) snprintf(text, bytes, "%.*fk", value < 9950.0 ? 1 : 0, value / 1000.0);
    else if (value >= 9.95 || (whole && fabs(value - round(value)) < 1e-9))
        (void) snprintf(text, bytes, "%.0f", value);
    else if (value >= 0.1)
        (void) snprintf(text, bytes, "%.1f", value);
    else
        (void) snprintf(text, bytes, "%.2f", value);
}

static double cell_value(const struct stored *stored, const struct panel *panel, size_t hour)
{
    double mean = summary_estimate(stored->summary, TABLE_WEEK, panel->measure, hour).mean;

    if (panel->measure == WEEK_READERS_ON_SHIFT && mean <= 0.0)
        return (double) NAN;
    return mean * panel->scale;
}

/* The cells with a value, or those without; one outside the picture at least, so that there is a
 * block. */
static void put_cells(struct sheet *sheet, const struct stored *stored, const struct panel *panel,
                      bool with_value)
{
    for (size_t hour = 0; hour < WEEK_HOURS; hour++) {
        double value = cell_value(stored, panel, hour);
        char text[32] = "-";

        if (isfinite(value) != with_value)
            continue;
        if (with_value)
            put_cell_text(text, sizeof text, value, panel->measure == WEEK_READERS_ON_SHIFT);
        (void) fprintf(sheet->data, "%zu %zu %.7g %s\n", hour / 24, hour % 24,
                       with_value ? value : 0.0, text);
    }
    (void) fputs("99 99 0 -\n", sheet->data);
    sheet_block(sheet);
}

static void put_panel(struct sheet *sheet, const struct stored *stored, size_t index)
{
    const struct panel *panel = &panels[index];
    double low = (double) INFINITY;
    double high = 0.0;

    for (size_t hour = 0; hour < WEEK_HOURS; hour++) {
        double value = cell_value(stored, panel, hour);

        if (isfinite(value)) {
            low = fmin(low, value);
            high = fmax(high, value);
        }
    }
    sheet_note(sheet, panel->title);
    put_cells(sheet, stored, panel, true);
    put_cells(sheet, stored, panel, false);
    if (panel->measure == WEEK_TARGET_MET) {
        high = 100.0;
        low = isfinite(low) ? 10.0 * floor(fmin(low, 99.0) / 10.0) : 0.0;
    } else {
        low = 0.0;
    }
    sheet_item_number(sheet, "low", index + 1, low);
    sheet_item_number(sheet, "high", index + 1, high > low ? high : low + 1.0);
    sheet_item_text(sheet, "panel", index + 1, panel->title);
    sheet_item_text(sheet, "nothing", index + 1, panel->nothing);
}

bool plot_week_can(const struct stored *stored)
{
    if (stored->shape->cells[TABLE_WEEK] != WEEK_HOURS)
        return false;
    for (size_t i = 0; i < PANELS; i++) {
        if (picture_knows(stored, TABLE_WEEK, panels[i].measure))
            return true;
    }
    return false;
}

enum fault_kind plot_week(struct sheet *sheet, const struct picture_source *source,
                          struct fault *fault)
{
    static const char *const arrays[] = {"low", "high", "panel", "nothing"};
    double head = 0.0;

    (void) fault;
    head = picture_heading(sheet, source, "The week, hour by hour",
                           "means over the replications, on the run's clock");
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        sheet_array(sheet, arrays[i], PANELS);
    sheet_note(sheet, "by panel, cells with a value, then those without: day (0 is Monday), "
                      "hour, value, its text");
    for (size_t i = 0; i < PANELS; i++)
        put_panel(sheet, source->stored, i);
    sheet->height = head + PANELS * 285.0 + 10.0;
    return FAULT_NONE;
}
