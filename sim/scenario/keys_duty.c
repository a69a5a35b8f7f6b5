/* Keys of how a group works its hours: breaks, ends of shifts, being on call, fatigue, calls.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

#define TABLE(name, text, of)                                                                      \
    const struct key_table keys_##name = {.where = "`" of "` of a group",                          \
                                          .rows = name##_rows,                                     \
                                          .count = KEYS_COUNT(name##_rows),                        \
                                          .size = sizeof(struct text)}

static const struct key_row break_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(break_text, id),
     .says = "its name in `--set`; default its `after`, with #2, #3 … for further ones",
     .example = "lunch"},
    {"after", KEY_DURATION, KEY_REQUIRED, KEYS_AT(break_text, after),
     .says = "from the shift's start on; taken then, or when the study in hand is done",
     .example = "4 h"},
    {"length", KEY_DURATION, KEY_REQUIRED | KEY_ABOVE_ZERO, KEYS_AT(break_text, length),
     .says = "from when it begins; the end of duty ends it", .example = "30 min"},
};
const struct key_table keys_break = {
    .where = "an entry of `breaks`",
    .rows = break_rows,
    .count = KEYS_COUNT(break_rows),
    .size = sizeof(struct break_text),
    .naming = "after",
};

static const struct key_row stay_rows[] = {
    {"priorities", KEY_PATTERN, KEY_REQUIRED | KEY_MANY | KEY_FILLED,
     KEYS_MANY(stay_text, priorities), .refers = "priorities",
     .says = "first reads of these present priorities are begun after the end of duty; once none "
             "waits for the reader, he leaves",
     .example = "[stroke, stat]"},
    {"at-most", KEY_DURATION, KEY_REQUIRED, KEYS_AT(stay_text, at_most),
     .says = "from the end of duty on; after it nothing is begun", .example = "1 h"},
};
TABLE(stay, stay_text, "stay");

static const struct key_row call_in_rows[] = {
    {"backlog", KEY_COUNT, 0, KEYS_AT(call_in_text, backlog), .least = 1, .most = 1e9,
     .says = "so many studies that the group may read are received and not yet reported; looked at "
             "with each one received and when the shift begins",
     .example = "20"},
    {"oldest", KEY_DURATION, 0, KEYS_AT(call_in_text, oldest),
     .says = "one of them has waited so long and nobody has begun it", .example = "45 min"},
};
static const struct key_table call_in_table = {
    .where = "`call-in` of an on-call entry",
    .rows = call_in_rows,
    .count = KEYS_COUNT(call_in_rows),
    .size = sizeof(struct call_in_text),
};

static const struct key_row release_rows[] = {
    {"backlog", KEY_COUNT, KEY_REQUIRED, KEYS_AT(release_text, backlog), .most = 1e9,
     .says = "with so many of these studies or fewer left, whoever is idle or has just reported "
             "stands by again",
     .example = "3"},
};
static const struct key_table release_table = {
    .where = "`release` of an on-call entry",
    .rows = release_rows,
    .count = KEYS_COUNT(release_rows),
    .size = sizeof(struct release_text),
};

static const struct key_row on_call_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(on_call_text, id),
     .says = "its name in `--set`; default its `shift`, with #2, #3 … for further ones",
     .example = "reserve"},
    {"shift", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(on_call_text, shift), .refers = "shifts",
     .says = "when they stand by", .example = "night"},
    {"of", KEY_COUNT, 0, KEYS_AT(on_call_text, of), .least = 0, .most = 10000,
     .says = "how many of the group; default all", .example = "1"},
    {"cycle", KEY_MAPPING, 0, KEYS_AT(on_call_text, cycle), .table = &keys_cycle,
     .says = "days on and off in turn, as in a roster", .example = "{on: 7 d, off: 7 d}"},
    {"call-in", KEY_MAPPING, KEY_REQUIRED, KEYS_AT(on_call_text, call_in), .table = &call_in_table,
     .says = "when all who stand by are called; one of its keys suffices",
     .example = "{backlog: 20, oldest: 45 min}"},
    {"response", KEY_DISTRIBUTION, 0, KEYS_AT(on_call_text, response), .preset = "{constant: 0 s}",
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "from the call to being at work", .example = "{uniform: {min: 15 min, max: 40 min}}"},
    {"release", KEY_MAPPING, 0, KEYS_AT(on_call_text, release), .table = &release_table,
     .says = "when they may go; default at the shift's end", .example = "{backlog: 3}"},
};
const struct key_table keys_on_call = {
    .where = "an entry of `on-call`",
    .rows = on_call_rows,
    .count = KEYS_COUNT(on_call_rows),
    .size = sizeof(struct on_call_text),
    .naming = "shift",
};

static const struct key_row fatigue_rows[] = {
    {"after", KEY_DURATION, 0, KEYS_AT(fatigue_text, after), .preset = "0 h",
     .says = "hours of duty before it sets in", .example = "6 h"},
    {"reading", KEY_SHARE_RATE, 0, KEYS_AT(fatigue_text, reading), .preset = "0 %/h",
     .says = "longer reading time, for each hour beyond, taken when a reading begins",
     .example = "4 %/h"},
    {"discrepancy", KEY_SHARE_RATE, 0, KEYS_AT(fatigue_text, discrepancy), .preset = "0 %/h",
     .says = "greater share of discrepancies, likewise", .example = "5 %/h"},
};
TABLE(fatigue, fatigue_text, "fatigue");

static const struct key_row interruptions_rows[] = {
    {"rate", KEY_RATE, KEY_REQUIRED, KEYS_AT(interruptions_text, rate),
     .says = "for each hour of reading itself; none while idle or while one lasts",
     .example = "6/h"},
    {"length", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(interruptions_text, length),
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "the reading stands still so long, then goes on",
     .example = "{lognormal: {median: 57 s, p90: 3 min}}"},
};
TABLE(interruptions, interruptions_text, "interruptions");

#define PACE(code, member)                                                                         \
    {                                                                                              \
        code, KEY_NUMBER, KEY_ABOVE_ZERO, KEYS_AT(modality_pace_text, member),                     \
            .preset = "1", .most = 1000, .says = "factor on reading time; above 1 is slower",      \
            .example = "1.1"                                                                       \
    }
static const struct key_row modality_pace_rows[] = {PACE("CT", ct), PACE("DX", dx), PACE("MR", mr),
                                                    PACE("US", us), PACE("MG", mg), PACE("PT", pt)};
TABLE(modality_pace, modality_pace_text, "pace-by-modality");

static const struct key_row learning_rows[] = {
    {"factor", KEY_NUMBER, KEY_REQUIRED | KEY_ABOVE_ZERO, KEYS_AT(learning_text, factor),
     .most = 1000, .says = "on the reading time of the first study; above 1 is slower",
     .example = "1.3"},
    {"half", KEY_NUMBER, KEY_REQUIRED | KEY_ABOVE_ZERO, KEYS_AT(learning_text, half), .most = 1e9,
     .says = "reports after which half of it is gone", .example = "200"},
};
TABLE(learning, learning_text, "learning");

static const struct key_row limit_rows[] = {
    {"studies", KEY_COUNT, 0, KEYS_AT(limit_text, studies), .least = 1, .most = 1e9,
     .says = "reports, first or later ones", .example = "120"},
    {"rvu", KEY_NUMBER, KEY_ABOVE_ZERO, KEYS_AT(limit_text, rvu), .most = 1e9,
     .says = "relative value units reported", .example = "80"},
};
TABLE(limit, limit_text, "limit");
