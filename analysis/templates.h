/* The gnuplot programs of analysis/templates, within the program.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_TEMPLATES_H
#define TELERAD_ANALYSIS_TEMPLATES_H

#include <stdio.h>

/** Writes templates/NAME.gp to a file, with instead in the place of its line TEMPLATES_MARK unless
 * that is NULL; name must be one of them. Errors: ferror(file). */
void templates_write(FILE *file, const char *name, const char *instead);

#define TEMPLATES_MARK "    # letters\n"

#endif
