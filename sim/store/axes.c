/* The dimension scales of a result file, promises, roster and clocks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/axes.h"

#include "store/layout.h"

#include <math.h>
#include <stdlib.h>

#define DEFLATE_FROM 1024U /* shorter columns are not worth a chunk */
#define CHUNK_LENGTH 65536U
#define REPLICATION_CHUNK 1024U
#define EXTEND_PIECE 256U

struct column { /* of one dimension, known as a whole */
    const char *name, *units, *long_name, *comment;
    hid_t type;
    size_t count;
    hid_t scale;
    const void *absent;
};

/* A dimension of length 0 is one that may grow: netCDF knows no other. */
static hid_t define_column(struct hdf *hdf, hid_t place, const struct column *c)
{
    struct hdf_variable v = {.name = c->name,
                             .units = c->units,
                             .long_name = c->long_name,
                             .comment = c->comment,
                             .type = c->type,
                             .rank = 1,
                             .length = {c->count},
                             .grows = c->count == 0,
                             .scale = {c->scale},
                             .absent = c->absent};

    if (c->count == 0)
        v.chunk[0] = 1;
    else if (c->count >= DEFLATE_FROM && c->type != hdf->text)
        v.chunk[0] = c->count < CHUNK_LENGTH ? c->count : CHUNK_LENGTH;
    return hdf_define(hdf, place, &v);
}

static void write_column(struct hdf *hdf, hid_t place, const struct column *c, const void *data)
{
    hid_t dataset;

    if (c->scale < 0) /* an axis with no entries: nothing to say */
        return;
    dataset = define_column(hdf, place, c);
    if (c->count > 0)
        hdf_write(hdf, dataset, c->type, data);
    hdf_close(hdf, dataset);
}

/* A scale of labels, or of numbers from 0 on where there are none. */
static hid_t write_scale(struct hdf *hdf, hid_t place, struct column c, char *const *labels)
{
    int64_t *numbers = labels != NULL ? NULL : calloc(c.count + 1, sizeof *numbers);
    hid_t dataset;

    c.type = labels != NULL ? hdf->text : H5T_NATIVE_INT64;
    c.units = "1";
    for (size_t i = 0; numbers != NULL && i < c.count; i++)
        numbers[i] = (int64_t) i;
    if (labels == NULL && numbers == NULL)
        hdf_fail(hdf, "no memory for a scale");
    dataset = define_column(hdf, place, &c);
    hdf_make_scale(hdf, dataset, c.name);
    if (c.count > 0)
        hdf_write(hdf, dataset, c.type, labels != NULL ? (const void *) labels : numbers);
    free(numbers);
    return dataset;
}

static hid_t create_replication(struct hdf *hdf)
{
    struct hdf_variable v = {.name = "replication",
                             .units = "1",
                             .long_name = "replication",
                             .comment = "Number of the replication, from 0; number k draws the "
                                        "same random numbers whatever is run beside it.",
                             .type = H5T_NATIVE_INT64,
                             .rank = 1,
                             .chunk = {REPLICATION_CHUNK},
                             .grows = true};
    hid_t dataset = hdf_define(hdf, hdf->file, &v);

    hdf_make_scale(hdf, dataset, "replication");
    return dataset;
}

static hid_t create_table_axis(struct hdf *hdf, const struct shape *shape, enum table table)
{
    const char *comment = "Its id in the scenario, in the order of indices from 0.";
    struct column c = {.name = outcome_axis_name(table),
                       .long_name = layout_axis_says(table),
                       .comment = comment,
                       .count = shape->cells[table]};
    hid_t place = hdf->file, scale;

    if (table == TABLE_WEEK)
        c.comment = "Hour of the week on the clock of the run's zone; 0 is Monday 00:00 to 01:00.";
    if (table == TABLE_STUDY)
        c.comment = "Id of the study type in the scenario, in the order of indices from 0; not to "
                    "be confused with /trace/study, which numbers single studies.";
    if (table == TABLE_MONTH)
        c.comment = "Year and month on the clock of the run's zone; the first and the last may lie "
                    "in the measured time only in part.";
    if (table == TABLE_AI) /* /ai is the table, so its axis stands within */
        place = hdf_group(hdf, hdf->file, outcome_table_name(table));
    scale = write_scale(hdf, place, c, shape->labels[table]);
    if (table == TABLE_AI)
        hdf_close(hdf, place);
    return scale;
}

