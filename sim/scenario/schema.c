/* The JSON Schema of the format (draft 2020-12), from the rows: for editors that complete and check
 * while one types. It knows forms, not references; `telerad check` has the last word.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"
#include "scenario/scenario.h"

#include <glib.h>
#include <string.h>

#define NUMBER "-?[0-9]*\\\\.?[0-9]+([eE][-+]?[0-9]+)?"
#define CLOCK "([01][0-9]|2[0-3]):[0-5][0-9]"
#define DAY "(mon|tue|wed|thu|fri|sat|sun)"
#define DATE "[0-9]{4}-[01][0-9]-[0-3][0-9]"

/* A plain value: a text with a pattern, or what YAML's readers make of a text without quotes. */
static const char *form_of(enum key_type type)
{
    switch (type) {
    case KEY_COUNT:
        return "\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0}, "
               "{\"type\": \"string\", \"pattern\": \"^(0|[1-9][0-9]*)$\"}]";
    case KEY_NUMBER:
        return "\"anyOf\": [{\"type\": \"number\"}, "
               "{\"type\": \"string\", \"pattern\": \"^" NUMBER "$\"}]";
    case KEY_DURATION:
        return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *(ms|s|min|h|d|wk)$\"";
    case KEY_RATE:
        return "\"type\": \"string\", \"pattern\": \"^" NUMBER " */(s|min|h|day|wk|yr)$\"";
    case KEY_PERCENT:
    case KEY_SHARE: return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *%$\"";
    case KEY_SHARE_RATE:
        return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *% */(s|min|h|day|wk|yr)$\"";
    case KEY_GROWTH: return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *%/yr$\"";
    case KEY_SIZE:
        return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *(B|kB|MB|GB|TB|KiB|MiB|GiB)$\"";
    case KEY_BANDWIDTH: return "\"type\": \"string\", \"pattern\": \"^" NUMBER " *[kMG]?bit/s$\"";
    case KEY_FEE: return "\"type\": \"string\", \"pattern\": \"^[A-Z]{3} +" NUMBER " */yr$\"";
    case KEY_MONEY: return "\"type\": \"string\", \"pattern\": \"^[A-Z]{3} +" NUMBER "$\"";
    case KEY_MONEY_MONTH:
        return "\"type\": \"string\", \"pattern\": \"^[A-Z]{3} +" NUMBER " */month$\"";
    case KEY_MONTHLY: return "\"type\": \"string\", \"pattern\": \"^" NUMBER " */month$\"";
    case KEY_EXCHANGE:
        return "\"type\": \"string\", \"pattern\": \"^[A-Z]{3} +" NUMBER "$\"";
    case KEY_CURRENCY: return "\"type\": \"string\", \"pattern\": \"^[A-Z]{3}$\"";
    case KEY_CLOCK:
        return "\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^(" CLOCK "|24:00)$\"}, "
               "{\"type\": \"integer\"}]";
    case KEY_DATE: return "\"type\": \"string\", \"pattern\": \"^" DATE "$\"";
    case KEY_INSTANT: return "\"type\": \"string\", \"pattern\": \"^" DATE "T" CLOCK "$\"";
    case KEY_DAYS: return "\"type\": \"string\", \"pattern\": \"^" DAY "(-" DAY ")?$\"";
    case KEY_FLAG: return "\"enum\": [true, false, \"true\", \"false\", \"yes\", \"no\"]";
    case KEY_OWN: return "\"type\": [\"string\", \"number\"]";
    case KEY_TEXT:
    case KEY_ID:
    case KEY_LABEL:
    case KEY_ZONE:
    case KEY_WORD:
    case KEY_FILE:
    case KEY_REFERENCE:
    case KEY_PATTERN:
    case KEY_MAPPING:
    case KEY_ENTRIES:
    case KEY_DISTRIBUTION: break;
    }
    return "\"type\": [\"string\", \"number\", \"boolean\", \"null\"]";
}

static void append_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if ((unsigned char) *text < 0x20)
            g_string_append_printf(out, "\\u%04x", (unsigned) (unsigned char) *text);
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void append_words(GString *out, const char *words)
{
    char **parts = g_strsplit(words, " ", -1);

    g_string_append(out, "\"enum\": [");
    for (size_t i = 0; parts[i] != NULL; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        append_string(out, parts[i]);
        if (g_ascii_isdigit(*parts[i])) /* without quotes a number to YAML's readers */
            g_string_append_printf(out, ", %s", parts[i]);
    }
    g_string_append_c(out, ']');
    g_strfreev(parts);
}

static unsigned number_of(const struct key_table *table);

static void append_plain(GString *out, const struct key_row *row)
{
    if (row->type == KEY_WORD)
        append_words(out, row->words);
    else
        g_string_append(out, form_of(row->type));
}

/* One mapping, or the plain value that stands for a key of it. */
static void append_mapping(GString *out, const struct key_row *row)
{
    if (keys_plain(row) == NULL) {
        g_string_append_printf(out, "\"$ref\": \"#/$defs/t%u\"", number_of(row->table));
        return;
    }
    g_string_append_printf(out, "\"anyOf\": [{\"$ref\": \"#/$defs/t%u\"}, {",
                           number_of(row->table));
    append_plain(out, keys_plain(row));
    g_string_append(out, "}]");
}

