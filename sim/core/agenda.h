/* The event list: hands out pending events by time, kind and first in. It knows no radiology: a
 * kind is a number, a subject is an index, a stamp tells a stale event from a live one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_AGENDA_H
#define TELERAD_CORE_AGENDA_H

#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event {
    int64_t at_us;
    uint64_t order;   /* kind in the top 8 bits, sequence below: set by agenda_push() */
    uint32_t subject; /* of whom: an index whose meaning goes with the kind */
    uint32_t stamp;   /* the subject's stamp when pushed; an event with an old one is stale */
};

#define AGENDA_KIND(event) ((unsigned) ((event).order >> 56))

struct agenda {
    struct event *events; /* 4-ary heap, owned */
    size_t length, capacity;
    uint64_t sequence;
    bool starved; /* memory ran out: agenda_push() dropped an event */
};

/** Makes an empty list with room for some events. FAULT_MEMORY. */
NODISCARD enum fault_kind agenda_init(struct agenda *agenda, size_t room, struct fault *fault);
void agenda_clear(struct agenda *agenda);

/** Adds an event; kind < 256. Doubles its room when full; without memory `starved` is set.
 * O(log n). */
void agenda_push(struct agenda *agenda, int64_t at_us, unsigned kind, uint32_t subject,
                 uint32_t stamp);

/** Time of the next event, SIMTIME_NEVER if there is none. O(1). */
int64_t agenda_next_us(const struct agenda *agenda);

/** Takes the next event; false if there is none. Equal times: lower kind, then first in.
 * O(log n). */
bool agenda_take(struct agenda *agenda, struct event *event);

#endif
