/* A path is walked along the rows, so that a key which the file leaves out can be set and a wrong
 * one is named. Ids may hold points: the longest that fits is meant.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/override.h"

#include "scenario/keys.h"
#include "scenario/keys_near.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define HINT_BYTES 400

struct path {
    struct tree *tree;
    struct diag *diag;
    const char *whole; /* "PATH=VALUE" */
    const char *at;    /* the part that is next */
    const char *end;   /* of PATH */
    struct tree_node *value;
    struct tree_place place; /* of the value */
};

static struct tree_place place_in(const char *whole, const char *at)
{
    return (struct tree_place){OVERRIDE_FILE, 1, (unsigned) g_utf8_strlen(whole, at - whole) + 1};
}

static void say(struct path *path, const char *hint, const char *what)
{
    struct tree_place place = place_in(path->whole, path->at);

    diag_add(path->diag, DIAG_ERROR, place.file, place.line, place.column, hint, "`%.*s`: %s",
             (int) (path->end - path->whole), path->whole, what);
}

void override_entry_name(const struct tree_node *list, const char *naming, size_t i,
                         char name[OVERRIDE_NAME_BYTES])
{
    const char *id = tree_get_text(list->items[i].value, "id");
    const char *text = tree_get_text(list->items[i].value, naming);
    unsigned number = 1;

    if (list->items[i].value->kind == TREE_SCALAR)
        id = list->items[i].value->text; /* a plain value in place of a mapping */
    (void) snprintf(name, OVERRIDE_NAME_BYTES, "%s", id != NULL ? id : "");
    if (id != NULL || text == NULL)
        return;
    for (size_t k = 0; k < i; k++) {
        const char *other = tree_get_text(list->items[k].value, naming);

        if (other != NULL && strcmp(other, text) == 0 &&
            tree_get_text(list->items[k].value, "id") == NULL)
            number++;
    }
    if (number == 1)
        (void) snprintf(name, OVERRIDE_NAME_BYTES, "%s", text);
    else
        (void) snprintf(name, OVERRIDE_NAME_BYTES, "%s#%u", text, number);
}

static const char *part_of(const struct path *path, char part[OVERRIDE_NAME_BYTES])
{
    size_t length = 0;

    while (path->at + length < path->end && path->at[length] != '.')
        length++;
    (void) snprintf(part, OVERRIDE_NAME_BYTES, "%.*s", (int) length, path->at);
    return part;
}

static void step(struct path *path, size_t length)
{
    path->at += length;
    if (path->at < path->end)
        path->at++; /* the point */
}

static void say_no_entry(struct path *path, const char *key, const struct tree_node *list,
                         const char *naming)
{
    char part[OVERRIDE_NAME_BYTES];
    char what[2 * OVERRIDE_NAME_BYTES];
    char hint[HINT_BYTES] = "";
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *near;

    for (size_t i = 0; i < list->count && i < 1000; i++) {
        char name[OVERRIDE_NAME_BYTES];

        override_entry_name(list, naming, i, name);
        if (name[0] != '\0')
            g_ptr_array_add(names, g_strdup(name));
    }
    near = keys_near_of(part_of(path, part), (const char *const *) names->pdata, names->len);
    if (near != NULL)
        (void) snprintf(hint, sizeof hint, "the nearest is `%.100s`", near);
    else if (names->len > 0)
        (void) snprintf(hint, sizeof hint, "name one of its entries, such as `%.100s`",
                        (const char *) names->pdata[0]);
    else
        (void) snprintf(hint, sizeof hint, "`%s` has no entries", key);
    (void) snprintf(what, sizeof what, "there is no `%s` in `%s`", part, key);
    say(path, hint, what);
    g_ptr_array_free(names, TRUE);
}

/* The entry that the path names next; NULL after an error. */
static struct tree_item *find_entry(struct path *path, const struct key_row *row,
                                    struct tree_node *list)
{
    struct tree_item *found = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < list->count; i++) {
        char name[OVERRIDE_NAME_BYTES];
        size_t length;
        size_t left = (size_t) (path->end - path->at);

        override_entry_name(list, row->table->naming, i, name);
        length = strlen(name);
        if (length > longest && length <= left && strncmp(path->at, name, length) == 0 &&
            (length == left || path->at[length] == '.')) {
            longest = length;
            found = &list->items[i];
        }
    }
    if (found == NULL)
        say_no_entry(path, row->key, list, row->table->naming);
    else
        step(path, longest);
    return found;
}

