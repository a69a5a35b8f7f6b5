/* The result file, read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/readback.h"

#include "measure/histogram.h"
#include "store/fetch.h"
#include "store/guard.h"
#include "store/layout.h"
#include "store/reshape.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 128
#define TEXTS 9
#define TRIAL_SECONDS 3U              /* and one for each 4 GiB that the file can hold */
#define EXACT_MOST 9007199254740992.0 /* 2^53 */

/* What is handed out, and the texts that its provenance points to. */
struct owner {
    struct stored stored;
    char *texts[TEXTS];
};

static void read_provenance(struct fetch *fetch, struct owner *owner)
{
    static const char *const names[TEXTS - 1] = {
        "title",           "telerad_version", "rng",   "tzdata_version",
        "scenario_sha256", "command",         "start", "created",
    };
    struct provenance *p = &owner->stored.provenance;
    const char **const places[TEXTS - 1] = {
        &p->title,           &p->telerad_version, &p->rng,   &p->tzdata_version,
        &p->scenario_sha256, &p->command,         &p->start, &p->created,
    };
    char *status;

    for (size_t i = 0; i < TEXTS - 1; i++)
        *places[i] = owner->texts[i] = fetch_attribute(fetch, ".", names[i]);
    p->scenario_yaml = owner->texts[TEXTS - 1] = fetch_text(fetch, "scenario");
    p->seed = fetch_number(fetch, "seed");
    status = fetch_attribute(fetch, ".", "status");
    owner->stored.interrupted = status != NULL && strcmp(status, "complete") != 0;
    free(status);
}

/* Before anything else, so that a file of another kind is not called damaged. */
static void check_format(struct fetch *fetch)
{
    uint64_t format;

    if (fetch->kind != FAULT_NONE)
        return;
    if (H5Aexists(fetch->file, "telerad_version") <= 0 || H5Aexists(fetch->file, "format") <= 0) {
        fetch->kind = fault_set(fetch->fault, FAULT_INPUT,
                                "%s: is no result file: it is HDF5 of another kind; a file that "
                                "`telerad run` wrote is needed",
                                fetch->path);
        return;
    }
    format = fetch_number(fetch, "format");
    if (fetch->kind == FAULT_NONE && format != LAYOUT_FORMAT)
        fetch->kind = fault_set(fetch->fault, FAULT_INPUT,
                                "%s: is of format %llu; this version reads format %d", fetch->path,
                                (unsigned long long) format, LAYOUT_FORMAT);
}

/* [replications][measures][cells]: each data set is one measure. */
static double *read_table(struct fetch *fetch, const struct stored *stored, enum table table)
{
    const struct measure_note *notes = outcome_notes(table);
    size_t measures = outcome_measures(table), cells = stored->shape->cells[table];
    hsize_t length[3] = {stored->replications, cells, 0};
    int rank = layout_scale(table) == NULL ? 1 : 2;
    char name[NAME_BYTES];
    double *values = fetch_memory(fetch, outcome_table_name(table), stored->replications * cells,
                                  measures * sizeof *values);

    if (table == TABLE_PROVIDER_MONTH) {
        rank = 3;
        length[1] = stored->shape->cells[TABLE_PROVIDER];
        length[2] = stored->shape->cells[TABLE_MONTH];
    }
    for (size_t i = 0; values != NULL && cells > 0 && i < measures; i++) {
        (void) snprintf(name, sizeof name, "%s/%s", outcome_table_name(table), notes[i].name);
        fetch_rows(fetch, name, rank, length, values + i * cells, measures * cells);
    }
    return values;
}

static double *read_backlog(struct fetch *fetch, const struct stored *stored)
{
    hsize_t length[3] = {stored->replications, stored->shape->timeline_points,
                         stored->shape->cells[TABLE_PRIORITY]};

    if (length[1] == 0) /* no samples */
        return fetch_memory(fetch, "timeline", 1, sizeof(double));
    return fetch_doubles(fetch, "timeline/backlog", 3, length);
}

/* The first bin of the file; HISTOGRAM_BINS if the edges are not those of neighbouring bins. */
static unsigned first_bin(const double *edges, size_t count)
{
    unsigned first = 0;

    if (count == 0 || count > HISTOGRAM_BINS)
        return HISTOGRAM_BINS;
    while (first < HISTOGRAM_BINS &&
           (double) histogram_lower_us(first) / LAYOUT_US_PER_MIN < edges[0])
        first++;
    for (size_t i = 0; i < count; i++)
        if (first + i >= HISTOGRAM_BINS ||
            (double) histogram_lower_us((unsigned) (first + i)) / LAYOUT_US_PER_MIN != edges[i])
            return HISTOGRAM_BINS;
    return first;
}

