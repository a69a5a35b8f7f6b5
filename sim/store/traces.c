/* The trace: one row a study, one data set a column. Its dimension is /trace/study, the number of
 * the row; the root's scale /study is of study types, and the column that points into it is
 * study_type.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/traces.h"

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
    {"member", AT(member), NUMBER_U32, "1", "place in its bundle",
     "0 for the first of a bundle and for what is in none."},
    {"priority", AT(priority), NUMBER_U32, "1", "priority as ordered", "Index into /priority."},
    {"present_priority", AT(present_priority), NUMBER_U32, "1", "priority in the end",
     "Index into /priority; an AI verdict or its wait may have changed it."},
    {"ordered", AT(ordered_us), NUMBER_I64, "us", "order",
     "Microseconds since start; equal to arrived where no time is given from order to images."},
    {"arrived", AT(arrived_us), NUMBER_I64, "us", "images complete at the site", SINCE},
    {"sent", AT(sent_us), NUMBER_I64, "us", "sending begun", SINCE},
    {"received", AT(received_us), NUMBER_I64, "us", "images complete at the reader's side", SINCE},
    {"begun", AT(begun_us), NUMBER_I64, "us", "first reading begun", SINCE},
    {"reported", AT(reported_us), NUMBER_I64, "us", "first report", SINCE},
    {"final_begun", AT(final_begun_us), NUMBER_I64, "us", "final reading begun", SINCE},
    {"final", AT(final_us), NUMBER_I64, "us", "final report", SINCE},
    {"withdrawn", AT(withdrawn_us), NUMBER_I64, "us", "withdrawn by its site", SINCE},
    {"drafted", AT(drafted_us), NUMBER_I64, "us", "first of several readings done", SINCE},
    {"second", AT(second_us), NUMBER_I64, "us", "second reading done", SINCE},
    {"reviewed", AT(reviewed_us), NUMBER_I64, "us", "peer review done", SINCE},
    {"read", AT(read_us), NUMBER_I64, "us", "reading time up to the first report",
     "Microseconds, of all readers together."},
    {"final_read", AT(final_read_us), NUMBER_I64, "us", "reading time of the final read", SPAN},
    {"review_read", AT(review_read_us), NUMBER_I64, "us", "reading time of the peer review", SPAN},
    {"first_reader", AT(first_reader), NUMBER_I32, "1", "reader of the first report",
     "Index into /reader; empty where there is no report."},
    {"final_reader", AT(final_reader), NUMBER_I32, "1", "reader of the final report",
     "Index into /reader; empty where there is no final report."},
    {"autonomous", AT(autonomous), NUMBER_I32, "1", "AI tool that reported it itself",
     "Index into /ai/ai, of a final report without a reader; empty where there is none."},
    {"drafter", AT(drafter), NUMBER_I32, "1", "reader of the first of several readings",
     "Index into /reader; empty where it was the only one before the report."},
    {"second_reader", AT(second_reader), NUMBER_I32, "1", "reader of the second reading",
     "Index into /reader; empty where there is none."},
    {"reviewer", AT(reviewer), NUMBER_I32, "1", "reader of the peer review",
     "Index into /reader; empty where there is none."},
    {"called", AT(called_us), NUMBER_I64, "us", "calls for critical findings ended", SINCE},
    {"discrepancy", AT(discrepancy), NUMBER_I32, "1", "discrepancy found in the first report",
     "0 without a class, k of the k-th class by name of the group that made the report; empty "
     "where none was found."},
    {"findings", AT(findings), NUMBER_U64, "1", "findings that are there",
     "Set of bits: bit k (value 2^k) is the k-th of /finding."},
    {"ai_verdicts", AT(ai_verdicts), NUMBER_U32, "1", "AI tools that gave a verdict",
     "Set of bits: bit k (value 2^k) is the k-th of /ai/ai."},
    {"ai_positives", AT(ai_positives), NUMBER_U32, "1", "AI tools that called it positive",
     "Set of bits: bit k (value 2^k) is the k-th of /ai/ai."},
    {"bytes", AT(bytes), NUMBER_DOUBLE, "byte", "size of the images", "Bytes."},
    {"prior_bytes", AT(prior_bytes), NUMBER_DOUBLE, "byte", "size of the priors sent along",
     "Bytes; 0 where there were none."},
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

static struct hdf_variable variable_of(const struct traces *traces, const struct note *note)
{
    return (struct hdf_variable){.name = note->name,
                                 .units = note->units,
                                 .long_name = note->long_name,
                                 .comment = note->comment,
                                 .type = type_of(note->number),
                                 .rank = 1,
                                 .chunk = {CHUNK_ROWS},
                                 .grows = true,
                                 .scale = {traces->study},
                                 .absent = absent_of(note->number)};
}

void traces_create(struct traces *traces, struct hdf *hdf)
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

    *traces = (struct traces){.place = -1, .study = -1};
    traces->datasets = calloc(COLUMNS, sizeof *traces->datasets);
    traces->kept = malloc(CHUNK_ROWS * sizeof *traces->kept);
    traces->lane = malloc(CHUNK_ROWS * sizeof(uint64_t));
    if (traces->datasets == NULL || traces->kept == NULL || traces->lane == NULL) {
        hdf_fail(hdf, "no memory to put the trace together");
        return;
    }
    traces->place = hdf_group(hdf, hdf->file, "trace");
    traces->study = hdf_define(hdf, traces->place, &study);
    hdf_make_scale(hdf, traces->study, study.name);
    for (size_t i = 0; i < COLUMNS; i++) {
        struct hdf_variable v = variable_of(traces, &notes[i]);

        traces->datasets[i] = hdf_define(hdf, traces->place, &v);
    }
}

void traces_append(struct traces *traces, struct hdf *hdf, const struct trace_row *rows,
                   size_t count)
{
    while (count > 0 && !hdf->failed) {
        size_t room = CHUNK_ROWS - (size_t) (traces->written % CHUNK_ROWS) - traces->count;
        size_t piece = count < room ? count : room;

        memcpy(traces->kept + traces->count, rows, piece * sizeof *rows);
        traces->count += piece;
        rows += piece;
        count -= piece;
        if (piece == room)
            traces_write(traces, hdf);
    }
}

static void write_numbers(const struct traces *traces, struct hdf *hdf)
{
    const struct hdf_variable v = {.type = H5T_NATIVE_INT64, .rank = 1};
    int64_t *numbers = traces->lane;

    for (size_t i = 0; i < traces->count; i++)
        numbers[i] = (int64_t) (traces->written + i);
    hdf_append(hdf, traces->study, &v, traces->written, traces->count, numbers);
}

void traces_write(struct traces *traces, struct hdf *hdf)
{
    if (traces->count == 0 || hdf->failed)
        return;
    write_numbers(traces, hdf);
    for (size_t i = 0; i < COLUMNS; i++) {
        struct hdf_variable v = variable_of(traces, &notes[i]);
        size_t size = size_of(notes[i].number);
        const char *from = (const char *) traces->kept + notes[i].offset;
        char *to = traces->lane;

        for (size_t row = 0; row < traces->count; row++)
            memcpy(to + row * size, from + row * sizeof *traces->kept, size);
        hdf_append(hdf, traces->datasets[i], &v, traces->written, traces->count, to);
    }
    traces->written += traces->count;
    traces->count = 0;
}

void traces_close(struct traces *traces, struct hdf *hdf)
{
    for (size_t i = 0; traces->datasets != NULL && i < COLUMNS; i++)
        hdf_close(hdf, traces->datasets[i]);
    hdf_close(hdf, traces->study);
    hdf_close(hdf, traces->place);
    free(traces->datasets);
    free(traces->kept);
    free(traces->lane);
    *traces = (struct traces){.place = -1, .study = -1};
}
