/* The store of a tree, and its nodes. Chunks are only given back together, so that nodes may be
 * shared, moved between parents and dropped without a thought.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t) 64 << 10)

struct tree_chunk {
    struct tree_chunk *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

void tree_init(struct tree *tree)
{
    *tree = (struct tree){0};
}

void tree_clear(struct tree *tree)
{
    while (tree->chunks != NULL) {
        struct tree_chunk *chunk = tree->chunks;

        tree->chunks = chunk->next;
        free(chunk);
    }
    *tree = (struct tree){0};
}

static void *take(struct tree *tree, size_t bytes)
{
    struct tree_chunk *chunk = tree->chunks;
    size_t size = bytes > CHUNK_BYTES / 4 ? bytes : CHUNK_BYTES;
    void *taken;

    bytes = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (chunk == NULL || chunk->size - chunk->used < bytes) {
        size = size < bytes ? bytes : size;
        chunk = malloc(sizeof *chunk + size);
        if (chunk == NULL) {
            tree->exhausted = true;
            return NULL;
        }
        chunk->size = size;
        chunk->used = 0;
        if (tree->chunks != NULL && size == bytes) { /* keep filling the one in front */
            chunk->next = tree->chunks->next;
            tree->chunks->next = chunk;
        } else {
            chunk->next = tree->chunks;
            tree->chunks = chunk;
        }
    }
    taken = chunk->bytes + chunk->used;
    chunk->used += bytes;
    return taken;
}

char *tree_text(struct tree *tree, const char *text, size_t length)
{
    char *copy = take(tree, length + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    tree->text_bytes += length;
    return copy;
}

struct tree_node *tree_node(struct tree *tree, enum tree_kind kind, struct tree_place place)
{
    struct tree_node *node = take(tree, sizeof *node);

    if (node == NULL)
        return NULL;
    *node = (struct tree_node){.kind = kind, .place = place};
    tree->nodes++;
    return node;
}

struct tree_node *tree_scalar(struct tree *tree, const char *text, struct tree_place place)
{
    struct tree_node *node = tree_node(tree, TREE_SCALAR, place);

    if (node == NULL)
        return NULL;
    node->text = tree_text(tree, text, strlen(text));
    return node->text == NULL ? NULL : node;
}

struct tree_node *tree_copy(struct tree *tree, const struct tree_node *node)
{
    struct tree_node *copy;

    if (tree->nodes >= TREE_NODES_MAX || tree->text_bytes >= TREE_TEXT_BYTES_MAX)
        return NULL;
    copy = tree_node(tree, node->kind, node->place);
    if (copy == NULL)
        return NULL;
    copy->plain = node->plain;
    copy->text = node->text;
    if (node->text != NULL)
        tree->text_bytes += strlen(node->text); /* it will be written out */
    for (size_t i = 0; i < node->count; i++) {
        struct tree_item item = node->items[i];

        item.value = tree_copy(tree, item.value);
        if (item.value == NULL || !tree_add(tree, copy, item))
            return NULL;
    }
    return copy;
}

bool tree_add(struct tree *tree, struct tree_node *node, struct tree_item item)
{
    assert(node->kind != TREE_SCALAR && item.value != NULL);
    if (node->count == node->capacity) {
        size_t capacity = node->capacity > 0 ? 2 * node->capacity : 4;
        struct tree_item *items = take(tree, capacity * sizeof *items);

        if (items == NULL)
            return false;
        if (node->count > 0)
            memcpy(items, node->items, node->count * sizeof *items);
        node->items = items;
        node->capacity = capacity;
    }
    node->items[node->count++] = item;
    return true;
}

static struct tree_item *find(const struct tree_node *node, const char *key)
{
    if (node == NULL || node->kind != TREE_MAPPING)
        return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (!node->items[i].again && strcmp(node->items[i].key, key) == 0)
            return &node->items[i];
    return NULL;
}

struct tree_node *tree_get(const struct tree_node *node, const char *key)
{
    struct tree_item *item = find(node, key);

    return item == NULL ? NULL : item->value;
}

const char *tree_get_text(const struct tree_node *node, const char *key)
{
    const struct tree_node *value = tree_get(node, key);

    return value == NULL || value->kind != TREE_SCALAR ? NULL : value->text;
}

bool tree_put(struct tree *tree, struct tree_node *node, const char *key, struct tree_node *value,
              struct tree_place place)
{
    struct tree_item *item = find(node, key);

    if (item != NULL) {
        item->value = value;
        item->place = place;
        return true;
    }
    key = tree_text(tree, key, strlen(key));
    return key != NULL &&
           tree_add(tree, node, (struct tree_item){.key = key, .place = place, .value = value});
}
