/* Defaults filled in, and one form for what can be written in several. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_DEFAULTS_H
#define TELERAD_SCENARIO_DEFAULTS_H

#include "scenario/tree.h"

/**
 * Fills in every default of a scenario that has passed the check: a single value where a list is
 * asked for becomes a list, a plain value a constant distribution. What is filled in stands
 * nowhere (line 0). path: of the scenario's file, for its name. FAULT_NONE or FAULT_MEMORY. Doing
 * it again changes nothing.
 */
NODISCARD enum fault_kind defaults_fill(struct tree *tree, struct tree_node *root,
                                        const char *path);

#endif
