/* Keys of quality: discrepancies of a group's reports, calls for critical findings.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row class_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(class_text, id), .says = "name of the class",
     .example = "major"},
    {"share", KEY_SHARE, KEY_REQUIRED, KEYS_AT(class_text, share),
     .says = "of the group's discrepancies; the shares sum to at most 100 %, the rest has no class",
     .example = "20 %"},
    {"recontact", KEY_DISTRIBUTION, 0, KEYS_AT(class_text, recontact), .preset = "{constant: 0 s}",
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "time that whoever finds one spends on telling people, after his own report; busy, "
             "and not to be interrupted by a more urgent study",
     .example = "{constant: 15 min}"},
};
static const struct key_table class_table = {
    .where = "an entry of `classes` of a discrepancy",
    .rows = class_rows,
    .count = KEYS_COUNT(class_rows),
    .size = sizeof(struct class_text),
    .naming = "id",
};

static const struct key_row discrepancy_rows[] = {
    {"share", KEY_SHARE, KEY_REQUIRED, KEYS_AT(discrepancy_text, share),
     .says = "of the group's first reports, times the study type's `difficulty` and the reader's "
             "fatigue; at most 100 %",
     .example = "1.2 %"},
    {"classes", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(discrepancy_text, classes),
     .table = &class_table, .most = 100, .says = "how grave they are",
     .example = "[{id: major, share: 20 %, recontact: {constant: 15 min}}]"},
};
const struct key_table keys_discrepancy = {
    .where = "`discrepancy` of a group",
    .rows = discrepancy_rows,
    .count = KEYS_COUNT(discrepancy_rows),
    .size = sizeof(struct discrepancy_text),
};

static const struct key_row critical_rows[] = {
    {"mark", KEY_FLAG, 0, KEYS_AT(critical_text, mark),
     .says = "marks it as critical and no more; instead of the other keys, and what a plain value "
             "means",
     .example = "true"},
    {"call", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(critical_text, call),
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "length of the call that the reader of the first report makes after it, if the "
             "finding is there; several follow one another in byte order of the findings' ids",
     .example = "{lognormal: {median: 4 min, p90: 12 min}}"},
    {"within", KEY_DURATION, 0, KEYS_AT(critical_text, within),
     .says = "promised from the first report to the end of the call; without it nothing is",
     .example = "30 min"},
};
const struct key_table keys_critical = {
    .where = "`critical` of a finding",
    .rows = critical_rows,
    .count = KEYS_COUNT(critical_rows),
    .size = sizeof(struct critical_text),
    .plain = "mark",
};
