/* Worklists as indexed heaps, one a class and tier.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/worklist.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "model/event.h"

#include <assert.h>
#include <stdlib.h>

#define RANK_SHIFT 56U
#define NO_TARGET_BIT (UINT64_C(1) << 62)

struct heap_key worklist_key(const struct replication *r, const struct study *study)
{
    const struct model *m = r->model;
    const struct study_life *life = &study->life;
    int64_t receipt_us = study->final_read ? life->reported_us : life->received_us;
    struct heap_key key;

    key.major = (uint64_t) (receipt_us - m->begin_us);
    key.minor = (uint64_t) life->source << 40 | life->count;
    switch (m->order) {
    case MODEL_ORDER_PRIORITY: key.major |= (uint64_t) life->present << RANK_SHIFT; break;
    case MODEL_ORDER_FIFO: break;
    case MODEL_ORDER_DEADLINE:
        if (study->final_read)
            key.major += m->final_within_us == MODEL_NO_TARGET ? 0 : (uint64_t) m->final_within_us;
        else if (m->priorities[life->present].target_us == MODEL_NO_TARGET)
            key.major |= NO_TARGET_BIT;
        else
            key.major += (uint64_t) m->priorities[life->present].target_us;
        break;
    }
    return key;
}

static struct heap *list_of(const struct replication *r, uint32_t tier, uint32_t class_index)
{
    return &r->worklists[(size_t) tier * r->who->class_count + class_index];
}

/* A study that was listed anew at the very instant in which its wait is reached is there already.
 */
static void put(struct replication *r, struct heap *heap, uint32_t tier, uint32_t slot)
{
    if (r->places[slot * r->stride + tier] != HEAP_ABSENT)
        return;
    if (heap_add(heap, state_places(r, tier), slot, r->studies[slot].key) != FAULT_NONE)
        r->starved = true;
}

/* First reads of a named priority are also kept apart, for pre-emption. */
static void mark_urgent(struct replication *r, uint32_t slot, bool waits)
{
    const struct study *study = &r->studies[slot];
    struct heap_places places = state_places(r, r->stride - 1);

    if (!r->preempts || !r->model->priorities[study->life.present].preempts)
        return;
    if (!waits)
        heap_remove(&r->urgent, places, slot);
    else if (heap_add(&r->urgent, places, slot, study->key) != FAULT_NONE)
        r->starved = true;
}

static bool has_ripened(const struct replication *r, const struct study *study, uint32_t tier)
{
    return r->now_us - study->life.received_us >= r->who->tier_us[tier];
}

void worklist_add(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    size_t words = r->who->class_words;

    assert(!study->listed && study->stage == STUDY_WAITING);
    study->listed = true;
    if (study->final_read) {
        put(r, &r->final_worklists[study->class_index], 0, slot);
        bitset_add(r->final_waiting, study->class_index);
        return;
    }
    mark_urgent(r, slot, true);
    for (uint32_t tier = 0; tier < r->who->tier_count && has_ripened(r, study, tier); tier++) {
        put(r, list_of(r, tier, study->class_index), tier, slot);
        bitset_add(r->waiting + tier * words, study->class_index);
    }
}

void worklist_remove(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t class_index = study->class_index;
    struct heap *heap;

    if (!study->listed)
        return;
    study->listed = false;
    if (study->final_read) {
        heap = &r->final_worklists[class_index];
        heap_remove(heap, state_places(r, 0), slot);
        if (heap->length == 0)
            bitset_drop(r->final_waiting, class_index);
        return;
    }
    mark_urgent(r, slot, false);
    for (uint32_t tier = 0; tier < r->who->tier_count; tier++) {
        if (r->places[slot * r->stride + tier] == HEAP_ABSENT)
            break; /* tiers are reached in order */
        heap = list_of(r, tier, class_index);
        heap_remove(heap, state_places(r, tier), slot);
        if (heap->length == 0)
            bitset_drop(r->waiting + tier * r->who->class_words, class_index);
    }
}

void worklist_raise(struct replication *r, uint32_t slot, uint8_t priority)
{
    struct study *study = &r->studies[slot];
    bool listed = study->listed;

    worklist_remove(r, slot);
    study->life.present = priority;
    study->key = worklist_key(r, study);
    if (listed)
        worklist_add(r, slot);
}

