/* The histogram of turnaround times in a result file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/bins.h"

#include "measure/histogram.h"
#include "store/layout.h"

#include <stdlib.h>

struct range {
    size_t first, count; /* bins */
};

/* At least one bin, since an axis of length 0 is more than some readers can take. */
static struct range occupied(const uint64_t *counts, size_t priorities)
{
    struct range range = {0, 1};
    size_t last = 0, first = HISTOGRAM_BINS;

    for (size_t i = 0; i < priorities * HISTOGRAM_BINS; i++) {
        size_t bin = i % HISTOGRAM_BINS;

        if (counts[i] == 0)
            continue;
        first = bin < first ? bin : first;
        last = bin > last ? bin : last;
    }
    if (first <= last)
        range = (struct range){first, last - first + 1};
    return range;
}

static void write_edges(struct hdf *hdf, hid_t place, struct range range, hid_t *scale)
{
    struct hdf_variable v = {.name = "tat_bin",
                             .units = "min",
                             .long_name = "turnaround time, lower edge of the bin",
                             .comment = "Bin i holds times from tat_bin up to, but without, "
                                        "tat_bin + tat_bin_width; 128 bins each doubling.",
                             .type = H5T_NATIVE_DOUBLE,
                             .rank = 1,
                             .length = {range.count},
                             .chunk = {range.count}};
    double *edges = calloc(range.count, sizeof *edges);
    hid_t widths;

    if (edges == NULL)
        hdf_fail(hdf, "no memory for the histogram");
    for (size_t i = 0; edges != NULL && i < range.count; i++)
        edges[i] = (double) histogram_lower_us((unsigned) (range.first + i)) / LAYOUT_US_PER_MIN;
    *scale = hdf_define(hdf, place, &v);
    hdf_make_scale(hdf, *scale, v.name);
    hdf_write(hdf, *scale, v.type, edges);
    v.name = "tat_bin_width";
    v.long_name = "width of the bin";
    v.comment = "Upper edge of the bin minus its lower edge.";
    v.scale[0] = *scale;
    for (size_t i = 0; edges != NULL && i < range.count; i++)
        edges[i] = (double) histogram_width_us((unsigned) (range.first + i)) / LAYOUT_US_PER_MIN;
    widths = hdf_define(hdf, place, &v);
    hdf_write(hdf, widths, v.type, edges);
    hdf_close(hdf, widths);
    free(edges);
}

void bins_write(struct hdf *hdf, const struct axes *axes, const uint64_t *counts, size_t priorities)
{
    struct range range = occupied(counts, priorities);
    int64_t *some = calloc(priorities * range.count, sizeof *some);
    hid_t place = hdf_group(hdf, hdf->file, "histogram");
    hid_t scale, dataset;
    struct hdf_variable v = {.name = "tat",
                             .units = "1",
                             .long_name = "studies by turnaround time",
                             .comment = "Number of reported studies with (first report - received) "
                                        "in the bin, summed over the replications.",
                             .type = H5T_NATIVE_INT64,
                             .rank = 2,
                             .length = {priorities, range.count},
                             .chunk = {1, range.count}};

    if (some == NULL)
        hdf_fail(hdf, "no memory for the histogram");
    for (size_t i = 0; some != NULL && i < priorities * range.count; i++)
        some[i] =
            (int64_t) counts[i / range.count * HISTOGRAM_BINS + range.first + i % range.count];
    write_edges(hdf, place, range, &scale);
    v.scale[0] = axes->table[TABLE_PRIORITY];
    v.scale[1] = scale;
    dataset = hdf_define(hdf, place, &v);
    hdf_write(hdf, dataset, v.type, some);
    hdf_close(hdf, dataset);
    hdf_close(hdf, scale);
    hdf_close(hdf, place);
    free(some);
}
