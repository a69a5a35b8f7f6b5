/* Reading time in hand = base time x the reader's speed; what is left is kept in base time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/reading.h"

#include "core/simtime.h"
#include "model/bundle.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/interruption.h"
#include "model/money.h"
#include "model/order.h"
#include "model/phase.h"
#include "model/roster.h"
#include "model/study.h"
#include "model/telling.h"
#include "model/worklist.h"

#include <assert.h>

static unsigned hand_rank(const struct study *study)
{
    return study->phase >= MODEL_FINAL ? IN_HAND_FINAL : study->rank;
}

/* The reading in hand runs from now on: it ends, or something comes first. */
static void run_on(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    int64_t left_us = who->span_us - who->ran_us;
    enum event_kind kind = EVENT_READ_ENDED;

    who->run_us = r->now_us;
    if (r->stints != NULL && interruption_comes(r, reader, &left_us))
        kind = EVENT_INTERRUPTED;
    agenda_push(&r->agenda, simtime_add(r->now_us, left_us), kind, reader, who->stamp);
}

/* It stops running: notes how far it came. */
static void stop(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    int64_t span_us = r->now_us - who->run_us;

    who->ran_us += span_us;
    who->stamp++;
    if (r->stints != NULL)
        interruption_read(r, reader, span_us);
}

void reading_halt(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];

    if (who->halts++ == 0 && state_reads(who))
        stop(r, reader);
}

void reading_go_on(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];

    assert(who->halts > 0);
    if (--who->halts == 0 && state_reads(who))
        run_on(r, reader);
}

void reading_begin(struct replication *r, uint32_t reader, uint32_t slot)
{
    struct reader *who = &r->readers[reader];
    struct study *study = &r->studies[slot];

    assert(who->study == NOBODY);
    if (study->stage == STUDY_WAITING) { /* else it follows another of its bundle */
        worklist_remove(r, slot);
        cover_count(r, slot, false);
    } else {
        order_rank(r, slot);
    }
    who->speed = speed_now(r, reader, study);
    who->span_us = simtime_round(study->left_us * who->speed);
    who->ran_us = 0;
    if (who->idle)
        roster_engage(r, reader);
    money_settle(r, reader);
    study->stage = STUDY_READING;
    who->study = slot;
    who->begun_us = r->now_us;
    who->stamp++;
    r->in_hand[hand_rank(study)]++;
    if (study->phase < MODEL_FINAL && study->life.begun_us == STUDY_NOT_YET)
        study->life.begun_us = r->now_us;
    if (study->phase == MODEL_FINAL && study->life.final_begun_us == STUDY_NOT_YET)
        study->life.final_begun_us = r->now_us;
    roster_note(r, reader);
    /* in orders that do not go by rank, a reader may begin what a waiting urgent study can put down
     */
    if (r->preempts && r->model->dispatch.order != MODEL_ORDER_PRIORITY)
        r->retry_urgent = true;
    if (who->halts == 0)
        run_on(r, reader);
}

/* Takes the study out of a reader's hands; returns its slot. */
static uint32_t let_go(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    uint32_t slot = who->study;
    struct study *study = &r->studies[slot];
    int64_t span_us = r->now_us - who->begun_us;

    money_settle(r, reader);
    if (who->halts == 0)
        stop(r, reader);
    r->in_hand[hand_rank(study)]--;
    if (study->phase == MODEL_REVIEW)
        study->life.review_read_us += span_us;
    else if (study->phase == MODEL_FINAL)
        study->life.final_read_us += span_us;
    else
        study->life.read_us += span_us;
    who->study = NOBODY;
    who->stamp++;
    return slot;
}

void reading_put_down(struct replication *r, uint32_t reader, bool keeps)
{
    struct reader *who = &r->readers[reader];
    uint32_t slot = let_go(r, reader);
    struct study *study = &r->studies[slot];
    double done_us = (double) who->ran_us / who->speed;

    if (!keeps)
        study->left_us = phase_base_us(r, study);
    else
        study->left_us = study->left_us > done_us ? study->left_us - done_us : 0;
    study_wait(r, slot);
    if (study->bundle == slot)
        bundle_put_down(r, slot);
}

void reading_hand_back(struct replication *r, uint32_t reader, bool keeps)
{
    uint32_t slot = r->readers[reader].study;

    reading_put_down(r, reader, keeps);
    r->studies[slot].owner = NOBODY;
    roster_release(r, reader);
}

static void go_on(struct replication *r, uint32_t reader, uint32_t next)
{
    r->unsettled = true;
    if (next != NOBODY)
        reading_begin(r, reader, next);
    else
        roster_release(r, reader);
}

void reading_called(struct replication *r, uint32_t reader)
{
    go_on(r, reader, telling_end(r, reader));
}

void reading_end(struct replication *r, uint32_t reader)
{
    uint32_t slot = let_go(r, reader), next = bundle_next(r, slot);
    bool unreported = r->studies[slot].life.reported_us == STUDY_NOT_YET, first;

    r->readers[reader].idle_since_us = r->now_us; /* whatever comes before he is idle */
    phase_end(r, reader, slot);
    first = unreported && r->studies[slot].life.reported_us != STUDY_NOT_YET;
    r->observer->report_made(r->observer->self, r->now_us, reader, &r->studies[slot].life);
    money_report(r, reader, slot, !unreported);
    if (r->stints != NULL)
        stint_report(r, reader, &r->studies[slot]);
    if (r->careful && telling_begin(r, reader, slot, first, next))
        return;
    study_close_if_over(r, slot);
    go_on(r, reader, next);
}