void worklist_freshen(struct replication *r, uint32_t slot)
{
    if (r->studies[slot].fresh)
        return;
    r->studies[slot].fresh = true;
    r->fresh[r->fresh_count++] = slot;
    r->unsettled = true;
}

void worklist_forget(struct replication *r, uint32_t slot)
{
    worklist_remove(r, slot);
    if (!r->studies[slot].fresh)
        return;
    r->studies[slot].fresh = false;
    for (size_t i = 0; i < r->fresh_count; i++)
        if (r->fresh[i] == slot) {
            r->fresh[i] = r->fresh[--r->fresh_count];
            return;
        }
}

static bool grow(struct ripening *ripening)
{
    size_t capacity = ripening->capacity == 0 ? 64 : 2 * ripening->capacity;
    struct ripe *ring = malloc(capacity * sizeof *ring);

    if (ring == NULL)
        return false;
    for (size_t i = 0; i < ripening->length; i++)
        ring[i] = ripening->ring[(ripening->head + i) & (ripening->capacity - 1)];
    free(ripening->ring);
    ripening->ring = ring;
    ripening->capacity = capacity;
    ripening->head = 0;
    return true;
}

/* The first that still waits for its first report is the next to ripen; those gone are dropped. */
static void wait_for_next(struct replication *r, uint32_t tier)
{
    struct ripening *ripening = &r->ripening[tier];

    while (ripening->length > 0) {
        struct ripe ripe = ripening->ring[ripening->head];
        const struct study *study = &r->studies[ripe.slot];

        if (study->in_use && study->stamp == ripe.stamp &&
            study->life.reported_us == STUDY_NOT_YET) {
            agenda_push(&r->agenda, study->life.received_us + r->who->tier_us[tier], EVENT_OVERFLOW,
                        tier, 0);
            return;
        }
        ripening->head = (ripening->head + 1) & (ripening->capacity - 1);
        ripening->length--;
    }
}

void worklist_ripen(struct replication *r, uint32_t slot)
{
    for (uint32_t tier = 0; tier < r->who->tier_count; tier++) {
        struct ripening *ripening = &r->ripening[tier];

        if (r->who->tier_us[tier] == 0)
            continue;
        if (ripening->length == ripening->capacity && !grow(ripening)) {
            r->starved = true;
            return;
        }
        ripening->ring[(ripening->head + ripening->length++) & (ripening->capacity - 1)] =
            (struct ripe){slot, r->studies[slot].stamp};
        if (ripening->length == 1)
            wait_for_next(r, tier);
    }
}

void worklist_ripened(struct replication *r, uint32_t tier)
{
    struct ripening *ripening = &r->ripening[tier];
    struct ripe ripe = ripening->ring[ripening->head];
    struct study *study = &r->studies[ripe.slot];

    ripening->head = (ripening->head + 1) & (ripening->capacity - 1);
    ripening->length--;
    if (study->in_use && study->stamp == ripe.stamp && study->stage == STUDY_WAITING &&
        !study->final_read) {
        if (study->listed) {
            put(r, list_of(r, tier, study->class_index), tier, ripe.slot);
            bitset_add(r->waiting + tier * r->who->class_words, study->class_index);
        }
        worklist_freshen(r, ripe.slot);
    }
    wait_for_next(r, tier);
}

static uint32_t best_of(const struct heap *heaps, const uint64_t *waiting, const uint64_t *mine,
                        size_t words)
{
    const struct heap_node *best = NULL;

    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = waiting[w] & mine[w]; bits != 0; bits &= bits - 1) {
            const struct heap_node *node =
                heap_first(&heaps[w * BITSET_BITS + bitset_lowest(bits)]);

            if (best == NULL || heap_before(node->key, best->key))
                best = node;
        }
    return best == NULL ? NOBODY : best->item;
}

uint32_t worklist_best(const struct replication *r, uint32_t group)
{
    const struct crew *crew = &r->crews[group];
    size_t words = r->who->class_words;
    const uint64_t *mine = r->who->group_classes + group * words;
    uint32_t slot = NOBODY;

    if (crew->tier != NOBODY)
        slot = best_of(list_of(r, crew->tier, 0), r->waiting + crew->tier * words, mine, words);
    if (slot == NOBODY && crew->finals)
        slot = best_of(r->final_worklists, r->final_waiting, mine, words);
    return slot;
}
