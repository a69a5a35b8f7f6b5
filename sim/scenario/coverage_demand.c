/* When demand comes, by hour of the week.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage_demand.h"

#include "core/simtime.h"

#include <math.h>
#include <stdlib.h>

#define WEEK COVERAGE_WEEK
#define DAY_HOURS 48U /* from a recorded day's midnight, for intervals that reach over the next */

struct pattern { /* what makes the weeks of two sources alike */
    uint32_t rates, trace, at, hold;
    int64_t late_us; /* mean time from order to images */
    double week[WEEK];
};

struct coverage_demand {
    const struct model *model;
    struct pattern **patterns;
    size_t count, capacity;
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

void coverage_spread(const struct model *m, int64_t from_us, int64_t to_us, double each,
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

/* The first moment at or after an instant; `count` if there is none. */
static size_t next_moment(const struct model_moments *moments, int64_t at_us)
{
    size_t low = 0, high = moments->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (moments->at_us[middle] >= at_us)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* What comes evenly over a span, `each` a microsecond; what is held comes when it is sent. */
static void put(const struct model *m, struct pattern *p, int64_t from_us, int64_t to_us,
                double each)
{
    const struct model_moments *hold;

    from_us = simtime_add(from_us, p->late_us);
    to_us = simtime_add(to_us, p->late_us);
    if (p->hold == MODEL_NONE) {
        coverage_spread(m, from_us, to_us, each, p->week);
        return;
    }
    hold = &m->moments[p->hold];
    for (size_t i = next_moment(hold, from_us); i < hold->count && from_us < to_us; i++) {
        int64_t part_us = (hold->at_us[i] + 1 < to_us ? hold->at_us[i] + 1 : to_us) - from_us;

        if (part_us <= 0)
            continue;
        coverage_spread(m, hold->at_us[i], hold->at_us[i] + 1, each * (double) part_us, p->week);
        from_us += part_us;
    }
}

/* A piece that grows, hour by hour. */
static void put_growing(const struct model *m, struct pattern *p, size_t piece, int64_t to_us)
{
    const struct model_rates *rates = &m->rates[p->rates];

    for (int64_t at_us = rates->from_us[piece]; at_us < to_us; at_us += SIMTIME_HOUR) {
        int64_t end_us = to_us < at_us + SIMTIME_HOUR ? to_us : at_us + SIMTIME_HOUR;

        put(m, p, at_us, end_us,
            model_rates_area(rates, piece, (double) at_us, (double) end_us) /
                (double) (end_us - at_us));
    }
}

static void put_rates(const struct model *m, struct pattern *p)
{
    const struct model_rates *rates = &m->rates[p->rates];

    for (size_t i = 0; i < rates->count; i++) {
        int64_t to_us = i + 1 < rates->count ? rates->from_us[i + 1] : rates->until_us;

        if (rates->growth_per_us < 0 || rates->growth_per_us > 0)
            put_growing(m, p, i, to_us);
        else
            put(m, p, rates->from_us[i], to_us, rates->weight[i]);
    }
}

/* Recorded days of a weekday, by hour from their midnight on, a day on average. */
static void mean_hours(const struct model_trace *trace, unsigned weekday, double hours[DAY_HOURS])
{
    const struct model_anew *anew = trace->anew;
    double days = 0;

    for (size_t day = (weekday + 7 - anew->weekday) % 7; day < anew->day_count; day += 7) {
        days++;
        for (size_t i = anew->first_row[day]; i < anew->first_row[day + 1]; i++) {
            const struct model_trace_row *row = &trace->rows[i];
            int64_t span_us = row->to_us > row->from_us ? row->to_us - row->from_us : 1;

            for (unsigned h = 0; h < DAY_HOURS; h++) {
                int64_t from_us = (int64_t) h * SIMTIME_HOUR, to_us = from_us + SIMTIME_HOUR;

                from_us = from_us > row->from_us ? from_us : row->from_us;
                to_us = to_us < row->from_us + span_us ? to_us : row->from_us + span_us;
                if (from_us < to_us)
                    hours[h] += row->count * (double) (to_us - from_us) / (double) span_us;
            }
        }
    }
    for (unsigned h = 0; h < DAY_HOURS && days > 0; h++)
        hours[h] /= days;
}

static void put_anew(const struct model *m, struct pattern *p)
{
    const struct model_trace *trace = &m->traces[p->trace];
    const struct model_anew *anew = trace->anew;
    double hours[7][DAY_HOURS] = {{0}};
    size_t piece = 0;

    for (unsigned weekday = 0; weekday < 7; weekday++)
        mean_hours(trace, weekday, hours[weekday]);
    for (size_t day = 0; day < anew->run_days; day++) {
        int64_t midnight_us =
            model_anew_instant(anew, anew->midnight_us + (int64_t) day * SIMTIME_DAY, &piece);

        for (unsigned h = 0; h < DAY_HOURS; h++) {
            double each = hours[(anew->run_weekday + day) % 7][h] / (double) SIMTIME_HOUR;
            int64_t from_us = midnight_us + (int64_t) h * SIMTIME_HOUR;

            if (each > 0)
                put(m, p, from_us, from_us + SIMTIME_HOUR, each);
        }
    }
}

static void put_trace(const struct model *m, struct pattern *p)
{
    const struct model_trace *trace = &m->traces[p->trace];

    for (size_t i = 0; i < trace->count; i++) {
        struct model_trace_row row = trace->rows[i];
        int64_t to_us = row.to_us > row.from_us ? row.to_us : row.from_us + 1;

        put(m, p, row.from_us, to_us, row.count / (double) (to_us - row.from_us));
    }
}

static void put_moments(const struct model *m, struct pattern *p)
{
    const struct model_moments *at = &m->moments[p->at];

    for (size_t i = 0; i < at->count; i++)
        put(m, p, at->at_us[i], at->at_us[i] + 1, 1);
}

static struct pattern pattern_of(const struct model_source *source)
{
    const struct model_manner *manner = source->manner;
    struct pattern p = {
        .rates = source->rates, .trace = source->trace, .at = MODEL_NONE, .hold = MODEL_NONE};
    double late_us;

    if (manner == NULL)
        return p;
    p.at = manner->at;
    p.hold = manner->hold;
    late_us = manner->acquired ? variate_mean(&manner->acquire) : 0;
    p.late_us = simtime_round(late_us);
    return p;
}

static struct pattern *find_pattern(const struct coverage_demand *d, const struct pattern *like)
{
    for (size_t i = 0; i < d->count; i++) {
        struct pattern *p = d->patterns[i];

        if (p->rates == like->rates && p->trace == like->trace && p->at == like->at &&
            p->hold == like->hold && p->late_us == like->late_us)
            return p;
    }
    return NULL;
}

static struct pattern *add_pattern(struct coverage_demand *d, const struct pattern *like)
{
    struct pattern *p = malloc(sizeof *p);

    if (p != NULL && d->count == d->capacity) {
        size_t room = d->capacity > 0 ? 2 * d->capacity : 16;
        struct pattern **grown = realloc(d->patterns, room * sizeof(struct pattern *));

        if (grown == NULL) {
            free(p);
            return NULL;
        }
        d->patterns = grown;
        d->capacity = room;
    }
    if (p == NULL)
        return NULL;
    *p = *like;
    d->patterns[d->count++] = p;
    if (p->rates != MODEL_NONE)
        put_rates(d->model, p);
    else if (p->trace == MODEL_NONE)
        put_moments(d->model, p);
    else if (d->model->traces[p->trace].anew != NULL)
        put_anew(d->model, p);
    else
        put_trace(d->model, p);
    return p;
}

enum fault_kind coverage_demand_create(struct coverage_demand **out, const struct model *model,
                                       struct fault *fault)
{
    struct coverage_demand *d = calloc(1, sizeof *d);

    if (d == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the demand by hour of the week");
    d->model = model;
    *out = d;
    return FAULT_NONE;
}

void coverage_demand_free(struct coverage_demand *demand)
{
    if (demand == NULL)
        return;
    for (size_t i = 0; i < demand->count; i++)
        free(demand->patterns[i]);
    free(demand->patterns);
    free(demand);
}

enum fault_kind coverage_demand_week(struct coverage_demand *demand, uint32_t source,
                                     const double **week, struct fault *fault)
{
    struct pattern like = pattern_of(&demand->model->sources[source]);
    struct pattern *p = find_pattern(demand, &like);

    if (p == NULL)
        p = add_pattern(demand, &like);
    if (p == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the demand by hour of the week");
    *week = p->week;
    return FAULT_NONE;
}
