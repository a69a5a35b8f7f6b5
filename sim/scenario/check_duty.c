/* Rules between the keys of how a group works its hours.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/quantity.h"

#include <string.h>

static bool is_zero(const struct tree_node *share)
{
    double value;

    return share->kind == TREE_SCALAR && quantity_share(share->text, &value, NULL) && value <= 0;
}

/* What goes by shifts means nothing to people who are always on. */
static void rules_always_on(struct check *c, const struct tree_node *group)
{
    static const char *const keys[] = {"breaks", "absence", "limit", "fatigue", "shift-end"};
    bool roster = tree_get(group, "roster") != NULL, on_call = tree_get(group, "on-call") != NULL;

    for (size_t i = 0; !roster && i < sizeof keys / sizeof *keys; i++) {
        const struct tree_node *value = tree_get(group, keys[i]);
        const char *text = tree_get_text(group, keys[i]);

        if (value == NULL || (on_call && strcmp(keys[i], "breaks") != 0) ||
            (strcmp(keys[i], "absence") == 0 && is_zero(value)) ||
            (strcmp(keys[i], "shift-end") == 0 && text != NULL && strcmp(text, "finish") == 0))
            continue;
        check_say(c, value->place,
                  "add `roster`, as in `roster: [{shift: night}]`, or leave it out",
                  on_call ? "`%s` without a `roster`: the group is only on call"
                          : "`%s` without a `roster`: the group is always on and has no shifts",
                  keys[i]);
    }
}

static void rules_stay(struct check *c, const struct tree_node *group)
{
    const struct tree_node *end = tree_get(group, "shift-end"), *stay = tree_get(group, "stay");
    bool stays = end != NULL && end->kind == TREE_SCALAR && strcmp(end->text, "stay") == 0;

    if (stays && stay == NULL)
        check_say(c, end->place, "add it, as in `stay: {priorities: [stroke], at-most: 1 h}`",
                  "`shift-end: stay` without `stay`");
    if (stay != NULL && !stays)
        check_say(c, stay->place, "add `shift-end: stay`, or leave it out",
                  "`stay` goes with `shift-end: stay`");
}

void check_duty_group(struct check *c, const struct tree_node *group)
{
    rules_always_on(c, group);
    rules_stay(c, group);
}

static void rules_on_call(struct check *c, const struct tree_node *entry)
{
    const struct tree_node *call_in = tree_get(entry, "call-in");

    if (call_in != NULL && call_in->kind == TREE_MAPPING && call_in->count == 0)
        check_say(c, call_in->place, "add `backlog` or `oldest`, as in `{backlog: 20}`",
                  "`call-in` never calls anybody");
}

void check_duty_rules(struct check *c, const struct key_table *table, const struct tree_node *node)
{
    if (table == &keys_on_call)
        rules_on_call(c, node);
    else if (table == &keys_limit && node->count == 0)
        check_say(c, node->place, "add `studies` or `rvu`, as in `{studies: 120}`",
                  "`limit` sets no limit");
}
