/* What a demand brings on average.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

#include "core/simtime.h"

#include <math.h>

int64_t model_anew_instant(const struct model_anew *anew, int64_t local_us, size_t *piece)
{
    int64_t at_us;

    while (*piece + 1 < anew->piece_count &&
           anew->at_us[*piece + 1] + anew->offset_us[*piece] <= local_us)
        ++*piece;
    at_us = local_us - anew->offset_us[*piece];
    return *piece > 0 && at_us < anew->at_us[*piece] ? anew->at_us[*piece] : at_us;
}

double model_rates_area(const struct model_rates *rates, size_t i, double from_us, double to_us)
{
    double k = rates->growth_per_us;

    if (!(from_us < to_us))
        return 0;
    if (!(k < 0) && !(k > 0))
        return rates->weight[i] * (to_us - from_us);
    return rates->weight[i] * exp(k * from_us) * expm1(k * (to_us - from_us)) / k;
}

double model_rates_integral(const struct model_rates *rates, int64_t from_us, int64_t to_us)
{
    double area = 0;

    for (size_t i = 0; i < rates->count && rates->from_us[i] < to_us; i++) {
        int64_t begin_us = rates->from_us[i];
        int64_t end_us = i + 1 < rates->count ? rates->from_us[i + 1] : rates->until_us;

        begin_us = begin_us > from_us ? begin_us : from_us;
        end_us = end_us < to_us ? end_us : to_us;
        area += model_rates_area(rates, i, (double) begin_us, (double) end_us);
    }
    return area;
}

/* All of the rates less what is outside: mostly there is nothing or a warm-up. */
static double of_rates(const struct model_rates *rates, int64_t from_us, int64_t to_us)
{
    if (to_us < rates->until_us)
        return model_rates_integral(rates, from_us, to_us);
    if (from_us <= rates->from_us[0])
        return rates->area;
    return rates->area - model_rates_integral(rates, rates->from_us[0], from_us);
}

/* A recorded day stands for all days of its weekday alike; parts of a day go by their length. */
static double of_anew(const struct model_trace *trace, int64_t from_us, int64_t to_us)
{
    const struct model_anew *anew = trace->anew;
    double sum[7] = {0}, days[7] = {0}, mean = 0;
    size_t piece = 0;
    int64_t next_us = model_anew_instant(anew, anew->midnight_us, &piece);

    for (size_t i = 0; i < anew->day_count; i++) {
        unsigned weekday = (unsigned) ((anew->weekday + i) % 7);

        days[weekday]++;
        for (size_t k = anew->first_row[i]; k < anew->first_row[i + 1]; k++)
            sum[weekday] += trace->rows[k].count;
    }
    for (size_t i = 0; i < anew->run_days; i++) {
        unsigned weekday = (unsigned) ((anew->run_weekday + i) % 7);
        int64_t local_us = anew->midnight_us + (int64_t) (i + 1) * SIMTIME_DAY;
        int64_t begin_us = next_us;
        double within_us;

        next_us = model_anew_instant(anew, local_us, &piece);
        within_us =
            fmin((double) next_us, (double) to_us) - fmax((double) begin_us, (double) from_us);
        if (within_us > 0 && days[weekday] > 0)
            mean += sum[weekday] / days[weekday] * within_us / (double) (next_us - begin_us);
    }
    return mean;
}

static double of_trace(const struct model_trace *trace, int64_t from_us, int64_t to_us)
{
    double sum = 0;

    if (trace->anew != NULL)
        return of_anew(trace, from_us, to_us);
    for (size_t i = 0; i < trace->count; i++) {
        struct model_trace_row row = trace->rows[i];
        double span_us = (double) (row.to_us - row.from_us);
        double within_us =
            fmin((double) row.to_us, (double) to_us) - fmax((double) row.from_us, (double) from_us);

        if (row.to_us == row.from_us)
            sum += row.from_us >= from_us && row.from_us < to_us ? row.count : 0;
        else if (within_us > 0)
            sum += row.count * within_us / span_us;
    }
    return sum;
}

double model_expected(const struct model *model, uint32_t source, int64_t from_us, int64_t to_us)
{
    const struct model_source *s = &model->sources[source];
    const struct model_moments *moments;
    double groups = 0;

    if (s->trace != MODEL_NONE)
        return s->trace_share * of_trace(&model->traces[s->trace], from_us, to_us);
    if (s->rates != MODEL_NONE) {
        groups = s->rate_per_us * of_rates(&model->rates[s->rates], from_us, to_us);
    } else {
        moments = &model->moments[s->manner->at];
        for (size_t i = 0; i < moments->count; i++)
            groups += moments->at_us[i] >= from_us && moments->at_us[i] < to_us ? 1 : 0;
    }
    return s->manner != NULL && s->manner->grouped ? groups * variate_mean(&s->manner->size)
                                                   : groups;
}
