/* Keys of distributions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

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
