/* Escalation and withdrawal: both by time since receipt.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/waiting.h"

#include "core/simtime.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/oncall.h"
#include "model/order.h"
#include "model/study.h"
#include "model/worklist.h"

#include <assert.h>

/* The study of a bundle that stands for all unread ones. */
static uint32_t standing_for(const struct replication *r, uint32_t slot)
{
    return r->studies[slot].bundle == NOBODY ? slot : r->studies[slot].bundle;
}

/* What is pushed to somebody who may not read it at its new rank is given out anew. */
static void look_at_owner(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    if (study->owner != NOBODY && !cover_may(r, r->model->readers[study->owner].group, study)) {
        worklist_remove(r, slot);
        study->owner = NOBODY;
    }
    worklist_freshen(r, slot);
}

static void set_in_hand(struct replication *r, uint32_t lead, uint32_t slot, uint8_t priority)
{
    struct study *study = &r->studies[lead];
    uint8_t before = study->rank;

    r->studies[slot].life.present = priority;
    order_rank(r, lead); /* the key is for when it is put down */
    r->in_hand[before]--;
    r->in_hand[study->rank]++;
    if (study->rank > before && r->preempts)
        r->retry_urgent = r->unsettled = true; /* it may be put down now */
}

void waiting_set_priority(struct replication *r, uint32_t slot, uint8_t priority)
{
    uint32_t lead = standing_for(r, slot);

    assert(r->studies[slot].life.reported_us == STUDY_NOT_YET);
    if (r->studies[lead].stage == STUDY_WAITING) {
        worklist_raise(r, slot, priority);
        look_at_owner(r, lead);
    } else if (r->studies[lead].stage == STUDY_READING) {
        set_in_hand(r, lead, slot, priority);
    } else {
        r->studies[slot].life.present = priority; /* its bundle is not complete */
    }
    if (r->escalates)
        waiting_watch(r, slot);
}

void waiting_raise(struct replication *r, uint32_t slot, uint32_t priority)
{
    struct study *study = &r->studies[slot];

    if (study->life.reported_us != STUDY_NOT_YET || study->life.withdrawn_us != STUDY_NOT_YET ||
        priority >= study->life.present)
        return;
    study->raised = true;
    waiting_set_priority(r, slot, (uint8_t) priority);
}

static bool waits(const struct replication *r, uint32_t slot)
{
    const struct study *lead = &r->studies[standing_for(r, slot)];

    return lead->stage == STUDY_WAITING && lead->phase < MODEL_FINAL;
}

static void watch_one(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    const struct model_priority *priority = &r->model->priorities[study->life.present];
    int64_t due_us;

    if (!priority->escalates)
        return;
    due_us = simtime_add(study->life.received_us, priority->escalate_us);
    if (due_us > r->now_us)
        agenda_push(&r->agenda, due_us, EVENT_ESCALATED, slot, study->stamp);
    else
        waiting_raise(r, slot, priority->escalate_to);
}

void waiting_watch(struct replication *r, uint32_t slot)
{
    uint32_t member = r->studies[slot].bundle == slot ? r->studies[slot].bundle_next : NOBODY;

    if (!waits(r, slot))
        return;
    watch_one(r, slot);
    for (; member != NOBODY; member = r->studies[member].bundle_next)
        watch_one(r, member);
}

void waiting_escalate(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    const struct model_priority *priority = &r->model->priorities[study->life.present];

    if (waits(r, slot) && priority->escalates &&
        simtime_add(study->life.received_us, priority->escalate_us) <= r->now_us)
        waiting_raise(r, slot, priority->escalate_to);
}

void waiting_be_patient(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    const struct model_site *site = &r->model->sites[study->life.site];

    if (site->withdraws && (site->withdraw_priorities >> study->life.ordered & 1U) != 0)
        agenda_push(&r->agenda, simtime_add(r->now_us, simtime_round(study->patience_us)),
                    EVENT_WITHDRAWN, slot, study->stamp);
}

static void withdraw_one(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->life.withdrawn_us = r->now_us;
    study->bundle = NOBODY;
    study->stage = STUDY_DONE;
    r->observer->study_withdrawn(r->observer->self, &study->life);
    oncall_left(r, slot);
    study_close_if_over(r, slot);
}

void waiting_withdraw(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t member = study->bundle;

    if (study->stage != STUDY_WAITING || study->life.begun_us != STUDY_NOT_YET ||
        study->phase != MODEL_FIRST)
        return;
    worklist_remove(r, slot);
    cover_count(r, slot, false);
    r->unsettled = true;
    if (member == NOBODY)
        withdraw_one(r, slot);
    while (member != NOBODY) {
        uint32_t next = r->studies[member].bundle_next;

        withdraw_one(r, member);
        member = next;
    }
}
