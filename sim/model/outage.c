/* Outages, planned and random.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/outage.h"

#include "core/simtime.h"
#include "core/variate.h"
#include "model/demand.h"
#include "model/event.h"
#include "model/push.h"
#include "model/reading.h"
#include "model/roster.h"
#include "model/study.h"
#include "model/transfer.h"
#include "model/triage.h"

#include <stdlib.h>
#include <string.h>

enum { UP, DOWN };

enum fault_kind outage_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    struct outages *o;

    if (m->outage_count == 0)
        return FAULT_NONE;
    r->outages = o = calloc(1, sizeof *o);
    if (o == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the outages");
    o->links = calloc(m->link_count + 1U, sizeof *o->links);
    o->tools = calloc(m->tool_count + 1U, sizeof *o->tools);
    o->providers = calloc(m->provider_count + 1U, sizeof *o->providers);
    o->sites = calloc(m->site_count + 1U, sizeof *o->sites);
    o->arrivals = calloc(m->site_count + 1U, sizeof *o->arrivals);
    o->stalled = calloc(m->tool_count + 1U, sizeof *o->stalled);
    o->draws = calloc(m->outage_count, sizeof *o->draws);
    if (o->links == NULL || o->tools == NULL || o->providers == NULL || o->sites == NULL ||
        o->arrivals == NULL || o->stalled == NULL || o->draws == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the outages");
    for (uint32_t i = 0; i < m->outage_count; i++) {
        o->draws[i].keys[UP] = stream_key("outage up", m->outages[i].id);
        o->draws[i].keys[DOWN] = stream_key("outage down", m->outages[i].id);
    }
    return FAULT_NONE;
}

void outage_free(struct replication *r)
{
    struct outages *o = r->outages;

    if (o == NULL)
        return;
    free(o->links);
    free(o->tools);
    free(o->providers);
    free(o->sites);
    free(o->arrivals);
    free(o->stalled);
    free(o->draws);
    free(o);
}

/* A random outage's next turn: one of its times from now, of at least a microsecond, so that time
 * goes on. */
static void schedule(struct replication *r, uint32_t outage, int side)
{
    const struct model_outage *of = &r->model->outages[outage];
    int64_t span_us = simtime_round(
        variate_draw(side == UP ? &of->up : &of->down, &r->outages->draws[outage].streams[side]));
    int64_t at_us = simtime_add(r->now_us, span_us > 0 ? span_us : 1);

    if (at_us < r->model->last_us)
        agenda_push(&r->agenda, at_us, side == UP ? EVENT_OUTAGE_BEGAN : EVENT_OUTAGE_ENDED, outage,
                    0);
}

void outage_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;
    struct outages *o = r->outages;

    if (o == NULL)
        return;
    o->pacs = (struct uptime){0};
    o->receipts = (struct kept){NOBODY, NOBODY};
    memset(o->links, 0, m->link_count * sizeof *o->links);
    memset(o->tools, 0, m->tool_count * sizeof *o->tools);
    memset(o->providers, 0, m->provider_count * sizeof *o->providers);
    memset(o->sites, 0, m->site_count * sizeof *o->sites);
    for (uint32_t i = 0; i < m->site_count; i++)
        o->arrivals[i] = (struct kept){NOBODY, NOBODY};
    for (uint32_t i = 0; i < m->tool_count; i++)
        o->stalled[i] = NOBODY;
    for (uint32_t i = 0; i < m->outage_count; i++) {
        if (!m->outages[i].random)
            continue;
        for (int side = UP; side <= DOWN; side++)
            o->draws[i].streams[side] = stream_start(o->draws[i].keys[side], m->run.seed, number);
        schedule(r, i, UP);
    }
}

static void keep(struct replication *r, struct kept *kept, uint32_t slot)
{
    r->studies[slot].next = NOBODY;
    if (kept->first == NOBODY)
        kept->first = slot;
    else
        r->studies[kept->last].next = slot;
    kept->last = slot;
}

/* Takes the first; NOBODY: there is none. */
static uint32_t take(struct replication *r, struct kept *kept)
{
    uint32_t slot = kept->first;

    if (slot != NOBODY)
        kept->first = r->studies[slot].next;
    return slot;
}

bool outage_keeps_at_site(struct replication *r, uint32_t slot)
{
    uint32_t site = r->studies[slot].life.site;

    if (r->outages == NULL || r->outages->sites[site].down == 0)
        return false;
    keep(r, &r->outages->arrivals[site], slot);
    return true;
}

