/* A checked tree, loaded by libcyaml. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_READ_TEXT_H
#define TELERAD_SCENARIO_READ_TEXT_H

#include "scenario/keys_cyaml.h"
#include "scenario/text.h"
#include "scenario/tree.h"

/**
 * Writes the tree as YAML in which each scalar is quoted, and has libcyaml load it. *out is to be
 * freed by cyaml_free() with the same schema. FAULT_MEMORY; FAULT_INTERNAL: check and schema
 * disagree.
 */
NODISCARD enum fault_kind read_text_load(const struct tree_node *root,
                                         const struct keys_cyaml *schema,
                                         struct scenario_text **out, struct fault *fault);

#endif
