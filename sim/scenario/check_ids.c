/* Ids: gathered once from the lists at the top, then every reference and pattern is held against
 * them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/keys_near.h"
#include "scenario/pattern.h"
#include "scenario/quantity.h"

#include <stdio.h>
#include <string.h>

#define COPIES_MAX 100000U /* of all sites together */
#define HINT_BYTES 400

static struct check_list *list_create(void)
{
    struct check_list *list = g_new0(struct check_list, 1);

    list->names = g_ptr_array_new_with_free_func(g_free);
    list->set = g_hash_table_new(g_str_hash, g_str_equal);
    return list;
}

/* Takes the name. Returns whether it is new. */
static bool list_add(struct check_list *list, char *name)
{
    if (!g_hash_table_add(list->set, name)) {
        /* g_hash_table_add() has put the new text in the place of the old */
        g_ptr_array_add(list->names, name);
        return false;
    }
    g_ptr_array_add(list->names, name);
    return true;
}

static bool list_has(const struct check_list *list, const char *name)
{
    return list != NULL && g_hash_table_contains(list->set, name);
}

/* How many sites an entry stands for; 1 where that cannot be said. */
static uint64_t copies_of(const struct tree_node *site)
{
    const char *text = tree_get_text(site, "count");
    uint64_t copies = 1;

    if (text != NULL && !quantity_count(text, COPIES_MAX, &copies, NULL))
        return 1;
    return copies;
}

static void gather_copies(struct check *c, struct check_list *list, const struct tree_node *site,
                          const char *id, uint64_t *total)
{
    uint64_t copies = copies_of(site);
    const struct tree_node *named = tree_get(site, "id");

    *total += copies;
    if (*total > COPIES_MAX && *total - copies <= COPIES_MAX)
        check_say(c, named->place, "at most 100000 sites, copies counted", "too many sites");
    if (*total > COPIES_MAX || copies < 2)
        return;
    for (uint64_t k = 1; k <= copies; k++) {
        char *copy = g_strdup_printf("%s-%" G_GUINT64_FORMAT, id, k);

        if (list_has(list, copy))
            check_say(c, named->place, "give one of them another id",
                      "a copy of the site `%.80s` has the id of another site, `%.80s`", id, copy);
        (void) list_add(list, copy);
    }
}

static void gather_list(struct check *c, const char *name, const struct tree_node *node)
{
    struct check_list *list = g_hash_table_lookup(c->lists, name);
    uint64_t total = 0;

    if (list == NULL) {
        list = list_create();
        g_hash_table_insert(c->lists, (gpointer) (uintptr_t) name, list);
    }
    for (size_t i = 0; node->kind == TREE_LIST && i < node->count; i++) {
        const char *id = tree_get_text(node->items[i].value, "id");

        if (id != NULL)
            (void) list_add(list, g_strdup(id));
    }
    if (strcmp(name, "sites") != 0)
        return;
    for (size_t i = 0; node->kind == TREE_LIST && i < node->count; i++) {
        const char *id = tree_get_text(node->items[i].value, "id");

        if (id != NULL)
            gather_copies(c, list, node->items[i].value, id, &total);
    }
}

void check_gather(struct check *c)
{
    for (size_t row = 0; row < keys_top.count; row++) {
        if (keys_top.rows[row].type != KEY_ENTRIES)
            continue;
        for (size_t i = 0; i < c->root->count; i++)
            if (strcmp(c->root->items[i].key, keys_top.rows[row].key) == 0)
                gather_list(c, keys_top.rows[row].key, c->root->items[i].value);
    }
}

static bool meets_any(const struct check_list *list, const char *pattern)
{
    if (strchr(pattern, '*') == NULL)
        return list_has(list, pattern);
    for (guint i = 0; list != NULL && i < list->names->len; i++)
        if (pattern_meets(pattern, list->names->pdata[i]))
            return true;
    return false;
}

void check_reference(struct check *c, const struct key_row *row, const struct tree_node *node,
                     bool pattern)
{
    const struct check_list *list = g_hash_table_lookup(c->lists, row->refers);
    char shown[CHECK_SHOWN_BYTES];
    char hint[HINT_BYTES];
    const char *near = NULL;
    bool star = strchr(node->text, '*') != NULL;

    if (c->unused || (pattern ? meets_any(list, node->text) : list_has(list, node->text)))
        return;
    if (list != NULL && c->guesses > 0 && list->names->len > 0) {
        c->guesses--;
        near = keys_near_of(node->text, (const char *const *) list->names->pdata, list->names->len);
    }
    if (near != NULL)
        (void) snprintf(hint, sizeof hint, "the nearest id is `%.100s`", near);
    else if (list == NULL || list->names->len == 0)
        (void) snprintf(hint, sizeof hint, "add it to `%s`, which has no entry", row->refers);
    else
        (void) snprintf(hint, sizeof hint, "name an id of `%s`, such as `%.100s`", row->refers,
                        (const char *) list->names->pdata[0]);
    check_say(c, node->place, hint,
              pattern && star ? "`%s`: the pattern `%s` meets no id of `%s`"
                              : "`%s`: there is no `%s` in `%s`",
              row->key, check_shown(node->text, shown), row->refers);
}

/* An id must not be what an entry without one goes by. */
static void check_clash(struct check *c, const struct key_row *row, const struct tree_node *list,
                        GHashTable *ids)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *name = tree_get_text(list->items[i].value, row->table->naming);
        const struct tree_node *id;
        char shown[CHECK_SHOWN_BYTES];

        if (name == NULL || tree_get(list->items[i].value, "id") != NULL)
            continue;
        id = g_hash_table_lookup(ids, name);
        if (id != NULL)
            check_say(c, id->place, "choose another id",
                      "the id `%s` is what another entry of `%s` goes by, the one at %u:%u",
                      check_shown(id->text, shown), row->key, list->items[i].value->place.line,
                      list->items[i].value->place.column);
    }
}

void check_twice(struct check *c, const struct key_row *row, const struct tree_node *list)
{
    GHashTable *seen;

    const struct key_row *named = keys_find(row->table, "id");

    if (row->table->naming == NULL || named == NULL || named->type == KEY_PATTERN ||
        named->type == KEY_LABEL) /* such entries say something of others, and may say more */
        return;
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < list->count; i++) {
        struct tree_node *entry = list->items[i].value;
        struct tree_node *id =
            keys_plain(row) != NULL && entry->kind == TREE_SCALAR ? entry : tree_get(entry, "id");
        const struct tree_node *first;
        char shown[CHECK_SHOWN_BYTES];

        if (id == NULL || id->kind != TREE_SCALAR)
            continue;
        first = g_hash_table_lookup(seen, id->text);
        if (first == NULL)
            g_hash_table_insert(seen, (gpointer) (uintptr_t) id->text, id);
        else
            check_say(c, id->place, "give each entry its own id",
                      "the id `%s` stands twice in `%s`; first at %u:%u",
                      check_shown(id->text, shown), row->key, first->place.line,
                      first->place.column);
    }
    if (strcmp(row->table->naming, "id") != 0)
        check_clash(c, row, list, seen);
    g_hash_table_destroy(seen);
}
