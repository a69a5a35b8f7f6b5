/* Work offered and readers on shift, by hour of the week on the run's clock. Sums are over the
 * measured time, divided by the time that each hour of the week had in it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include "core/bitset.h"
#include "model/licence.h"

#include <math.h>
#include <stdlib.h>

#define WEEK 168U

struct load {
    const struct model *model;
    double (*rates)[WEEK];     /* [rates]: weight × time, us */
    double (*traces)[WEEK];    /* [traces]: studies */
    double (*people)[WEEK];    /* [groups]: readers × time, us */
    double (*classes)[WEEK];   /* [classes]: work offered by first reads, us */
    double time_us[WEEK];
};

static size_t piece_at(const struct model_hours *hours, int64_t at_us)
{
    size_t low = 0, high = hours->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (hours->from_us[middle] <= at_us)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Adds `each` for each microsecond of a span that lies in the measured time. */
static void spread(const struct model *m, int64_t from_us, int64_t to_us, double each,
                   double week[WEEK])
{
    const struct model_hours *hours = &m->hours;

    from_us = from_us > 0 ? from_us : 0;
    to_us = to_us < m->end_us ? to_us : m->end_us;
    if (from_us >= to_us)
        return;
    for (size_t i = piece_at(hours, from_us); i < hours->count && from_us < to_us; i++) {
        int64_t end_us = i + 1 < hours->count ? hours->from_us[i + 1] : m->end_us;

        end_us = end_us < to_us ? end_us : to_us;
        week[hours->hour_of_week[i]] += each * (double) (end_us - from_us);
        from_us = end_us;
    }
}

static void sum_rates(struct load *load)
{
    const struct model *m = load->model;

    for (uint32_t r = 0; r < m->rates_count; r++) {
        const struct model_rates *rates = &m->rates[r];

        for (size_t i = 0; i < rates->count; i++)
            spread(m, rates->from_us[i],
                   i + 1 < rates->count ? rates->from_us[i + 1] : rates->until_us,
                   rates->weight[i], load->rates[r]);
    }
    for (uint32_t t = 0; t < m->trace_count; t++)
        for (size_t i = 0; i < m->traces[t].count; i++) {
            struct model_trace_row row = m->traces[t].rows[i];
            int64_t to_us = row.to_us > row.from_us ? row.to_us : row.from_us + 1;

            spread(m, row.from_us, to_us, row.count / (double) (to_us - row.from_us),
                   load->traces[t]);
        }
}

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
                spread(m, reader->duty[i].from_us, reader->duty[i].to_us, 1, load->people[g]);
        }
        if (always > 0)
            spread(m, 0, m->end_us, always, load->people[g]);
    }
}

static void sum_work(struct load *load)
{
    const struct model *m = load->model;

    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *s = &m->sources[i];
        double *week = load->classes[licence_class(m->eligibility, s->site, s->study)];
        double read_us = variate_mean(&m->studies[s->study].read);
        const double *arrivals = s->trace != MODEL_NONE ? load->traces[s->trace]
                                                        : load->rates[s->rates];
        double scale = read_us * (s->trace != MODEL_NONE ? s->trace_share : s->rate_per_us);

        for (unsigned h = 0; h < WEEK; h++)
            week[h] += arrivals[h] > 0 ? scale * arrivals[h] : 0;
    }
}

/* The share of a class's first reads, by hour, that are preliminary and so come back once more:
 * that of such readers among those on shift who may read it, or of the week where nobody is. */
static void find_overreads(const struct load *load, uint32_t class_index, double share[WEEK])
{
    const struct model *m = load->model;
    const uint64_t *groups =
        m->eligibility->class_groups + class_index * m->eligibility->group_words;
    double preliminary[WEEK] = {0}, all[WEEK] = {0};
    double week_preliminary = 0, week_all = 0;

    for (uint32_t g = 0; g < m->group_count; g++)
        for (unsigned h = 0; h < WEEK && bitset_has(groups, g); h++) {
            all[h] += load->people[g][h];
            if (m->groups[g].reads == MODEL_READS_PRELIMINARY)
                preliminary[h] += load->people[g][h];
        }
    for (unsigned h = 0; h < WEEK; h++) {
        week_preliminary += preliminary[h];
        week_all += all[h];
    }
    for (unsigned h = 0; h < WEEK; h++) {
        share[h] = week_all > 0 ? week_preliminary / week_all : 0;
        if (all[h] > 0)
            share[h] = preliminary[h] / all[h];
    }
}

static void sum_up(const struct load *load, struct coverage *out)
{
    const struct model *m = load->model;
    double offered[WEEK] = {0}, people[WEEK] = {0};
    double share[WEEK] = {0};

    for (uint32_t i = 0; i < m->eligibility->class_count; i++) {
        if (m->has_finals)
            find_overreads(load, i, share);
        for (unsigned h = 0; h < WEEK; h++)
            offered[h] += load->classes[i][h] * (1 + share[h]);
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

enum fault_kind coverage_load(const struct model *model, struct coverage *coverage,
                              struct fault *fault)
{
    struct load load = {.model = model};
    enum fault_kind kind = FAULT_NONE;

    load.rates = calloc(model->rates_count + 1U, sizeof *load.rates);
    load.traces = calloc(model->trace_count + 1U, sizeof *load.traces);
    load.people = calloc(model->group_count + 1U, sizeof *load.people);
    load.classes = calloc(model->eligibility->class_count + 1U, sizeof *load.classes);
    if (load.rates == NULL || load.traces == NULL || load.people == NULL || load.classes == NULL) {
        kind = fault_set(fault, FAULT_MEMORY, "no memory for the load by hour of the week");
    } else {
        spread(model, 0, model->end_us, 1, load.time_us);
        sum_rates(&load);
        sum_people(&load);
        sum_work(&load);
        sum_up(&load, coverage);
    }
    free(load.rates);
    free(load.traces);
    free(load.people);
    free(load.classes);
    return kind;
}
