/* Reading time in hand = base time x the reader's pace; what is left is kept in base time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/reading.h"

#include "core/simtime.h"
#include "model/event.h"
#include "model/money.h"
#include "model/roster.h"
#include "model/study.h"
#include "model/worklist.h"

#include <assert.h>

static unsigned hand_rank(const struct study *study)
{
    return study->final_read ? IN_HAND_FINAL : study->life.present;
}

void reading_begin(struct replication *r, uint32_t reader, uint32_t slot)
{
    struct reader *who = &r->readers[reader];
    struct study *study = &r->studies[slot];
    int64_t span_us = simtime_round(study->left_us * who->pace);

    assert(study->stage == STUDY_WAITING && who->study == NOBODY);
    worklist_remove(r, slot);
    if (who->idle)
        roster_engage(r, reader);
    money_settle(r, reader);
    study->stage = STUDY_READING;
    who->study = slot;
    who->begun_us = r->now_us;
    who->stamp++;
    r->in_hand[hand_rank(study)]++;
    if (study->final_read) {
        if (study->life.final_begun_us == STUDY_NOT_YET)
            study->life.final_begun_us = r->now_us;
    } else if (study->life.begun_us == STUDY_NOT_YET) {
        study->life.begun_us = r->now_us;
    }
    roster_note(r, reader);
    /* in orders that do not go by rank, a reader may begin what a waiting urgent study can put down
     */
    if (r->preempts && r->model->order != MODEL_ORDER_PRIORITY)
        r->retry_urgent = true;
    agenda_push(&r->agenda, simtime_add(r->now_us, span_us), EVENT_READ_ENDED, reader, who->stamp);
}

/* Takes the study out of a reader's hands; returns its slot. */
static uint32_t let_go(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    uint32_t slot = who->study;
    struct study *study = &r->studies[slot];
    int64_t span_us = r->now_us - who->begun_us;

    money_settle(r, reader);
    r->in_hand[hand_rank(study)]--;
    if (study->final_read)
        study->life.final_read_us += span_us;
    else
        study->life.read_us += span_us;
    who->study = NOBODY;
    who->stamp++;
    return slot;
}

void reading_put_down(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    double done_us = (double) (r->now_us - who->begun_us) / who->pace;
    uint32_t slot = let_go(r, reader);
    struct study *study = &r->studies[slot];

    study->left_us = study->left_us > done_us ? study->left_us - done_us : 0;
    study->stage = STUDY_WAITING;
    worklist_freshen(r, slot);
}

static void report_final(struct replication *r, uint32_t reader, uint32_t slot)
{
    struct study_life *life = &r->studies[slot].life;

    life->final_us = r->now_us;
    life->final_reader = reader;
    r->studies[slot].stage = STUDY_DONE;
}

/* The first report; a preliminary one puts the study among the final reads. */
static void report_first(struct replication *r, uint32_t reader, uint32_t slot)
{
    const struct model *m = r->model;
    struct study *study = &r->studies[slot];

    study->life.reported_us = r->now_us;
    study->life.first_reader = reader;
    study->stage = STUDY_DONE;
    if (m->groups[m->readers[reader].group].reads == MODEL_READS_FINAL)
        report_final(r, reader, slot);
    r->observer->study_reported(r->observer->self, &study->life);
    if (study->life.final_us != STUDY_NOT_YET || !m->has_finals)
        return;
    study->final_read = true;
    study->stage = STUDY_WAITING;
    study->left_us = study->life.final_base_us;
    study->key = worklist_key(r, study);
    worklist_freshen(r, slot);
}

void reading_end(struct replication *r, uint32_t reader)
{
    uint32_t slot = let_go(r, reader);
    bool first = !r->studies[slot].final_read;

    if (first)
        report_first(r, reader, slot);
    else
        report_final(r, reader, slot);
    r->observer->report_made(r->observer->self, r->now_us, reader, &r->studies[slot].life);
    money_report(r, reader, slot, first);
    study_close_if_over(r, slot);
    roster_release(r, reader);
    r->unsettled = true;
}
