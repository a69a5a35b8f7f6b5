/* Histogram of whole microseconds in log-linear bins.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/histogram.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The steps 0 … STEPS - 1 of octave 0 are the values themselves; octave k holds the values v with
 * v >> k in [STEPS, 2 STEPS), and these stand from bin (k + 1) STEPS on. */
static unsigned shift_of(unsigned bin)
{
    unsigned octave = bin >> HISTOGRAM_STEP_BITS;

    return octave == 0 ? 0 : octave - 1;
}

int64_t histogram_lower_us(unsigned bin)
{
    unsigned shift = shift_of(bin);

    assert(bin <= HISTOGRAM_BINS);
    return (int64_t) (bin - shift * HISTOGRAM_STEPS) << shift;
}

int64_t histogram_width_us(unsigned bin)
{
    return INT64_C(1) << shift_of(bin);
}

int64_t histogram_middle_us(unsigned bin)
{
    return histogram_lower_us(bin) + (histogram_width_us(bin) - 1) / 2;
}

bool histogram_grow(struct histogram *histogram, unsigned octave)
{
    assert(octave < HISTOGRAM_OCTAVES);
    histogram->octave[octave] = calloc(HISTOGRAM_STEPS, sizeof *histogram->octave[octave]);
    return histogram->octave[octave] != NULL;
}

static bool reach_all(struct histogram *into, const struct histogram *from)
{
    for (unsigned i = 0; i < HISTOGRAM_OCTAVES; i++)
        if (from->octave[i] != NULL && into->octave[i] == NULL && !histogram_grow(into, i))
            return false;
    return true;
}

bool histogram_merge(struct histogram *into, const struct histogram *from)
{
    if (from->count == 0)
        return true;
    if (!reach_all(into, from))
        return false;
    for (unsigned i = 0; i < HISTOGRAM_OCTAVES; i++)
        for (unsigned j = 0; from->octave[i] != NULL && j < HISTOGRAM_STEPS; j++)
            into->octave[i][j] += from->octave[i][j];
    if (into->count == 0 || from->min_us < into->min_us)
        into->min_us = from->min_us;
    if (into->count == 0 || from->max_us > into->max_us)
        into->max_us = from->max_us;
    into->count += from->count;
    return true;
}

void histogram_reset(struct histogram *histogram)
{
    if (histogram->count == 0)
        return;
    for (unsigned i = 0; i < HISTOGRAM_OCTAVES; i++)
        if (histogram->octave[i] != NULL)
            memset(histogram->octave[i], 0, HISTOGRAM_STEPS * sizeof *histogram->octave[i]);
    histogram->count = 0;
}

void histogram_clear(struct histogram *histogram)
{
    for (unsigned i = 0; i < HISTOGRAM_OCTAVES; i++)
        free(histogram->octave[i]);
    memset(histogram, 0, sizeof *histogram);
}

static uint64_t count_at(const struct histogram *histogram, unsigned bin)
{
    const uint64_t *octave =
        histogram == NULL ? NULL : histogram->octave[bin >> HISTOGRAM_STEP_BITS];

    return octave == NULL ? 0 : octave[bin & (HISTOGRAM_STEPS - 1)];
}

/* ceil(count * percent / 100) without overflow. */
static uint64_t nearest_rank(uint64_t count, unsigned percent)
{
    return count / 100 * percent + (count % 100 * percent + 99) / 100;
}

static unsigned bin_of_rank(const struct histogram *one, const struct histogram *other,
                            uint64_t rank)
{
    uint64_t below = 0;

    for (unsigned bin = 0; bin < HISTOGRAM_BINS; bin++) {
        unsigned octave = bin >> HISTOGRAM_STEP_BITS;

        if (one->octave[octave] == NULL && (other == NULL || other->octave[octave] == NULL)) {
            bin += HISTOGRAM_STEPS - 1; /* nothing in the whole octave */
            continue;
        }
        below += count_at(one, bin) + count_at(other, bin);
        if (below >= rank)
            return bin;
    }
    return HISTOGRAM_BINS - 1;
}

int64_t histogram_percentile_us(const struct histogram *histogram, const struct histogram *other,
                                unsigned percent)
{
    bool both = other != NULL && other->count > 0 && histogram->count > 0;
    const struct histogram *some = histogram->count > 0 ? histogram : other;
    int64_t min_us, max_us, value_us;

    assert(percent >= 1 && percent <= 100 && some != NULL && some->count > 0);
    min_us = both && other->min_us < histogram->min_us ? other->min_us : some->min_us;
    max_us = both && other->max_us > histogram->max_us ? other->max_us : some->max_us;
    if (!both)
        other = NULL;
    value_us = histogram_middle_us(
        bin_of_rank(some, other, nearest_rank(some->count + (both ? other->count : 0), percent)));
    return value_us < min_us ? min_us : value_us > max_us ? max_us : value_us;
}

void histogram_spread(const struct histogram *histogram, uint64_t *bins)
{
    for (unsigned i = 0; i < HISTOGRAM_OCTAVES; i++)
        for (unsigned j = 0; histogram->octave[i] != NULL && j < HISTOGRAM_STEPS; j++)
            bins[i * HISTOGRAM_STEPS + j] += histogram->octave[i][j];
}
