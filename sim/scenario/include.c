/* Includes: each file is read once, however often it is named, so that files that include each
 * other in many ways cost no more than their number.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/include.h"

#include "scenario/keys.h"

#include <assert.h>
#include <glib.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 64U

struct reading { /* of a file, while those that it includes are read */
    const char *shown;
    char *real; /* what tells files apart whatever their names; NULL: cannot be had */
};

struct include {
    struct tree *tree;
    struct diag *diag;
    struct tree_node *replaced;
    struct reading stack[DEPTH_MAX];
    size_t depth;
    GHashTable *done; /* identity to merged root */
    bool broken;      /* some file has no tree */
};

static enum fault_kind read_file(struct include *in, const char *path, struct tree_place asked,
                                 struct tree_node **merged);

static bool is_entries(const char *key)
{
    const struct key_row *row = keys_find(&keys_top, key);

    return row != NULL && row->type == KEY_ENTRIES;
}

static const char *id_of(const struct tree_item *item)
{
    return tree_get_text(item->value, "id");
}

/* What is replaced is not used, but its faults are told. */
static bool set_aside(struct include *in, const char *key, struct tree_node *value)
{
    struct tree_item item = {.key = key, .place = value->place, .value = value};

    return tree_add(in->tree, in->replaced, item);
}

/* Adds the entries of one file's list to those before. */
static bool merge_entries(struct include *in, const char *key, struct tree_node *into,
                          const struct tree_node *from)
{
    GHashTable *earlier = g_hash_table_new(g_str_hash, g_str_equal); /* id to index + 1 */
    size_t before = into->count;
    bool fine = true;

    for (size_t i = 0; i < before; i++)
        if (id_of(&into->items[i]) != NULL)
            g_hash_table_insert(earlier, (gpointer) (uintptr_t) id_of(&into->items[i]),
                                GSIZE_TO_POINTER(i + 1));
    for (size_t i = 0; i < from->count && fine; i++) {
        const char *id = id_of(&from->items[i]);
        size_t found = id == NULL ? 0 : GPOINTER_TO_SIZE(g_hash_table_lookup(earlier, id));

        for (size_t k = 0; id == NULL && k < before; k++)
            if (into->items[k].value == from->items[i].value)
                found = k + 1; /* the very same entry, by another way */
        if (found == 0) {
            fine = tree_add(in->tree, into, from->items[i]);
            continue;
        }
        if (into->items[found - 1].value != from->items[i].value)
            fine = set_aside(in, key, into->items[found - 1].value);
        into->items[found - 1] = from->items[i];
        if (id != NULL)
            g_hash_table_remove(earlier, id); /* a second one in this file is a fault, not later */
    }
    g_hash_table_destroy(earlier);
    return fine;
}

/* A list of its own, since what is merged into it must not reach the file's own tree. */
static struct tree_node *own_list(struct include *in, const char *key, const struct tree_node *list)
{
    struct tree_node *own = tree_node(in->tree, TREE_LIST, list->place);

    return own != NULL && merge_entries(in, key, own, list) ? own : NULL;
}

static bool merge_item(struct include *in, struct tree_node *into, struct tree_item item)
{
    struct tree_node *before = tree_get(into, item.key);
    bool entries = is_entries(item.key) && item.value->kind == TREE_LIST;

    if (before == NULL || item.again) {
        if (entries)
            item.value = own_list(in, item.key, item.value);
        return item.value != NULL && tree_add(in->tree, into, item);
    }
    if (entries && before->kind == TREE_LIST)
        return merge_entries(in, item.key, before, item.value);
    if (is_entries(item.key)) { /* one of them is no list: the check will say so */
        item.again = true;
        return tree_add(in->tree, into, item);
    }
    return set_aside(in, item.key, before) &&
           tree_put(in->tree, into, item.key, item.value, item.place);
}

static bool merge(struct include *in, struct tree_node *into, const struct tree_node *from,
                  bool outermost)
{
    for (size_t i = 0; i < from->count; i++) {
        const char *key = from->items[i].key;

        if (strcmp(key, "include") == 0 ||
            (!outermost && (strcmp(key, "name") == 0 || strcmp(key, "description") == 0)))
            continue;
        if (!merge_item(in, into, from->items[i]))
            return false;
    }
    return true;
}

static void say_cycle(struct include *in, const char *real, const char *path,
                      struct tree_place asked)
{
    GString *chain = g_string_new(NULL);
    size_t i = 0;

    while (strcmp(in->stack[i].real, real) != 0)
        i++;
    for (; i < in->depth; i++)
        g_string_append_printf(chain, "%s, ", in->stack[i].shown);
    diag_add(in->diag, DIAG_ERROR, asked.file, asked.line, asked.column, "take one of them out",
             "the file includes itself: %s%s", chain->str, path);
    g_string_free(chain, TRUE);
}

static bool is_open(const struct include *in, const char *real)
{
    for (size_t i = 0; i < in->depth && real != NULL; i++)
        if (in->stack[i].real != NULL && strcmp(in->stack[i].real, real) == 0)
            return true;
    return false;
}

