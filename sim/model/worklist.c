/* Worklists as indexed heaps, one a class and tier.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/worklist.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/variate.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/order.h"
#include "model/personal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static uint32_t list_index(const struct replication *r, const struct study *study)
{
    uint32_t band = r->who->bands > 1 ? study->rank : 0;

    return study->class_index * r->who->bands + band;
}

static struct heap *list_of(const struct replication *r, uint32_t tier, uint32_t list)
{
    return &r->worklists[(size_t) tier * r->who->list_count + list];
}

static struct heap *later_list(const struct replication *r, unsigned phase, uint32_t list)
{
    return &r->later_worklists[(size_t) (phase - 1) * r->who->list_count + list];
}

static uint64_t *later_waiting(const struct replication *r, unsigned phase)
{
    return r->later_waiting + (size_t) (phase - 1) * r->who->list_words;
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

    if (!r->preempts || !r->model->priorities[study->rank].preempts)
        return;
    if (!waits)
        heap_remove(&r->urgent, places, slot);
    else if (heap_add(&r->urgent, places, slot, study->key) != FAULT_NONE)
        r->starved = true;
}

static bool has_ripened(const struct replication *r, const struct study *study, uint32_t tier)
{
    return r->now_us - study->since_us >= r->who->tier_us[tier];
}

static void add_to_tiers(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t list = list_index(r, study);

    for (uint32_t tier = 0; tier < r->who->tier_count && has_ripened(r, study, tier); tier++) {
        put(r, list_of(r, tier, list), tier, slot);
        bitset_add(r->waiting + tier * r->who->list_words, list);
    }
}

void worklist_add(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t list = list_index(r, study);

    assert(!study->listed && study->stage == STUDY_WAITING);
    study->listed = true;
    if (study->phase < MODEL_FINAL)
        mark_urgent(r, slot, true);
    if (study->owner != NOBODY) {
        put(r, &r->own_lists[study->owner], 0, slot);
    } else if (study->phase == MODEL_FIRST) {
        add_to_tiers(r, slot);
    } else {
        put(r, later_list(r, study->phase, list), 0, slot);
        bitset_add(later_waiting(r, study->phase), list);
    }
}

static void remove_from_tiers(struct replication *r, uint32_t slot)
{
    uint32_t list = list_index(r, &r->studies[slot]);

    for (uint32_t tier = 0; tier < r->who->tier_count; tier++) {
        struct heap *heap = list_of(r, tier, list);

        if (r->places[slot * r->stride + tier] == HEAP_ABSENT)
            break; /* tiers are reached in order */
        heap_remove(heap, state_places(r, tier), slot);
        if (heap->length == 0)
            bitset_drop(r->waiting + tier * r->who->list_words, list);
    }
}

void worklist_remove(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t list = list_index(r, study);

    if (!study->listed)
        return;
    study->listed = false;
    if (study->phase < MODEL_FINAL)
        mark_urgent(r, slot, false);
    if (study->owner != NOBODY) {
        heap_remove(&r->own_lists[study->owner], state_places(r, 0), slot);
    } else if (study->phase == MODEL_FIRST) {
        remove_from_tiers(r, slot);
    } else {
        struct heap *heap = later_list(r, study->phase, list);

        heap_remove(heap, state_places(r, 0), slot);
        if (heap->length == 0)
            bitset_drop(later_waiting(r, study->phase), list);
    }
}

void worklist_raise(struct replication *r, uint32_t slot, uint8_t priority)
{
    uint32_t lead = r->studies[slot].bundle == NOBODY ? slot : r->studies[slot].bundle;
    bool listed = r->studies[lead].listed, counted = r->studies[lead].counted;

    worklist_remove(r, lead);
    cover_count(r, lead, false);
    r->studies[slot].life.present = priority;
    order_rank(r, lead);
    cover_count(r, lead, counted);
    if (listed)
        worklist_add(r, lead);
}

void worklist_freshen(struct replication *r, uint32_t slot)
{
    if (r->studies[slot].fresh)
        return;
    r->studies[slot].fresh = true;
    r->fresh[r->fresh_count++] = slot;
    r->unsettled = true;
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
            agenda_push(&r->agenda, study->since_us + r->who->tier_us[tier], EVENT_OVERFLOW, tier,
                        0);
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

void worklist_ripened_one(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    if (study->stage != STUDY_WAITING || study->phase != MODEL_FIRST)
        return;
    if (study->listed && study->owner == NOBODY)
        add_to_tiers(r, slot);
    worklist_freshen(r, slot);
}

void worklist_ripened(struct replication *r, uint32_t tier)
{
    struct ripening *ripening = &r->ripening[tier];
    struct ripe ripe = ripening->ring[ripening->head];
    struct study *study = &r->studies[ripe.slot];

    ripening->head = (ripening->head + 1) & (ripening->capacity - 1);
    ripening->length--;
    if (study->in_use && study->stamp == ripe.stamp)
        worklist_ripened_one(r, ripe.slot);
    wait_for_next(r, tier);
}

struct look { /* for whom studies are looked at */
    const struct replication *r;
    uint32_t group, reader; /* reader NOBODY: anybody of the group */
    bool any;               /* whatever stands in the lists */
};

static bool suits(const void *self, uint32_t slot)
{
    const struct look *look = self;
    const struct replication *r = look->r;

    return cover_may(r, look->group, &r->studies[slot]) &&
           (look->reader == NOBODY || reader_may(r, look->reader, slot));
}

/* The better of `slot` and the best that suits in some lists. */
static uint32_t best_of(const struct look *look, const struct heap *heaps, const uint64_t *waiting,
                        uint32_t slot)
{
    const struct replication *r = look->r;
    size_t words = r->who->list_words;
    const uint64_t *mine = r->who->group_lists + look->group * words;

    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = waiting[w] & mine[w]; bits != 0; bits &= bits - 1) {
            const struct heap *heap = &heaps[w * BITSET_BITS + bitset_lowest(bits)];
            struct heap_key key = {UINT64_MAX, UINT64_MAX};
            uint32_t found =
                look->any ? heap_first(heap)->item : heap_first_that(heap, suits, look, &key);

            if (found != HEAP_ABSENT && order_before(r, found, slot))
                slot = found;
        }
    return slot;
}