static hid_t create_time(struct hdf *hdf, const struct shape *shape)
{
    double *at = calloc((size_t) shape->timeline_points + 1, sizeof *at);
    struct column c = {.name = "time",
                       .units = "min",
                       .long_name = "time since start",
                       .comment = "Instant of the sample, minutes since the root attribute start.",
                       .type = H5T_NATIVE_DOUBLE,
                       .count = shape->timeline_points};
    hid_t dataset;

    if (at == NULL)
        hdf_fail(hdf, "no memory for a scale");
    for (uint32_t i = 0; at != NULL && i < shape->timeline_points; i++)
        at[i] = i * shape->timeline_step_min;
    dataset = define_column(hdf, hdf->file, &c);
    hdf_make_scale(hdf, dataset, c.name);
    if (c.count > 0)
        hdf_write(hdf, dataset, c.type, at);
    free(at);
    return dataset;
}

void axes_create(struct axes *axes, struct hdf *hdf, const struct shape *shape)
{
    axes->replication = create_replication(hdf);
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        axes->table[t] =
            layout_scale(t) != NULL && layout_has(shape, t) ? create_table_axis(hdf, shape, t) : -1;
    axes->time = create_time(hdf, shape);
}

void axes_extend(const struct axes *axes, struct hdf *hdf, uint64_t from, uint64_t count)
{
    const struct hdf_variable v = {.type = H5T_NATIVE_INT64, .rank = 1};
    int64_t numbers[EXTEND_PIECE];

    while (count > 0) {
        uint64_t piece = count < EXTEND_PIECE ? count : EXTEND_PIECE;

        for (uint64_t i = 0; i < piece; i++)
            numbers[i] = (int64_t) (from + i);
        hdf_append(hdf, axes->replication, &v, from, piece, numbers);
        from += piece;
        count -= piece;
    }
}

static void write_number(struct hdf *hdf, hid_t place, struct hdf_variable v, double number)
{
    hid_t dataset;

    v.type = H5T_NATIVE_DOUBLE;
    dataset = hdf_define(hdf, place, &v);
    hdf_write(hdf, dataset, v.type, &number);
    hdf_close(hdf, dataset);
}

static void describe_run(struct hdf *hdf, const struct shape *shape)
{
    hid_t place = hdf_group(hdf, hdf->file, "run");

    write_number(hdf, place,
                 (struct hdf_variable){.name = "duration",
                                       .units = "min",
                                       .long_name = "measured time",
                                       .comment = "Length of the measured time, from start on."},
                 shape->duration_min);
    write_number(hdf, place,
                 (struct hdf_variable){.name = "timeline_step",
                                       .units = "min",
                                       .long_name = "step of the time line",
                                       .comment = "Time between two samples on the axis time."},
                 shape->timeline_step_min);
    hdf_close(hdf, place);
}

static void describe_promises(const struct axes *axes, struct hdf *hdf, const struct shape *shape)
{
    const double nan = (double) NAN;
    hid_t place = hdf_group(hdf, hdf->file, "promise");
    struct column target = {.name = "target",
                            .units = "min",
                            .long_name = "promised turnaround time",
                            .comment = "Target of the priority; NaN where nothing is promised.",
                            .type = H5T_NATIVE_DOUBLE,
                            .count = shape->cells[TABLE_PRIORITY],
                            .scale = axes->table[TABLE_PRIORITY],
                            .absent = &nan};
    struct column attain = target;

    attain.name = "attain";
    attain.units = "1";
    attain.long_name = "promised share within target";
    attain.comment = "Share of studies that shall be reported within target; NaN where nothing is "
                     "promised.";
    write_column(hdf, place, &target, shape->target_min);
    write_column(hdf, place, &attain, shape->attain);
    hdf_close(hdf, place);
}

