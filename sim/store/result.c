/* The result file, written. What comes replication by replication is kept until it fills chunks;
 * the file is flushed after so many simulated studies, a measure of the work that a crash may lose
 * which, unlike the clock, is the same in each run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/result.h"

#include "store/axes.h"
#include "store/bins.h"
#include "store/hdf.h"
#include "store/layout.h"
#include "store/part.h"
#include "store/series.h"
#include "store/traces.h"

#include <assert.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>

#define FLUSH_STUDIES UINT64_C(4000000) /* a second's work or more */
#define KEPT_MOST 256U                  /* replications */
#define KEPT_BYTES ((size_t) 32 << 20)

struct result {
    struct part part;
    struct hdf hdf;
    struct axes axes;
    struct series tables[TABLES];
    struct series backlog, studies;
    struct traces traces;
    bool trace, backlogged;
    size_t kept;                     /* replications at most, before they are written */
    uint64_t replications, numbered; /* taken; in the scale */
    uint64_t unflushed;              /* studies */
};

static enum fault_kind check(const struct result *result, struct fault *fault)
{
    if (!result->hdf.failed)
        return FAULT_NONE;
    return fault_set(fault, FAULT_FILE, "%s: cannot be written: %s", result->part.path,
                     result->hdf.reason);
}

static void write_texts(struct hdf *hdf, const struct provenance *p)
{
    const int format = LAYOUT_FORMAT;

    hdf_text(hdf, hdf->file, "Conventions", "CF-1.8");
    hdf_text(hdf, hdf->file, "title", p->title);
    hdf_text(hdf, hdf->file, "telerad_version", p->telerad_version);
    hdf_number(hdf, hdf->file, "format", H5T_NATIVE_INT, &format);
    hdf_number(hdf, hdf->file, "seed", H5T_NATIVE_UINT64, &p->seed);
    hdf_text(hdf, hdf->file, "rng", p->rng);
    hdf_text(hdf, hdf->file, "tzdata_version", p->tzdata_version);
    hdf_text(hdf, hdf->file, "scenario_sha256", p->scenario_sha256);
    hdf_text(hdf, hdf->file, "command", p->command);
    hdf_text(hdf, hdf->file, "start", p->start);
    hdf_text(hdf, hdf->file, "created", p->created);
    hdf_text(hdf, hdf->file, "status", "interrupted"); /* until it is complete */
}

static void write_scenario(struct hdf *hdf, const char *yaml)
{
    struct hdf_variable v = {.name = "scenario",
                             .units = "1",
                             .long_name = "the scenario",
                             .comment = "YAML with every default filled in; `telerad run` takes "
                                        "it as it is.",
                             .type = hdf->text};
    hid_t dataset = hdf_define(hdf, hdf->file, &v);

    hdf_write(hdf, dataset, hdf->text, &yaml);
    hdf_close(hdf, dataset);
}

static void create_table(struct result *result, const struct shape *shape, enum table table)
{
    struct hdf *hdf = &result->hdf;
    struct series_plan plan = {.notes = outcome_notes(table),
                               .measures = outcome_measures(table),
                               .kept = result->kept,
                               .currency = shape->currency,
                               .rank = layout_scale(table) != NULL ? 2 : 1,
                               .length = {0, shape->cells[table]},
                               .scale = {result->axes.replication, result->axes.table[table]}};

    if (table == TABLE_PROVIDER_MONTH) {
        plan.rank = 3;
        plan.length[1] = shape->cells[TABLE_PROVIDER];
        plan.length[2] = shape->cells[TABLE_MONTH];
        plan.scale[1] = result->axes.table[TABLE_PROVIDER];
        plan.scale[2] = result->axes.table[TABLE_MONTH];
    }
    plan.place = hdf_group(hdf, hdf->file, outcome_table_name(table));
    series_create(&result->tables[table], hdf, &plan);
    hdf_close(hdf, plan.place);
}

static void create_backlog(struct result *result, const struct shape *shape)
{
    static const struct measure_note note = {"backlog", "1", "backlog",
                                             "Studies received and not yet reported at the instant "
                                             "of the sample, by priority as ordered."};
    struct hdf *hdf = &result->hdf;
    struct series_plan plan = {
        .notes = &note,
        .measures = 1,
        .kept = result->kept,
        .currency = shape->currency,
        .rank = 3,
        .length = {0, shape->timeline_points, shape->cells[TABLE_PRIORITY]},
        .scale = {result->axes.replication, result->axes.time, result->axes.table[TABLE_PRIORITY]}};

    result->backlogged = plan.length[1] > 0 && plan.length[2] > 0;
    if (!result->backlogged)
        return;
    plan.place = hdf_group(hdf, hdf->file, "timeline");
    series_create(&result->backlog, hdf, &plan);
    hdf_close(hdf, plan.place);
}

static void create_studies(struct result *result, const struct shape *shape)
{
    static const struct measure_note note = {
        "studies_simulated", "1", "studies simulated",
        "All arrivals of the replication, those of the warm-up included."};
    struct hdf *hdf = &result->hdf;
    struct series_plan plan = {.notes = &note,
                               .measures = 1,
                               .kept = result->kept,
                               .currency = shape->currency,
                               .rank = 1,
                               .scale = {result->axes.replication}};

    plan.place = hdf_group(hdf, hdf->file, "run");
    series_create(&result->studies, hdf, &plan);
    hdf_close(hdf, plan.place);
}

