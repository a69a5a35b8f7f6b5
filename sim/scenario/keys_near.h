/* The nearest of some names to a misspelt one: keys and ids here, commands and options in cli.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_KEYS_NEAR_H
#define TELERAD_SCENARIO_KEYS_NEAR_H

#include <stddef.h>

#define KEYS_NEAR_BYTES 64U /* longer names are near to nothing */

/**
 * Edits (a byte put in, left out, changed, or two neighbours exchanged) that make b of a; letter
 * case, and `-` for `_`, cost nothing. More than limit: limit + 1. O(length²).
 */
unsigned keys_near_distance(const char *a, const char *b, unsigned limit);
/** The nearest of names [count], the first of equals; NULL if none is within a third of its
 * length. */
const char *keys_near_of(const char *name, const char *const *names, size_t count);

#endif
