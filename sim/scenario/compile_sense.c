/* Warnings about a model as a whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_sense.h"

#include <math.h>
#include <string.h>

#define LINK_FULL 0.95 /* from here on waits for a link are longer than most transfers */

static bool reads_something(const struct model *m, uint32_t group)
{
    for (uint32_t i = 0; i < m->source_count; i++)
        if (model_group_may_read(m, group, m->sources[i].site, m->sources[i].study))
            return true;
    return false;
}

static uint32_t group_of(const struct model *m, const char *id)
{
    uint32_t g = 0;

    while (g < m->group_count && strcmp(m->groups[g].id, id) != 0)
        g++;
    return g;
}

static void look_at_groups(const struct compile *c)
{
    const struct model *m = c->model;
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < c->text->readers_count && m->source_count > 0; i++) {
        uint32_t g = group_of(m, c->text->readers[i].id);

        if (g == m->group_count || reads_something(m, g))
            continue;
        compile_path(path, "readers/%u/id", i);
        compile_say(c, DIAG_WARNING, path,
                    "look at its licences, privileges, modalities and skills, and whether its "
                    "provider has cover",
                    "`%s` may read nothing of what is demanded", c->text->readers[i].id);
    }
}

/* Studies a microsecond, by the rate or as recorded. */
static double rate_of(const struct model *m, const struct model_source *source)
{
    const struct model_trace *trace;
    double count = 0;

    if (source->trace == MODEL_NONE)
        return source->rate_per_us;
    trace = &m->traces[source->trace];
    for (size_t i = 0; i < trace->count; i++)
        count += trace->rows[i].count;
    return count * source->trace_share / (double) (m->end_us - m->begin_us);
}

/* The share of its time for which each site's link is needed. */
static double *link_loads(const struct model *m)
{
    double *loads = g_new0(double, m->site_count + 1U);

    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *source = &m->sources[i];
        const struct model_site *site = &m->sites[source->site];

        if (site->linked)
            loads[source->site] +=
                rate_of(m, source) *
                (site->link_overhead_us +
                 site->link_us_per_byte * variate_mean(&m->studies[source->study].images));
    }
    return loads;
}

static void look_at_links(const struct compile *c)
{
    double *loads = link_loads(c->model);
    bool *said = g_new0(bool, c->text->sites_count + 1U);
    char path[COMPILE_PATH_BYTES];

    for (uint32_t i = 0; i < c->copy_count; i++) {
        uint32_t entry = c->copies[i].entry;

        if (!(loads[i] >= LINK_FULL) || !isfinite(loads[i]) || said[entry])
            continue;
        said[entry] = true;
        compile_path(path, "sites/%u/link", entry);
        compile_say(c, DIAG_WARNING, path, "a higher bandwidth or a lower overhead would carry it",
                    "the link of `%s` is needed for %.0f %% of the time: %s",
                    c->text->sites[entry].id, 100 * loads[i],
                    loads[i] >= 1 ? "what waits for it grows without end, and no turnaround time "
                                    "shows it"
                                  : "studies wait long for it, and no turnaround time shows it");
    }
    g_free(loads);
    g_free(said);
}

void compile_sense(const struct compile *c)
{
    look_at_groups(c);
    look_at_links(c);
}
