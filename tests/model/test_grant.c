/* Licences drawn at random, and stretches that unite.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"
#include "model/support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define PLACES 5U
#define PAIRS 10U
#define TIMES 20000U

/* Five jurisdictions, and groups of as many readers, who draw `draw` of them. */
static struct model *drawing(const uint32_t *counts, size_t groups, uint32_t draw)
{
    static const char *const ids[PLACES] = {"A", "B", "C", "D", "E"};
    const struct model_run run = {"world", 0, SIMTIME_DAY, 0, 7, 1};
    const struct model_zone utc = {(char *) (uintptr_t) "UTC", 0, NULL, NULL};
    uint64_t none = 0, all = 31;
    struct span ever = {GRANT_EVER, SIMTIME_NEVER};
    struct model_grant grant = {
        .kind = MODEL_GRANT_DRAWN, .of = &all, .spans = &ever, .draw = draw};
    struct model *m = NULL;

    assert_int_equal(model_create(&m, &run, PLACES, 0, NULL), FAULT_NONE);
    assert_int_equal(model_name_jurisdictions(m, ids, NULL), FAULT_NONE);
    assert_int_equal(model_add_zone(m, &utc, NULL, NULL), FAULT_NONE);
    assert_int_equal(variate_constant(&grant.lead, 0, NULL), FAULT_NONE);
    for (size_t i = 0; i < groups; i++) {
        char id[] = {(char) ('g' + (int) i), '\0'};
        struct model_group group = {.id = id,
                                    .count = counts[i],
                                    .provider = MODEL_NONE,
                                    .licences = &none,
                                    .privileges = &none,
                                    .skills = &none};
        uint32_t index;

        assert_int_equal(variate_constant(&group.pace, 1, NULL), FAULT_NONE);
        assert_int_equal(model_add_group(m, &group, &index, NULL), FAULT_NONE);
        assert_int_equal(model_add_grant(m, index, &grant, NULL), FAULT_NONE);
    }
    return m;
}

static uint64_t drawn(const struct model *m, uint32_t reader, uint64_t number)
{
    struct grant_who who = {m->readers[reader].group, reader, m->run.seed, number, NULL};
    uint32_t list[PLACES];
    uint64_t set = UINT64_MAX;

    grant_draw(m, &who, &set, list);
    return set;
}

/* Number of a set of two of five, by the pairs in order. */
static unsigned pair_of(uint64_t set)
{
    unsigned pair = 0;

    for (unsigned a = 0; a < PLACES; a++)
        for (unsigned b = a + 1; b < PLACES; b++, pair++)
            if (set == (UINT64_C(1) << a | UINT64_C(1) << b))
                return pair;
    fail_msg("%llx is not two of five", (unsigned long long) set);
    return 0;
}

/* Pearson's statistic of equal chances. */
static double chi_square(const unsigned *seen, size_t cells, double expected)
{
    double sum = 0;

    for (size_t i = 0; i < cells; i++)
        sum += (seen[i] - expected) * (seen[i] - expected) / expected;
    return sum;
}

static void every_pair_is_as_likely_and_readers_draw_by_themselves(void **state)
{
    const uint32_t count = 2;
    struct model *m = drawing(&count, 1, 2);
    unsigned seen[PAIRS] = {0}, both[PAIRS * PAIRS] = {0};

    (void) state;
    for (uint64_t number = 0; number < TIMES; number++) {
        unsigned first = pair_of(drawn(m, 0, number)), second = pair_of(drawn(m, 1, number));

        seen[first]++;
        both[first * PAIRS + second]++;
    }
    /* 99.99 % of the chi-square distribution with 9 and 99 degrees of freedom */
    assert_true(chi_square(seen, PAIRS, TIMES / (double) PAIRS) < 33.72);
    assert_true(chi_square(both, sizeof both / sizeof *both, TIMES / 100.0) < 157.5);
    model_free(m);
}

static void what_a_reader_draws_depends_on_him_alone(void **state)
{
    const uint32_t one[] = {1}, many[] = {40, 3};
    struct model *a = drawing(one, 1, 2), *b = drawing(many, 2, 2), *c = drawing(one, 1, 3);

    (void) state;
    for (uint64_t number = 0; number < 100; number++) {
        uint64_t set = drawn(a, 0, number);

        assert_int_equal(drawn(b, 0, number), set);
        assert_int_equal(drawn(c, 0, number) & set, set); /* a larger draw keeps them */
    }
    model_free(a);
    model_free(b);
    model_free(c);
}

static void stretches_unite(void **state)
{
    const uint32_t count = 1;
    struct model *m = drawing(&count, 1, 1);
    const struct span spans[] = {{10, 20}, {40, 50}, {20, 25}, {0, 5}, {45, 60}, {7, 7}, {4, 41}};
    const size_t counts[] = {1, 2, 2, 3, 3, 3, 1};
    uint64_t one = 1;
    struct model_grant grant = {.kind = MODEL_GRANT_HELD, .of = &one};
    struct grant_who who = {0, MODEL_NONE, 0, 0, &(uint64_t){0}}; /* he has drawn none */
    struct span out[8];

    (void) state;
    assert_int_equal(variate_constant(&grant.lead, 0, NULL), FAULT_NONE);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct span span = spans[i];

        grant.spans = &span;
        assert_int_equal(model_add_grant(m, 0, &grant, NULL), FAULT_NONE);
        assert_int_equal(grant_licence(m, &who, 0, 0, out), counts[i]);
    }
    assert_int_equal(out[0].from_us, 0);
    assert_int_equal(out[0].to_us, 60);
    assert_int_equal(grant_licence(m, &who, 1, 0, out), 0);
    model_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_is_as_likely_and_readers_draw_by_themselves),
        cmocka_unit_test(what_a_reader_draws_depends_on_him_alone),
        cmocka_unit_test(stretches_unite),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
