/* What the hospital pays a provider, and what the provider pays for missed targets. A provider's
 * account is of one calendar month; it goes on to a later month when something happens in that, and
 * what a month costs by itself is charged when it is left.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/money.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct account {
    bool pays; /* whether the provider has a price or a penalty at all */
    uint32_t month;
    uint64_t reads; /* first reports in it */
    double *fined;  /* [penalties] in it */
    size_t *turns;  /* [factors] the span that is open or next */
};

static const struct model_provider *provider_of(const struct replication *r, uint32_t provider)
{
    return &r->model->providers[provider];
}

static bool has_terms(const struct model_provider *p)
{
    return p->price_per_read > 0 || p->priced != 0 || p->price_per_month > 0 || p->tier_count > 0 ||
           p->penalty_count > 0;
}

enum fault_kind money_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;

    r->accounts = calloc(m->provider_count + 1U, sizeof *r->accounts);
    if (r->accounts == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for %u providers", m->provider_count);
    for (uint32_t i = 0; i < m->provider_count; i++) {
        struct account *account = &r->accounts[i];

        account->pays = has_terms(&m->providers[i]);
        account->fined = calloc(m->providers[i].penalty_count + 1, sizeof *account->fined);
        account->turns = calloc(m->providers[i].factor_count + 1, sizeof *account->turns);
        if (account->fined == NULL || account->turns == NULL)
            return fault_set(fault, FAULT_MEMORY, "no memory for %u providers", m->provider_count);
    }
    return FAULT_NONE;
}

void money_free(struct replication *r)
{
    for (uint32_t i = 0; r->accounts != NULL && i < r->model->provider_count; i++) {
        free(r->accounts[i].fined);
        free(r->accounts[i].turns);
    }
    free(r->accounts);
}

static void open_month(const struct replication *r, uint32_t provider, uint32_t month)
{
    struct account *account = &r->accounts[provider];

    account->month = month;
    account->reads = 0;
    memset(account->fined, 0, provider_of(r, provider)->penalty_count * sizeof *account->fined);
}

void money_start(struct replication *r)
{
    r->month = 0;
    for (uint32_t i = 0; i < r->model->provider_count; i++) {
        open_month(r, i, 0);
        memset(r->accounts[i].turns, 0,
               provider_of(r, i)->factor_count * sizeof *r->accounts[i].turns);
    }
}

/* What the month costs beside its reads: pro rata, if only a part of it is measured. */
static void charge_month(const struct replication *r, uint32_t provider)
{
    const struct model_provider *p = provider_of(r, provider);
    const struct account *account = &r->accounts[provider];
    double part = r->model->bills.part[account->month];
    double missing = p->minimum * part - (double) account->reads;
    double amount = p->price_per_month * part;

    if (missing > 0)
        amount += missing * p->price_per_read;
    if (amount > 0)
        r->observer->paid(r->observer->self, &(struct money_item){.kind = MONEY_REVENUE,
                                                                  .month = account->month,
                                                                  .reader = MODEL_NONE,
                                                                  .provider = provider,
                                                                  .amount = amount});
}

static void go_on(const struct replication *r, uint32_t provider, uint32_t month)
{
    while (r->accounts[provider].month < month) {
        charge_month(r, provider);
        open_month(r, provider, r->accounts[provider].month + 1);
    }
}

void money_end(struct replication *r)
{
    uint32_t last = (uint32_t) r->model->bills.count - 1;

    for (uint32_t i = 0; i < r->model->reader_count; i++)
        money_settle(r, i);
    for (uint32_t i = 0; i < r->model->provider_count; i++) {
        go_on(r, i, last);
        charge_month(r, i);
    }
}

/* The price of the account's latest read: of its modality, else of the highest tier that the read
 * is beyond, else the plain one. */
static double base_price(const struct model_provider *p, const struct account *account,
                         unsigned modality)
{
    double price = p->price_per_read;

    if ((p->priced >> modality & 1U) != 0)
        return p->price_of[modality];
    for (size_t i = 0; i < p->tier_count && (double) account->reads > p->tiers[i].above; i++)
        price = p->tiers[i].per_read;
    return price;
}

static double factors_now(const struct replication *r, const struct model_provider *p,
                          struct account *account)
{
    double product = 1;

    for (size_t i = 0; i < p->factor_count; i++) {
        const struct model_factor *factor = &p->factors[i];
        size_t *turn = &account->turns[i];

        while (*turn < factor->count && factor->spans[*turn].to_us <= r->now_us)
            ++*turn;
        if (*turn < factor->count && factor->spans[*turn].from_us <= r->now_us)
            product *= factor->factor;
    }
    return product;
}

static void fine(const struct replication *r, struct money_item item,
                 const struct model_penalty *penalty, double *fined)
{
    double room = penalty->at_most - *fined;

    item.kind = MONEY_PENALTY;
    item.amount = penalty->per_miss < room ? penalty->per_miss : room;
    *fined += item.amount;
    if (item.amount > 0)
        r->observer->paid(r->observer->self, &item);
    item.kind = MONEY_WAIVED;
    item.amount = penalty->per_miss - item.amount;
    if (item.amount > 0)
        r->observer->paid(r->observer->self, &item);
}

void money_price(struct replication *r, uint32_t provider, const struct study_life *life)
{
    const struct model *m = r->model;
    const struct model_provider *p = provider_of(r, provider);
    struct account *account = &r->accounts[provider];
    struct money_item item = {
        .kind = MONEY_REVENUE, .reader = MODEL_NONE, .provider = provider, .life = life};

    if (!account->pays)
        return;
    item.month = money_month(r, r->now_us);
    go_on(r, provider, item.month);
    account->reads++;
    item.amount = base_price(p, account, m->studies[life->study].modality);
    if (p->factor_count > 0)
        item.amount *= factors_now(r, p, account);
    if (item.amount > 0)
        r->observer->paid(r->observer->self, &item);
    for (size_t i = 0; i < p->penalty_count; i++)
        if (p->penalties[i].priority == life->ordered &&
            r->now_us - life->received_us > m->priorities[life->ordered].target_us)
            fine(r, item, &p->penalties[i], &account->fined[i]);
}
