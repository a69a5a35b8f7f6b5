/* Licences and privileges as stretches of time. Every draw has a stream of its own, so that it is
 * the same however often and in whatever order it is asked for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/stream.h"
#include "core/variate.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 560

static struct stream open_stream(const struct model *m, const struct grant_who *who,
                                 const char *purpose, const char *of)
{
    const struct model_group *group = &m->groups[who->group];
    char name[NAME_BYTES];

    (void) snprintf(name, sizeof name, "%.255s-%u%s%.255s", group->id,
                    m->readers[who->reader].number + 1U, *of == '\0' ? "" : "/", of);
    return stream_start(stream_key(purpose, name), who->seed, who->number);
}

void grant_draw(const struct model *model, const struct grant_who *who, uint64_t *drawn,
                uint32_t *list)
{
    const struct model_group *group = &model->groups[who->group];
    struct stream stream;
    uint32_t count = 0;

    memset(drawn, 0, bitset_words(model->jurisdiction_count) * sizeof *drawn);
    for (size_t k = 0; k < group->grant_count; k++) {
        const struct model_grant *grant = &group->grants[k];

        if (grant->kind != MODEL_GRANT_DRAWN)
            continue;
        for (uint32_t j = 0; j < model->jurisdiction_count; j++)
            if (bitset_has(grant->of, j))
                list[count++] = j;
        assert(grant->draw <= count);
        stream = open_stream(model, who, "licences", "");
        for (uint32_t i = 0; i < grant->draw; i++) { /* Fisher and Yates, from the front */
            uint32_t spot = i + (uint32_t) (stream_unit(&stream) * (double) (count - i));
            uint32_t chosen = list[spot];

            list[spot] = list[i];
            list[i] = chosen;
            bitset_add(drawn, chosen);
        }
        return; /* a group has one draw */
    }
}

/* What is added to the beginning of a grant for one of its jurisdictions or sites. */
static int64_t lead_us(const struct model *m, const struct grant_who *who,
                       const struct model_grant *grant, const char *of)
{
    bool privilege = grant->kind == MODEL_GRANT_PRIVILEGE;
    struct stream stream;
    char compact[NAME_BYTES];

    if (grant->lead.family == VARIATE_CONSTANT)
        return simtime_round(grant->lead.a);
    if (who->reader == MODEL_NONE)
        return simtime_round(variate_mean(&grant->lead));
    if (grant->kind == MODEL_GRANT_COMPACT) {
        (void) snprintf(compact, sizeof compact, "compact %.255s", grant->name);
        of = compact;
    }
    stream = open_stream(m, who, privilege ? "credentialing" : "lead", of);
    return simtime_round(variate_draw(&grant->lead, &stream));
}

/* Adds a stretch to a list that is disjoint and by time, and joins what touches. */
static size_t unite(struct span *list, size_t count, struct span span)
{
    size_t first = 0, last;

    if (span.from_us >= span.to_us)
        return count;
    while (first < count && list[first].to_us < span.from_us)
        first++;
    for (last = first; last < count && list[last].from_us <= span.to_us; last++) {
        if (list[last].from_us < span.from_us)
            span.from_us = list[last].from_us;
        if (list[last].to_us > span.to_us)
            span.to_us = list[last].to_us;
    }
    memmove(list + first + 1, list + last, (count - last) * sizeof *list);
    list[first] = span;
    return count + 1 - (last - first);
}

static struct span span_of(const struct model *m, const struct grant_who *who,
                           const struct model_grant *grant, uint32_t zone, const char *of)
{
    struct span span = grant->spans[zone];

    if (span.from_us > GRANT_EVER)
        span.from_us = simtime_add(span.from_us, lead_us(m, who, grant, of));
    return span;
}

