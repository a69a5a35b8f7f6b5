/* Most defaults stand in the rows; those that depend on other keys have their rules here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/defaults.h"

#include "scenario/keys.h"

#include <assert.h>
#include <string.h>

static const struct tree_place nowhere = {"", 0, 0};

struct filling {
    struct tree *tree;
    const char *zone;  /* the run's */
    const char *least; /* the least urgent priority */
    const char *name;  /* the file's */
    size_t name_length;
};

static bool fill(struct filling *f, const struct key_table *table, struct tree_node *node);

static bool put_text(struct filling *f, struct tree_node *node, const char *key, const char *text)
{
    struct tree_node *value;

    if (text == NULL || tree_get(node, key) != NULL)
        return true;
    value = tree_scalar(f->tree, text, nowhere);
    return value != NULL && tree_put(f->tree, node, key, value, nowhere);
}

static struct tree_node *list_of(struct filling *f, struct tree_node *first)
{
    struct tree_node *list = tree_node(f->tree, TREE_LIST, nowhere);

    if (list == NULL || first == NULL ||
        !tree_add(f->tree, list, (struct tree_item){.place = first->place, .value = first}))
        return NULL;
    return list;
}

static struct tree_node *mapping_of(struct filling *f, const char *key, struct tree_node *value)
{
    struct tree_node *mapping = tree_node(f->tree, TREE_MAPPING, value->place);

    return mapping != NULL && tree_put(f->tree, mapping, key, value, value->place) ? mapping : NULL;
}

/* A preset list, "[a, b]", quoted or not. */
static struct tree_node *preset_list(struct filling *f, const char *preset)
{
    struct tree_node *list = tree_node(f->tree, TREE_LIST, nowhere);

    for (preset++; list != NULL && *preset != ']';) {
        size_t length = strcspn(preset, ",]");
        size_t quote = *preset == '"' ? 1 : 0;
        const char *text = tree_text(f->tree, preset + quote, length - 2 * quote);
        struct tree_node *item = text == NULL ? NULL : tree_scalar(f->tree, text, nowhere);

        if (item == NULL ||
            !tree_add(f->tree, list, (struct tree_item){.place = nowhere, .value = item}))
            return NULL;
        preset += length;
        preset += strspn(preset, ", ");
    }
    return list;
}

static bool put_preset(struct filling *f, const struct key_row *row, struct tree_node *node)
{
    static const char constant[] = "{constant: ";
    struct tree_node *value;

    if (*row->preset == '[') {
        value = preset_list(f, row->preset);
    } else if (*row->preset == '{') {
        const char *text = row->preset + strlen(constant);

        assert(strncmp(row->preset, constant, strlen(constant)) == 0);
        text = tree_text(f->tree, text, strcspn(text, "}"));
        value = text == NULL ? NULL : tree_scalar(f->tree, text, nowhere);
        value = value == NULL ? NULL : mapping_of(f, "constant", value);
        if (value != NULL)
            value->place = nowhere;
    } else {
        value = tree_scalar(f->tree, row->preset, nowhere);
    }
    return value != NULL && tree_put(f->tree, node, row->key, value, nowhere);
}

/* All of a demand entry's studies go to the least urgent priority. */
static bool put_least_urgent(struct filling *f, struct tree_node *demand)
{
    struct tree_node *share = tree_node(f->tree, TREE_MAPPING, nowhere);
    struct tree_node *list;

    if (tree_get(demand, "priorities") != NULL)
        return true;
    if (share == NULL || !put_text(f, share, "id", f->least) ||
        !put_text(f, share, "share", "100 %"))
        return false;
    list = list_of(f, share);
    return list != NULL && tree_put(f->tree, demand, "priorities", list, nowhere);
}

/* The rules that no preset can say, before the presets. */
static bool fill_by_rule(struct filling *f, const struct key_table *table, struct tree_node *node)
{
    const char *name;

    if (table == &keys_site || table == &keys_reader || table == &keys_surge)
        return put_text(f, node, "zone", f->zone);
    if (table == &keys_outage && tree_get(node, "window") != NULL)
        return put_text(f, node, "zone", f->zone);
    if (table == &keys_demand)
        return put_least_urgent(f, node) &&
               (tree_get(node, "rate") == NULL ||
                (put_text(f, node, "dispersion", "0") && put_text(f, node, "growth", "0 %/yr"))) &&
               (tree_get(node, "trace") == NULL || put_text(f, node, "replay", "as-is"));
    if (table == &keys_batch && tree_get(node, "at") != NULL)
        return put_text(f, node, "days", "mon-sun");
    if (table == &keys_top) {
        name = tree_text(f->tree, f->name, f->name_length);
        return name != NULL && put_text(f, node, "name", name);
    }
    return true;
}

