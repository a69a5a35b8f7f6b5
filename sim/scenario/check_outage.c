/* Outages: what is out must exist, and either a window or random times say when.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/keys_near.h"
#include "scenario/quantity.h"

#include <stdio.h>
#include <string.h>

#define HINT_BYTES 400

static const struct target { /* "link:ID", and the lists that ID is of */
    const char *prefix, *lists[2];
} targets[] = {{"link:", {"links", "sites"}},
               {"ai:", {"ai", NULL}},
               {"provider:", {"providers", NULL}},
               {"site:", {"sites", NULL}}};

#define TARGETS (sizeof targets / sizeof *targets)

/* An id that no list has. */
static void say_no_id(struct check *c, const struct tree_node *of, const struct target *target)
{
    const char *id = of->text + strlen(target->prefix), *near = NULL;
    char shown[CHECK_SHOWN_BYTES], hint[HINT_BYTES];

    for (size_t i = 0; i < 2 && target->lists[i] != NULL && near == NULL && c->guesses > 0; i++) {
        const struct check_list *list = g_hash_table_lookup(c->lists, target->lists[i]);

        c->guesses--;
        if (list != NULL && list->names->len > 0)
            near = keys_near_of(id, (const char *const *) list->names->pdata, list->names->len);
    }
    if (near != NULL)
        (void) snprintf(hint, sizeof hint, "the nearest is `%s%.100s`", target->prefix, near);
    else
        (void) snprintf(hint, sizeof hint, "name an id of `%s`%s", target->lists[0],
                        target->lists[1] != NULL ? ", or a site for its own link" : "");
    check_say(c, of->place, hint, "`of`: there is no `%s` in `%s`%s", check_shown(id, shown),
              target->lists[0], target->lists[1] != NULL ? " or `sites`" : "");
}

static void rules_of(struct check *c, const struct tree_node *of)
{
    char shown[CHECK_SHOWN_BYTES];

    if (of == NULL || of->kind != TREE_SCALAR || *of->text == '\0' || c->unused ||
        strcmp(of->text, "pacs") == 0)
        return;
    for (size_t i = 0; i < TARGETS; i++) {
        const struct target *target = &targets[i];
        size_t length = strlen(target->prefix);

        if (strncmp(of->text, target->prefix, length) != 0)
            continue;
        for (size_t k = 0; k < 2 && target->lists[k] != NULL; k++) {
            const struct check_list *list = g_hash_table_lookup(c->lists, target->lists[k]);

            if (list != NULL && g_hash_table_contains(list->set, of->text + length))
                return;
        }
        say_no_id(c, of, target);
        return;
    }
    check_say(c, of->place, "write pacs, link:ID, ai:ID, provider:ID or site:ID",
              "`of`: `%s` is nothing that can be out", check_shown(of->text, shown));
}

static void rules_times(struct check *c, const struct tree_node *outage)
{
    const struct tree_node *window = tree_get(outage, "window"), *zone = tree_get(outage, "zone");
    const struct tree_node *mtbf = tree_get(outage, "mtbf"), *mttr = tree_get(outage, "mttr");

    if (window != NULL && (mtbf != NULL || mttr != NULL))
        check_say(c, window->place, "keep one of them", "`window` and `%s` exclude each other",
                  mtbf != NULL ? "mtbf" : "mttr");
    else if (window == NULL && mtbf == NULL && mttr == NULL)
        check_say(c, outage->place, "add `window`, or `mtbf` and `mttr`", "the outage has no time");
    else if (window == NULL && (mtbf == NULL || mttr == NULL))
        check_say(c, mtbf != NULL ? mtbf->place : mttr->place,
                  mtbf != NULL ? "add `mttr`, how long one lasts"
                               : "add `mtbf`, the time from one to the next",
                  "`mtbf` and `mttr` go together");
    if (zone != NULL && window == NULL)
        check_say(c, zone->place, "leave it out", "`zone` goes with `window`");
}

void check_outage(struct check *c, const struct tree_node *outage)
{
    const struct tree_node *window = tree_get(outage, "window");
    const char *from = tree_get_text(window, "from"), *to = tree_get_text(window, "to");
    int a, b, d, e;

    rules_of(c, tree_get(outage, "of"));
    rules_times(c, outage);
    if (from != NULL && to != NULL && quantity_instant(from, &a, &b, &d, &e, NULL) &&
        quantity_instant(to, &a, &b, &d, &e, NULL) && strcmp(to, from) <= 0)
        check_say(c, tree_get(window, "to")->place, "write a later instant",
                  "`to` is not after `from`, %s", from);
}
