/* Named columns of a CSV file: the header checked, records cut to what is asked for, each fault
 * told at its line of that file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COLUMNS_H
#define TELERAD_SCENARIO_COLUMNS_H

#include "core/fault.h"
#include "scenario/csv.h"
#include "scenario/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define COLUMNS_MOST 4U

struct columns {
    struct csv csv;
    const char *path; /* borrowed */
    struct diag *diag;
    size_t wanted;
    size_t place[COLUMNS_MOST]; /* in the header */
    size_t header_count;
    bool broken; /* nothing more can be read */
};

/**
 * Opens a file and finds the columns named; a NULL name takes the only column of a file that has
 * one.
 * FAULT_FILE: it cannot be read, fault says why; FAULT_INPUT: the diag has why; FAULT_MEMORY. Owned
 * by the caller, to columns_close(), also after a failure.
 */
NODISCARD enum fault_kind columns_open(struct columns *columns, const char *path,
                                       const char *const *names, size_t count, struct diag *diag,
                                       struct fault *fault);
void columns_close(struct columns *columns);
/**
 * The next record: field[i] is that of names[i], empty text where the record is shorter. A record
 * longer than the header is told and passed over. Returns false at the end; FAULT_MEMORY in *kind.
 */
bool columns_next(struct columns *columns, struct csv_field *fields, enum fault_kind *kind);
/** Adds an error at a field. */
void columns_refuse(struct columns *columns, const struct csv_field *field, const char *what,
                    const char *right);

#endif