/* `of` is all of the group. */
static bool fill_roster(struct filling *f, struct tree_node *group)
{
    static const char *const keys[] = {"roster", "on-call"};

    for (size_t k = 0; k < 2; k++) {
        const struct tree_node *list = tree_get(group, keys[k]);

        for (size_t i = 0; list != NULL && i < list->count; i++)
            if (!put_text(f, list->items[i].value, "of", tree_get_text(group, "count")))
                return false;
    }
    return true;
}

/* Plain values in a list of mappings. */
static bool unfold(struct filling *f, const struct key_row *row, struct tree_node *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct tree_item *item = &list->items[i];

        if (item->value->kind == TREE_SCALAR)
            item->value = mapping_of(f, keys_plain(row)->key, item->value);
        if (item->value == NULL)
            return false;
    }
    return true;
}

/* One form for a value that is there. */
static bool unify(struct filling *f, const struct key_row *row, struct tree_node *node,
                  struct tree_node *value)
{
    if (value->kind == TREE_SCALAR && (row->flags & KEY_MANY) != 0)
        value = list_of(f, value);
    else if (value->kind == TREE_SCALAR && row->type == KEY_DISTRIBUTION)
        value = mapping_of(f, "constant", value);
    else if (value->kind == TREE_MAPPING && (row->flags & KEY_ALONE) != 0)
        value = list_of(f, value);
    else if (value->kind == TREE_SCALAR && keys_plain(row) != NULL && row->type == KEY_MAPPING)
        value = mapping_of(f, keys_plain(row)->key, value);
    else if (value->kind == TREE_SCALAR && keys_plain(row) != NULL)
        value = list_of(f, mapping_of(f, keys_plain(row)->key, value));
    else if (value->kind == TREE_LIST && keys_plain(row) != NULL)
        return unfold(f, row, value);
    else if (row->type == KEY_FLAG && strcmp(value->text, "yes") == 0)
        value = tree_scalar(f->tree, "true", value->place);
    else if (row->type == KEY_FLAG && strcmp(value->text, "no") == 0)
        value = tree_scalar(f->tree, "false", value->place);
    else
        return true;
    return value != NULL && tree_put(f->tree, node, row->key, value, value->place);
}

static bool fill_below(struct filling *f, const struct key_row *row, struct tree_node *value)
{
    if (row->type == KEY_MAPPING)
        return fill(f, row->table, value);
    for (size_t i = 0; row->type == KEY_ENTRIES && i < value->count; i++)
        if (!fill(f, row->table, value->items[i].value))
            return false;
    return true;
}

static bool fill(struct filling *f, const struct key_table *table, struct tree_node *node)
{
    if (!fill_by_rule(f, table, node))
        return false;
    if (table->plain != NULL && tree_get(node, table->plain) != NULL &&
        keys_alone(table, keys_find(table, table->plain)))
        return unify(f, keys_find(table, table->plain), node, tree_get(node, table->plain));
    for (size_t i = 0; i < table->count; i++) {
        const struct key_row *row = &table->rows[i];
        struct tree_node *value = tree_get(node, row->key);

        if (value != NULL) {
            if (!unify(f, row, node, value))
                return false;
        } else if (row->preset != NULL) {
            if (!put_preset(f, row, node))
                return false;
        } else if ((row->flags & KEY_EMPTY_MAPPING) != 0) {
            value = tree_node(f->tree, TREE_MAPPING, nowhere);
            if (row->type == KEY_ENTRIES)
                value = list_of(f, value);
            if (value == NULL || !tree_put(f->tree, node, row->key, value, nowhere))
                return false;
        }
        value = tree_get(node, row->key);
        if (value != NULL && !fill_below(f, row, value))
            return false;
    }
    return table != &keys_reader || fill_roster(f, node);
}

enum fault_kind defaults_fill(struct tree *tree, struct tree_node *root, const char *path)
{
    const char *slash = strrchr(path, '/');
    const struct tree_node *priorities = tree_get(root, "priorities");
    struct filling f = {.tree = tree, .name = slash == NULL ? path : slash + 1};
    const char *point = strrchr(f.name, '.');

    f.name_length = point == NULL || point == f.name ? strlen(f.name) : (size_t) (point - f.name);
    f.zone = tree_get_text(tree_get(root, "run"), "zone");
    f.least = tree_get_text(priorities->items[priorities->count - 1].value, "id");
    return fill(&f, &keys_top, root) ? FAULT_NONE : FAULT_MEMORY;
}
