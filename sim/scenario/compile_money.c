/* Money: its months, what readers cost, what providers are paid and owe.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/simtime.h"
#include "scenario/keys.h"
#include "scenario/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MONEY_MOST 1e15 /* as quantity_money() */

static void refuse(const struct compile *c, const char *path, const char *text, const char *right)
{
    const char *key = strrchr(path, '/');

    compile_say(c, DIAG_ERROR, path, right, "`%s` is not a value for `%s`", text,
                key != NULL ? key + 1 : path);
}

/* What one unit of a currency is in the scenario's. False: that is not said. */
static bool find_rate(const struct compile *c, const char code[4], double *rate)
{
    const struct key_row *row = keys_find(&keys_exchange, code);
    const char *text = NULL;
    char own[4];

    if (strcmp(code, scenario_currency(c->scenario)) == 0) {
        *rate = 1;
        return true;
    }
    if (c->text->exchange != NULL && row != NULL)
        memcpy(&text, (const char *) c->text->exchange + row->at, sizeof text);
    return text != NULL && quantity_money(text, own, rate, NULL);
}

void compile_money(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;
    char code[4];
    double value, rate;

    if (text == NULL)
        return;
    if (!(strchr(text, '/') != NULL ? quantity_money_month(text, code, &value, &right)
                                    : quantity_money(text, code, &value, &right))) {
        refuse(c, path, text, right);
    } else if (!find_rate(c, code, &rate)) {
        compile_say(c, DIAG_ERROR, path, "give all money of a scenario in one currency",
                    "`%s` is not in %s, the scenario's currency", text,
                    scenario_currency(c->scenario));
    } else if (!(value * rate <= MONEY_MOST)) {
        refuse(c, path, text, "write an amount that is not so large");
    } else {
        *out = value * rate;
    }
}

/* The instant, in seconds, at which the next month begins; *part: how much of the month that at_s
 * lies in is left. Months are as long as the calendar says, whatever the clocks do in them. */
static int64_t next_month(const struct wallclock *clock, int64_t at_s, int *number)
{
    int year, month, day;

    wallclock_date(wallclock_day_of(wallclock_local(clock, at_s)), &year, &month, &day);
    *number = 12 * year + month - 1;
    return wallclock_day(month == 12 ? year + 1 : year, month % 12 + 1, 1) * WALLCLOCK_DAY_S;
}

enum fault_kind compile_bills(struct compile *c)
{
    const struct wallclock *clock = &c->clocks[c->model->run_zone];
    GArray *from = g_array_new(FALSE, FALSE, sizeof(int64_t));
    GArray *part = g_array_new(FALSE, FALSE, sizeof(double));
    GArray *number = g_array_new(FALSE, FALSE, sizeof(int32_t));
    int64_t start_s = c->range.start_s, at_s = start_s;
    int64_t end_s = start_s + (c->model->end_us + SIMTIME_SECOND - 1) / SIMTIME_SECOND;
    enum fault_kind kind;

    while (at_s < end_s) {
        int this;
        int64_t next_local_s = next_month(clock, at_s, &this);
        int64_t next_s = wallclock_instant(clock, next_local_s);
        int64_t from_us = (at_s - start_s) * SIMTIME_SECOND;
        int64_t length_s =
            next_local_s - wallclock_day(this / 12, this % 12 + 1, 1) * WALLCLOCK_DAY_S;
        int64_t measured_s = (next_s > end_s ? wallclock_local(clock, end_s) : next_local_s) -
                             wallclock_local(clock, at_s);
        double share = (double) measured_s / (double) length_s;
        int32_t numbered = this;

        g_array_append_val(from, from_us);
        g_array_append_val(part, share);
        g_array_append_val(number, numbered);
        at_s = next_s;
    }
    kind = model_set_bills(c->model,
                           &(struct model_bills){from->len, (int64_t *) (void *) from->data,
                                                 (double *) (void *) part->data,
                                                 (int32_t *) (void *) number->data},
                           c->fault);
    g_array_free(from, TRUE);
    g_array_free(part, TRUE);
    g_array_free(number, TRUE);
    return kind;
}

void compile_costs(const struct compile *c, uint32_t entry, struct model_group *group)
{
    const struct cost_text *text = c->text->readers[entry].cost;
    double overtime = 1;
    char path[COMPILE_PATH_BYTES];

    if (text == NULL)
        return;
    compile_path(path, "readers/%u/cost/per-hour", entry);
    compile_money(c, path, text->per_hour, &group->cost_per_hour);
    compile_path(path, "readers/%u/cost/per-read", entry);
    compile_money(c, path, text->per_read, &group->cost_per_read);
    compile_path(path, "readers/%u/cost/per-rvu", entry);
    compile_money(c, path, text->per_rvu, &group->cost_per_rvu);
    compile_path(path, "readers/%u/cost/overtime", entry);
    compile_percent(c, path, text->overtime, &overtime);
    group->cost_per_overtime_hour = overtime * group->cost_per_hour;
    compile_path(path, "readers/%u/cost/on-call-per-hour", entry);
    compile_money(c, path, text->on_call_per_hour, &group->cost_per_on_call_hour);
}

static void read_monthly(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;

    if (text != NULL && !quantity_monthly(text, out, &right))
        refuse(c, path, text, right);
}

