/* Rules between the keys of a mapping.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/quantity.h"

#include <stdio.h>
#include <string.h>

#define READERS_MAX 100000.0
#define HINT_BYTES 400

static void rules_run(struct check *c, const struct tree_node *run)
{
    const struct tree_node *duration = tree_get(run, "duration");
    const struct tree_node *end = tree_get(run, "end");
    const char *start = tree_get_text(run, "start");
    const char *end_text = tree_get_text(run, "end");
    int a, b, d, e;

    if (duration == NULL && end == NULL)
        check_say(c, run->place, "add `duration`, as in `duration: 28 d`, or `end`",
                  "`run` has no end");
    if (duration != NULL && end != NULL)
        check_say(c, end->place, "keep one of them", "`run` has both `duration` and `end`");
    if (start == NULL || end_text == NULL || !quantity_instant(start, &a, &b, &d, &e, NULL) ||
        !quantity_instant(end_text, &a, &b, &d, &e, NULL))
        return;
    if (strcmp(end_text, start) <= 0) /* of one length and clock, so that letters compare */
        check_say(c, end->place, "write a later instant", "`end` is not after `start`, %s", start);
}

static void rules_profile(struct check *c, const struct tree_node *profile)
{
    const struct tree_node *hours = tree_get(profile, "hours");
    double sum = 0;

    if (hours == NULL || hours->kind == TREE_MAPPING)
        return;
    if (hours->kind == TREE_SCALAR || hours->count != 24) {
        check_say(c, hours->place, "write 24 numbers, of the hours from 00:00 on",
                  "`hours` has %zu weights",
                  hours->kind == TREE_SCALAR ? (size_t) 1 : hours->count);
        return;
    }
    for (size_t i = 0; i < hours->count; i++) {
        const struct tree_node *weight = hours->items[i].value;
        double value;

        if (weight->kind != TREE_SCALAR || !quantity_number(weight->text, &value, NULL))
            return;
        sum += value;
    }
    if (!(sum > 0))
        check_say(c, hours->place, "at least one of the 24 weights is above 0",
                  "all weights of `hours` are 0");
}

/* Days of the week and months: what is not named is 1, so only a full list can be all 0. */
static void rules_weights(struct check *c, const struct key_table *table,
                          const struct tree_node *node)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *text = tree_get_text(node, table->rows[i].key);
        double value;

        if (text == NULL || !quantity_number(text, &value, NULL) || value > 0 || value < 0)
            return;
    }
    check_say(c, node->place, "at least one weight is above 0", "all weights of %s are 0",
              table->where);
}

static void rules_priority(struct check *c, const struct tree_node *priority)
{
    const struct tree_node *attain = tree_get(priority, "attain");

    if (attain != NULL && tree_get(priority, "target") == NULL)
        check_say(c, attain->place, "add `target`, or leave `attain` out",
                  "`attain` without a `target` promises nothing");
}

static void rules_roster(struct check *c, const struct tree_node *roster, uint64_t count)
{
    for (size_t i = 0; roster != NULL && roster->kind == TREE_LIST && i < roster->count; i++) {
        const struct tree_node *of = tree_get(roster->items[i].value, "of");
        char hint[HINT_BYTES];
        uint64_t readers;

        if (of == NULL || of->kind != TREE_SCALAR ||
            !quantity_count(of->text, UINT64_MAX, &readers, NULL) || readers <= count)
            continue;
        (void) snprintf(hint, sizeof hint, "at most %llu, or a larger `count`",
                        (unsigned long long) count);
        check_say(c, of->place, hint, "`of`: %s readers are more than the group has", of->text);
    }
}

static void rules_reader(struct check *c, const struct tree_node *group)
{
    const struct tree_node *count = tree_get(group, "count");
    uint64_t readers = 1;

    check_duty_group(c, group);
    if (count != NULL &&
        (count->kind != TREE_SCALAR || !quantity_count(count->text, UINT64_MAX, &readers, NULL)))
        return;
    rules_roster(c, tree_get(group, "roster"), readers);
    rules_roster(c, tree_get(group, "on-call"), readers);
    if (c->unused)
        return;
    if (c->readers <= READERS_MAX && c->readers + (double) readers > READERS_MAX &&
        (double) readers <= READERS_MAX)
        check_say(c, count != NULL ? count->place : group->place, "at most 100000 in all groups",
                  "too many readers");
    if ((double) readers <= READERS_MAX)
        c->readers += (double) readers;
}

static void say_both(struct check *c, const struct tree_node *node, const char *key,
                     const char *other)
{
    const struct tree_node *value = tree_get(node, key);

    if (value != NULL && tree_get(node, other) != NULL)
        check_say(c, value->place, "keep one of them", "`%s` and `%s` exclude each other", key,
                  other);
}

