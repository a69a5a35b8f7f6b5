/* Eligibility: site signatures (licence and privilege) and study signatures (modality and skill)
 * are sets of groups; the distinct ones are few, and a class is the intersection of one of each.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/licence.h"

#include "core/bitset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Certifications asked for: distinct ones, each for sites of some jurisdictions. Behind the groups
 * in a site's set stand those that its jurisdiction asks for, in a study type's those that it does
 * not need; a group needs what the one has and the other lacks. */
struct rules {
    const struct model_certification **list; /* [count] */
    uint64_t *groups;                        /* [count][group words]: who has it */
    uint32_t count;
};

struct distinct {    /* distinct sets, found again by hash */
    uint64_t *sets;  /* [count][words] */
    uint32_t *slots; /* open addressing: index + 1 */
    size_t words, slot_count;
    uint32_t count;
};

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for who may read what");
}

static bool distinct_init(struct distinct *d, size_t words, size_t most)
{
    d->words = words;
    d->count = 0;
    d->slot_count = 16;
    while (d->slot_count < 2 * most)
        d->slot_count *= 2;
    d->sets = calloc(most > 0 ? most : 1, words * sizeof *d->sets);
    d->slots = calloc(d->slot_count, sizeof *d->slots);
    return d->sets != NULL && d->slots != NULL;
}

static void distinct_clear(struct distinct *d)
{
    free(d->sets);
    free(d->slots);
}

/* The index of a set, which is added if it is new. */
static uint32_t distinct_index(struct distinct *d, const uint64_t *set)
{
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15);
    size_t slot;

    for (size_t i = 0; i < d->words; i++) {
        hash = (hash ^ set[i]) * UINT64_C(0xbf58476d1ce4e5b9);
        hash ^= hash >> 29;
    }
    slot = (size_t) hash & (d->slot_count - 1);
    while (d->slots[slot] != 0) {
        uint32_t index = d->slots[slot] - 1;

        if (memcmp(d->sets + index * d->words, set, d->words * sizeof *set) == 0)
            return index;
        slot = (slot + 1) & (d->slot_count - 1);
    }
    memcpy(d->sets + d->count * d->words, set, d->words * sizeof *set);
    d->slots[slot] = ++d->count;
    return d->count - 1;
}

static bool group_is_covered(const struct model *m, const struct model_group *group)
{
    if (m->covers_all)
        return true;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        if (m->coverage[i].provider == group->provider)
            return true;
    return false;
}

static bool skilled(const struct model *m, const struct model_group *group,
                    const struct model_study *study)
{
    for (size_t w = 0; w < bitset_words(m->skill_count); w++)
        if ((study->skills[w] & ~group->skills[w]) != 0)
            return false;
    return true;
}

static bool same_rule(const struct model *m, const struct model_certification *a,
                      const struct model_certification *b)
{
    return a->certification == b->certification &&
           memcmp(a->jurisdictions, b->jurisdictions,
                  bitset_words(m->jurisdiction_count) * sizeof *a->jurisdictions) == 0;
}

static bool has_rule(const struct model *m, const struct model_study *study,
                     const struct model_certification *rule)
{
    for (size_t k = 0; k < study->certification_count; k++)
        if (same_rule(m, &study->certifications[k], rule))
            return true;
    return false;
}

static bool find_rules(const struct model *m, size_t group_words, struct rules *rules)
{
    size_t most = 0;

    for (uint32_t i = 0; i < m->study_count; i++)
        most += m->studies[i].certification_count;
    rules->list = calloc(most + 1, sizeof *rules->list);
    rules->groups = calloc(most * group_words + 1, sizeof *rules->groups);
    if (rules->list == NULL || rules->groups == NULL)
        return false;
    for (uint32_t i = 0; i < m->study_count; i++)
        for (size_t k = 0; k < m->studies[i].certification_count; k++) {
            const struct model_certification *rule = &m->studies[i].certifications[k];
            uint32_t at = 0;

            while (at < rules->count && !same_rule(m, rules->list[at], rule))
                at++;
            if (at < rules->count)
                continue;
            rules->list[rules->count++] = rule;
            for (uint32_t g = 0; g < m->group_count; g++)
                if ((m->groups[g].certifications >> rule->certification & 1U) != 0)
                    bitset_add(rules->groups + at * group_words, g);
        }
    return true;
}

static void free_rules(struct rules *rules)
{
    free(rules->list);
    free(rules->groups);
}

static void site_set(const struct model *m, uint32_t site, const bool *covered, uint64_t *set)
{
    for (uint32_t g = 0; g < m->group_count; g++) {
        const struct model_group *group = &m->groups[g];

        if (covered[g] && bitset_has(group->licences, m->sites[site].jurisdiction) &&
            (group->resident == NULL || bitset_has(group->resident, m->sites[site].jurisdiction)) &&
            bitset_has(group->privileges, site))
            bitset_add(set, g);
    }
}

