/* The event list as a 4-ary heap: half as deep as a binary one, and the four children of a place
 * lie together. Sifting moves a hole and writes the event once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agenda.h"

#include "core/simtime.h"

#include <assert.h>
#include <stdlib.h>

#define SEQUENCE_BITS 56

/* time, then kind, then sequence, as one number */
__extension__ typedef __int128 rank;
__extension__ typedef unsigned __int128 unsigned_rank;

static inline rank event_rank(const struct event *event)
{
    /* shifted as unsigned: of a negative number the shift is undefined */
    return (rank) ((unsigned_rank) (uint64_t) event->at_us << 64 | event->order);
}

enum fault_kind agenda_init(struct agenda *agenda, size_t room, struct fault *fault)
{
    *agenda = (struct agenda){0};
    if (room == 0)
        room = 1;
    if (room > SIZE_MAX / sizeof *agenda->events)
        return fault_set(fault, FAULT_MEMORY, "no memory for %zu events", room);
    agenda->events = malloc(room * sizeof *agenda->events);
    if (agenda->events == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for %zu events", room);
    agenda->capacity = room;
    return FAULT_NONE;
}

void agenda_clear(struct agenda *agenda)
{
    free(agenda->events);
    *agenda = (struct agenda){0};
}

static bool grow(struct agenda *agenda)
{
    size_t capacity = agenda->capacity > 0 ? 2 * agenda->capacity : 1;
    struct event *events = NULL;

    if (capacity <= SIZE_MAX / sizeof *events)
        events = realloc(agenda->events, capacity * sizeof *events);
    if (events == NULL) {
        agenda->starved = true;
        return false;
    }
    agenda->events = events;
    agenda->capacity = capacity;
    return true;
}

void agenda_push(struct agenda *agenda, int64_t at_us, unsigned kind, uint32_t subject,
                 uint32_t stamp)
{
    struct event event = {.at_us = at_us, .subject = subject, .stamp = stamp};
    struct event *events;
    size_t hole;
    rank own;

    assert(kind < 256 && agenda->sequence >> SEQUENCE_BITS == 0);
    if (agenda->length == agenda->capacity && !grow(agenda))
        return;
    event.order = (uint64_t) kind << SEQUENCE_BITS | agenda->sequence++;
    own = event_rank(&event);
    events = agenda->events;
    hole = agenda->length++;
    while (hole > 0) {
        size_t parent = (hole - 1) / 4;

        if (event_rank(&events[parent]) < own)
            break;
        events[hole] = events[parent];
        hole = parent;
    }
    events[hole] = event;
}

int64_t agenda_next_us(const struct agenda *agenda)
{
    return agenda->length > 0 ? agenda->events[0].at_us : SIMTIME_NEVER;
}

/* The earlier of two events; by arithmetic, for a branch would be guessed wrongly half the time. */
static inline const struct event *earlier(const struct event *a, const struct event *b)
{
    return a + (b - a) * (event_rank(b) < event_rank(a));
}

/* The earliest of an event's children, of which there is at least one. */
static inline const struct event *earliest_child(const struct event *child, size_t count)
{
    if (count >= 4)
        return earlier(earlier(child, child + 1), earlier(child + 2, child + 3));
    if (count == 1)
        return child;
    return count == 2 ? earlier(child, child + 1) : earlier(earlier(child, child + 1), child + 2);
}

/* Puts an event into the hole at the top, moving the earliest children up. */
static void fill_top(struct event *events, size_t length, struct event event)
{
    const rank own = event_rank(&event);
    size_t hole = 0;

    while (4 * hole + 1 < length) {
        const struct event *least = earliest_child(&events[4 * hole + 1], length - (4 * hole + 1));

        if (own < event_rank(least))
            break;
        events[hole] = *least;
        hole = (size_t) (least - events);
    }
    events[hole] = event;
}

bool agenda_take(struct agenda *agenda, struct event *event)
{
    size_t length = agenda->length;

    if (length == 0)
        return false;
    *event = agenda->events[0];
    agenda->length = --length;
    if (length > 0)
        fill_top(agenda->events, length, agenda->events[length]);
    return true;
}
