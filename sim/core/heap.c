/* An indexed 4-ary heap. The caller keeps where each item stands, so that one item can stand in
 * many heaps and an empty heap costs nothing. Sifting moves a hole and writes the node once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/heap.h"

#include <assert.h>
#include <stdlib.h>

static inline void put(struct heap_node *nodes, struct heap_places places, size_t where,
                       struct heap_node node)
{
    nodes[where] = node;
    places.at[node.item * places.stride] = (uint32_t) where;
}

void heap_init(struct heap *heap)
{
    *heap = (struct heap){0};
}

void heap_clear(struct heap *heap)
{
    free(heap->nodes);
    *heap = (struct heap){0};
}

static enum fault_kind grow(struct heap *heap)
{
    size_t capacity = heap->capacity > 0 ? 2 * heap->capacity : 4;
    struct heap_node *nodes = NULL;

    if (capacity <= SIZE_MAX / sizeof *nodes)
        nodes = realloc(heap->nodes, capacity * sizeof *nodes);
    if (nodes == NULL)
        return FAULT_MEMORY;
    heap->nodes = nodes;
    heap->capacity = capacity;
    return FAULT_NONE;
}

/* Puts a node into a hole, moving later parents down. */
static void sift_up(struct heap *heap, struct heap_places places, size_t hole,
                    struct heap_node node)
{
    struct heap_node *nodes = heap->nodes;

    while (hole > 0) {
        size_t parent = (hole - 1) / 4;

        if (!heap_before(node.key, nodes[parent].key))
            break;
        put(nodes, places, hole, nodes[parent]);
        hole = parent;
    }
    put(nodes, places, hole, node);
}

/* Puts a node into a hole, moving the least children up. */
static void sift_down(struct heap *heap, struct heap_places places, size_t hole,
                      struct heap_node node)
{
    struct heap_node *nodes = heap->nodes;
    size_t length = heap->length;

    for (;;) {
        size_t child = 4 * hole + 1;
        size_t end = child + 4 < length ? child + 4 : length;
        size_t least = child;

        if (child >= length)
            break;
        while (++child < end)
            if (heap_before(nodes[child].key, nodes[least].key))
                least = child;
        if (!heap_before(nodes[least].key, node.key))
            break;
        put(nodes, places, hole, nodes[least]);
        hole = least;
    }
    put(nodes, places, hole, node);
}

enum fault_kind heap_add(struct heap *heap, struct heap_places places, uint32_t item,
                         struct heap_key key)
{
    assert(places.at[item * places.stride] == HEAP_ABSENT);
    if (heap->length == heap->capacity && grow(heap) != FAULT_NONE)
        return FAULT_MEMORY;
    heap->length++;
    sift_up(heap, places, heap->length - 1, (struct heap_node){.key = key, .item = item});
    return FAULT_NONE;
}

void heap_remove(struct heap *heap, struct heap_places places, uint32_t item)
{
    size_t hole = places.at[item * places.stride];
    struct heap_node last;

    assert(hole < heap->length && heap->nodes[hole].item == item);
    places.at[item * places.stride] = HEAP_ABSENT;
    last = heap->nodes[--heap->length];
    if (hole == heap->length)
        return;
    if (hole > 0 && heap_before(last.key, heap->nodes[(hole - 1) / 4].key))
        sift_up(heap, places, hole, last);
    else
        sift_down(heap, places, hole, last);
}

void heap_delay_first(struct heap *heap, struct heap_places places, struct heap_key key)
{
    assert(heap->length > 0 && !heap_before(key, heap->nodes[0].key));
    sift_down(heap, places, 0, (struct heap_node){.key = key, .item = heap->nodes[0].item});
}

/* The subtree at a node: a node that may is before all of its children. */
static uint32_t first_below(const struct heap *heap, size_t at,
                            bool (*may)(const void *self, uint32_t item), const void *self,
                            struct heap_key *key)
{
    uint32_t found = HEAP_ABSENT;

    if (at >= heap->length || !heap_before(heap->nodes[at].key, *key))
        return HEAP_ABSENT;
    if (may(self, heap->nodes[at].item)) {
        *key = heap->nodes[at].key;
        return heap->nodes[at].item;
    }
    for (size_t child = 4 * at + 1; child <= 4 * at + 4; child++) {
        uint32_t item = first_below(heap, child, may, self, key);

        if (item != HEAP_ABSENT)
            found = item;
    }
    return found;
}

uint32_t heap_first_that(const struct heap *heap, bool (*may)(const void *self, uint32_t item),
                         const void *self, struct heap_key *key)
{
    return first_below(heap, 0, may, self, key);
}
