/* --set PATH=VALUE. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_OVERRIDE_H
#define TELERAD_SCENARIO_OVERRIDE_H

#include "scenario/tree.h"

#define OVERRIDE_FILE "--set" /* what stands for the file in places */
#define OVERRIDE_NAME_BYTES 256

/**
 * Sets a value in a scenario's tree, in the order given. A path goes by keys and ids:
 * "readers.mumbai.count=6"; an entry without an id goes by its study, shift or provider, further
 * ones of the same name by #2, #3 …: "sites.story.demand.ct-head#2.rate=20/day". The value is
 * YAML. A key that is not there yet is made; an entry is not. What is wrong goes to diag;
 * FAULT_MEMORY.
 */
NODISCARD enum fault_kind override_apply(struct tree *tree, struct tree_node *root,
                                         const char *assignment, struct diag *diag);

/** The name by which the i-th entry of a list goes: its id, or else its value of the key `naming`
 * with #2, #3 … for further ones without an id. Empty: it has none. O(i). */
void override_entry_name(const struct tree_node *list, const char *naming, size_t i,
                         char name[OVERRIDE_NAME_BYTES]);

#endif
