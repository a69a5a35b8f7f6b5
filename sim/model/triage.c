/* AI triage: queues, servers, verdicts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/triage.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/variate.h"
#include "model/event.h"
#include "model/money.h"
#include "model/study.h"
#include "model/worklist.h"

#include <assert.h>

/* The set of tools that see a study. */
static uint64_t tools_of(const struct replication *r, const struct study *study)
{
    return r->model->tool_count == 0 ? 0 : r->tools_of_study[study->life.study];
}

/* Both draws are made whatever the tool is like, so that another sensitivity or another finding
 * leaves the rest as it was. */
void triage_draw(struct replication *r, uint32_t slot, struct stream *streams)
{
    const struct study *study = &r->studies[slot];
    uint32_t tools = r->model->tool_count;

    for (uint64_t bits = tools_of(r, study); bits != 0; bits &= bits - 1) {
        uint32_t t = bitset_lowest(bits);
        const struct model_tool *tool = &r->model->tools[t];
        struct job *job = &r->jobs[(size_t) slot * tools + t];
        double chance = stream_unit(streams++);
        bool present = (study->life.findings >> tool->finding & 1U) != 0;

        job->positive = chance < (present ? tool->sensitivity : 1.0 - tool->specificity);
        job->time_us = variate_draw(&tool->time, streams++);
    }
}

void triage_queue(struct replication *r, uint32_t slot)
{
    struct study *study = &r->studies[slot];
    size_t column = r->who->tier_count;
    struct heap_key key = {(uint64_t) (study->life.received_us - r->model->begin_us),
                           (uint64_t) study->life.source << 40 | study->life.count};

    for (uint64_t bits = tools_of(r, study); bits != 0; bits &= bits - 1) {
        uint32_t t = bitset_lowest(bits);

        study->jobs++;
        if (heap_add(&r->queues[t], state_places(r, column + t), slot, key) != FAULT_NONE)
            r->starved = true;
    }
}

void triage_start(struct replication *r)
{
    uint32_t tools = r->model->tool_count;

    for (uint32_t t = 0; t < tools; t++)
        while (r->servers[t] > 0 && r->queues[t].length > 0) {
            uint32_t slot = heap_first(&r->queues[t])->item;
            uint32_t job = slot * tools + t;

            heap_remove(&r->queues[t], state_places(r, r->who->tier_count + t), slot);
            r->servers[t]--;
            agenda_push(&r->agenda, simtime_add(r->now_us, simtime_round(r->jobs[job].time_us)),
                        EVENT_VERDICT, job, 0);
        }
}

/* Raises a study that nobody has reported yet. */
static void raise_priority(struct replication *r, uint32_t slot, uint32_t priority)
{
    struct study *study = &r->studies[slot];

    if (study->life.reported_us != STUDY_NOT_YET || priority >= study->life.present)
        return;
    if (study->stage == STUDY_WAITING) {
        worklist_raise(r, slot, (uint8_t) priority);
        worklist_freshen(r, slot);
        return;
    }
    assert(study->stage == STUDY_READING);
    r->in_hand[study->life.present]--;
    r->in_hand[priority]++;
    study->life.present = (uint8_t) priority;
    study->key = worklist_key(r, study); /* for when it is put down */
}

void triage_verdict(struct replication *r, uint32_t job)
{
    uint32_t tools = r->model->tool_count, slot = job / tools, t = job % tools;
    struct study *study = &r->studies[slot];
    const struct model_tool *tool = &r->model->tools[t];

    r->servers[t]++;
    r->unsettled = true;
    study->jobs--;
    study->life.verdicts |= UINT32_C(1) << t;
    money_verdict(r, t, slot);
    if (r->jobs[job].positive) {
        study->life.positives |= UINT32_C(1) << t;
        if (tool->positive_priority != MODEL_NONE)
            raise_priority(r, slot, tool->positive_priority);
    }
    study_close_if_over(r, slot);
}
