/* The compiled model: creation, freezing, freeing. Adding is in model_add.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

#include "core/simtime.h"
#include "model/grant.h"
#include "model/licence.h"
#include "model/model_grant.h"
#include "model/model_money.h"
#include "model/timetable.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const model_modality_codes[MODEL_MODALITIES] = {"CT", "DX", "MR", "US", "MG", "PT"};

enum fault_kind model_create(struct model **out, const struct model_run *run,
                             uint32_t jurisdictions, uint32_t skills, struct fault *fault)
{
    struct model *m = calloc(1, sizeof *m);
    char *name = strdup(run->name);

    if (m == NULL || name == NULL) {
        free(m);
        free(name);
        return fault_set(fault, FAULT_MEMORY, "no memory for the model");
    }
    m->run = *run;
    m->run.name = name;
    m->begin_us = -run->warmup_us;
    m->end_us = run->duration_us;
    m->last_us = run->duration_us + run->drain_us;
    m->jurisdiction_count = jurisdictions;
    m->skill_count = skills;
    m->covers_all = true;
    m->readings = (struct model_readings){1, 1, 1, 0};
    m->run_zone = MODEL_NONE;
    *out = m;
    return FAULT_NONE;
}

static void free_variate(struct variate *v)
{
    union {
        const double *borrowed;
        double *owned;
    } values = {v->values};

    free(values.owned);
}

static void free_anew(struct model_anew *anew)
{
    if (anew == NULL)
        return;
    free(anew->first_row);
    free(anew->at_us);
    free(anew->offset_us);
    free(anew);
}

static void free_manner(struct model_manner *manner)
{
    if (manner == NULL)
        return;
    free_variate(&manner->size);
    free_variate(&manner->acquire);
    free(manner);
}

static void free_demand(struct model *m)
{
    for (uint32_t i = 0; i < m->study_count; i++) {
        free(m->studies[i].id);
        free(m->studies[i].skills);
        free(m->studies[i].findings);
        free(m->studies[i].with);
        model_grant_free_study(&m->studies[i]);
        free_variate(&m->studies[i].images);
        free_variate(&m->studies[i].read);
        free_variate(&m->studies[i].priors);
    }
    for (uint32_t i = 0; i < m->rates_count; i++) {
        free(m->rates[i].from_us);
        free(m->rates[i].weight);
        free(m->rates[i].day);
        free(m->rates[i].run_day);
    }
    for (uint32_t i = 0; i < m->trace_count; i++) {
        free(m->traces[i].rows);
        free_anew(m->traces[i].anew);
    }
    for (uint32_t i = 0; i < m->moments_count; i++)
        free(m->moments[i].at_us);
    for (uint32_t i = 0; i < m->link_count; i++)
        free(m->links[i].id);
    for (uint32_t i = 0; i < m->outage_count; i++) {
        free(m->outages[i].id);
        free(m->outages[i].things);
        free_variate(&m->outages[i].up);
        free_variate(&m->outages[i].down);
    }
    free(m->outages);
    for (uint32_t i = 0; i < m->site_count; i++) {
        free(m->sites[i].id);
        free_variate(&m->sites[i].patience);
    }
    for (uint32_t i = 0; i < m->source_count; i++) {
        free(m->sources[i].name);
        free(m->sources[i].mix);
        free_manner(m->sources[i].manner);
    }
    free(m->moments);
    free(m->studies);
    free(m->rates);
    free(m->traces);
    free(m->links);
    free(m->sites);
    free(m->sources);
}

static void free_habits(struct model_habits *habits)
{
    if (habits == NULL)
        return;
    for (size_t i = 0; habits->calls != NULL && i < habits->call_count; i++)
        free_variate(&habits->calls[i].response);
    free(habits->breaks);
    free(habits->calls);
    free_variate(&habits->interruption);
    free(habits);
}

static void free_discrepancy(struct model_discrepancy *discrepancy)
{
    for (size_t i = 0; discrepancy->classes != NULL && i < discrepancy->class_count; i++) {
        free(discrepancy->classes[i].id);
        free_variate(&discrepancy->classes[i].recontact);
    }
    free(discrepancy->classes);
}

static void free_people(struct model *m)
{
    for (uint32_t i = 0; i < m->provider_count; i++) {
        free(m->providers[i].id);
        free(m->providers[i].kind);
        model_money_free(&m->providers[i]);
    }
    for (uint32_t i = 0; i < m->group_count; i++) {
        free(m->groups[i].id);
        model_grant_free_group(&m->groups[i]);
        free(m->groups[i].skills);
        free_variate(&m->groups[i].pace);
        free_habits(m->groups[i].habits);
        free_discrepancy(&m->groups[i].discrepancy);
    }
    for (uint32_t i = 0; i < m->reader_count; i++) {
        free(m->readers[i].duty);
        free(m->readers[i].shifts);
    }
    for (uint32_t i = 0; i < m->window_count; i++)
        free(m->windows[i].spans);
    for (uint32_t i = 0; i < m->tool_count; i++) {
        free(m->tools[i].id);
        free(m->tools[i].studies);
        free_variate(&m->tools[i].time);
    }
    for (uint32_t i = 0; i < m->coverage_count; i++) {
        free(m->coverage[i].sites);
        free(m->coverage[i].studies);
        free(m->coverage[i].name);
    }
    for (uint32_t i = 0; i < m->double_count; i++) {
        free(m->doubles[i].studies);
        free(m->doubles[i].by);
        free(m->doubles[i].arbitrate);
    }
    free(m->doubles);
    free(m->providers);
    free(m->groups);
    free(m->readers);
    free(m->windows);
    free(m->coverage);
    free(m->tools);
}

void model_free(struct model *model)
{
    union {
        const char *borrowed;
        char *owned;
    } name;

    if (model == NULL)
        return;
    name.borrowed = model->run.name;
    free(name.owned);
    for (uint32_t i = 0; i < model->priority_count; i++)
        free(model->priorities[i].id);
    for (uint32_t i = 0; i < model->finding_count; i++) {
        free(model->findings[i].id);
        free_variate(&model->findings[i].call);
    }
    for (uint32_t i = 0; i < model->zone_count; i++) {
        free(model->zones[i].id);
        free(model->zones[i].at_us);
        free(model->zones[i].offset_s);
    }
    free(model->priorities);
    free(model->findings);
    free(model->zones);
    free_demand(model);
    free_people(model);
    free(model->hours.from_us);
    free(model->hours.hour_of_week);
    free(model->months.from_us);
    free(model->months.judged);
    free(model->bills.from_us);
    free(model->bills.part);
    free(model->bills.number);
    for (uint32_t i = 0; model->jurisdictions != NULL && i < model->jurisdiction_count; i++)
        free(model->jurisdictions[i]);
    free(model->jurisdictions);
    licence_free(model->eligibility);
    grant_free(model->permits);
    timetable_free(model->timetable);
    free(model);
}

void model_set_finals(struct model *model, int64_t within_us)
{
    assert(!model->frozen);
    model->has_finals = true;
    model->final_within_us = within_us;
}

void model_set_dispatch(struct model *model, const struct model_dispatch *dispatch)
{
    assert(!model->frozen);
    assert(dispatch->pick == MODEL_PICK_BEST || dispatch->order == MODEL_ORDER_PRIORITY);
    model->dispatch = *dispatch;
}

void model_set_readings(struct model *model, const struct model_readings *readings)
{
    assert(!model->frozen);
    model->readings = *readings;
}

void model_set_run_zone(struct model *model, uint32_t zone)
{
    assert(zone < model->zone_count);
    model->run_zone = zone;
}

static void number_strands(struct model *model)
{
    model->strand_count = 0;
    for (uint32_t i = 0; i < model->source_count; i++) {
        model->sources[i].first_strand = model->strand_count;
        model->strand_count += 1U + (uint32_t) model->studies[model->sources[i].study].with_count;
    }
}

enum fault_kind model_freeze(struct model *model, struct fault *fault)
{
    enum fault_kind kind;

    assert(!model->frozen);
    if (model->bills.count == 0) {
        kind = model_set_bills(
            model, &(struct model_bills){1, &(int64_t){0}, &(double){1}, &(int32_t){0}}, fault);
        if (kind != FAULT_NONE)
            return kind;
    }
    number_strands(model);
    kind = licence_compile(model, &model->eligibility, fault);
    if (kind == FAULT_NONE)
        kind = grant_compile(model, &model->permits, fault);
    if (kind == FAULT_NONE)
        kind = timetable_compile(model, &model->timetable, fault);
    if (kind == FAULT_NONE)
        model->frozen = true;
    return kind;
}
