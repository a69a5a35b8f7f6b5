/* Queues whose means are known in closed form, against simulation with a fixed seed. A mean must
 * lie within two half widths of 95 % (about four standard errors), and the half width must be
 * small, so that a wrong model cannot hide behind a wide interval.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define READ_MIN 6.0
#define WARMUP_MIN (14 * 1440)

static bool long_form(void)
{
    return getenv("TELERAD_LONG") != NULL;
}

static uint64_t replications(void)
{
    return long_form() ? 200 : 20;
}

static void assert_agrees(struct estimate got, double theory, double precision)
{
    if (!(fabs(got.mean - theory) <= 2 * got.half_width && got.half_width < precision * theory))
        fail_msg("%g +- %g, by theory %g", got.mean, got.half_width, theory);
}

static struct variate exponential(double mean)
{
    struct variate v;

    assert_int_equal(variate_exponential(&v, mean, NULL), FAULT_NONE);
    return v;
}

static struct variate constant(double value)
{
    struct variate v;

    assert_int_equal(variate_constant(&v, value, NULL), FAULT_NONE);
    return v;
}

/* One site, one study type, `readers` readers, two priorities; load a reader. */
struct queue {
    struct model *model;
    struct shape *shape;
    struct summary *summary;
};

static struct queue queue(struct variate read, uint32_t readers, double load, double high_share)
{
    struct queue q = {.model = world_create(WARMUP_MIN, 120 * 1440, 0)};
    double shares[2] = {high_share, 1 - high_share};
    double rate = load * readers / (variate_mean(&read) / (double) MINUTE);

    world_priority(q.model, "high", 30, 0.9);
    world_priority(q.model, "low", NONE_MIN, (double) NAN);
    world_study(q.model,
                &(struct world_study){.id = "ct", .read = read, .images = constant(0), .rvu = 2});
    world_site(q.model, "story", 0, 0);
    world_source(q.model, 0, 0, rate, shares);
    world_provider(q.model, "county", 0, false);
    world_group(q.model, "day", readers, 0, MODEL_READS_FINAL);
    q.shape = world_finish(q.model);
    q.summary = world_run(q.model, q.shape, replications(), 2);
    return q;
}

static void queue_clear(struct queue *q)
{
    summary_free(q->summary);
    shape_free(q->shape);
    model_free(q->model);
}

static struct estimate of(const struct queue *q, enum table table, size_t measure, size_t cell)
{
    return summary_estimate(q->summary, table, measure, cell);
}

/* What must hold in every world: Little's law as an identity, and loads. */
static void assert_sound(const struct queue *q, double load)
{
    struct estimate gap = of(q, TABLE_OVERALL, MEASURE_LITTLE_GAP, 0);

    assert_true(gap.mean == 0 && gap.half_width == 0);
    assert_agrees(of(q, TABLE_GROUP, READER_UTILISATION, 0), load, 0.02);
}

/* M/M/1: the time in system is exponential with mean s / (1 - load). */
static void one_reader_is_m_m_1(void **state)
{
    const double load = 0.7, system = READ_MIN / (1 - load);
    struct queue q = queue(exponential(READ_MIN * (double) MINUTE), 1, load, 1);

    (void) state;
    assert_sound(&q, load);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_TAT_MEAN, 0), system, 0.03);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_WAIT_MEAN, 0), load * system, 0.03);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_READ_MEAN, 0), READ_MIN, 0.01);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_TAT_P50, 0), log(2) * system, 0.03);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_TAT_P90, 0), log(10) * system, 0.03);
    assert_agrees(of(&q, TABLE_PRIORITY, MEASURE_TARGET_MET, 0), 1 - exp(-30 / system), 0.02);
    assert_agrees(of(&q, TABLE_GROUP, READER_RVU, 0), 2 * load / READ_MIN * 120 * 1440, 0.02);
    assert_true(isnan(of(&q, TABLE_PRIORITY, MEASURE_TAT_MEAN, 1).mean));
    queue_clear(&q);
}

/* M/G/1 with constant and with lognormal reads: Pollaczek and Khinchine, lambda E[S^2] /
 * (2 (1 - load)). */
static void one_reader_is_m_g_1(void **state)
{
    const double load = 0.8, rate = load / READ_MIN;
    struct variate lognormal;
    struct queue q = queue(constant(READ_MIN * (double) MINUTE), 1, load, 1);

    (void) state;
    assert_sound(&q, load);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_WAIT_MEAN, 0),
                  rate * READ_MIN * READ_MIN / (2 * (1 - load)), 0.03);
    queue_clear(&q);
    assert_int_equal(variate_lognormal_moments(&lognormal, READ_MIN * (double) MINUTE,
                                               READ_MIN * (double) MINUTE, NULL),
                     FAULT_NONE);
    q = queue(lognormal, 1, load, 1);
    assert_agrees(of(&q, TABLE_OVERALL, MEASURE_WAIT_MEAN, 0),
                  rate * 2 * READ_MIN * READ_MIN / (2 * (1 - load)), 0.04);
    queue_clear(&q);
}

/* Erlang's C by the stable recursion of his B. */
static double erlang_c(unsigned servers, double offered)
{
    double blocked = 1;

    for (unsigned k = 1; k <= servers; k++)
        blocked = offered * blocked / (k + offered * blocked);
    return blocked / (1 - offered / servers * (1 - blocked));
}