static size_t licence(const struct model *m, const struct grant_who *who, uint32_t jurisdiction,
                      uint32_t zone, struct span *out, size_t count)
{
    const struct model_group *group = &m->groups[who->group];
    const char *id = m->jurisdictions != NULL ? m->jurisdictions[jurisdiction] : "";

    if (bitset_has(group->held, jurisdiction))
        return unite(out, count, (struct span){GRANT_EVER, SIMTIME_NEVER});
    for (size_t k = 0; k < group->grant_count; k++) {
        const struct model_grant *grant = &group->grants[k];

        if (grant->kind == MODEL_GRANT_PRIVILEGE || !bitset_has(grant->of, jurisdiction))
            continue;
        if (grant->kind == MODEL_GRANT_DRAWN && who->drawn != NULL &&
            !bitset_has(who->drawn, jurisdiction))
            continue;
        count = unite(out, count, span_of(m, who, grant, zone, id));
    }
    return count;
}

size_t grant_licence(const struct model *model, const struct grant_who *who, uint32_t jurisdiction,
                     uint32_t zone, struct span *out)
{
    return licence(model, who, jurisdiction, zone, out, 0);
}

size_t grant_privilege(const struct model *model, const struct grant_who *who, uint32_t site,
                       struct span *out)
{
    const struct model_group *group = &model->groups[who->group];
    size_t count = 0;

    if (bitset_has(group->privileged, site))
        return unite(out, 0, (struct span){GRANT_EVER, SIMTIME_NEVER});
    for (size_t k = 0; k < group->grant_count; k++) {
        const struct model_grant *grant = &group->grants[k];

        if (grant->kind == MODEL_GRANT_PRIVILEGE && bitset_has(grant->of, site))
            count =
                unite(out, count,
                      span_of(model, who, grant, model->sites[site].zone, model->sites[site].id));
    }
    return count;
}

size_t grant_jurisdiction(const struct model *model, const struct grant_who *who, uint32_t *cell,
                          struct span *out)
{
    const struct permits *p = model->permits;
    uint32_t jurisdiction = p->cell_jurisdiction[*cell];
    size_t count = 0;

    for (; *cell < p->cell_count && p->cell_jurisdiction[*cell] == jurisdiction; ++*cell)
        count = licence(model, who, jurisdiction, p->cell_zone[*cell], out, count);
    return count;
}

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for the licences of readers");
}

/* One cell for each zone in which a jurisdiction has sites, the run's where it has none. */
static bool make_cells(const struct model *m, struct permits *p)
{
    size_t pairs = (size_t) m->jurisdiction_count * m->zone_count;
    uint32_t *cell = calloc(pairs + 1, sizeof *cell);

    p->cell_jurisdiction = calloc(pairs + 1, sizeof *p->cell_jurisdiction);
    p->cell_zone = calloc(pairs + 1, sizeof *p->cell_zone);
    p->cell_of_site = calloc(m->site_count + 1U, sizeof *p->cell_of_site);
    if (cell == NULL || p->cell_jurisdiction == NULL || p->cell_zone == NULL ||
        p->cell_of_site == NULL) {
        free(cell);
        return false;
    }
    for (uint32_t s = 0; s < m->site_count; s++)
        cell[(size_t) m->sites[s].jurisdiction * m->zone_count + m->sites[s].zone] = 1;
    for (uint32_t j = 0; j < m->jurisdiction_count; j++) {
        uint32_t before = p->cell_count;

        for (uint32_t z = 0; z < m->zone_count; z++) {
            size_t at = (size_t) j * m->zone_count + z;

            if (cell[at] == 0)
                continue;
            p->cell_jurisdiction[p->cell_count] = j;
            p->cell_zone[p->cell_count] = z;
            cell[at] = p->cell_count++;
        }
        if (p->cell_count == before && m->run_zone != MODEL_NONE) {
            p->cell_jurisdiction[p->cell_count] = j;
            p->cell_zone[p->cell_count++] = m->run_zone;
        }
    }
    for (uint32_t s = 0; s < m->site_count; s++)
        p->cell_of_site[s] =
            cell[(size_t) m->sites[s].jurisdiction * m->zone_count + m->sites[s].zone];
    free(cell);
    return true;
}

struct room_key { /* sites of one key have their privileges at the same time */
    const uint64_t *words;
    size_t count;
    uint32_t site;
};