/* Where priorities gain on each other by waiting, a heap of all of them keeps no order. */
static uint32_t best_of_own(const struct look *look, const struct heap *list)
{
    struct heap_key key = {UINT64_MAX, UINT64_MAX};
    uint32_t slot = NOBODY;

    if (look->r->model->dispatch.order != MODEL_ORDER_ACCUMULATING)
        return heap_first_that(list, suits, look, &key);
    for (size_t i = 0; i < list->length; i++) {
        uint32_t item = list->nodes[i].item;

        if (suits(look, item) && order_before(look->r, item, slot))
            slot = item;
    }
    return slot;
}

uint32_t worklist_best(const struct replication *r, uint32_t group, uint32_t reader)
{
    const struct crew *crew = &r->crews[group];
    struct look look = {r, group, reader, crew->plain && !r->personal};
    uint32_t slot = NOBODY;

    if (reader != NOBODY && r->own_lists != NULL)
        slot = best_of_own(&look, &r->own_lists[reader]);
    if ((crew->phases & 1U << MODEL_FIRST) != 0 && crew->tier != NOBODY)
        slot = best_of(&look, list_of(r, crew->tier, 0),
                       r->waiting + crew->tier * r->who->list_words, slot);
    for (unsigned phase = MODEL_FIRST + 1; crew->phases >> phase != 0; phase++) {
        if (phase >= MODEL_FINAL && slot != NOBODY)
            break;
        if ((crew->phases >> phase & 1U) != 0) {
            look.any = look.any && phase != MODEL_SECOND && phase != MODEL_ARBITER;
            slot = best_of(&look, later_list(r, phase, 0), later_waiting(r, phase), slot);
        }
    }
    return slot;
}

enum fault_kind worklist_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    const struct eligibility *who = r->who;
    size_t lists = who->list_count, tiers = who->tier_count, later = MODEL_PHASES - 1;

    r->stride = tiers + m->tool_count + 1;
    r->worklists = calloc(tiers * lists + 1, sizeof *r->worklists);
    r->later_worklists = calloc(later * lists + 1, sizeof *r->later_worklists);
    r->waiting = calloc(tiers * who->list_words + 1, sizeof *r->waiting);
    r->later_waiting = calloc(later * who->list_words + 1, sizeof *r->later_waiting);
    r->ripening = calloc(tiers + 1, sizeof *r->ripening);
    r->expected_us = calloc(m->study_count + 1U, sizeof *r->expected_us);
    if (r->worklists == NULL || r->later_worklists == NULL || r->waiting == NULL ||
        r->later_waiting == NULL || r->ripening == NULL || r->expected_us == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the worklists");
    for (uint32_t i = 0; i < m->study_count; i++)
        r->expected_us[i] = variate_mean(&m->studies[i].read);
    if (m->dispatch.pick != MODEL_PICK_BEST && !order_rank_picks(r))
        return fault_set(fault, FAULT_MEMORY, "no memory for the worklists");
    return FAULT_NONE;
}

static void clear_heaps(struct heap *heaps, size_t count)
{
    for (size_t i = 0; heaps != NULL && i < count; i++)
        heap_clear(&heaps[i]);
    free(heaps);
}

void worklist_free(struct replication *r)
{
    clear_heaps(r->worklists, (size_t) r->who->tier_count * r->who->list_count);
    clear_heaps(r->later_worklists, (size_t) (MODEL_PHASES - 1) * r->who->list_count);
    heap_clear(&r->urgent);
    for (uint32_t i = 0; r->ripening != NULL && i < r->who->tier_count; i++)
        free(r->ripening[i].ring);
    free(r->ripening);
    free(r->waiting);
    free(r->later_waiting);
    free(r->expected_us);
    free(r->pick_ranks);
}

void worklist_start(struct replication *r)
{
    const struct eligibility *who = r->who;
    size_t later = MODEL_PHASES - 1;

    for (size_t i = 0; i < (size_t) who->tier_count * who->list_count; i++)
        r->worklists[i].length = 0;
    for (size_t i = 0; i < later * who->list_count; i++)
        r->later_worklists[i].length = 0;
    r->urgent.length = 0;
    memset(r->waiting, 0, who->tier_count * who->list_words * sizeof *r->waiting);
    memset(r->later_waiting, 0, later * who->list_words * sizeof *r->later_waiting);
    for (uint32_t i = 0; i < who->tier_count; i++)
        r->ripening[i].length = 0;
}
