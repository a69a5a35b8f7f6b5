/* Licences and privileges of each reader as bits that change at known instants.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/permit.h"

#include "core/simtime.h"
#include "model/event.h"
#include "model/money.h"
#include "model/push.h"
#include "model/roster.h"

#include <stdlib.h>
#include <string.h>

enum fault_kind permit_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    const struct permits *p = m->permits;
    struct permit_book *book;

    if (p == NULL)
        return FAULT_NONE;
    book = calloc(1, sizeof *book);
    r->permits = book;
    if (book != NULL) {
        book->licences = calloc(m->reader_count * p->cell_words + 1, sizeof *book->licences);
        book->privileges = calloc(m->reader_count * p->room_words + 1, sizeof *book->privileges);
        book->drawn = calloc(bitset_words(m->jurisdiction_count) + 1, sizeof *book->drawn);
        book->list = calloc(m->jurisdiction_count + 1U, sizeof *book->list);
        book->spans = calloc(p->most_spans * m->zone_count + 1, sizeof *book->spans);
    }
    if (book == NULL || book->licences == NULL || book->privileges == NULL || book->drawn == NULL ||
        book->list == NULL || book->spans == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the licences of %u readers",
                         m->reader_count);
    for (uint32_t g = 0; g < m->group_count; g++)
        r->personal = r->personal || bitset_has(p->personal, g);
    return FAULT_NONE;
}

void permit_free(struct replication *r)
{
    if (r->permits == NULL)
        return;
    free(r->permits->licences);
    free(r->permits->privileges);
    free(r->permits->changes);
    free(r->permits->drawn);
    free(r->permits->list);
    free(r->permits->spans);
    free(r->permits);
}

static void note(struct replication *r, const struct permit_change *change)
{
    struct permit_book *book = r->permits;

    if (book->count == book->capacity) {
        size_t capacity = book->capacity == 0 ? 64 : 2 * book->capacity;
        struct permit_change *grown = realloc(book->changes, capacity * sizeof *grown);

        if (grown == NULL) {
            r->starved = true;
            return;
        }
        book->changes = grown;
        book->capacity = capacity;
    }
    book->changes[book->count++] = *change;
}

/* What stands at the run's beginning goes into the set, the rest is to come. */
static void take_spans(struct replication *r, const struct span *spans, size_t count,
                       struct permit_change change, uint64_t *set)
{
    const struct model *m = r->model;

    for (size_t i = 0; i < count; i++) {
        if (spans[i].to_us <= m->begin_us || spans[i].from_us >= m->last_us)
            continue;
        change.begins = true;
        change.at_us = spans[i].from_us;
        if (spans[i].from_us <= m->begin_us)
            bitset_add(set, change.cell);
        else
            note(r, &change);
        change.begins = false;
        change.at_us = spans[i].to_us;
        if (spans[i].to_us < m->last_us)
            note(r, &change);
    }
}

static struct grant_who who_is(const struct replication *r, uint32_t reader)
{
    const struct permit_book *book = r->permits;

    return (struct grant_who){.group = r->model->readers[reader].group,
                              .reader = reader,
                              .seed = r->model->run.seed,
                              .number = book->number,
                              .drawn = book->drawn};
}

/* Each licence of a reader, for as long as he has it. */
static void pay_fees(struct replication *r, const struct grant_who *who)
{
    const struct model *m = r->model;
    struct span *spans = r->permits->spans;
    double fee = m->groups[who->group].licence_fee;

    for (uint32_t cell = 0; fee > 0 && cell < m->permits->cell_count;) {
        size_t count = grant_jurisdiction(m, who, &cell, spans);

        for (size_t i = 0; i < count; i++)
            money_licence(r, who->reader, spans[i], fee);
    }
}

static void find_changes(struct replication *r, const struct grant_who *who)
{
    const struct model *m = r->model;
    const struct permits *p = m->permits;
    struct permit_book *book = r->permits;
    uint32_t reader = who->reader;
    struct permit_change change = {.reader = reader};

    for (uint32_t cell = 0; cell < p->cell_count; cell++) {
        size_t count =
            grant_licence(m, who, p->cell_jurisdiction[cell], p->cell_zone[cell], book->spans);

        change.cell = cell;
        take_spans(r, book->spans, count, change, book->licences + reader * p->cell_words);
    }
    change.privilege = true;
    for (uint32_t room = 0; room < p->room_count; room++) {
        size_t count = grant_privilege(m, who, p->room_site[room], book->spans);

        change.cell = room;
        take_spans(r, book->spans, count, change, book->privileges + reader * p->room_words);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct permit_change *x = a, *y = b;

    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    if (x->reader != y->reader)
        return x->reader < y->reader ? -1 : 1;
    if (x->privilege != y->privilege)
        return y->privilege ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static void wait_for_next(struct replication *r)
{
    const struct permit_book *book = r->permits;

    if (book->at < book->count)
        agenda_push(&r->agenda, book->changes[book->at].at_us, EVENT_PERMIT, 0, 0);
}

void permit_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;
    const struct permits *p = m->permits;
    struct permit_book *book = r->permits;

    if (book == NULL)
        return;
    book->number = number;
    book->count = book->at = 0;
    memset(book->licences, 0, m->reader_count * p->cell_words * sizeof *book->licences);
    memset(book->privileges, 0, m->reader_count * p->room_words * sizeof *book->privileges);
    for (uint32_t i = 0; i < m->reader_count; i++) {
        struct grant_who who = who_is(r, i);

        grant_draw(m, &who, book->drawn, book->list);
        if (bitset_has(p->personal, who.group))
            find_changes(r, &who);
        pay_fees(r, &who);
    }
    if (book->count > 0)
        qsort(book->changes, book->count, sizeof *book->changes, by_time);
    wait_for_next(r);
}

size_t permit_count(const struct replication *r, uint32_t reader)
{
    const struct permits *p = r->model->permits;
    const uint64_t *held = r->permits->licences + reader * p->cell_words;
    uint32_t last = MODEL_NONE;
    size_t count = 0;

    for (uint32_t cell = 0; cell < p->cell_count; cell++)
        if (bitset_has(held, cell) && p->cell_jurisdiction[cell] != last) {
            last = p->cell_jurisdiction[cell];
            count++;
        }
    return count;
}

void permit_due(struct replication *r)
{
    const struct permits *p = r->model->permits;
    struct permit_book *book = r->permits;

    for (; book->at < book->count && book->changes[book->at].at_us == r->now_us; book->at++) {
        const struct permit_change *change = &book->changes[book->at];
        uint64_t *set = change->privilege ? book->privileges + change->reader * p->room_words
                                          : book->licences + change->reader * p->cell_words;

        if (change->begins) {
            bitset_add(set, change->cell);
            roster_look_again(r, change->reader);
        } else {
            bitset_drop(set, change->cell);
            push_take_back(r, change->reader);
        }
    }
    wait_for_next(r);
}
