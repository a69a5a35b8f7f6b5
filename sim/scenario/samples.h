/* The values of an empirical distribution, from a column of a CSV file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_SAMPLES_H
#define TELERAD_SCENARIO_SAMPLES_H

#include "core/fault.h"
#include "scenario/diag.h"
#include "scenario/distribution.h"

/**
 * Reads a column's values, sorted. factor: by which each is multiplied. Empty fields are passed
 * over.
 *
 * out     values malloc'ed, the caller's to free(); written on success only
 * FAULT_FILE: it cannot be read, fault says why; FAULT_INPUT: diag has each fault with the file's
 * own line; FAULT_MEMORY. O(n log n).
 */
NODISCARD enum fault_kind samples_load(const char *path, const char *column, double factor,
                                       struct distribution_samples *out, struct diag *diag,
                                       struct fault *fault);

#endif
