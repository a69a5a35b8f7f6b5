/* The keys of the format: one row a key, and from the rows follow loading (libcyaml's schema), the
 * strict check, the defaults, the JSON Schema and the reference page. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_KEYS_H
#define TELERAD_SCENARIO_KEYS_H

#include "scenario/distribution.h"
#include "scenario/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_type {
    KEY_TEXT,
    KEY_ID,    /* names its entry */
    KEY_LABEL, /* an id of which there is no list: a skill, a compact */
    KEY_COUNT,
    KEY_NUMBER,
    KEY_DURATION,
    KEY_RATE,
    KEY_SHARE,
    KEY_SHARE_RATE, /* a share gained in a time */
    KEY_PERCENT,    /* may be over 100 % */
    KEY_GROWTH,     /* a share a year, of either sign */
    KEY_SIZE,
    KEY_BANDWIDTH,
    KEY_MONEY,
    KEY_MONEY_MONTH, /* money a calendar month */
    KEY_MONTHLY,     /* how many a calendar month */
    KEY_CURRENCY,
    KEY_EXCHANGE, /* what one unit of the currency that the key names is */
    KEY_FEE, /* money a year */
    KEY_CLOCK,
    KEY_DATE,
    KEY_INSTANT,
    KEY_ZONE,
    KEY_DAYS,
    KEY_WORD, /* one of the row's words */
    KEY_FLAG, /* true or false */
    KEY_FILE,
    KEY_REFERENCE, /* an id of the list `refers` */
    KEY_PATTERN,   /* ids of it, or patterns over them */
    KEY_OWN,       /* inside a distribution: a value of the field's own unit */
    KEY_MAPPING,
    KEY_ENTRIES, /* a list of mappings */
    KEY_DISTRIBUTION
};

enum key_flag {
    KEY_REQUIRED = 1,
    KEY_MANY = 2,     /* a list of plain values; a single value is a list of one */
    KEY_FILLED = 4,   /* an empty list is an error */
    KEY_MIDNIGHT = 8, /* a clock time that may be 24:00 */
    KEY_WHOLE_DAYS = 16,
    KEY_ABOVE_ZERO = 32,
    KEY_EMPTY_MAPPING = 64, /* without it, the defaults of its keys hold: an empty one is put in */
    KEY_ALONE = 128         /* of a list of mappings: one of them may stand without the list */
};

#define KEY_NO_LIMIT 0 /* of `most` */

struct key_table;

struct key_row {
    const char *key;
    enum key_type type;
    unsigned flags;
    size_t at;       /* offset in the table's struct: of a pointer */
    size_t count_at; /* lists: offset of the unsigned count */
    const char
        *preset; /* default, as YAML in flow style; NULL: none, or keys_default.c has a rule */
    double least, most; /* COUNT, NUMBER: the value; lists: entries; TEXT: bytes; DURATION: us */
    const char *refers; /* REFERENCE, PATTERN: the list at the top */
    const char *words;  /* WORD: in one string, by blanks */
    const char *later; /* words that belong to a later version; "{}": a mapping does; "-": a word */
    enum distribution_unit unit;   /* DISTRIBUTION */
    const struct key_table *table; /* MAPPING, ENTRIES, DISTRIBUTION */
    const char *says; /* for the reference: what it is, and the default if no preset says it */
    const char *example;
};

struct key_table {
    const char *where; /* for messages: "an entry of `sites`" */
    const struct key_row *rows;
    size_t count;
    size_t size; /* of the struct in text.h */
    const char
        *naming; /* the key that names an entry in paths: "id", "study", "shift", "provider" */
    const char *later; /* keys of a later version, by blanks */
    const char *plain; /* a plain value in place of the mapping is this key's. If the key is not
                          required, it stands alone, instead of all others */
};

#define KEYS_COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define KEYS_AT(structure, member) .at = offsetof(struct structure, member)
#define KEYS_LIST(structure, member)                                                               \
    .at = offsetof(struct structure, member), .count_at = offsetof(struct structure, member##_count)
#define KEYS_MANY(structure, member)                                                               \
    .at = offsetof(struct structure, member.items),                                                \
    .count_at = offsetof(struct structure, member.count)

extern const struct key_table keys_top;
extern const struct key_table keys_run, keys_jurisdiction, keys_calendar, keys_profile;
extern const struct key_table keys_priority, keys_finding, keys_study, keys_site, keys_demand;
extern const struct key_table keys_cost, keys_price, keys_exchange;
extern const struct key_table keys_shift, keys_reader, keys_provider, keys_coverage;
extern const struct key_table keys_cycle, keys_break, keys_stay, keys_on_call, keys_fatigue;
extern const struct key_table keys_interruptions, keys_modality_pace, keys_learning, keys_limit;
extern const struct key_table keys_shared_link, keys_priors, keys_outage; /* keys_transport.c */
extern const struct key_table keys_attending, keys_double, keys_review, keys_escalate;
extern const struct key_table keys_withdraw, keys_bundle;
extern const struct key_table keys_batch, keys_hold, keys_surge;
extern const struct key_table keys_licences, keys_held, keys_applied, keys_compacts;
extern const struct key_table keys_privileges, keys_certification;
extern const struct key_table keys_trace, keys_finals, keys_dispatch, keys_ai, keys_distribution;
extern const struct key_table keys_roc, keys_discrepancy, keys_critical;

const struct key_row *keys_find(const struct key_table *table, const char *key);
/** The row of a key that a plain value stands for, or NULL. */
const struct key_row *keys_plain(const struct key_row *row);
/** Is it the row of a table's key that stands alone? */
bool keys_alone(const struct key_table *table, const struct key_row *row);
/** Is the word one of those in the string, parted by blanks? */
bool keys_has_word(const char *words, const char *word);
/** Nearest key of the table, or NULL. */
const char *keys_nearest(const struct key_table *table, const char *key);
/** Another table that has the key, or one spelt almost so, with the key as it is there; or NULL. */
const struct key_table *keys_elsewhere(const char *key, const char **right);
/** Calls visit for each table that can be reached, once each, parents first. */
void keys_each(void (*visit)(void *self, const struct key_table *table), void *self);

#endif
