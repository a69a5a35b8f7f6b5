/* Licences, privileges and certifications: patterns to sets, dates to stretches on each zone's
 * clock. What a group has all through the run is in its sets; the rest are grants.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/instant.h"
#include "scenario/quantity.h"

#include <stdio.h>
#include <string.h>

#define DATE_BYTES 32

void compile_number_licences(struct compile *c)
{
    const struct scenario_text *text = c->text;
    struct compile_order *order = g_new(struct compile_order, text->jurisdictions_count + 1U);

    for (unsigned i = 0; i < text->jurisdictions_count; i++)
        order[i] = (struct compile_order){text->jurisdictions[i].id, i};
    compile_sort(order, text->jurisdictions_count);
    for (unsigned i = 0; i < text->jurisdictions_count; i++)
        compile_note(c->jurisdictions, order[i].id, i);
    g_free(order);
    for (unsigned i = 0; i < text->studies_count; i++)
        for (unsigned k = 0; k < text->studies[i].certification_count; k++)
            if (!g_hash_table_contains(c->certifications, text->studies[i].certification[k].id))
                compile_note(c->certifications, text->studies[i].certification[k].id,
                             g_hash_table_size(c->certifications));
    if (g_hash_table_size(c->certifications) > MODEL_CERTIFICATIONS_MAX)
        compile_say(c, DIAG_ERROR, "studies", "join some of them",
                    "%u certifications are too many; at most %u are handled",
                    g_hash_table_size(c->certifications), MODEL_CERTIFICATIONS_MAX);
}

enum fault_kind compile_jurisdictions(struct compile *c)
{
    const char **ids = g_new0(const char *, c->model->jurisdiction_count + 1U);
    enum fault_kind kind;

    for (unsigned i = 0; i < c->text->jurisdictions_count; i++) {
        const char *id = c->text->jurisdictions[i].id;

        ids[GPOINTER_TO_UINT(g_hash_table_lookup(c->jurisdictions, id)) - 1] = id;
    }
    kind = model_name_jurisdictions(c->model, ids, c->fault);
    g_free(ids);
    return kind;
}

void compile_certifications(const struct compile *c, uint32_t entry, struct model_study *study)
{
    const struct study_text *text = &c->text->studies[entry];

    if (g_hash_table_size(c->certifications) > MODEL_CERTIFICATIONS_MAX)
        return; /* said */
    study->certifications = g_new0(struct model_certification, text->certification_count + 1U);
    study->certification_count = text->certification_count;
    for (unsigned k = 0; k < text->certification_count; k++) {
        struct model_certification *one = &study->certifications[k];
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "studies/%u/certification/%u/id", entry, k);
        one->certification = compile_find(c, c->certifications, path, text->certification[k].id);
        one->jurisdictions = g_new0(uint64_t, bitset_words(c->model->jurisdiction_count) + 1);
        compile_path(path, "studies/%u/certification/%u/in", entry, k);
        compile_set(c, path, &text->certification[k].in, c->jurisdictions, one->jurisdictions);
    }
}

void compile_free_certifications(struct model_study *study)
{
    for (size_t k = 0; k < study->certification_count; k++)
        g_free(study->certifications[k].jurisdictions);
    g_free(study->certifications);
}

/* Model time of 00:00 of a date, or of the day after it, on a zone's clock; SIMTIME_NEVER after the
 * last date there is. */
static int64_t date_us(const struct compile *c, const char *zone, const char *date, bool after)
{
    char text[DATE_BYTES];
    int year, month, day;
    int64_t at_s;

    if (!quantity_date(date, &year, &month, &day, NULL))
        return SIMTIME_NEVER;
    if (after)
        wallclock_date(wallclock_day(year, month, day) + 1, &year, &month, &day);
    (void) snprintf(text, sizeof text, "%04d-%02d-%02dT00:00", year, month, day);
    if (year > 9999 || !instant_of_text(zone, text, &at_s))
        return SIMTIME_NEVER;
    return (at_s - c->range.start_s) * SIMTIME_SECOND;
}

struct dates { /* as written; NULL: without an end */
    const char *from, *until;
};

/* Stretches by zone; a bare from has no lead. */
static struct span *find_spans(const struct compile *c, struct dates dates)
{
    struct span *spans = g_new(struct span, c->model->zone_count + 1U);

