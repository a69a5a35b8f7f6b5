/* Keys of licences, privileges and certifications.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

#define YEARS_US (100.0 * 365 * 86400e6)
#define UNTIL(structure, example_date)                                                             \
    {                                                                                              \
        "until", KEY_DATE, 0, KEYS_AT(structure, until),                                           \
            .says = "last day on which they may begin to read, on the site's clock; default for "  \
                    "good",                                                                        \
            .example = (example_date)                                                              \
    }

static const struct key_row hold_rows[] = {
    {"id", KEY_PATTERN, KEY_REQUIRED, KEYS_AT(held_text, id), .refers = "jurisdictions",
     .says = "which jurisdictions", .example = "US-IL"},
    {"from", KEY_DATE, 0, KEYS_AT(held_text, from),
     .says = "first day, from 00:00 on the site's clock; default always", .example = "2026-03-15"},
    UNTIL(held_text, "2026-12-31"),
};
const struct key_table keys_held = {
    .where = "an entry of `hold`",
    .rows = hold_rows,
    .count = KEYS_COUNT(hold_rows),
    .size = sizeof(struct held_text),
    .naming = "id",
    .plain = "id",
};

static const struct key_row apply_rows[] = {
    {"id", KEY_PATTERN, KEY_REQUIRED, KEYS_AT(applied_text, id), .refers = "jurisdictions",
     .says = "which jurisdictions", .example = "US-NY"},
    {"on", KEY_DATE, KEY_REQUIRED, KEYS_AT(applied_text, on),
     .says = "when it is applied for, at 00:00 on the site's clock", .example = "2026-03-01"},
    {"lead", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(applied_text, lead), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution,
     .says = "from then until it is granted, drawn once a reader and jurisdiction",
     .example = "{lognormal: {median: 60 d, p90: 120 d}}"},
    UNTIL(applied_text, "2027-12-31"),
};
const struct key_table keys_applied = {
    .where = "an entry of `apply`",
    .rows = apply_rows,
    .count = KEYS_COUNT(apply_rows),
    .size = sizeof(struct applied_text),
    .naming = "id",
};

static const struct key_row compact_rows[] = {
    {"id", KEY_LABEL, KEY_REQUIRED, KEYS_AT(compacts_text, id),
     .says = "a compact that some jurisdiction names", .example = "imlc"},
    {"on", KEY_DATE, 0, KEYS_AT(compacts_text, on),
     .says = "when it is applied for, at 00:00 on the site's clock; default long ago",
     .example = "2026-03-01"},
    {"lead", KEY_DISTRIBUTION, 0, KEYS_AT(compacts_text, lead), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution,
     .says = "from then until all its jurisdictions are open at once, drawn once a reader; default "
             "none. Goes with `on`",
     .example = "{constant: 45 d}"},
    UNTIL(compacts_text, "2027-12-31"),
};
const struct key_table keys_compacts = {
    .where = "an entry of `compacts`",
    .rows = compact_rows,
    .count = KEYS_COUNT(compact_rows),
    .size = sizeof(struct compacts_text),
    .naming = "id",
    .plain = "id",
};

static const struct key_row draw_rows[] = {
    {"count", KEY_COUNT, KEY_REQUIRED, KEYS_AT(draw_text, count), .least = 1, .most = 10000,
     .says = "how many each reader gets", .example = "14"},
    {"from", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(draw_text, from), .preset = "[\"*\"]",
     .refers = "jurisdictions", .says = "out of which", .example = "[US-*]"},
    UNTIL(draw_text, "2027-12-31"),
};
static const struct key_table draw_table = {
    .where = "`draw` of licences",
    .rows = draw_rows,
    .count = KEYS_COUNT(draw_rows),
    .size = sizeof(struct draw_text),
};

static const struct key_row licence_rows[] = {
    {"hold", KEY_ENTRIES, KEY_ALONE, KEYS_LIST(licences_text, hold), .preset = "[]", .most = 1000,
     .table = &keys_held,
     .says = "licences that all of the group have. What is held, applied for, opened by a compact "
             "and drawn adds up",
     .example = "[US-IA, {id: US-IL, from: 2026-03-15, until: 2026-12-31}]"},
    {"apply", KEY_ENTRIES, KEY_ALONE, KEYS_LIST(licences_text, apply), .most = 1000,
     .table = &keys_applied, .says = "licences that come after a lead time",
     .example = "[{id: US-NY, on: 2026-03-01, lead: {lognormal: {median: 60 d, p90: 120 d}}}]"},
    {"compacts", KEY_ENTRIES, KEY_ALONE, KEYS_LIST(licences_text, compacts), .most = 1000,
     .table = &keys_compacts,
     .says = "compacts, each of which opens all jurisdictions that name it, at once",
     .example = "[{id: imlc, on: 2026-03-01, lead: {constant: 45 d}}]"},
    {"draw", KEY_MAPPING, 0, KEYS_AT(licences_text, draw), .table = &draw_table,
     .says = "licences at random: each reader as many, without replacement, by himself and anew "
             "in each replication; a larger `count` keeps those of a smaller one",
     .example = "{count: 14, from: [US-*]}"},
    {"fee", KEY_FEE, 0, KEYS_AT(licences_text, fee),
     .says = "for each licence, by the time in which a reader has it, within the measured time; a "
             "year is 365 d, and a licence from several sources is paid once",
     .example = "USD 500/yr"},
};
const struct key_table keys_licences = {
    .where = "`licences` of a group",
    .rows = licence_rows,
    .count = KEYS_COUNT(licence_rows),
    .size = sizeof(struct licences_text),
};

static const struct key_row privilege_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(privileges_text, id), .says = "its name in `--set`",
     .example = "north"},
    {"sites", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(privileges_text, sites),
     .preset = "[\"*\"]", .refers = "sites", .says = "sites whose studies they may read",
     .example = "[story, mercer]"},
    {"on", KEY_DATE, 0, KEYS_AT(privileges_text, on),
     .says = "when they are asked for, at 00:00 on the site's clock; default long ago",
     .example = "2026-03-01"},
    {"credentialing", KEY_DISTRIBUTION, 0, KEYS_AT(privileges_text, credentialing),
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "from then until a reader has them, drawn once a reader and site copy; default none. "
             "Goes with `on`",
     .example = "{constant: 90 d}"},
};
const struct key_table keys_privileges = {
    .where = "`privileges` of a group",
    .rows = privilege_rows,
    .count = KEYS_COUNT(privilege_rows),
    .size = sizeof(struct privileges_text),
    .naming = "id",
};

static const struct key_row certification_rows[] = {
    {"id", KEY_LABEL, KEY_REQUIRED, KEYS_AT(certification_text, id),
     .says = "what a reader must have among his `certifications`", .example = "mqsa"},
    {"in", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(certification_text, in),
     .preset = "[\"*\"]", .refers = "jurisdictions",
     .says = "for sites of these jurisdictions; elsewhere it is not asked for",
     .example = "[US-*]"},
};
const struct key_table keys_certification = {
    .where = "`certification` of a study type",
    .rows = certification_rows,
    .count = KEYS_COUNT(certification_rows),
    .size = sizeof(struct certification_text),
    .naming = "id",
    .plain = "id",
};