static void read_modalities(const struct compile *c, uint32_t entry, struct model_provider *p)
{
    const struct modality_prices_text *text = c->text->providers[entry].price->by_modality;
    const char *const prices[MODEL_MODALITIES] = {text->ct, text->dx, text->mr,
                                                  text->us, text->mg, text->pt};
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < MODEL_MODALITIES; i++) {
        if (prices[i] == NULL)
            continue;
        compile_path(path, "providers/%u/price/by-modality/%s", entry, model_modality_codes[i]);
        compile_money(c, path, prices[i], &p->price_of[i]);
        p->priced |= 1U << i;
    }
}

/* By the reads after which they hold, whatever their order. */
static void read_tiers(const struct compile *c, uint32_t entry, struct model_provider *p)
{
    const struct price_text *text = c->text->providers[entry].price;
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < text->tiers_count; i++) {
        struct model_tier tier = {0, 0};
        size_t at = p->tier_count++;

        compile_path(path, "providers/%u/price/tiers/%u/above", entry, i);
        read_monthly(c, path, text->tiers[i].above, &tier.above);
        compile_path(path, "providers/%u/price/tiers/%u/per-read", entry, i);
        compile_money(c, path, text->tiers[i].per_read, &tier.per_read);
        for (; at > 0 && p->tiers[at - 1].above > tier.above; at--)
            p->tiers[at] = p->tiers[at - 1];
        p->tiers[at] = tier;
    }
}

/* Factors multiply in the order of their shifts' ids, so that no bit hangs on that of the list. */
static enum fault_kind read_factors(struct compile *c, uint32_t entry, struct model_provider *p)
{
    const struct price_text *text = c->text->providers[entry].price;
    struct compile_order *order = g_new(struct compile_order, text->when_count + 1U);
    enum fault_kind kind = FAULT_NONE;
    char path[COMPILE_PATH_BYTES];

    for (uint32_t i = 0; i < text->when_count; i++)
        order[i] = (struct compile_order){text->when[i].shift, i};
    compile_sort(order, text->when_count);
    for (uint32_t i = 0; i < text->when_count && kind == FAULT_NONE; i++) {
        const struct price_when_text *when = &text->when[order[i].entry];
        struct model_factor *factor = &p->factors[p->factor_count++];
        struct roster_spans spans = {NULL, 0, 0};
        uint32_t shift;

        *factor = (struct model_factor){.factor = 1};
        compile_path(path, "providers/%u/price/when/%u/factor", entry, order[i].entry);
        compile_number(c, path, when->factor, &factor->factor);
        compile_path(path, "providers/%u/price/when/%u/shift", entry, order[i].entry);
        shift = compile_find(c, c->shifts, path, when->shift);
        if (shift == MODEL_NONE)
            continue;
        kind = compile_shift_spans(c, shift, &spans);
        factor->spans = spans.spans;
        factor->count = spans.count;
    }
    g_free(order);
    return kind;
}

static void read_penalties(const struct compile *c, uint32_t entry, struct model_provider *p)
{
    const struct provider_text *text = &c->text->providers[entry];
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < text->penalties_count; i++) {
        struct model_penalty penalty = {MODEL_NONE, 0, (double) INFINITY};

        compile_path(path, "providers/%u/penalties/%u/priority", entry, i);
        penalty.priority = compile_find(c, c->priorities, path, text->penalties[i].priority);
        if (penalty.priority != MODEL_NONE &&
            c->model->priorities[penalty.priority].target_us == MODEL_NO_TARGET)
            compile_say(c, DIAG_ERROR, path, "give the priority a `target`, or leave it out here",
                        "`%s` has no target that could be missed", text->penalties[i].priority);
        compile_path(path, "providers/%u/penalties/%u/per-miss", entry, i);
        compile_money(c, path, text->penalties[i].per_miss, &penalty.per_miss);
        compile_path(path, "providers/%u/penalties/%u/at-most", entry, i);
        compile_money(c, path, text->penalties[i].at_most, &penalty.at_most);
        if (penalty.priority != MODEL_NONE)
            p->penalties[p->penalty_count++] = penalty;
    }
}

static enum fault_kind read_price(struct compile *c, uint32_t entry, struct model_provider *p)
{
    const struct price_text *text = c->text->providers[entry].price;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "providers/%u/price/per-read", entry);
    compile_money(c, path, text->per_read, &p->price_per_read);
    compile_path(path, "providers/%u/price/per-month", entry);
    compile_money(c, path, text->per_month, &p->price_per_month);
    compile_path(path, "providers/%u/price/minimum", entry);
    read_monthly(c, path, text->minimum, &p->minimum);
    if (text->by_modality != NULL)
        read_modalities(c, entry, p);
    read_tiers(c, entry, p);
    return read_factors(c, entry, p);
}

enum fault_kind compile_provider(struct compile *c, uint32_t entry,
                                 const struct model_provider *plain)
{
    const struct provider_text *text = &c->text->providers[entry];
    struct model_provider p = *plain;
    enum fault_kind kind = FAULT_NONE;

    p.tiers = g_new(struct model_tier, text->price != NULL ? text->price->tiers_count + 1U : 1U);
    p.factors = g_new(struct model_factor, text->price != NULL ? text->price->when_count + 1U : 1U);
    p.penalties = g_new(struct model_penalty, text->penalties_count + 1U);
    if (text->price != NULL)
        kind = read_price(c, entry, &p);
    read_penalties(c, entry, &p);
    if (kind == FAULT_NONE)
        kind = model_add_provider(c->model, &p, NULL, c->fault);
    for (size_t i = 0; i < p.factor_count; i++)
        free(p.factors[i].spans);
    g_free(p.tiers);
    g_free(p.factors);
    g_free(p.penalties);
    return kind;
}
