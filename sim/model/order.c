/* Where a study stands among others.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/order.h"

#include "core/simtime.h"

#include <assert.h>
#include <stdlib.h>

#define RANK_SHIFT 58U /* 64 ranks, */
#define PICK_SHIFT 49U /* MODEL_PICKS_MAX preferences, and 17 years */
#define SLACK_BASE (UINT64_C(1) << 61)
#define NO_TARGET_BIT (UINT64_C(1) << 62)

static uint64_t receipt_of(const struct replication *r, const struct study *study)
{
    const struct study_life *life = &study->life;
    int64_t receipt_us = life->received_us;

    if (study->phase == MODEL_FINAL)
        receipt_us = life->reported_us;
    else if (study->phase == MODEL_REVIEW)
        receipt_us = life->final_us;
    return (uint64_t) (receipt_us - r->model->begin_us);
}

double order_expected_us(const struct replication *r, const struct study *study)
{
    const struct model *m = r->model;
    const double times[MODEL_PHASES] = {[MODEL_FIRST] = 1,
                                        [MODEL_SIGN] = m->readings.sign_time,
                                        [MODEL_FINAL] = m->readings.final_time,
                                        [MODEL_REVIEW] = m->readings.review_time};
    double time = times[study->phase];

    if (study->phase == MODEL_SECOND || study->phase == MODEL_ARBITER)
        time = m->doubles[r->double_of_study[study->life.study]].time;
    return time * r->expected_us[study->life.study];
}

/* From receipt; reviews are promised to nobody. */
static int64_t target_of(const struct model *m, const struct study *study)
{
    if (study->phase == MODEL_REVIEW)
        return MODEL_NO_TARGET;
    return study->phase == MODEL_FINAL ? m->final_within_us
                                       : m->priorities[study->life.present].target_us;
}

/* Receipt + target, or what stands behind all that have one. */
static uint64_t due_of(const struct replication *r, const struct study *study)
{
    uint64_t receipt = receipt_of(r, study);
    int64_t target_us = target_of(r->model, study);

    return target_us == MODEL_NO_TARGET ? receipt | NO_TARGET_BIT : receipt + (uint64_t) target_us;
}

struct heap_key order_key(const struct replication *r, const struct study *study)
{
    const struct model *m = r->model;
    const struct study_life *life = &study->life;
    struct heap_key key;

    key.minor = (uint64_t) life->source << 40 | (uint64_t) life->count << 4 | life->member;
    switch (m->dispatch.order) {
    case MODEL_ORDER_PRIORITY:
        key.major = receipt_of(r, study) | (uint64_t) life->present << RANK_SHIFT;
        if (r->pick_ranks != NULL)
            key.major |= (uint64_t) r->pick_ranks[life->study] << PICK_SHIFT;
        break;
    case MODEL_ORDER_DEADLINE: key.major = due_of(r, study); break;
    case MODEL_ORDER_SLACK:
        key.major = due_of(r, study);
        if ((key.major & NO_TARGET_BIT) == 0)
            key.major =
                SLACK_BASE + key.major - (uint64_t) simtime_round(order_expected_us(r, study));
        break;
    case MODEL_ORDER_FIFO:
    case MODEL_ORDER_ACCUMULATING: key.major = receipt_of(r, study); break;
    }
    return key;
}

/* What stands behind, in classes: readings up to the first report, final reads, reviews. */
static unsigned standing(const struct study *study)
{
    return study->phase < MODEL_FINAL ? MODEL_FIRST : study->phase;
}

static double own_weight(const struct replication *r, const struct study_life *life)
{
    return r->model->priorities[life->present].weight * (double) (r->now_us - life->received_us);
}

/* The weight gained since receipt; of a bundle, the greatest of its unread ones. */
static double weight_of(const struct replication *r, const struct study *study)
{
    double weight = own_weight(r, &study->life);
    uint32_t member = study->bundle == NOBODY ? NOBODY : study->bundle_next;

    for (; member != NOBODY; member = r->studies[member].bundle_next) {
        double other = own_weight(r, &r->studies[member].life);

        weight = other > weight ? other : weight;
    }
    return weight;
}

/* Who has waited longer comes first at equal ones. */
static int by_weight(const struct replication *r, const struct study *x, const struct study *y)
{
    double a = weight_of(r, x), b = weight_of(r, y);

    return (a < b) - (a > b);
}

bool order_before(const struct replication *r, uint32_t a, uint32_t b)
{
    const struct study *x = &r->studies[a], *y = &r->studies[b];

    if (b == NOBODY)
        return true;
    if (standing(x) != standing(y))
        return standing(x) < standing(y);
    if (r->model->dispatch.order == MODEL_ORDER_ACCUMULATING && x->phase < MODEL_FINAL) {
        int order = by_weight(r, x, y);

        if (order != 0)
            return order < 0;
    }
    return heap_before(x->key, y->key);
}

void order_rank(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->rank = study->life.present;
    study->key = order_key(r, study);
    if (study->bundle != slot)
        return;
    for (uint32_t i = study->bundle_next; i != NOBODY; i = r->studies[i].bundle_next) {
        const struct study *member = &r->studies[i];
        struct heap_key key = order_key(r, member);

        if (member->life.present < study->rank)
            study->rank = member->life.present;
        if (heap_before(key, study->key))
            study->key = key;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static double preference(const struct replication *r, uint32_t study)
{
    return r->model->dispatch.pick == MODEL_PICK_SHORTEST ? r->expected_us[study]
                                                          : -r->model->studies[study].rvu;
}

/* Study types in the order in which readers pick them: equal ones have one rank. */
bool order_rank_picks(struct replication *r)
{
    uint32_t count = r->model->study_count;
    double *values = calloc(count + 1U, sizeof *values);

    r->pick_ranks = calloc(count + 1U, sizeof *r->pick_ranks);
    for (uint32_t i = 0; values != NULL && i < count; i++)
        values[i] = preference(r, i);
    if (values != NULL)
        qsort(values, count, sizeof *values, by_value);
    for (uint32_t i = 0; values != NULL && r->pick_ranks != NULL && i < count; i++) {
        uint16_t rank = 0;

        for (uint32_t k = 0; values[k] < preference(r, i); k++)
            rank = (uint16_t) (rank + (values[k] < values[k + 1]));
        assert(rank < MODEL_PICKS_MAX);
        r->pick_ranks[i] = rank;
    }
    free(values);
    return values != NULL && r->pick_ranks != NULL;
}
