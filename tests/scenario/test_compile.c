/* Whole scenarios, compiled: order, copies, patterns, money, the run's clock. By hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "core/bitset.h"
#include "core/simtime.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "telerad: 1\n"                                                                                 \
    "name: Test\n"                                                                                 \
    "run: {zone: America/Chicago, start: 2026-03-02T00:00, duration: 28 d, warmup: 7 d, drain: 2 " \
    "d}\n"                                                                                         \
    "jurisdictions: [{id: US-IL}, {id: US-IA}, {id: GB}]\n"                                        \
    "priorities: [{id: stat, target: 30 min, attain: 90 %}, {id: routine}]\n"                      \
    "findings: [{id: sah}, {id: ich, critical: true}]\n"

#define STUDIES                                                                                    \
    "studies:\n"                                                                                   \
    "  - {id: dx, modality: DX, read: {constant: 2 min}, rvu: 0.2}\n"                              \
    "  - {id: ct, modality: CT, skill: neuro, images: {constant: 250 MB}, read: {constant: 6 "     \
    "min},\n"                                                                                      \
    "     findings: [{id: sah, prevalence: 1 %}, {id: ich, prevalence: 8 %}]}\n"

#define SITES                                                                                      \
    "sites:\n"                                                                                     \
    "  - id: story\n"                                                                              \
    "    count: 2\n"                                                                               \
    "    jurisdiction: US-IA\n"                                                                    \
    "    link: {bandwidth: 20 Mbit/s, overhead: 30 s}\n"                                           \
    "    demand:\n"                                                                                \
    "      - {study: ct, rate: 12/day, priorities: [{id: stat, share: 60 %}, {id: routine, "       \
    "share: 40 %}]}\n"                                                                             \
    "      - {study: dx, rate: 24/day}\n"                                                          \
    "      - {study: ct, rate: 6/day, dispersion: 0.1}\n"                                          \
    "  - {id: leeds, jurisdiction: GB, zone: Europe/London, demand: [{study: dx, rate: "           \
    "24/day}]}\n"

#define SHIFTS                                                                                     \
    "shifts:\n"                                                                                    \
    "  - {id: day, from: \"07:00\", to: \"19:00\"}\n"                                              \
    "  - {id: night, from: \"19:00\", to: \"07:00\"}\n"

#define READERS                                                                                    \
    "readers:\n"                                                                                   \
    "  - {id: zeta, count: 3, provider: b, licences: {hold: [US-*, GB]}, skills: [neuro, body],\n" \
    "     roster: [{shift: day, of: 2}, {shift: night, of: 1}], cost: {per-hour: USD 190.5}}\n"    \
    "  - {id: alpha, provider: a, zone: Asia/Kolkata, licences: {hold: US-IA}, reads: "            \
    "preliminary,\n"                                                                               \
    "     privileges: {sites: [story-2, leeds]}, modalities: [CT, MR], roster: [{shift: day}]}\n"  \
    "providers: [{id: b, kind: inhouse}, {id: a, kind: offshore, price: {per-read: USD 48}}]\n"    \
    "coverage: [{provider: b}, {provider: a, when: night}, {provider: a, overflow-after: 15 "      \
    "min}]\n"                                                                                      \
    "final-reads: {by: [b], within: 12 h}\n"                                                       \
    "dispatch: {order: deadline, preempt: [stat]}\n"                                               \
    "ai:\n"                                                                                        \
    "  - {id: tool, studies: [ct], finding: ich, sensitivity: 93 %, specificity: 94 %,\n"          \
    "     time: {constant: 70 s}, servers: 4, on-positive: {priority: stat}, price: USD 1}\n"

static const char whole[] = HEAD STUDIES SITES SHIFTS READERS;

static void ids_come_in_byte_order_and_sources_by_site_and_place(void **state)
{
    static const char *const names[] = {"sites.leeds.demand.dx",    "sites.story-1.demand.ct",
                                        "sites.story-1.demand.dx",  "sites.story-1.demand.ct#2",
                                        "sites.story-2.demand.ct",  "sites.story-2.demand.dx",
                                        "sites.story-2.demand.ct#2"};
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    assert_int_equal(w.model->site_count, 3);
    assert_string_equal(w.model->sites[0].id, "leeds");
    assert_string_equal(w.model->sites[2].id, "story-2");
    assert_string_equal(w.model->studies[0].id, "ct");
    assert_string_equal(w.model->findings[0].id, "ich");
    assert_true(w.model->findings[0].critical);
    assert_string_equal(w.model->groups[0].id, "alpha");
    assert_string_equal(w.model->providers[0].id, "a");
    assert_int_equal(w.model->source_count, 7);
    for (uint32_t i = 0; i < 7; i++)
        assert_string_equal(w.model->sources[i].name, names[i]);
    assert_int_equal(w.model->sources[3].place, 2);
    assert_int_equal(w.model->sources[1].rates, w.model->sources[6].rates); /* shared */
    assert_int_not_equal(w.model->sources[0].rates, w.model->sources[1].rates);
    world_close(&w);
}