static void read_bins(struct fetch *fetch, size_t priorities, uint64_t *bins)
{
    hsize_t length[2] = {priorities, 0};
    double *edges, *counts;
    unsigned first = 0;

    if (!fetch_has(fetch, "histogram")) /* the writer was stopped hard */
        return;
    length[1] = fetch_length(fetch, "histogram/tat_bin");
    edges = fetch_doubles(fetch, "histogram/tat_bin", 1, &length[1]);
    counts = fetch_doubles(fetch, "histogram/tat", 2, length);
    if (edges != NULL && counts != NULL) {
        first = first_bin(edges, length[1]);
        if (first == HISTOGRAM_BINS)
            fetch_blame(fetch, "histogram/tat_bin", "has other bins than a result has");
    }
    for (size_t i = 0; counts != NULL && fetch->kind == FAULT_NONE && i < priorities * length[1];
         i++) {
        if (counts[i] >= 0 && counts[i] <= EXACT_MOST)
            bins[i / length[1] * HISTOGRAM_BINS + first + i % length[1]] = (uint64_t) counts[i];
        else
            fetch_blame(fetch, "histogram/tat", "has a count that is none");
    }
    free(edges);
    free(counts);
}

static void add_up(struct fetch *fetch, struct stored *stored, const double *studies,
                   uint64_t *bins)
{
    const struct shape *shape = stored->shape;
    size_t priorities = shape->cells[TABLE_PRIORITY];
    struct outcome outcome = {.tat_bins = bins};

    for (uint64_t r = 0; r < stored->replications; r++) {
        if (!(studies[r] >= 0 && studies[r] <= EXACT_MOST)) {
            fetch_blame(fetch, "run/studies_simulated", "has a count that is none");
            return;
        }
        outcome.replication = r;
        outcome.studies = (uint64_t) studies[r];
        outcome.backlog = stored->backlog + r * shape->timeline_points * priorities;
        for (enum table t = TABLE_OVERALL; t < TABLES; t++)
            outcome.values[t] = stored->values[t] + r * outcome_measures(t) * shape->cells[t];
        summary_add(stored->summary, &outcome);
        if (r == 0) /* the file has the sum of all: it is added once */
            memset(bins, 0, priorities * HISTOGRAM_BINS * sizeof *bins);
    }
}

static void summarise(struct fetch *fetch, struct stored *stored)
{
    size_t priorities = stored->shape->cells[TABLE_PRIORITY];
    hsize_t length[1] = {stored->replications};
    double *studies = fetch_doubles(fetch, "run/studies_simulated", 1, length);
    uint64_t *bins = calloc(priorities * HISTOGRAM_BINS, sizeof *bins);

    if (fetch->kind == FAULT_NONE && bins == NULL)
        fetch->kind =
            fault_set(fetch->fault, FAULT_MEMORY, "%s: no memory for its histograms", fetch->path);
    if (fetch->kind == FAULT_NONE)
        read_bins(fetch, priorities, bins);
    if (fetch->kind == FAULT_NONE)
        fetch->kind = summary_create(&stored->summary, stored->shape, fetch->fault);
    if (fetch->kind == FAULT_NONE)
        add_up(fetch, stored, studies, bins);
    free(studies);
    free(bins);
}

static void read_all(struct fetch *fetch, struct owner *owner)
{
    struct stored *stored = &owner->stored;

    check_format(fetch);
    read_provenance(fetch, owner);
    stored->shape = reshape(fetch);
    stored->replications = fetch_length(fetch, "replication");
    for (enum table t = TABLE_OVERALL; t < TABLES && fetch->kind == FAULT_NONE; t++)
        stored->values[t] = read_table(fetch, stored, t);
    if (fetch->kind == FAULT_NONE)
        stored->backlog = read_backlog(fetch, stored);
    if (fetch->kind == FAULT_NONE)
        summarise(fetch, stored);
}

/* What another program wrote may crash the library, which trusts what it reads: tried elsewhere. */
static void try_all(const void *path)
{
    struct owner *owner = calloc(1, sizeof *owner);
    struct fetch fetch;

    fetch_inspect(&fetch, path, NULL);
    fetch_open(&fetch);
    if (owner != NULL)
        read_all(&fetch, owner);
    fetch_close(&fetch);
    if (owner != NULL)
        stored_free(&owner->stored);
}

enum fault_kind stored_open(struct stored **out, const char *path, struct fault *fault)
{
    struct owner *owner = calloc(1, sizeof *owner);
    struct fetch fetch;

    if (owner == NULL)
        return fault_set(fault, FAULT_MEMORY, "%s: no memory to read it", path);
    fetch_inspect(&fetch, path, fault);
    if (fetch.kind == FAULT_NONE && !fetch.sealed &&
        !guard_survives(try_all, path, TRIAL_SECONDS + (unsigned) (fetch.budget >> 32)))
        fetch.kind =
            fault_set(fault, FAULT_INPUT, "%s: is damaged: the HDF5 library cannot take it", path);
    fetch_open(&fetch);
    read_all(&fetch, owner);
    fetch_close(&fetch);
    if (fetch.kind != FAULT_NONE) {
        stored_free(&owner->stored);
        return fetch.kind;
    }
    *out = &owner->stored;
    return FAULT_NONE;
}

void stored_free(struct stored *stored)
{
    struct owner *owner = (struct owner *) stored; /* its first member */

    if (stored == NULL)
        return;
    for (size_t i = 0; i < TEXTS; i++)
        free(owner->texts[i]);
    for (unsigned t = 0; t < TABLES; t++)
        free(stored->values[t]);
    free(stored->backlog);
    summary_free(stored->summary);
    shape_free(stored->shape);
    free(owner);
}
