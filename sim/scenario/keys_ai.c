/* Keys of AI tools.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row positive_rows[] = {
    {"priority", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(positive_text, priority),
     .refers = "priorities", .says = "to which a positive study is raised, never lowered",
     .example = "stroke"},
};
static const struct key_table positive_table = {
    .where = "`on-positive` of an AI tool",
    .rows = positive_rows,
    .count = KEYS_COUNT(positive_rows),
    .size = sizeof(struct positive_text),
};

static const struct key_row negative_rows[] = {
    {"priority", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(positive_text, priority),
     .refers = "priorities",
     .says = "to which a negative study is lowered, waiting or in hand, while no tool has called "
             "it positive and no escalation has raised it",
     .example = "routine"},
};
static const struct key_table negative_table = {
    .where = "`on-negative` of an AI tool",
    .rows = negative_rows,
    .count = KEYS_COUNT(negative_rows),
    .size = sizeof(struct positive_text),
};

static const struct key_row roc_rows[] = {
    {"auc", KEY_NUMBER, KEY_REQUIRED, KEYS_AT(roc_text, auc), .least = 0.5, .most = 1,
     .says = "area under the curve, below 1; 0.5 is no better than chance", .example = "0.95"},
    {"specificity", KEY_SHARE, 0, KEYS_AT(roc_text, specificity),
     .says = "the point of the curve with this specificity", .example = "90 %"},
    {"sensitivity", KEY_SHARE, 0, KEYS_AT(roc_text, sensitivity),
     .says = "the point of the curve with this sensitivity", .example = "95 %"},
    {"threshold", KEY_NUMBER, 0, KEYS_AT(roc_text, threshold), .least = 0, .most = 20,
     .says = "scores above it are positive: those of studies without the finding are normal with "
             "mean 0, those of studies with it have mean d' = sqrt(2) times the normal quantile of "
             "`auc`, both with standard deviation 1",
     .example = "1.3"},
};
const struct key_table keys_roc = {
    .where = "`roc` of an AI tool",
    .rows = roc_rows,
    .count = KEYS_COUNT(roc_rows),
    .size = sizeof(struct roc_text),
};

static const struct key_row draft_rows[] = {
    {"saves", KEY_SHARE, KEY_REQUIRED, KEYS_AT(draft_text, saves),
     .says = "share of the base time of the first reading; of several drafts the greatest holds",
     .example = "20 %"},
    {"on", KEY_WORD, 0, KEYS_AT(draft_text, on), .preset = "always",
     .words = "positive negative always",
     .says = "which verdicts bring a draft; it helps if the verdict came before the first reading "
             "began, or at that instant",
     .example = "negative"},
};
static const struct key_table draft_table = {
    .where = "`draft` of an AI tool",
    .rows = draft_rows,
    .count = KEYS_COUNT(draft_rows),
    .size = sizeof(struct draft_text),
};

static const struct key_row ai_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(ai_text, id), .says = "name of the tool",
     .example = "ich-triage"},
    {"studies", KEY_PATTERN, KEY_MANY | KEY_FILLED, KEYS_MANY(ai_text, studies),
     .preset = "[\"*\"]", .refers = "studies", .says = "which study types it looks at",
     .example = "[ct-head]"},
    {"finding", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(ai_text, finding), .refers = "findings",
     .says = "what it looks for", .example = "ich"},
    {"sensitivity", KEY_SHARE, 0, KEYS_AT(ai_text, sensitivity),
     .says = "share of studies with the finding that it calls positive. Either this and "
             "`specificity`, or `roc`",
     .example = "93 %"},
    {"specificity", KEY_SHARE, 0, KEYS_AT(ai_text, specificity),
     .says = "share of studies without it that it calls negative; goes with `sensitivity`",
     .example = "94 %"},
    {"roc", KEY_MAPPING, 0, KEYS_AT(ai_text, roc), .table = &keys_roc,
     .says = "instead of both: an equal-variance binormal curve and a point of it, named by one of "
             "the other keys",
     .example = "{auc: 0.95, specificity: 90 %}"},
    {"time", KEY_DISTRIBUTION, 0, KEYS_AT(ai_text, time), .preset = "{constant: 0 s}",
     .unit = DISTRIBUTION_TIME, .table = &keys_distribution,
     .says = "from its start to the verdict", .example = "{lognormal: {median: 70 s, p90: 150 s}}"},
    {"servers", KEY_COUNT, 0, KEYS_AT(ai_text, servers), .preset = "1", .least = 1, .most = 10000,
     .says = "studies at a time, in order of receipt", .example = "4"},
    {"on-positive", KEY_MAPPING, 0, KEYS_AT(ai_text, on_positive), .table = &positive_table,
     .says = "what a positive verdict does; without it nothing", .example = "{priority: stroke}"},
    {"on-negative", KEY_MAPPING, 0, KEYS_AT(ai_text, on_negative), .table = &negative_table,
     .says = "what a negative verdict does; without it nothing", .example = "{priority: routine}"},
    {"draft", KEY_MAPPING, 0, KEYS_AT(ai_text, draft), .table = &draft_table,
     .says = "a draft report that shortens the first reading",
     .example = "{saves: 20 %, on: negative}"},
    {"autonomous", KEY_FLAG, 0, KEYS_AT(ai_text, autonomous), .preset = "false",
     .says = "a negative is reported by the tool at once, as final, if no reading has begun and no "
             "tool has called the study positive; what it misses is counted",
     .example = "true"},
    {"price", KEY_MONEY, 0, KEYS_AT(ai_text, price), .says = "for each verdict",
     .example = "USD 1"},
};
const struct key_table keys_ai = {
    .where = "an entry of `ai`",
    .rows = ai_rows,
    .count = KEYS_COUNT(ai_rows),
    .size = sizeof(struct ai_text),
    .naming = "id",
};
