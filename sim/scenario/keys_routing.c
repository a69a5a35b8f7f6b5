/* Keys of coverage and dispatch, of the readings beside the first, and of what happens to a study
 * while it waits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row coverage_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(coverage_text, id),
     .says = "its name in `--set`; default its `provider`, with #2, #3 … for further ones",
     .example = "edges-of-the-day"},
    {"provider", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(coverage_text, provider),
     .refers = "providers", .says = "who may read", .example = "nightco"},
    {"sites", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(coverage_text, sites),
     .preset = "[\"*\"]", .refers = "sites", .says = "only these sites", .example = "[story-*]"},
    {"studies", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(coverage_text, studies),
     .preset = "[\"*\"]", .refers = "studies",
     .says = "only these study types; of a bundle, all that are left to read must be among them",
     .example = "[ct-*]"},
    {"priorities", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(coverage_text, priorities),
     .preset = "[\"*\"]", .refers = "priorities", .says = "only these present priorities",
     .example = "[stat]"},
    {"when", KEY_REFERENCE, 0, KEYS_AT(coverage_text, when), .refers = "shifts",
     .says = "only within this shift, at the instant when reading begins; default always",
     .example = "night"},
    {"overflow-after", KEY_DURATION, 0, KEYS_AT(coverage_text, overflow_after), .preset = "0 min",
     .says = "only first reads that have waited that long", .example = "15 min"},
    {"overflow-queue", KEY_COUNT, 0, KEYS_AT(coverage_text, overflow_queue), .preset = "0",
     .most = 1e9,
     .says = "only while at least so many first reads wait that the entry covers, the one that is "
             "to be read included",
     .example = "20"},
    {"share", KEY_SHARE, 0, KEYS_AT(coverage_text, share), .preset = "100 %",
     .says = "only this share of first reads, drawn once for each study", .example = "30 %"},
};
const struct key_table keys_coverage = {
    .where = "an entry of `coverage`",
    .rows = coverage_rows,
    .count = KEYS_COUNT(coverage_rows),
    .size = sizeof(struct coverage_text),
    .naming = "provider",
};

#define BY(structure, whose)                                                                       \
    {                                                                                              \
        "by", KEY_PATTERN, KEY_REQUIRED | KEY_MANY | KEY_FILLED, KEYS_MANY(structure, by),         \
            .refers = "providers", .says = whose, .example = "[county]"                            \
    }
#define TIME(structure, preset_share, of_what)                                                     \
    {                                                                                              \
        "time", KEY_PERCENT, 0, KEYS_AT(structure, time),                                          \
            .preset = preset_share,                                                                \
            .says = "factor on the base time of " of_what ", which is drawn anew from `read`",     \
            .example = "60 %"                                                                      \
    }

static const struct key_row finals_rows[] = {
    BY(finals_text, "whose groups with `reads: final` make them"),
    {"within", KEY_DURATION, 0, KEYS_AT(finals_text, within),
     .says = "promised from the preliminary report on; without it nothing is", .example = "12 h"},
    TIME(finals_text, "100 %", "a final read"),
};
const struct key_table keys_finals = {
    .where = "`final-reads`",
    .rows = finals_rows,
    .count = KEYS_COUNT(finals_rows),
    .size = sizeof(struct finals_text),
};

static const struct key_row attending_rows[] = {
    BY(attending_text, "whose groups with `reads: final` sign the drafts of `reads: draft`"),
    TIME(attending_text, "100 %", "the signing"),
};
const struct key_table keys_attending = {
    .where = "`attending`",
    .rows = attending_rows,
    .count = KEYS_COUNT(attending_rows),
    .size = sizeof(struct attending_text),
};

static const struct key_row double_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(double_text, id),
     .says = "its name in `--set`; default its place in the list", .example = "screening"},
    {"studies", KEY_PATTERN, KEY_REQUIRED | KEY_MANY | KEY_FILLED, KEYS_MANY(double_text, studies),
     .refers = "studies", .says = "which study types; each in one entry at most",
     .example = "[mg-screen]"},
    {"share", KEY_SHARE, 0, KEYS_AT(double_text, share), .preset = "100 %",
     .says = "share of them that a second person reads", .example = "20 %"},
    BY(double_text, "whose groups, but for those with `reads: draft`, make the second reading"),
    {"disagree", KEY_SHARE, 0, KEYS_AT(double_text, disagree), .preset = "0 %",
     .says = "share of them on which the two disagree", .example = "4 %"},
    {"arbitrate", KEY_PATTERN, KEY_MANY, KEYS_MANY(double_text, arbitrate), .preset = "[]",
     .refers = "providers",
     .says = "whose groups read, as a third person, what the two disagree on; with nobody the "
             "second opinion stands",
     .example = "[county]"},
    TIME(double_text, "100 %", "the second reading and of the arbitration"),
};
const struct key_table keys_double = {
    .where = "an entry of `double-reads`",
    .rows = double_rows,
    .count = KEYS_COUNT(double_rows),
    .size = sizeof(struct double_text),
    .naming = "id",
};

static const struct key_row review_rows[] = {
    {"share", KEY_SHARE, KEY_REQUIRED, KEYS_AT(review_text, share),
     .says = "share of the studies that are read once more after their final report",
     .example = "3 %"},
    BY(review_text, "whose groups with `reads: final` review, each what another has reported"),
    TIME(review_text, "100 %", "a review"),
};
const struct key_table keys_review = {
    .where = "`peer-review`",
    .rows = review_rows,
    .count = KEYS_COUNT(review_rows),
    .size = sizeof(struct review_text),
};

static const struct key_row dispatch_rows[] = {
    {"order", KEY_WORD, 0, KEYS_AT(dispatch_text, order), .preset = "priority",
     .words = "priority fifo deadline slack accumulating",
     .says = "by rank; by receipt; by receipt + target; by that less the expected reading time; or "
             "by `weight` × time since receipt, greatest first",
     .example = "deadline"},
    {"preempt", KEY_PATTERN, KEY_MANY, KEYS_MANY(dispatch_text, preempt), .preset = "[]",
     .refers = "priorities", .says = "priorities for which a less urgent read is put down",
     .example = "[stroke]"},
    {"resume", KEY_WORD, 0, KEYS_AT(dispatch_text, resume), .preset = "resume",
     .words = "resume restart",
     .says = "what was put down goes on where it stood, or from its beginning",
     .example = "restart"},
    {"assign", KEY_WORD, 0, KEYS_AT(dispatch_text, assign), .preset = "pull",
     .words = "pull shortest least-work round-robin random",
     .says = "readers take from shared worklists; or each first read is pushed at its receipt to "
             "the own list of an eligible reader on shift: that with the fewest studies, with the "
             "least expected work, the next in turn, or any",
     .example = "shortest"},
    {"pick", KEY_WORD, 0, KEYS_AT(dispatch_text, pick), .preset = "best",
     .words = "best shortest richest",
     .says = "what readers take first within a priority: what comes first, what is expected to be "
             "read fastest, or what has most RVUs; others than `best` go with `order: priority`",
     .example = "shortest"},
    {"tie", KEY_WORD, 0, KEYS_AT(dispatch_text, tie), .preset = "longest-idle",
     .words = "longest-idle specialist-last fastest cheapest random",
     .says = "which of several idle readers takes a study; further ties go to the one idle longest",
     .example = "specialist-last"},
};
const struct key_table keys_dispatch = {
    .where = "`dispatch`",
    .rows = dispatch_rows,
    .count = KEYS_COUNT(dispatch_rows),
    .size = sizeof(struct dispatch_text),
};

static const struct key_row escalate_rows[] = {
    {"after", KEY_DURATION, KEY_REQUIRED, KEYS_AT(escalate_text, after),
     .says = "from its receipt on, if it waits then or comes to wait later", .example = "12 h"},
    {"to", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(escalate_text, to), .refers = "priorities",
     .says = "a more urgent priority", .example = "urgent"},
};
const struct key_table keys_escalate = {
    .where = "`escalate` of a priority",
    .rows = escalate_rows,
    .count = KEYS_COUNT(escalate_rows),
    .size = sizeof(struct escalate_text),
};

static const struct key_row withdraw_rows[] = {
    {"after", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(withdraw_text, after),
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "from its receipt on, if nobody has begun to read it",
     .example = "{exponential: {mean: 4 h}}"},
    {"priorities", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(withdraw_text, priorities),
     .preset = "[\"*\"]", .refers = "priorities", .says = "only studies ordered with these",
     .example = "[urgent, routine]"},
};
const struct key_table keys_withdraw = {
    .where = "`withdraw` of a site",
    .rows = withdraw_rows,
    .count = KEYS_COUNT(withdraw_rows),
    .size = sizeof(struct withdraw_text),
};

static const struct key_row bundle_rows[] = {
    {"with", KEY_REFERENCE, KEY_REQUIRED | KEY_MANY | KEY_FILLED, KEYS_MANY(bundle_text, with),
     .most = 15, .refers = "studies",
     .says = "study types of which the same patient has one each at the same instant; one reader "
             "takes all, in this order",
     .example = "[ct-spine, ct-chest]"},
    {"share", KEY_SHARE, KEY_REQUIRED, KEYS_AT(bundle_text, share),
     .says = "share of the studies of this type that come so", .example = "30 %"},
};
const struct key_table keys_bundle = {
    .where = "`bundle` of a study type",
    .rows = bundle_rows,
    .count = KEYS_COUNT(bundle_rows),
    .size = sizeof(struct bundle_text),
};
