/* Utilisation by group, the busiest first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/picture.h"

#include <math.h>
#include <stdlib.h>

struct group {
    uint32_t cell;
    uint32_t readers;
    struct estimate utilisation;
};

/* Groups never at work come last; equals stay in the scenario's order. */
static int by_load(const void *a, const void *b)
{
    const struct group *x = a;
    const struct group *y = b;
    double load_x = isfinite(x->utilisation.mean) ? x->utilisation.mean : -1.0;
    double load_y = isfinite(y->utilisation.mean) ? y->utilisation.mean : -1.0;

    if (load_x > load_y || load_x < load_y)
        return load_x > load_y ? -1 : 1;
    return x->cell < y->cell ? -1 : 1;
}

static struct group *sorted_groups(const struct stored *stored)
{
    const struct shape *shape = stored->shape;
    uint32_t count = shape->cells[TABLE_GROUP];
    struct group *groups = calloc((size_t) count + 1, sizeof *groups);

    if (groups == NULL)
        return NULL;
    for (uint32_t g = 0; g < count; g++) {
        groups[g].cell = g;
        groups[g].utilisation =
            summary_estimate(stored->summary, TABLE_GROUP, READER_UTILISATION, g);
    }
    for (uint32_t r = 0; r < shape->reader_count; r++) {
        if (shape->reader_group[r] < count)
            groups[shape->reader_group[r]].readers++;
    }
    qsort(groups, count, sizeof *groups, by_load);
    return groups;
}

static double put_group(struct sheet *sheet, const struct group *group, size_t item)
{
    double half = isfinite(group->utilisation.half_width) ? group->utilisation.half_width : 0.0;
    double mean = group->utilisation.mean;
    double row[4] = {(double) item, 100.0 * mean, 100.0 * fmax(mean - half, 0.0),
                     100.0 * (mean + half)};
    char text[64];

    picture_estimate(text, sizeof text, group->utilisation, 100.0);
    sheet_item_format(sheet, "readers", item, "%u reader%s", group->readers,
                      group->readers == 1 ? "" : "s");
    if (isfinite(mean))
        sheet_item_format(sheet, "result", item, "%s %%", text);
    else
        sheet_item_text(sheet, "result", item, "never on shift");
    sheet_item_number(sheet, "result_at", item, isfinite(mean) ? row[3] : 0.0);
    sheet_row(sheet, 4, row);
    return isfinite(mean) ? row[3] : 0.0;
}

bool plot_utilisation_can(const struct stored *stored)
{
    return picture_knows(stored, TABLE_GROUP, READER_UTILISATION);
}

enum fault_kind plot_utilisation(struct sheet *sheet, const struct picture_source *source,
                                 struct fault *fault)
{
    const struct shape *shape = source->stored->shape;
    size_t rows = shape->cells[TABLE_GROUP];
    struct group *groups = sorted_groups(source->stored);
    char note[64];
    size_t columns = 10;
    double highest = 100.0;
    double head = 0.0;

    if (groups == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    (void) snprintf(note, sizeof note, "the busiest %d of %zu groups", PICTURE_ROWS, rows);
    head = picture_heading(sheet, source, "Utilisation of readers by group",
                           rows > PICTURE_ROWS ? note : NULL);
    rows = rows > PICTURE_ROWS ? PICTURE_ROWS : rows;
    sheet_number(sheet, "rows", (double) rows);
    sheet_array(sheet, "label", rows);
    sheet_array(sheet, "readers", rows);
    sheet_array(sheet, "result", rows);
    sheet_array(sheet, "result_at", rows);
    sheet_note(sheet, "row, utilisation (%), interval's ends");
    for (size_t i = 0; i < rows; i++) {
        size_t taken =
            picture_label(sheet, "label", i + 1, shape->labels[TABLE_GROUP][groups[i].cell]);

        columns = taken > columns ? taken : columns;
        highest = fmax(highest, put_group(sheet, &groups[i], i + 1));
    }
    free(groups);
    sheet_number(sheet, "x_high", highest > 100.0 ? 10.0 * ceil(highest / 10.0) : 100.0);
    sheet_number(sheet, "left", 30.0 + picture_pixels(columns));
    sheet->height = head + 130.0 + (double) rows * (rows > 12 ? 36.0 : 54.0);
    return FAULT_NONE;
}