static void append_value(GString *out, const struct key_row *row)
{
    if ((row->flags & KEY_MANY) != 0) {
        g_string_append(out, "\"anyOf\": [{");
        append_plain(out, row);
        g_string_append_printf(out, "}, {\"type\": \"array\", \"minItems\": %d, \"items\": {",
                               (row->flags & KEY_FILLED) != 0 ? 1 : 0);
        append_plain(out, row);
        g_string_append(out, "}}]");
    } else if (row->type == KEY_ENTRIES) {
        bool alone = (row->flags & KEY_ALONE) != 0;

        if (keys_plain(row) != NULL || alone)
            g_string_append(out, "\"anyOf\": [{");
        if (keys_plain(row) != NULL) {
            append_plain(out, keys_plain(row));
            g_string_append(out, "}, {");
        }
        if (alone)
            g_string_append_printf(out, "\"$ref\": \"#/$defs/t%u\"}, {", number_of(row->table));
        g_string_append_printf(out, "\"type\": \"array\", \"minItems\": %d, \"items\": {",
                               (row->flags & KEY_FILLED) != 0 ? 1 : 0);
        append_mapping(out, row);
        g_string_append(out, keys_plain(row) != NULL || alone ? "}}]" : "}");
    } else if (row->type == KEY_DISTRIBUTION) {
        g_string_append_printf(out, "\"anyOf\": [{\"$ref\": \"#/$defs/t%u\"}, {%s}]",
                               number_of(row->table), form_of(KEY_OWN));
    } else if (row->type == KEY_MAPPING) {
        append_mapping(out, row);
    } else {
        append_plain(out, row);
    }
}

/* Numbers of tables, for names within the schema. */
struct numbering {
    const struct key_table *wanted;
    unsigned next, found;
};

static void number_table(void *self, const struct key_table *table)
{
    struct numbering *numbering = self;

    if (table == numbering->wanted)
        numbering->found = numbering->next;
    numbering->next++;
}

static unsigned number_of(const struct key_table *table)
{
    struct numbering numbering = {.wanted = table};

    keys_each(number_table, &numbering);
    return numbering.found;
}

static void append_row(GString *out, const struct key_row *row)
{
    append_string(out, row->key);
    g_string_append(out, ": {\"description\": ");
    append_string(out, row->says);
    g_string_append(out, ", ");
    if (row->preset != NULL && row->table == NULL && (row->flags & KEY_MANY) == 0) {
        g_string_append(out, "\"default\": ");
        append_string(out, row->preset);
        g_string_append(out, ", ");
    }
    append_value(out, row);
    g_string_append_c(out, '}');
}

/* The keys that are required. At the top an include may bring them; where one key stands alone, it
 * or they. */
static void append_required(GString *out, const struct key_table *table)
{
    const struct key_row *plain = table->plain == NULL ? NULL : keys_find(table, table->plain);
    bool alone = plain != NULL && keys_alone(table, plain);
    bool first = true;

    for (size_t i = 0; i < table->count && table != &keys_top; i++) {
        if ((table->rows[i].flags & KEY_REQUIRED) == 0)
            continue;
        if (first)
            g_string_append(out, alone ? ", \"oneOf\": [{\"required\": [" : ", \"required\": [");
        else
            g_string_append(out, ", ");
        append_string(out, table->rows[i].key);
        first = false;
    }
    if (!first)
        g_string_append(out, "]");
    if (!first && alone)
        g_string_append_printf(out, "}, {\"required\": [\"%s\"], \"maxProperties\": 1}]",
                               plain->key);
}

/* One mapping: "type": … without the braces. */
static void append_table(GString *out, const struct key_table *table)
{

    g_string_append(out, "\"type\": \"object\", \"additionalProperties\": false");
    if (table == &keys_distribution)
        g_string_append(out, ", \"minProperties\": 1, \"maxProperties\": 1");
    if (table == &keys_run)
        g_string_append(out, ", \"oneOf\": [{\"required\": [\"duration\"]}, "
                             "{\"required\": [\"end\"]}]");
    if (table == &keys_demand)
        g_string_append(out, ", \"oneOf\": [{\"required\": [\"rate\"]}, "
                             "{\"required\": [\"trace\"]}, {\"required\": [\"batch\"], "
                             "\"not\": {\"required\": [\"rate\"]}}]");
    if (table == &keys_ai)
        g_string_append(out, ", \"oneOf\": [{\"required\": [\"roc\"]}, "
                             "{\"required\": [\"sensitivity\", \"specificity\"]}]");
    append_required(out, table);
    g_string_append(out, ",\n      \"properties\": {");
    for (size_t i = 0; i < table->count; i++) {
        g_string_append(out, i > 0 ? ",\n        " : "\n        ");
        append_row(out, &table->rows[i]);
    }
    if (table == &keys_top)
        g_string_append(out,
                        ",\n        \"include\": {\"description\": \"other files whose lists are "
                        "read first, relative to this one\", \"anyOf\": [{\"type\": \"string\"}, "
                        "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}]}");
    g_string_append(out, "}");
}

static void append_definition(void *self, const struct key_table *table)
{
    GString *out = self;

    g_string_append_printf(out, "%s\n    \"t%u\": {\"title\": ", table == &keys_top ? "" : ",",
                           number_of(table));
    append_string(out, table->where);
    g_string_append(out, ", ");
    append_table(out, table);
    g_string_append_c(out, '}');
}

char *scenario_schema(void)
{
    GString *out = g_string_new("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""
                                ",\n  \"title\": \"A scenario of telerad, format 1\",\n"
                                "  \"$ref\": \"#/$defs/t0\",\n  \"$defs\": {");
    char *text;

    keys_each(append_definition, out);
    g_string_append(out, "\n  }\n}\n");
    text = strdup(out->str);
    g_string_free(out, TRUE);
    return text;
}
