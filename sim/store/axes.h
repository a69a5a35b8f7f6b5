/* The dimension scales of a result file, and what is known before anything is simulated: promises,
 * the roster and the clocks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_AXES_H
#define TELERAD_STORE_AXES_H

#include "measure/outcome.h"
#include "store/hdf.h"

struct axes {          /* embedded; open until axes_close() */
    hid_t replication; /* grows */
    hid_t time;
    hid_t table[TABLES]; /* -1: none */
};

/** Writes all scales. Errors stick in hdf. */
void axes_create(struct axes *axes, struct hdf *hdf, const struct shape *shape);
/** Writes /run, /promise, /roster and /clock. */
void axes_describe(const struct axes *axes, struct hdf *hdf, const struct shape *shape);
/** Makes the scale of replications longer, by the numbers from … from + count - 1. */
void axes_extend(const struct axes *axes, struct hdf *hdf, uint64_t from, uint64_t count);
void axes_close(struct axes *axes, struct hdf *hdf);

#endif
