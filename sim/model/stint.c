/* Shifts of people with habits, one by one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/stint.h"

#include "core/simtime.h"
#include "model/absence.h"
#include "model/breaks.h"
#include "model/interruption.h"
#include "model/leaving.h"
#include "model/money.h"
#include "model/oncall.h"
#include "model/push.h"
#include "model/roster.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDING 1e-9 /* of sums of value units */

struct stream_key stint_key(const struct model *m, const char *purpose, uint32_t reader)
{
    const struct model_group *group = &m->groups[m->readers[reader].group];
    char name[300];

    snprintf(name, sizeof name, "%.255s-%u", group->id, m->readers[reader].number + 1U);
    return stream_key(purpose, name);
}

enum fault_kind stint_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    bool any = false;
    enum fault_kind kind;

    for (uint32_t g = 0; g < m->group_count; g++)
        any |= m->groups[g].habits != NULL;
    if (!any)
        return FAULT_NONE;
    r->stints = calloc(m->reader_count + 1U, sizeof *r->stints);
    r->leavers = calloc(m->reader_count + 1U, sizeof *r->leavers);
    if (r->stints == NULL || r->leavers == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for %u readers", m->reader_count);
    kind = absence_create(r, fault);
    return kind == FAULT_NONE ? oncall_create(r, fault) : kind;
}

void stint_free(struct replication *r)
{
    free(r->stints);
    free(r->leavers);
    absence_free(r);
    oncall_free(r);
}

/* The first of a reader's shifts that is on call; they stand behind those of the roster. */
static uint32_t first_on_call(const struct model_reader *who)
{
    uint32_t k = 0;

    while (k < who->shift_count && who->shifts[k].call == MODEL_NONE)
        k++;
    return k;
}

void stint_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;

    if (r->stints == NULL)
        return;
    r->leaver_count = 0;
    for (uint32_t i = 0; i < m->reader_count; i++) {
        const struct model_habits *habits = m->groups[m->readers[i].group].habits;

        r->stints[i] = (struct stint){.habits = habits, .tired = 1, .stood_us = SIMTIME_NEVER};
        if (habits == NULL)
            continue;
        r->stints[i].call_next = first_on_call(&m->readers[i]);
        interruption_start(r, i, number);
        if (habits->call_count > 0)
            r->stints[i].response = stream_start(stint_key(m, "response", i), m->run.seed, number);
    }
    absence_start(r, number);
    oncall_start(r);
}

void stint_begin(struct replication *r, uint32_t reader, int64_t since_us)
{
    struct stint *stint = &r->stints[reader];

    stint->since_us = since_us;
    stint->staying = false;
    roster_shift_started(r, reader);
}

void stint_end(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];

    stint->until_us = r->now_us;
    breaks_drop(r, reader);
    roster_shift_ended(r, reader);
    leaving_end(r, reader);
}

void stint_renew(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];

    stint->reports = 0;
    stint->rvu = 0;
    roster_unhold(r, reader, HELD_LIMIT);
}

/* Being on call is paid for, called or not, on shift or not. */
static void pay_standing_by(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];
    bool stands_by = stint->call_holds > 0;

    if (stands_by == (stint->stood_us != SIMTIME_NEVER))
        return;
    if (!stands_by)
        money_on_call(r, reader, (struct span){stint->stood_us, r->now_us});
    stint->stood_us = stands_by ? r->now_us : SIMTIME_NEVER;
}

void stint_finish(struct replication *r)
{
    for (uint32_t i = 0; r->stints != NULL && i < r->model->reader_count; i++)
        if (r->stints[i].habits != NULL && r->stints[i].stood_us != SIMTIME_NEVER)
            money_on_call(r, i, (struct span){r->stints[i].stood_us, r->now_us});
}

static void roster_began(struct replication *r, uint32_t reader, uint32_t which)
{
    const struct model_shift *shift = &r->model->readers[reader].shifts[which];
    struct stint *stint = &r->stints[reader];

    stint->roster_next = which + 1;
    if (absence_is(r, reader, which))
        return;
    stint->roster_holds++;
    stint_renew(r, reader);
    if (!r->readers[reader].on)
        stint_begin(r, reader, shift->span.from_us);
    breaks_await(r, reader, shift->span);
}

