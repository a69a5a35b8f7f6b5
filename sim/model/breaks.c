/* A break that falls due during another, or while one is owed, follows it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/breaks.h"

#include "model/event.h"
#include "model/roster.h"
#include "model/stint.h"

void breaks_await(struct replication *r, uint32_t reader, struct span shift)
{
    const struct model_habits *habits = r->stints[reader].habits;

    for (uint32_t i = 0; i < habits->break_count; i++) {
        int64_t due_us = shift.from_us + habits->breaks[i].after_us;

        if (due_us >= r->now_us && due_us < shift.to_us)
            agenda_push(&r->agenda, due_us, EVENT_BREAK_DUE, reader, i);
    }
}

void breaks_due(struct replication *r, uint32_t reader, uint32_t which)
{
    struct stint *stint = &r->stints[reader];

    stint->owed_us += stint->habits->breaks[which].length_us;
    breaks_take(r, reader);
}

void breaks_take(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];
    const struct reader *who = &r->readers[reader];

    if (stint->owed_us == 0 || !who->on || who->study != NOBODY)
        return;
    if ((who->held & HELD_BREAK) == 0)
        stint->break_until_us = r->now_us;
    stint->break_until_us += stint->owed_us;
    stint->owed_us = 0;
    stint->break_stamp++;
    roster_hold(r, reader, HELD_BREAK);
    agenda_push(&r->agenda, stint->break_until_us, EVENT_BREAK_ENDED, reader, stint->break_stamp);
}

void breaks_ended(struct replication *r, uint32_t reader, uint32_t stamp)
{
    if (r->stints[reader].break_stamp == stamp)
        roster_unhold(r, reader, HELD_BREAK);
}

void breaks_drop(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];

    stint->owed_us = 0;
    stint->break_stamp++;
    r->readers[reader].held &= (uint8_t) ~HELD_BREAK;
}