    for (uint32_t z = 0; z < c->model->zone_count; z++) {
        const char *zone = c->model->zones[z].id;

        spans[z] = (struct span){-SIMTIME_NEVER, SIMTIME_NEVER};
        if (dates.from != NULL)
            spans[z].from_us = date_us(c, zone, dates.from, false);
        if (dates.until != NULL)
            spans[z].to_us = date_us(c, zone, dates.until, true);
    }
    return spans;
}

/* When a grant begins on a clock, by a random lead's mean. */
static int64_t begins_us(const struct model_grant *grant, uint32_t zone)
{
    int64_t from_us = grant->spans[zone].from_us;

    return from_us == -SIMTIME_NEVER
               ? from_us
               : simtime_add(from_us, simtime_round(variate_mean(&grant->lead)));
}

static bool holds_throughout(const struct model *m, const struct model_grant *grant)
{
    if (grant->lead.family != VARIATE_CONSTANT || grant->kind == MODEL_GRANT_DRAWN)
        return false;
    for (uint32_t z = 0; z < m->zone_count; z++)
        if (begins_us(grant, z) > m->begin_us || grant->spans[z].to_us < m->last_us)
            return false;
    return true;
}

/* Warns of what never holds in the run. */
static void look_at(const struct compile *c, const struct model_grant *grant, const char *path)
{
    const struct model *m = c->model;
    bool over = true, late = true;

    for (uint32_t z = 0; z < m->zone_count; z++) {
        over = over && grant->spans[z].to_us <= m->begin_us;
        late = late && begins_us(grant, z) >= m->last_us;
    }
    if (over)
        compile_say(c, DIAG_WARNING, path, "look at `until`, or leave the entry out",
                    "this is over before the run begins");
    else if (late && grant->lead.family == VARIATE_CONSTANT)
        compile_say(c, DIAG_WARNING, path, "look at its dates, or leave the entry out",
                    "this begins only after the run is over");
    else if (late)
        compile_say(c, DIAG_WARNING, path, "look at `on` and the lead, or leave the entry out",
                    "on average this begins only after the run is over");
}

struct giving { /* to one group */
    struct compile *c;
    uint32_t entry;
    struct model_group *group;
    GArray *grants;
};

/* Into the sets that always hold, or among the grants. Takes the set. */
static void give(const struct giving *g, struct model_grant *grant, struct dates dates,
                 const char *path)
{
    const struct model *m = g->c->model;
    bool privilege = grant->kind == MODEL_GRANT_PRIVILEGE;
    uint64_t *always = privilege ? g->group->privileges : g->group->licences;
    size_t words = bitset_words(privilege ? m->site_count : m->jurisdiction_count);

    grant->spans = find_spans(g->c, dates);
    if (!holds_throughout(m, grant)) {
        look_at(g->c, grant, path);
        g_array_append_vals(g->grants, grant, 1);
        return;
    }
    for (size_t w = 0; w < words; w++)
        always[w] |= grant->of[w];
    g_free(grant->spans);
    g_free(grant->of);
}

/* Nothing yet, no lead. */
static enum fault_kind start_grant(const struct giving *g, enum model_grant_kind kind,
                                   struct model_grant *grant)
{
    size_t sites = g->c->model->site_count, jurisdictions = g->c->model->jurisdiction_count;
    size_t words = bitset_words(kind == MODEL_GRANT_PRIVILEGE ? sites : jurisdictions) + 1;

    *grant = (struct model_grant){.kind = kind};
    if (variate_constant(&grant->lead, 0, g->c->fault) != FAULT_NONE)
        return FAULT_INTERNAL;
    grant->of = g_new0(uint64_t, words);
    return FAULT_NONE;
}

static void meet(const struct giving *g, char *pattern, const char *path, uint64_t *set)
{
    struct text_list list = {&pattern, 1};

    compile_set(g->c, path, &list, g->c->jurisdictions, set);
}

static enum fault_kind read_held(const struct giving *g, const struct held_text *text,
                                 unsigned place)
{
    struct model_grant grant;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = start_grant(g, MODEL_GRANT_HELD, &grant);

    if (kind != FAULT_NONE)
        return kind;
    compile_path(path, "readers/%u/licences/hold/%u/id", g->entry, place);
    meet(g, text->id, path, grant.of);
    give(g, &grant, (struct dates){text->from, text->until}, path);
    return FAULT_NONE;
}

