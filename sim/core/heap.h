/* An indexed heap of items 0 … n-1, each at most once, by a two-word key; any item can be removed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_HEAP_H
#define TELERAD_CORE_HEAP_H

#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_key {
    uint64_t major, minor; /* the least comes first; minor breaks ties */
};

struct heap_node {
    struct heap_key key;
    uint32_t item;
};

#define HEAP_ABSENT UINT32_MAX

struct heap {
    struct heap_node *nodes; /* 4-ary, owned */
    size_t length, capacity;
};

static inline bool heap_before(struct heap_key a, struct heap_key b)
{
    return a.major < b.major || (a.major == b.major && a.minor < b.minor);
}

/*
 * `places` [items] says where each item stands in this heap, HEAP_ABSENT if it does not. It
 * belongs to the caller, is handed to each call, and may be a strided part of a larger table: place
 * of item i is places[i * stride].
 */
struct heap_places {
    uint32_t *at;
    size_t stride;
};

void heap_init(struct heap *heap); /* empty; allocates nothing */
void heap_clear(struct heap *heap);
/** Adds an item that is not in it. Doubles when full; FAULT_MEMORY then changes nothing.
 * O(log n). */
NODISCARD enum fault_kind heap_add(struct heap *heap, struct heap_places places, uint32_t item,
                                   struct heap_key key);
/** Removes an item that is in it. O(log n). */
void heap_remove(struct heap *heap, struct heap_places places, uint32_t item);
/** Gives the first item a new, later or equal key. The heap is not empty. O(log n). */
void heap_delay_first(struct heap *heap, struct heap_places places, struct heap_key key);
/** The first node, NULL if empty. Borrowed until the next change. O(1). */
static inline const struct heap_node *heap_first(const struct heap *heap)
{
    return heap->length > 0 ? heap->nodes : NULL;
}

/** The first item in order for which `may` is true and whose key is before *key; HEAP_ABSENT if
 * there is none. Its key goes to *key. Looks at the items that stand before it and their children:
 * O(those that may not). */
uint32_t heap_first_that(const struct heap *heap, bool (*may)(const void *self, uint32_t item),
                         const void *self, struct heap_key *key);

#endif