/* Does a shift of this kind begin at this very instant, from the one on that is the next? */
static bool another_begins(const struct replication *r, uint32_t reader, uint32_t next)
{
    const struct model_reader *who = &r->model->readers[reader];
    bool on_call = next < who->shift_count && who->shifts[next].call != MODEL_NONE;

    for (uint32_t k = next; k < who->shift_count && who->shifts[k].span.from_us == r->now_us; k++) {
        if ((who->shifts[k].call != MODEL_NONE) != on_call)
            break;
        if (!absence_is(r, reader, k))
            return true;
    }
    return false;
}

static bool roster_goes_on(const struct replication *r, uint32_t reader)
{
    const struct model_reader *who = &r->model->readers[reader];
    const struct stint *stint = &r->stints[reader];

    return stint->roster_holds > 0 || (stint->roster_next < who->shift_count &&
                                       who->shifts[stint->roster_next].call == MODEL_NONE &&
                                       another_begins(r, reader, stint->roster_next));
}

static void roster_ended(struct replication *r, uint32_t reader, uint32_t which)
{
    struct stint *stint = &r->stints[reader];

    if (absence_is(r, reader, which))
        return;
    stint->roster_holds--;
    if (!stint->called && !roster_goes_on(r, reader))
        stint_end(r, reader);
}

static void call_began(struct replication *r, uint32_t reader, uint32_t which)
{
    struct stint *stint = &r->stints[reader];

    stint->call_next = which + 1;
    if (absence_is(r, reader, which))
        return;
    stint->call_holds++;
    pay_standing_by(r, reader);
    oncall_began(r, reader, r->model->readers[reader].shifts[which].call);
}

static void call_ended(struct replication *r, uint32_t reader, uint32_t which)
{
    struct stint *stint = &r->stints[reader];
    bool called = stint->called;

    if (absence_is(r, reader, which))
        return;
    stint->call_holds--;
    pay_standing_by(r, reader);
    if (stint->call_holds > 0 || another_begins(r, reader, stint->call_next))
        return;
    oncall_over(r, reader);
    if (called && !roster_goes_on(r, reader))
        stint_end(r, reader);
}

void stint_shift_started(struct replication *r, uint32_t reader, uint32_t which)
{
    const struct stint *stint = stint_of(r, reader);

    if (stint == NULL)
        roster_shift_started(r, reader);
    else if (!habits_by_shift(stint->habits))
        stint_begin(r, reader, r->now_us);
    else if (r->model->readers[reader].shifts[which].call != MODEL_NONE)
        call_began(r, reader, which);
    else
        roster_began(r, reader, which);
}

void stint_shift_ended(struct replication *r, uint32_t reader, uint32_t which)
{
    const struct stint *stint = stint_of(r, reader);

    if (stint == NULL)
        roster_shift_ended(r, reader);
    else if (!habits_by_shift(stint->habits))
        stint_end(r, reader);
    else if (r->model->readers[reader].shifts[which].call != MODEL_NONE)
        call_ended(r, reader, which);
    else
        roster_ended(r, reader, which);
}

void stint_report(struct replication *r, uint32_t reader, const struct study *study)
{
    struct stint *stint = stint_of(r, reader);

    if (stint == NULL)
        return;
    stint->learned++;
    stint->reports++;
    stint->rvu += r->model->studies[study->life.study].rvu;
    if (stint->reports < stint->habits->limit_studies &&
        stint->rvu < stint->habits->limit_rvu - ROUNDING)
        return;
    roster_hold(r, reader, HELD_LIMIT);
    push_take_back(r, reader);
}

void stint_release(struct replication *r, uint32_t reader)
{
    struct stint *stint = stint_of(r, reader);

    if (stint == NULL)
        return;
    stint->is_done = true;
    if (stint->called)
        r->oncall_look = true;
    breaks_take(r, reader);
    leaving_look(r, reader);
}
