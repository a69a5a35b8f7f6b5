/* Keys of coverage, final reads, dispatch and distributions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row coverage_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(coverage_text, id),
     .says = "its name in `--set`; default its `provider`, with #2, #3 … for further ones",
     .example = "edges-of-the-day"},
    {"provider", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(coverage_text, provider),
     .refers = "providers", .says = "who may read", .example = "nightco"},
    {"when", KEY_REFERENCE, 0, KEYS_AT(coverage_text, when), .refers = "shifts",
     .says = "only within this shift, at the instant when reading begins; default always",
     .example = "night"},
    {"overflow-after", KEY_DURATION, 0, KEYS_AT(coverage_text, overflow_after), .preset = "0 min",
     .says = "only first reads that have waited that long", .example = "15 min"},
};
const struct key_table keys_coverage = {
    .where = "an entry of `coverage`",
    .rows = coverage_rows,
    .count = KEYS_COUNT(coverage_rows),
    .size = sizeof(struct coverage_text),
    .naming = "provider",
    .later = "sites studies priorities overflow-queue share",
};

static const struct key_row finals_rows[] = {
    {"by", KEY_PATTERN, KEY_REQUIRED | KEY_MANY | KEY_FILLED, KEYS_MANY(finals_text, by),
     .refers = "providers", .says = "whose groups with `reads: final` make them",
     .example = "[county]"},
    {"within", KEY_DURATION, 0, KEYS_AT(finals_text, within),
     .says = "promised from the preliminary report on; without it nothing is", .example = "12 h"},
};
const struct key_table keys_finals = {
    .where = "`final-reads`",
    .rows = finals_rows,
    .count = KEYS_COUNT(finals_rows),
    .size = sizeof(struct finals_text),
    .later = "time",
};

static const struct key_row dispatch_rows[] = {
    {"order", KEY_WORD, 0, KEYS_AT(dispatch_text, order), .preset = "priority",
     .words = "priority fifo deadline", .later = "slack accumulating",
     .says = "by rank, by receipt, or by receipt + target", .example = "deadline"},
    {"preempt", KEY_PATTERN, KEY_MANY, KEYS_MANY(dispatch_text, preempt), .preset = "[]",
     .refers = "priorities", .says = "priorities for which a less urgent read is put down",
     .example = "[stroke]"},
};
const struct key_table keys_dispatch = {
    .where = "`dispatch`",
    .rows = dispatch_rows,
    .count = KEYS_COUNT(dispatch_rows),
    .size = sizeof(struct dispatch_text),
    .later = "resume assign pick tie",
};

#define OWN(name, need, means)                                                                     \
    {                                                                                              \
#name, KEY_OWN, need, KEYS_AT(family_text, name), .says = means                            \
    }
#define PURE(name, means)                                                                          \
    {                                                                                              \
#name, KEY_NUMBER, KEY_REQUIRED | KEY_ABOVE_ZERO, KEYS_AT(family_text, name),              \
            .most = 1e9, .says = means                                                             \
    }
#define TRUNCATION                                                                                 \
    OWN(min, 0, "smaller values are drawn again"), OWN(max, 0, "larger values are drawn again")
#define FAMILY(name)                                                                               \
    static const struct key_table name##_table = {.where = "`" #name "`",                          \
                                                  .rows = name##_rows,                             \
                                                  .count = KEYS_COUNT(name##_rows),                \
                                                  .size = sizeof(struct family_text)}

static const struct key_row exponential_rows[] = {OWN(mean, KEY_REQUIRED, "mean"), TRUNCATION};
FAMILY(exponential);
static const struct key_row lognormal_rows[] = {
    OWN(median, 0, "half of the values are below"),
    OWN(p90, 0, "nine tenths of the values are below; goes with `median`"),
    OWN(mean, 0, "mean, instead of `median` and `p90`"),
    OWN(sd, 0, "standard deviation; goes with `mean`"),
    TRUNCATION,
};
FAMILY(lognormal);
static const struct key_row gamma_rows[] = {OWN(mean, KEY_REQUIRED, "mean"),
                                            PURE(cv, "coefficient of variation"), TRUNCATION};
FAMILY(gamma);
static const struct key_row weibull_rows[] = {
    OWN(scale, KEY_REQUIRED, "63.2 % of the values are below"), PURE(shape, "shape"), TRUNCATION};
FAMILY(weibull);
static const struct key_row loglogistic_rows[] = {
    OWN(median, KEY_REQUIRED, "half of the values are below"), PURE(shape, "shape"), TRUNCATION};
FAMILY(loglogistic);
static const struct key_row erlang_rows[] = {
    OWN(mean, KEY_REQUIRED, "mean"),
    {"k", KEY_COUNT, KEY_REQUIRED, KEYS_AT(family_text, k), .least = 1, .most = 1e6,
     .says = "number of stages"},
    TRUNCATION,
};
FAMILY(erlang);
static const struct key_row hyperexponential_rows[] = {
    OWN(mean, KEY_REQUIRED, "mean"),
    PURE(cv, "coefficient of variation, 1 or more; both branches carry half of the load"),
    TRUNCATION,
};
FAMILY(hyperexponential);
static const struct key_row uniform_rows[] = {OWN(min, KEY_REQUIRED, "least value"),
                                              OWN(max, KEY_REQUIRED, "greatest value")};
FAMILY(uniform);
static const struct key_row triangular_rows[] = {OWN(min, KEY_REQUIRED, "least value"),
                                                 OWN(mode, KEY_REQUIRED, "most likely value"),
                                                 OWN(max, KEY_REQUIRED, "greatest value")};
FAMILY(triangular);
static const struct key_row empirical_rows[] = {
    {"file", KEY_FILE, KEY_REQUIRED, KEYS_AT(family_text, file),
     .says = "a CSV file, relative to the file that names it"},
    {"column", KEY_TEXT, KEY_REQUIRED, KEYS_AT(family_text, column), .most = 200,
     .says = "its column with the values"},
    {"unit", KEY_TEXT, 0, KEYS_AT(family_text, unit), .most = 20,
     .says = "unit of the values, if the column's name is none"},
};
FAMILY(empirical);

#define FAMILY_ROW(name, means, shown)                                                             \
    {                                                                                              \
#name, KEY_MAPPING, 0, KEYS_AT(distribution_text, name), .table = &name##_table,           \
                                                                 .says = means, .example = shown   \
    }
static const struct key_row distribution_rows[] = {
    {"constant", KEY_OWN, 0, KEYS_AT(distribution_text, constant),
     .says = "always the same; a plain value instead of a mapping means this", .example = "10 min"},
    FAMILY_ROW(exponential, "exponential", "{mean: 10 min}"),
    FAMILY_ROW(lognormal, "lognormal", "{median: 7 min, p90: 15 min}"),
    FAMILY_ROW(gamma, "gamma", "{mean: 10 min, cv: 0.8}"),
    FAMILY_ROW(weibull, "Weibull", "{scale: 10 min, shape: 1.4}"),
    FAMILY_ROW(loglogistic, "log-logistic", "{median: 8 min, shape: 3}"),
    FAMILY_ROW(erlang, "Erlang", "{mean: 10 min, k: 4}"),
    FAMILY_ROW(hyperexponential, "two exponentials, of balanced means", "{mean: 10 min, cv: 2}"),
    FAMILY_ROW(uniform, "uniform", "{min: 5 min, max: 15 min}"),
    FAMILY_ROW(triangular, "triangular", "{min: 3 min, mode: 6 min, max: 20 min}"),
    FAMILY_ROW(empirical, "recorded values, linear between order statistics",
               "{file: read-times.csv, column: minutes}"),
};
const struct key_table keys_distribution = {
    .where = "a distribution",
    .rows = distribution_rows,
    .count = KEYS_COUNT(distribution_rows),
    .size = sizeof(struct distribution_text),
};
