/* Links, shared and own; outages.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/simtime.h"
#include "scenario/instant.h"
#include "scenario/quantity.h"

#include <string.h>

#define OUTAGES_MAX 1e6 /* of one entry in a replication */

/* Bandwidth and overhead as they stand below a path. */
static void read_link(const struct compile *c, const char *path, const char *bandwidth,
                      const char *overhead, struct model_link *link)
{
    char place[COMPILE_PATH_BYTES + 16];
    const char *right = NULL;
    int64_t overhead_us = 0;
    double bits_per_s;

    (void) g_snprintf(place, sizeof place, "%s/overhead", path);
    compile_duration(c, place, overhead, &overhead_us);
    link->overhead_us = (double) overhead_us;
    (void) g_snprintf(place, sizeof place, "%s/bandwidth", path);
    if (bandwidth != NULL && quantity_bandwidth(bandwidth, &bits_per_s, &right))
        link->us_per_byte = 8e6 / bits_per_s;
    else
        compile_say(c, DIAG_ERROR, place, right != NULL ? right : "write it as in 20 Mbit/s",
                    "the link's bandwidth is not known");
}

enum fault_kind compile_links(struct compile *c)
{
    uint32_t count = c->text->links_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->links[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++) {
        const struct shared_link_text *text = &c->text->links[order[i].entry];
        struct model_link link = {.id = text->id};
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "links/%u", order[i].entry);
        read_link(c, path, text->bandwidth, text->overhead, &link);
        compile_note(c->links, text->id, i);
        kind = model_add_link(c->model, &link, NULL, c->fault);
    }
    g_free(order);
    return kind;
}

enum fault_kind compile_site_link(struct compile *c, uint32_t copy, uint32_t *index)
{
    const struct link_text *text = c->text->sites[c->copies[copy].entry].link;
    struct model_link link = {.id = c->copies[copy].id};
    char path[COMPILE_PATH_BYTES];

    *index = MODEL_NONE;
    if (text == NULL)
        return FAULT_NONE;
    compile_path(path, "sites/%u/link", c->copies[copy].entry);
    if (text->name != NULL) {
        *index = compile_find(c, c->links, path, text->name);
        return FAULT_NONE;
    }
    read_link(c, path, text->bandwidth, text->overhead, &link);
    return model_add_link(c->model, &link, index, c->fault);
}

/* What `of` means: the things that go out together. */
struct targets {
    enum model_outage_of of;
    GArray *things; /* uint32_t */
};

static void add_thing(struct targets *targets, uint32_t thing)
{
    g_array_append_val(targets->things, thing);
}

/* A named link, or the own links of a site's copies. */
static void find_links(const struct compile *c, const char *path, const char *id,
                       struct targets *targets)
{
    const struct model *m = c->model;
    guint named = GPOINTER_TO_UINT(g_hash_table_lookup(c->links, id));

    for (uint32_t i = 0; i < c->copy_count; i++) {
        uint32_t link = m->sites[i].link;
        bool meant = strcmp(c->copies[i].id, id) == 0 ||
                     strcmp(c->text->sites[c->copies[i].entry].id, id) == 0;

        if (meant && link != MODEL_NONE && link >= c->text->links_count)
            add_thing(targets, link);
    }
    if (named != 0 && targets->things->len > 0)
        compile_say(c, DIAG_ERROR, path, "give one of them another id",
                    "`%s` is a link of `links` and a site with a link of its own", id);
    else if (named != 0)
        add_thing(targets, named - 1);
    else if (targets->things->len == 0)
        compile_say(c, DIAG_ERROR, path, "name the link that it shares, or the site as `site:`",
                    "`%s` has no link of its own", id);
}

static void find_targets(const struct compile *c, const char *path, const char *of,
                         struct targets *targets)
{
    const struct model *m = c->model;
    const char *id = strchr(of, ':');

