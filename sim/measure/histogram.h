/* Histogram of whole microseconds in log-linear bins: each octave in HISTOGRAM_STEPS equal steps,
 * values below 2 * HISTOGRAM_STEPS each in a bin of its own. Half a bin is less than 0.4 % of any
 * value in it, so a quantile read from it is as near. Octaves are allocated when first met, so that
 * thousands of histograms stay small.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_HISTOGRAM_H
#define TELERAD_MEASURE_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_STEP_BITS 7U
#define HISTOGRAM_STEPS (1U << HISTOGRAM_STEP_BITS)
/* The last octave ends at 2^52 us, 142 years; what is longer is in the last bin. */
#define HISTOGRAM_TOP_US ((INT64_C(1) << 52) - 1)
#define HISTOGRAM_OCTAVES 46U
#define HISTOGRAM_BINS (HISTOGRAM_OCTAVES * HISTOGRAM_STEPS)

struct histogram { /* starts as all zero */
    uint64_t *octave[HISTOGRAM_OCTAVES]; /* [HISTOGRAM_STEPS] each, or NULL: nothing there yet */
    uint64_t count;
    int64_t min_us, max_us; /* exact; only with a count */
};

/** The bin of a value >= 0; O(1). */
static inline unsigned histogram_bin(int64_t value_us)
{
    uint64_t value = (uint64_t) (value_us > HISTOGRAM_TOP_US ? HISTOGRAM_TOP_US : value_us);
    unsigned octave = 63U - (unsigned) __builtin_clzll(value | HISTOGRAM_STEPS) -
                      HISTOGRAM_STEP_BITS;

    return octave * HISTOGRAM_STEPS + (unsigned) (value >> octave);
}

/** A bin holds the whole values [lower, lower + width); bin = HISTOGRAM_BINS: the upper end. */
int64_t histogram_lower_us(unsigned bin);
int64_t histogram_width_us(unsigned bin);
/** Its middle, which stands for all values in it. */
int64_t histogram_middle_us(unsigned bin);

/** Makes room for an octave; false if there is no memory. For histogram_add(). */
bool histogram_grow(struct histogram *histogram, unsigned octave);

/** Adds a value >= 0 whose bin is known (histogram_bin()). False: no memory, nothing added.
 * Allocates at most HISTOGRAM_OCTAVES times in a histogram's life. */
static inline bool histogram_add(struct histogram *histogram, int64_t value_us, unsigned bin)
{
    unsigned octave = bin >> HISTOGRAM_STEP_BITS;

    if (histogram->octave[octave] == NULL && !histogram_grow(histogram, octave))
        return false;
    histogram->octave[octave][bin & (HISTOGRAM_STEPS - 1)]++;
    if (histogram->count == 0 || value_us < histogram->min_us)
        histogram->min_us = value_us;
    if (histogram->count == 0 || value_us > histogram->max_us)
        histogram->max_us = value_us;
    histogram->count++;
    return true;
}

/** Adds all of `from`. False: no memory, `into` unchanged. */
bool histogram_merge(struct histogram *into, const struct histogram *from);
/** Empties it, keeping its memory. */
void histogram_reset(struct histogram *histogram);
/** Frees what is in it; afterwards it is empty. */
void histogram_clear(struct histogram *histogram);

/**
 * Quantile by nearest rank over two histograms taken together: the middle of the bin of the least
 * value with at least `percent` (1 to 100) of all values at or below it, within what was observed.
 * other may be NULL. At least one value must be there. O(HISTOGRAM_BINS).
 */
int64_t histogram_percentile_us(const struct histogram *histogram, const struct histogram *other,
                                unsigned percent);
/** Adds the counts to bins [HISTOGRAM_BINS]. */
void histogram_spread(const struct histogram *histogram, uint64_t *bins);

#endif
