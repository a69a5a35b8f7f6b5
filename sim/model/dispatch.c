/* Dispatch by worklists and crews; pre-emption.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch.h"

#include "core/bitset.h"
#include "model/reading.h"
#include "model/roster.h"
#include "model/worklist.h"

#include <assert.h>

/* Does study a come before b? Final reads stand behind all first reads. */
static bool comes_before(const struct replication *r, uint32_t a, uint32_t b)
{
    const struct study *x = &r->studies[a], *y = &r->studies[b];

    if (b == NOBODY)
        return true;
    if (x->final_read != y->final_read)
        return y->final_read;
    return heap_before(x->key, y->key);
}

/* The idle reader who may read a study and has been idle longest; ties by group, then number. */
static uint32_t idle_reader(const struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    size_t words = r->who->group_words;
    const uint64_t *groups = r->who->class_groups + study->class_index * words;
    uint32_t best = NOBODY;

    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = groups[w] & r->idle_groups[w]; bits != 0; bits &= bits - 1) {
            const struct crew *crew = &r->crews[w * BITSET_BITS + bitset_lowest(bits)];

            if (roster_may_read(r, crew, study) &&
                (best == NOBODY ||
                 r->readers[crew->first].idle_since_us < r->readers[best].idle_since_us))
                best = crew->first;
        }
    return best;
}

/* The best of what the freshly idle groups find in their worklists. */
static uint32_t best_of_groups(struct replication *r, uint32_t slot)
{
    for (size_t w = 0; w < r->who->group_words; w++)
        for (uint64_t bits = r->fresh_groups[w] & r->idle_groups[w]; bits != 0; bits &= bits - 1) {
            size_t group = w * BITSET_BITS + bitset_lowest(bits);
            uint32_t found = worklist_best(r, (uint32_t) group);

            if (found == NOBODY)
                bitset_drop(r->fresh_groups, group);
            else if (comes_before(r, found, slot))
                slot = found;
        }
    return slot;
}

/* Gives the best study that somebody idle may read to whoever is to read it; false if there is
 * none. */
static bool assign_best(struct replication *r)
{
    uint32_t slot = NOBODY, reader = NOBODY;

    for (size_t i = 0; i < r->fresh_count; i++) {
        uint32_t fresh = r->fresh[i], who;

        if (r->studies[fresh].stage != STUDY_WAITING || !comes_before(r, fresh, slot))
            continue;
        who = idle_reader(r, fresh);
        if (who != NOBODY) {
            slot = fresh;
            reader = who;
        }
    }
    if (r->any_fresh_group) {
        uint32_t found = best_of_groups(r, slot);

        if (found != slot) {
            slot = found;
            reader = idle_reader(r, slot);
        }
    }
    if (slot == NOBODY)
        return false;
    reading_begin(r, reader, slot);
    return r->fresh_count > 1 || r->any_fresh_group; /* else that was all there is to look at */
}

/* Is what reader a has in hand to be put down rather than what b has? b may be NOBODY. */
static bool less_urgent(const struct replication *r, uint32_t a, uint32_t b)
{
    const struct study *x, *y;

    if (b == NOBODY)
        return true;
    x = &r->studies[r->readers[a].study];
    y = &r->studies[r->readers[b].study];
    if (x->final_read != y->final_read)
        return x->final_read;
    if (x->life.present != y->life.present)
        return x->life.present > y->life.present;
    return r->readers[a].begun_us > r->readers[b].begun_us;
}

/* Is there anything in anybody's hands that a study of this rank could put down? */
static bool could_preempt(const struct replication *r, unsigned rank)
{
    if (r->in_hand[IN_HAND_FINAL] > 0)
        return true;
    for (unsigned i = rank + 1; i < r->model->priority_count; i++)
        if (r->in_hand[i] > 0)
            return true;
    return false;
}

