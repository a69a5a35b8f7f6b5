/* What only some demand entries have.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demand_manner.h"

#include "core/simtime.h"
#include "core/variate.h"
#include "model/demand.h"
#include "model/event.h"
#include "model/study.h"
#include "model/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUP_MOST 1e6 /* studies */

static bool is_needed(const struct model *m, const struct model_source *source)
{
    return source->manner != NULL ||
           (source->rates != MODEL_NONE &&
            (source->site_dispersion > 0 || source->run_dispersion > 0)) ||
           (source->trace != MODEL_NONE && m->traces[source->trace].anew != NULL);
}

bool demand_manner_create(struct replication *r, uint32_t source)
{
    const struct model_source *from = &r->model->sources[source];
    const char *site = r->model->sites[from->site].id;
    size_t size = strlen("sites.") + strlen(site) + 1;
    struct manner *manner;
    char *entity;

    if (!is_needed(r->model, from))
        return true;
    manner = r->sources[source].manner = calloc(1, sizeof *manner);
    entity = malloc(size);
    if (manner == NULL || entity == NULL) {
        free(entity);
        return false;
    }
    (void) snprintf(entity, size, "sites.%s", site);
    manner->keys[MANNER_SITE_DISPERSION] = stream_key("dispersion", entity);
    manner->keys[MANNER_RUN_DISPERSION] = stream_key("dispersion", "run");
    manner->keys[MANNER_BATCH] = stream_key("batch", from->name);
    manner->keys[MANNER_ACQUIRE] = stream_key("acquire", from->name);
    manner->keys[MANNER_REPLAY] = stream_key("replay", from->name);
    free(entity);
    return true;
}

void demand_manner_start(struct replication *r, uint32_t source, uint64_t number)
{
    struct manner *manner = r->sources[source].manner;

    for (unsigned i = 0; i < MANNER_STREAMS; i++)
        manner->streams[i] = stream_start(manner->keys[i], r->model->run.seed, number);
    manner->of_site = manner->of_run = (struct day_factor){1, 1, 0};
    manner->released = 0;
}

double demand_manner_factor(struct day_factor *factor, struct stream *stream, double cv,
                            uint32_t day)
{
    double square = cv * cv;

    for (; factor->days <= day; factor->days++) {
        factor->before = factor->now;
        factor->now = variate_draw_gamma(stream, 1.0 / square) * square;
    }
    return day + 1 < factor->days ? factor->before : factor->now;
}

double demand_manner_shared(struct replication *r, uint32_t source, uint32_t piece)
{
    const struct model_source *from = &r->model->sources[source];
    const struct model_rates *rates = &r->model->rates[from->rates];
    struct manner *manner = r->sources[source].manner;
    double factor = 1;

    if (from->site_dispersion > 0)
        factor = demand_manner_factor(&manner->of_site, &manner->streams[MANNER_SITE_DISPERSION],
                                      from->site_dispersion, rates->day[piece]);
    if (from->run_dispersion > 0)
        factor *= demand_manner_factor(&manner->of_run, &manner->streams[MANNER_RUN_DISPERSION],
                                       from->run_dispersion, rates->run_day[piece]);
    return factor;
}

uint32_t demand_manner_size(struct replication *r, uint32_t source)
{
    double size = variate_draw(&r->model->sources[source].manner->size,
                               &r->sources[source].manner->streams[MANNER_BATCH]);

    if (!(size < GROUP_MOST))
        return (uint32_t) GROUP_MOST;
    return size < 1.5 ? 1 : (uint32_t) (size + 0.5);
}

/* A patient's studies that come too late never come. */
static void forget(struct replication *r, uint32_t slot)
{
    while (slot != NOBODY) {
        uint32_t next = r->studies[slot].bundle_next;

        study_forget(r, slot);
        slot = next;
    }
}

void demand_manner_acquire(struct replication *r, uint32_t slot)
{
    uint32_t source = r->studies[slot].life.source;
    double span_us = variate_draw(&r->model->sources[source].manner->acquire,
                                  &r->sources[source].manner->streams[MANNER_ACQUIRE]);
    int64_t at_us = simtime_add(r->now_us, simtime_round(span_us));

    r->studies[slot].life.arrived_us = STUDY_NOT_YET;
    if (at_us >= r->model->end_us)
        forget(r, slot);
    else if (at_us == r->now_us)
        demand_complete(r, slot);
    else
        agenda_push(&r->agenda, at_us, EVENT_COMPLETED, slot, 0);
}

void demand_manner_hold(struct replication *r, uint32_t slot)
{
    uint32_t source = r->studies[slot].life.source;
    const struct model_moments *hold = &r->model->moments[r->model->sources[source].manner->hold];
    struct manner *manner = r->sources[source].manner;

    while (manner->released < hold->count && hold->at_us[manner->released] < r->now_us)
        manner->released++;
    if (manner->released == hold->count)
        return; /* the run is over before it is sent */
    if (hold->at_us[manner->released] == r->now_us)
        transfer_send(r, slot);
    else
        agenda_push(&r->agenda, hold->at_us[manner->released], EVENT_RELEASED, slot, 0);
}
