/* The study counts as being in the reader's hands, with a mark that it is not read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/telling.h"

#include "core/simtime.h"
#include "model/bundle.h"
#include "model/event.h"
#include "model/money.h"
#include "model/quality.h"
#include "model/stint.h"
#include "model/study.h"

bool telling_begin(struct replication *r, uint32_t reader, uint32_t slot, bool first, uint32_t next)
{
    struct reader *who = &r->readers[reader];
    struct study *study = &r->studies[slot];
    int64_t span_us = 0;

    if (first)
        span_us = quality_report(r, reader, slot);
    else if (study->life.reported_us != STUDY_NOT_YET)
        span_us = quality_review(r, slot);
    if (span_us == 0)
        return false;
    who->study = slot;
    who->behind = next;
    who->tells = first ? TELLS_FINDING : TELLS_DISCREPANCY;
    study->jobs++;       /* it stays until he has done */
    r->unsettled = true; /* the backlog may be small enough for those called in to go */
    agenda_push(&r->agenda, simtime_add(r->now_us, span_us), EVENT_CALLED, reader, 0);
    return true;
}

/* His duty has ended and he hands back, or his provider is out. */
static bool puts_down(const struct replication *r, uint32_t reader)
{
    const struct reader *who = &r->readers[reader];
    const struct stint *stint = stint_of(r, reader);

    return (who->held & HELD_OUTAGE) != 0 ||
           (!who->on && stint != NULL && stint->habits->shift_end == SHIFT_END_HAND_BACK);
}

uint32_t telling_end(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    uint32_t slot = who->study, next = who->behind;
    struct study *study = &r->studies[slot];

    money_settle(r, reader);
    if (who->tells == TELLS_FINDING)
        study->life.called_us = r->now_us;
    who->study = who->behind = NOBODY;
    who->tells = TELLS_NOBODY;
    study->jobs--;
    study_close_if_over(r, slot);
    if (next == NOBODY || !puts_down(r, reader))
        return next;
    r->studies[next].owner = NOBODY;
    study_wait(r, next);
    bundle_put_down(r, next);
    return NOBODY;
}
