/* The backlog that calls is of studies received and not yet reported that the reader may read at
 * the instant, as first reads: counted by class of eligibility where that is all there is to it,
 * else one by one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/oncall.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/variate.h"
#include "model/breaks.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/permit.h"
#include "model/roster.h"
#include "model/stint.h"

#include <stdlib.h>
#include <string.h>

struct oncall_entry { /* of a group */
    uint32_t group, call;
    bool counts; /* the backlog is to be looked at */
    bool looks;  /* all that waits is to be looked at */
    bool ripe;   /* one has waited so long that it may call */
};

struct oncall {
    struct oncall_entry *entries;
    uint32_t count;
    uint64_t *backlog; /* [classes] */
    uint32_t called;   /* readers who work because they were called */
};

enum fault_kind oncall_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    struct oncall *o;
    size_t count = 0;

    for (uint32_t g = 0; g < m->group_count; g++)
        count += m->groups[g].habits != NULL ? m->groups[g].habits->call_count : 0;
    if (count == 0)
        return FAULT_NONE;
    o = r->oncall = calloc(1, sizeof *o);
    if (o != NULL) {
        o->entries = calloc(count, sizeof *o->entries);
        o->backlog = calloc(r->who->class_count + 1U, sizeof *o->backlog);
    }
    if (o == NULL || o->entries == NULL || o->backlog == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the readers on call");
    for (uint32_t g = 0; g < m->group_count; g++)
        for (uint32_t k = 0; m->groups[g].habits != NULL && k < m->groups[g].habits->call_count;
             k++)
            o->entries[o->count++] = (struct oncall_entry){.group = g, .call = k};
    return FAULT_NONE;
}

void oncall_free(struct replication *r)
{
    if (r->oncall == NULL)
        return;
    free(r->oncall->entries);
    free(r->oncall->backlog);
    free(r->oncall);
}

void oncall_start(struct replication *r)
{
    struct oncall *o = r->oncall;

    r->oncall_look = false;
    if (o == NULL)
        return;
    memset(o->backlog, 0, r->who->class_count * sizeof *o->backlog);
    o->called = 0;
    for (uint32_t i = 0; i < o->count; i++)
        o->entries[i].counts = o->entries[i].looks = o->entries[i].ripe = false;
}

static const struct model_call *call_of(const struct replication *r,
                                        const struct oncall_entry *entry)
{
    return &r->model->groups[entry->group].habits->calls[entry->call];
}

static bool class_is_open(const struct replication *r, uint32_t class_index, uint32_t group)
{
    return bitset_has(r->who->class_groups + class_index * r->who->group_words, group);
}

/* Of a study by itself, whatever bundle it is in. */
static uint32_t class_of(const struct replication *r, const struct study *study)
{
    return licence_class(r->who, study->life.site, study->life.study);
}

/* May a reader read it now, as a first read? */
static bool may_read(const struct replication *r, uint32_t reader, const struct study *study)
{
    uint32_t group = r->model->readers[reader].group;
    struct study first;

    if (!study->in_use || study->life.received_us == STUDY_NOT_YET ||
        study->life.reported_us != STUDY_NOT_YET || study->life.withdrawn_us != STUDY_NOT_YET ||
        !class_is_open(r, class_of(r, study), group) ||
        (r->permits != NULL && !permit_allows(r, reader, study->life.site)))
        return false;
    first = *study;
    first.phase = MODEL_FIRST;
    first.owner = NOBODY;
    return cover_may(r, group, &first);
}

/* Are there so many that he may read? */
static bool backlog_reaches(const struct replication *r, uint32_t reader, uint64_t wanted)
{
    uint32_t group = r->model->readers[reader].group;
    uint64_t count = 0;

    for (uint32_t i = 0; i < r->who->class_count && count < wanted; i++)
        if (r->oncall->backlog[i] > 0 && class_is_open(r, i, group))
            count += r->oncall->backlog[i];
    if (count < wanted || (r->model->covers_all && r->permits == NULL))
        return count >= wanted;
    count = 0;
    for (uint32_t slot = 0; slot < r->slot_count && count < wanted; slot++)
        count += may_read(r, reader, &r->studies[slot]);
    return count >= wanted;
}

void oncall_began(struct replication *r, uint32_t reader, uint32_t call)
{
    uint32_t group = r->model->readers[reader].group;

    r->stints[reader].call = call;
    for (uint32_t i = 0; i < r->oncall->count; i++)
        if (r->oncall->entries[i].group == group && r->oncall->entries[i].call == call)
            r->oncall->entries[i].counts = r->oncall->entries[i].looks = true;
    r->oncall_look = r->unsettled = true;
}

static void set_called(struct replication *r, uint32_t reader, bool called)
{
    struct stint *stint = &r->stints[reader];

    if (stint->called && !called)
        r->oncall->called--;
    if (called && !stint->called)
        r->oncall->called++;
    stint->called = called;
}

void oncall_over(struct replication *r, uint32_t reader)
{
    r->stints[reader].coming = false;
    set_called(r, reader, false);
}

