/* The result file, written: whole or not at all. Only one thread uses it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_RESULT_H
#define TELERAD_STORE_RESULT_H

#include "measure/outcome.h"
#include "measure/summary.h"

#include <stdbool.h>

/* How a result was made: root attributes and the scenario. Strings borrowed. */
struct provenance {
    const char *title; /* the scenario's name */
    const char *telerad_version;
    uint64_t seed;
    const char *rng; /* "PCG64 XSL-RR 128/64 …" */
    const char *tzdata_version;
    const char *scenario_sha256; /* of scenario_yaml, hexadecimal */
    const char *scenario_yaml;   /* the resolved scenario */
    const char *command;         /* the command line */
    const char *start;           /* ISO 8601 with offset */
    const char *created;         /* ISO 8601, UTC */
};

struct result;

/**
 * Starts PATH.part beside path, with scales, scenario and attributes. Finds before any simulation
 * that a folder is missing or cannot be written, that path is a folder or another run is writing
 * it. FAULT_FILE, FAULT_MEMORY. From then on the process ignores SIGXFSZ, if it did nothing else
 * with it: a limit on the size of files is a fault like any other.
 *
 * trace   room for /trace columns
 */
NODISCARD enum fault_kind result_create(struct result **out, const char *path,
                                        const struct shape *shape,
                                        const struct provenance *provenance, bool trace,
                                        struct fault *fault);
/** Adds a replication, in order, and flushes now and then. FAULT_FILE. */
NODISCARD enum fault_kind result_append(struct result *result, const struct outcome *outcome,
                                        struct fault *fault);
/**
 * Writes histograms and status, fsyncs and renames over path: afterwards the file is whole there.
 * interrupted: status says so; where path existed before, it is left and path's name with
 * ".interrupted.h5" for ".h5" is written: *written tells which (owned by result until freed).
 * Frees nothing: result_free() follows.
 */
NODISCARD enum fault_kind result_finish(struct result *result, const struct summary *summary,
                                        bool interrupted, const char **written,
                                        struct fault *fault);
/** Closes; without a result_finish() that succeeded the .part file is removed. NULL is fine. */
void result_free(struct result *result);

#endif
