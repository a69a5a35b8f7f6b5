/* Rules between the keys of licences and privileges.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/quantity.h"

#include <string.h>

/* Dates in order; they are of one length, so that letters compare. */
static void rules_dates(struct check *c, const struct tree_node *node, const char *first)
{
    const char *from = tree_get_text(node, first);
    const char *until = tree_get_text(node, "until");
    int a, b, d;

    if (from == NULL || until == NULL || !quantity_date(from, &a, &b, &d, NULL) ||
        !quantity_date(until, &a, &b, &d, NULL) || strcmp(until, from) >= 0)
        return;
    check_say(c, tree_get(node, "until")->place, "write a later date, or leave it out",
              "`until` is before `%s`, %s", first, from);
}

/* A time that passes needs a date from which it does. */
static void rules_lead(struct check *c, const struct tree_node *node, const char *lead)
{
    const struct tree_node *given = tree_get(node, lead);

    if (given != NULL && tree_get(node, "on") == NULL)
        check_say(c, given->place, "add `on`, as in `on: 2026-03-01`, or leave it out",
                  "`%s` without `on` begins nowhere", lead);
}

void check_rules_licences(struct check *c, const struct key_table *table,
                          const struct tree_node *node)
{
    if (table == &keys_privileges) {
        rules_lead(c, node, "credentialing");
    } else if (table == &keys_held) {
        rules_dates(c, node, "from");
    } else {
        rules_dates(c, node, "on");
        if (table == &keys_compacts) /* elsewhere `on` is required */
            rules_lead(c, node, "lead");
    }
}
