/* Money in a day reckoned by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/support_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct purse {
    double on_studies, on_nothing, tools, earned;
};

static void pay(void *self, const struct money_item *item)
{
    struct purse *purse = self;

    assert_int_equal(item->month, 0);
    if (item->kind == MONEY_REVENUE) {
        assert_int_equal(item->provider, 0);
        assert_non_null(item->life);
        purse->earned += item->amount;
    } else if (item->kind == MONEY_AI) {
        purse->tools += item->amount;
    } else if (item->life != NULL) {
        purse->on_studies += item->amount;
    } else {
        purse->on_nothing += item->amount;
    }
}

/* 60 an hour on a shift of 0:00 to 0:25, two studies of 10 minutes at 0:00 and 0:20: 20 minutes at
 * studies (5 of them overtime), 10 without. 3 a report, 2 an rvu (0.5 each), price 7. A third study
 * comes on the evening and is reported after the end of the day: it costs and earns nothing but the
 * minutes before the end, 23:55 to 24:00. */
static void every_minute_is_paid_once(void **state)
{
    const int at[] = {0, 20, 1435};
    const struct span duty[] = {{0, 25 * WORLD_MIN}, {1435 * WORLD_MIN, 1500 * WORLD_MIN}};
    struct model *m = world_new(false);
    uint32_t ct = world_study(m, "ct", 10);
    struct purse purse = {0, 0, 0, 0};
    struct observer observer = world_observer(&purse);
    struct replication *r = NULL;
    struct balance balance;
    uint32_t g = world_group(m, "g", 1, 1);

    (void) state;
    observer.paid = pay;
    m->run.drain_us = 60 * WORLD_MIN;
    m->last_us = m->end_us + m->run.drain_us;
    m->studies[ct].rvu = 0.5;
    m->groups[g].cost_per_hour = m->groups[g].cost_per_overtime_hour = 60;
    m->groups[g].cost_per_read = 3;
    m->groups[g].cost_per_rvu = 2;
    m->providers[0].price_per_read = 7;
    assert_int_equal(model_set_duty(m, 0, duty, 2, NULL), FAULT_NONE);
    world_trace(m, ct, 0, at, 3);
    world_freeze(m);
    assert_int_equal(replication_create(&r, m, NULL), FAULT_NONE);
    assert_int_equal(replication_run(r, 0, &observer, 0, &balance, NULL), FAULT_NONE);
    assert_int_equal(balance.closed, 3);
    assert_true(fabs(purse.on_studies - (20 + 5 + 2 * (3 + 2 * 0.5))) < 1e-9);
    assert_true(fabs(purse.on_nothing - 10) < 1e-9);
    assert_true(fabs(purse.earned - 14) < 1e-9);
    assert_true(fabs(purse.tools) < 1e-9);
    replication_free(r);
    model_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_minute_is_paid_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
