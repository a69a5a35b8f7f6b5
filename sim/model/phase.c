/* A draft is signed; what is read twice is read again, and arbitrated if the two disagree; then
 * comes the first report, a final one after a preliminary one, and perhaps a peer review.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/phase.h"

#include "model/oncall.h"
#include "model/study.h"

#include <assert.h>

double phase_base_us(const struct replication *r, const struct study *study)
{
    switch (study->phase) {
    case MODEL_FIRST: return study->life.base_us * (1 - study->saved);
    case MODEL_FINAL: return study->life.final_base_us * r->model->readings.final_time;
    default: return study->later_us[study->phase - 1];
    }
}

/* The study waits for its next reading, alone: who reads its bundle has done with it. */
static void go_on(struct replication *r, uint32_t slot, enum model_phase phase)
{
    struct study *study = &r->studies[slot];

    study->phase = (uint8_t) phase;
    study->owner = NOBODY;
    study->class_index = licence_class(r->who, study->life.site, study->life.study);
    study->left_us = phase_base_us(r, study);
    study_wait(r, slot);
}

static void report_final(struct replication *r, uint32_t reader, uint32_t slot)
{
    struct study *study = &r->studies[slot];

    study->life.final_us = r->now_us;
    study->life.final_reader = reader;
    study->stage = STUDY_DONE;
    if (study->reviewed)
        go_on(r, slot, MODEL_REVIEW);
}

static void report_first(struct replication *r, uint32_t reader, uint32_t slot)
{
    const struct model *m = r->model;
    struct study *study = &r->studies[slot];
    bool is_final = m->groups[m->readers[reader].group].reads == MODEL_READS_FINAL;

    study->life.reported_us = r->now_us;
    study->life.first_reader = reader;
    study->stage = STUDY_DONE;
    if (is_final) {
        study->life.final_us = r->now_us;
        study->life.final_reader = reader;
    }
    r->observer->study_reported(r->observer->self, &study->life);
    oncall_left(r, slot);
    if (is_final && study->reviewed)
        go_on(r, slot, MODEL_REVIEW);
    else if (!is_final && m->has_finals)
        go_on(r, slot, MODEL_FINAL);
}

/* One person has read it, and others are to read it before it is reported. */
static void pass_on(struct replication *r, uint32_t reader, uint32_t slot, enum model_phase phase)
{
    struct study *study = &r->studies[slot];

    assert(study->hand_count < sizeof study->hands / sizeof *study->hands);
    study->hands[study->hand_count++] = reader;
    go_on(r, slot, phase);
}

static void end_first(struct replication *r, uint32_t reader, uint32_t slot)
{
    const struct model *m = r->model;
    struct study *study = &r->studies[slot];
    bool draft = m->groups[m->readers[reader].group].reads == MODEL_READS_DRAFT;

    if (!draft && !study->doubled) {
        report_first(r, reader, slot);
        return;
    }
    study->life.drafted_us = r->now_us;
    study->life.drafter = reader;
    pass_on(r, reader, slot, draft ? MODEL_SIGN : MODEL_SECOND);
}

void phase_end(struct replication *r, uint32_t reader, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    struct study_life *life = &study->life;

    switch (study->phase) {
    case MODEL_FIRST: end_first(r, reader, slot); break;
    case MODEL_SIGN:
        if (study->doubled)
            pass_on(r, reader, slot, MODEL_SECOND);
        else
            report_first(r, reader, slot);
        break;
    case MODEL_SECOND:
        life->second_us = r->now_us;
        life->second_reader = reader;
        if (study->disagreed)
            pass_on(r, reader, slot, MODEL_ARBITER);
        else
            report_first(r, reader, slot);
        break;
    case MODEL_ARBITER: report_first(r, reader, slot); break;
    case MODEL_FINAL: report_final(r, reader, slot); break;
    default:
        life->reviewed_us = r->now_us;
        life->reviewer = reader;
        study->stage = STUDY_DONE;
        break;
    }
}
