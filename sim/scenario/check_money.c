/* Money in the check: amounts, currencies and what they are worth, and rules between keys.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/keys_near.h"
#include "scenario/quantity.h"

#include <stdio.h>
#include <string.h>

#define HINT_BYTES 400

void check_currencies(struct check *c)
{
    const char *currency = tree_get_text(c->root, "currency");
    const struct tree_node *exchange = tree_get(c->root, "exchange");

    if (currency == NULL || keys_find(&keys_exchange, currency) == NULL)
        return;
    (void) snprintf(c->currency, sizeof c->currency, "%s", currency);
    c->stated = true;
    if (exchange != NULL && exchange->kind == TREE_MAPPING)
        c->exchange = exchange;
}

void check_say_not(struct check *c, const struct key_row *row, const struct tree_node *node,
                   const char *what, const char *right)
{
    char shown[CHECK_SHOWN_BYTES];

    check_say(c, node->place, right, "`%s`: `%s` is not %s", row->key,
              check_shown(node->text, shown), what);
}

/* A sound amount, by its currency. */
static void judge_code(struct check *c, const struct key_row *row, const struct tree_node *node,
                       const char code[4])
{
    char shown[CHECK_SHOWN_BYTES];
    char hint[HINT_BYTES];

    if (c->unused)
        return; /* whatever its currency */
    if (c->currency[0] == '\0') {
        memcpy(c->currency, code, sizeof c->currency);
        c->priced = node->place;
    } else if (strcmp(c->currency, code) == 0 || tree_get(c->exchange, code) != NULL) {
        return;
    } else if (c->stated) {
        (void) snprintf(hint, sizeof hint, "say what it is worth, as in `exchange: {%s: %s 1.08}`",
                        code, c->currency);
        check_say(c, node->place, hint, "`%s`: `%s` is not in %s, and %s has no rate", row->key,
                  check_shown(node->text, shown), c->currency, code);
    } else {
        check_say(c, node->place,
                  "name all money of a scenario in one currency, or say `currency` and `exchange`",
                  "`%s`: `%s` is in another currency than %s at %s:%u:%u", row->key,
                  check_shown(node->text, shown), c->currency, c->priced.file, c->priced.line,
                  c->priced.column);
    }
}

static void check_currency(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *near = keys_nearest(&keys_exchange, node->text);
    char right[HINT_BYTES] = "write a code of ISO 4217, as in USD";

    if (keys_find(&keys_exchange, node->text) != NULL)
        return;
    if (near != NULL)
        (void) snprintf(right, sizeof right, "the nearest is %s", near);
    check_say_not(c, row, node, "a currency", right);
}

/* What a currency is worth. */
static void check_rate(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *right = NULL;
    char hint[HINT_BYTES];
    char code[4];
    double value;

    if (!quantity_money(node->text, code, &value, &right)) {
        check_say_not(c, row, node, "an amount of money", right);
    } else if (c->unused || !c->stated) {
        return;
    } else if (strcmp(row->key, c->currency) == 0) {
        check_say(c, node->place, "leave it out", "`%s` is the scenario's currency itself",
                  row->key);
    } else if (strcmp(code, c->currency) != 0) {
        (void) snprintf(hint, sizeof hint, "write what one %s is in %s", row->key, c->currency);
        check_say_not(c, row, node, "in the scenario's currency", hint);
    } else if (!(value > 0)) {
        check_say_not(c, row, node, "worth anything", "write an amount above 0");
    }
}

void check_money(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *right = NULL;
    char code[4];
    double value;

    if (row->type == KEY_CURRENCY) {
        check_currency(c, row, node);
    } else if (row->type == KEY_EXCHANGE) {
        check_rate(c, row, node);
    } else if (row->type == KEY_MONTHLY) {
        if (!quantity_monthly(node->text, &value, &right))
            check_say_not(c, row, node, "a number a month", right);
    } else if (row->type == KEY_MONEY_MONTH) {
        if (!quantity_money_month(node->text, code, &value, &right))
            check_say_not(c, row, node, "an amount of money a month", right);
        else
            judge_code(c, row, node, code);
    } else if (!quantity_money(node->text, code, &value, &right)) {
        check_say_not(c, row, node, "an amount of money", right);
    } else {
        judge_code(c, row, node, code);
    }
}

/* No two entries of a list may have the same under a key. */
static void check_once(struct check *c, const struct tree_node *list, const char *key)
{
    char shown[CHECK_SHOWN_BYTES];

    for (size_t i = 0; list != NULL && list->kind == TREE_LIST && i < list->count; i++) {
        const struct tree_node *own = tree_get(list->items[i].value, key);

        for (size_t k = 0; own != NULL && own->kind == TREE_SCALAR && k < i; k++) {
            const char *other = tree_get_text(list->items[k].value, key);
            double here, there;
            bool same = other != NULL && strcmp(other, own->text) == 0;

            if (!same && other != NULL && quantity_monthly(other, &there, NULL) &&
                quantity_monthly(own->text, &here, NULL))
                same = !(here < there) && !(here > there);
            if (!same)
                continue;
            check_say(c, own->place, "keep one of them", "`%s: %s` stands twice in a list", key,
                      check_shown(own->text, shown));
            break;
        }
    }
}

void check_rules_money(struct check *c, const struct key_table *table, const struct tree_node *node)
{
    const struct tree_node *minimum = tree_get(node, "minimum");
    const struct tree_node *overtime = tree_get(node, "overtime");
    double share = 1;

    if (table == &keys_cost && overtime != NULL && tree_get(node, "per-hour") == NULL &&
        overtime->kind == TREE_SCALAR && quantity_percent(overtime->text, &share, NULL) &&
        (share < 1 || share > 1)) /* 100 % is the default, which is written out */
        check_say(c, overtime->place, "add `per-hour`, of which it is a percentage",
                  "`overtime` without `per-hour` pays nothing");
    if (table == &keys_price && minimum != NULL && tree_get(node, "per-read") == NULL)
        check_say(c, minimum->place, "add `per-read`, which the missing reads cost",
                  "`minimum` without `per-read` asks for nothing");
    if (table == &keys_price)
        check_once(c, tree_get(node, "tiers"), "above");
    if (table == &keys_price)
        check_once(c, tree_get(node, "when"), "shift");
    if (table == &keys_provider)
        check_once(c, tree_get(node, "penalties"), "priority");
    if (table == &keys_exchange && !c->unused && tree_get(c->root, "currency") == NULL)
        check_say(c, node->place, "add the scenario's own, as in `currency: USD`",
                  "`exchange` without a `currency`");
}