void oncall_received(struct replication *r, uint32_t slot)
{
    const struct study *study = &r->studies[slot];
    struct oncall *o = r->oncall;

    if (o == NULL)
        return;
    o->backlog[class_of(r, study)]++;
    for (uint32_t i = 0; i < o->count; i++) {
        int64_t oldest_us = call_of(r, &o->entries[i])->call_oldest_us;

        if (!class_is_open(r, class_of(r, study), o->entries[i].group))
            continue;
        o->entries[i].counts = r->oncall_look = true;
        if (oldest_us < INT64_MAX)
            agenda_push(&r->agenda, simtime_add(r->now_us, oldest_us), EVENT_CALL_OLDEST, slot,
                        study->stamp);
    }
}

void oncall_left(struct replication *r, uint32_t slot)
{
    if (r->oncall != NULL)
        r->oncall->backlog[class_of(r, &r->studies[slot])]--;
}

void oncall_oldest(struct replication *r, uint32_t slot, uint32_t stamp)
{
    const struct study *study = &r->studies[slot];

    if (study->stamp != stamp || study->life.begun_us != STUDY_NOT_YET)
        return;
    for (uint32_t i = 0; i < r->oncall->count; i++) {
        struct oncall_entry *entry = &r->oncall->entries[i];

        if (r->now_us - study->life.received_us != call_of(r, entry)->call_oldest_us)
            continue;
        entry->ripe = true;
        r->oncall_look = r->unsettled = true;
    }
}

void oncall_came(struct replication *r, uint32_t reader, uint32_t stamp)
{
    struct stint *stint = &r->stints[reader];

    if (!stint->coming || stint->call_stamp != stamp)
        return;
    stint->coming = false;
    stint->is_done = false;
    set_called(r, reader, true);
    if (stint->roster_holds > 0)
        return;
    stint_renew(r, reader);
    stint_begin(r, reader, r->now_us);
}

/* Has something that he may read waited since `oldest`, or since longer, and nobody begun it? */
static bool one_is_old(const struct replication *r, uint32_t reader,
                       const struct oncall_entry *entry)
{
    int64_t oldest_us = call_of(r, entry)->call_oldest_us;

    for (uint32_t slot = 0; oldest_us < INT64_MAX && slot < r->slot_count; slot++) {
        const struct study *study = &r->studies[slot];
        int64_t waited_us;

        if (!study->in_use || study->life.received_us == STUDY_NOT_YET ||
            study->life.begun_us != STUDY_NOT_YET)
            continue;
        waited_us = r->now_us - study->life.received_us;
        if ((entry->looks ? waited_us >= oldest_us : waited_us == oldest_us) &&
            may_read(r, reader, study))
            return true;
    }
    return false;
}

static bool is_wanted(const struct replication *r, uint32_t reader,
                      const struct oncall_entry *entry)
{
    uint64_t wanted = call_of(r, entry)->call_backlog;

    return (entry->counts && wanted < UINT64_MAX && backlog_reaches(r, reader, wanted)) ||
           ((entry->looks || entry->ripe) && one_is_old(r, reader, entry));
}

static void call_all(struct replication *r, const struct oncall_entry *entry)
{
    const struct model_group *group = &r->model->groups[entry->group];

    for (uint32_t i = group->first_reader; i < group->first_reader + group->count; i++) {
        struct stint *stint = &r->stints[i];
        double response_us;

        if (stint->call_holds == 0 || stint->call != entry->call || stint->coming ||
            stint->called || !is_wanted(r, i, entry))
            continue;
        response_us = variate_draw(&call_of(r, entry)->response, &stint->response);
        stint->coming = true;
        agenda_push(&r->agenda, simtime_add(r->now_us, simtime_round(response_us)),
                    EVENT_CALLED_CAME, i, ++stint->call_stamp);
    }
}

/* Called, with nothing in hand, and little is left. */
static bool may_go(const struct replication *r, uint32_t reader)
{
    const struct stint *stint = &r->stints[reader];
    const struct model_call *entry;

    if (!stint->called || r->readers[reader].study != NOBODY)
        return false;
    entry = &stint->habits->calls[stint->call];
    return entry->releases && !backlog_reaches(r, reader, entry->release_backlog + 1);
}

/* He stands by again; nothing is in hand, so no shift end has to be dealt with. */
static void let_go(struct replication *r, uint32_t reader)
{
    set_called(r, reader, false);
    if (r->stints[reader].roster_holds > 0)
        return;
    breaks_drop(r, reader);
    roster_shift_ended(r, reader);
}

void oncall_before(struct replication *r)
{
    struct oncall *o = r->oncall;

    r->oncall_look = false;
    for (uint32_t i = 0; i < o->count; i++) {
        struct oncall_entry *entry = &o->entries[i];

        if (entry->counts || entry->looks || entry->ripe)
            call_all(r, entry);
        entry->counts = entry->looks = entry->ripe = false;
    }
    for (uint32_t i = 0; o->called > 0 && i < r->model->reader_count; i++) {
        struct stint *stint = &r->stints[i];

        if (stint->called && stint->is_done && may_go(r, i))
            let_go(r, i);
        stint->is_done = false;
    }
}

void oncall_after(struct replication *r)
{
    for (uint32_t i = 0; r->oncall->called > 0 && i < r->model->reader_count; i++)
        if (r->stints[i].called && may_go(r, i))
            let_go(r, i);
}
