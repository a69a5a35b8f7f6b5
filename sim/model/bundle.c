/* Bundles as chains through the studies' slots.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/bundle.h"

#include "core/simtime.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/licence.h"
#include "model/order.h"
#include "model/study.h"
#include "model/waiting.h"
#include "model/worklist.h"

/* Makes a study the one that stands for the unread ones from it on. */
static void lead_from(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    for (uint32_t member = slot; member != NOBODY; member = r->studies[member].bundle_next)
        r->studies[member].bundle = slot;
    study->class_index = licence_bundle_class(
        r->who, study->life.site, r->model->sources[study->life.source].study, study->life.member);
}

void bundle_receive(struct replication *r, uint32_t slot)
{
    uint32_t lead = r->studies[slot].bundle;

    r->studies[slot].stage = STUDY_BUNDLED;
    if (--r->studies[lead].bundle_out > 0)
        return;
    for (uint32_t member = lead; member != NOBODY; member = r->studies[member].bundle_next)
        r->studies[member].since_us = r->now_us;
    lead_from(r, lead);
    study_wait(r, lead);
    worklist_ripen(r, lead);
    waiting_be_patient(r, lead);
}

uint32_t bundle_take(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t next = study->bundle_next;

    if (study->bundle != slot || study->phase != MODEL_FIRST)
        return NOBODY;
    study->bundle = study->bundle_next = NOBODY;
    if (next != NOBODY)
        lead_from(r, next);
    return next;
}

void bundle_put_down(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];

    for (uint32_t tier = 0; tier < r->who->tier_count; tier++) {
        int64_t ripe_us = simtime_add(study->since_us, r->who->tier_us[tier]);

        if (ripe_us > r->now_us)
            agenda_push(&r->agenda, ripe_us, EVENT_RIPENED, slot, study->stamp);
    }
}

static void unlink_behind(struct replication *r, uint32_t lead, uint32_t slot)
{
    uint32_t before = lead;

    while (r->studies[before].bundle_next != slot)
        before = r->studies[before].bundle_next;
    r->studies[before].bundle_next = r->studies[slot].bundle_next;
}

/* The bundle of `lead` without one behind it; where it stands may change. */
static void leave_behind(struct replication *r, uint32_t lead, uint32_t slot)
{
    struct study *study = &r->studies[lead];
    bool listed = study->listed, counted = study->counted;
    uint8_t before = study->rank;

    worklist_remove(r, lead);
    cover_count(r, lead, false);
    unlink_behind(r, lead, slot);
    if (study->stage == STUDY_WAITING || study->stage == STUDY_READING)
        order_rank(r, lead);
    if (study->stage == STUDY_READING) {
        r->in_hand[before]--;
        r->in_hand[study->rank]++;
    }
    cover_count(r, lead, counted);
    if (listed)
        worklist_add(r, lead);
}

void bundle_leave(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t lead = study->bundle, next = study->bundle_next;
    bool waits = lead != NOBODY && r->studies[lead].stage == STUDY_WAITING;

    if (lead == NOBODY)
        return;
    if (slot != lead) {
        leave_behind(r, lead, slot);
    } else if (next != NOBODY) {
        cover_count(r, lead, false);
        worklist_remove(r, lead);
        r->studies[next].bundle_out = study->bundle_out;
        lead_from(r, next);
    }
    study->bundle = study->bundle_next = NOBODY;
    if (slot != lead || next == NOBODY || !waits)
        return;
    study_wait(r, next);
    bundle_put_down(r, next);
}
