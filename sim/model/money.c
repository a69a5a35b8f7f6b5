/* Money, all in the measured time [0, end_us).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/money.h"

#include "core/simtime.h"

#define YEAR_US (365 * SIMTIME_DAY)

static bool measured(const struct replication *r)
{
    return r->now_us >= 0 && r->now_us < r->model->end_us;
}

static const struct model_group *group_of(const struct replication *r, uint32_t reader)
{
    return &r->model->groups[r->model->readers[reader].group];
}

uint32_t money_month(struct replication *r, int64_t at_us)
{
    const struct model_bills *bills = &r->model->bills;

    while (r->month + 1 < bills->count && bills->from_us[r->month + 1] <= at_us)
        r->month++;
    while (r->month > 0 && bills->from_us[r->month] > at_us)
        r->month--;
    return r->month;
}

/* Pays for the part of a span in the measured time, each month by itself. */
static void pay_for(struct replication *r, struct span span, double rate, int64_t unit_us,
                    struct money_item item)
{
    const struct model_bills *bills = &r->model->bills;

    span.from_us = span.from_us > 0 ? span.from_us : 0;
    span.to_us = span.to_us < r->model->end_us ? span.to_us : r->model->end_us;
    while (span.from_us < span.to_us) {
        int64_t to_us = span.to_us;

        item.month = money_month(r, span.from_us);
        if (item.month + 1 < bills->count && bills->from_us[item.month + 1] < to_us)
            to_us = bills->from_us[item.month + 1];
        item.amount = rate * (double) (to_us - span.from_us) / (double) unit_us;
        if (item.amount > 0)
            r->observer->paid(r->observer->self, &item);
        span.from_us = to_us;
    }
}

void money_settle(struct replication *r, uint32_t reader)
{
    struct reader *who = &r->readers[reader];
    const struct model_group *group = group_of(r, reader);
    const struct study *study = who->study == NOBODY ? NULL : &r->studies[who->study];
    struct span span = {who->paid_us, r->now_us};
    bool over;

    if (!(group->cost_per_hour > 0))
        return;
    who->paid_us = r->now_us;
    if (!who->on && study == NULL)
        return;
    over = study != NULL && (who->tells == TELLS_NOBODY ? study->phase >= MODEL_FINAL
                                                        : who->tells == TELLS_DISCREPANCY);
    pay_for(r, span, who->on ? group->cost_per_hour : group->cost_per_overtime_hour, SIMTIME_HOUR,
            (struct money_item){.kind = over ? MONEY_OVERREAD : MONEY_READER,
                                .reader = reader,
                                .provider = group->provider,
                                .life = study == NULL ? NULL : &study->life});
}

void money_report(struct replication *r, uint32_t reader, uint32_t slot, bool over)
{
    const struct model_group *group = group_of(r, reader);
    const struct study *study = &r->studies[slot];
    double cost = group->cost_per_read;

    if (!measured(r))
        return;
    if (group->cost_per_rvu > 0)
        cost += group->cost_per_rvu * r->model->studies[study->life.study].rvu;
    if (cost > 0)
        r->observer->paid(r->observer->self,
                          &(struct money_item){.kind = over ? MONEY_OVERREAD : MONEY_READER,
                                               .month = money_month(r, r->now_us),
                                               .reader = reader,
                                               .provider = group->provider,
                                               .life = &study->life,
                                               .amount = cost});
    if (!over && study->life.reported_us != STUDY_NOT_YET && group->provider != MODEL_NONE)
        money_price(r, group->provider, &study->life);
}

void money_verdict(struct replication *r, uint32_t tool, uint32_t slot)
{
    if (measured(r) && r->model->tools[tool].price > 0)
        r->observer->paid(r->observer->self,
                          &(struct money_item){.kind = MONEY_AI,
                                               .month = money_month(r, r->now_us),
                                               .reader = MODEL_NONE,
                                               .provider = MODEL_NONE,
                                               .life = &r->studies[slot].life,
                                               .amount = r->model->tools[tool].price});
}

void money_licence(struct replication *r, uint32_t reader, struct span held, double per_year)
{
    pay_for(r, held, per_year, YEAR_US,
            (struct money_item){.kind = MONEY_LICENCE,
                                .reader = reader,
                                .provider = group_of(r, reader)->provider});
}

void money_on_call(struct replication *r, uint32_t reader, struct span stood_by)
{
    const struct model_group *group = group_of(r, reader);

    pay_for(
        r, stood_by, group->cost_per_on_call_hour, SIMTIME_HOUR,
        (struct money_item){.kind = MONEY_READER, .reader = reader, .provider = group->provider});
}
