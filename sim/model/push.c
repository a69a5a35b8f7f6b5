/* Own lists are worklists of one reader; a study's `owner` says whose.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/push.h"

#include "core/bitset.h"
#include "model/cover.h"
#include "model/order.h"
#include "model/personal.h"
#include "model/reading.h"
#include "model/worklist.h"

#include <stdlib.h>

enum fault_kind push_create(struct replication *r, struct fault *fault)
{
    if (r->model->dispatch.assign == MODEL_PULL)
        return FAULT_NONE;
    r->own_lists = calloc(r->model->reader_count + 1U, sizeof *r->own_lists);
    r->assign_key = stream_key("assign", "");
    return r->own_lists != NULL ? FAULT_NONE
                                : fault_set(fault, FAULT_MEMORY, "no memory for the worklists");
}

void push_free(struct replication *r)
{
    for (uint32_t i = 0; r->own_lists != NULL && i < r->model->reader_count; i++)
        heap_clear(&r->own_lists[i]);
    free(r->own_lists);
}

void push_start(struct replication *r, uint64_t number)
{
    r->assign_stream = stream_start(r->assign_key, r->model->run.seed, number);
    r->assign_last = NOBODY;
    r->push_all = false;
    for (uint32_t i = 0; r->own_lists != NULL && i < r->model->reader_count; i++)
        r->own_lists[i].length = 0;
}

/* Expected time of a study and what is unread of its bundle, us. */
static double work_with(const struct replication *r, uint32_t reader, uint32_t slot)
{
    double work = 0;

    for (; slot != NOBODY; slot = r->studies[slot].bundle_next)
        work +=
            order_expected_us(r, &r->studies[slot]) * reading_pace(r, reader, &r->studies[slot]);
    return work;
}

/* Expected time of what stands on a reader's list and is in his hands, us. */
static double work_of(const struct replication *r, uint32_t reader)
{
    const struct heap *list = &r->own_lists[reader];
    double work = work_with(r, reader, r->readers[reader].study);

    for (size_t i = 0; i < list->length; i++)
        work += work_with(r, reader, list->nodes[i].item);
    return work;
}

static double load_of(const struct replication *r, uint32_t reader)
{
    switch (r->model->dispatch.assign) {
    case MODEL_PUSH_SHORTEST:
        return (double) r->own_lists[reader].length + (r->readers[reader].study != NOBODY);
    case MODEL_PUSH_LEAST_WORK: return work_of(r, reader);
    case MODEL_PULL:
    case MODEL_PUSH_ROUND_ROBIN:
    case MODEL_PUSH_RANDOM: break;
    }
    return 0;
}

/* Of two with as much to do: the idle one, who has been idle longer. */
static bool idle_before(const struct reader *a, const struct reader *b)
{
    if (a->idle != b->idle)
        return a->idle;
    return a->idle && a->idle_since_us < b->idle_since_us;
}

/* Is reader a, who comes later by group and number, to be taken rather than b? */
static bool rather(const struct replication *r, uint32_t a, uint32_t b)
{
    double x = load_of(r, a), y = load_of(r, b);

    if (r->model->dispatch.assign == MODEL_PUSH_ROUND_ROBIN)
        return b <= r->assign_last && a > r->assign_last && r->assign_last != NOBODY;
    if (x < y || x > y)
        return x < y;
    return idle_before(&r->readers[a], &r->readers[b]);
}

static bool is_open_to(const struct replication *r, uint32_t group, const struct study *study)
{
    return bitset_has(r->who->class_groups + study->class_index * r->who->group_words, group) &&
           cover_may(r, group, study);
}

/* The reader whose list a study goes to; NOBODY on shift may read it. */
static uint32_t owner_of(struct replication *r, uint32_t slot)
{
    const struct model *m = r->model;
    const struct study *study = &r->studies[slot];
    uint32_t found = NOBODY, count = 0;

    for (uint32_t g = 0; g < m->group_count; g++) {
        uint32_t first = m->groups[g].first_reader;

        if (!is_open_to(r, g, study))
            continue;
        for (uint32_t i = first; i < first + m->groups[g].count; i++) {
            bool better;

            if (!r->readers[i].on || !personal_permits(r, i, slot))
                continue;
            count++;
            if (m->dispatch.assign == MODEL_PUSH_RANDOM)
                better = stream_unit(&r->assign_stream) * count < 1;
            else
                better = found == NOBODY || rather(r, i, found);
            if (better)
                found = i;
        }
    }
    return found;
}

static void give(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t reader = owner_of(r, slot);

    if (reader == NOBODY)
        return;
    worklist_remove(r, slot);
    study->owner = r->assign_last = reader;
    worklist_add(r, slot);
    worklist_freshen(r, slot);
}

static bool is_free(const struct study *study)
{
    return study->in_use && study->stage == STUDY_WAITING && study->phase == MODEL_FIRST &&
           study->owner == NOBODY;
}

/* Gives out studies of r->pushed in order: an insertion sort, for they are few or sorted. */
static void give_all(struct replication *r, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t slot = r->pushed[i];
        size_t at = i;

        for (; at > 0 && order_before(r, slot, r->pushed[at - 1]); at--)
            r->pushed[at] = r->pushed[at - 1];
        r->pushed[at] = slot;
    }
    for (size_t i = 0; i < count; i++)
        give(r, r->pushed[i]);
}

void push_out(struct replication *r)
{
    size_t count = 0;

    if (r->push_all) {
        for (uint32_t slot = 0; slot < r->slot_count; slot++)
            if (is_free(&r->studies[slot]))
                r->pushed[count++] = slot;
    } else {
        for (size_t i = 0; i < r->fresh_count; i++)
            if (is_free(&r->studies[r->fresh[i]]))
                r->pushed[count++] = r->fresh[i];
    }
    r->push_all = false;
    give_all(r, count);
}

static void take_back(struct replication *r, uint32_t slot)
{
    worklist_remove(r, slot);
    r->studies[slot].owner = NOBODY;
    worklist_freshen(r, slot);
}

void push_take_back(struct replication *r, uint32_t reader)
{
    struct heap *list;

    if (r->own_lists == NULL)
        return;
    list = &r->own_lists[reader];
    while (list->length > 0)
        take_back(r, list->nodes[list->length - 1].item);
}

void push_take_back_uncovered(struct replication *r, uint32_t reader)
{
    struct heap *list;
    size_t i = 0;

    if (r->own_lists == NULL)
        return;
    list = &r->own_lists[reader];
    while (i < list->length) {
        uint32_t slot = list->nodes[i].item;

        if (cover_allows(r, r->model->readers[reader].group, &r->studies[slot])) {
            i++;
        } else {
            take_back(r, slot);
            i = 0; /* the heap has moved the others */
        }
    }
}
