/* Patterns with stars: the last star met takes one character more whenever what follows fails.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/pattern.h"

#include <stddef.h>

bool pattern_meets(const char *pattern, const char *id)
{
    const char *star = NULL, *resume = NULL;

    while (*id != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            resume = id;
        } else if (*pattern == *id) {
            pattern++;
            id++;
        } else if (star != NULL) {
            pattern = star + 1;
            id = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}
