/* Instants of a scenario: text to instant.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_INSTANT_H
#define TELERAD_SCENARIO_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

/** "YYYY-MM-DDTHH:MM" on a zone's clock as seconds since 1970; false: one of them is not well
 * formed or not known. */
bool instant_of_text(const char *zone, const char *text, int64_t *at_s);

#endif
