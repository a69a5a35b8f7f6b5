/* Links as queues threaded through the studies. Transfer time = overhead + size / bandwidth.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/transfer.h"

#include "core/simtime.h"
#include "model/event.h"
#include "model/study.h"

static void start(struct replication *r, uint32_t site)
{
    const struct model_site *link = &r->model->sites[site];
    struct study_life *life = &r->studies[r->wires[site].first].life;
    double span_us = link->link_overhead_us + life->bytes * link->link_us_per_byte;

    life->sent_us = r->now_us;
    agenda_push(&r->agenda, simtime_add(r->now_us, simtime_round(span_us)), EVENT_TRANSFERRED, site,
                0);
}

void transfer_send(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    uint32_t site = study->life.site;
    struct wire *wire = &r->wires[site];

    if (!r->model->sites[site].linked) {
        study->life.sent_us = r->now_us;
        study_receive(r, slot);
        return;
    }
    study->next = NOBODY;
    if (wire->first != NOBODY) {
        r->studies[wire->last].next = slot;
        wire->last = slot;
        return;
    }
    wire->first = wire->last = slot;
    start(r, site);
}

void transfer_done(struct replication *r, uint32_t site)
{
    struct wire *wire = &r->wires[site];
    uint32_t slot = wire->first;

    wire->first = r->studies[slot].next;
    study_receive(r, slot);
    if (wire->first != NOBODY)
        start(r, site);
}