/* M/M/c with two classes that do not pre-empt: the waits W0 / ((1 - s1)(1 - s2)) of Cobham (1954),
 * with W0 = C(c, a) s / c; for equal means exact with c servers (Kella and Yechiali, 1985). */
static void many_readers_with_two_priorities_are_m_m_c(void **state)
{
    static const struct {
        uint32_t readers;
        double load, high;
    } worlds[] = {{2, 0.7, 0.4}, {10, 0.9, 0.3}};

    (void) state;
    for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++) {
        uint32_t c = worlds[i].readers;
        double load = worlds[i].load, high = load * worlds[i].high;
        double first = erlang_c(c, load * c) * READ_MIN / c;
        struct queue q = queue(exponential(READ_MIN * (double) MINUTE), c, load, worlds[i].high);

        assert_sound(&q, load);
        assert_agrees(of(&q, TABLE_PRIORITY, MEASURE_WAIT_MEAN, 0), first / (1 - high), 0.03);
        assert_agrees(of(&q, TABLE_PRIORITY, MEASURE_WAIT_MEAN, 1),
                      first / ((1 - high) * (1 - load)), 0.05);
        queue_clear(&q);
    }
}

/* M/G/1 with two classes that do not pre-empt, reads that differ by class: Cobham (1954), with the
 * mean residual work sum(lambda E[S^2]) / 2. */
static void one_reader_with_two_priorities_is_cobhams(void **state)
{
    const double high_rate = 0.05, low_rate = 0.03, high_min = 4, low_min = 15;
    double rest = (high_rate * high_min * high_min + low_rate * 2 * low_min * low_min) / 2;
    double high = high_rate * high_min, all = high + low_rate * low_min;
    struct queue q = {.model = world_create(WARMUP_MIN, 120 * 1440, 0)};
    double shares[2][2] = {{1, 0}, {0, 1}};

    (void) state;
    world_priority(q.model, "high", 30, 0.9);
    world_priority(q.model, "low", NONE_MIN, (double) NAN);
    world_study(q.model, &(struct world_study){.id = "a",
                                               .read = constant(high_min * (double) MINUTE),
                                               .images = constant(0)});
    world_study(q.model, &(struct world_study){.id = "b",
                                               .modality = 1,
                                               .read = exponential(low_min * (double) MINUTE),
                                               .images = constant(0)});
    world_site(q.model, "story", 0, 0);
    world_source(q.model, 0, 0, high_rate, shares[0]);
    world_source(q.model, 0, 1, low_rate, shares[1]);
    world_provider(q.model, "county", 0, false);
    world_group(q.model, "day", 1, 0, MODEL_READS_FINAL);
    q.shape = world_finish(q.model);
    q.summary = world_run(q.model, q.shape, replications(), 2);
    assert_sound(&q, all);
    assert_agrees(of(&q, TABLE_PRIORITY, MEASURE_WAIT_MEAN, 0), rest / (1 - high), 0.03);
    assert_agrees(of(&q, TABLE_STUDY, MEASURE_WAIT_MEAN, 1), rest / ((1 - high) * (1 - all)), 0.05);
    assert_agrees(of(&q, TABLE_MODALITY, MEASURE_READ_MEAN, 1), low_min, 0.02);
    queue_clear(&q);
}

/* The link as M/G/1 with constant overhead and exponential size; readers without end. */
static void a_link_is_m_g_1(void **state)
{
    const double overhead = 1, sending = 3, rate = 0.2, load = rate * (overhead + sending);
    double second = overhead * overhead + 2 * overhead * sending + 2 * sending * sending;
    struct queue q = {.model = world_create(WARMUP_MIN, 120 * 1440, 0)};
    double share = 1;

    (void) state;
    world_priority(q.model, "high", 30, 0.9);
    world_study(q.model, &(struct world_study){.id = "ct",
                                               .read = constant(READ_MIN * (double) MINUTE),
                                               .images = exponential(1e6)});
    world_site(q.model, "story", sending * (double) MINUTE / 1e6, overhead * (double) MINUTE);
    world_source(q.model, 0, 0, rate, &share);
    world_provider(q.model, "county", 0, false);
    world_group(q.model, "day", 100, 0, MODEL_READS_FINAL);
    q.shape = world_finish(q.model);
    q.summary = world_run(q.model, q.shape, replications(), 2);
    assert_agrees(of(&q, TABLE_SITE, MEASURE_TRANSFER_MEAN, 0),
                  overhead + sending + rate * second / (2 * (1 - load)), 0.04);
    assert_true(of(&q, TABLE_OVERALL, MEASURE_WAIT_MEAN, 0).mean == 0);
    assert_true(fabs(of(&q, TABLE_OVERALL, MEASURE_TAT_MEAN, 0).mean - READ_MIN) < 1e-9);
    queue_clear(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_reader_is_m_m_1),
        cmocka_unit_test(one_reader_is_m_g_1),
        cmocka_unit_test(many_readers_with_two_priorities_are_m_m_c),
        cmocka_unit_test(one_reader_with_two_priorities_is_cobhams),
        cmocka_unit_test(a_link_is_m_g_1),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
