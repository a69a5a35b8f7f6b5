/* A distribution as written turned into one that can be drawn from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_DISTRIBUTION_H
#define TELERAD_SCENARIO_DISTRIBUTION_H

#include "core/fault.h"
#include "core/variate.h"
#include "scenario/text.h"

#include <stdbool.h>
#include <stddef.h>

enum distribution_unit {
    DISTRIBUTION_TIME,  /* microseconds */
    DISTRIBUTION_SIZE,  /* bytes */
    DISTRIBUTION_FACTOR /* a plain number */
};

struct distribution_samples { /* of an empirical one: sorted ascending, finite, >= 0 */
    double *values;
    size_t count;
};

/** The file and column of an empirical distribution, or NULL if it is none. */
const struct family_text *distribution_file(const struct distribution_text *text);

/**
 * Makes the variate. samples: what was read from distribution_file(), borrowed for the life of
 * *out; NULL if that is NULL.
 *
 * FAULT_INPUT: *key is the static path of what is wrong below the distribution ("gamma/min"), fault
 * says "what is wrong; what would be right".
 */
NODISCARD enum fault_kind distribution_variate(const struct distribution_text *text,
                                               enum distribution_unit unit,
                                               const struct distribution_samples *samples,
                                               struct variate *out, const char **key,
                                               struct fault *fault);

/** The mean of a variate for people: "6.2 min", "250 MB", "1.1"; with and without truncation. */
void distribution_mean_text(const struct variate *v, enum distribution_unit unit, bool truncated,
                            char *text, size_t size);

/** The factor by which a unit's name, as a column has it ("minutes", "MB"), multiplies into
 * microseconds or bytes; false: it is no name of such a unit. */
bool distribution_unit_named(const char *name, enum distribution_unit unit, double *factor);

#endif
