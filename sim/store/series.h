/* Values that come replication by replication, into data sets that grow along the replications.
 * Rows are kept until they are written, all series of a file at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_SERIES_H
#define TELERAD_STORE_SERIES_H

#include "measure/outcome.h"
#include "store/hdf.h"

struct series_plan {
    hid_t place;                      /* the group */
    const struct measure_note *notes; /* [measures] */
    size_t measures;
    size_t kept; /* rows at most, a power of two: the caller writes in time */
    const char *currency;
    int rank;                 /* with the replications: 1 to HDF_RANK */
    hsize_t length[HDF_RANK]; /* of the other dimensions, from [1] on */
    hid_t scale[HDF_RANK];
};

struct series { /* embedded, starts as all zero; series_close() */
    struct hdf_variable variable;
    hid_t *datasets;
    double *kept; /* [measures][rows][cells] */
    size_t measures, cells, rows;
    uint64_t written; /* rows in the file */
    size_t count;     /* rows kept */
};

/** Defines the data sets. Errors stick in hdf. */
void series_create(struct series *series, struct hdf *hdf, const struct series_plan *plan);
/** Takes one replication's values [measures][cells]. */
void series_append(struct series *series, struct hdf *hdf, const double *values);
/** Writes what is kept. */
void series_write(struct series *series, struct hdf *hdf);
void series_close(struct series *series, struct hdf *hdf);

#endif
