/* A crew keeps what its provider's open entries ask for at least; whether a study meets all of an
 * entry's conditions is looked at one by one, but for crews with a plain entry.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cover.h"

#include "core/bitset.h"
#include "model/push.h"
#include "model/roster.h"

#include <stdlib.h>
#include <string.h>

static bool is_open(const struct replication *r, const struct model_coverage *entry)
{
    return entry->window == MODEL_NONE || r->window_open[entry->window];
}

static bool is_plain(const struct model_coverage *entry)
{
    return entry->sites == NULL && entry->studies == NULL && entry->priorities == 0 &&
           entry->queue == 0 && !entry->shared;
}

/* The conditions for readings of every phase. Who takes one study of a bundle takes all. */
static bool covers(const struct replication *r, const struct model_coverage *entry,
                   const struct study *study)
{
    const struct study_life *life = &study->life;

    if ((entry->sites != NULL && !bitset_has(entry->sites, life->site)) ||
        (entry->priorities != 0 && (entry->priorities >> study->rank & 1U) == 0))
        return false;
    if (entry->studies == NULL)
        return true;
    for (uint32_t slot = study->bundle; slot != NOBODY; slot = r->studies[slot].bundle_next)
        if (!bitset_has(entry->studies, r->studies[slot].life.study))
            return false;
    return bitset_has(entry->studies, life->study);
}

static bool holds(const struct replication *r, uint32_t index, const struct study *study)
{
    const struct model_coverage *entry = &r->model->coverage[index];

    if (!is_open(r, entry) || !covers(r, entry, study))
        return false;
    if (study->phase != MODEL_FIRST || study->owner != NOBODY) /* pushed already: it counts */
        return true;
    return r->now_us - study->since_us >= entry->overflow_us &&
           (!entry->shared || (study->shares >> r->who->coverage_share[index] & 1U) != 0) &&
           r->queue_counts[index] >= entry->queue;
}

/* May the provider make this second reading, or arbitrate? */
static bool reads_again(const struct replication *r, uint32_t provider, const struct study *study)
{
    uint32_t index = r->double_of_study[study->life.study];
    const struct model_double *entry = &r->model->doubles[index];
    const uint64_t *set = study->phase == MODEL_SECOND ? entry->by : entry->arbitrate;

    return bitset_has(set, provider);
}

bool cover_allows(const struct replication *r, uint32_t group, const struct study *study)
{
    const struct model *m = r->model;
    uint32_t provider = m->groups[group].provider;

    if ((study->phase == MODEL_SECOND || study->phase == MODEL_ARBITER) &&
        !reads_again(r, provider, study))
        return false;
    if (m->covers_all)
        return true;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        if (m->coverage[i].provider == provider && holds(r, i, study))
            return true;
    return false;
}

/* What the group's provider may do at all, coverage aside. */
static uint32_t phases_of(const struct model *m, const struct model_group *group)
{
    const struct model_provider *provider;
    uint32_t phases = 1U << MODEL_FIRST;

    if (group->provider == MODEL_NONE || group->reads == MODEL_READS_DRAFT)
        return phases;
    provider = &m->providers[group->provider];
    for (uint32_t i = 0; i < m->double_count; i++) {
        const struct model_double *entry = &m->doubles[i];

        if (bitset_has(entry->by, group->provider))
            phases |= 1U << MODEL_SECOND;
        if (entry->arbitrate != NULL && bitset_has(entry->arbitrate, group->provider))
            phases |= 1U << MODEL_ARBITER;
    }
    if (group->reads != MODEL_READS_FINAL)
        return phases;
    if (m->has_finals && provider->makes_finals)
        phases |= 1U << MODEL_FINAL;
    if (provider->signs_drafts)
        phases |= 1U << MODEL_SIGN;
    if (provider->reviews)
        phases |= 1U << MODEL_REVIEW;
    return phases;
}