static void rules_ai(struct check *c, const struct tree_node *tool)
{
    static const char *const needed[] = {"sensitivity", "specificity"};

    for (size_t i = 0; i < 2; i++) {
        say_both(c, tool, needed[i], "roc");
        if (tree_get(tool, needed[i]) == NULL && tree_get(tool, "roc") == NULL)
            check_say(c, tool->place, "add it, as in `93 %`, or `roc` instead of both",
                      "`%s` is missing in an entry of `ai`", needed[i]);
    }
}

static void rules_roc(struct check *c, const struct tree_node *roc)
{
    static const char *const points[] = {"specificity", "sensitivity", "threshold"};
    const char *auc = tree_get_text(roc, "auc");
    size_t given = 0;
    double value;

    if (auc != NULL && quantity_number(auc, &value, NULL) && value >= 1)
        check_say(c, tree_get(roc, "auc")->place, "write a number below 1",
                  "`auc`: no curve of this form has an area of 1");
    for (size_t i = 0; i < 3; i++) {
        const struct tree_node *point = tree_get(roc, points[i]);

        given += point != NULL;
        if (point != NULL && i < 2 && point->kind == TREE_SCALAR &&
            quantity_share(point->text, &value, NULL) && !(value > 0 && value < 1))
            check_say(c, point->place, "write a share above 0 % and below 100 %",
                      "`%s`: the curve reaches %s only at its end", points[i], point->text);
    }
    if (given != 1)
        check_say(c, roc->place, "name the point by one of specificity, sensitivity, threshold",
                  "`roc` has %s of the curve", given == 0 ? "no point" : "more than one point");
}

static void rules_discrepancy(struct check *c, const struct tree_node *discrepancy)
{
    const struct tree_node *classes = tree_get(discrepancy, "classes");
    double sum = 0, share;

    for (size_t i = 0; classes != NULL && classes->kind == TREE_LIST && i < classes->count; i++) {
        const char *text = tree_get_text(classes->items[i].value, "share");

        if (text != NULL && quantity_share(text, &share, NULL))
            sum += share;
    }
    if (sum > 1 + SHARE_SUM_TOLERANCE)
        check_say(c, classes->place, "they sum to at most 100 %; the rest has no class",
                  "the shares of `classes` sum to %.10g %%", 100 * sum);
}

void check_rules(struct check *c, const struct key_table *table, const struct tree_node *node)
{
    const struct key_row *first = &table->rows[0];

    if (table == &keys_run)
        rules_run(c, node);
    else if (table == &keys_profile)
        rules_profile(c, node);
    else if (table == &keys_priority)
        rules_priority(c, node);
    else if (table == &keys_reader)
        rules_reader(c, node);
    else if (table == &keys_outage)
        check_outage(c, node);
    else if (table == &keys_cost || table == &keys_price || table == &keys_provider ||
             table == &keys_exchange)
        check_rules_money(c, table, node);
    else if (table == &keys_discrepancy)
        rules_discrepancy(c, node);
    else if (table == &keys_ai)
        rules_ai(c, node);
    else if (table == &keys_roc)
        rules_roc(c, node);
    else if (table == &keys_held || table == &keys_applied || table == &keys_compacts ||
             table == &keys_privileges)
        check_rules_licences(c, table, node);
    else if (check_demand(c, table, node))
        return;
    else if (strcmp(first->key, "mon") == 0 || strcmp(first->key, "jan") == 0)
        rules_weights(c, table, node);
    check_duty_rules(c, table, node);
}

/* Puts the texts of a family's keys where the struct has them. */
static void fill_family(const struct key_table *table, const struct tree_node *node,
                        struct family_text *text)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *value = tree_get_text(node, table->rows[i].key);

        memcpy((char *) text + table->rows[i].at, &value, sizeof value);
    }
}

static struct tree_place place_below(const struct tree_item *family, const char *path)
{
    const char *slash = strchr(path, '/');
    const struct tree_node *part = slash == NULL ? NULL : tree_get(family->value, slash + 1);

    return part != NULL ? part->place : family->value->place;
}

void check_variate(struct check *c, const struct key_row *row, const struct tree_item *family)
{
    const struct key_row *kind = keys_find(row->table, family->key);
    struct distribution_text text = {0};
    struct family_text parameters = {0};
    const void *pointer = &parameters;
    struct variate variate;
    struct fault fault = {.text = ""};
    const char *path = "";
    char *right;

    if (kind == NULL || strcmp(kind->key, "empirical") == 0)
        return; /* its values are in a file: seen when that is read */
    if (kind->table != NULL)
        fill_family(kind->table, family->value, &parameters);
    else
        pointer = family->value->text;
    memcpy((char *) &text + kind->at, &pointer, sizeof pointer);
    if (distribution_variate(&text, row->unit, NULL, &variate, &path, &fault) != FAULT_INPUT)
        return;
    right = strstr(fault.text, "; ");
    if (right != NULL) {
        *right = '\0';
        right += 2;
    }
    check_say(c, place_below(family, path), right, "`%s`: %s", row->key, fault.text);
}
