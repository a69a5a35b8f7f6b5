/* The histogram of turnaround times in a result file: bins of measure/histogram.h from the first to
 * the last with anything in it, so that its detail is kept and nothing else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_BINS_H
#define TELERAD_STORE_BINS_H

#include "store/axes.h"
#include "store/hdf.h"

#include <stdint.h>

/** Writes /histogram. counts: [priorities][HISTOGRAM_BINS]. Errors stick in hdf. */
void bins_write(struct hdf *hdf, const struct axes *axes, const uint64_t *counts,
                size_t priorities);

#endif