    targets->of = MODEL_OUTAGE_PACS;
    if (id == NULL) {
        add_thing(targets, 0);
        return;
    }
    id++;
    if (g_str_has_prefix(of, "link:")) {
        targets->of = MODEL_OUTAGE_LINK;
        find_links(c, path, id, targets);
    } else if (g_str_has_prefix(of, "ai:")) {
        targets->of = MODEL_OUTAGE_TOOL;
        for (uint32_t i = 0; i < m->tool_count; i++)
            if (strcmp(m->tools[i].id, id) == 0)
                add_thing(targets, i);
    } else if (g_str_has_prefix(of, "provider:")) {
        targets->of = MODEL_OUTAGE_PROVIDER;
        add_thing(targets, compile_find(c, c->providers, path, id));
    } else {
        targets->of = MODEL_OUTAGE_SITE;
        for (uint32_t i = 0; i < c->copy_count; i++)
            if (strcmp(c->copies[i].id, id) == 0 ||
                strcmp(c->text->sites[c->copies[i].entry].id, id) == 0)
                add_thing(targets, i);
    }
}

static int64_t find_instant(const struct compile *c, const char *path, const char *zone,
                            const char *text)
{
    int64_t at_s = 0;

    if (!instant_of_text(zone, text, &at_s))
        compile_say(c, DIAG_ERROR, path, "write YYYY-MM-DDTHH:MM", "`%s` is not an instant", text);
    return (at_s - c->range.start_s) * SIMTIME_SECOND;
}

static void read_window(const struct compile *c, uint32_t entry, struct span *window)
{
    const struct outage_text *text = &c->text->outages[entry];
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "outages/%u/window/from", entry);
    window->from_us = find_instant(c, path, text->zone, text->window->from);
    compile_path(path, "outages/%u/window/to", entry);
    window->to_us = find_instant(c, path, text->zone, text->window->to);
    compile_path(path, "outages/%u/window", entry);
    if (window->to_us <= c->range.begin_us || window->from_us >= c->range.last_us)
        compile_say(c, DIAG_WARNING, path, NULL, "the outage `%s` lies outside of the run",
                    text->id);
    else if (window->to_us <= window->from_us)
        compile_say(c, DIAG_WARNING, path, NULL,
                    "the outage `%s` lies in an hour that the clock leaves out", text->id);
}

/* A random time, which must not be nothing. */
static enum fault_kind read_time(struct compile *c, uint32_t entry, const char *key,
                                 const struct distribution_text *text, struct variate *time)
{
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind;

    compile_path(path, "outages/%u/%s", entry, key);
    kind = compile_variate(c, path, text, DISTRIBUTION_TIME, time);
    if (kind == FAULT_NONE && !(variate_mean(time) > 0))
        compile_say(c, DIAG_ERROR, path, "write a time above 0", "the outage's `%s` is 0", key);
    return kind;
}

static enum fault_kind read_times(struct compile *c, uint32_t entry, struct model_outage *outage)
{
    const struct outage_text *text = &c->text->outages[entry];
    double span_us = (double) (c->range.last_us - c->range.begin_us);
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&outage->up, 1, c->fault);

    if (kind == FAULT_NONE)
        kind = variate_constant(&outage->down, 1, c->fault);
    if (kind == FAULT_NONE && text->window != NULL)
        read_window(c, entry, &outage->window);
    if (kind != FAULT_NONE || text->window != NULL)
        return kind;
    outage->random = true;
    kind = read_time(c, entry, "mtbf", text->mtbf, &outage->up);
    if (kind == FAULT_NONE)
        kind = read_time(c, entry, "mttr", text->mttr, &outage->down);
    compile_path(path, "outages/%u/mtbf", entry);
    if (span_us > OUTAGES_MAX * (variate_mean(&outage->up) + variate_mean(&outage->down)))
        compile_say(c, DIAG_ERROR, path, "write longer times, or shorten the run",
                    "more than a million outages in each replication are not handled");
    return kind;
}

enum fault_kind compile_outages(struct compile *c)
{
    uint32_t count = c->text->outages_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    struct targets targets = {MODEL_OUTAGE_PACS, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->outages[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++) {
        const struct outage_text *text = &c->text->outages[order[i].entry];
        struct model_outage outage = {.id = text->id};
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "outages/%u/of", order[i].entry);
        g_array_set_size(targets.things, 0);
        find_targets(c, path, text->of, &targets);
        outage.of = targets.of;
        outage.things = (uint32_t *) (void *) targets.things->data;
        outage.thing_count = targets.things->len;
        kind = read_times(c, order[i].entry, &outage);
        if (kind == FAULT_NONE)
            kind = model_add_outage(c->model, &outage, c->fault);
    }
    g_array_free(targets.things, TRUE);
    g_free(order);
    return kind;
}
