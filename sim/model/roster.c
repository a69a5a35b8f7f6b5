/* Readers on shift, in order of idleness.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/roster.h"

#include "core/bitset.h"
#include "core/variate.h"
#include "model/money.h"
#include "model/push.h"
#include "model/stint.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void roster_note(struct replication *r, uint32_t reader)
{
    if (r->readers[reader].changed)
        return;
    r->readers[reader].changed = true;
    r->changed[r->changed_count++] = reader;
}

void roster_tell(struct replication *r)
{
    for (size_t i = 0; i < r->changed_count; i++) {
        struct reader *who = &r->readers[r->changed[i]];
        unsigned state = (who->on ? READER_ON : 0U) | (who->study != NOBODY ? READER_BUSY : 0U);

        who->changed = false;
        if (state == who->told)
            continue;
        who->told = (uint8_t) state;
        r->observer->reader_changed(r->observer->self, r->now_us, r->changed[i], state);
    }
    r->changed_count = 0;
}

void roster_freshen(struct replication *r, uint32_t group)
{
    if (r->crews[group].first == NOBODY)
        return;
    bitset_add(r->fresh_groups, group);
    if (!r->any_fresh_group)
        r->only_fresh_group = group;
    else if (r->only_fresh_group != group)
        r->only_fresh_group = NOBODY;
    r->any_fresh_group = true;
    r->unsettled = true;
}

static bool is_idle_before(const struct replication *r, uint32_t a, uint32_t b)
{
    int64_t a_us = r->readers[a].idle_since_us, b_us = r->readers[b].idle_since_us;

    return a_us < b_us || (a_us == b_us && a < b);
}

/* Joins the idle of its group behind those idle longer, or as long with a lower number. */
static void join_idle(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    uint32_t group = r->model->readers[reader].group, before;
    struct crew *crew = &r->crews[group];

    assert(!who->idle && who->on && who->study == NOBODY);
    who->idle = true;
    before = crew->last;
    while (before != NOBODY && is_idle_before(r, reader, before))
        before = r->readers[before].previous;
    who->previous = before;
    who->next = before == NOBODY ? crew->first : r->readers[before].next;
    if (before == NOBODY)
        crew->first = reader;
    else
        r->readers[before].next = reader;
    if (who->next == NOBODY)
        crew->last = reader;
    else
        r->readers[who->next].previous = reader;
    bitset_add(r->idle_groups, group);
    roster_freshen(r, group);
}

void roster_engage(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    uint32_t group = r->model->readers[reader].group;
    struct crew *crew = &r->crews[group];

    assert(who->idle);
    who->idle = false;
    if (who->previous == NOBODY)
        crew->first = who->next;
    else
        r->readers[who->previous].next = who->next;
    if (who->next == NOBODY)
        crew->last = who->previous;
    else
        r->readers[who->next].previous = who->previous;
    if (crew->first == NOBODY)
        bitset_drop(r->idle_groups, group);
}

void roster_release(struct replication *r, uint32_t reader)
{
    assert(r->readers[reader].study == NOBODY);
    roster_note(r, reader);
    if (r->stints != NULL)
        stint_release(r, reader);
    if (r->readers[reader].on && r->readers[reader].held == 0)
        join_idle(r, reader);
}

void roster_hold(struct replication *r, uint32_t reader, enum reader_held reason)
{
    r->readers[reader].held |= (uint8_t) reason;
    if (r->readers[reader].idle)
        roster_engage(r, reader);
}

void roster_unhold(struct replication *r, uint32_t reader, enum reader_held reason)
{
    struct reader *who = &r->readers[reader];

    who->held &= (uint8_t) ~(unsigned) reason;
    r->push_all = true;
    if (who->held == 0 && who->on && who->study == NOBODY && !who->idle)
        join_idle(r, reader);
}

void roster_shift_started(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];

    assert(!who->on);
    money_settle(r, reader);
    who->on = true;
    who->idle_since_us = r->now_us;
    r->push_all = r->unsettled = true;
    roster_note(r, reader);
    if (who->study != NOBODY)
        r->retry_urgent = true; /* its study can be put down again */
    else if (who->held == 0)
        join_idle(r, reader);
}

void roster_shift_ended(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];

    assert(who->on);
    money_settle(r, reader);
    if (who->idle)
        roster_engage(r, reader);
    who->on = false;
    push_take_back(r, reader);
    roster_note(r, reader);
    r->unsettled = true;
}

void roster_look_again(struct replication *r, uint32_t reader)
{
    if (r->readers[reader].idle)
        roster_freshen(r, r->model->readers[reader].group);
    r->retry_urgent = r->push_all = true;
    r->unsettled = true;
}

static struct stream_key pace_key(const struct model *m, uint32_t reader)
{
    const struct model_group *group = &m->groups[m->readers[reader].group];
    char name[300];

    snprintf(name, sizeof name, "%.255s-%u", group->id, m->readers[reader].number + 1U);
    return stream_key("pace", name);
}

enum fault_kind roster_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;

    r->readers = calloc(m->reader_count + 1U, sizeof *r->readers);
    r->changed = calloc(m->reader_count + 1U, sizeof *r->changed);
    r->pace_keys = calloc(m->reader_count + 1U, sizeof *r->pace_keys);
    r->crews = calloc(m->group_count + 1U, sizeof *r->crews);
    r->idle_groups = calloc(r->who->group_words, sizeof *r->idle_groups);
    r->fresh_groups = calloc(r->who->group_words, sizeof *r->fresh_groups);
    if (r->readers == NULL || r->changed == NULL || r->pace_keys == NULL || r->crews == NULL ||
        r->idle_groups == NULL || r->fresh_groups == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for %u readers", m->reader_count);
    for (uint32_t i = 0; i < m->reader_count; i++)
        r->pace_keys[i] = pace_key(m, i);
    return FAULT_NONE;
}

void roster_free(struct replication *r)
{
    free(r->readers);
    free(r->changed);
    free(r->pace_keys);
    free(r->crews);
    free(r->idle_groups);
    free(r->fresh_groups);
}

void roster_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;

    for (uint32_t i = 0; i < m->reader_count; i++) {
        struct stream stream = stream_start(r->pace_keys[i], m->run.seed, number);

        r->readers[i] =
            (struct reader){.next = NOBODY,
                            .previous = NOBODY,
                            .study = NOBODY,
                            .behind = NOBODY,
                            .paid_us = m->begin_us,
                            .pace = variate_draw(&m->groups[m->readers[i].group].pace, &stream)};
    }
    memset(r->idle_groups, 0, r->who->group_words * sizeof *r->idle_groups);
    memset(r->fresh_groups, 0, r->who->group_words * sizeof *r->fresh_groups);
    memset(r->in_hand, 0, sizeof r->in_hand);
    r->any_fresh_group = r->retry_urgent = false;
    r->changed_count = 0;
    for (uint32_t g = 0; g < m->group_count; g++)
        r->crews[g] = (struct crew){.first = NOBODY, .last = NOBODY};
}