static void look(const struct replication *r, uint32_t index, struct crew *crew)
{
    const struct model *m = r->model;
    const struct model_group *group = &m->groups[index];
    bool any = m->covers_all;

    crew->tier = m->covers_all ? 0 : NOBODY;
    crew->plain = m->covers_all;
    for (uint32_t i = 0; i < m->coverage_count; i++) {
        const struct model_coverage *entry = &m->coverage[i];
        uint32_t tier = r->who->coverage_tier[i];

        if (entry->provider != group->provider || !is_open(r, entry))
            continue;
        any = true;
        if (tier < crew->tier) /* NOBODY is the greatest */
            crew->plain = false;
        if (tier <= crew->tier) {
            crew->tier = tier;
            crew->plain = crew->plain || is_plain(entry);
        }
    }
    crew->phases = any ? phases_of(m, group) : 0;
}

void cover_window(struct replication *r, uint32_t window, bool open)
{
    r->window_open[window] = open;
    r->unsettled = true;
    for (uint32_t g = 0; g < r->model->group_count; g++) {
        struct crew *crew = &r->crews[g], before = *crew;

        look(r, g, crew);
        if (crew->plain && before.plain && crew->tier == before.tier &&
            crew->phases == before.phases)
            continue;
        for (uint32_t i = 0; r->own_lists != NULL && i < r->model->groups[g].count; i++)
            push_take_back_uncovered(r, r->model->groups[g].first_reader + i);
        roster_freshen(r, g);
        r->retry_urgent = r->push_all = true;
    }
}

static void count(struct replication *r, uint32_t index, bool waits, uint32_t studies)
{
    const struct model *m = r->model;
    const struct model_coverage *entry = &m->coverage[index];
    uint32_t before = r->queue_counts[index];

    r->queue_counts[index] = waits ? before + studies : before - studies;
    if (!waits || before >= entry->queue || r->queue_counts[index] < entry->queue)
        return;
    for (uint32_t g = 0; g < m->group_count; g++)
        if (m->groups[g].provider == entry->provider)
            roster_freshen(r, g);
    r->retry_urgent = r->push_all = true;
}

void cover_count_queues(struct replication *r, uint32_t slot, bool waits)
{
    const struct model *m = r->model;
    struct study *study = &r->studies[slot];
    uint32_t studies = study->bundle == NOBODY ? 1 : 0;

    if (study->phase != MODEL_FIRST || study->counted == waits)
        return;
    study->counted = waits;
    for (uint32_t i = study->bundle; i != NOBODY; i = r->studies[i].bundle_next)
        studies++;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        if (m->coverage[i].queue > 0 && covers(r, &m->coverage[i], study) &&
            (!m->coverage[i].shared || (study->shares >> r->who->coverage_share[i] & 1U) != 0))
            count(r, i, waits, studies);
}

enum fault_kind cover_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;

    r->window_open = calloc(m->window_count + 1U, sizeof *r->window_open);
    r->queue_counts = calloc(m->coverage_count + 1U, sizeof *r->queue_counts);
    r->double_of_study = calloc(m->study_count + 1U, sizeof *r->double_of_study);
    if (r->window_open == NULL || r->queue_counts == NULL || r->double_of_study == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the coverage");
    for (uint32_t i = 0; i < m->study_count; i++)
        r->double_of_study[i] = MODEL_NONE;
    for (uint32_t i = 0; i < m->double_count; i++)
        for (uint32_t s = 0; s < m->study_count; s++)
            if (bitset_has(m->doubles[i].studies, s))
                r->double_of_study[s] = i;
    for (uint32_t i = 0; i < m->coverage_count; i++)
        r->counts_queues |= m->coverage[i].queue > 0;
    return FAULT_NONE;
}

void cover_free(struct replication *r)
{
    free(r->window_open);
    free(r->queue_counts);
    free(r->double_of_study);
}

void cover_start(struct replication *r)
{
    const struct model *m = r->model;

    memset(r->window_open, 0, m->window_count * sizeof *r->window_open);
    memset(r->queue_counts, 0, m->coverage_count * sizeof *r->queue_counts);
    for (uint32_t g = 0; g < m->group_count; g++)
        look(r, g, &r->crews[g]);
}