static void values_keep_their_units(void **state)
{
    const struct model *m;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    m = w.model;
    assert_true(m->begin_us == -7 * SIMTIME_DAY && m->end_us == 28 * SIMTIME_DAY);
    assert_true(m->last_us == 30 * SIMTIME_DAY);
    assert_int_equal(m->run.replications, 20);
    assert_int_equal(m->run.seed, 1);
    assert_true(m->priorities[0].target_us == 30 * SIMTIME_MINUTE && m->priorities[0].preempts);
    assert_true(m->priorities[1].target_us == MODEL_NO_TARGET && isnan(m->priorities[1].attain));
    assert_true(fabs(m->sources[1].rate_per_us * (double) SIMTIME_DAY - 12) < 1e-12);
    assert_true(fabs(m->sources[1].mix[0].share - 0.6) < 1e-12);
    assert_int_equal(m->sources[2].mix[0].priority, 1); /* the least urgent */
    assert_int_equal(m->sites[1].link, 0);
    assert_true(fabs(m->links[0].us_per_byte - 0.4) < 1e-15); /* 20 Mbit/s is 2.5 MB/s */
    assert_true(m->links[0].overhead_us == 30e6 && m->sites[0].link == MODEL_NONE);
    assert_true(m->studies[0].findings[0].finding == 0 && m->studies[0].findings[0].share == 0.08);
    assert_true(m->groups[1].cost_per_hour == 190.5 && m->providers[0].price_per_read == 48);
    assert_true(m->providers[1].makes_finals && !m->providers[0].makes_finals);
    assert_true(m->has_finals && m->final_within_us == 12 * SIMTIME_HOUR);
    assert_int_equal(m->dispatch.order, MODEL_ORDER_DEADLINE);
    assert_int_equal(m->tools[0].positive_priority, 0);
    assert_true(m->tools[0].servers == 4 && fabs(m->tools[0].sensitivity - 0.93) < 1e-12);
    assert_true(bitset_has(m->tools[0].studies, 0) && !bitset_has(m->tools[0].studies, 1));
    assert_int_equal(m->groups[0].reads, MODEL_READS_PRELIMINARY);
    assert_string_equal(scenario_currency(w.scenario), "USD");
    world_close(&w);
}

static void who_may_read_what(void **state)
{
    const struct model *m;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    m = w.model; /* groups: alpha, zeta; sites: leeds, story-1, story-2; studies: ct, dx */
    assert_true(model_group_may_read(m, 1, 0, 1) && model_group_may_read(m, 1, 1, 0));
    assert_false(model_group_may_read(m, 0, 2, 0)); /* no `neuro` */
    assert_false(model_group_may_read(m, 0, 2, 1)); /* no DX */
    world_compile(&w, whole, (const char *const[]){"readers.alpha.skills=[neuro]", NULL});
    m = w.model;
    assert_true(model_group_may_read(m, 0, 2, 0));
    assert_false(model_group_may_read(m, 0, 1, 0)); /* no privilege at story-1 */
    assert_false(model_group_may_read(m, 0, 0, 0)); /* no licence for leeds */
    world_compile(&w, whole,
                  (const char *const[]){"readers.alpha.skills=[neuro]",
                                        "readers.alpha.privileges.sites=[story]", NULL});
    assert_true(model_group_may_read(w.model, 0, 1, 0)); /* a bare id means all copies */
    assert_true(model_group_may_read(w.model, 0, 2, 0));
    world_compile(&w, whole,
                  (const char *const[]){"readers.alpha.skills=[neuro]",
                                        "readers.alpha.privileges.sites=[\"*-1\"]", NULL});
    assert_true(model_group_may_read(w.model, 0, 1, 0));
    assert_false(model_group_may_read(w.model, 0, 2, 0));
    world_close(&w);
}

