/* A picture on its way to gnuplot: the program's variables and the data, each a text in memory.
 * Text from outside goes only into single-quoted strings without quotes: there gnuplot runs
 * nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_SHEET_H
#define TELERAD_ANALYSIS_SHEET_H

#include "analysis/fonts.h"
#include "core/fault.h"

#include <stddef.h>
#include <stdio.h>

struct sheet {
    FILE *program, *data; /* to write to; errors are found by sheet_close() */
    char *program_text, *data_text;
    size_t program_bytes, data_bytes;
    FILE *shapeless; /* the same assignments with squares for what no font has */
    char *shapeless_text;
    size_t shapeless_bytes;
    struct fonts fonts;
    double height; /* pixels */
};

/** Opens both. FAULT_MEMORY. Afterwards sheet_clear(), whatever happened. */
NODISCARD enum fault_kind sheet_open(struct sheet *sheet, struct fault *fault);
/** Ends the writing: the texts are whole then. FAULT_MEMORY. */
NODISCARD enum fault_kind sheet_close(struct sheet *sheet, struct fault *fault);
void sheet_clear(struct sheet *sheet);

/** name = value, in the program. NaN is written as gnuplot's own. */
void sheet_number(struct sheet *sheet, const char *name, double value);
void sheet_text(struct sheet *sheet, const char *name, const char *text);
/** array name[count] (of one, unused, if count is 0), and its items, from 1. */
void sheet_array(struct sheet *sheet, const char *name, size_t count);
void sheet_item_number(struct sheet *sheet, const char *name, size_t item, double value);
void sheet_item_text(struct sheet *sheet, const char *name, size_t item, const char *text);
/** name = 'text' of what printf makes of it. Lengths above LABEL_BYTES are cut. */
void sheet_item_format(struct sheet *sheet, const char *name, size_t item, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** A comment line in the data; text is cleaned. */
void sheet_note(struct sheet *sheet, const char *text);
/** A row of numbers in the data. */
void sheet_row(struct sheet *sheet, size_t count, const double *values);
/** Ends a block of the data: the next is a further `index`. */
void sheet_block(struct sheet *sheet);

#endif