static const struct key_row *find_key(struct path *path, const struct key_table *table)
{
    char part[OVERRIDE_NAME_BYTES];
    char what[2 * OVERRIDE_NAME_BYTES];
    char hint[HINT_BYTES] = "name a key as the reference has it";
    const struct key_row *row = keys_find(table, part_of(path, part));
    const char *near;

    if (row != NULL) {
        step(path, strlen(part));
        return row;
    }
    if (keys_has_word(table->later, part)) {
        (void) snprintf(what, sizeof what, "`%s` is not in this version of telerad", part);
        say(path, "leave it out", what);
        return NULL;
    }
    near = keys_nearest(table, part);
    if (near != NULL && strcmp(near, "include") != 0)
        (void) snprintf(hint, sizeof hint, "the nearest key is `%s`", near);
    (void) snprintf(what, sizeof what, "`%s` is not a key of %s", part, table->where);
    say(path, hint, what);
    return NULL;
}

/* Is a mapping meant that stands for a list of it alone? */
static bool stands_alone(const struct key_row *row, const struct tree_node *value)
{
    return (row->flags & KEY_ALONE) != 0 && (value == NULL || value->kind == TREE_MAPPING);
}

/* The mapping or list under a key, made if it is not there. */
static struct tree_node *below(struct path *path, struct tree_node *node, const struct key_row *row)
{
    struct tree_node *value = tree_get(node, row->key);
    enum tree_kind kind =
        row->type == KEY_ENTRIES && !stands_alone(row, value) ? TREE_LIST : TREE_MAPPING;

    if (value != NULL && value->kind == kind)
        return value;
    value = tree_node(path->tree, kind, path->place);
    if (value == NULL || !tree_put(path->tree, node, row->key, value, path->place))
        return NULL;
    return value;
}

/* Makes the mapping that a plain value stands for; what is none stays, and is said later. */
static bool unfold(struct path *path, const struct key_row *row, struct tree_item *entry)
{
    struct tree_node *mapping;

    if (keys_plain(row) == NULL)
        return true;
    mapping = tree_node(path->tree, TREE_MAPPING, entry->value->place);
    if (mapping == NULL ||
        !tree_put(path->tree, mapping, keys_plain(row)->key, entry->value, entry->value->place))
        return false;
    entry->value = mapping;
    return true;
}

static enum fault_kind walk(struct path *path, struct tree_node *node)
{
    const struct key_table *table = &keys_top;

    for (;;) {
        const struct key_row *row = find_key(path, table);

        if (row == NULL)
            return FAULT_NONE;
        if (path->at >= path->end)
            return tree_put(path->tree, node, row->key, path->value, path->place) ? FAULT_NONE
                                                                                  : FAULT_MEMORY;
        if (row->table == NULL) {
            say(path, "end the path with the key before", "it goes on after a plain value");
            return FAULT_NONE;
        }
        node = below(path, node, row);
        if (node == NULL)
            return FAULT_MEMORY;
        table = row->table;
        if (node->kind == TREE_LIST) {
            struct tree_item *entry = find_entry(path, row, node);

            if (entry != NULL && path->at >= path->end)
                entry->value = path->value;
            if (entry == NULL || path->at >= path->end)
                return FAULT_NONE;
            if (entry->value->kind == TREE_SCALAR && !unfold(path, row, entry))
                return FAULT_MEMORY;
            node = entry->value;
        }
    }
}

enum fault_kind override_apply(struct tree *tree, struct tree_node *root, const char *assignment,
                               struct diag *diag)
{
    static const char right[] = "write PATH=VALUE, as in readers.mumbai.count=6";
    const char *equal = strchr(assignment, '=');
    struct path path = {.tree = tree, .diag = diag, .whole = assignment, .at = assignment};
    enum fault_kind kind;

    diag_file(diag, OVERRIDE_FILE);
    if (equal == NULL || equal == assignment) {
        diag_add(diag, DIAG_ERROR, OVERRIDE_FILE, 1, 1, right, "`%.200s` has no %s", assignment,
                 equal == NULL ? "`=`" : "path");
        return FAULT_NONE;
    }
    path.end = equal;
    path.place = place_in(assignment, equal + 1);
    if (equal[1] == '\0') {
        diag_add(diag, DIAG_ERROR, OVERRIDE_FILE, 1, path.place.column, right,
                 "`%.200s` has no value", assignment);
        return FAULT_NONE;
    }
    kind = tree_parse(tree, equal + 1, strlen(equal + 1), path.place, &path.value, diag);
    if (kind != FAULT_NONE || path.value == NULL)
        return kind;
    return walk(&path, root);
}
