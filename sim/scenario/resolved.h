/* What the printed scenario needs. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_RESOLVED_H
#define TELERAD_SCENARIO_RESOLVED_H

#include <stdbool.h>

/** Would some reader of YAML 1.1 take this plain scalar for something else than text? */
bool resolved_needs_quotes(const char *text);

#endif
