/* The tree is handed to libcyaml as text in flow style, where quotes leave nothing to guess.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/read_text.h"

#include <glib.h>

static void write_scalar(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_printf(out, "\\%c", *text);
        else if ((unsigned char) *text < 0x20 || *text == 0x7F)
            g_string_append_printf(out, "\\x%02X", (unsigned) (unsigned char) *text);
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void write_node(GString *out, const struct tree_node *node)
{
    if (node->kind == TREE_SCALAR) {
        write_scalar(out, node->text);
        return;
    }
    g_string_append_c(out, node->kind == TREE_LIST ? '[' : '{');
    for (size_t i = 0; i < node->count; i++) {
        if (node->items[i].again)
            continue;
        if (node->kind == TREE_MAPPING) {
            write_scalar(out, node->items[i].key);
            g_string_append(out, ": ");
        }
        write_node(out, node->items[i].value);
        g_string_append(out, ",\n");
    }
    g_string_append_c(out, node->kind == TREE_LIST ? ']' : '}');
}

enum fault_kind read_text_load(const struct tree_node *root, const struct keys_cyaml *schema,
                               struct scenario_text **out, struct fault *fault)
{
    cyaml_config_t config = keys_cyaml_config();
    GString *yaml = g_string_new(NULL);
    cyaml_data_t *data = NULL;
    cyaml_err_t error;

    write_node(yaml, root);
    error = cyaml_load_data((const uint8_t *) yaml->str, yaml->len, &config, keys_cyaml_top(schema),
                            &data, NULL);
    g_string_free(yaml, TRUE);
    if (error == CYAML_ERR_OOM)
        return fault_set(fault, FAULT_MEMORY, "no memory for the scenario");
    if (error != CYAML_OK)
        return fault_set(fault, FAULT_INTERNAL,
                         "the scenario passed the check but not the schema "
                         "(%s)",
                         cyaml_strerror(error));
    *out = data;
    return FAULT_NONE;
}
