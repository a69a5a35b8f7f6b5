/* The shape of a result, read from its file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reshape.h"

#include "store/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 128

static double one_number(struct fetch *fetch, const char *name)
{
    double *value = fetch_doubles(fetch, name, 0, NULL);
    double number = value == NULL ? 0 : *value;

    if (value != NULL && !(isfinite(number) && number >= 0))
        fetch_blame(fetch, name, "is no length of time");
    free(value);
    return number;
}

static double *instants(struct fetch *fetch, const char *name, size_t count)
{
    hsize_t length[1] = {count};
    double *values = fetch_doubles(fetch, name, 1, length);

    for (size_t i = 0; values != NULL && i < count; i++)
        if (!isfinite(values[i])) {
            fetch_blame(fetch, name, "has an instant that is no number");
            break;
        }
    return values;
}

static void read_axes(struct fetch *fetch, struct shape *shape)
{
    for (enum table t = TABLE_OVERALL; t < TABLES; t++) {
        const char *scale = layout_scale(t);

        if (t == TABLE_PROVIDER_MONTH) {
            shape->cells[t] = shape->cells[TABLE_PROVIDER] * shape->cells[TABLE_MONTH];
        } else if (scale == NULL) {
            shape->cells[t] = 1;
        } else if (fetch_has(fetch, scale)) {
            uint32_t length = fetch_length(fetch, scale);

            if (t == TABLE_WEEK && length != WEEK_HOURS)
                fetch_blame(fetch, scale, "has not the hours of a week");
            else if (t != TABLE_WEEK)
                shape->labels[t] = fetch_texts(fetch, scale, length);
            shape->cells[t] = shape->labels[t] != NULL || t == TABLE_WEEK ? length : 0;
        }
    }
    if (shape->cells[TABLE_PRIORITY] == 0) /* the others may have no entries */
        fetch_blame(fetch, layout_scale(TABLE_PRIORITY), "is missing");
    if (shape->cells[TABLE_WEEK] == 0)
        fetch_blame(fetch, layout_scale(TABLE_WEEK), "is missing");
    shape->reader_count = shape->cells[TABLE_READER];
}

/* The code of the currency is the units of what is money. */
static void read_currency(struct fetch *fetch, struct shape *shape)
{
    const struct measure_note *notes = outcome_notes(TABLE_OVERALL);
    char name[NAME_BYTES];

    for (size_t i = 0; i < outcome_measures(TABLE_OVERALL) && shape->currency == NULL; i++)
        if (strcmp(notes[i].units, "money") == 0) {
            (void) snprintf(name, sizeof name, "%s/%s", outcome_table_name(TABLE_OVERALL),
                            notes[i].name);
            shape->currency = fetch_has(fetch, name) ? fetch_attribute(fetch, name, "units") : NULL;
            if (shape->currency == NULL)
                fetch_blame(fetch, name, "is missing");
            return;
        }
}

static void read_promises(struct fetch *fetch, struct shape *shape)
{
    hsize_t length[1] = {shape->cells[TABLE_PRIORITY]};

    shape->target_min = fetch_doubles(fetch, "promise/target", 1, length);
    shape->attain = fetch_doubles(fetch, "promise/attain", 1, length);
}

static void read_roster(struct fetch *fetch, struct shape *shape)
{
    uint32_t count = fetch_length(fetch, "roster/duty");

    if (shape->reader_count > 0)
        shape->reader_group = fetch_indices(fetch, "roster/reader_group", shape->reader_count,
                                            shape->cells[TABLE_GROUP]);
    shape->duty_count = count;
    shape->duty_reader = fetch_indices(fetch, "roster/duty_reader", count, shape->reader_count);
    shape->duty_from_min = instants(fetch, "roster/from", count);
    shape->duty_to_min = instants(fetch, "roster/to", count);
}

static void read_run_zone(struct fetch *fetch, struct shape *shape)
{
    char *name = fetch_has(fetch, "clock") ? fetch_attribute(fetch, "clock", "run_zone") : NULL;
    uint32_t zone = 0;

    while (name != NULL && zone < shape->zone_count && strcmp(name, shape->zones[zone]) != 0)
        zone++;
    if (name == NULL || (zone == shape->zone_count && zone > 0))
        fetch_blame(fetch, "run_zone", "is not among the zones");
    shape->run_zone = zone < shape->zone_count ? zone : 0;
    free(name);
}

static void read_clocks(struct fetch *fetch, struct shape *shape)
{
    uint32_t zones = fetch_length(fetch, "clock/zone");
    uint32_t count = fetch_length(fetch, "clock/step");

    shape->zones = fetch_texts(fetch, "clock/zone", zones);
    shape->zone_count = shape->zones != NULL ? zones : 0;
    read_run_zone(fetch, shape);
    if (shape->reader_count > 0)
        shape->reader_zone = fetch_indices(fetch, "clock/reader_zone", shape->reader_count, zones);
    if (shape->cells[TABLE_SITE] > 0)
        shape->site_zone = fetch_indices(fetch, "clock/site_zone", shape->cells[TABLE_SITE], zones);
    shape->clock_count = count;
    shape->clock_zone = fetch_indices(fetch, "clock/step_zone", count, zones);
    shape->clock_at_min = instants(fetch, "clock/step_at", count);
    shape->clock_offset_min = instants(fetch, "clock/step_offset", count);
}

struct shape *reshape(struct fetch *fetch)
{
    struct shape *shape = fetch_memory(fetch, "the shape", 1, sizeof *shape);

    if (shape == NULL)
        return NULL;
    read_axes(fetch, shape);
    read_currency(fetch, shape);
    shape->duration_min = one_number(fetch, "run/duration");
    shape->timeline_step_min = one_number(fetch, "run/timeline_step");
    shape->timeline_points = fetch_length(fetch, "time");
    read_promises(fetch, shape);
    read_roster(fetch, shape);
    read_clocks(fetch, shape);
    return shape;
}
