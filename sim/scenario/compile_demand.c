/* Sites copy by copy, and what they send.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/simtime.h"
#include "scenario/trace.h"

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

/* What demand entries of like profile and zone, or of like file and zone, share. */
struct shared {
    GHashTable *rates; /* profile and zone, as text, to index + 1 */
    GHashTable
        *traces;     /* file, columns, interval and zone, as text, to index + 1; 0: it is wrong */
    double arrivals; /* expected, of all sources */
    size_t pieces;
};

static enum fault_kind find_rates(struct compile *c, struct shared *shared, const char *path,
                                  struct model_source *source, const char *profile)
{
    uint32_t zone = c->model->sites[source->site].zone;
    uint32_t which = MODEL_NONE;
    char *key;
    gpointer found;
    enum fault_kind kind = FAULT_NONE;

    if (profile != NULL) {
        which = compile_find(c, c->profiles, path, profile);
        if (which == MODEL_NONE)
            return FAULT_NONE;
    }
    key = g_strdup_printf("%u %u", which, zone);
    if (g_hash_table_lookup_extended(shared->rates, key, NULL, &found)) {
        source->rates = GPOINTER_TO_UINT(found) - 1;
        g_free(key);
        return FAULT_NONE;
    }
    kind = compile_rates(c, which, zone, &source->rates);
    if (kind == FAULT_NONE) {
        shared->pieces += c->model->rates[source->rates].count;
        g_hash_table_insert(shared->rates, key, GUINT_TO_POINTER(source->rates + 1));
        if (shared->pieces > COMPILE_PIECES) {
            compile_say(c, DIAG_ERROR, path, "use fewer profiles and zones, or a shorter run",
                        "the profiles in all their zones have too many hours");
            kind = FAULT_INPUT;
        }
    } else {
        g_free(key);
    }
    return kind;
}

/* Reads a trace that was not read yet. */
static enum fault_kind add_trace(struct compile *c, const char *path,
                                 const struct trace_request *request, uint32_t *index)
{
    struct model_trace trace = {NULL, 0};
    enum fault_kind kind = trace_load(request, &trace, c->diag, c->fault);

    *index = MODEL_NONE;
    if (kind == FAULT_NONE) {
        kind = model_add_trace(c->model, &trace, index, c->fault);
        free(trace.rows);
        return kind;
    }
    if (kind == FAULT_FILE) {
        compile_say_fault(c, path);
        c->diag->unreadable = true;
    }
    return kind == FAULT_MEMORY ? kind : FAULT_NONE;
}

static enum fault_kind find_trace(struct compile *c, struct shared *shared, const char *entry,
                                  struct model_source *source, const struct trace_text *text)
{
    uint32_t zone = c->model->sites[source->site].zone;
    struct trace_request request = {.time = text->columns != NULL ? text->columns->time : NULL,
                                    .count = text->columns != NULL ? text->columns->count : NULL,
                                    .clock = &c->clocks[zone],
                                    .start_s = c->range.start_s,
                                    .begin_us = c->model->begin_us,
                                    .end_us = c->model->end_us};
    char path[COMPILE_PATH_BYTES + 16];
    char *file, *key;
    gpointer found;
    enum fault_kind kind = FAULT_NONE;

    (void) g_snprintf(path, sizeof path, "%s/trace/share", entry);
    source->trace_share = 1;
    compile_share(c, path, text->share, &source->trace_share);
    (void) g_snprintf(path, sizeof path, "%s/trace/interval", entry);
    compile_duration(c, path, text->interval, &request.interval_us);
    (void) g_snprintf(path, sizeof path, "%s/trace/file", entry);
    file = compile_file(c, text->file != NULL ? text->file : "");
    key = g_strdup_printf("%u %" G_GINT64_FORMAT " %s\n%s\n%s", zone, request.interval_us,
                          request.time != NULL ? request.time : "",
                          request.count != NULL ? request.count : "", file);
    if (g_hash_table_lookup_extended(shared->traces, key, NULL, &found)) {
        source->trace = GPOINTER_TO_UINT(found) - 1;
        g_free(key);
    } else {
        request.path = file;
        kind = add_trace(c, path, &request, &source->trace);
        g_hash_table_insert(shared->traces, key, GUINT_TO_POINTER(source->trace + 1));
    }
    g_free(file);
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

/* Expected arrivals of a source, for the limit on them; said at the entry that breaks it. */
static enum fault_kind count_arrivals(struct compile *c, struct shared *shared, const char *path,
                                      const struct model_source *source)
{
    const struct model *m = c->model;
    double before = shared->arrivals;

    if (source->trace != MODEL_NONE) {
        const struct model_trace *trace = &m->traces[source->trace];

        for (size_t i = 0; i < trace->count; i++)
            shared->arrivals += trace->rows[i].count;
    } else {
        shared->arrivals += source->rate_per_us * (double) (m->end_us - m->begin_us);
    }
    if (shared->arrivals <= COMPILE_ARRIVALS || before > COMPILE_ARRIVALS)
        return FAULT_NONE;
    compile_say(c, DIAG_ERROR, path, "lower the rates or shorten the run",
                "more than a thousand million studies would arrive in each replication");
    return FAULT_INPUT;
}

static enum fault_kind add_source(struct compile *c, struct shared *shared, uint32_t copy,
                                  uint32_t place)
{
    uint32_t entry = c->copies[copy].entry;
    const struct site_text *site = &c->text->sites[entry];
    const struct demand_text *text = &site->demand[place];
    struct model_source source = {
        .site = copy, .place = place, .rates = MODEL_NONE, .trace = MODEL_NONE};
    struct model_share *mix = g_new0(struct model_share, text->priorities_count + 1U);
    char base[COMPILE_PATH_BYTES], path[COMPILE_PATH_BYTES + 16];
    enum fault_kind kind;

    compile_path(base, "sites/%u/demand/%u", entry, place);
    (void) g_snprintf(path, sizeof path, "%s/study", base);
    source.study = compile_find(c, c->studies, path, text->study);
    (void) g_snprintf(path, sizeof path, "%s/dispersion", base);
    compile_number(c, path, text->dispersion, &source.dispersion);
    find_mix(c, base, text, &source, mix);
    if (text->trace != NULL) {
        kind = find_trace(c, shared, base, &source, text->trace);
    } else {
        (void) g_snprintf(path, sizeof path, "%s/rate", base);
        compile_rate(c, path, text->rate, &source.rate_per_us);
        (void) g_snprintf(path, sizeof path, "%s/profile", base);
        kind = find_rates(c, shared, path, &source, text->profile);
    }
    if (kind == FAULT_NONE && source.study != MODEL_NONE &&
        (source.trace != MODEL_NONE || source.rates != MODEL_NONE)) {
        source.name = name_source(c, site, copy, place);
        kind = model_add_source(c->model, &source, NULL, c->fault);
        g_free(source.name);
        if (kind == FAULT_NONE)
            kind = count_arrivals(c, shared, base, &source);
    }
    g_free(mix);
    return kind;
}

enum fault_kind compile_demand(struct compile *c)
{
    struct shared shared = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0, 0};
    enum fault_kind kind = FAULT_NONE;

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
    g_hash_table_destroy(shared.rates);
    g_hash_table_destroy(shared.traces);
    return kind;
}
