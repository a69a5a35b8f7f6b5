/* One run: the merge of what is known before (timetable), what each source brings next, and what
 * has been caused (agenda).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/replication.h"

#include "core/simtime.h"
#include "model/aside.h"
#include "model/cover.h"
#include "model/demand.h"
#include "model/dispatch.h"
#include "model/event.h"
#include "model/money.h"
#include "model/oncall.h"
#include "model/outage.h"
#include "model/permit.h"
#include "model/personal.h"
#include "model/push.h"
#include "model/quality.h"
#include "model/roster.h"
#include "model/state.h"
#include "model/stint.h"
#include "model/study.h"
#include "model/transfer.h"
#include "model/triage.h"
#include "model/worklist.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define AGENDA_ROOM 256U

enum fault_kind replication_create(struct replication **out, const struct model *model,
                                   struct fault *fault)
{
    enum fault_kind (*const parts[])(struct replication *, struct fault *) = {
        worklist_create, transfer_create, triage_create, demand_create,
        aside_create,    roster_create,   stint_create,  cover_create,
        push_create,     money_create,    outage_create, permit_create};
    struct replication *r = calloc(1, sizeof *r);
    enum fault_kind kind;

    assert(model->frozen);
    if (r == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a replication");
    r->model = model;
    r->who = model->eligibility;
    r->free_slot = NOBODY;
    r->personal = personal_matters(model);
    r->careful = quality_matters(model);
    r->tie_key = stream_key("tie", "");
    for (uint32_t i = 0; i < model->priority_count; i++) {
        r->preempts |= model->priorities[i].preempts;
        r->escalates |= model->priorities[i].escalates;
    }
    kind = agenda_init(&r->agenda, AGENDA_ROOM, fault);
    for (size_t i = 0; kind == FAULT_NONE && i < sizeof parts / sizeof *parts; i++)
        kind = parts[i](r, fault);
    if (kind != FAULT_NONE) {
        replication_free(r);
        return kind;
    }
    *out = r;
    return FAULT_NONE;
}

void replication_free(struct replication *r)
{
    if (r == NULL)
        return;
    agenda_clear(&r->agenda);
    demand_free(r);
    aside_free(r);
    outage_free(r);
    roster_free(r);
    stint_free(r);
    money_free(r);
    cover_free(r);
    push_free(r);
    transfer_free(r);
    triage_free(r);
    worklist_free(r);
    study_free(r);
    permit_free(r);
    free(r);
}

/* Back to the empty system; memory is kept. */
static void start(struct replication *r, uint64_t number)
{
    r->now_us = r->model->begin_us;
    r->unsettled = r->starved = r->too_full = false;
    r->timetable_at = 0;
    r->balance = (struct balance){0};
    r->agenda.length = 0;
    r->agenda.sequence = 0;
    r->tie_stream = stream_start(r->tie_key, r->model->run.seed, number);
    worklist_start(r);
    transfer_reset(r);
    triage_start_empty(r);
    study_reset(r);
    roster_start(r, number);
    stint_start(r, number);
    money_start(r);
    cover_start(r);
    push_start(r, number);
    aside_start(r, number);
    permit_start(r, number);
    demand_start(r, number);
    outage_start(r, number);
}

struct next { /* the event that is due first, and where it stands */
    int64_t at_us;
    unsigned kind;
    enum { FROM_NOWHERE, FROM_AGENDA, FROM_SOURCES, FROM_TIMETABLE } from;
};

static void offer(struct next *next, int64_t at_us, unsigned kind, unsigned from)
{
    if (at_us < next->at_us || (at_us == next->at_us && kind < next->kind))
        *next = (struct next){at_us, kind, from};
}

static struct next look_ahead(const struct replication *r)
{
    const struct timetable *timetable = r->model->timetable;
    struct next next = {r->model->last_us, 0, FROM_NOWHERE};

    if (r->agenda.length > 0)
        offer(&next, r->agenda.events[0].at_us, AGENDA_KIND(r->agenda.events[0]), FROM_AGENDA);
    if (r->source_us <= next.at_us)
        offer(&next, r->source_us, EVENT_ARRIVED, FROM_SOURCES);
    if (r->timetable_us <= next.at_us)
        offer(&next, r->timetable_us, timetable->entries[r->timetable_at].kind, FROM_TIMETABLE);
    return next;
}

