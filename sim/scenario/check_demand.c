/* Rules between the keys of demand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"
#include "scenario/quantity.h"

#include <math.h>
#include <string.h>

#define TIMES_MOST 2000U /* more clock times than a day has minutes are looked at no further */

static void rules_shares(struct check *c, const struct tree_node *priorities)
{
    double sum = 0;

    if (priorities == NULL || priorities->kind != TREE_LIST || priorities->count == 0)
        return;
    for (size_t i = 0; i < priorities->count; i++) {
        const char *text = tree_get_text(priorities->items[i].value, "share");
        double share;

        if (text == NULL || !quantity_share(text, &share, NULL))
            return;
        sum += share;
    }
    if (fabs(sum - 1) > SHARE_SUM_TOLERANCE)
        check_say(c, priorities->place, "they must sum to 100 %",
                  "the shares of `priorities` sum to %.10g %%", 100 * sum);
}

/* What makes studies come stands alone: says which of `others` are there beside it. */
static void exclude(struct check *c, const struct tree_node *demand, const char *const *others,
                    const char *what)
{
    for (; *others != NULL; others++) {
        const struct tree_node *other = tree_get(demand, *others);

        if (other != NULL)
            check_say(c, other->place, "keep one of them", "`%s` and `%s` exclude each other",
                      *others, what);
    }
}

static void rules_demand(struct check *c, const struct tree_node *demand)
{
    static const char *const not_recorded[] = {"rate",   "profile", "dispersion",
                                               "growth", "batch",   NULL};
    static const char *const not_timed[] = {"rate", "profile", "dispersion", "growth", NULL};
    const struct tree_node *trace = tree_get(demand, "trace");
    const struct tree_node *replay = tree_get(demand, "replay");
    const struct tree_node *batch = tree_get(demand, "batch");
    bool timed = batch != NULL && batch->kind == TREE_MAPPING && tree_get(batch, "at") != NULL;

    if (trace == NULL && tree_get(demand, "rate") == NULL && !timed)
        check_say(c, demand->place,
                  batch != NULL ? "add `rate`, as in `rate: 16/day`, or `at` to `batch`"
                                : "add `rate`, as in `rate: 16/day`, or `trace`",
                  batch != NULL ? "the demand has neither `rate` nor `at` in its `batch`"
                                : "the demand has neither `rate` nor `trace`");
    if (trace != NULL)
        exclude(c, demand, not_recorded, "trace");
    else if (timed)
        exclude(c, demand, not_timed, "at");
    if (replay != NULL && trace == NULL)
        check_say(c, replay->place, "add `trace`, or leave `replay` out",
                  "`replay` without a `trace`");
    rules_shares(c, tree_get(demand, "priorities"));
}

static void rules_trace(struct check *c, const struct tree_node *trace)
{
    const struct tree_node *count = tree_get(tree_get(trace, "columns"), "count");
    const struct tree_node *interval = tree_get(trace, "interval");

    if (count != NULL && interval == NULL)
        check_say(c, count->place, "add `interval` beside `columns`, as in `interval: 1 h`",
                  "a `count` without an `interval`");
    if (count == NULL && interval != NULL)
        check_say(c, interval->place, "name the column of counts, or leave `interval` out",
                  "an `interval` without a `count`");
}

/* A clock time that a list has twice. */
static void rules_times(struct check *c, const struct tree_node *mapping, const char *key)
{
    const struct tree_node *times = tree_get(mapping, key);

    for (size_t i = 0;
         times != NULL && times->kind == TREE_LIST && i < times->count && i < TIMES_MOST; i++)
        for (size_t k = 0; k < i; k++) {
            const struct tree_node *one = times->items[i].value, *other = times->items[k].value;

            if (one->kind != TREE_SCALAR || other->kind != TREE_SCALAR ||
                strcmp(one->text, other->text) != 0)
                continue;
            check_say(c, one->place, "name each time once", "`%s` names %s twice", key, one->text);
            break;
        }
}

static void rules_batch(struct check *c, const struct tree_node *batch)
{
    const struct tree_node *days = tree_get(batch, "days");

    if (days != NULL && tree_get(batch, "at") == NULL)
        check_say(c, days->place, "add `at`, or leave `days` out", "`days` without `at`");
    rules_times(c, batch, "at");
}

static void rules_surge(struct check *c, const struct tree_node *surge)
{
    const char *from = tree_get_text(surge, "from");
    const struct tree_node *to = tree_get(surge, "to");
    int a, b, d, e;

    if (from == NULL || to == NULL || to->kind != TREE_SCALAR ||
        !quantity_instant(from, &a, &b, &d, &e, NULL) ||
        !quantity_instant(to->text, &a, &b, &d, &e, NULL))
        return;
    if (strcmp(to->text, from) <= 0) /* of one length and clock, so that letters compare */
        check_say(c, to->place, "write a later instant", "`to` is not after `from`, %s", from);
}

bool check_demand(struct check *c, const struct key_table *table, const struct tree_node *node)
{
    if (table == &keys_demand)
        rules_demand(c, node);
    else if (table == &keys_trace)
        rules_trace(c, node);
    else if (table == &keys_batch)
        rules_batch(c, node);
    else if (table == &keys_hold)
        rules_times(c, node, "until");
    else if (table == &keys_surge)
        rules_surge(c, node);
    else
        return false;
    return true;
}
