/* Prices, penalties and the months of money.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model_money.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A copy of `count` entries; never NULL for 0 of them unless memory is out. */
static void *copy(const void *from, size_t count, size_t size)
{
    void *to = malloc(count * size + 1);

    if (to != NULL && count > 0)
        memcpy(to, from, count * size);
    return to;
}

bool model_money_copy(struct model_provider *provider)
{
    bool whole;

    provider->factors = copy(provider->factors, provider->factor_count, sizeof *provider->factors);
    provider->tiers = copy(provider->tiers, provider->tier_count, sizeof *provider->tiers);
    provider->penalties =
        copy(provider->penalties, provider->penalty_count, sizeof *provider->penalties);
    if (provider->factors == NULL)
        provider->factor_count = 0;
    whole = provider->factors != NULL && provider->tiers != NULL && provider->penalties != NULL;
    for (size_t i = 0; i < provider->factor_count; i++) {
        struct model_factor *factor = &provider->factors[i];

        factor->spans = copy(factor->spans, factor->count, sizeof *factor->spans);
        whole = whole && factor->spans != NULL;
    }
    return whole;
}

void model_money_free(struct model_provider *provider)
{
    for (size_t i = 0; i < provider->factor_count; i++)
        free(provider->factors[i].spans);
    free(provider->factors);
    free(provider->tiers);
    free(provider->penalties);
}

enum fault_kind model_set_bills(struct model *model, const struct model_bills *bills,
                                struct fault *fault)
{
    struct model_bills *own = &model->bills;

    assert(bills->count > 0 && bills->from_us[0] == 0 && own->count == 0);
    *own = (struct model_bills){bills->count,
                                copy(bills->from_us, bills->count, sizeof *bills->from_us),
                                copy(bills->part, bills->count, sizeof *bills->part),
                                copy(bills->number, bills->count, sizeof *bills->number)};
    if (own->from_us == NULL || own->part == NULL || own->number == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the months");
    return FAULT_NONE;
}
