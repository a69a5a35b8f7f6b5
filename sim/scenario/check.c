/* The walk of the check: tree and rows side by side. It never stops at a fault.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/keys_near.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define GUESSES 200U
#define HINT_BYTES 400

static void walk_mapping(struct check *c, const struct key_table *table,
                         const struct tree_node *node, enum distribution_unit own);
static void walk_distribution(struct check *c, const struct key_row *row,
                              const struct tree_node *node);

const char *check_shown(const char *text, char shown[CHECK_SHOWN_BYTES])
{
    size_t length = strlen(text);

    if (length < CHECK_SHOWN_BYTES)
        return text;
    length = CHECK_SHOWN_BYTES - 4;
    while (length > 0 && ((unsigned char) text[length] & 0xC0U) == 0x80U)
        length--;
    (void) snprintf(shown, CHECK_SHOWN_BYTES, "%.*s…", (int) length, text);
    return shown;
}

void check_say(struct check *c, struct tree_place place, const char *hint, const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    (void) vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diag_add(c->diag, DIAG_ERROR, place.file, place.line, place.column, hint, "%s", text);
}

static const char *kind_name(const struct tree_node *node)
{
    return node->kind == TREE_LIST      ? "a list"
           : node->kind == TREE_MAPPING ? "a mapping"
                                        : "a value";
}

static void say_later(struct check *c, struct tree_place place, const char *key, const char *value)
{
    check_say(c, place, "leave it out", "`%s%s%s` is not in this version of telerad", key,
              *value == '\0' ? "" : ": ", value);
}

static void say_needed(struct check *c, const struct key_row *row, const struct tree_node *node,
                       const char *needed)
{
    char hint[HINT_BYTES];
    bool empty = node->kind == TREE_SCALAR && node->plain && *node->text == '\0';

    if (empty)
        (void) snprintf(hint, sizeof hint, "write %s, or leave the key out", needed);
    else if (row->example != NULL)
        (void) snprintf(hint, sizeof hint, "write %s, as in `%s: %s`", needed, row->key,
                        row->example);
    else if (row->type == KEY_ENTRIES)
        (void) snprintf(hint, sizeof hint, "write %s, each entry after a `-`", needed);
    else
        (void) snprintf(hint, sizeof hint, "write %s", needed);
    if (empty)
        check_say(c, node->place, hint, "`%s` has no value", row->key);
    else
        check_say(c, node->place, hint, "`%s` is %s here", row->key, kind_name(node));
}

static void walk_plain(struct check *c, const struct key_row *row, const struct tree_node *node,
                       enum distribution_unit own)
{
    if (node->kind == TREE_MAPPING && keys_has_word(row->later, "{}"))
        say_later(c, node->place, row->key, "{…}");
    else if (node->kind != TREE_SCALAR)
        say_needed(c, row, node, "a single value");
    else if (node->plain && *node->text == '\0')
        say_needed(c, row, node, "one");
    else
        check_plain(c, row, node, own);
}

static void walk_many(struct check *c, const struct key_row *row, const struct tree_node *node,
                      enum distribution_unit own)
{
    if (node->kind == TREE_MAPPING && !keys_has_word(row->later, "{}")) {
        say_needed(c, row, node, "a list");
    } else if (node->kind != TREE_LIST) {
        walk_plain(c, row, node, own);
    } else if (node->count == 0 && (row->flags & KEY_FILLED) != 0) {
        check_say(c, node->place, "write at least one value, or leave the key out",
                  "`%s` is an empty list", row->key);
    } else {
        for (size_t i = 0; i < node->count; i++)
            walk_plain(c, row, node->items[i].value, own);
    }
}

/* A plain value that stands for one key of a mapping; messages speak of the mapping's own key. */
static void walk_short(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    struct key_row own = *keys_plain(row);

    own.key = row->key;
    own.example = row->example;
    walk_plain(c, &own, node, DISTRIBUTION_TIME);
}

