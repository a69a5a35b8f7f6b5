/* Names of files in a scenario that is made of several. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_FILES_H
#define TELERAD_SCENARIO_FILES_H

#include "scenario/tree.h"

/**
 * Rewrites each `file` of a merged tree so that it is relative to the folder of the outermost file,
 * `path`: what an include names is relative to the include, what --set names to the working folder.
 * So the resolved scenario can stand in the outermost file's place. Absolute names stay; what does
 * not lie below that folder becomes absolute. FAULT_MEMORY.
 */
NODISCARD enum fault_kind files_gather(struct tree *tree, struct tree_node *root, const char *path);

#endif
