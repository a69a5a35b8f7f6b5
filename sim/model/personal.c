/* Who of a group, and which of several idle readers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/personal.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "model/order.h"
#include "model/permit.h"
#include "model/reading.h"
#include "model/worklist.h"

bool personal_matters(const struct model *model)
{
    return model->double_count > 0 || model->readings.review_share > 0 ||
           model->dispatch.assign != MODEL_PULL;
}

bool personal_permits(const struct replication *r, uint32_t reader, uint32_t slot)
{
    return (r->readers[reader].held & (HELD_LIMIT | HELD_OUTAGE)) == 0 &&
           (r->permits == NULL || permit_allows(r, reader, r->studies[slot].life.site));
}

bool personal_allows(const struct replication *r, uint32_t reader, uint32_t slot)
{
    const struct study *study = &r->studies[slot];

    if (!personal_permits(r, reader, slot))
        return false;
    if (study->phase == MODEL_FIRST)
        return r->own_lists == NULL || study->owner == reader ||
               (study->owner == NOBODY && !r->readers[reader].on); /* who stays has no list */
    if (study->phase == MODEL_REVIEW)
        return study->life.final_reader != reader;
    for (unsigned i = 0; study->phase < MODEL_FINAL && i < study->hand_count; i++)
        if (study->hands[i] == reader)
            return false;
    return true;
}

/* Fewest skills and licences first. */
static size_t breadth(const struct replication *r, uint32_t reader)
{
    const struct model *m = r->model;
    const struct permits *p = m->permits;
    const struct model_group *group = &m->groups[m->readers[reader].group];
    size_t count = group->skill_count;

    if (p != NULL && bitset_has(p->personal, m->readers[reader].group))
        return count + permit_count(r, reader);
    for (size_t w = 0; w < bitset_words(m->jurisdiction_count); w++)
        count += (size_t) __builtin_popcountll(group->licences[w]);
    return count;
}

/* What the reading is expected to cost. */
static double cost_of(const struct replication *r, uint32_t reader, const struct study *study)
{
    const struct model *m = r->model;
    const struct model_group *group = &m->groups[m->readers[reader].group];
    double hours =
        order_expected_us(r, study) * reading_pace(r, reader, study) / (double) SIMTIME_HOUR;

    return group->cost_per_read + group->cost_per_rvu * m->studies[study->life.study].rvu +
           group->cost_per_hour * hours;
}

/* Below 0: a before b by the tie-break; 0: as good. */
static int by_tie(const struct replication *r, uint32_t a, uint32_t b, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    double x = 0, y = 0;

    switch (r->model->dispatch.tie) {
    case MODEL_TIE_SPECIALIST_LAST:
        x = (double) breadth(r, a);
        y = (double) breadth(r, b);
        break;
    case MODEL_TIE_FASTEST:
        x = reading_pace(r, a, study);
        y = reading_pace(r, b, study);
        break;
    case MODEL_TIE_CHEAPEST:
        x = cost_of(r, a, study);
        y = cost_of(r, b, study);
        break;
    case MODEL_TIE_LONGEST_IDLE:
    case MODEL_TIE_RANDOM: break;
    }
    return (x > y) - (x < y);
}

bool personal_rather(const struct replication *r, uint32_t reader, uint32_t than, uint32_t slot)
{
    int order = by_tie(r, reader, than, slot);

    if (order != 0)
        return order < 0;
    return r->readers[reader].idle_since_us < r->readers[than].idle_since_us;
}

uint32_t personal_idle(struct replication *r, uint32_t group, uint32_t slot)
{
    uint32_t best = NOBODY;

    if (!r->personal && r->model->dispatch.tie == MODEL_TIE_LONGEST_IDLE)
        return r->crews[group].first;
    for (uint32_t i = r->crews[group].first; i != NOBODY; i = r->readers[i].next)
        if (reader_may(r, i, slot) && (best == NOBODY || personal_rather(r, i, best, slot)))
            best = i;
    return best;
}
