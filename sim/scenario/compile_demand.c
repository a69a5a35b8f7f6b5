/* Sites copy by copy, and what they send.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_demand.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_copy_id(const void *a, const void *b)
{
    const struct compile_copy *x = a, *y = b;

    return strcmp(x->id, y->id);
}

/* Names the copies of all sites. */
static enum fault_kind name_copies(struct compile *c)
{
    GArray *copies = g_array_new(FALSE, FALSE, sizeof(struct compile_copy));
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < c->text->sites_count && kind == FAULT_NONE; i++) {
        const struct site_text *site = &c->text->sites[i];
        char path[COMPILE_PATH_BYTES];
        uint64_t count = 1;

        compile_path(path, "sites/%u/count", i);
        compile_count(c, path, site->count, UINT32_MAX, &count);
        if (count == 0 || copies->len + count > COMPILE_COPIES) {
            compile_say(c, DIAG_ERROR, path, "write 1 or more, and not over 100000 for all sites",
                        "%s sites are not handled", site->count);
            kind = FAULT_INPUT;
        }
        for (uint64_t k = 0; k < count && kind == FAULT_NONE; k++) {
            struct compile_copy copy = {NULL, i};

            copy.id = count == 1 ? g_strdup(site->id)
                                 : g_strdup_printf("%s-%u", site->id, (unsigned) k + 1);
            g_array_append_val(copies, copy);
        }
    }
    if (copies->len > 1)
        qsort(copies->data, copies->len, sizeof(struct compile_copy), by_copy_id);
    c->copy_count = copies->len;
    c->copies = (struct compile_copy *) (void *) g_array_free(copies, FALSE);
    for (uint32_t i = 1; i < c->copy_count; i++)
        if (strcmp(c->copies[i - 1].id, c->copies[i].id) == 0) {
            char path[COMPILE_PATH_BYTES];

            compile_path(path, "sites/%u/id", c->copies[i].entry);
            compile_say(c, DIAG_ERROR, path, "rename one of the two",
                        "`%s` is both a site and a copy of another", c->copies[i].id);
            kind = FAULT_INPUT;
        }
    return kind;
}

enum fault_kind compile_sites(struct compile *c)
{
    enum fault_kind kind = name_copies(c);

    for (uint32_t i = 0; i < c->copy_count && kind == FAULT_NONE; i++) {
        const struct site_text *text = &c->text->sites[c->copies[i].entry];
        struct model_site site = {.id = c->copies[i].id};
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "sites/%u/jurisdiction", c->copies[i].entry);
        site.jurisdiction = compile_find(c, c->jurisdictions, path, text->jurisdiction);
        compile_path(path, "sites/%u/zone", c->copies[i].entry);
        site.zone =
            text->zone != NULL ? compile_find(c, c->zones, path, text->zone) : c->model->run_zone;
        kind = compile_site_link(c, i, &site.link);
        if (kind == FAULT_NONE)
            kind = compile_withdrawal(c, i, &site);
        if (kind != FAULT_NONE)
            return kind;
        if (site.jurisdiction == MODEL_NONE || site.zone == MODEL_NONE)
            return FAULT_INPUT;
        kind = model_add_site(c->model, &site, NULL, c->fault);
    }
    return kind;
}

enum fault_kind compile_count_pieces(const struct compile *c, struct compile_shared *shared,
                                     const char *path, size_t pieces)
{
    shared->pieces += pieces;
    if (shared->pieces <= COMPILE_PIECES)
        return FAULT_NONE;
    compile_say(c, DIAG_ERROR, path, "use fewer profiles, clock times and zones, or a shorter run",
                "the hours and clock times of all profiles and groups are too many");
    return FAULT_INPUT;
}

/* The logarithm of a year's growth, a microsecond. */
static double read_growth(const struct compile *c, const char *path, const char *text)
{
    const char *right = NULL;
    double growth = 0;

    if (text != NULL && !quantity_growth(text, &growth, &right))
        compile_say(c, DIAG_ERROR, path, right, "`%s` is not a value for `growth`", text);
    return log1p(growth) / (365 * (double) SIMTIME_DAY);
}

static char *name_rhythm(const struct compile_rhythm *rhythm)
{
    GString *name = g_string_new(NULL);

    g_string_printf(name, "%u %u %d %a", rhythm->profile, rhythm->zone, (int) rhythm->run_days,
                    rhythm->growth_per_us);
    for (size_t i = 0; i < rhythm->shared->surge_count; i++)
        if (bitset_has(rhythm->surges, i))
            g_string_append_printf(name, " %zu", i);
    return g_string_free(name, FALSE);
}

