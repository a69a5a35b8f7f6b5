/* Worklists on a model of one class with an overflow of 15 minutes; who may read what.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/worklist.h"

#include "core/simtime.h"
#include "model/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Groups: 0 `near` holds the licence and covers at once, 1 `far` holds it and covers after 15 min,
 * 2 `other` holds none. */
static struct model *tiny(void)
{
    const struct model_run run = {"tiny", 0, SIMTIME_DAY, 0, 1, 1};
    uint64_t one = 1, none = 0;
    struct model *m = NULL;

    assert_int_equal(model_create(&m, &run, 1, 0, NULL), FAULT_NONE);
    assert_int_equal(
        model_add_priority(
            m, &(struct model_priority){.id = "stat", .target_us = SIMTIME_HOUR, .attain = 0.9},
            NULL, NULL),
        FAULT_NONE);
    assert_int_equal(
        model_add_priority(m, &(struct model_priority){.id = "low", .target_us = MODEL_NO_TARGET},
                           NULL, NULL),
        FAULT_NONE);
    assert_int_equal(
        model_add_study(m, &(struct model_study){.id = "ct", .skills = &none}, NULL, NULL),
        FAULT_NONE);
    assert_int_equal(
        model_add_site(m, &(struct model_site){.id = "story", .link = MODEL_NONE}, NULL, NULL),
        FAULT_NONE);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(model_add_provider(
                             m, &(struct model_provider){.id = "p", .kind = "inhouse"}, NULL, NULL),
                         FAULT_NONE);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(model_add_group(m,
                                         &(struct model_group){.id = "g",
                                                               .count = 1,
                                                               .provider = i == 1,
                                                               .licences = i < 2 ? &one : &none,
                                                               .privileges = &one,
                                                               .modalities = 1,
                                                               .skills = &none},
                                         NULL, NULL),
                         FAULT_NONE);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(model_add_coverage(m,
                                            &(struct model_coverage){
                                                .provider = i,
                                                .window = MODEL_NONE,
                                                .overflow_us = i == 0 ? 0 : 15 * SIMTIME_MINUTE},
                                            NULL),
                         FAULT_NONE);
    assert_int_equal(model_freeze(m, NULL), FAULT_NONE);
    return m;
}

/* The parts of a replication that worklists use, for one waiting study received at 0. */
struct fixture {
    struct model *model;
    struct replication r;
    struct study study;
    uint32_t places[2], fresh[1];
    struct heap lists[2], later[MODEL_PHASES];
    uint64_t waiting[4], later_waiting[MODEL_PHASES], fresh_groups[1];
    struct ripening ripening[2];
    struct crew crews[3];
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){.model = tiny()};
    assert_int_equal(f->model->eligibility->tier_count, 2);
    f->places[0] = f->places[1] = HEAP_ABSENT;
    f->study =
        (struct study){.stage = STUDY_WAITING, .in_use = true, .owner = NOBODY, .bundle = NOBODY};
    f->study.life.reported_us = STUDY_NOT_YET;
    f->study.life.present = 1;
    f->study.class_index = licence_class(f->model->eligibility, 0, 0);
    f->crews[0] = (struct crew){.phases = 1U << MODEL_FIRST, .plain = true};
    f->crews[1] = (struct crew){.tier = 1, .phases = 1U << MODEL_FIRST, .plain = true};
    f->r = (struct replication){.model = f->model,
                                .who = f->model->eligibility,
                                .stride = 2,
                                .studies = &f->study,
                                .places = f->places,
                                .fresh = f->fresh,
                                .worklists = f->lists,
                                .later_worklists = f->later,
                                .waiting = f->waiting,
                                .later_waiting = f->later_waiting,
                                .ripening = f->ripening,
                                .crews = f->crews};
    assert_int_equal(agenda_init(&f->r.agenda, 4, NULL), FAULT_NONE);
    f->study.key = order_key(&f->r, &f->study);
    worklist_add(&f->r, 0);
    worklist_ripen(&f->r, 0);
}

static void tear_down(struct fixture *f)
{
    agenda_clear(&f->r.agenda);
    for (int i = 0; i < 2; i++) {
        heap_clear(&f->lists[i]);
        free(f->ripening[i].ring);
    }
    model_free(f->model);
}

static void a_group_without_the_licence_may_read_nothing(void **state)
{
    struct model *m = tiny();

    (void) state;
    assert_true(model_group_may_read(m, 0, 0, 0));
    assert_true(model_group_may_read(m, 1, 0, 0));
    assert_false(model_group_may_read(m, 2, 0, 0));
    model_free(m);
}

static void overflow_shows_a_study_only_after_its_wait(void **state)
{
    struct fixture f;

    (void) state;
    set_up(&f);
    assert_int_equal(worklist_best(&f.r, 0, NOBODY), 0);
    assert_int_equal(worklist_best(&f.r, 1, NOBODY), NOBODY);
    assert_true(agenda_next_us(&f.r.agenda) == 15 * SIMTIME_MINUTE);
    f.r.now_us = 15 * SIMTIME_MINUTE;
    worklist_ripened(&f.r, 1);
    assert_int_equal(worklist_best(&f.r, 1, NOBODY), 0);
    worklist_remove(&f.r, 0);
    assert_int_equal(worklist_best(&f.r, 0, NOBODY), NOBODY);
    assert_int_equal(worklist_best(&f.r, 1, NOBODY), NOBODY);
    tear_down(&f);
}

static void a_raise_at_the_instant_of_overflow_lists_a_study_once(void **state)
{
    struct fixture f;

    (void) state;
    set_up(&f);
    f.r.now_us = 15 * SIMTIME_MINUTE;
    worklist_raise(&f.r, 0, 0); /* the verdict comes before the overflow of the same instant */
    worklist_ripened(&f.r, 1);
    assert_int_equal(f.lists[f.model->eligibility->class_count + f.study.class_index].length, 1);
    assert_int_equal(worklist_best(&f.r, 1, NOBODY), 0);
    worklist_remove(&f.r, 0);
    assert_int_equal(worklist_best(&f.r, 1, NOBODY), NOBODY);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_without_the_licence_may_read_nothing),
        cmocka_unit_test(overflow_shows_a_study_only_after_its_wait),
        cmocka_unit_test(a_raise_at_the_instant_of_overflow_lists_a_study_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