static void rosters_take_the_readers_in_turn(void **state)
{
    const struct model *m;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    m = w.model; /* alpha's reader is 0, zeta's are 1, 2 by day, 3 by night */
    assert_int_equal(m->reader_count, 4);
    assert_true(m->readers[1].duty[7].from_us == 7 * SIMTIME_HOUR);
    assert_true(m->readers[2].duty[7].from_us == 7 * SIMTIME_HOUR);
    assert_true(m->readers[3].duty[0].from_us == m->begin_us); /* a night under way */
    assert_true(m->readers[3].duty[0].to_us == m->begin_us + 7 * SIMTIME_HOUR);
    /* the shift has no zone: 07:00 in India is 19:30 of the day before in Chicago's winter */
    assert_true(m->readers[0].duty[0].from_us == m->begin_us);
    assert_true(m->readers[0].duty[1].from_us ==
                m->begin_us + 19 * SIMTIME_HOUR + 30 * SIMTIME_MINUTE);
    /* but as a window of coverage the night is on the run's clock */
    assert_int_equal(m->coverage_count, 3);
    assert_true(m->coverage[1].window == 0 && m->coverage[2].window == MODEL_NONE);
    assert_true(m->coverage[2].overflow_us == 15 * SIMTIME_MINUTE &&
                m->coverage[1].overflow_us == 0);
    assert_true(m->windows[0].spans[7].from_us == -5 * SIMTIME_HOUR);
    assert_true(m->windows[0].spans[7].to_us == 7 * SIMTIME_HOUR);
    world_compile(&w, whole, (const char *const[]){"readers.zeta.roster.day.of=3", NULL});
    m = w.model; /* all three by day; the night entry begins again with the first */
    assert_true(m->readers[1].duty[0].from_us == m->begin_us); /* joined, day and night */
    assert_int_equal(m->readers[1].duty_count, 1);
    assert_true(m->readers[2].duty[0].from_us == m->begin_us + 7 * SIMTIME_HOUR);
    world_close(&w);
}

static void the_runs_clock_has_its_hours_and_months(void **state)
{
    const struct model *m;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    m = w.model;
    assert_int_equal(m->hours.count, 28 * 24); /* 27 days and an hour less, and one into the last */
    assert_int_equal(m->hours.hour_of_week[0], 0);
    assert_int_equal(m->hours.hour_of_week[6 * 24 + 2], 6 * 24 + 3); /* no 02:00 on 8 March */
    assert_int_equal(m->months.count, 1);
    world_compile(&w, whole, (const char *const[]){"run.start=2026-11-01T00:00", NULL});
    m = w.model; /* the hour from 01:00 comes twice, as two pieces, on a Sunday */
    assert_int_equal(m->hours.hour_of_week[1], 6 * 24 + 1);
    assert_int_equal(m->hours.hour_of_week[2], 6 * 24 + 1);
    assert_int_equal(m->hours.hour_of_week[3], 6 * 24 + 2);
    world_compile(&w, whole,
                  (const char *const[]){"run.start=2026-06-01T00:00", "run.duration=66 d", NULL});
    m = w.model;
    assert_int_equal(m->months.count, 3);
    assert_true(m->months.from_us[1] == 30 * SIMTIME_DAY &&
                m->months.from_us[2] == 61 * SIMTIME_DAY);
    assert_true(m->months.judged[0] && m->months.judged[1] && !m->months.judged[2]);
    world_compile(&w, whole,
                  (const char *const[]){"run.start=2026-06-28T00:00", "run.duration=6 d", NULL});
    assert_true(w.model->months.count == 1 && w.model->months.judged[0]); /* one whole */
    world_compile(&w, whole,
                  (const char *const[]){"run.start=2026-06-24T00:00", "run.duration=7 d", NULL});
    assert_true(w.model->months.count == 1 && w.model->months.judged[0]);
    world_close(&w);
}