static enum fault_kind read_applied(const struct giving *g, const struct applied_text *text,
                                    unsigned place)
{
    struct model_grant grant;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = start_grant(g, MODEL_GRANT_APPLIED, &grant);

    compile_path(path, "readers/%u/licences/apply/%u/lead", g->entry, place);
    if (kind == FAULT_NONE)
        kind = compile_variate(g->c, path, text->lead, DISTRIBUTION_TIME, &grant.lead);
    if (kind != FAULT_NONE)
        return kind;
    compile_path(path, "readers/%u/licences/apply/%u/id", g->entry, place);
    meet(g, text->id, path, grant.of);
    give(g, &grant, (struct dates){text->on, text->until}, path);
    return FAULT_NONE;
}

static enum fault_kind read_compact(const struct giving *g, const struct compacts_text *text,
                                    unsigned place)
{
    const struct scenario_text *all = g->c->text;
    struct model_grant grant;
    char path[COMPILE_PATH_BYTES];
    bool met = false;
    enum fault_kind kind = start_grant(g, MODEL_GRANT_COMPACT, &grant);

    compile_path(path, "readers/%u/licences/compacts/%u/lead", g->entry, place);
    if (kind == FAULT_NONE)
        kind = compile_variate(g->c, path, text->lead, DISTRIBUTION_TIME, &grant.lead);
    if (kind != FAULT_NONE)
        return kind;
    grant.name = text->id;
    compile_path(path, "readers/%u/licences/compacts/%u/id", g->entry, place);
    for (unsigned i = 0; i < all->jurisdictions_count; i++)
        if (all->jurisdictions[i].compact != NULL &&
            strcmp(all->jurisdictions[i].compact, text->id) == 0) {
            bitset_add(grant.of,
                       compile_find(g->c, g->c->jurisdictions, path, all->jurisdictions[i].id));
            met = true;
        }
    if (!met)
        compile_say(g->c, DIAG_ERROR, path, "name a compact that a jurisdiction has",
                    "no jurisdiction belongs to the compact `%s`", text->id);
    give(g, &grant, (struct dates){text->on, text->until}, path);
    return FAULT_NONE;
}

static enum fault_kind read_draw(const struct giving *g, const struct draw_text *text)
{
    struct model_grant grant;
    char path[COMPILE_PATH_BYTES];
    uint64_t count = 0;
    unsigned matches = 0;
    enum fault_kind kind = start_grant(g, MODEL_GRANT_DRAWN, &grant);

    if (kind != FAULT_NONE)
        return kind;
    compile_path(path, "readers/%u/licences/draw/from", g->entry);
    compile_set(g->c, path, &text->from, g->c->jurisdictions, grant.of);
    for (uint32_t j = 0; j < g->c->model->jurisdiction_count; j++)
        matches += bitset_has(grant.of, j);
    compile_path(path, "readers/%u/licences/draw/count", g->entry);
    compile_count(g->c, path, text->count, UINT32_MAX, &count);
    if (count > matches) {
        compile_say(g->c, DIAG_ERROR, path, "draw fewer, or out of more",
                    "%s licences cannot be drawn: `from` meets %u", text->count, matches);
        count = matches;
    }
    grant.draw = (uint32_t) count;
    give(g, &grant, (struct dates){NULL, text->until}, path);
    return FAULT_NONE;
}

static enum fault_kind read_privileges(const struct giving *g, const struct privileges_text *text,
                                       unsigned place)
{
    struct model_grant grant;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = start_grant(g, MODEL_GRANT_PRIVILEGE, &grant);

    compile_path(path, "readers/%u/privileges/%u/credentialing", g->entry, place);
    if (kind == FAULT_NONE)
        kind = compile_variate(g->c, path, text->credentialing, DISTRIBUTION_TIME, &grant.lead);
    if (kind != FAULT_NONE)
        return kind;
    compile_path(path, "readers/%u/privileges/%u/sites", g->entry, place);
    compile_sites_set(g->c, path, &text->sites, grant.of);
    compile_path(path, "readers/%u/privileges/%u", g->entry, place);
    give(g, &grant, (struct dates){text->on, NULL}, path);
    return FAULT_NONE;
}

