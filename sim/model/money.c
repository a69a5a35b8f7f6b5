/* Money, all in the measured time [0, end_us).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/money.h"

#include "core/simtime.h"

static bool measured(const struct replication *r)
{
    return r->now_us >= 0 && r->now_us < r->model->end_us;
}

void money_settle(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    const struct model_group *group = &r->model->groups[r->model->readers[reader].group];
    int64_t from_us, to_us;

    if (!(group->cost_per_hour > 0))
        return;
    from_us = who->paid_us > 0 ? who->paid_us : 0;
    to_us = r->now_us < r->model->end_us ? r->now_us : r->model->end_us;
    who->paid_us = r->now_us;
    if (from_us >= to_us || (!who->on && who->study == NOBODY))
        return;
    r->observer->spent(r->observer->self, reader,
                       who->study == NOBODY ? NULL : &r->studies[who->study].life,
                       group->cost_per_hour * (double) (to_us - from_us) / (double) SIMTIME_HOUR);
}

void money_report(struct replication *r, uint32_t reader, uint32_t slot, bool first)
{
    const struct model *m = r->model;
    const struct model_group *group = &m->groups[m->readers[reader].group];
    const struct study_life *life = &r->studies[slot].life;
    double cost = group->cost_per_read, price = 0;

    if (!measured(r))
        return;
    if (group->cost_per_rvu > 0)
        cost += group->cost_per_rvu * m->studies[life->study].rvu;
    if (first && group->provider != MODEL_NONE)
        price = m->providers[group->provider].price_per_read;
    if (cost > 0)
        r->observer->spent(r->observer->self, reader, life, cost);
    if (price > 0)
        r->observer->earned(r->observer->self, group->provider, life, price);
}

void money_verdict(struct replication *r, uint32_t tool, uint32_t slot)
{
    if (measured(r) && r->model->tools[tool].price > 0)
        r->observer->spent(r->observer->self, MODEL_NONE, &r->studies[slot].life,
                           r->model->tools[tool].price);
}
