/* Keys of shifts, reader groups, providers and rules of reading.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row shift_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(shift_text, id), .says = "name in rosters and coverage",
     .example = "night"},
    {"days", KEY_DAYS, KEY_MANY | KEY_FILLED, KEYS_MANY(shift_text, days), .preset = "[mon-sun]",
     .says = "days on which it starts; a range may wrap", .example = "mon-fri"},
    {"from", KEY_CLOCK, KEY_REQUIRED, KEYS_AT(shift_text, from), .says = "start",
     .example = "\"19:00\""},
    {"to", KEY_CLOCK, KEY_REQUIRED | KEY_MIDNIGHT, KEYS_AT(shift_text, to),
     .says = "end, on the next day if it is not after `from`; from = to is 24 h",
     .example = "\"07:00\""},
    {"zone", KEY_ZONE, 0, KEYS_AT(shift_text, zone),
     .says = "its clock; default that of the group that works it, in `coverage` the run's",
     .example = "America/Chicago"},
};
const struct key_table keys_shift = {
    .where = "an entry of `shifts`",
    .rows = shift_rows,
    .count = KEYS_COUNT(shift_rows),
    .size = sizeof(struct shift_text),
    .naming = "id",
};

static const struct key_row cycle_rows[] = {
    {"on", KEY_DURATION, KEY_REQUIRED | KEY_WHOLE_DAYS | KEY_ABOVE_ZERO, KEYS_AT(cycle_text, on),
     .most = 36500 * 86400e6, .says = "whole local days of work", .example = "7 d"},
    {"off", KEY_DURATION, KEY_REQUIRED | KEY_WHOLE_DAYS, KEYS_AT(cycle_text, off),
     .most = 36500 * 86400e6, .says = "whole local days off after these", .example = "7 d"},
};
const struct key_table keys_cycle = {
    .where = "`cycle` of a roster entry",
    .rows = cycle_rows,
    .count = KEYS_COUNT(cycle_rows),
    .size = sizeof(struct cycle_text),
};

static const struct key_row roster_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(roster_text, id),
     .says = "its name in `--set`; default its `shift`, with #2, #3 … for further ones",
     .example = "weekend"},
    {"shift", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(roster_text, shift), .refers = "shifts",
     .says = "which shift", .example = "night"},
    {"of", KEY_COUNT, 0, KEYS_AT(roster_text, of), .least = 0, .most = 10000,
     .says = "how many of the group; default all", .example = "2"},
    {"cycle", KEY_MAPPING, 0, KEYS_AT(roster_text, cycle), .table = &keys_cycle,
     .says = "days on and off in turn; day 0 is the date of the run's start on the shift's clock, "
             "and the readers are spread over the cycle",
     .example = "{on: 7 d, off: 7 d}"},
};
static const struct key_table roster_table = {
    .where = "an entry of `roster`",
    .rows = roster_rows,
    .count = KEYS_COUNT(roster_rows),
    .size = sizeof(struct roster_text),
    .naming = "shift",
};

static const struct key_row cost_rows[] = {
    {"per-hour", KEY_MONEY, 0, KEYS_AT(cost_text, per_hour),
     .says = "for each hour on shift and in overtime, each reader", .example = "USD 190"},
    {"per-read", KEY_MONEY, 0, KEYS_AT(cost_text, per_read),
     .says = "for each report, first or final", .example = "USD 22"},
    {"per-rvu", KEY_MONEY, 0, KEYS_AT(cost_text, per_rvu),
     .says = "for each relative value unit reported", .example = "USD 30"},
    {"overtime", KEY_PERCENT, 0, KEYS_AT(cost_text, overtime), .preset = "100 %",
     .says = "of `per-hour`, for each hour in overtime", .example = "150 %"},
    {"on-call-per-hour", KEY_MONEY, 0, KEYS_AT(cost_text, on_call_per_hour),
     .says = "for each hour of an on-call shift, called in or not; beside `per-hour` while at work",
     .example = "USD 30"},
};
const struct key_table keys_cost = {
    .where = "`cost` of a group",
    .rows = cost_rows,
    .count = KEYS_COUNT(cost_rows),
    .size = sizeof(struct cost_text),
};

static const struct key_row reader_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(reader_text, id), .says = "name of the group",
     .example = "iowa"},
    {"count", KEY_COUNT, 0, KEYS_AT(reader_text, count), .preset = "1", .least = 0, .most = 100000,
     .says = "how many people; 0: nobody, as if the group were not there", .example = "3"},
    {"provider", KEY_REFERENCE, 0, KEYS_AT(reader_text, provider), .refers = "providers",
     .says = "who employs them", .example = "county"},
    {"zone", KEY_ZONE, 0, KEYS_AT(reader_text, zone),
     .says = "clock of the shifts that name none; default the run's", .example = "Asia/Kolkata"},
    {"licences", KEY_MAPPING, KEY_REQUIRED, KEYS_AT(reader_text, licences), .table = &keys_licences,
     .says = "where they may read", .example = "{hold: [US-IA]}"},
    {"privileges", KEY_ENTRIES, KEY_EMPTY_MAPPING | KEY_ALONE | KEY_FILLED,
     KEYS_LIST(reader_text, privileges), .table = &keys_privileges, .most = 1000,
     .says = "for which sites they may read, beside the licence; several add up",
     .example = "{sites: [story]}"},
    {"certifications", KEY_LABEL, KEY_MANY, KEYS_MANY(reader_text, certifications), .preset = "[]",
     .says = "for studies that ask for one", .example = "[mqsa]"},
    {"located", KEY_LABEL, 0, KEYS_AT(reader_text, located),
     .says = "where they sit: by custom a jurisdiction. Without it they read nothing of a "
             "jurisdiction with `residency`",
     .example = "IN"},
    {"modalities", KEY_WORD, KEY_MANY | KEY_FILLED, KEYS_MANY(reader_text, modalities),
     .preset = "[CT, DX, MR, US, MG, PT]", .words = "CT DX MR US MG PT", .says = "what they read",
     .example = "[CT, DX]"},
    {"skills", KEY_LABEL, KEY_MANY, KEYS_MANY(reader_text, skills), .preset = "[]",
     .says = "for studies that ask for one", .example = "[neuro, body]"},
    {"reads", KEY_WORD, 0, KEYS_AT(reader_text, reads), .preset = "final",
     .words = "final preliminary draft",
     .says = "what their first report is; who reads final also makes the final reads of others' "
             "preliminary reports",
     .example = "preliminary"},
    {"roster", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(reader_text, roster), .table = &roster_table,
     .most = 1000,
     .says = "shifts they work; entries take the group's readers in turn; without it they are "
             "always on",
     .example = "[{shift: night}]"},
    {"pace", KEY_DISTRIBUTION, 0, KEYS_AT(reader_text, pace), .preset = "{constant: 1}",
     .unit = DISTRIBUTION_FACTOR, .table = &keys_distribution,
     .says = "a factor on reading time, drawn once a reader and replication; 1: all alike",
     .example = "{lognormal: {median: 1, p90: 1.25}}"},
    {"discrepancy", KEY_MAPPING, 0, KEYS_AT(reader_text, discrepancy),
     .table = &keys_discrepancy,
     .says = "how often their first reports are found wanting, by the final read or the peer "
             "review",
     .example = "{share: 1.2 %}"},
    {"cost", KEY_MAPPING, 0, KEYS_AT(reader_text, cost), .table = &keys_cost,
     .says = "what they cost", .example = "{per-hour: USD 190}"},
    {"breaks", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(reader_text, habits.breaks), .table = &keys_break,
     .most = 20, .says = "breaks of each shift: on shift and paid, not available",
     .example = "[{after: 4 h, length: 30 min}]"},
    {"shift-end", KEY_WORD, 0, KEYS_AT(reader_text, habits.shift_end), .preset = "finish",
     .words = "finish hand-back stay",
     .says = "what becomes of the study in hand: it is finished, in overtime; its rest goes back "
             "to the worklist; or it is finished and more is read, as `stay` says",
     .example = "hand-back"},
    {"stay", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.stay), .table = &keys_stay,
     .says = "with `shift-end: stay`: for what they stay",
     .example = "{priorities: [stroke], at-most: 1 h}"},
    {"absence", KEY_SHARE, 0, KEYS_AT(reader_text, habits.absence), .preset = "0 %",
     .says = "of each reader's shifts, each by itself: away for all of it, unpaid; on-call shifts "
             "too",
     .example = "3 %"},
    {"on-call", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(reader_text, habits.on_call),
     .table = &keys_on_call, .most = 1000,
     .says = "who stands by to be called in; entries take the group's readers in turn, going on "
             "behind those of `roster`; without a `roster` they work only when called",
     .example = "[{shift: night, of: 1, call-in: {backlog: 20}}]"},
    {"fatigue", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.fatigue), .table = &keys_fatigue,
     .says = "slower reading and more discrepancies after hours on duty",
     .example = "{after: 6 h, reading: 4 %/h}"},
    {"interruptions", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.interruptions),
     .table = &keys_interruptions, .says = "phone calls while reading",
     .example = "{rate: 6/h, length: 1 min}"},
    {"pace-by-modality", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.modality_pace),
     .table = &keys_modality_pace, .says = "factors on reading time, beside `pace`",
     .example = "{CT: 1.1}"},
    {"learning", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.learning), .table = &keys_learning,
     .says = "beginners who grow faster: a factor on reading time of 1 + (factor - 1) x 2^(-n / "
             "half) after n reports in the run, its warm-up included",
     .example = "{factor: 1.3, half: 200}"},
    {"limit", KEY_MAPPING, 0, KEYS_AT(reader_text, habits.limit), .table = &keys_limit,
     .says = "so much a shift; once reached, nothing new is begun until the next shift",
     .example = "{studies: 120}"},
};
const struct key_table keys_reader = {
    .where = "an entry of `readers`",
    .rows = reader_rows,
    .count = KEYS_COUNT(reader_rows),
    .size = sizeof(struct reader_text),
    .naming = "id",
};
