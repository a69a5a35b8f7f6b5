/* Where things stand in a result file: what writer and reader both need to know.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_LAYOUT_H
#define TELERAD_STORE_LAYOUT_H

#include "measure/outcome.h"

#include <stdbool.h>

#define LAYOUT_FORMAT 1
#define LAYOUT_US_PER_MIN 6e7

/** Whether a table has a group in the file: not one with no cells. */
bool layout_has(const struct shape *shape, enum table table);
/** Where the scale of a table's axis stands: "priority"; "ai/ai", since /ai is the table; NULL for
 * overall, which has no axis, and by_provider_month, which has the scales of by_provider and
 * by_month. */
const char *layout_scale(enum table table);
/** What an axis is, for people. */
const char *layout_axis_says(enum table table);
/** Units in the file: the currency's code for "money". */
const char *layout_units(const struct measure_note *note, const char *currency);

#endif
