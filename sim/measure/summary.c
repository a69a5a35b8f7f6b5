/* Running means and squared deviations by Welford's recurrence (Technometrics 4(3), 1962), half
 * widths by Student's t.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/summary.h"

#include "measure/histogram.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define UPPER_TAIL 0.025 /* of a two-sided interval of 95 % */

struct moments {
    double mean, squares; /* squares: sum of squared deviations from the mean */
    uint64_t count;
};

struct summary {
    const struct shape *shape;
    struct moments *tables[TABLES]; /* [measures][cells] */
    struct moments *backlog;        /* [timeline_points][priorities] */
    uint64_t *tat_bins;
    uint64_t replications, studies;
};

static void take(struct moments *moments, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double before;

        if (isnan(values[i]))
            continue;
        before = values[i] - moments[i].mean;
        moments[i].count++;
        moments[i].mean += before / (double) moments[i].count;
        moments[i].squares += before * (values[i] - moments[i].mean);
    }
}

static struct estimate estimate_of(const struct moments *moments)
{
    struct estimate estimate = {(double) NAN, (double) NAN, moments->count};
    double freedom;

    if (moments->count > 0)
        estimate.mean = moments->mean;
    if (moments->count > 1) {
        freedom = (double) (moments->count - 1);
        estimate.half_width = gsl_cdf_tdist_Qinv(UPPER_TAIL, freedom) *
                              sqrt(moments->squares / freedom / (double) moments->count);
    }
    return estimate;
}

enum fault_kind summary_create(struct summary **out, const struct shape *shape, struct fault *fault)
{
    size_t priorities = shape->cells[TABLE_PRIORITY];
    struct summary *s = calloc(1, sizeof *s);
    bool whole = s != NULL;

    for (enum table t = TABLE_OVERALL; whole && t < TABLES; t++) {
        s->tables[t] = calloc(outcome_measures(t) * shape->cells[t] + 1, sizeof *s->tables[t]);
        whole = s->tables[t] != NULL;
    }
    if (whole) {
        s->shape = shape;
        s->backlog = calloc(shape->timeline_points * priorities + 1, sizeof *s->backlog);
        s->tat_bins = calloc(priorities * HISTOGRAM_BINS + 1, sizeof *s->tat_bins);
        whole = s->backlog != NULL && s->tat_bins != NULL;
    }
    if (!whole) {
        summary_free(s);
        return fault_set(fault, FAULT_MEMORY, "no memory for the summary; fewer sites need less");
    }
    *out = s;
    return FAULT_NONE;
}

void summary_free(struct summary *summary)
{
    if (summary == NULL)
        return;
    for (unsigned t = 0; t < TABLES; t++)
        free(summary->tables[t]);
    free(summary->backlog);
    free(summary->tat_bins);
    free(summary);
}

void summary_add(struct summary *summary, const struct outcome *outcome)
{
    const struct shape *shape = summary->shape;
    size_t priorities = shape->cells[TABLE_PRIORITY];

    for (enum table t = TABLE_OVERALL; t < TABLES; t++)
        take(summary->tables[t], outcome->values[t], outcome_measures(t) * shape->cells[t]);
    take(summary->backlog, outcome->backlog, shape->timeline_points * priorities);
    for (size_t i = 0; i < priorities * HISTOGRAM_BINS; i++)
        summary->tat_bins[i] += outcome->tat_bins[i];
    summary->replications++;
    summary->studies += outcome->studies;
}

uint64_t summary_replications(const struct summary *summary)
{
    return summary->replications;
}

uint64_t summary_studies(const struct summary *summary)
{
    return summary->studies;
}

struct estimate summary_estimate(const struct summary *summary, enum table table, size_t measure,
                                 size_t cell)
{
    size_t cells = summary->shape->cells[table];

    assert(measure < outcome_measures(table) && cell < cells);
    return estimate_of(&summary->tables[table][measure * cells + cell]);
}

struct estimate summary_backlog(const struct summary *summary, size_t point, size_t priority)
{
    size_t priorities = summary->shape->cells[TABLE_PRIORITY];

    assert(point < summary->shape->timeline_points && priority < priorities);
    return estimate_of(&summary->backlog[point * priorities + priority]);
}

const uint64_t *summary_tat_bins(const struct summary *summary)
{
    return summary->tat_bins;
}

const struct shape *summary_shape(const struct summary *summary)
{
    return summary->shape;
}
