/* Other people's text, made fit to be drawn: valid UTF-8 without control characters, not too long.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_LABEL_H
#define TELERAD_ANALYSIS_LABEL_H

#include <stddef.h>

#define LABEL_BYTES 1024 /* room that holds any label of up to 240 columns */

/**
 * Copies text into out [bytes], letter for letter but: a control character, a line break too, becomes
 * a blank, and what is no UTF-8 (or no character in XML) becomes U+FFFD. What does not fit in `columns`
 * ends in "…". Wide characters (Chinese, emoji) take two columns.
 *
 * Returns the columns taken. bytes >= 16. O(length).
 */
size_t label_fit(char *out, size_t bytes, const char *text, size_t columns);

/**
 * The next line of a text that is to be wrapped at `columns`, at a blank where there is one. Goes on
 * from *text, which is moved to the rest; false when nothing is left. out [LABEL_BYTES] needs no
 * further cleaning: text is what label_fit() gave.
 */
int label_line(char *out, const char **text, size_t columns);

/** Columns that clean text takes. O(length). */
size_t label_columns(const char *text);

#endif