/* Study types, and what is left of each one's bundle. */
static size_t most_signatures(const struct model *m)
{
    size_t most = m->study_count;

    for (uint32_t i = 0; i < m->study_count; i++)
        most += m->studies[i].with_count + 1U;
    return most;
}

static void study_set(const struct model *m, uint32_t study, uint64_t *set)
{
    for (uint32_t g = 0; g < m->group_count; g++) {
        const struct model_group *group = &m->groups[g];

        if ((group->modalities >> m->studies[study].modality & 1U) != 0 &&
            skilled(m, group, &m->studies[study]))
            bitset_add(set, g);
    }
}

static int by_wait(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

    return (x > y) - (x < y);
}

static enum fault_kind compile_tiers(const struct model *m, struct eligibility *e,
                                     struct fault *fault)
{
    size_t most = m->covers_all ? 1 : m->coverage_count;
    uint32_t count = 0;

    e->tier_us = calloc(most > 0 ? most : 1, sizeof *e->tier_us);
    e->coverage_tier = calloc(most > 0 ? most : 1, sizeof *e->coverage_tier);
    e->coverage_share = calloc(most > 0 ? most : 1, sizeof *e->coverage_share);
    if (e->tier_us == NULL || e->coverage_tier == NULL || e->coverage_share == NULL)
        return no_memory(fault);
    e->tier_count = 1;
    if (m->covers_all || m->coverage_count == 0)
        return FAULT_NONE;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        e->tier_us[i] = m->coverage[i].overflow_us;
    qsort(e->tier_us, most, sizeof *e->tier_us, by_wait);
    for (size_t i = 0; i < most; i++)
        if (count == 0 || e->tier_us[i] != e->tier_us[count - 1])
            e->tier_us[count++] = e->tier_us[i];
    e->tier_count = count;
    for (uint32_t i = 0, shares = 0; i < m->coverage_count; i++)
        if (m->coverage[i].shared)
            e->coverage_share[i] = (uint8_t) shares++;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        while (e->tier_us[e->coverage_tier[i]] != m->coverage[i].overflow_us)
            e->coverage_tier[i]++;
    return FAULT_NONE;
}

/* The members that follow are read by the same person: sets from each member on. */
static bool sign_bundles(const struct model *m, struct eligibility *e, struct distinct *studies,
                         uint64_t *set)
{
    uint32_t at = 0;

    e->bundle_first = calloc(m->study_count + 1U, sizeof *e->bundle_first);
    e->bundle_signature = calloc(most_signatures(m) + 1U, sizeof *e->bundle_signature);
    if (e->bundle_first == NULL || e->bundle_signature == NULL)
        return false;
    for (uint32_t i = 0; i < m->study_count; i++) {
        const struct model_study *head = &m->studies[i];

        e->bundle_first[i] = at;
        for (size_t from = 0; head->with_count > 0 && from <= head->with_count; from++) {
            memset(set, 0xff, studies->words * sizeof *set);
            for (size_t k = from; k <= head->with_count; k++) {
                uint32_t member = e->study_signature[k == 0 ? i : head->with[k - 1]];

                for (size_t w = 0; w < studies->words; w++)
                    set[w] &= studies->sets[member * studies->words + w];
            }
            e->bundle_signature[at++] = distinct_index(studies, set);
        }
    }
    return true;
}

static enum fault_kind compile_signatures(const struct model *m, struct eligibility *e,
                                          const struct rules *rules, struct distinct *sites,
                                          struct distinct *studies, struct fault *fault)
{
    size_t words = e->group_words + bitset_words(rules->count);
    uint64_t *set = calloc(words, sizeof *set);
    bool *covered = calloc(m->group_count + 1U, sizeof *covered);
    enum fault_kind kind = FAULT_NONE;

    e->site_signature = calloc(m->site_count + 1U, sizeof *e->site_signature);
    e->study_signature = calloc(m->study_count + 1U, sizeof *e->study_signature);
    if (set == NULL || covered == NULL || e->site_signature == NULL || e->study_signature == NULL ||
        !distinct_init(sites, words, m->site_count) ||
        !distinct_init(studies, words, most_signatures(m))) {
        kind = no_memory(fault);
        goto done;
    }
    for (uint32_t g = 0; g < m->group_count; g++)
        covered[g] = group_is_covered(m, &m->groups[g]);
    for (uint32_t i = 0; i < m->site_count; i++) {
        memset(set, 0, words * sizeof *set);
        site_set(m, i, covered, set);
        for (uint32_t k = 0; k < rules->count; k++)
            if (bitset_has(rules->list[k]->jurisdictions, m->sites[i].jurisdiction))
                bitset_add(set + e->group_words, k);
        e->site_signature[i] = distinct_index(sites, set);
    }
    for (uint32_t i = 0; i < m->study_count; i++) {
        memset(set, 0, words * sizeof *set);
        study_set(m, i, set);
        for (uint32_t k = 0; k < rules->count; k++)
            if (!has_rule(m, &m->studies[i], rules->list[k]))
                bitset_add(set + e->group_words, k);
        e->study_signature[i] = distinct_index(studies, set);
    }
    if (!sign_bundles(m, e, studies, set))
        kind = no_memory(fault);
    e->study_signatures = studies->count;
done:
    free(set);
    free(covered);
    return kind;
}

