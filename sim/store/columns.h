/* The trace: one row a study, one data set a column.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_COLUMNS_H
#define TELERAD_STORE_COLUMNS_H

#include "measure/outcome.h"
#include "store/hdf.h"

struct columns {        /* embedded, starts as all zero; columns_close() */
    hid_t place, study; /* /trace and its scale */
    hid_t *datasets;
    struct trace_row *kept; /* rows not yet in the file */
    void *lane;             /* one column of them */
    uint64_t written;
    size_t count;
};

/** Defines /trace. Errors stick in hdf. */
void columns_create(struct columns *columns, struct hdf *hdf);
void columns_append(struct columns *columns, struct hdf *hdf, const struct trace_row *rows,
                    size_t count);
/** Writes what is kept. */
void columns_write(struct columns *columns, struct hdf *hdf);
void columns_close(struct columns *columns, struct hdf *hdf);

#endif
