/* Adding to a model: each entry is copied with all that it points to.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

#include "core/bitset.h"
#include "model/model_grant.h"
#include "model/model_money.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for the model; a smaller scenario needs less");
}

/* Makes room for one entry more; the room doubles at powers of two. */
static void *with_room(void *list, uint32_t count, size_t size)
{
    size_t room = count == 0 ? 1 : 2 * (size_t) count;

    return (count & (count - 1U)) == 0 ? realloc(list, room * size) : list;
}

/* Room in a list of the model. It comes before any copy is made; after that the entry stands in the
 * list whether or not all its copies could be made, so that model_free() finds those that were. */
#define ROOM(model, list, count, fault)                                                            \
    do {                                                                                           \
        void *grown_ = with_room((model)->list, (model)->count, sizeof *(model)->list);            \
        if (grown_ == NULL)                                                                        \
            return no_memory(fault);                                                               \
        (model)->list = grown_;                                                                    \
    } while (0)

static void tell(uint32_t *index, uint32_t value)
{
    if (index != NULL)
        *index = value;
}

/* A copy of `count` entries; never NULL for 0 of them unless memory is out. */
static void *copy(const void *from, size_t count, size_t size)
{
    void *to = malloc(count * size + 1);

    if (to != NULL && count > 0)
        memcpy(to, from, count * size);
    return to;
}

static bool copy_variate(struct variate *v)
{
    if (v->values == NULL)
        return true;
    v->values = copy(v->values, v->count, sizeof *v->values);
    return v->values != NULL;
}

/* A set that may be NULL. */
static bool copy_set(uint64_t **set, size_t bits)
{
    if (*set == NULL)
        return true;
    *set = copy(*set, bitset_words(bits), sizeof **set);
    return *set != NULL;
}

