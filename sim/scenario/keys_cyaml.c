/* Every scalar is a text to libcyaml; what it means, quantity.h says. All fields are optional to
 * it, because the strict check has seen to the required ones, with better words.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys_cyaml.h"

#include "scenario/keys.h"

#include <assert.h>
#include <stdlib.h>

#define TABLES_MAX 160U

struct schema_table {
    const struct key_table *table;
    cyaml_schema_field_t *fields; /* [rows + 1] */
    cyaml_schema_value_t entry;   /* as an item of a list */
};

struct keys_cyaml {
    struct schema_table tables[TABLES_MAX];
    size_t count;
    bool failed;
    cyaml_schema_value_t top;
};

static const cyaml_schema_value_t plain_text = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED),
};

static void add_table(void *self, const struct key_table *table)
{
    struct keys_cyaml *schema = self;
    struct schema_table *made = &schema->tables[schema->count];

    assert(schema->count < TABLES_MAX);
    made->table = table;
    made->fields = calloc(table->count + 1, sizeof *made->fields);
    if (made->fields == NULL) {
        schema->failed = true;
        return;
    }
    made->entry.type = CYAML_MAPPING;
    made->entry.flags = CYAML_FLAG_DEFAULT;
    made->entry.data_size = (uint32_t) table->size;
    made->entry.mapping.fields = made->fields;
    schema->count++;
}

static const struct schema_table *table_of(const struct keys_cyaml *schema,
                                           const struct key_table *table)
{
    size_t i = 0;

    while (i + 1 < schema->count && schema->tables[i].table != table)
        i++;
    assert(schema->tables[i].table == table);
    return &schema->tables[i];
}

static void fill_field(const struct keys_cyaml *schema, const struct key_row *row,
                       cyaml_schema_field_t *field)
{
    cyaml_schema_value_t *value = &field->value;

    field->key = row->key;
    field->data_offset = (uint32_t) row->at;
    value->flags = (enum cyaml_flag)(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL);
    if (row->type == KEY_ENTRIES || (row->flags & KEY_MANY) != 0) {
        value->type = CYAML_SEQUENCE;
        field->count_offset = (uint32_t) row->count_at;
        field->count_size = sizeof(unsigned);
        value->sequence.entry =
            row->type == KEY_ENTRIES ? &table_of(schema, row->table)->entry : &plain_text;
        value->sequence.min = 0;
        value->sequence.max = CYAML_UNLIMITED;
        value->data_size = value->sequence.entry->data_size;
    } else if (row->table != NULL) {
        *value = table_of(schema, row->table)->entry;
        value->flags = (enum cyaml_flag)(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL);
    } else {
        value->type = CYAML_STRING;
        value->data_size = sizeof(char *);
        value->string.min = 0;
        value->string.max = CYAML_UNLIMITED;
    }
}

struct keys_cyaml *keys_cyaml_create(void)
{
    struct keys_cyaml *schema = calloc(1, sizeof *schema);

    if (schema == NULL)
        return NULL;
    keys_each(add_table, schema);
    if (schema->failed) {
        keys_cyaml_free(schema);
        return NULL;
    }
    for (size_t i = 0; i < schema->count; i++)
        for (size_t row = 0; row < schema->tables[i].table->count; row++)
            fill_field(schema, &schema->tables[i].table->rows[row], &schema->tables[i].fields[row]);
    schema->top = table_of(schema, &keys_top)->entry;
    schema->top.flags = CYAML_FLAG_POINTER;
    return schema;
}

void keys_cyaml_free(struct keys_cyaml *schema)
{
    if (schema == NULL)
        return;
    for (size_t i = 0; i < schema->count; i++)
        free(schema->tables[i].fields);
    free(schema);
}

const cyaml_schema_value_t *keys_cyaml_top(const struct keys_cyaml *schema)
{
    return &schema->top;
}

cyaml_config_t keys_cyaml_config(void)
{
    return (cyaml_config_t){
        .log_fn = NULL,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_DEFAULT,
    };
}