/* Jurisdictions whose images may be read where the group sits. */
static void find_resident(const struct giving *g)
{
    const struct scenario_text *text = g->c->text;
    const char *located = text->readers[g->entry].located, *region = NULL;
    bool any = false, known = located == NULL;
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; located != NULL && i < text->jurisdictions_count; i++)
        if (strcmp(text->jurisdictions[i].id, located) == 0) {
            region = text->jurisdictions[i].region;
            known = true;
        }
    g->group->resident = g_new0(uint64_t, bitset_words(g->c->model->jurisdiction_count) + 1);
    for (unsigned i = 0; i < text->jurisdictions_count; i++) {
        const struct jurisdiction_text *j = &text->jurisdictions[i];
        bool same = j->residency != NULL && located != NULL && strcmp(j->residency, located) == 0;

        any = any || j->residency != NULL;
        known = known || same;
        if (j->residency == NULL || same || (region != NULL && strcmp(j->residency, region) == 0))
            bitset_add(g->group->resident,
                       GPOINTER_TO_UINT(g_hash_table_lookup(g->c->jurisdictions, j->id)) - 1);
    }
    compile_path(path, "readers/%u/located", g->entry);
    if (any && !known)
        compile_say(g->c, DIAG_WARNING, path,
                    "name a jurisdiction that has a `region`, or what "
                    "`residency` asks for",
                    "`%s` is neither a jurisdiction nor any one's `residency`", located);
}

static void read_certifications(const struct giving *g)
{
    const struct text_list *list = &g->c->text->readers[g->entry].certifications;

    for (unsigned i = 0; i < list->count; i++) {
        guint found = GPOINTER_TO_UINT(g_hash_table_lookup(g->c->certifications, list->items[i]));

        if (found > 0 &&
            found <= MODEL_CERTIFICATIONS_MAX) /* one that no study asks for is right */
            g->group->certifications |= UINT64_C(1) << (found - 1);
    }
}

/* "USD 500/yr" */
static void read_fee(const struct giving *g, const char *text)
{
    char path[COMPILE_PATH_BYTES];
    char *amount;

    if (text == NULL)
        return;
    amount = g_strndup(text, strlen(text) - strlen("/yr"));
    compile_path(path, "readers/%u/licences/fee", g->entry);
    compile_money(g->c, path, g_strchomp(amount), &g->group->licence_fee);
    g_free(amount);
}

enum fault_kind compile_licences(struct compile *c, uint32_t entry, struct model_group *group,
                                 GArray *grants)
{
    const struct reader_text *text = &c->text->readers[entry];
    const struct licences_text *licences = text->licences;
    struct giving g = {c, entry, group, grants};
    enum fault_kind kind = FAULT_NONE;

    group->licences = g_new0(uint64_t, bitset_words(c->model->jurisdiction_count) + 1);
    group->privileges = g_new0(uint64_t, bitset_words(c->model->site_count) + 1);
    find_resident(&g);
    read_certifications(&g);
    for (unsigned i = 0; i < text->privileges_count && kind == FAULT_NONE; i++)
        kind = read_privileges(&g, &text->privileges[i], i);
    if (licences == NULL)
        return kind;
    read_fee(&g, licences->fee);
    for (unsigned i = 0; i < licences->hold_count && kind == FAULT_NONE; i++)
        kind = read_held(&g, &licences->hold[i], i);
    for (unsigned i = 0; i < licences->apply_count && kind == FAULT_NONE; i++)
        kind = read_applied(&g, &licences->apply[i], i);
    for (unsigned i = 0; i < licences->compacts_count && kind == FAULT_NONE; i++)
        kind = read_compact(&g, &licences->compacts[i], i);
    if (licences->draw != NULL && kind == FAULT_NONE)
        kind = read_draw(&g, licences->draw);
    return kind;
}

enum fault_kind compile_grants(struct compile *c, uint32_t group, GArray *grants)
{
    enum fault_kind kind = FAULT_NONE;

    for (guint i = 0; i < grants->len && kind == FAULT_NONE; i++)
        kind = model_add_grant(c->model, group, &g_array_index(grants, struct model_grant, i),
                               c->fault);
    return kind;
}

void compile_free_grants(GArray *grants)
{
    for (guint i = 0; i < grants->len; i++) {
        g_free(g_array_index(grants, struct model_grant, i).of);
        g_free(g_array_index(grants, struct model_grant, i).spans);
    }
    g_array_free(grants, TRUE);
}
