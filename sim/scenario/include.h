/* A scenario file with what it includes, merged. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_INCLUDE_H
#define TELERAD_SCENARIO_INCLUDE_H

#include "scenario/tree.h"

/**
 * Reads a file and those that it includes, relative to the including file. Entries of included
 * lists come first, in the order of `include`; a later entry with the same id takes the place of
 * an earlier one; any other key is taken from the file that says it last, but name and description
 * only from the outermost. *root is a mapping without `include`, or NULL if some file could not be
 * read or parsed: diag says why. *replaced: what is not used because something later took its
 * place, each under its key at the top; its form is still to be checked. FAULT_NONE, or
 * FAULT_MEMORY.
 */
NODISCARD enum fault_kind include_read(struct tree *tree, const char *path, struct tree_node **root,
                                       struct tree_node **replaced, struct diag *diag);

#endif
