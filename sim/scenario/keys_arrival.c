/* Keys of how studies come: groups, images that are held, surges.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row batch_rows[] = {
    {"size", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(batch_text, size), .unit = DISTRIBUTION_FACTOR,
     .table = &keys_distribution,
     .says = "studies a group, rounded to the nearest whole number, at least 1; its mean must be 1 "
             "or more",
     .example = "12"},
    {"at", KEY_CLOCK, KEY_MANY | KEY_FILLED, KEYS_MANY(batch_text, at),
     .says = "one group comes at each of these local times of the site, instead of a `rate`; a "
             "time that a clock change leaves out is the first instant after it, one that comes "
             "twice the first",
     .example = "[\"12:00\", \"18:00\"]"},
    {"days", KEY_DAYS, KEY_MANY | KEY_FILLED, KEYS_MANY(batch_text, days),
     .says = "days of these times; goes with `at`; default mon-sun", .example = "mon-fri"},
};
const struct key_table keys_batch = {
    .where = "`batch` of a demand entry",
    .rows = batch_rows,
    .count = KEYS_COUNT(batch_rows),
    .size = sizeof(struct batch_text),
};

static const struct key_row hold_rows[] = {
    {"until", KEY_CLOCK, KEY_REQUIRED | KEY_MANY | KEY_FILLED, KEYS_MANY(hold_text, until),
     .says = "a study is sent at the next of these local times of the site, at once if it arrives "
             "at one; its transfer time begins when it arrives",
     .example = "[\"12:00\", \"18:00\"]"},
    {"days", KEY_DAYS, KEY_MANY | KEY_FILLED, KEYS_MANY(hold_text, days), .preset = "[mon-sun]",
     .says = "days of these times", .example = "mon-fri"},
};
const struct key_table keys_hold = {
    .where = "`hold` of a demand entry",
    .rows = hold_rows,
    .count = KEYS_COUNT(hold_rows),
    .size = sizeof(struct hold_text),
};

static const struct key_row surge_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(surge_text, id), .says = "name of the surge",
     .example = "flu"},
    {"from", KEY_INSTANT, KEY_REQUIRED, KEYS_AT(surge_text, from), .says = "when it begins",
     .example = "2026-03-10T00:00"},
    {"to", KEY_INSTANT, KEY_REQUIRED, KEYS_AT(surge_text, to), .says = "when it is over",
     .example = "2026-03-20T00:00"},
    {"zone", KEY_ZONE, 0, KEYS_AT(surge_text, zone),
     .says = "the clock of `from` and `to`; default the run's", .example = "America/Chicago"},
    {"factor", KEY_NUMBER, KEY_REQUIRED, KEYS_AT(surge_text, factor), .most = 1e6,
     .says = "multiplies rates between the two, of orders where images take time; surges that "
             "overlap multiply. Groups at clock times and recorded demand stay as they are",
     .example = "1.6"},
    {"sites", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(surge_text, sites), .preset = "[\"*\"]",
     .refers = "sites", .says = "whose demand it changes", .example = "[story-*]"},
    {"studies", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(surge_text, studies),
     .preset = "[\"*\"]", .refers = "studies", .says = "of which study types",
     .example = "[dx-chest]"},
};
const struct key_table keys_surge = {
    .where = "an entry of `surges`",
    .rows = surge_rows,
    .count = KEYS_COUNT(surge_rows),
    .size = sizeof(struct surge_text),
    .naming = "id",
};
