/* Slots for studies: an array that doubles, with a list of those that are free.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/study.h"

#include "model/bundle.h"
#include "model/cover.h"
#include "model/oncall.h"
#include "model/order.h"
#include "model/outage.h"
#include "model/triage.h"
#include "model/waiting.h"
#include "model/worklist.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 64U

/* Resizes one table; false without memory, when the old one stays as it was. */
static bool resize(void *table, size_t count, size_t bytes)
{
    void *old, *larger;

    memcpy(&old, table, sizeof old);
    larger = realloc(old, count * bytes);
    if (larger == NULL)
        return false;
    memcpy(table, &larger, sizeof larger);
    return true;
}

static void free_slots(struct replication *r, uint32_t from, uint32_t to)
{
    for (uint32_t slot = to; slot-- > from;) {
        r->studies[slot].next = r->free_slot;
        r->free_slot = slot;
    }
}

static bool grow(struct replication *r)
{
    uint32_t from = r->slot_count, to = from == 0 ? FIRST_SLOTS : 2 * from;
    uint32_t tools = r->model->tool_count;

    if (from > UINT32_MAX / 4 / (tools + 1) || !resize(&r->studies, to, sizeof *r->studies) ||
        !resize(&r->places, to * r->stride, sizeof *r->places) ||
        !resize(&r->fresh, to, sizeof *r->fresh) || !resize(&r->pushed, to, sizeof *r->pushed) ||
        (r->careful && !resize(&r->cares, to, sizeof *r->cares)) ||
        (tools > 0 && !resize(&r->jobs, (size_t) to * tools, sizeof *r->jobs)))
        return false;
    memset(r->studies + from, 0, (to - from) * sizeof *r->studies);
    memset(r->places + from * r->stride, 0xff, (to - from) * r->stride * sizeof *r->places);
    r->slot_count = to;
    free_slots(r, from, to);
    return true;
}

/* Field by field: this is half as long as clearing the whole. What demand draws is set there. */
static void make_blank(struct study_life *life)
{
    life->sent_us = life->received_us = life->begun_us = STUDY_NOT_YET;
    life->reported_us = life->final_begun_us = life->final_us = STUDY_NOT_YET;
    life->withdrawn_us = life->drafted_us = life->second_us = life->reviewed_us = STUDY_NOT_YET;
    life->read_us = life->final_read_us = life->review_read_us = 0;
    life->findings = 0;
    life->verdicts = life->positives = 0;
    life->called_us = STUDY_NOT_YET;
    life->discrepancy = 0;
    life->call_promised = life->call_kept = false;
    life->first_reader = life->final_reader = life->reporter = MODEL_NONE;
    life->drafter = life->second_reader = life->reviewer = MODEL_NONE;
    life->member = 0;
    life->final_base_us = life->prior_bytes = 0;
}

uint32_t study_lend(struct replication *r)
{
    struct study *study;
    uint32_t slot;

    if (r->backlog_limit != 0 && r->balance.in_system >= r->backlog_limit) {
        r->too_full = true;
        return NOBODY;
    }
    if (r->free_slot == NOBODY && !grow(r)) {
        r->starved = true;
        return NOBODY;
    }
    slot = r->free_slot;
    study = &r->studies[slot];
    r->free_slot = study->next;
    make_blank(&study->life);
    study->stamp++;
    study->jobs = 0;
    study->saved = 0;
    study->stage = STUDY_SENDING;
    study->in_use = true;
    study->phase = MODEL_FIRST;
    study->owner = study->bundle = study->bundle_next = NOBODY;
    study->hand_count = 0;
    study->shares = 0;
    study->doubled = study->disagreed = study->reviewed = study->raised = false;
    study->fresh = study->listed = study->counted = false;
    r->balance.arrived++;
    r->balance.in_system++;
    return slot;
}

void study_wait(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->stage = STUDY_WAITING;
    order_rank(r, slot);
    cover_count(r, slot, true);
    worklist_freshen(r, slot);
    if (r->escalates)
        waiting_watch(r, slot);
}

void study_forget(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->in_use = false;
    study->next = r->free_slot;
    r->free_slot = slot;
    r->balance.arrived--;
    r->balance.in_system--;
}

void study_receive(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    struct study_life *life = &study->life;

    if (outage_keeps_receipt(r, slot))
        return;
    life->received_us = study->since_us = r->now_us;
    study->class_index = licence_class(r->who, life->site, life->study);
    study->left_us = life->base_us;
    r->observer->study_received(r->observer->self, life);
    oncall_received(r, slot);
    if (study->bundle != NOBODY) {
        bundle_receive(r, slot);
    } else {
        study_wait(r, slot);
        worklist_ripen(r, slot);
        waiting_be_patient(r, slot);
    }
    if (r->model->tool_count > 0)
        triage_queue(r, slot);
}

void study_close_if_over(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    if (study->stage != STUDY_DONE || study->jobs > 0 || study->fresh)
        return; /* a fresh one ends when the instant is settled */
    assert(!study->listed);
    r->observer->study_closed(r->observer->self, &study->life);
    study->in_use = false;
    study->next = r->free_slot;
    r->free_slot = slot;
    if (study->life.withdrawn_us == STUDY_NOT_YET)
        r->balance.closed++;
    else
        r->balance.withdrawn++;
    r->balance.in_system--;
}

uint64_t study_close_rest(struct replication *r)
{
    uint64_t rest = 0;

    for (uint32_t slot = 0; slot < r->slot_count; slot++)
        if (r->studies[slot].in_use) {
            r->observer->study_closed(r->observer->self, &r->studies[slot].life);
            rest++;
        }
    return rest;
}

void study_reset(struct replication *r)
{
    for (uint32_t slot = 0; slot < r->slot_count; slot++)
        r->studies[slot] = (struct study){.stamp = r->studies[slot].stamp};
    if (r->slot_count > 0)
        memset(r->places, 0xff, r->slot_count * r->stride * sizeof *r->places);
    r->free_slot = NOBODY;
    free_slots(r, 0, r->slot_count);
    r->fresh_count = 0;
}

void study_free(struct replication *r)
{
    free(r->studies);
    free(r->jobs);
    free(r->cares);
    free(r->places);
    free(r->fresh);
    free(r->pushed);
}