/* Who may read the studies of one signature from the sites of another. */
static void pair_set(const struct eligibility *e, const struct rules *rules, const uint64_t *site,
                     const uint64_t *study, uint64_t *set)
{
    for (size_t w = 0; w < e->group_words; w++)
        set[w] = site[w] & study[w];
    for (uint32_t k = 0; k < rules->count; k++)
        if (bitset_has(site + e->group_words, k) && !bitset_has(study + e->group_words, k))
            for (size_t w = 0; w < e->group_words; w++)
                set[w] &= rules->groups[k * e->group_words + w];
}

static enum fault_kind compile_classes(const struct model *m, struct eligibility *e,
                                       const struct rules *rules, const struct distinct *sites,
                                       const struct distinct *studies, struct fault *fault)
{
    size_t pairs = (size_t) sites->count * studies->count;
    struct distinct classes = {0};
    uint64_t *set = calloc(e->group_words, sizeof *set);
    enum fault_kind kind = FAULT_NONE;

    e->class_of = calloc(pairs + 1, sizeof *e->class_of);
    if (set == NULL || e->class_of == NULL || !distinct_init(&classes, e->group_words, pairs)) {
        kind = no_memory(fault);
        goto done;
    }
    for (size_t i = 0; i < pairs; i++) {
        pair_set(e, rules, sites->sets + i / studies->count * sites->words,
                 studies->sets + i % studies->count * studies->words, set);
        e->class_of[i] = distinct_index(&classes, set);
    }
    e->class_count = classes.count;
    e->bands = m->dispatch.order == MODEL_ORDER_ACCUMULATING ? m->priority_count : 1;
    e->list_count = e->class_count * e->bands;
    e->list_words = bitset_words(e->list_count > 0 ? e->list_count : 1);
    e->class_groups = classes.sets;
    classes.sets = NULL;
    e->group_lists = calloc((m->group_count + 1U) * e->list_words, sizeof *e->group_lists);
    if (e->group_lists == NULL) {
        kind = no_memory(fault);
        goto done;
    }
    for (uint32_t i = 0; i < e->list_count; i++)
        for (uint32_t g = 0; g < m->group_count; g++)
            if (bitset_has(e->class_groups + i / e->bands * e->group_words, g))
                bitset_add(e->group_lists + g * e->list_words, i);
done:
    distinct_clear(&classes);
    free(set);
    return kind;
}

enum fault_kind licence_compile(const struct model *model, struct eligibility **out,
                                struct fault *fault)
{
    struct eligibility *e = calloc(1, sizeof *e);
    struct distinct sites = {0}, studies = {0};
    struct rules rules = {0};
    enum fault_kind kind;

    if (e == NULL)
        return no_memory(fault);
    e->group_words = bitset_words(model->group_count + 1U);
    kind = compile_tiers(model, e, fault);
    if (kind == FAULT_NONE)
        kind = find_rules(model, e->group_words, &rules) ? FAULT_NONE : no_memory(fault);
    if (kind == FAULT_NONE)
        kind = compile_signatures(model, e, &rules, &sites, &studies, fault);
    if (kind == FAULT_NONE)
        kind = compile_classes(model, e, &rules, &sites, &studies, fault);
    free_rules(&rules);
    distinct_clear(&sites);
    distinct_clear(&studies);
    if (kind != FAULT_NONE) {
        licence_free(e);
        return kind;
    }
    *out = e;
    return FAULT_NONE;
}

void licence_free(struct eligibility *eligibility)
{
    if (eligibility == NULL)
        return;
    free(eligibility->class_groups);
    free(eligibility->group_lists);
    free(eligibility->site_signature);
    free(eligibility->study_signature);
    free(eligibility->class_of);
    free(eligibility->bundle_first);
    free(eligibility->bundle_signature);
    free(eligibility->tier_us);
    free(eligibility->coverage_tier);
    free(eligibility->coverage_share);
    free(eligibility);
}

/* Does some entry of the group's provider cover the site's studies of the type at all? */
static bool is_covered(const struct model *m, uint32_t group, uint32_t site, uint32_t study)
{
    for (uint32_t i = 0; i < m->coverage_count; i++) {
        const struct model_coverage *entry = &m->coverage[i];

        if (entry->provider == m->groups[group].provider &&
            (entry->sites == NULL || bitset_has(entry->sites, site)) &&
            (entry->studies == NULL || bitset_has(entry->studies, study)))
            return true;
    }
    return m->covers_all;
}

bool model_group_may_read(const struct model *model, uint32_t group, uint32_t site, uint32_t study)
{
    const struct eligibility *e = model->eligibility;

    assert(model->frozen);
    return model->groups[group].count > 0 &&
           bitset_has(e->class_groups + licence_class(e, site, study) * e->group_words, group) &&
           is_covered(model, group, site, study);
}
