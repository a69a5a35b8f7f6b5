/* AI triage: queues, servers, verdicts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/triage.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/variate.h"
#include "model/bundle.h"
#include "model/cover.h"
#include "model/event.h"
#include "model/money.h"
#include "model/oncall.h"
#include "model/outage.h"
#include "model/study.h"
#include "model/waiting.h"
#include "model/worklist.h"

#include <stdlib.h>

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
                           (uint64_t) study->life.source << 40 | (uint64_t) study->life.count << 4 |
                               study->life.member};

    for (uint64_t bits = tools_of(r, study); bits != 0; bits &= bits - 1) {
        uint32_t t = bitset_lowest(bits);

        study->jobs++;
        r->unsettled = true; /* its servers may start, though nobody may read it yet */
        if (heap_add(&r->queues[t], state_places(r, column + t), slot, key) != FAULT_NONE)
            r->starved = true;
    }
}

void triage_start(struct replication *r)
{
    uint32_t tools = r->model->tool_count;

    for (uint32_t t = 0; t < tools; t++) {
        const struct uptime *up = r->outages == NULL ? NULL : &r->outages->tools[t];

        if (up != NULL && up->down > 0)
            continue;
        while (r->servers[t] > 0 && r->queues[t].length > 0) {
            uint32_t slot = heap_first(&r->queues[t])->item;
            uint32_t job = slot * tools + t;
            int64_t span_us;

            heap_remove(&r->queues[t], state_places(r, r->who->tier_count + t), slot);
            r->servers[t]--;
            span_us = simtime_round(r->jobs[job].time_us);
            if (up != NULL)
                r->jobs[job].due_us = simtime_add(outage_clock(up, r->now_us), span_us);
            agenda_push(&r->agenda, simtime_add(r->now_us, span_us), EVENT_VERDICT, job, 0);
        }
    }
}

/* Puts off a verdict that comes too early by the time for which the tool was out. */
static bool put_off(struct replication *r, uint32_t job)
{
    uint32_t t = job % r->model->tool_count;
    const struct uptime *up = &r->outages->tools[t];
    int64_t rest_us = r->jobs[job].due_us - outage_clock(up, r->now_us);

    if (rest_us <= 0)
        return false;
    if (up->down > 0) {
        r->jobs[job].next = r->outages->stalled[t];
        r->outages->stalled[t] = job;
    } else {
        agenda_push(&r->agenda, simtime_add(r->now_us, rest_us), EVENT_VERDICT, job, 0);
    }
    return true;
}

void triage_resume(struct replication *r, uint32_t tool)
{
    uint32_t job = r->outages->stalled[tool];

    r->outages->stalled[tool] = NOBODY;
    for (; job != NOBODY; job = r->jobs[job].next)
        put_off(r, job);
    r->unsettled = true; /* its servers may start */
}

/* A draft helps the reading that has not begun. */
static void draft(struct study *study, const struct model_tool *tool)
{
    if (study->life.begun_us != STUDY_NOT_YET || tool->draft_saves <= study->saved)
        return;
    study->saved = tool->draft_saves;
    study->left_us = study->life.base_us * (1 - study->saved);
}

static void say_positive(struct replication *r, uint32_t slot, const struct model_tool *tool)
{
    struct study *study = &r->studies[slot];

    if (tool->positive_priority != MODEL_NONE)
        waiting_raise(r, slot, tool->positive_priority);
    if (tool->draft_on_positive)
        draft(study, tool);
}

/* The tool's own report: no reader, and nobody reads it again. */
static void report_alone(struct replication *r, uint32_t slot, uint32_t t)
{
    struct study *study = &r->studies[slot];

    bundle_leave(r, slot);
    worklist_remove(r, slot);
    cover_count(r, slot, false);
    r->unsettled = true;
    study->life.reported_us = study->life.final_us = r->now_us;
    study->life.reporter = t;
    study->stage = STUDY_DONE;
    r->observer->study_reported(r->observer->self, &study->life);
    oncall_left(r, slot);
}

/* A positive of any tool, or an escalation, stands against all that a negative does. */
static void say_negative(struct replication *r, uint32_t slot, uint32_t t)
{
    const struct model_tool *tool = &r->model->tools[t];
    struct study *study = &r->studies[slot];
    bool alone = study->life.positives == 0;

    if (study->life.reported_us != STUDY_NOT_YET || study->life.withdrawn_us != STUDY_NOT_YET)
        return;
    if (alone && tool->autonomous && study->life.begun_us == STUDY_NOT_YET) {
        report_alone(r, slot, t);
        return;
    }
    if (alone && !study->raised && tool->negative_priority > study->life.present)
        waiting_set_priority(r, slot, (uint8_t) tool->negative_priority);
    if (tool->draft_on_negative)
        draft(study, tool);
}

void triage_verdict(struct replication *r, uint32_t job)
{
    uint32_t tools = r->model->tool_count, slot = job / tools, t = job % tools;
    struct study *study = &r->studies[slot];

    if (r->outages != NULL && put_off(r, job))
        return;
    r->servers[t]++;
    r->unsettled = true;
    study->jobs--;
    study->life.verdicts |= UINT32_C(1) << t;
    money_verdict(r, t, slot);
    if (r->jobs[job].positive) {
        study->life.positives |= UINT32_C(1) << t;
        say_positive(r, slot, &r->model->tools[t]);
    } else {
        say_negative(r, slot, t);
    }
    study_close_if_over(r, slot);
}

enum fault_kind triage_create(struct replication *r, struct fault *fault)
{
    r->queues = calloc(r->model->tool_count + 1U, sizeof *r->queues);
    r->servers = calloc(r->model->tool_count + 1U, sizeof *r->servers);
    return r->queues != NULL && r->servers != NULL
               ? FAULT_NONE
               : fault_set(fault, FAULT_MEMORY, "no memory for the AI tools");
}

void triage_free(struct replication *r)
{
    for (uint32_t i = 0; r->queues != NULL && i < r->model->tool_count; i++)
        heap_clear(&r->queues[i]);
    free(r->queues);
    free(r->servers);
}

void triage_start_empty(struct replication *r)
{
    for (uint32_t i = 0; i < r->model->tool_count; i++) {
        r->queues[i].length = 0;
        r->servers[i] = r->model->tools[i].servers;
    }
}
