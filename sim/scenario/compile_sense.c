/* Warnings about a model as a whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_sense.h"

#include "scenario/compile_duty.h"

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

        if (g < m->group_count)
            compile_sense_duty(c, i, g);
        if (g == m->group_count || reads_something(m, g))
            continue;
        compile_path(path, "readers/%u/id", i);
        compile_say(c, DIAG_WARNING, path,
                    "look at its licences, privileges, modalities and skills, and whether its "
                    "provider has cover",
                    "`%s` may read nothing of what is demanded", c->text->readers[i].id);
    }
}

/* Mean time that a link needs for a study of a type. */
static double sending_us(const struct model_link *link, const struct model_study *study)
{
    double bytes = variate_mean(&study->images);

    if (study->priors_share > 0)
        bytes += study->priors_share * variate_mean(&study->priors);
    return link->overhead_us + link->us_per_byte * bytes;
}

/* What outages at random leave of the time for which a link could send raises its load. */
static void count_outages(const struct model *m, double *loads)
{
    for (uint32_t i = 0; i < m->outage_count; i++) {
        const struct model_outage *outage = &m->outages[i];
        double up = variate_mean(&outage->up), down = variate_mean(&outage->down);

        if (outage->of != MODEL_OUTAGE_LINK || !outage->random)
            continue;
        for (uint32_t k = 0; k < outage->thing_count; k++)
            loads[outage->things[k]] *= (up + down) / up;
    }
}

/* The share of its time, when it is not out, for which each link is needed. */
static double *link_loads(const struct model *m)
{
    double *loads = g_new0(double, m->link_count + 1U);

    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *source = &m->sources[i];
        const struct model_study *study = &m->studies[source->study];
        const struct model_site *site = &m->sites[source->site];
        double rate;

        if (site->link == MODEL_NONE)
            continue;
        rate = model_expected(m, i, m->begin_us, m->end_us) / (double) (m->end_us - m->begin_us);
        loads[site->link] += rate * sending_us(&m->links[site->link], study);
        for (size_t k = 0; k < study->with_count; k++)
            loads[site->link] += rate * study->bundle_share *
                                 sending_us(&m->links[site->link], &m->studies[study->with[k]]);
    }
    count_outages(m, loads);
    return loads;
}

static void warn_of_load(const struct compile *c, const char *path, const char *id, double load)
{
    if (load >= LINK_FULL && isfinite(load))
        compile_say(c, DIAG_WARNING, path, "a higher bandwidth or a lower overhead would carry it",
                    "the link of `%s` is needed for %.0f %% of the time: %s", id, 100 * load,
                    load >= 1 ? "what waits for it grows without end, and no turnaround time "
                                "shows it"
                              : "studies wait long for it, and no turnaround time shows it");
}

/* Shared links at their own entry, others once for all copies of a site. */
static void look_at_links(const struct compile *c)
{
    double *loads = link_loads(c->model);
    double *worst = g_new0(double, c->text->sites_count + 1U);
    bool *used = g_new0(bool, c->model->link_count + 1U);
    char path[COMPILE_PATH_BYTES];

    for (uint32_t i = 0; i < c->copy_count; i++) {
        uint32_t link = c->model->sites[i].link, entry = c->copies[i].entry;

        if (link != MODEL_NONE)
            used[link] = true;
        if (link != MODEL_NONE && link >= c->text->links_count && loads[link] > worst[entry])
            worst[entry] = loads[link];
    }
    for (unsigned i = 0; i < c->text->sites_count; i++) {
        compile_path(path, "sites/%u/link", i);
        warn_of_load(c, path, c->text->sites[i].id, worst[i]);
    }
    for (unsigned i = 0; i < c->text->links_count; i++) {
        uint32_t link = compile_find(c, c->links, path, c->text->links[i].id);

        compile_path(path, "links/%u/id", i);
        warn_of_load(c, path, c->text->links[i].id, loads[link]);
        if (!used[link])
            compile_say(c, DIAG_WARNING, path, "name it in `link` of a site, or leave it out",
                        "no site sends over `%s`", c->text->links[i].id);
    }
    g_free(loads);
    g_free(worst);
    g_free(used);
}

/* A discrepancy is seen by whoever looks at the report again. */
static void look_at_discrepancies(const struct compile *c)
{
    const struct model *m = c->model;
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < c->text->readers_count; i++) {
        uint32_t g = group_of(m, c->text->readers[i].id);
        bool final_read, tires;

        if (g == m->group_count)
            continue;
        final_read = m->has_finals && m->groups[g].reads == MODEL_READS_PRELIMINARY;
        tires = m->groups[g].habits != NULL && m->groups[g].habits->fatigue_discrepancy > 0;
        compile_path(path, "readers/%u/discrepancy", i);
        if (m->groups[g].discrepancy.share > 0 && m->groups[g].reads == MODEL_READS_DRAFT)
            compile_say(c, DIAG_WARNING, path, "give it to the group that signs",
                        "drafts of `%s` are no first reports: no discrepancy is counted",
                        c->text->readers[i].id);
        else if (m->groups[g].discrepancy.share > 0 && !final_read &&
                 !(m->readings.review_share > 0))
            compile_say(c, DIAG_WARNING, path, "add `peer-review`, as in {share: 3 %, by: […]}",
                        "nobody looks at reports of `%s` again: no discrepancy is seen",
                        c->text->readers[i].id);
        compile_path(path, "readers/%u/fatigue/discrepancy", i);
        if (tires && !(m->groups[g].discrepancy.share > 0))
            compile_say(c, DIAG_WARNING, path, "add `discrepancy` to the group",
                        "`%s` has no discrepancies that fatigue could add to",
                        c->text->readers[i].id);
    }
}

void compile_sense(const struct compile *c)
{
    look_at_discrepancies(c);
    look_at_groups(c);
    look_at_links(c);
    compile_sense_routing(c);
    compile_sense_idle(c);
}
