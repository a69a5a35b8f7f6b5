/* Distributions as written, against their moments by formula.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/distribution.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MINUTE 60e6
#define THIRD_OF_PI 1.0471975511965976

static char *word(const char *text)
{
    union {
        const char *in;
        char *out;
    } w = {text};

    return w.out;
}

static void expect_mean(const struct distribution_text *text, enum distribution_unit unit,
                        double mean)
{
    struct variate v;
    struct fault fault = {FAULT_NONE, ""};
    const char *key;

    assert_int_equal(distribution_variate(text, unit, NULL, &v, &key, &fault), FAULT_NONE);
    assert_true(fabs(variate_mean(&v) - mean) <= 1e-6 * mean);
}

static void expect_refused(const struct distribution_text *text, const char *where)
{
    struct variate v;
    struct fault fault = {FAULT_NONE, ""};
    const char *key = "";

    assert_int_equal(distribution_variate(text, DISTRIBUTION_TIME, NULL, &v, &key, &fault),
                     FAULT_INPUT);
    assert_string_equal(key, where);
    assert_non_null(strstr(fault.text, "; "));
}

static void each_family_reads_its_own_parameters(void **state)
{
    struct family_text mean = {.mean = word("10 min")};
    struct family_text lognormal = {.median = word("6 min"), .p90 = word("14 min")};
    struct family_text moments = {.mean = word("10 min"), .sd = word("300 s")};
    struct family_text gamma = {.mean = word("10 min"), .cv = word("0.8")};
    struct family_text weibull = {.scale = word("10 min"), .shape = word("2")};
    struct family_text loglogistic = {.median = word("8 min"), .shape = word("3")};
    struct family_text erlang = {.mean = word("10 min"), .k = word("4")};
    struct family_text hyper = {.mean = word("10 min"), .cv = word("2")};
    struct family_text uniform = {.min = word("5 min"), .max = word("15 min")};
    struct family_text triangular = {
        .min = word("3 min"), .mode = word("6 min"), .max = word("21 min")};
    double sigma = log(14.0 / 6.0) / 1.2815515655446004;

    (void) state;
    expect_mean(&(struct distribution_text){.constant = word("10 min")}, DISTRIBUTION_TIME,
                10 * MINUTE);
    expect_mean(&(struct distribution_text){.constant = word("250 MB")}, DISTRIBUTION_SIZE, 250e6);
    expect_mean(&(struct distribution_text){.constant = word("1.25")}, DISTRIBUTION_FACTOR, 1.25);
    expect_mean(&(struct distribution_text){.exponential = &mean}, DISTRIBUTION_TIME, 10 * MINUTE);
    expect_mean(&(struct distribution_text){.lognormal = &lognormal}, DISTRIBUTION_TIME,
                6 * MINUTE * exp(sigma * sigma / 2));
    expect_mean(&(struct distribution_text){.lognormal = &moments}, DISTRIBUTION_TIME, 10 * MINUTE);
    expect_mean(&(struct distribution_text){.gamma = &gamma}, DISTRIBUTION_TIME, 10 * MINUTE);
    expect_mean(&(struct distribution_text){.weibull = &weibull}, DISTRIBUTION_TIME,
                10 * MINUTE * tgamma(1.5));
    expect_mean(&(struct distribution_text){.loglogistic = &loglogistic}, DISTRIBUTION_TIME,
                8 * MINUTE * (THIRD_OF_PI / sin(THIRD_OF_PI)));
    expect_mean(&(struct distribution_text){.erlang = &erlang}, DISTRIBUTION_TIME, 10 * MINUTE);
    expect_mean(&(struct distribution_text){.hyperexponential = &hyper}, DISTRIBUTION_TIME,
                10 * MINUTE);
    expect_mean(&(struct distribution_text){.uniform = &uniform}, DISTRIBUTION_TIME, 10 * MINUTE);
    expect_mean(&(struct distribution_text){.triangular = &triangular}, DISTRIBUTION_TIME,
                10 * MINUTE);
}

static void truncation_moves_the_mean(void **state)
{
    /* exponential of mean m, cut at c: m - c / (e^(c / m) - 1) */
    struct family_text cut = {.mean = word("10 min"), .max = word("20 min")};
    struct variate v;
    const char *key;
    char before[32], after[32];

    (void) state;
    expect_mean(&(struct distribution_text){.exponential = &cut}, DISTRIBUTION_TIME,
                MINUTE * (10 - 20 / (exp(2) - 1)));
    assert_int_equal(distribution_variate(&(struct distribution_text){.exponential = &cut},
                                          DISTRIBUTION_TIME, NULL, &v, &key, NULL),
                     FAULT_NONE);
    distribution_mean_text(&v, DISTRIBUTION_TIME, false, before, sizeof before);
    distribution_mean_text(&v, DISTRIBUTION_TIME, true, after, sizeof after);
    assert_string_equal(before, "10 min");
    assert_string_equal(after, "6.87 min");
}

static void what_cannot_be_is_refused_at_its_key(void **state)
{
    struct family_text under = {.median = word("10 min"), .p90 = word("5 min")};
    struct family_text never = {.mean = word("10 min"), .cv = word("0.8"), .min = word("100 d")};
    struct family_text mixed = {.mean = word("10 min"), .p90 = word("5 min")};
    struct family_text unit = {.mean = word("10")};
    struct family_text missing = {.mean = word("10 min")};

    (void) state;
    expect_refused(&(struct distribution_text){.lognormal = &under}, "lognormal");
    expect_refused(&(struct distribution_text){.gamma = &never}, "gamma/min");
    expect_refused(&(struct distribution_text){.lognormal = &mixed}, "lognormal");
    expect_refused(&(struct distribution_text){.exponential = &unit}, "exponential/mean");
    expect_refused(&(struct distribution_text){.gamma = &missing}, "gamma/cv");
    expect_refused(&(struct distribution_text){.constant = word("10 MB")}, "constant");
    expect_refused(&(struct distribution_text){0}, "");
}

static void units_by_the_name_of_a_column(void **state)
{
    double factor = 0;

    (void) state;
    assert_true(distribution_unit_named("minutes", DISTRIBUTION_TIME, &factor) && factor == 60e6);
    assert_true(distribution_unit_named("MB", DISTRIBUTION_SIZE, &factor) && factor == 1e6);
    assert_false(distribution_unit_named("MB", DISTRIBUTION_TIME, &factor));
    assert_false(distribution_unit_named("length", DISTRIBUTION_TIME, &factor));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_family_reads_its_own_parameters),
        cmocka_unit_test(truncation_moves_the_mean),
        cmocka_unit_test(what_cannot_be_is_refused_at_its_key),
        cmocka_unit_test(units_by_the_name_of_a_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
