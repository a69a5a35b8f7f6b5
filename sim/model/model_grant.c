/* Adding licences and certifications to a model.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model_grant.h"

#include "core/bitset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for the model; a smaller scenario needs less");
}

/* A copy of `count` entries; never NULL unless memory is out. */
static void *copy(const void *from, size_t count, size_t size)
{
    void *to = malloc(count * size + 1);

    if (to != NULL && count > 0)
        memcpy(to, from, count * size);
    return to;
}

static void free_values(struct variate *v)
{
    union {
        const double *borrowed;
        double *owned;
    } values = {v->values};

    free(values.owned);
}

bool model_grant_copy_study(const struct model *model, struct model_study *study)
{
    size_t words = bitset_words(model->jurisdiction_count);
    bool whole = true;

    if (study->certification_count == 0) {
        study->certifications = NULL;
        return true;
    }
    study->certifications =
        copy(study->certifications, study->certification_count, sizeof *study->certifications);
    for (size_t i = 0; study->certifications != NULL && i < study->certification_count; i++) {
        struct model_certification *one = &study->certifications[i];

        assert(one->certification < MODEL_CERTIFICATIONS_MAX);
        one->jurisdictions = copy(one->jurisdictions, words, sizeof *one->jurisdictions);
        whole = whole && one->jurisdictions != NULL;
    }
    return whole && study->certifications != NULL;
}

void model_grant_free_study(struct model_study *study)
{
    for (size_t i = 0; study->certifications != NULL && i < study->certification_count; i++)
        free(study->certifications[i].jurisdictions);
    free(study->certifications);
}

bool model_grant_copy_group(const struct model *model, struct model_group *group)
{
    size_t jurisdictions = bitset_words(model->jurisdiction_count);
    size_t sites = bitset_words(model->site_count);
    const uint64_t *resident = group->resident;

    group->held = copy(group->licences, jurisdictions, sizeof *group->held);
    group->privileged = copy(group->privileges, sites, sizeof *group->privileged);
    group->licences = copy(group->licences, jurisdictions, sizeof *group->licences);
    group->privileges = copy(group->privileges, sites, sizeof *group->privileges);
    group->resident =
        resident == NULL ? NULL : copy(resident, jurisdictions, sizeof *group->resident);
    group->grants = NULL;
    group->grant_count = 0;
    return group->held != NULL && group->privileged != NULL && group->licences != NULL &&
           group->privileges != NULL && (resident == NULL || group->resident != NULL);
}

void model_grant_free_group(struct model_group *group)
{
    for (size_t i = 0; i < group->grant_count; i++) {
        free(group->grants[i].of);
        free(group->grants[i].spans);
        free(group->grants[i].name);
        free_values(&group->grants[i].lead);
    }
    free(group->grants);
    free(group->held);
    free(group->privileged);
    free(group->licences);
    free(group->privileges);
    free(group->resident);
}

/* Some time in the run, if the lead is short, on the clock of some zone. */
static bool may_hold(const struct model *model, const struct model_grant *grant)
{
    for (uint32_t z = 0; z < model->zone_count; z++)
        if (grant->spans[z].from_us < model->last_us && grant->spans[z].to_us > model->begin_us)
            return true;
    return false;
}

enum fault_kind model_add_grant(struct model *model, uint32_t group,
                                const struct model_grant *grant, struct fault *fault)
{
    struct model_group *to = &model->groups[group];
    bool privilege = grant->kind == MODEL_GRANT_PRIVILEGE;
    size_t words = bitset_words(privilege ? model->site_count : model->jurisdiction_count);
    uint64_t *superset = privilege ? to->privileges : to->licences;
    struct model_grant *grown =
        realloc(to->grants, (to->grant_count + 1) * sizeof *to->grants); /* there are few */
    struct model_grant entry = *grant;

    assert(!model->frozen && group < model->group_count);
    if (grown == NULL)
        return no_memory(fault);
    to->grants = grown;
    entry.of = copy(grant->of, words, sizeof *entry.of);
    entry.spans = copy(grant->spans, model->zone_count, sizeof *entry.spans);
    entry.name = grant->name == NULL ? NULL : strdup(grant->name);
    if (grant->lead.values != NULL)
        entry.lead.values = copy(grant->lead.values, grant->lead.count, sizeof *entry.lead.values);
    to->grants[to->grant_count++] = entry;
    if (entry.of == NULL || entry.spans == NULL || (grant->name != NULL && entry.name == NULL) ||
        (grant->lead.values != NULL && entry.lead.values == NULL))
        return no_memory(fault);
    for (size_t w = 0; w < words && may_hold(model, grant); w++)
        superset[w] |= grant->of[w];
    return FAULT_NONE;
}

enum fault_kind model_name_jurisdictions(struct model *model, const char *const *ids,
                                         struct fault *fault)
{
    assert(model->jurisdictions == NULL);
    model->jurisdictions = calloc(model->jurisdiction_count + 1U, sizeof *model->jurisdictions);
    if (model->jurisdictions == NULL)
        return no_memory(fault);
    for (uint32_t j = 0; j < model->jurisdiction_count; j++) {
        model->jurisdictions[j] = strdup(ids[j]);
        if (model->jurisdictions[j] == NULL)
            return no_memory(fault);
    }
    return FAULT_NONE;
}
