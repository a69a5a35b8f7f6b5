/* The trace: one row a study, one data set a column.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_TRACES_H
#define TELERAD_STORE_TRACES_H

#include "measure/outcome.h"
#include "store/hdf.h"

struct traces {         /* embedded, starts as all zero; traces_close() */
    hid_t place, study; /* /trace and its scale */
    hid_t *datasets;
    struct trace_row *kept; /* rows not yet in the file */
    void *lane;             /* one column of them */
    uint64_t written;
    size_t count;
};

/** Defines /trace. Errors stick in hdf. */
void traces_create(struct traces *traces, struct hdf *hdf);
void traces_append(struct traces *traces, struct hdf *hdf, const struct trace_row *rows,
                   size_t count);
/** Writes what is kept. */
void traces_write(struct traces *traces, struct hdf *hdf);
void traces_close(struct traces *traces, struct hdf *hdf);

#endif