static void describe_roster(const struct axes *axes, struct hdf *hdf, const struct shape *shape)
{
    hid_t place = hdf_group(hdf, hdf->file, "roster");
    hid_t duty = write_scale(hdf, place,
                             (struct column){.name = "duty",
                                             .long_name = "duty",
                                             .comment = "Number of the duty: one shift of one "
                                                        "reader within the measured time.",
                                             .count = shape->duty_count},
                             NULL);
    struct column group = {"reader_group",
                           "1",
                           "group of the reader",
                           "Index into /group.",
                           H5T_NATIVE_UINT32,
                           shape->reader_count,
                           axes->table[TABLE_READER],
                           NULL};
    struct column reader = {"duty_reader",
                            "1",
                            "reader on duty",
                            "Index into /reader.",
                            H5T_NATIVE_UINT32,
                            shape->duty_count,
                            duty,
                            NULL};
    struct column from = {"from",
                          "min",
                          "start of the duty",
                          "Minutes since start; not before the start of the measured time.",
                          H5T_NATIVE_DOUBLE,
                          shape->duty_count,
                          duty,
                          NULL};
    struct column to = {"to",
                        "min",
                        "end of the duty",
                        "Minutes since start; not after the end of the measured time.",
                        H5T_NATIVE_DOUBLE,
                        shape->duty_count,
                        duty,
                        NULL};

    write_column(hdf, place, &group, shape->reader_group);
    write_column(hdf, place, &reader, shape->duty_reader);
    write_column(hdf, place, &from, shape->duty_from_min);
    write_column(hdf, place, &to, shape->duty_to_min);
    hdf_close(hdf, duty);
    hdf_close(hdf, place);
}

static void describe_clocks(const struct axes *axes, struct hdf *hdf, const struct shape *shape)
{
    const char *run_zone = shape->zone_count > 0 ? shape->zones[shape->run_zone] : "";
    const char *index = "Index into /clock/zone.";
    hid_t place = hdf_group(hdf, hdf->file, "clock");
    hid_t zone = write_scale(hdf, place,
                             (struct column){.name = "zone",
                                             .long_name = "time zone",
                                             .comment = "Name in the IANA time zone database.",
                                             .count = shape->zone_count},
                             shape->zones);
    hid_t step = write_scale(hdf, place,
                             (struct column){.name = "step",
                                             .long_name = "step of a clock",
                                             .comment = "Number of the step: one change of a "
                                                        "zone's offset, by zone, then time.",
                                             .count = shape->clock_count},
                             NULL);
    struct column columns[] = {
        {"reader_zone", "1", "zone of the reader", index, H5T_NATIVE_UINT32, shape->reader_count,
         axes->table[TABLE_READER], NULL},
        {"site_zone", "1", "zone of the site", index, H5T_NATIVE_UINT32, shape->cells[TABLE_SITE],
         axes->table[TABLE_SITE], NULL},
        {"step_zone", "1", "zone that changes", index, H5T_NATIVE_UINT32, shape->clock_count, step,
         NULL},
        {"step_at", "min", "instant of the change",
         "Minutes since start; from then on the offset holds.", H5T_NATIVE_DOUBLE,
         shape->clock_count, step, NULL},
        {"step_offset", "min", "offset from UTC", "Local time minus UTC, in minutes.",
         H5T_NATIVE_DOUBLE, shape->clock_count, step, NULL},
    };
    const void *data[] = {shape->reader_zone, shape->site_zone, shape->clock_zone,
                          shape->clock_at_min, shape->clock_offset_min};

    hdf_text(hdf, place, "run_zone", run_zone);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        write_column(hdf, place, &columns[i], data[i]);
    hdf_close(hdf, zone);
    hdf_close(hdf, step);
    hdf_close(hdf, place);
}

void axes_describe(const struct axes *axes, struct hdf *hdf, const struct shape *shape)
{
    describe_run(hdf, shape);
    describe_promises(axes, hdf, shape);
    describe_roster(axes, hdf, shape);
    describe_clocks(axes, hdf, shape);
}

void axes_close(struct axes *axes, struct hdf *hdf)
{
    hdf_close(hdf, axes->replication);
    hdf_close(hdf, axes->time);
    for (unsigned t = 0; t < TABLES; t++)
        hdf_close(hdf, axes->table[t]);
}
