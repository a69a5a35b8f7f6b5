/* Other people's text, made fit to be drawn: valid UTF-8 without control characters, not too long.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_LABEL_H
#define TELERAD_ANALYSIS_LABEL_H

#include <stddef.h>
#include <stdint.h>

#define LABEL_COLUMNS 240 /* longer than any line of a picture */
#define LABEL_BYTES 1024  /* room for that */

/**
 * Copies text into out [bytes], letter for letter but: a control character, a line break too,
 * becomes a blank, and what is no UTF-8 (or no character in XML) becomes U+FFFD. What does not fit
 * in `columns` ends in "…". Wide characters (Chinese, emoji) take two columns.
 *
 * Returns the columns taken. bytes >= 16. O(length).
 */
size_t label_fit(char *out, size_t bytes, const char *text, size_t columns);

/** As label_fit(), but what does not fit is left out in the middle: names often differ at the
 * end. */
size_t label_fit_ends(char *out, size_t bytes, const char *text, size_t columns);

/** Bytes of the character at text and its code point; 0 if it is none. O(1). */
size_t label_character(const char *text, uint32_t *code);

/**
 * The next line of a text that is to be wrapped at `columns`, at a blank where there is one. Goes
 * on from *text, which is moved to the rest; false when nothing is left. out [LABEL_BYTES] needs no
 * further cleaning: text is what label_fit() gave.
 */
int label_line(char *out, const char **text, size_t columns);

/** Columns that clean text takes. O(length). */
size_t label_columns(const char *text);

#endif
