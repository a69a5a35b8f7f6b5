/* Dispatch by worklists and crews; pre-emption.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch.h"

#include "core/bitset.h"
#include "model/cover.h"
#include "model/leaving.h"
#include "model/order.h"
#include "model/outage.h"
#include "model/personal.h"
#include "model/push.h"
#include "model/reading.h"
#include "model/study.h"
#include "model/worklist.h"

/* One of all idle readers who may, each as likely. */
static uint32_t any_idle_reader(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    const uint64_t *groups = r->who->class_groups + study->class_index * r->who->group_words;
    uint32_t found = NOBODY, count = 0;

    for (uint32_t g = 0; g < r->model->group_count; g++) {
        if (!bitset_has(groups, g) || !bitset_has(r->idle_groups, g) || !cover_may(r, g, study))
            continue;
        for (uint32_t i = r->crews[g].first; i != NOBODY; i = r->readers[i].next)
            if (reader_may(r, i, slot) && stream_unit(&r->tie_stream) * ++count < 1)
                found = i;
    }
    return found;
}

/* The idle reader who may read a study and has been idle longest, or is first by another tie-break;
 * ties by group, then number. */
static uint32_t idle_reader(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    size_t words = r->who->group_words;
    const uint64_t *groups = r->who->class_groups + study->class_index * words;
    uint32_t best = NOBODY;

    if (r->model->dispatch.tie == MODEL_TIE_RANDOM)
        return any_idle_reader(r, slot);
    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = groups[w] & r->idle_groups[w]; bits != 0; bits &= bits - 1) {
            uint32_t group = (uint32_t) (w * BITSET_BITS + bitset_lowest(bits)), reader;

            if (!cover_may(r, group, study))
                continue;
            reader = personal_idle(r, group, slot);
            if (reader != NOBODY && (best == NOBODY || personal_rather(r, reader, best, slot)))
                best = reader;
        }
    return best;
}

/* The best that somebody idle of a group may read. */
static uint32_t best_of_group(const struct replication *r, uint32_t group)
{
    uint32_t best = NOBODY;

    if (!r->personal)
        return worklist_best(r, group, NOBODY);
    for (uint32_t i = r->crews[group].first; i != NOBODY; i = r->readers[i].next) {
        uint32_t found = worklist_best(r, group, i);

        if (found != NOBODY && order_before(r, found, best))
            best = found;
    }
    return best;
}

/* The best of what the freshly idle groups find in their worklists. */
static uint32_t best_of_groups(struct replication *r, uint32_t slot)
{
    for (size_t w = 0; w < r->who->group_words; w++)
        for (uint64_t bits = r->fresh_groups[w] & r->idle_groups[w]; bits != 0; bits &= bits - 1) {
            size_t group = w * BITSET_BITS + bitset_lowest(bits);
            uint32_t found = best_of_group(r, (uint32_t) group);

            if (found == NOBODY)
                bitset_drop(r->fresh_groups, group);
            else if (order_before(r, found, slot))
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

        if (r->studies[fresh].stage != STUDY_WAITING || !order_before(r, fresh, slot))
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
    if ((x->phase >= MODEL_FINAL) != (y->phase >= MODEL_FINAL))
        return x->phase >= MODEL_FINAL;
    if (x->rank != y->rank)
        return x->rank > y->rank;
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

            if (!cover_may(r, (uint32_t) g, study))
                continue;
            for (uint32_t i = first; i < first + m->groups[g].count; i++) {
                const struct reader *who = &r->readers[i];
                const struct study *held = &r->studies[who->study == NOBODY ? 0 : who->study];

                if (who->on && state_reads(who) && (who->held & HELD_LIMIT) == 0 &&
                    (held->phase >= MODEL_FINAL || held->rank > study->rank) &&
                    reader_may(r, i, slot) && less_urgent(r, i, victim))
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

    if (study->stage != STUDY_WAITING || study->phase >= MODEL_FINAL ||
        !r->model->priorities[study->rank].preempts || !order_before(r, slot, best->slot) ||
        !could_preempt(r, study->rank))
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
    reading_put_down(r, best.victim, !r->model->dispatch.restarts);
    reading_begin(r, best.victim, best.slot);
    return true;
}

/* What was fresh and got no reader waits in a worklist; what is over meanwhile ends now, so that no
 * slot is lent again while it counts as fresh. */
static void settle_slot(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->fresh = false;
    if (study->stage == STUDY_WAITING && !study->listed)
        worklist_add(r, slot);
    else if (study->stage == STUDY_DONE)
        study_close_if_over(r, slot);
}

static void list_the_rest(struct replication *r)
{
    for (size_t i = 0; i < r->fresh_count; i++)
        settle_slot(r, r->fresh[i]);
    r->fresh_count = 0;
    for (size_t w = 0; r->any_fresh_group && w < r->who->group_words; w++)
        r->fresh_groups[w] = 0;
    r->any_fresh_group = r->retry_urgent = false;
}

/* The usual: one study came, and nobody became idle. */
static void settle_one(struct replication *r)
{
    uint32_t slot = r->fresh[0], reader = NOBODY;

    r->fresh_count = 0;
    r->retry_urgent = false;
    if (r->studies[slot].stage == STUDY_WAITING)
        reader = idle_reader(r, slot);
    if (reader != NOBODY)
        reading_begin(r, reader, slot);
    settle_slot(r, slot);
}

/* As usual: readers of one group became idle, and nothing came. Who was idle before has found
 * nothing in the worklists, so what is found is theirs. */
static void settle_group(struct replication *r, uint32_t group)
{
    const struct crew *crew = &r->crews[group];
    uint32_t slot;

    while (crew->first != NOBODY && (slot = worklist_best(r, group, NOBODY)) != NOBODY)
        reading_begin(r, crew->first, slot);
    bitset_drop(r->fresh_groups, group);
    r->any_fresh_group = r->retry_urgent = false;
}

void dispatch_settle(struct replication *r)
{
    if (r->own_lists != NULL)
        push_out(r);
    if (outage_stops_reading(r)) {
        if (r->leaver_count > 0)
            leaving_settle(r);
        list_the_rest(r);
        return;
    }
    if (r->leaver_count == 0 && r->fresh_count == 0 && r->any_fresh_group &&
        r->only_fresh_group != NOBODY && !r->preempts && !r->personal &&
        r->model->dispatch.tie == MODEL_TIE_LONGEST_IDLE) {
        settle_group(r, r->only_fresh_group);
        return;
    }
    if (r->leaver_count == 0 && r->fresh_count == 1 && !r->any_fresh_group && !r->preempts) {
        settle_one(r);
        return;
    }
    do {
        while (assign_best(r))
            continue;
        if (r->leaver_count > 0)
            leaving_settle(r);
    } while (r->preempts && preempt_best(r));
    list_the_rest(r);
}