static void instants_are_written_with_their_offset(void **state)
{
    char text[40];
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    scenario_instant(w.scenario, 0, text, sizeof text);
    assert_string_equal(text, "2026-03-02T00:00:00-06:00");
    scenario_instant(w.scenario, 10 * SIMTIME_DAY, text, sizeof text);
    assert_string_equal(text, "2026-03-12T01:00:00-05:00");
    scenario_instant(w.scenario, -1, text, sizeof text);
    assert_string_equal(text, "2026-03-01T23:59:59.999999-06:00");
    world_compile(
        &w, whole,
        (const char *const[]){"run.zone=America/Santiago", "run.start=2026-09-06T00:00", NULL});
    scenario_instant(w.scenario, 0, text, sizeof text);
    assert_string_equal(text, "2026-09-06T01:00:00-03:00");
    assert_string_not_equal(scenario_tzdata_version(), "unknown");
    world_close(&w);
}

static void an_end_may_stand_for_a_duration(void **state)
{
    static const char yaml[] =
        "telerad: 1\n"
        "run: {zone: America/Chicago, start: 2026-03-02T00:00, "
        "end: 2026-03-30T00:00}\n"
        "jurisdictions: [{id: US-IA}]\npriorities: [{id: all}]\n" STUDIES
        "findings: [{id: sah}, {id: ich}]\n"
        "sites: [{id: a, jurisdiction: US-IA, demand: [{study: dx, rate: 1/h}]}]\n"
        "readers: [{id: r, licences: {hold: [US-IA]}}]\n";
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, yaml, NULL);
    assert_true(w.model->end_us == 28 * SIMTIME_DAY - SIMTIME_HOUR); /* a change within */
    assert_true(w.model->readers[0].duty_count == 1 &&
                w.model->readers[0].duty[0].to_us == w.model->last_us);
    world_close(&w);
}

static void zones_know_their_changes(void **state)
{
    const struct model_zone *zone;
    struct world w;

    (void) state;
    world_open(&w);
    world_compile(&w, whole, NULL);
    zone = &w.model->zones[w.model->run_zone];
    assert_string_equal(zone->id, "America/Chicago");
    assert_int_equal(zone->count, 2);
    assert_true(zone->at_us[1] == 6 * SIMTIME_DAY + 2 * SIMTIME_HOUR);
    assert_true(zone->offset_s[0] == -6 * 3600 && zone->offset_s[1] == -5 * 3600);
    world_close(&w);
}

static void faults_are_told_at_their_place(void **state)
{
    struct world w;

    (void) state;
    world_open(&w);
    assert_int_equal(
        world_try(&w, whole, (const char *const[]){"readers.zeta.cost.per-hour=EUR 5", NULL}),
        FAULT_INPUT);
    assert_int_equal(
        world_try(&w, whole,
                  (const char *const[]){"run.duration=101 wk", "run.warmup=5300 wk", NULL}),
        FAULT_INPUT);
    assert_int_equal(world_try(&w, whole,
                               (const char *const[]){"readers.zeta.licences.hold=[]",
                                                     "readers.alpha.licences.hold=[]", NULL}),
                     FAULT_INPUT);
    assert_true(world_said(&w, "nobody may read anything"));
    world_compile(&w, whole, (const char *const[]){"readers.zeta.licences.hold=[US-*]", NULL});
    assert_true(world_said(&w, "nobody may ever read `dx` of `leeds`"));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_come_in_byte_order_and_sources_by_site_and_place),
        cmocka_unit_test(values_keep_their_units),
        cmocka_unit_test(who_may_read_what),
        cmocka_unit_test(rosters_take_the_readers_in_turn),
        cmocka_unit_test(the_runs_clock_has_its_hours_and_months),
        cmocka_unit_test(instants_are_written_with_their_offset),
        cmocka_unit_test(an_end_may_stand_for_a_duration),
        cmocka_unit_test(zones_know_their_changes),
        cmocka_unit_test(faults_are_told_at_their_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