/* Is there more at this very instant? Cheaper than to look ahead, and mostly there is not. */
static bool more_now(const struct replication *r)
{
    return agenda_next_us(&r->agenda) == r->now_us || r->source_us == r->now_us ||
           r->timetable_us == r->now_us;
}

/* Keeps the times of the two lists that are not the agenda. */
static void watch_sources(struct replication *r)
{
    r->source_us = r->sources_due.length > 0
                       ? (int64_t) r->sources_due.nodes[0].key.major + r->model->begin_us
                       : SIMTIME_NEVER;
}

static void watch_timetable(struct replication *r)
{
    const struct timetable *timetable = r->model->timetable;

    r->timetable_us = r->timetable_at < timetable->count ? timetable->entries[r->timetable_at].at_us
                                                         : SIMTIME_NEVER;
}

static void let_happen(struct replication *r, const struct next *next)
{
    struct event event;

    r->balance.events++;
    if (next->from == FROM_SOURCES) {
        event_happen(r, EVENT_ARRIVED, r->sources_due.nodes[0].item, 0);
        watch_sources(r);
    } else if (next->from == FROM_TIMETABLE) {
        const struct timetable_entry *entry = &r->model->timetable->entries[r->timetable_at++];

        watch_timetable(r);
        event_happen(r, entry->kind, entry->subject, entry->which);
    } else if (agenda_take(&r->agenda, &event)) {
        event_happen(r, AGENDA_KIND(event), event.subject, event.stamp);
    }
}

/* All that happens at one instant is taken in before anything is assigned; what an assignment
 * causes at the same instant is taken in next. */
static void run_instants(struct replication *r)
{
    struct next next;

    watch_sources(r);
    watch_timetable(r);
    for (;;) {
        next = look_ahead(r);
        if (next.from == FROM_NOWHERE || r->starved || r->too_full)
            return;
        r->now_us = next.at_us;
        let_happen(r, &next);
        if (more_now(r))
            continue;
        if (r->due_wire_count > 0) {
            transfer_start(r);
            if (more_now(r))
                continue; /* a transfer that takes no time */
        }
        if (!r->unsettled)
            continue;
        if (r->model->tool_count > 0) {
            triage_start(r);
            if (more_now(r))
                continue; /* an answer that takes no time */
        }
        if (r->oncall_look) {
            oncall_before(r);
            if (more_now(r))
                continue; /* somebody called is there at once */
        }
        r->unsettled = false;
        dispatch_settle(r);
        if (r->oncall != NULL)
            oncall_after(r);
        roster_tell(r);
        r->starved |= r->agenda.starved;
    }
}

/* The last instant itself does not happen; everybody is paid up to it. */
static enum fault_kind finish(struct replication *r, struct fault *fault)
{
    const struct balance *b = &r->balance;

    r->now_us = r->model->last_us;
    outage_finish(r);
    stint_finish(r);
    money_end(r);
    if (b->arrived == b->closed + b->withdrawn + b->in_system &&
        study_close_rest(r) == b->in_system)
        return FAULT_NONE;
    return fault_set(
        fault, FAULT_INTERNAL,
        "studies were lost: %llu arrived, %llu closed, %llu withdrawn, %llu in the system",
        (unsigned long long) b->arrived, (unsigned long long) b->closed,
        (unsigned long long) b->withdrawn, (unsigned long long) b->in_system);
}

enum fault_kind replication_run(struct replication *r, uint64_t number,
                                const struct observer *observer, uint64_t backlog_limit,
                                struct balance *balance, struct fault *fault)
{
    r->observer = observer;
    r->backlog_limit = backlog_limit;
    start(r, number);
    run_instants(r);
    if (r->starved) {
        r->agenda.starved = false;
        return fault_set(fault, FAULT_MEMORY,
                         "no memory for %llu studies in the system; a shorter run or more readers "
                         "need less",
                         (unsigned long long) r->balance.in_system);
    }
    if (r->too_full)
        return fault_set(fault, FAULT_INPUT,
                         "%llu studies are in the system at once, more than can be; readers, hours "
                         "or licences do not suffice for the demand",
                         (unsigned long long) r->balance.in_system);
    *balance = r->balance;
    return finish(r, fault);
}
