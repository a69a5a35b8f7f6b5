/* The trace: one row a study, one data set a column. Its dimension is /trace/study, the number of
 * the row; the root's scale /study is of study types, and the column that points into it is
 * study_type.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_ROWS ((size_t) 16384)

enum number { /* what a column is made of */
              NUMBER_U32,
              NUMBER_I32,
              NUMBER_U64,
              NUMBER_I64,
              NUMBER_DOUBLE
};

struct note {
    const char *name;
    size_t offset;
    enum number number;
    const char *units, *long_name, *comment;
};

#define AT(member) offsetof(struct trace_row, member)
#define SINCE "Microseconds since start, negative in the warm-up; empty where it never came."
#define SPAN "Microseconds."

static const struct note notes[] = {
    {"replication", AT(replication), NUMBER_U32, "1", "replication", "Index into /replication."},
    {"site", AT(site), NUMBER_U32, "1", "site", "Index into /site."},
    {"study_type", AT(study), NUMBER_U32, "1", "study type", "Index into /study."},
    {"demand", AT(source_place), NUMBER_U32, "1", "demand entry",
     "Place of the demand entry among those of its site, from 0."},
    {"count", AT(count), NUMBER_U32, "1", "number within the demand entry",
     "The k-th study of its demand entry, from 0."},
    {"priority", AT(priority), NUMBER_U32, "1", "priority as ordered", "Index into /priority."},
    {"present_priority", AT(present_priority), NUMBER_U32, "1", "priority in the end",
     "Index into /priority; an AI verdict may have raised it."},
    {"arrived", AT(arrived_us), NUMBER_I64, "us", "images complete at the site", SINCE},
    {"sent", AT(sent_us), NUMBER_I64, "us", "sending begun", SINCE},
    {"received", AT(received_us), NUMBER_I64, "us", "images complete at the reader's side", SINCE},
    {"begun", AT(begun_us), NUMBER_I64, "us", "first reading begun", SINCE},
    {"reported", AT(reported_us), NUMBER_I64, "us", "first report", SINCE},
    {"final_begun", AT(final_begun_us), NUMBER_I64, "us", "final reading begun", SINCE},
    {"final", AT(final_us), NUMBER_I64, "us", "final report", SINCE},
    {"read", AT(read_us), NUMBER_I64, "us", "reading time up to the first report",
     "Microseconds, of all readers together."},
    {"final_read", AT(final_read_us), NUMBER_I64, "us", "reading time of the final read", SPAN},
    {"first_reader", AT(first_reader), NUMBER_I32, "1", "reader of the first report",
     "Index into /reader; empty where there is no report."},
    {"final_reader", AT(final_reader), NUMBER_I32, "1", "reader of the final report",
     "Index into /reader; empty where there is no final report."},
    {"findings", AT(findings), NUMBER_U64, "1", "findings that are there",
     "Set of bits: bit k (value 2^k) is the k-th of /finding."},
    {"ai_verdicts", AT(ai_verdicts), NUMBER_U32, "1", "AI tools that gave a verdict",
     "Set of bits: bit k (value 2^k) is the k-th of /ai/ai."},
    {"ai_positives", AT(ai_positives), NUMBER_U32, "1", "AI tools that called it positive",
     "Set of bits: bit k (value 2^k) is the k-th of /ai/ai."},
    {"bytes", AT(bytes), NUMBER_DOUBLE, "byte", "size of the images", "Bytes."},
    {"base", AT(base_us), NUMBER_DOUBLE, "us", "base reading time of the first read",
     "Microseconds at pace 1."},
    {"final_base", AT(final_base_us), NUMBER_DOUBLE, "us", "base reading time of the final read",
     "Microseconds at pace 1."},
};

#define COLUMNS (sizeof notes / sizeof notes[0])

static size_t size_of(enum number number)
{
    return number == NUMBER_U32 || number == NUMBER_I32 ? 4 : 8;
}

static hid_t type_of(enum number number)
{
    switch (number) {
    case NUMBER_U32: return H5T_NATIVE_UINT32;
    case NUMBER_I32: return H5T_NATIVE_INT32;
    case NUMBER_U64: return H5T_NATIVE_UINT64;
    case NUMBER_I64: return H5T_NATIVE_INT64;
    case NUMBER_DOUBLE: return H5T_NATIVE_DOUBLE;
    }
    return -1;
}