bool outage_keeps_receipt(struct replication *r, uint32_t slot)
{
    if (r->outages == NULL || r->outages->pacs.down == 0)
        return false;
    keep(r, &r->outages->receipts, slot);
    return true;
}

/* What the site has kept arrives now; after the end of arrivals, never. */
static void release_site(struct replication *r, uint32_t site)
{
    uint32_t slot;

    while ((slot = take(r, &r->outages->arrivals[site])) != NOBODY)
        if (r->now_us < r->model->end_us)
            demand_complete(r, slot);
        else
            study_forget(r, slot);
}

/* PACS is back: what is in hand goes on, the idle look at their lists, and what would have been
 * received is received. */
static void resume_pacs(struct replication *r)
{
    uint32_t slot;

    for (uint32_t i = 0; i < r->model->reader_count; i++)
        reading_go_on(r, i);
    for (uint32_t g = 0; g < r->model->group_count; g++)
        roster_freshen(r, g);
    r->retry_urgent = r->unsettled = true;
    while ((slot = take(r, &r->outages->receipts)) != NOBODY)
        study_receive(r, slot);
}

void outage_finish(struct replication *r)
{
    for (uint32_t i = 0; r->outages != NULL && i < r->model->site_count; i++) {
        uint32_t slot;

        while ((slot = take(r, &r->outages->arrivals[i])) != NOBODY)
            study_forget(r, slot);
    }
}

static struct uptime *thing_of(struct outages *o, const struct model_outage *outage, uint32_t i)
{
    switch (outage->of) {
    case MODEL_OUTAGE_PACS: break;
    case MODEL_OUTAGE_LINK: return &o->links[outage->things[i]];
    case MODEL_OUTAGE_TOOL: return &o->tools[outage->things[i]];
    case MODEL_OUTAGE_PROVIDER: return &o->providers[outage->things[i]];
    case MODEL_OUTAGE_SITE: return &o->sites[outage->things[i]];
    }
    return &o->pacs;
}

/* A reader puts down what he holds and takes nothing. */
static void leave_off(struct replication *r, uint32_t reader)
{
    roster_hold(r, reader, HELD_OUTAGE);
    push_take_back(r, reader);
    if (state_reads(&r->readers[reader]))
        reading_hand_back(r, reader, !r->model->dispatch.restarts);
}

static void go_on(struct replication *r, uint32_t reader)
{
    roster_unhold(r, reader, HELD_OUTAGE);
}

static void each_reader(struct replication *r, uint32_t provider,
                        void (*act)(struct replication *r, uint32_t reader))
{
    const struct model *m = r->model;

    for (uint32_t i = 0; i < m->reader_count; i++)
        if (m->groups[m->readers[i].group].provider == provider)
            act(r, i);
    r->unsettled = true;
}

/* A thing is out: what links, tools and sites do is put off or kept when it comes to it. */
static void stop(struct replication *r, enum model_outage_of of, uint32_t thing)
{
    if (of == MODEL_OUTAGE_PROVIDER)
        each_reader(r, thing, leave_off);
    for (uint32_t i = 0; of == MODEL_OUTAGE_PACS && i < r->model->reader_count; i++)
        reading_halt(r, i);
}

/* A thing is back. */
static void resume(struct replication *r, enum model_outage_of of, uint32_t thing)
{
    switch (of) {
    case MODEL_OUTAGE_PACS: resume_pacs(r); break;
    case MODEL_OUTAGE_LINK: transfer_resume(r, thing); break;
    case MODEL_OUTAGE_TOOL: triage_resume(r, thing); break;
    case MODEL_OUTAGE_PROVIDER: each_reader(r, thing, go_on); break;
    case MODEL_OUTAGE_SITE: release_site(r, thing); break;
    }
}

void outage_began(struct replication *r, uint32_t outage)
{
    const struct model_outage *of = &r->model->outages[outage];

    for (uint32_t i = 0; i < of->thing_count; i++) {
        struct uptime *thing = thing_of(r->outages, of, i);

        if (thing->down++ > 0)
            continue;
        thing->since_us = r->now_us;
        stop(r, of->of, of->things[i]);
    }
    if (of->random)
        schedule(r, outage, DOWN);
}

void outage_ended(struct replication *r, uint32_t outage)
{
    const struct model_outage *of = &r->model->outages[outage];

    for (uint32_t i = 0; i < of->thing_count; i++) {
        struct uptime *thing = thing_of(r->outages, of, i);

        if (--thing->down > 0)
            continue;
        thing->lost_us += r->now_us - thing->since_us;
        resume(r, of->of, of->things[i]);
    }
    if (of->random)
        schedule(r, outage, UP);
}
