/* Small worlds for tests.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TEXT_BYTES 8192

struct model *world_new(bool stat_preempts)
{
    const struct model_run run = {"world", 0, SIMTIME_DAY, 0, 1, 1};
    struct model *m = NULL;

    assert_int_equal(model_create(&m, &run, 1, 0, NULL), FAULT_NONE);
    assert_int_equal(model_add_priority(m,
                                        &(struct model_priority){.id = "stat",
                                                                 .target_us = 30 * WORLD_MIN,
                                                                 .attain = 0.9,
                                                                 .preempts = stat_preempts},
                                        NULL, NULL),
                     FAULT_NONE);
    assert_int_equal(
        model_add_priority(m, &(struct model_priority){.id = "low", .target_us = MODEL_NO_TARGET},
                           NULL, NULL),
        FAULT_NONE);
    assert_int_equal(
        model_add_site(m, &(struct model_site){.id = "a", .link = MODEL_NONE}, NULL, NULL),
        FAULT_NONE);
    assert_int_equal(
        model_add_provider(m, &(struct model_provider){.id = "p", .kind = "inhouse"}, NULL, NULL),
        FAULT_NONE);
    return m;
}

uint32_t world_study(struct model *m, const char *id, double minutes)
{
    uint64_t none = 0;
    struct model_study study = {.id = (char *) (uintptr_t) id, .skills = &none};
    uint32_t index;

    assert_int_equal(variate_constant(&study.images, 0, NULL), FAULT_NONE);
    assert_int_equal(variate_constant(&study.read, minutes * (double) WORLD_MIN, NULL), FAULT_NONE);
    assert_int_equal(model_add_study(m, &study, &index, NULL), FAULT_NONE);
    return index;
}

uint32_t world_group(struct model *m, const char *id, uint32_t count, double pace)
{
    uint64_t one = 1, none = 0;
    struct model_group group = {.id = (char *) (uintptr_t) id,
                                .count = count,
                                .licences = &one,
                                .privileges = &one,
                                .modalities = 1,
                                .skills = &none};
    uint32_t index;

    assert_int_equal(variate_constant(&group.pace, pace, NULL), FAULT_NONE);
    assert_int_equal(model_add_group(m, &group, &index, NULL), FAULT_NONE);
    return index;
}

void world_trace(struct model *m, uint32_t study, uint32_t priority, const int *minutes,
                 size_t count)
{
    struct model_trace_row *rows = calloc(count, sizeof *rows);
    struct model_trace trace = {rows, count, NULL};
    struct model_share mix = {priority, 1};
    struct model_source source = {.place = m->source_count,
                                  .study = study,
                                  .name = (char *) (uintptr_t) "sites.a.demand.x",
                                  .rates = MODEL_NONE,
                                  .trace_share = 1,
                                  .mix = &mix,
                                  .mix_count = 1};

    assert_non_null(rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct model_trace_row){minutes[i] * WORLD_MIN, minutes[i] * WORLD_MIN, 1};
    assert_int_equal(model_add_trace(m, &trace, &source.trace, NULL), FAULT_NONE);
    assert_int_equal(model_add_source(m, &source, NULL, NULL), FAULT_NONE);
    free(rows);
}

void world_freeze(struct model *m)
{
    assert_int_equal(model_freeze(m, NULL), FAULT_NONE);
}

struct log {
    char *text;
    size_t length;
};

static void ignore_life(void *self, const struct study_life *life)
{
    (void) self;
    (void) life;
}

static void ignore_reader(void *self, int64_t at_us, uint32_t reader, unsigned after)
{
    (void) self;
    (void) at_us;
    (void) reader;
    (void) after;
}

static void ignore_money(void *self, const struct money_item *item)
{
    (void) self;
    (void) item;
}

static void write_report(void *self, int64_t at_us, uint32_t reader, const struct study_life *life)
{
    struct log *log = self;
    bool final = life->final_us == at_us && life->reported_us != at_us;

    log->length +=
        (size_t) snprintf(log->text + log->length, TEXT_BYTES - log->length, "%s%s%c%u@%g/%u",
                          log->length > 0 ? " " : "", final ? "f" : "", (char) ('a' + life->source),
                          life->count, (double) at_us / (double) WORLD_MIN, reader);
    assert_true(log->length < TEXT_BYTES);
}

static void ignore_report(void *self, int64_t at_us, uint32_t reader, const struct study_life *life)
{
    (void) self;
    (void) at_us;
    (void) reader;
    (void) life;
}

static void ignore_call(void *self, int64_t at_us, uint32_t reader)
{
    (void) self;
    (void) at_us;
    (void) reader;
}

struct observer world_observer(void *self)
{
    return (struct observer){self,        ignore_life,   ignore_life,   ignore_life, ignore_life,
                             ignore_life, ignore_reader, ignore_report, ignore_call, ignore_money};
}

char *world_run(struct model *m)
{
    struct log log = {calloc(1, TEXT_BYTES), 0};
    struct observer observer = world_observer(&log);
    struct replication *r = NULL;
    struct balance balance;
    char *first;

    observer.report_made = write_report;
    assert_non_null(log.text);
    assert_int_equal(replication_create(&r, m, NULL), FAULT_NONE);
    assert_int_equal(replication_run(r, 0, &observer, 0, &balance, NULL), FAULT_NONE);
    first = log.text; /* once more, and after another number: it must be the same */
    log = (struct log){calloc(1, TEXT_BYTES), 0};
    assert_non_null(log.text);
    assert_int_equal(replication_run(r, 1, &observer, 0, &balance, NULL), FAULT_NONE);
    log.length = 0;
    log.text[0] = '\0';
    assert_int_equal(replication_run(r, 0, &observer, 0, &balance, NULL), FAULT_NONE);
    assert_string_equal(first, log.text);
    assert_true(balance.arrived == balance.closed + balance.withdrawn + balance.in_system);
    free(log.text);
    replication_free(r);
    model_free(m);
    return first;
}

void world_expect(struct model *m, const char *right)
{
    char *text;

    world_freeze(m);
    text = world_run(m);
    assert_string_equal(text, right);
    free(text);
}