static const void *absent_of(enum number number)
{
    static const int64_t never = INT64_MIN;
    static const int32_t nobody = -1;
    static const double nan = (double) NAN;

    switch (number) {
    case NUMBER_I64: return &never;
    case NUMBER_I32: return &nobody;
    case NUMBER_DOUBLE: return &nan;
    case NUMBER_U32:
    case NUMBER_U64: break;
    }
    return NULL;
}

static struct hdf_variable variable_of(const struct columns *columns, const struct note *note)
{
    return (struct hdf_variable){.name = note->name,
                                 .units = note->units,
                                 .long_name = note->long_name,
                                 .comment = note->comment,
                                 .type = type_of(note->number),
                                 .rank = 1,
                                 .chunk = {CHUNK_ROWS},
                                 .grows = true,
                                 .scale = {columns->study},
                                 .absent = absent_of(note->number)};
}

void columns_create(struct columns *columns, struct hdf *hdf)
{
    struct hdf_variable study = {.name = "study",
                                 .units = "1",
                                 .long_name = "single study",
                                 .comment = "Number of the row, from 0: one study of one "
                                            "replication. Types of studies are in /study.",
                                 .type = H5T_NATIVE_INT64,
                                 .rank = 1,
                                 .chunk = {CHUNK_ROWS},
                                 .grows = true};

    *columns = (struct columns){.place = -1, .study = -1};
    columns->datasets = calloc(COLUMNS, sizeof *columns->datasets);
    columns->kept = malloc(CHUNK_ROWS * sizeof *columns->kept);
    columns->lane = malloc(CHUNK_ROWS * sizeof(uint64_t));
    if (columns->datasets == NULL || columns->kept == NULL || columns->lane == NULL) {
        hdf_fail(hdf, "no memory to put the trace together");
        return;
    }
    columns->place = hdf_group(hdf, hdf->file, "trace");
    columns->study = hdf_define(hdf, columns->place, &study);
    hdf_make_scale(hdf, columns->study, study.name);
    for (size_t i = 0; i < COLUMNS; i++) {
        struct hdf_variable v = variable_of(columns, &notes[i]);

        columns->datasets[i] = hdf_define(hdf, columns->place, &v);
    }
}

void columns_append(struct columns *columns, struct hdf *hdf, const struct trace_row *rows,
                    size_t count)
{
    while (count > 0 && !hdf->failed) {
        size_t room = CHUNK_ROWS - (size_t) (columns->written % CHUNK_ROWS) - columns->count;
        size_t piece = count < room ? count : room;

        memcpy(columns->kept + columns->count, rows, piece * sizeof *rows);
        columns->count += piece;
        rows += piece;
        count -= piece;
        if (piece == room)
            columns_write(columns, hdf);
    }
}

static void write_numbers(const struct columns *columns, struct hdf *hdf)
{
    const struct hdf_variable v = {.type = H5T_NATIVE_INT64, .rank = 1};
    int64_t *numbers = columns->lane;

    for (size_t i = 0; i < columns->count; i++)
        numbers[i] = (int64_t) (columns->written + i);
    hdf_append(hdf, columns->study, &v, columns->written, columns->count, numbers);
}

void columns_write(struct columns *columns, struct hdf *hdf)
{
    if (columns->count == 0 || hdf->failed)
        return;
    write_numbers(columns, hdf);
    for (size_t i = 0; i < COLUMNS; i++) {
        struct hdf_variable v = variable_of(columns, &notes[i]);
        size_t size = size_of(notes[i].number);
        const char *from = (const char *) columns->kept + notes[i].offset;
        char *to = columns->lane;

        for (size_t row = 0; row < columns->count; row++)
            memcpy(to + row * size, from + row * sizeof *columns->kept, size);
        hdf_append(hdf, columns->datasets[i], &v, columns->written, columns->count, to);
    }
    columns->written += columns->count;
    columns->count = 0;
}

void columns_close(struct columns *columns, struct hdf *hdf)
{
    for (size_t i = 0; columns->datasets != NULL && i < COLUMNS; i++)
        hdf_close(hdf, columns->datasets[i]);
    hdf_close(hdf, columns->study);
    hdf_close(hdf, columns->place);
    free(columns->datasets);
    free(columns->kept);
    free(columns->lane);
    *columns = (struct columns){.place = -1, .study = -1};
}
