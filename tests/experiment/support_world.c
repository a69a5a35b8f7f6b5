/* Small models by the builder, and outcomes of them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "core/simtime.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define FINE(call) assert_int_equal(call, FAULT_NONE)

static uint64_t everything[16]; /* sets of all; filled once */

struct model *world_create(int64_t warmup_min, int64_t duration_min, int64_t drain_min)
{
    const struct model_run run = {.name = "world",
                                  .warmup_us = warmup_min * MINUTE,
                                  .duration_us = duration_min * MINUTE,
                                  .drain_us = drain_min * MINUTE,
                                  .seed = 1,
                                  .replications = 20};
    struct model *m = NULL;
    uint32_t zone;

    for (size_t i = 0; i < sizeof everything / sizeof *everything; i++)
        everything[i] = UINT64_MAX;
    FINE(model_create(&m, &run, 1, 0, NULL));
    FINE(model_add_zone(m,
                        &(struct model_zone){.id = (char[]){"Etc/UTC"},
                                             .count = 1,
                                             .at_us = &m->begin_us,
                                             .offset_s = (int32_t[]){0}},
                        &zone, NULL));
    model_set_run_zone(m, zone);
    return m;
}

static char *text(const char *from)
{
    static char copies[8][32];
    static unsigned next;
    char *to = copies[next++ % 8];

    (void) snprintf(to, sizeof copies[0], "%s", from);
    return to;
}

uint32_t world_priority(struct model *model, const char *id, int64_t target_min, double attain)
{
    struct model_priority priority = {
        .id = text(id), .target_us = MODEL_NO_TARGET, .attain = attain};
    uint32_t index;

    if (target_min != NONE_MIN)
        priority.target_us = target_min * MINUTE;
    FINE(model_add_priority(model, &priority, &index, NULL));
    return index;
}

uint32_t world_finding(struct model *model, const char *id)
{
    uint32_t index;

    FINE(model_add_finding(model, &(struct model_finding){.id = text(id)}, &index, NULL));
    return index;
}

uint32_t world_study(struct model *model, const struct world_study *study)
{
    struct model_prevalence prevalence = {0, study->prevalence};
    uint64_t none = 0;
    struct model_study entry = {.id = text(study->id),
                                .modality = study->modality,
                                .skills = &none,
                                .images = study->images,
                                .read = study->read,
                                .rvu = study->rvu,
                                .findings = &prevalence,
                                .finding_count = study->finds};
    uint32_t index;

    FINE(model_add_study(model, &entry, &index, NULL));
    return index;
}

uint32_t world_site(struct model *model, const char *id, double us_per_byte, double overhead_us)
{
    struct model_link link = {text(id), us_per_byte, overhead_us};
    struct model_site site = {.id = text(id), .link = MODEL_NONE};
    uint32_t index;

    if (us_per_byte > 0 || overhead_us > 0)
        FINE(model_add_link(model, &link, &site.link, NULL));
    FINE(model_add_site(model, &site, &index, NULL));
    return index;
}

uint32_t world_source(struct model *model, uint32_t site, uint32_t study, double rate_per_min,
                      const double *shares)
{
    struct model_share mix[MODEL_PRIORITIES_MAX];
    struct model_source source = {.site = site, .study = study, .trace = MODEL_NONE, .mix = mix};
    double one = 1;
    uint32_t day = 0, index;
    char name[64];

    if (model->rates_count == 0)
        FINE(model_add_rates(model,
                             &(struct model_rates){.count = 1,
                                                   .from_us = &model->begin_us,
                                                   .weight = &one,
                                                   .day = &day,
                                                   .until_us = model->last_us},
                             NULL, NULL));
    for (uint32_t i = 0; i < model->priority_count; i++)
        mix[i] = (struct model_share){i, shares[i]};
    (void) snprintf(name, sizeof name, "source-%u", model->source_count);
    source.mix_count = model->priority_count;
    source.name = name;
    source.rate_per_us = rate_per_min / (double) MINUTE;
    FINE(model_add_source(model, &source, &index, NULL));
    return index;
}

uint32_t world_provider(struct model *model, const char *id, double price, bool finals)
{
    struct model_provider provider = {.id = text(id),
                                      .kind = text("inhouse"),
                                      .price_per_read = price,
                                      .makes_finals = finals};
    uint32_t index;

    FINE(model_add_provider(model, &provider, &index, NULL));
    return index;
}

uint32_t world_group(struct model *model, const char *id, uint32_t count, uint32_t provider,
                     enum model_reads reads)
{
    struct model_group group = {.id = text(id),
                                .count = count,
                                .provider = provider,
                                .reads = reads,
                                .licences = everything,
                                .privileges = everything,
                                .modalities = ~0U,
                                .skills = everything};
    uint32_t index;

    FINE(variate_constant(&group.pace, 1, NULL));
    FINE(model_add_group(model, &group, &index, NULL));
    return index;
}

struct shape *world_finish_months(struct model *model, const struct model_months *months)
{
    size_t hours = (size_t) ((model->end_us - 1) / SIMTIME_HOUR + 1);
    int64_t *from_us = calloc(hours, sizeof *from_us);
    uint8_t *hour_of_week = calloc(hours, sizeof *hour_of_week);
    struct shape *shape = NULL;

    assert_non_null(from_us);
    assert_non_null(hour_of_week);
    for (size_t i = 0; i < hours; i++) {
        from_us[i] = (int64_t) i * SIMTIME_HOUR;
        hour_of_week[i] = (uint8_t) (i % WEEK_HOURS);
    }
    FINE(model_set_clock(model, &(struct model_hours){hours, from_us, hour_of_week}, months, NULL));
    free(from_us);
    free(hour_of_week);
    FINE(model_freeze(model, NULL));
    FINE(replicate_shape(model, "USD", &shape, NULL));
    return shape;
}

struct shape *world_finish(struct model *model)
{
    int64_t start_us = 0;
    bool judged = true;

    return world_finish_months(model, &(struct model_months){1, &start_us, &judged, SIMTIME_NEVER});
}

static enum fault_kind take(void *self, const struct outcome *outcome, struct fault *fault)
{
    (void) fault;
    assert_int_equal(outcome->replication, summary_replications(self));
    summary_add(self, outcome);
    return FAULT_NONE;
}

struct summary *world_run(const struct model *model, const struct shape *shape,
                          uint64_t replications, unsigned jobs)
{
    struct replicate_options options = {.replications = replications, .jobs = jobs};
    struct summary *summary = NULL;
    struct sink sink = {.take = take};

    FINE(summary_create(&summary, shape, NULL));
    sink.self = summary;
    FINE(replicate(model, shape, &options, &sink, NULL));
    assert_int_equal(summary_replications(summary), replications);
    return summary;
}