/* The reader whose study in hand a waiting one takes the place of; NOBODY if there is none. */
static uint32_t victim_of(const struct replication *r, uint32_t slot)
{
    const struct model *m = r->model;
    const struct study *study = &r->studies[slot];
    size_t words = r->who->group_words;
    const uint64_t *groups = r->who->class_groups + study->class_index * words;
    uint32_t victim = NOBODY;

    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = groups[w]; bits != 0; bits &= bits - 1) {
            size_t g = w * BITSET_BITS + bitset_lowest(bits);
            uint32_t first = m->groups[g].first_reader;

            if (!roster_may_read(r, &r->crews[g], study))
                continue;
            for (uint32_t i = first; i < first + m->groups[g].count; i++) {
                const struct reader *who = &r->readers[i];
                const struct study *held = &r->studies[who->study == NOBODY ? 0 : who->study];

                if (who->on && who->study != NOBODY &&
                    (held->final_read || held->life.present > study->life.present) &&
                    less_urgent(r, i, victim))
                    victim = i;
            }
        }
    return victim;
}

struct takeover {
    uint32_t slot, victim;
};

/* Takes a study into account for the next pre-emption. */
static void consider(const struct replication *r, uint32_t slot, struct takeover *best)
{
    const struct study *study = &r->studies[slot];
    uint32_t victim;

    if (study->stage != STUDY_WAITING || study->final_read ||
        !r->model->priorities[study->life.present].preempts || !comes_before(r, slot, best->slot) ||
        !could_preempt(r, study->life.present))
        return;
    victim = victim_of(r, slot);
    if (victim != NOBODY)
        *best = (struct takeover){slot, victim};
}

static bool preempt_best(struct replication *r)
{
    struct takeover best = {NOBODY, NOBODY};

    for (size_t i = 0; i < r->fresh_count; i++)
        consider(r, r->fresh[i], &best);
    for (size_t i = 0; r->retry_urgent && i < r->urgent.length; i++)
        consider(r, r->urgent.nodes[i].item, &best);
    if (best.slot == NOBODY)
        return false;
    reading_put_down(r, best.victim);
    reading_begin(r, best.victim, best.slot);
    return true;
}

static void list_the_rest(struct replication *r)
{
    for (size_t i = 0; i < r->fresh_count; i++) {
        struct study *study = &r->studies[r->fresh[i]];

        study->fresh = false;
        if (study->stage == STUDY_WAITING && !study->listed)
            worklist_add(r, r->fresh[i]);
    }
    r->fresh_count = 0;
    for (size_t w = 0; r->any_fresh_group && w < r->who->group_words; w++)
        r->fresh_groups[w] = 0;
    r->any_fresh_group = r->retry_urgent = false;
}

/* The usual: one study came, and nobody became idle. */
static void settle_one(struct replication *r)
{
    uint32_t slot = r->fresh[0], reader = idle_reader(r, slot);
    struct study *study = &r->studies[slot];

    study->fresh = false;
    r->fresh_count = 0;
    r->retry_urgent = false;
    if (reader != NOBODY)
        reading_begin(r, reader, slot);
    else if (!study->listed)
        worklist_add(r, slot);
}

/* As usual: readers of one group became idle, and nothing came. Who was idle before has found
 * nothing in the worklists, so what is found is theirs. */
static void settle_group(struct replication *r, uint32_t group)
{
    const struct crew *crew = &r->crews[group];
    uint32_t slot;

    while (crew->first != NOBODY && (slot = worklist_best(r, group)) != NOBODY)
        reading_begin(r, crew->first, slot);
    bitset_drop(r->fresh_groups, group);
    r->any_fresh_group = r->retry_urgent = false;
}

void dispatch_settle(struct replication *r)
{
    if (r->fresh_count == 0 && r->any_fresh_group && r->only_fresh_group != NOBODY &&
        !r->preempts) {
        settle_group(r, r->only_fresh_group);
        return;
    }
    if (r->fresh_count == 1 && !r->any_fresh_group && !r->preempts) {
        assert(r->studies[r->fresh[0]].stage == STUDY_WAITING);
        settle_one(r);
        return;
    }
    do
        while (assign_best(r))
            continue;
    while (r->preempts && preempt_best(r));
    list_the_rest(r);
}