/* The rates of a rhythm that were made before, or else now. */
static enum fault_kind share_rates(struct compile *c, struct compile_shared *shared,
                                   const char *path, const struct compile_rhythm *rhythm,
                                   uint32_t *index)
{
    char *key = name_rhythm(rhythm);
    gpointer found;
    enum fault_kind kind = FAULT_NONE;

    if (g_hash_table_lookup_extended(shared->rates, key, NULL, &found)) {
        *index = GPOINTER_TO_UINT(found) - 1;
        g_free(key);
        return FAULT_NONE;
    }
    kind = compile_rates(c, rhythm, index);
    if (kind != FAULT_NONE) {
        g_free(key);
        return kind;
    }
    g_hash_table_insert(shared->rates, key, GUINT_TO_POINTER(*index + 1));
    return compile_count_pieces(c, shared, path, c->model->rates[*index].count);
}

static enum fault_kind find_rates(struct compile *c, struct compile_shared *shared,
                                  const char *entry, struct model_source *source,
                                  const struct demand_text *text)
{
    uint64_t *surges = g_new0(uint64_t, bitset_words(shared->surge_count) + 1);
    struct compile_rhythm rhythm = {.profile = MODEL_NONE,
                                    .zone = c->model->sites[source->site].zone,
                                    .run_days = source->run_dispersion > 0,
                                    .shared = shared,
                                    .surges = surges};
    char path[COMPILE_PATH_BYTES + 16];
    bool known = true;
    enum fault_kind kind = FAULT_NONE;

    (void) g_snprintf(path, sizeof path, "%s/rate", entry);
    compile_rate(c, path, text->rate, &source->rate_per_us);
    (void) g_snprintf(path, sizeof path, "%s/growth", entry);
    rhythm.growth_per_us = read_growth(c, path, text->growth);
    (void) g_snprintf(path, sizeof path, "%s/profile", entry);
    if (text->profile != NULL) {
        rhythm.profile = compile_find(c, c->profiles, path, text->profile);
        known = rhythm.profile != MODEL_NONE;
    }
    if (known && source->study != MODEL_NONE) {
        compile_surges_of(c, shared, source, surges);
        kind = share_rates(c, shared, path, &rhythm, &source->rates);
    }
    g_free(surges);
    return kind;
}

static int by_rank(const void *a, const void *b)
{
    const struct model_share *x = a, *y = b;

    return (x->priority > y->priority) - (x->priority < y->priority);
}

/* Shares by priority, scaled so that their sum is exactly 1; none given: the least urgent. In order
 * of rank, so that the draws do not go by the order in the file. */
static void find_mix(const struct compile *c, const char *entry, const struct demand_text *text,
                     struct model_source *source, struct model_share *mix)
{
    char path[COMPILE_PATH_BYTES + 32];
    double sum = 0;

    for (unsigned i = 0; i < text->priorities_count; i++) {
        struct model_share share = {MODEL_NONE, 0};

        (void) g_snprintf(path, sizeof path, "%s/priorities/%u/id", entry, i);
        share.priority = compile_find(c, c->priorities, path, text->priorities[i].id);
        (void) g_snprintf(path, sizeof path, "%s/priorities/%u/share", entry, i);
        compile_share(c, path, text->priorities[i].share, &share.share);
        if (share.priority == MODEL_NONE)
            continue;
        mix[source->mix_count++] = share;
    }
    qsort(mix, source->mix_count, sizeof *mix, by_rank);
    for (size_t i = 0; i < source->mix_count; i++)
        sum += mix[i].share;
    (void) g_snprintf(path, sizeof path, "%s/priorities", entry);
    if (source->mix_count == 0)
        mix[source->mix_count++] = (struct model_share){c->model->priority_count - 1, 1};
    else if (!(fabs(sum - 1) <= 1e-6))
        compile_say(c, DIAG_ERROR, path, "let them sum to 100 %", "the shares sum to %.10g %%",
                    100 * sum);
    else
        for (size_t i = 0; i < source->mix_count; i++)
            mix[i].share /= sum;
    source->mix = mix;
}

/* "sites.story-1.demand.ct-head", by its id or else its study, "…#2" for a second such entry of the
 * same study; g_free() it. */
static char *name_source(const struct compile *c, const struct site_text *site, uint32_t copy,
                         uint32_t place)
{
    const struct demand_text *entry = &site->demand[place];
    const char *study = entry->id != NULL ? entry->id : entry->study;
    unsigned same = 1;

    for (uint32_t i = 0; i < place && entry->id == NULL; i++)
        same += site->demand[i].id == NULL && strcmp(site->demand[i].study, study) == 0 ? 1 : 0;
    if (same == 1)
        return g_strdup_printf("sites.%s.demand.%s", c->copies[copy].id, study);
    return g_strdup_printf("sites.%s.demand.%s#%u", c->copies[copy].id, study, same);
}

