/* The strict check of a scenario's tree against the rows: every fault, with its place. Private to
 * the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_CHECK_H
#define TELERAD_SCENARIO_CHECK_H

#include "scenario/diag.h"
#include "scenario/keys.h"
#include "scenario/tree.h"

#include <glib.h>

#define CHECK_SHOWN_BYTES 72

#define SHARE_SUM_TOLERANCE 1e-9 /* what rounding of shares may leave */

struct check {
    const struct tree_node *root;
    struct diag *diag;
    GHashTable *lists;                /* name of a list at the top to struct check_list */
    unsigned guesses;                 /* searches for a near name still allowed: they take time */
    char currency[4];                 /* the first one met */
    struct tree_place priced;         /* where it was met */
    const struct tree_node *exchange; /* with `currency`, which is then the one above */
    bool stated;                      /* `currency` names it */
    double readers;                   /* counted so far */
    bool unused; /* what is checked is not used: its references may lead nowhere */
};

struct check_list {   /* ids of a list at the top */
    GPtrArray *names; /* owns them */
    GHashTable *set;  /* the same texts */
};

/** Checks the whole; what is wrong goes to diag. The root must be a mapping. replaced: values at
 * the top, each under its key, that are not used; only their form is checked. currency: the code
 * of the first money met, empty if there is none. */
void check_scenario(const struct tree_node *root, const struct tree_node *replaced,
                    char currency[4], struct diag *diag);

/* --- shared by check_*.c --- */

/** Text for a message, cut to what a line can hold. */
const char *check_shown(const char *text, char shown[CHECK_SHOWN_BYTES]);
/** "NAMES: what; right" at a place. */
void check_say(struct check *c, struct tree_place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** One plain value against its row; own is the unit of the distribution it stands in. */
void check_plain(struct check *c, const struct key_row *row, const struct tree_node *node,
                 enum distribution_unit own);

/** Sees which currency the scenario is in and what others are worth. */
void check_currencies(struct check *c);
/** Amounts of money, a month or not, numbers a month, codes and rates of currencies. */
void check_money(struct check *c, const struct key_row *row, const struct tree_node *node);
/** Rules between the keys of costs, prices, penalties and exchange. */
void check_rules_money(struct check *c, const struct key_table *table,
                       const struct tree_node *node);
/** "`key`: `value` is not WHAT; RIGHT" */
void check_say_not(struct check *c, const struct key_row *row, const struct tree_node *node,
                   const char *what, const char *right);

/** Gathers the ids of the lists at the top, and of sites their copies'. */
void check_gather(struct check *c);
/** A reference, or a pattern if patterns. */
void check_reference(struct check *c, const struct key_row *row, const struct tree_node *node,
                     bool pattern);
/** Rules of check_duty.c: of a group, and of the tables below it. */
void check_duty_group(struct check *c, const struct tree_node *group);
void check_duty_rules(struct check *c, const struct key_table *table, const struct tree_node *node);
/** Ids that stand twice in a list. */
void check_twice(struct check *c, const struct key_row *row, const struct tree_node *list);

/** What one key cannot see: rules between the keys of a mapping. Values that are not sound by
 * themselves are passed over. */
void check_rules(struct check *c, const struct key_table *table, const struct tree_node *node);
/** The rules of an entry of `outages`. check_outage.c */
void check_outage(struct check *c, const struct tree_node *outage);
/** The same for what demand is written with; false: another table. check_demand.c */
bool check_demand(struct check *c, const struct key_table *table, const struct tree_node *node);
/** The same of an entry of a group's licences or privileges. */
void check_rules_licences(struct check *c, const struct key_table *table,
                          const struct tree_node *node);
/** The parameters of a distribution's one family together; row is the distribution's. */
void check_variate(struct check *c, const struct key_row *row, const struct tree_item *family);

#endif
