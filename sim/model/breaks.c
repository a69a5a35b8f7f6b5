/* A break that falls due during another, or while one is owed, follows it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/breaks.h"

#include "model/event.h"
#include "model/roster.h"
#include "model/stint.h"

static const struct model_shift *present_shift(const struct replication *r, uint32_t reader)
{
    return &r->model->readers[reader].shifts[r->stints[reader].present];
}

/* The next break of the present shift will be due, if the shift lasts until then. */
static void wait_for_next(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];
    const struct model_shift *shift = present_shift(r, reader);
    int64_t due_us;

    if (stint->next_break == stint->habits->break_count)
        return;
    due_us = shift->span.from_us + stint->habits->breaks[stint->next_break].after_us;
    if (due_us < shift->span.to_us)
        agenda_push(&r->agenda, due_us, EVENT_BREAK_DUE, reader, ++stint->due_stamp);
}

void breaks_start(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];
    int64_t from_us = present_shift(r, reader)->span.from_us, end_us = from_us;

    for (stint->next_break = 0; stint->next_break < stint->habits->break_count;
         stint->next_break++) {
        const struct model_break *next = &stint->habits->breaks[stint->next_break];
        int64_t due_us = from_us + next->after_us;

        if (due_us >= r->now_us)
            break;
        end_us = (due_us > end_us ? due_us : end_us) + next->length_us;
    }
    if (r->now_us == r->model->begin_us && end_us > r->now_us && from_us < r->now_us)
        stint->owed_us += end_us - r->now_us;
    stint->due_stamp++;
    breaks_take(r, reader);
    wait_for_next(r, reader);
}

void breaks_due(struct replication *r, uint32_t reader, uint32_t stamp)
{
    struct stint *stint = &r->stints[reader];

    if (stint->due_stamp != stamp)
        return; /* another shift has taken the place of its own */
    stint->owed_us += stint->habits->breaks[stint->next_break++].length_us;
    breaks_take(r, reader);
    wait_for_next(r, reader);
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