static void walk_entries(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    char hint[HINT_BYTES];

    if (node->kind == TREE_SCALAR && keys_plain(row) != NULL) {
        walk_short(c, row, node);
        return;
    }
    if (node->kind == TREE_MAPPING && (row->flags & KEY_ALONE) != 0) {
        walk_mapping(c, row->table, node, DISTRIBUTION_TIME);
        return;
    }
    if (node->kind != TREE_LIST) {
        say_needed(c, row, node, "a list");
        return;
    }
    if (node->count == 0 && (row->flags & KEY_FILLED) != 0)
        check_say(c, node->place,
                  (row->flags & KEY_REQUIRED) != 0 ? "write at least one entry"
                                                   : "write at least one entry, or leave it out",
                  "`%s` is an empty list", row->key);
    if (row->most > 0 && (double) node->count > row->most) {
        (void) snprintf(hint, sizeof hint, "at most %.0f", row->most);
        check_say(c, node->place, hint, "`%s` has %zu entries", row->key, node->count);
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct tree_node *entry = node->items[i].value;

        if (entry->kind == TREE_MAPPING) {
            walk_mapping(c, row->table, entry, DISTRIBUTION_TIME);
            continue;
        }
        if (entry->kind == TREE_SCALAR && keys_plain(row) != NULL) {
            walk_short(c, row, entry);
            continue;
        }
        (void) snprintf(hint, sizeof hint, "write its keys, as in {%s: %.80s}",
                        row->table->rows[0].key,
                        entry->kind == TREE_SCALAR && *entry->text != '\0' ? entry->text : "…");
        check_say(c, entry->place, hint, "an entry of `%s` is %s here", row->key, kind_name(entry));
    }
    check_twice(c, row, node);
}

static void walk_value(struct check *c, const struct key_row *row, const struct tree_node *node,
                       enum distribution_unit own)
{
    char shown[CHECK_SHOWN_BYTES];

    if ((row->flags & KEY_MANY) != 0) {
        walk_many(c, row, node, own);
    } else if (row->type == KEY_ENTRIES) {
        walk_entries(c, row, node);
    } else if (row->type == KEY_DISTRIBUTION) {
        walk_distribution(c, row, node);
    } else if (row->type != KEY_MAPPING) {
        walk_plain(c, row, node, own);
    } else if (node->kind == TREE_MAPPING) {
        walk_mapping(c, row->table, node, own);
    } else if (node->kind == TREE_SCALAR && *node->text != '\0' && keys_has_word(row->later, "-")) {
        say_later(c, node->place, row->key, check_shown(node->text, shown));
    } else if (node->kind == TREE_SCALAR && keys_plain(row) != NULL) {
        walk_short(c, row, node);
    } else {
        say_needed(c, row, node, "a mapping");
    }
}

static void say_unknown(struct check *c, const struct key_table *table,
                        const struct tree_item *item, const char *near)
{
    char shown[CHECK_SHOWN_BYTES];
    char hint[HINT_BYTES] = "";
    const char *right = NULL;
    const struct key_table *other = NULL;
    size_t used = 0;

    if (near == NULL && c->guesses > 0)
        other = keys_elsewhere(item->key, &right);
    c->guesses -= c->guesses > 0 ? 1 : 0;

    if (near != NULL) {
        (void) snprintf(hint, sizeof hint, "the nearest key is `%s`", near);
    } else if (other != NULL) {
        (void) snprintf(hint, sizeof hint, "`%s` is a key of %s", right, other->where);
    } else {
        used = (size_t) snprintf(hint, sizeof hint, "its keys are ");
        for (size_t i = 0; i < table->count && used < sizeof hint; i++)
            used += (size_t) snprintf(hint + used, sizeof hint - used, "%s%s", i > 0 ? ", " : "",
                                      table->rows[i].key);
    }
    check_say(c, item->place, hint, "`%s` is not a key of %s", check_shown(item->key, shown),
              table->where);
}

static void say_missing(struct check *c, const struct key_table *table, const struct key_row *row,
                        const struct tree_node *node)
{
    char hint[HINT_BYTES];

    if (row->example != NULL)
        (void) snprintf(hint, sizeof hint, "add it, as in `%s: %s`", row->key, row->example);
    else
        (void) snprintf(hint, sizeof hint, "add it: %s", row->says);
    check_say(c, node->place, hint, "`%s` is missing in %s", row->key, table->where);
}

/* Keys of one mapping; *typed gets a bit for each row that has a misspelt key near. */
static void walk_keys(struct check *c, const struct key_table *table, const struct tree_node *node,
                      enum distribution_unit own, uint64_t *typed)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct tree_item *item = &node->items[i];
        const struct key_row *row = keys_find(table, item->key);
        const char *near;

        if (row != NULL) {
            walk_value(c, row, item->value, own);
            continue;
        }
        if (keys_has_word(table->later, item->key)) {
            say_later(c, item->place, item->key, "");
            continue;
        }
        near = c->guesses > 0 ? keys_nearest(table, item->key) : NULL;
        row = near == NULL ? NULL : keys_find(table, near);
        if (row != NULL)
            *typed |= UINT64_C(1) << (row - table->rows < 63 ? row - table->rows : 63);
        say_unknown(c, table, item, near);
    }
}

