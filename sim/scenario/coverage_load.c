/* Work offered and readers on shift, by hour of the week on the run's clock. Sums are over the
 * measured time, divided by the time that each hour of the week had in it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include "core/bitset.h"
#include "scenario/coverage_demand.h"

#include <math.h>
#include <stdlib.h>

#define WEEK COVERAGE_WEEK

struct load {
    const struct model *model;
    const struct coverage_classes *classes_of;
    double (*people)[WEEK];  /* [groups]: readers × time, us */
    double (*classes)[WEEK]; /* [classes]: work offered by first reads, us */
    double time_us[WEEK];
};

static void sum_people(struct load *load)
{
    const struct model *m = load->model;

    for (uint32_t g = 0; g < m->group_count; g++) {
        double always = 0;

        for (uint32_t k = 0; k < m->groups[g].count; k++) {
            const struct model_reader *reader = &m->readers[m->groups[g].first_reader + k];

            if (reader->duty_count == 1 && reader->duty[0].from_us <= 0 &&
                reader->duty[0].to_us >= m->end_us) {
                always++;
                continue;
            }
            for (size_t i = 0; i < reader->duty_count; i++)
                coverage_spread(m, reader->duty[i].from_us, reader->duty[i].to_us, 1,
                                load->people[g]);
        }
        if (always > 0)
            coverage_spread(m, 0, m->end_us, always, load->people[g]);
    }
}

/* Base time that a study of a type asks for beside drafts and final reads. */
static double work_of(const struct model *m, uint32_t study)
{
    double readings = 1 + m->readings.review_share * m->readings.review_time;

    for (uint32_t i = 0; i < m->double_count; i++) {
        const struct model_double *twice = &m->doubles[i];

        if (bitset_has(twice->studies, study))
            readings +=
                twice->share * twice->time * (1 + (twice->arbitrate != NULL ? twice->disagree : 0));
    }
    return readings * variate_mean(&m->studies[study].read);
}

/* The same with the studies that come with it. */
static double work_of_bundle(const struct model *m, uint32_t study)
{
    const struct model_study *head = &m->studies[study];
    double work = work_of(m, study);

    for (size_t i = 0; i < head->with_count; i++)
        work += head->bundle_share * work_of(m, head->with[i]);
    return work;
}

static enum fault_kind sum_work(struct load *load, struct fault *fault)
{
    const struct model *m = load->model;
    struct coverage_demand *demand = NULL;
    enum fault_kind kind = coverage_demand_create(&demand, m, fault);

    for (uint32_t i = 0; i < m->source_count && kind == FAULT_NONE; i++) {
        const struct model_source *s = &m->sources[i];
        double *week = load->classes[load->classes_of->of_source[i]];
        double scale = work_of_bundle(m, s->study);
        const double *arrivals = NULL;

        kind = coverage_demand_week(demand, i, &arrivals, fault);
        if (s->trace != MODEL_NONE)
            scale *= s->trace_share;
        if (s->rates != MODEL_NONE)
            scale *= s->rate_per_us;
        if (s->manner != NULL && s->manner->grouped)
            scale *= variate_mean(&s->manner->size);
        for (unsigned h = 0; kind == FAULT_NONE && h < WEEK; h++)
            week[h] += arrivals[h] > 0 ? scale * arrivals[h] : 0;
    }
    coverage_demand_free(demand);
    return kind;
}

/* Of a class: readers on shift who may read it, how many of them read preliminary, and how many
 * make final reads, each by hour of the week as readers × time. */
struct crews {
    double all[WEEK], preliminary[WEEK], finals[WEEK];
};

static void find_crews(const struct load *load, uint32_t class_index, struct crews *crews)
{
    const struct model *m = load->model;

    *crews = (struct crews){{0}, {0}, {0}};
    for (uint32_t g = 0; g < m->group_count; g++) {
        const struct model_group *group = &m->groups[g];
        bool finals = group->reads == MODEL_READS_FINAL && group->provider != MODEL_NONE &&
                      m->providers[group->provider].makes_finals;

        if (!coverage_class_has(load->classes_of, class_index, g))
            continue;
        for (unsigned h = 0; h < WEEK; h++) {
            crews->all[h] += load->people[g][h];
            if (group->reads == MODEL_READS_PRELIMINARY)
                crews->preliminary[h] += load->people[g][h];
            if (finals)
                crews->finals[h] += load->people[g][h];
        }
    }
}

static double total(const double week[WEEK])
{
    double sum = 0;

    for (unsigned h = 0; h < WEEK; h++)
        sum += week[h];
    return sum;
}

/* Final reads of a class. A first read is taken to be preliminary with the share of such readers
 * among those on shift who may read it, of the whole week where nobody is; the final reads wait for
 * those who make them, so their work is put down evenly to the hours of these. */
static void add_overreads(const struct load *load, uint32_t class_index, double offered[WEEK])
{
    struct crews crews;
    double people, makers, work = 0;

    find_crews(load, class_index, &crews);
    people = total(crews.all);
    makers = total(crews.finals);
    if (!(people > 0) || !(makers > 0))
        return;
    for (unsigned h = 0; h < WEEK; h++)
        work +=
            load->classes[class_index][h] * (crews.all[h] > 0 ? crews.preliminary[h] / crews.all[h]
                                                              : total(crews.preliminary) / people);
    for (unsigned h = 0; h < WEEK; h++)
        offered[h] += load->model->readings.final_time * work * crews.finals[h] / makers;
}

static void sum_up(const struct load *load, struct coverage *out)
{
    const struct model *m = load->model;
    double offered[WEEK] = {0}, people[WEEK] = {0};

    for (uint32_t i = 0; i < load->classes_of->count; i++) {
        for (unsigned h = 0; h < WEEK; h++)
            offered[h] += load->classes[i][h];
        if (m->has_finals)
            add_overreads(load, i, offered);
    }
    for (uint32_t g = 0; g < m->group_count; g++)
        for (unsigned h = 0; h < WEEK; h++)
            people[h] += load->people[g][h];
    out->offered_mean = out->on_shift_mean = 0;
    for (unsigned h = 0; h < WEEK; h++) {
        bool occurs = load->time_us[h] > 0;

        out->offered[h] = occurs ? offered[h] / load->time_us[h] : (double) NAN;
        out->on_shift[h] = occurs ? people[h] / load->time_us[h] : (double) NAN;
        out->offered_mean += offered[h] / (double) m->end_us;
        out->on_shift_mean += people[h] / (double) m->end_us;
    }
}

enum fault_kind coverage_load(const struct model *model, const struct coverage_classes *classes,
                              struct coverage *coverage, struct fault *fault)
{
    struct load load = {.model = model, .classes_of = classes};
    enum fault_kind kind = FAULT_NONE;

    load.people = calloc(model->group_count + 1U, sizeof *load.people);
    load.classes = calloc(classes->count + 1U, sizeof *load.classes);
    if (load.people == NULL || load.classes == NULL) {
        kind = fault_set(fault, FAULT_MEMORY, "no memory for the load by hour of the week");
    } else {
        coverage_spread(model, 0, model->end_us, 1, load.time_us);
        sum_people(&load);
        kind = sum_work(&load, fault);
        if (kind == FAULT_NONE)
            sum_up(&load, coverage);
    }
    free(load.people);
    free(load.classes);
    return kind;
}