/* Relative to the including file, which is the innermost open one. */
static char *resolve(const struct include *in, const char *name)
{
    const char *base = in->stack[in->depth - 1].shown;
    const char *slash = strrchr(base, '/');

    if (slash == NULL || g_path_is_absolute(name))
        return g_strdup(name);
    return g_strdup_printf("%.*s%s", (int) (slash - base) + 1, base, name);
}

static enum fault_kind include_one(struct include *in, const struct tree_node *node,
                                   struct tree_node *into)
{
    struct tree_node *merged = NULL;
    enum fault_kind kind;
    char *path;

    if (node->kind != TREE_SCALAR || *node->text == '\0') {
        diag_add(in->diag, DIAG_ERROR, node->place.file, node->place.line, node->place.column,
                 "name files, as in `include: [library/us-states.yaml]`",
                 "`include` does not name a file here");
        return FAULT_NONE;
    }
    path = resolve(in, node->text);
    kind = read_file(in, path, node->place, &merged);
    g_free(path);
    if (kind == FAULT_NONE && merged != NULL && !merge(in, into, merged, false))
        kind = FAULT_MEMORY;
    return kind;
}

/* What the file on top of the stack includes, then its own. */
static enum fault_kind merge_file(struct include *in, const struct tree_node *root,
                                  struct tree_node **merged)
{
    const struct tree_node *include = tree_get(root, "include");
    struct tree_node *into = tree_node(in->tree, TREE_MAPPING, root->place);
    enum fault_kind kind = into == NULL ? FAULT_MEMORY : FAULT_NONE;

    if (include != NULL && include->kind != TREE_LIST && kind == FAULT_NONE)
        kind = include_one(in, include, into);
    for (size_t i = 0;
         include != NULL && i < include->count && kind == FAULT_NONE && include->kind == TREE_LIST;
         i++)
        kind = include_one(in, include->items[i].value, into);
    if (kind == FAULT_NONE && !merge(in, into, root, true))
        kind = FAULT_MEMORY;
    if (kind == FAULT_NONE)
        *merged = into;
    return kind;
}

static enum fault_kind read_and_merge(struct include *in, const char *path, struct tree_place asked,
                                      char *real, struct tree_node **merged)
{
    struct tree_node *root = NULL;
    const char *shown = tree_text(in->tree, path, strlen(path));
    enum fault_kind kind;

    if (shown == NULL)
        return FAULT_MEMORY;
    kind = tree_read(in->tree, path, asked, &root, in->diag);
    if (kind != FAULT_NONE)
        return kind;
    if (root != NULL && root->kind != TREE_MAPPING) {
        diag_add(in->diag, DIAG_ERROR, path, root->place.line, root->place.column,
                 "write keys, beginning with `telerad: 1`",
                 "a scenario is a mapping of keys, not a %s",
                 root->kind == TREE_LIST ? "list" : "single value");
        root = NULL;
    }
    if (root == NULL) {
        in->broken = true;
        return FAULT_NONE;
    }
    in->stack[in->depth++] = (struct reading){shown, real};
    kind = merge_file(in, root, merged);
    in->depth--;
    return kind;
}

/* Links and dots lead to the same file. */
static char *identity(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return NULL;
    return g_strdup_printf("%" PRIuMAX ":%" PRIuMAX, (uintmax_t) status.st_dev,
                           (uintmax_t) status.st_ino);
}

static enum fault_kind read_file(struct include *in, const char *path, struct tree_place asked,
                                 struct tree_node **merged)
{
    char *real = identity(path);
    enum fault_kind kind = FAULT_NONE;

    if (is_open(in, real)) {
        say_cycle(in, real, path, asked);
        in->broken = true;
    } else if (in->depth == DEPTH_MAX) {
        diag_add(in->diag, DIAG_ERROR, asked.file, asked.line, asked.column,
                 "include files more directly", "more than 64 files include one another in turn");
        in->broken = true;
    } else if (real != NULL && g_hash_table_contains(in->done, real)) {
        *merged = g_hash_table_lookup(in->done, real);
    } else {
        kind = read_and_merge(in, path, asked, real, merged);
        if (kind == FAULT_NONE && real != NULL)
            g_hash_table_insert(in->done, g_strdup(real), *merged);
    }
    g_free(real);
    return kind;
}

enum fault_kind include_read(struct tree *tree, const char *path, struct tree_node **root,
                             struct tree_node **replaced, struct diag *diag)
{
    struct include in = {.tree = tree, .diag = diag};
    struct tree_node *merged = NULL;
    enum fault_kind kind;

    *root = NULL;
    *replaced = NULL;
    in.replaced = tree_node(tree, TREE_MAPPING, (struct tree_place){"", 0, 0});
    if (in.replaced == NULL)
        return FAULT_MEMORY;
    in.done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    kind = read_file(&in, path, (struct tree_place){NULL, 0, 0}, &merged);
    g_hash_table_destroy(in.done);
    if (kind == FAULT_NONE && !in.broken)
        *root = merged;
    *replaced = in.replaced;
    return kind;
}