/* Does a key that stands alone take the place of the others? */
static bool stands_alone(struct check *c, const struct key_table *table,
                         const struct tree_node *node)
{
    const struct key_row *row = table->plain == NULL ? NULL : keys_find(table, table->plain);

    if (row == NULL || !keys_alone(table, row) || tree_get(node, row->key) == NULL)
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (strcmp(node->items[i].key, row->key) != 0 && keys_find(table, node->items[i].key))
            check_say(c, node->items[i].place, "keep one of them",
                      "`%s` and `%s` exclude each other", node->items[i].key, row->key);
    return true;
}

static void walk_mapping(struct check *c, const struct key_table *table,
                         const struct tree_node *node, enum distribution_unit own)
{
    uint64_t typed = 0;

    walk_keys(c, table, node, own, &typed);
    if (stands_alone(c, table, node))
        return;
    for (size_t i = 0; i < table->count; i++)
        if ((table->rows[i].flags & KEY_REQUIRED) != 0 && (typed >> (i < 63 ? i : 63) & 1U) == 0 &&
            tree_get(node, table->rows[i].key) == NULL)
            say_missing(c, table, &table->rows[i], node);
    if (typed == 0)
        check_rules(c, table, node);
}

static void say_no_family(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    char hint[HINT_BYTES] = "name one, as in `{lognormal: {median: …, p90: …}}`; there are";

    for (size_t i = 0; i < row->table->count; i++) {
        size_t used = strlen(hint);

        (void) snprintf(hint + used, sizeof hint - used, " %s", row->table->rows[i].key);
    }
    check_say(c, node->place, hint, "`%s` has no family of distribution", row->key);
}

/* A family's mapping or a plain value, then the numbers together. */
static void walk_distribution(struct check *c, const struct key_row *row,
                              const struct tree_node *node)
{
    size_t before = c->diag->errors;
    const struct tree_item *first = NULL;

    if (node->kind == TREE_SCALAR) {
        const struct key_row *constant = keys_find(&keys_distribution, "constant");
        struct key_row own = *constant;

        own.key = row->key;
        own.example = row->example;
        walk_plain(c, &own, node, row->unit);
        return;
    }
    if (node->kind == TREE_LIST) {
        say_needed(c, row, node, "a distribution");
        return;
    }
    walk_mapping(c, row->table, node, row->unit);
    for (size_t i = 0; i < node->count; i++) {
        if (keys_find(row->table, node->items[i].key) == NULL || node->items[i].again)
            continue;
        if (first != NULL)
            check_say(c, node->items[i].place, "a distribution has one family",
                      "`%s` has two families, `%s` and `%s`", row->key, first->key,
                      node->items[i].key);
        else
            first = &node->items[i];
    }
    if (node->count == 0)
        say_no_family(c, row, node);
    if (c->diag->errors == before && first != NULL)
        check_variate(c, row, first);
}

static void free_list(void *list)
{
    struct check_list *ids = list;

    g_ptr_array_free(ids->names, TRUE);
    g_hash_table_destroy(ids->set);
    g_free(ids);
}

static void walk_replaced(struct check *c, const struct tree_node *replaced)
{
    c->unused = true;
    for (size_t i = 0; i < replaced->count; i++) {
        const struct key_row *row = keys_find(&keys_top, replaced->items[i].key);
        const struct tree_node *value = replaced->items[i].value;

        if (row == NULL)
            continue;
        if (row->type == KEY_ENTRIES && value->kind == TREE_MAPPING)
            walk_mapping(c, row->table, value, DISTRIBUTION_TIME);
        else if (row->type != KEY_ENTRIES)
            walk_value(c, row, value, DISTRIBUTION_TIME);
    }
}

void check_scenario(const struct tree_node *root, const struct tree_node *replaced,
                    char currency[4], struct diag *diag)
{
    struct check c = {.root = root, .diag = diag, .guesses = GUESSES};

    assert(root->kind == TREE_MAPPING);
    c.lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_list);
    check_gather(&c);
    check_currencies(&c);
    walk_mapping(&c, &keys_top, root, DISTRIBUTION_TIME);
    walk_replaced(&c, replaced);
    g_hash_table_destroy(c.lists);
    memcpy(currency, c.currency, sizeof c.currency);
}
