/* Links as queues threaded through the studies. Transfer time = overhead + size / bandwidth.
 *
 * A link's queue stands in order of joining; what joins at one instant stands by source and count,
 * in whatever order it was taken in, and the link begins with the first of them only when all of
 * the instant is in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/transfer.h"

#include "core/simtime.h"
#include "model/event.h"
#include "model/outage.h"
#include "model/study.h"

#include <stdlib.h>

void transfer_reset(struct replication *r)
{
    for (uint32_t i = 0; i < r->model->link_count; i++)
        r->wires[i] =
            (struct wire){NOBODY, NOBODY, NOBODY, r->model->begin_us, 0, false, false, false};
    r->due_wire_count = 0;
}

static void start(struct replication *r, uint32_t index)
{
    const struct model_link *link = &r->model->links[index];
    struct study_life *life = &r->studies[r->wires[index].first].life;
    double bytes = life->bytes + life->prior_bytes;
    int64_t span_us = simtime_round(link->overhead_us + bytes * link->us_per_byte);

    if (r->outages != NULL)
        r->wires[index].due_us =
            simtime_add(outage_clock(&r->outages->links[index], r->now_us), span_us);
    life->sent_us = r->now_us;
    r->wires[index].busy = true;
    if (r->wires[index].before == NOBODY) /* nothing that joins yet goes before it */
        r->wires[index].before = r->wires[index].first;
    agenda_push(&r->agenda, simtime_add(r->now_us, span_us), EVENT_TRANSFERRED, index, 0);
}

/* Does study a stand before b among those that joined at one instant? */
static bool stands_before(const struct replication *r, uint32_t a, uint32_t b)
{
    const struct study_life *x = &r->studies[a].life, *y = &r->studies[b].life;

    if (x->source != y->source)
        return x->source < y->source;
    return x->count < y->count || (x->count == y->count && x->member < y->member);
}

static void join(struct replication *r, struct wire *wire, uint32_t slot)
{
    uint32_t after;

    if (wire->joined_us != r->now_us) {
        wire->joined_us = r->now_us;
        wire->before = wire->last;
    }
    after = wire->last;
    if (after != wire->before && stands_before(r, slot, after)) {
        uint32_t next = wire->before == NOBODY ? wire->first : r->studies[wire->before].next;

        for (after = wire->before; stands_before(r, next, slot); next = r->studies[next].next)
            after = next;
    }
    if (after == NOBODY) {
        r->studies[slot].next = wire->first;
        wire->first = slot;
    } else {
        r->studies[slot].next = r->studies[after].next;
        r->studies[after].next = slot;
    }
    if (after == wire->last)
        wire->last = slot;
}

/* Notes that the link is to start when all of the instant is in. */
static void make_due(struct replication *r, uint32_t index)
{
    struct wire *wire = &r->wires[index];

    if (wire->busy || wire->due || wire->first == NOBODY)
        return;
    wire->due = true;
    r->due_wires[r->due_wire_count++] = index;
}

void transfer_send(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t link = r->model->sites[study->life.site].link;

    if (link == MODEL_NONE) {
        study->life.sent_us = r->now_us;
        study_receive(r, slot);
        return;
    }
    join(r, &r->wires[link], slot);
    make_due(r, link);
}

void transfer_start(struct replication *r)
{
    for (size_t i = 0; i < r->due_wire_count; i++) {
        uint32_t link = r->due_wires[i];

        r->wires[link].due = false;
        if (r->outages == NULL || r->outages->links[link].down == 0)
            start(r, link);
    }
    r->due_wire_count = 0;
}

/* What is left to do of a transfer after the time that the link was out. */
static int64_t rest_us(const struct replication *r, uint32_t link)
{
    return r->wires[link].due_us - outage_clock(&r->outages->links[link], r->now_us);
}

static void put_off(struct replication *r, uint32_t link)
{
    r->wires[link].stalled = r->outages->links[link].down > 0;
    if (!r->wires[link].stalled)
        agenda_push(&r->agenda, simtime_add(r->now_us, rest_us(r, link)), EVENT_TRANSFERRED, link,
                    0);
}

void transfer_resume(struct replication *r, uint32_t link)
{
    if (r->wires[link].stalled)
        put_off(r, link);
    else
        make_due(r, link);
}

void transfer_done(struct replication *r, uint32_t link)
{
    struct wire *wire = &r->wires[link];
    uint32_t slot = wire->first;

    if (r->outages != NULL && rest_us(r, link) > 0) {
        put_off(r, link);
        return;
    }
    wire->first = r->studies[slot].next;
    wire->busy = false;
    if (wire->first == NOBODY)
        wire->last = NOBODY;
    if (wire->before == slot)
        wire->before = NOBODY;
    study_receive(r, slot);
    make_due(r, link);
}

enum fault_kind transfer_create(struct replication *r, struct fault *fault)
{
    r->wires = calloc(r->model->link_count + 1U, sizeof *r->wires);
    r->due_wires = calloc(r->model->link_count + 1U, sizeof *r->due_wires);
    return r->wires != NULL && r->due_wires != NULL
               ? FAULT_NONE
               : fault_set(fault, FAULT_MEMORY, "no memory for the links");
}

void transfer_free(struct replication *r)
{
    free(r->wires);
    free(r->due_wires);
}
