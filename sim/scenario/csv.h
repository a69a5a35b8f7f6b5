/* CSV as spreadsheets write it: separated by comma, semicolon or tab, fields in quotes or not, a
 * byte-order mark, any line ends. The header line tells which separator. Read whole, stepped by
 * record.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_CSV_H
#define TELERAD_SCENARIO_CSV_H

#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_field {
    char *text;            /* quotes taken off, blanks at both ends too unless quoted */
    unsigned line, column; /* from 1, column in bytes, of its first character in the file */
};

struct csv {
    char *bytes, *next;
    size_t length;
    char separator; /* ',', ';', tab, or 0: one column, and commas are decimal */
    unsigned line;  /* of what comes next */
    char *line_start;
    struct csv_field *fields; /* of the present record; valid until the next csv_step() */
    size_t count, capacity;
    unsigned wrong_line, wrong_column; /* after CSV_BROKEN */
    const char *wrong;                 /* what is wrong there, static */
};

enum csv_step { CSV_RECORD, CSV_END, CSV_BROKEN, CSV_NO_MEMORY };

/**
 * Reads a file and finds its separator. FAULT_FILE: it cannot be read, is a folder or has more than
 * 1 GB; FAULT_MEMORY. Owned by the caller, to csv_close(). A file that is not UTF-8 or has a NUL is
 * told by the first csv_step() as CSV_BROKEN.
 */
NODISCARD enum fault_kind csv_open(struct csv *csv, const char *path, struct fault *fault);
void csv_close(struct csv *csv);
/** The next record into fields; empty lines are passed over. After CSV_BROKEN there is no next. */
NODISCARD enum csv_step csv_step(struct csv *csv);
/** The place among the present record's fields of the one with this text, which is the header's
 * place of a column; SIZE_MAX: none; the first of several. */
size_t csv_find(const struct csv *csv, const char *text);
/** A decimal number in this file's own form: with a decimal comma too, where the comma is not the
 * separator. */
bool csv_number(const struct csv *csv, const char *text, double *out);

#endif
