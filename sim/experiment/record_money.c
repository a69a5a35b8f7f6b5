/* Money, summed in whole parts, so that no total depends on the order of what was added. What is a
 * study's is counted once for its pair, and for its findings; the rest goes to overall. A provider
 * has what its readers cost and what is paid to it, by month too.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record_state.h"

#include <stdlib.h>
#include <string.h>

struct purse {
    tally_money of[MONEY_KINDS]; /* MONEY_READER: with what is in MONEY_OVERREAD */
};

struct record_money {
    struct purse loose;           /* on nobody's study */
    struct purse *pairs;          /* [pairs] */
    struct purse *cells;          /* of all groupings, at plan->first_cell; sums of pairs at last */
    struct purse *months;         /* [months] */
    struct purse *provider_month; /* [providers][months] */
};

static size_t month_count(const struct record *r)
{
    return r->plan->model->bills.count;
}

bool record_money_create(struct record *record)
{
    const struct record_plan *plan = record->plan;
    struct record_money *money = calloc(1, sizeof *money);

    record->money = money;
    if (money == NULL)
        return false;
    money->pairs = calloc((size_t) plan->pair_count + 1, sizeof *money->pairs);
    money->cells = calloc(plan->first_cell[TABLE_GROUPINGS], sizeof *money->cells);
    money->months = calloc(month_count(record) + 1, sizeof *money->months);
    money->provider_month = calloc(plan->model->provider_count * month_count(record) + 1,
                                   sizeof *money->provider_month);
    return money->pairs != NULL && money->cells != NULL && money->months != NULL &&
           money->provider_month != NULL;
}

void record_money_free(struct record *record)
{
    struct record_money *money = record->money;

    if (money == NULL)
        return;
    free(money->pairs);
    free(money->cells);
    free(money->months);
    free(money->provider_month);
    free(money);
}

void record_money_empty(struct record *record)
{
    const struct record_plan *plan = record->plan;
    struct record_money *money = record->money;

    memset(&money->loose, 0, sizeof money->loose);
    memset(money->pairs, 0, plan->pair_count * sizeof *money->pairs);
    memset(money->cells, 0, plan->first_cell[TABLE_GROUPINGS] * sizeof *money->cells);
    memset(money->months, 0, month_count(record) * sizeof *money->months);
    memset(money->provider_month, 0,
           plan->model->provider_count * month_count(record) * sizeof *money->provider_month);
}

static inline void add(struct purse *purse, enum money_kind kind, tally_money amount)
{
    purse->of[kind] += amount;
    if (kind == MONEY_OVERREAD)
        purse->of[MONEY_READER] += amount;
}

static struct purse *cell_of(const struct record *r, enum table table, uint32_t cell)
{
    return r->money->cells + r->plan->first_cell[table] + cell;
}

void record_money_paid(void *self, const struct money_item *item)
{
    struct record *r = self;
    struct record_money *money = r->money;
    tally_money amount = tally_money_of(item->amount);

    add(&money->months[item->month], item->kind, amount);
    if ((item->kind == MONEY_READER || item->kind == MONEY_OVERREAD) && item->reader != MODEL_NONE)
        r->readers[item->reader].cost += amount;
    if (item->provider != MODEL_NONE) {
        add(cell_of(r, TABLE_PROVIDER, item->provider), item->kind, amount);
        add(&money->provider_month[item->provider * month_count(r) + item->month], item->kind,
            amount);
    }
    if (item->life == NULL) {
        add(&money->loose, item->kind, amount);
        return;
    }
    add(&money->pairs[record_pair_of(r->plan, item->life)], item->kind, amount);
    for (uint64_t left = item->life->findings; left != 0; left &= left - 1)
        add(cell_of(r, TABLE_FINDING, (uint32_t) __builtin_ctzll(left)), item->kind, amount);
}

static void add_all(struct purse *into, const struct purse *from)
{
    for (unsigned i = 0; i < MONEY_KINDS; i++)
        into->of[i] += from->of[i];
}

static void sum_pairs(const struct record *r)
{
    const struct record_plan *plan = r->plan;

    for (uint32_t i = 0; i < plan->pair_count; i++)
        for (unsigned t = 0; t < RECORD_DERIVED; t++)
            add_all(cell_of(r, t, plan->pairs[i].cell[t]), &r->money->pairs[i]);
    add_all(cell_of(r, TABLE_OVERALL, 0), &r->money->loose);
}

static void fill_grouping(struct record *r, enum table table, uint32_t cell)
{
    static const struct {
        enum measure measure;
        enum money_kind kind;
    } columns[] = {{MEASURE_REVENUE, MONEY_REVENUE},
                   {MEASURE_READER_COST, MONEY_READER},
                   {MEASURE_OVERREAD_COST, MONEY_OVERREAD},
                   {MEASURE_LICENCE_COST, MONEY_LICENCE},
                   {MEASURE_AI_COST, MONEY_AI},
                   {MEASURE_PENALTIES, MONEY_PENALTY},
                   {MEASURE_PENALTIES_WAIVED, MONEY_WAIVED}};
    const struct purse *purse = cell_of(r, table, cell);

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        record_put(r, table, columns[i].measure, cell,
                   tally_money_amount(purse->of[columns[i].kind]));
    record_put(r, table, MEASURE_COST, cell,
               tally_money_amount(purse->of[MONEY_READER] + purse->of[MONEY_LICENCE] +
                                  purse->of[MONEY_AI]));
}

static void fill_month(struct record *r, enum table table, size_t cell, const struct purse *purse)
{
    static const enum money_kind kinds[MONTH_MEASURES] = {
        [MONTH_REVENUE] = MONEY_REVENUE,
        [MONTH_READER_COST] = MONEY_READER,
        [MONTH_OVERREAD_COST] = MONEY_OVERREAD,
        [MONTH_LICENCE_COST] = MONEY_LICENCE,
        [MONTH_AI_COST] = MONEY_AI,
        [MONTH_PENALTIES] = MONEY_PENALTY,
        [MONTH_PENALTIES_WAIVED] = MONEY_WAIVED,
    };

    for (size_t i = 0; i < MONTH_MEASURES; i++)
        record_put(r, table, i, cell, tally_money_amount(purse->of[kinds[i]]));
}

void record_money_fill(struct record *record)
{
    const struct shape *shape = record->plan->shape;

    sum_pairs(record);
    for (enum table t = TABLE_OVERALL; t < TABLE_GROUPINGS; t++)
        for (uint32_t i = 0; i < shape->cells[t]; i++)
            fill_grouping(record, t, i);
    for (size_t i = 0; i < shape->cells[TABLE_MONTH]; i++)
        fill_month(record, TABLE_MONTH, i, &record->money->months[i]);
    for (size_t i = 0; i < shape->cells[TABLE_PROVIDER_MONTH]; i++)
        fill_month(record, TABLE_PROVIDER_MONTH, i, &record->money->provider_month[i]);
}
