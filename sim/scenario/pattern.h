/* Patterns over ids: a star stands for any characters, all others for themselves.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_PATTERN_H
#define TELERAD_SCENARIO_PATTERN_H

#include <stdbool.h>

/** Does the pattern meet the whole id? A pattern without a star meets itself only.
 * O(length of pattern × length of id). */
bool pattern_meets(const char *pattern, const char *id);

#endif
