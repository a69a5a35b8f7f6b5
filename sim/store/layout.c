/* Where things stand in a result file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/layout.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *scale, *says;
} axes[TABLES] = {
    [TABLE_OVERALL] = {NULL, NULL},
    [TABLE_PRIORITY] = {"priority", "priority, most urgent first"},
    [TABLE_MODALITY] = {"modality", "modality"},
    [TABLE_STUDY] = {"study", "study type"},
    [TABLE_SITE] = {"site", "site"},
    [TABLE_PROVIDER] = {"provider", "provider"},
    [TABLE_FINDING] = {"finding", "finding"},
    [TABLE_READER] = {"reader", "reader"},
    [TABLE_GROUP] = {"group", "group of readers"},
    [TABLE_WEEK] = {"hour_of_week", "hour of the week"},
    [TABLE_AI] = {"ai/ai", "AI tool"},
    [TABLE_MONTH] = {"month", "calendar month on the run's clock"},
    [TABLE_PROVIDER_MONTH] = {NULL, NULL},
};

bool layout_has(const struct shape *shape, enum table table)
{
    return shape->cells[table] > 0;
}

const char *layout_scale(enum table table)
{
    assert(table < TABLES);
    return axes[table].scale;
}

const char *layout_axis_says(enum table table)
{
    assert(table < TABLES);
    return axes[table].says;
}

const char *layout_units(const struct measure_note *note, const char *currency)
{
    return strcmp(note->units, "money") == 0 ? currency : note->units;
}