/* All series are written together, so that the file is at one with itself but for a moment. */
static size_t choose_kept(const struct shape *shape)
{
    size_t values = (size_t) shape->timeline_points * shape->cells[TABLE_PRIORITY];
    size_t kept = KEPT_MOST;

    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        values += outcome_measures(t) * shape->cells[t];
    while (kept > 1 && kept * values > KEPT_BYTES / sizeof(double))
        kept /= 2;
    return kept;
}

static void create_all(struct result *result, const struct shape *shape,
                       const struct provenance *provenance)
{
    struct hdf *hdf = &result->hdf;

    result->kept = choose_kept(shape);
    write_texts(hdf, provenance);
    write_scenario(hdf, provenance->scenario_yaml);
    axes_create(&result->axes, hdf, shape);
    axes_describe(&result->axes, hdf, shape);
    create_studies(result, shape);
    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        if (layout_has(shape, t))
            create_table(result, shape, t);
    create_backlog(result, shape);
    if (result->trace)
        traces_create(&result->traces, hdf);
    hdf_flush(hdf);
}

/* A limit on the size of files shall be an error of the write, not the end of the program. */
static void spare_from_signal(void)
{
    struct sigaction action;

    if (sigaction(SIGXFSZ, NULL, &action) == 0 && (action.sa_flags & SA_SIGINFO) == 0 &&
        action.sa_handler == SIG_DFL) {
        action.sa_handler = SIG_IGN;
        (void) sigaction(SIGXFSZ, &action, NULL);
    }
}

enum fault_kind result_create(struct result **out, const char *path, const struct shape *shape,
                              const struct provenance *provenance, bool trace, struct fault *fault)
{
    struct result *result = calloc(1, sizeof *result);
    enum fault_kind kind;

    if (result == NULL)
        return fault_set(fault, FAULT_MEMORY, "%s: no memory for a result", path);
    result->hdf = (struct hdf){.file = -1, .text = -1};
    result->trace = trace;
    spare_from_signal();
    kind = part_create(&result->part, path, fault);
    if (kind == FAULT_NONE) {
        hdf_create(&result->hdf, result->part.part);
        if (!result->hdf.failed)
            create_all(result, shape, provenance);
        kind = check(result, fault);
    }
    if (kind != FAULT_NONE) {
        result_free(result);
        return kind;
    }
    *out = result;
    return FAULT_NONE;
}

/* All that is kept, so that the whole file speaks of the same replications. */
static void write_kept(struct result *result)
{
    struct hdf *hdf = &result->hdf;

    axes_extend(&result->axes, hdf, result->numbered, result->replications - result->numbered);
    result->numbered = result->replications;
    for (unsigned t = 0; t < TABLES; t++)
        series_write(&result->tables[t], hdf);
    series_write(&result->backlog, hdf);
    series_write(&result->studies, hdf);
    if (result->trace)
        traces_write(&result->traces, hdf);
}

enum fault_kind result_append(struct result *result, const struct outcome *outcome,
                              struct fault *fault)
{
    struct hdf *hdf = &result->hdf;
    const double studies = (double) outcome->studies;

    for (unsigned t = 0; t < TABLES; t++)
        if (result->tables[t].datasets != NULL)
            series_append(&result->tables[t], hdf, outcome->values[t]);
    if (result->backlogged)
        series_append(&result->backlog, hdf, outcome->backlog);
    series_append(&result->studies, hdf, &studies);
    if (result->trace && outcome->trace != NULL)
        traces_append(&result->traces, hdf, outcome->trace, outcome->trace_count);
    result->replications++;
    result->unflushed += outcome->studies;
    if (result->unflushed >= FLUSH_STUDIES || result->replications % result->kept == 0) {
        write_kept(result);
        hdf_flush(hdf);
        result->unflushed = 0;
    }
    return check(result, fault);
}

/* Closes all that is open in the file, then the file. */
static void end(struct result *result)
{
    struct hdf *hdf = &result->hdf;

    for (unsigned t = 0; t < TABLES; t++)
        series_close(&result->tables[t], hdf);
    series_close(&result->backlog, hdf);
    series_close(&result->studies, hdf);
    traces_close(&result->traces, hdf);
    if (hdf->file >= 0)
        axes_close(&result->axes, hdf);
    hdf_end(hdf);
}

enum fault_kind result_finish(struct result *result, const struct summary *summary,
                              bool interrupted, const char **written, struct fault *fault)
{
    struct hdf *hdf = &result->hdf;
    const struct shape *shape = summary_shape(summary);
    enum fault_kind kind;

    assert(summary_replications(summary) == result->replications);
    write_kept(result);
    bins_write(hdf, &result->axes, summary_tat_bins(summary), shape->cells[TABLE_PRIORITY]);
    if (!interrupted)
        hdf_text(hdf, hdf->file, "status", "complete");
    hdf_flush(hdf);
    end(result);
    kind = check(result, fault);
    if (kind != FAULT_NONE)
        return kind;
    return part_finish(&result->part, interrupted, written, fault);
}

void result_free(struct result *result)
{
    if (result == NULL)
        return;
    end(result);
    part_clear(&result->part);
    free(result);
}
