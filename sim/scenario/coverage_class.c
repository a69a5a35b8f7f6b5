/* Classes of studies: all that the same groups may read at the same times. Each is explained once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include "core/bitset.h"
#include "model/grant.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The index of a key, which begins with a set of groups; it is added if it is new. */
static uint32_t find_class(struct coverage_classes *c, GHashTable *known, const uint64_t *set,
                           size_t words)
{
    size_t bytes = c->words * sizeof *set;
    GBytes *key = g_bytes_new(set, words * sizeof *set);
    gpointer found;

    if (g_hash_table_lookup_extended(known, key, NULL, &found)) {
        g_bytes_unref(key);
        return GPOINTER_TO_UINT(found);
    }
    memcpy(c->groups + c->count * c->words, set, bytes);
    g_hash_table_insert(known, key, GUINT_TO_POINTER(c->count));
    return c->count++;
}

/* Doubles the room for sets when it is used up. */
static bool make_room(struct coverage_classes *c)
{
    size_t room = c->count == 0 ? 1 : 2 * (size_t) c->count;
    uint64_t *grown;
    struct coverage_pair *pairs;

    if ((c->count & (c->count - 1U)) != 0)
        return true;
    grown = realloc(c->groups, room * c->words * sizeof *grown);
    if (grown == NULL)
        return false;
    c->groups = grown;
    pairs = realloc(c->pairs, room * sizeof *pairs);
    if (pairs == NULL)
        return false;
    c->pairs = pairs;
    return true;
}

/* Who may read it, the coverage entries that meet it, and where its dated licences are the same. */
static void write_key(const struct model *m, size_t group_words, const struct coverage_pair *pair,
                      uint64_t *key)
{
    bool dated = false;

    for (uint32_t g = 0; g < m->group_count; g++)
        if (model_group_may_read(m, g, pair->site, pair->study)) {
            bitset_add(key, g);
            dated = dated || coverage_is_dated(m, g);
        }
    key += group_words;
    if (dated) {
        key[0] = m->permits->cell_of_site[pair->site] + UINT64_C(1);
        key[1] = m->permits->room_count > 0 ? m->permits->room_of_site[pair->site] : 0;
    }
    for (uint32_t i = 0; i < m->coverage_count; i++)
        if (coverage_entry_meets(m, i, pair))
            bitset_add(key + 2, i);
}

enum fault_kind coverage_classify(const struct model *model, struct coverage_classes *out,
                                  struct fault *fault)
{
    struct coverage_classes c = {.words = bitset_words(model->group_count) + 1};
    GHashTable *known =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
    size_t words = c.words + 2 + bitset_words(model->coverage_count);
    uint64_t *set = calloc(words, sizeof *set);
    bool whole = set != NULL;

    c.of_source = calloc(model->source_count + 1U, sizeof *c.of_source);
    whole = whole && c.of_source != NULL;
    for (uint32_t i = 0; i < model->source_count && whole; i++) {
        struct coverage_pair pair = {model->sources[i].site, model->sources[i].study};

        memset(set, 0, words * sizeof *set);
        write_key(model, c.words, &pair, set);
        whole = make_room(&c);
        if (!whole)
            break;
        c.of_source[i] = find_class(&c, known, set, words);
        if (c.of_source[i] + 1 == c.count)
            c.pairs[c.of_source[i]] = pair;
    }
    free(set);
    g_hash_table_destroy(known);
    if (!whole) {
        coverage_classes_clear(&c);
        return fault_set(fault, FAULT_MEMORY, "no memory for who may read what");
    }
    *out = c;
    return FAULT_NONE;
}

bool coverage_class_has(const struct coverage_classes *classes, uint32_t class_index,
                        uint32_t group)
{
    return bitset_has(classes->groups + class_index * classes->words, group);
}

void coverage_classes_clear(struct coverage_classes *classes)
{
    free(classes->groups);
    free(classes->pairs);
    free(classes->of_source);
    *classes = (struct coverage_classes){0};
}