static int by_key(const void *a, const void *b)
{
    const struct room_key *x = a, *y = b;

    for (size_t i = 0; i < x->count; i++)
        if (x->words[i] != y->words[i])
            return x->words[i] < y->words[i] ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

/* A site's zone, the groups privileged there throughout, the grants that name it, and the site
 * itself if its time is drawn. */
static void write_key(const struct model *m, uint32_t site, uint64_t *words)
{
    size_t bit = 0;

    words[0] = m->sites[site].zone;
    words[1] = 0;
    for (uint32_t g = 0; g < m->group_count; g++, bit++)
        if (bitset_has(m->groups[g].privileged, site))
            bitset_add(words + 2, bit);
    for (uint32_t g = 0; g < m->group_count; g++)
        for (size_t k = 0; k < m->groups[g].grant_count; k++) {
            const struct model_grant *grant = &m->groups[g].grants[k];

            if (grant->kind != MODEL_GRANT_PRIVILEGE)
                continue;
            if (bitset_has(grant->of, site)) {
                bitset_add(words + 2, bit);
                if (grant->lead.family != VARIATE_CONSTANT)
                    words[1] = (uint64_t) site + 1;
            }
            bit++;
        }
}

static bool make_rooms(const struct model *m, struct permits *p)
{
    size_t grants = 0, words;
    struct room_key *keys;
    uint64_t *all;

    for (uint32_t g = 0; g < m->group_count; g++)
        for (size_t k = 0; k < m->groups[g].grant_count; k++)
            grants += m->groups[g].grants[k].kind == MODEL_GRANT_PRIVILEGE;
    if (grants == 0)
        return true;
    words = bitset_words(m->group_count + grants) + 2;
    keys = calloc(m->site_count + 1U, sizeof *keys);
    all = calloc((m->site_count + 1U) * words, sizeof *all);
    p->room_site = calloc(m->site_count + 1U, sizeof *p->room_site);
    p->room_of_site = calloc(m->site_count + 1U, sizeof *p->room_of_site);
    if (keys == NULL || all == NULL || p->room_site == NULL || p->room_of_site == NULL) {
        free(keys);
        free(all);
        return false;
    }
    for (uint32_t s = 0; s < m->site_count; s++) {
        write_key(m, s, all + s * words);
        keys[s] = (struct room_key){all + s * words, words, s};
    }
    qsort(keys, m->site_count, sizeof *keys, by_key);
    for (uint32_t i = 0; i < m->site_count; i++) {
        if (i == 0 || memcmp(keys[i - 1].words, keys[i].words, words * sizeof *all) != 0)
            p->room_site[p->room_count++] = keys[i].site;
        p->room_of_site[keys[i].site] = p->room_count - 1;
    }
    free(keys);
    free(all);
    return true;
}

enum fault_kind grant_compile(const struct model *model, struct permits **out, struct fault *fault)
{
    struct permits *p;
    size_t most = 0;
    bool fees = false;

    for (uint32_t g = 0; g < model->group_count; g++) {
        fees = fees || model->groups[g].licence_fee > 0;
        if (model->groups[g].grant_count > most)
            most = model->groups[g].grant_count;
    }
    if (most == 0 && !fees)
        return FAULT_NONE;
    p = calloc(1, sizeof *p);
    if (p == NULL)
        return no_memory(fault);
    p->most_spans = most + 1;
    p->personal = calloc(bitset_words(model->group_count + 1U), sizeof *p->personal);
    if (p->personal == NULL || !make_cells(model, p) || !make_rooms(model, p)) {
        grant_free(p);
        return no_memory(fault);
    }
    for (uint32_t g = 0; g < model->group_count; g++)
        if (model->groups[g].grant_count > 0)
            bitset_add(p->personal, g);
    p->cell_words = bitset_words(p->cell_count);
    p->room_words = bitset_words(p->room_count);
    *out = p;
    return FAULT_NONE;
}

void grant_free(struct permits *permits)
{
    if (permits == NULL)
        return;
    free(permits->personal);
    free(permits->cell_jurisdiction);
    free(permits->cell_zone);
    free(permits->cell_of_site);
    free(permits->room_site);
    free(permits->room_of_site);
    free(permits);
}
