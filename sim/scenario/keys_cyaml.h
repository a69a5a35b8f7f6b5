/* libcyaml's schema, made from the rows. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_KEYS_CYAML_H
#define TELERAD_SCENARIO_KEYS_CYAML_H

#include <cyaml/cyaml.h>

struct keys_cyaml;

/** NULL without memory. */
struct keys_cyaml *keys_cyaml_create(void);
void keys_cyaml_free(struct keys_cyaml *schema); /* NULL is fine */
/** The schema of the whole, for `struct scenario_text *`; lives as long as schema. */
const cyaml_schema_value_t *keys_cyaml_top(const struct keys_cyaml *schema);
/** How libcyaml is called here: it says nothing, and knows every key. */
cyaml_config_t keys_cyaml_config(void);

#endif