enum fault_kind model_add_priority(struct model *model, const struct model_priority *priority,
                                   uint32_t *index, struct fault *fault)
{
    struct model_priority entry = *priority;

    assert(!model->frozen && model->priority_count < MODEL_PRIORITIES_MAX);
    ROOM(model, priorities, priority_count, fault);
    entry.id = strdup(priority->id);
    model->priorities[model->priority_count++] = entry;
    if (entry.id == NULL)
        return no_memory(fault);
    tell(index, model->priority_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_finding(struct model *model, const struct model_finding *finding,
                                  uint32_t *index, struct fault *fault)
{
    struct model_finding entry = *finding;
    bool whole;

    assert(!model->frozen && model->finding_count < MODEL_FINDINGS_MAX);
    ROOM(model, findings, finding_count, fault);
    entry.id = strdup(finding->id);
    whole = copy_variate(&entry.call);
    model->findings[model->finding_count++] = entry;
    if (entry.id == NULL || !whole)
        return no_memory(fault);
    tell(index, model->finding_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_study(struct model *model, const struct model_study *study,
                                uint32_t *index, struct fault *fault)
{
    struct model_study entry = *study;
    bool whole;

    assert(!model->frozen && study->modality < MODEL_MODALITIES);
    ROOM(model, studies, study_count, fault);
    entry.id = strdup(study->id);
    entry.skills = copy(study->skills, bitset_words(model->skill_count), sizeof *entry.skills);
    entry.findings = copy(study->findings, study->finding_count, sizeof *entry.findings);
    entry.with = NULL;
    entry.with_count = 0;
    whole = model_grant_copy_study(model, &entry);
    whole = copy_variate(&entry.images) && whole;
    whole = copy_variate(&entry.read) && whole;
    whole = copy_variate(&entry.priors) && whole;
    model->studies[model->study_count++] = entry;
    if (entry.id == NULL || entry.skills == NULL || entry.findings == NULL || !whole)
        return no_memory(fault);
    tell(index, model->study_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_set_bundle(struct model *model, uint32_t study, double share,
                                 const uint32_t *with, size_t count, struct fault *fault)
{
    struct model_study *entry = &model->studies[study];

    assert(!model->frozen && count <= MODEL_BUNDLE_MAX && entry->with == NULL);
    entry->with = copy(with, count, sizeof *with);
    if (entry->with == NULL)
        return no_memory(fault);
    entry->with_count = count;
    entry->bundle_share = share;
    return FAULT_NONE;
}

enum fault_kind model_add_zone(struct model *model, const struct model_zone *zone, uint32_t *index,
                               struct fault *fault)
{
    struct model_zone entry = *zone;

    ROOM(model, zones, zone_count, fault);
    entry.id = strdup(zone->id);
    entry.at_us = copy(zone->at_us, zone->count, sizeof *entry.at_us);
    entry.offset_s = copy(zone->offset_s, zone->count, sizeof *entry.offset_s);
    model->zones[model->zone_count++] = entry;
    if (entry.id == NULL || entry.at_us == NULL || entry.offset_s == NULL)
        return no_memory(fault);
    tell(index, model->zone_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_rates(struct model *model, const struct model_rates *rates,
                                uint32_t *index, struct fault *fault)
{
    struct model_rates entry = *rates;

    assert(rates->count > 0);
    ROOM(model, rates, rates_count, fault);
    entry.from_us = copy(rates->from_us, rates->count, sizeof *entry.from_us);
    entry.weight = copy(rates->weight, rates->count, sizeof *entry.weight);
    entry.day = copy(rates->day, rates->count, sizeof *entry.day);
    entry.area = model_rates_integral(rates, rates->from_us[0], rates->until_us);
    if (rates->run_day != NULL)
        entry.run_day = copy(rates->run_day, rates->count, sizeof *entry.run_day);
    model->rates[model->rates_count++] = entry;
    if (entry.from_us == NULL || entry.weight == NULL || entry.day == NULL ||
        (rates->run_day != NULL && entry.run_day == NULL))
        return no_memory(fault);
    tell(index, model->rates_count - 1U);
    return FAULT_NONE;
}

/* NULL without memory. */
static struct model_anew *copy_anew(const struct model_anew *anew)
{
    struct model_anew *entry = copy(anew, 1, sizeof *anew);

    if (entry == NULL)
        return NULL;
    entry->first_row = copy(anew->first_row, anew->day_count + 1, sizeof *anew->first_row);
    entry->at_us = copy(anew->at_us, anew->piece_count, sizeof *anew->at_us);
    entry->offset_us = copy(anew->offset_us, anew->piece_count, sizeof *anew->offset_us);
    if (entry->first_row != NULL && entry->at_us != NULL && entry->offset_us != NULL)
        return entry;
    free(entry->first_row);
    free(entry->at_us);
    free(entry->offset_us);
    free(entry);
    return NULL;
}

enum fault_kind model_add_trace(struct model *model, const struct model_trace *trace,
                                uint32_t *index, struct fault *fault)
{
    struct model_trace entry = *trace;

    ROOM(model, traces, trace_count, fault);
    entry.rows = copy(trace->rows, trace->count, sizeof *entry.rows);
    entry.anew = trace->anew != NULL ? copy_anew(trace->anew) : NULL;
    model->traces[model->trace_count++] = entry;
    if (entry.rows == NULL || (trace->anew != NULL && entry.anew == NULL))
        return no_memory(fault);
    tell(index, model->trace_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_link(struct model *model, const struct model_link *link, uint32_t *index,
                               struct fault *fault)
{
    struct model_link entry = *link;

    ROOM(model, links, link_count, fault);
    entry.id = strdup(link->id);
    model->links[model->link_count++] = entry;
    if (entry.id == NULL)
        return no_memory(fault);
    tell(index, model->link_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_outage(struct model *model, const struct model_outage *outage,
                                 struct fault *fault)
{
    struct model_outage entry = *outage;
    bool whole;

    ROOM(model, outages, outage_count, fault);
    entry.id = strdup(outage->id);
    entry.things = copy(outage->things, outage->thing_count, sizeof *entry.things);
    whole = copy_variate(&entry.up);
    whole = copy_variate(&entry.down) && whole;
    model->outages[model->outage_count++] = entry;
    return entry.id == NULL || entry.things == NULL || !whole ? no_memory(fault) : FAULT_NONE;
}

enum fault_kind model_add_moments(struct model *model, const struct model_moments *moments,
                                  uint32_t *index, struct fault *fault)
{
    struct model_moments entry = *moments;

    ROOM(model, moments, moments_count, fault);
    entry.at_us = copy(moments->at_us, moments->count, sizeof *entry.at_us);
    model->moments[model->moments_count++] = entry;
    if (entry.at_us == NULL)
        return no_memory(fault);
    tell(index, model->moments_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_site(struct model *model, const struct model_site *site, uint32_t *index,
                               struct fault *fault)
{
    struct model_site entry = *site;
    bool whole;

    assert(model->group_count == 0 && site->jurisdiction < model->jurisdiction_count);
    assert(site->link == MODEL_NONE || site->link < model->link_count);
    ROOM(model, sites, site_count, fault);
    entry.id = strdup(site->id);
    whole = copy_variate(&entry.patience);
    model->sites[model->site_count++] = entry;
    if (entry.id == NULL || !whole)
        return no_memory(fault);
    tell(index, model->site_count - 1U);
    return FAULT_NONE;
}

/* NULL without memory. */
static struct model_manner *copy_manner(const struct model_manner *manner)
{
    struct model_manner *entry = copy(manner, 1, sizeof *manner);
    union {
        const double *borrowed;
        double *owned;
    } size;

    if (entry == NULL)
        return NULL;
    if (!copy_variate(&entry->size)) {
        free(entry);
        return NULL;
    }
    size.borrowed = entry->size.values;
    if (copy_variate(&entry->acquire))
        return entry;
    free(size.owned);
    free(entry);
    return NULL;
}

enum fault_kind model_add_source(struct model *model, const struct model_source *source,
                                 uint32_t *index, struct fault *fault)
{
    struct model_source entry = *source;

    assert(source->site < model->site_count && source->study < model->study_count);
    assert(source->mix_count > 0);
    assert(model->source_count == 0 ||
           model->sources[model->source_count - 1].site <= source->site);
    ROOM(model, sources, source_count, fault);
    entry.name = strdup(source->name);
    entry.mix = copy(source->mix, source->mix_count, sizeof *entry.mix);
    entry.manner = source->manner != NULL ? copy_manner(source->manner) : NULL;
    model->sources[model->source_count++] = entry;
    if (entry.name == NULL || entry.mix == NULL || (source->manner != NULL && entry.manner == NULL))
        return no_memory(fault);
    tell(index, model->source_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_provider(struct model *model, const struct model_provider *provider,
                                   uint32_t *index, struct fault *fault)
{
    struct model_provider entry = *provider;
    bool whole;

    ROOM(model, providers, provider_count, fault);
    entry.id = strdup(provider->id);
    entry.kind = strdup(provider->kind != NULL ? provider->kind : "");
    whole = model_money_copy(&entry);
    model->providers[model->provider_count++] = entry;
    if (entry.id == NULL || entry.kind == NULL || !whole)
        return no_memory(fault);
    tell(index, model->provider_count - 1U);
    return FAULT_NONE;
}

/* False without memory; *habits is then what model_free() can free. */
static bool copy_habits(struct model_habits **habits)
{
    const struct model_habits *from = *habits;
    struct model_habits *to;
    bool whole;

    if (from == NULL)
        return true;
    to = *habits = copy(from, 1, sizeof *from);
    if (to == NULL)
        return false;
    to->breaks = copy(from->breaks, from->break_count, sizeof *from->breaks);
    to->calls = copy(from->calls, from->call_count, sizeof *from->calls);
    whole = copy_variate(&to->interruption);
    whole = whole && to->breaks != NULL && to->calls != NULL;
    for (size_t i = 0; to->calls != NULL && i < to->call_count; i++)
        whole = copy_variate(&to->calls[i].response) && whole;
    return whole;
}

/* False without memory; what is there model_free() can free. */
static bool copy_discrepancy(struct model_discrepancy *discrepancy)
{
    const struct model_class *from = discrepancy->classes;
    bool whole;

    discrepancy->classes = copy(from, discrepancy->class_count, sizeof *from);
    whole = discrepancy->classes != NULL;
    for (size_t i = 0; discrepancy->classes != NULL && i < discrepancy->class_count; i++) {
        struct model_class *to = &discrepancy->classes[i];

        to->id = strdup(from[i].id);
        whole = copy_variate(&to->recontact) && to->id != NULL && whole;
    }
    return whole;
}

enum fault_kind model_add_group(struct model *model, const struct model_group *group,
                                uint32_t *index, struct fault *fault)
{
    struct model_group entry = *group;
    bool whole;

    assert(group->provider == MODEL_NONE || group->provider < model->provider_count);
    ROOM(model, groups, group_count, fault);
    entry.id = strdup(group->id);
    entry.skills = copy(group->skills, bitset_words(model->skill_count), sizeof *entry.skills);
    entry.first_reader = model->reader_count;
    whole = model_grant_copy_group(model, &entry);
    whole = copy_variate(&entry.pace) && whole;
    whole = copy_habits(&entry.habits) && whole;
    whole = copy_discrepancy(&entry.discrepancy) && whole;
    model->groups[model->group_count++] = entry;
    if (entry.id == NULL || entry.skills == NULL || !whole)
        return no_memory(fault);
    for (uint32_t i = 0; i < group->count; i++) {
        struct span always = {model->begin_us, model->last_us};
        struct model_reader reader = {
            .group = model->group_count - 1U, .number = i, .duty_count = 1};

        ROOM(model, readers, reader_count, fault);
        reader.duty = copy(&always, 1, sizeof always);
        model->readers[model->reader_count++] = reader;
        if (reader.duty == NULL)
            return no_memory(fault);
    }
    tell(index, model->group_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_set_duty(struct model *model, uint32_t reader, const struct span *duty,
                               size_t count, struct fault *fault)
{
    struct span *own = copy(duty, count, sizeof *duty);

    assert(reader < model->reader_count);
    for (size_t i = 1; i < count; i++)
        assert(duty[i - 1].to_us < duty[i].from_us);
    if (own == NULL)
        return no_memory(fault);
    free(model->readers[reader].duty);
    model->readers[reader].duty = own;
    model->readers[reader].duty_count = count;
    return FAULT_NONE;
}

enum fault_kind model_set_shifts(struct model *model, uint32_t reader,
                                 const struct model_shift *shifts, size_t count,
                                 struct fault *fault)
{
    struct model_shift *own = copy(shifts, count, sizeof *shifts);

    assert(reader < model->reader_count);
    if (own == NULL)
        return no_memory(fault);
    free(model->readers[reader].shifts);
    model->readers[reader].shifts = own;
    model->readers[reader].shift_count = count;
    return FAULT_NONE;
}

enum fault_kind model_add_window(struct model *model, const struct model_window *window,
                                 uint32_t *index, struct fault *fault)
{
    struct model_window entry = *window;

    ROOM(model, windows, window_count, fault);
    entry.spans = copy(window->spans, window->count, sizeof *entry.spans);
    model->windows[model->window_count++] = entry;
    if (entry.spans == NULL)
        return no_memory(fault);
    tell(index, model->window_count - 1U);
    return FAULT_NONE;
}

enum fault_kind model_add_coverage(struct model *model, const struct model_coverage *coverage,
                                   struct fault *fault)
{
    struct model_coverage entry = *coverage;
    bool whole;

    assert(coverage->provider < model->provider_count);
    assert(!coverage->shared || coverage->name != NULL);
    ROOM(model, coverage, coverage_count, fault);
    model->covers_all = false;
    whole = copy_set(&entry.sites, model->site_count);
    whole = copy_set(&entry.studies, model->study_count) && whole;
    entry.name = coverage->name == NULL ? NULL : strdup(coverage->name);
    model->coverage[model->coverage_count++] = entry;
    return whole && (coverage->name == NULL) == (entry.name == NULL) ? FAULT_NONE
                                                                     : no_memory(fault);
}

enum fault_kind model_add_double(struct model *model, const struct model_double *entry,
                                 struct fault *fault)
{
    struct model_double own = *entry;
    bool whole;

    assert(!model->frozen && entry->studies != NULL && entry->by != NULL);
    ROOM(model, doubles, double_count, fault);
    whole = copy_set(&own.studies, model->study_count);
    whole = copy_set(&own.by, model->provider_count) && whole;
    whole = copy_set(&own.arbitrate, model->provider_count) && whole;
    model->doubles[model->double_count++] = own;
    return whole ? FAULT_NONE : no_memory(fault);
}

enum fault_kind model_add_tool(struct model *model, const struct model_tool *tool, uint32_t *index,
                               struct fault *fault)
{
    struct model_tool entry = *tool;
    bool whole;

    assert(model->tool_count < MODEL_TOOLS_MAX && tool->finding < model->finding_count);
    ROOM(model, tools, tool_count, fault);
    entry.id = strdup(tool->id);
    entry.studies = copy(tool->studies, bitset_words(model->study_count), sizeof *entry.studies);
    whole = copy_variate(&entry.time);
    model->tools[model->tool_count++] = entry;
    if (entry.id == NULL || entry.studies == NULL || !whole)
        return no_memory(fault);
    tell(index, model->tool_count - 1U);
    return FAULT_NONE;
}
