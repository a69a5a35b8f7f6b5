/* Schema and reference know every key of the tables; the rows agree with the structs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"
#include "scenario/keys_cyaml.h"
#include "scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void has_every_key(void *self, const struct key_table *table)
{
    const char *text = self;
    char wanted[100];

    for (size_t i = 0; i < table->count; i++) {
        (void) snprintf(wanted, sizeof wanted, *text == '{' ? "\"%s\": {" : "| `%s` | ",
                        table->rows[i].key);
        if (table == &keys_exchange && *text != '{')
            break; /* one row for all currencies */
        if (strstr(text, wanted) == NULL)
            fail_msg("no %s", wanted);
    }
}

static void the_schema_names_every_key_and_its_brackets_meet(void **state)
{
    char *text = scenario_schema();
    char open[64];
    size_t depth = 0;
    bool quoted = false;

    (void) state;
    assert_non_null(text);
    keys_each(has_every_key, text);
    for (const char *c = text; *c != '\0'; c++) {
        if (quoted && *c == '\\')
            c++;
        else if (*c == '"')
            quoted = !quoted;
        else if (!quoted && (*c == '{' || *c == '[')) {
            assert_true(depth < sizeof open);
            open[depth++] = *c;
        } else if (!quoted && (*c == '}' || *c == ']')) {
            assert_true(depth > 0);
            assert_int_equal(open[--depth], *c == '}' ? '{' : '[');
        }
    }
    assert_int_equal(depth, 0);
    assert_false(quoted);
    assert_non_null(strstr(text, "draft/2020-12"));
    free(text);
}

static void the_reference_names_every_key(void **state)
{
    char *text = scenario_reference();

    (void) state;
    assert_non_null(text);
    keys_each(has_every_key, text);
    assert_non_null(strstr(text, "| `servers` | whole number | `1` | "));
    assert_non_null(strstr(text, "| `start` | instant | required | "));
    free(text);
}

/* Rows lie within their struct, have what their type needs, and say what they are. */
static void check_rows(void *self, const struct key_table *table)
{
    (void) self;
    assert_true(table->count <= 64 || table == &keys_exchange);
    for (size_t i = 0; i < table->count; i++) {
        const struct key_row *row = &table->rows[i];
        bool mapping =
            row->type == KEY_MAPPING || row->type == KEY_ENTRIES || row->type == KEY_DISTRIBUTION;

        assert_true(row->at + sizeof(char *) <= table->size);
        assert_true(row->count_at + sizeof(unsigned) <= table->size);
        assert_true(mapping == (row->table != NULL));
        assert_true((row->type == KEY_WORD) == (row->words != NULL));
        assert_true((row->type == KEY_REFERENCE || row->type == KEY_PATTERN) ==
                    (row->refers != NULL));
        assert_true(row->refers == NULL || keys_find(&keys_top, row->refers) != NULL);
        assert_true(row->type != KEY_ENTRIES || row->count_at > 0);
        assert_true(row->type != KEY_NUMBER || row->most > 0);
        assert_true(row->type != KEY_COUNT || row->most > 0);
        assert_true((row->flags & KEY_REQUIRED) == 0 || row->preset == NULL);
        assert_true(row->says != NULL && *row->says != '\0');
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(table->rows[k].key, row->key);
            assert_int_not_equal(table->rows[k].at, row->at);
        }
    }
}

static void rows_are_sound(void **state)
{
    (void) state;
    keys_each(check_rows, NULL);
}

static void libcyaml_gets_a_schema_of_them(void **state)
{
    struct keys_cyaml *schema = keys_cyaml_create();
    const cyaml_schema_value_t *top;

    (void) state;
    assert_non_null(schema);
    top = keys_cyaml_top(schema);
    assert_int_equal(top->type, CYAML_MAPPING);
    assert_string_equal(top->mapping.fields[0].key, "telerad");
    assert_null(top->mapping.fields[keys_top.count].key);
    keys_cyaml_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_names_every_key_and_its_brackets_meet),
        cmocka_unit_test(the_reference_names_every_key),
        cmocka_unit_test(rows_are_sound),
        cmocka_unit_test(libcyaml_gets_a_schema_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
