/* Tables of text for people: columns as wide as their widest cell, counted as a terminal shows
 * them. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_GRID_H
#define TELERAD_CLI_GRID_H

#include "cli/output.h"

struct grid;

/** sides: a letter a column, 'l' or 'r'. Never NULL; owned, grid_free(). */
struct grid *grid_create(const char *sides);
void grid_free(struct grid *grid);
/** Adds the next cell, row by row; control characters are shown escaped. */
void grid_cell(struct grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Colours the cell added last, where colours are taken: an SGR number, as "32". */
void grid_tint(struct grid *grid, const char *sgr);
/** Prints with two blanks before each row. Incomplete rows are filled up. */
void grid_print(const struct grid *grid, struct output *output);

/** A text with control characters escaped (\x1b) and bytes that are no UTF-8 replaced; caller
 * frees with g_free(). */
char *grid_clean(const char *text);

#endif
