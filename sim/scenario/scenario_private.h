/* What a scenario consists of. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_SCENARIO_PRIVATE_H
#define TELERAD_SCENARIO_SCENARIO_PRIVATE_H

#include "scenario/keys_cyaml.h"
#include "scenario/scenario.h"
#include "scenario/tree.h"

struct scenario {
    struct tree tree;
    struct tree_node *root; /* merged, with every default, in which places are looked up */
    char *path;             /* of the outermost file, as the user named it */
    struct keys_cyaml *schema;
    struct scenario_text *text; /* libcyaml's */
    char *resolved;             /* made when first asked for */
    char currency[4];
};

#endif
