/* Values that come replication by replication.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/series.h"

#include "store/layout.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A chunk is many rows of few cells or one row of many: small enough that one replication is a
 * small file, large enough that thousands are few chunks. */
#define CHUNK_VALUES 8192U
#define CHUNK_ROWS 256U
#define CHUNK_VALUES_MAX 131072U

/* Rows kept are whole chunks. */
static void choose_chunk(struct series *series)
{
    struct hdf_variable *v = &series->variable;
    size_t inner = v->rank > 2 ? (size_t) v->length[2] : 1;

    v->chunk[0] = series->rows < CHUNK_ROWS ? series->rows : CHUNK_ROWS;
    while (v->chunk[0] > 1 && v->chunk[0] * series->cells > CHUNK_VALUES)
        v->chunk[0] /= 2;
    for (int i = 1; i < v->rank; i++)
        v->chunk[i] = v->length[i] > 0 ? v->length[i] : 1;
    if (series->cells > CHUNK_VALUES_MAX)
        v->chunk[1] = inner < CHUNK_VALUES_MAX ? CHUNK_VALUES_MAX / inner : 1;
}

void series_create(struct series *series, struct hdf *hdf, const struct series_plan *plan)
{
    static const double nan = (double) NAN;
    struct hdf_variable *v = &series->variable;

    assert(plan->rank >= 1 && plan->rank <= HDF_RANK);
    *series = (struct series){.measures = plan->measures, .cells = 1, .rows = plan->kept};
    *v = (struct hdf_variable){
        .type = H5T_NATIVE_DOUBLE, .rank = plan->rank, .grows = true, .absent = &nan};
    for (int i = 0; i < plan->rank; i++) {
        v->length[i] = i == 0 ? 0 : plan->length[i];
        v->scale[i] = plan->scale[i];
        series->cells *= i == 0 ? 1 : (size_t) plan->length[i];
    }
    choose_chunk(series);
    series->datasets = calloc(plan->measures, sizeof *series->datasets);
    if (series->cells > 0 && plan->measures * series->rows <= SIZE_MAX / 8 / series->cells)
        series->kept = malloc(plan->measures * series->rows * series->cells * sizeof(double));
    if (series->datasets == NULL || series->kept == NULL)
        hdf_fail(hdf, "no memory to put a result together");
    for (size_t i = 0; series->datasets != NULL && i < plan->measures; i++) {
        v->name = plan->notes[i].name;
        v->units = layout_units(&plan->notes[i], plan->currency);
        v->long_name = plan->notes[i].long_name;
        v->comment = plan->notes[i].comment;
        series->datasets[i] = hdf_define(hdf, plan->place, v);
    }
}

void series_append(struct series *series, struct hdf *hdf, const double *values)
{
    size_t cells = series->cells;

    assert(hdf->failed || series->count < series->rows);
    if (hdf->failed || cells == 0)
        return;
    for (size_t i = 0; i < series->measures; i++)
        memcpy(series->kept + (i * series->rows + series->count) * cells, values + i * cells,
               cells * sizeof *values);
    series->count++;
}

void series_write(struct series *series, struct hdf *hdf)
{
    for (size_t i = 0; i < series->measures && !hdf->failed; i++)
        hdf_append(hdf, series->datasets[i], &series->variable, series->written, series->count,
                   series->kept + i * series->rows * series->cells);
    series->written += series->count;
    series->count = 0;
}

void series_close(struct series *series, struct hdf *hdf)
{
    for (size_t i = 0; series->datasets != NULL && i < series->measures; i++)
        hdf_close(hdf, series->datasets[i]);
    free(series->datasets);
    free(series->kept);
    *series = (struct series){0};
}
