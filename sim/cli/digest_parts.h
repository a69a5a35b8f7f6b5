/* The parts of the summary, in order. Private to digest*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_DIGEST_PARTS_H
#define TELERAD_CLI_DIGEST_PARTS_H

#include "cli/digest.h"
#include "cli/grid.h"

#include <glib.h>

static inline struct estimate digest_estimate(const struct digest *digest, enum table table,
                                              size_t measure, size_t cell)
{
    return summary_estimate(digest->summary, table, measure, cell);
}

/** The mean of an amount of money, 0 where there is nothing to say. */
static inline double digest_amount(const struct digest *digest, enum table table, size_t measure,
                                   size_t cell)
{
    double mean = digest_estimate(digest, table, measure, cell).mean;

    return mean > 0 ? mean : 0;
}

/** A value over the measured time, a day. */
static inline double digest_per_day(const struct digest *digest, double value)
{
    return value / (digest->shape->duration_min / 1440);
}

/** Which promises are kept, in a line a verdict. */
void digest_answer(const struct digest *digest, struct output *output);
void digest_promises(const struct digest *digest, struct output *output);
void digest_times(const struct digest *digest, struct output *output);
void digest_readers(const struct digest *digest, struct output *output);
void digest_backlog(const struct digest *digest, struct output *output);
void digest_cover(const struct digest *digest, struct output *output);
void digest_tools(const struct digest *digest, struct output *output);
void digest_quality(const struct digest *digest, struct output *output);
void digest_money(const struct digest *digest, struct output *output);
/** The kinds of money, and its months; after digest_money(). */
void digest_bills(const struct digest *digest, struct output *output);

#endif