/* Expected arrivals of the source added last, for the limit on them; said at the entry that breaks
 * it. */
static enum fault_kind count_arrivals(struct compile *c, struct compile_shared *shared,
                                      const char *path)
{
    const struct model *m = c->model;
    uint32_t last = m->source_count - 1;
    double before = shared->arrivals;

    if (m->sources[last].trace_share > 0 || m->sources[last].trace == MODEL_NONE)
        shared->arrivals +=
            model_expected(m, last, m->begin_us, m->end_us) /
            (m->sources[last].trace != MODEL_NONE ? m->sources[last].trace_share : 1);
    if (shared->arrivals <= COMPILE_ARRIVALS || before > COMPILE_ARRIVALS)
        return FAULT_NONE;
    compile_say(c, DIAG_ERROR, path, "lower the rates or shorten the run",
                "more than a thousand million studies would arrive in each replication");
    return FAULT_INPUT;
}

/* When studies come, and how. */
static enum fault_kind find_arrivals(struct compile *c, struct compile_shared *shared,
                                     const char *base, const struct demand_text *text,
                                     struct model_source *source)
{
    const struct site_text *site = &c->text->sites[c->copies[source->site].entry];
    char path[COMPILE_PATH_BYTES + 16];

    if (text->trace != NULL)
        return compile_trace(c, shared, base, text, source);
    if (text->batch != NULL && text->batch->at.count > 0)
        return FAULT_NONE; /* compile_manner() has seen to it */
    (void) g_snprintf(path, sizeof path, "%s/dispersion", base);
    compile_number(c, path, text->dispersion, &source->dispersion);
    compile_path(path, "sites/%u/dispersion", c->copies[source->site].entry);
    compile_number(c, path, site->dispersion, &source->site_dispersion);
    compile_number(c, "run/dispersion", c->text->run->dispersion, &source->run_dispersion);
    return find_rates(c, shared, base, source, text);
}

static enum fault_kind add_source(struct compile *c, struct compile_shared *shared, uint32_t copy,
                                  uint32_t place)
{
    uint32_t entry = c->copies[copy].entry;
    const struct site_text *site = &c->text->sites[entry];
    const struct demand_text *text = &site->demand[place];
    struct model_manner manner = {.at = MODEL_NONE, .hold = MODEL_NONE};
    struct model_source source = {
        .site = copy, .place = place, .rates = MODEL_NONE, .trace = MODEL_NONE};
    struct model_share *mix = g_new0(struct model_share, text->priorities_count + 1U);
    char base[COMPILE_PATH_BYTES], path[COMPILE_PATH_BYTES + 16];
    enum fault_kind kind;

    compile_path(base, "sites/%u/demand/%u", entry, place);
    (void) g_snprintf(path, sizeof path, "%s/study", base);
    source.study = compile_find(c, c->studies, path, text->study);
    find_mix(c, base, text, &source, mix);
    kind = find_arrivals(c, shared, base, text, &source);
    if (kind == FAULT_NONE)
        kind = compile_manner(c, shared, base, text, &source, &manner);
    if (kind == FAULT_NONE && source.study != MODEL_NONE &&
        (source.trace != MODEL_NONE || source.rates != MODEL_NONE || manner.at != MODEL_NONE)) {
        source.name = name_source(c, site, copy, place);
        kind = model_add_source(c->model, &source, NULL, c->fault);
        g_free(source.name);
        if (kind == FAULT_NONE)
            kind = count_arrivals(c, shared, base);
    }
    g_free(mix);
    return kind;
}

enum fault_kind compile_demand(struct compile *c)
{
    struct compile_shared shared = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                                    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                                    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                                    NULL,
                                    0,
                                    0,
                                    0};
    enum fault_kind kind = FAULT_NONE;

    compile_surges(c, &shared);
    for (uint32_t i = 0; i < c->copy_count && kind == FAULT_NONE; i++) {
        const struct site_text *site = &c->text->sites[c->copies[i].entry];
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "sites/%u/demand", c->copies[i].entry);
        if (c->model->source_count + site->demand_count > COMPILE_SOURCES) {
            compile_say(c, DIAG_ERROR, path, "use fewer copies or entries",
                        "more than a million demand entries, copies counted, are not handled");
            kind = FAULT_INPUT;
        }
        for (uint32_t k = 0; k < site->demand_count && kind == FAULT_NONE; k++)
            kind = add_source(c, &shared, i, k);
    }
    compile_surges_end(c, &shared);
    g_hash_table_destroy(shared.rates);
    g_hash_table_destroy(shared.traces);
    g_hash_table_destroy(shared.moments);
    return kind;
}
