/* Pieces of the run's clock, pairs, cells.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record_plan.h"

#include "core/simtime.h"

#include <assert.h>
#include <stdlib.h>

#define PIECE_SHIFT 31U /* 2^31 us: some 36 minutes */
#define PIECE_TABLE_MOST (INT64_C(1) << 20)

int64_t record_plan_step_us(int64_t duration_us)
{
    static const int minutes[] = {1,   2,   5,   10,  15,   20,   30,   60,   120,
                                  180, 240, 360, 720, 1440, 2880, 7200, 14400};
    int64_t step_us = 0;

    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        step_us = minutes[i] * SIMTIME_MINUTE;
        if ((duration_us - 1) / step_us < RECORD_PLAN_SAMPLES)
            return step_us;
    }
    while ((duration_us - 1) / step_us >= RECORD_PLAN_SAMPLES)
        step_us *= 2;
    return step_us;
}

uint32_t record_plan_modality(const struct model *model, unsigned modality)
{
    unsigned used = 0;

    assert(modality < MODEL_MODALITIES);
    for (uint32_t i = 0; i < model->study_count; i++)
        used |= 1U << model->studies[i].modality;
    if ((used >> modality & 1U) == 0)
        return MODEL_NONE;
    return (uint32_t) __builtin_popcount(used & ((1U << modality) - 1));
}

/* Pieces begin where an hour of the run's clock or a month does; where the model has no clock,
 * every hour, so that areas within a piece stay small. */
static bool cut_pieces(struct record_plan *p)
{
    const struct model_hours *hours = &p->model->hours;
    const struct model_months *months = &p->model->months;
    int64_t end_us = p->model->end_us, at_us = 0;
    size_t most = hours->count + months->count + 2, hour = 0, month = 0;

    if (hours->count == 0)
        most += (size_t) (end_us / SIMTIME_HOUR);
    p->pieces = calloc(most, sizeof *p->pieces);
    if (p->pieces == NULL)
        return false;
    while (at_us < end_us) {
        struct record_piece *piece = &p->pieces[p->piece_count++];
        int64_t next_us = end_us;

        assert(p->piece_count < most);
        while (hour + 1 < hours->count && hours->from_us[hour + 1] <= at_us)
            hour++;
        while (month + 1 < months->count && months->from_us[month + 1] <= at_us)
            month++;
        *piece = (struct record_piece){at_us, (uint32_t) month, RECORD_NO_HOUR};
        if (hours->count > 0)
            piece->hour = hours->hour_of_week[hour];
        if (hours->count == 0 && at_us + SIMTIME_HOUR < next_us)
            next_us = (at_us / SIMTIME_HOUR + 1) * SIMTIME_HOUR;
        if (hour + 1 < hours->count && hours->from_us[hour + 1] < next_us)
            next_us = hours->from_us[hour + 1];
        if (month + 1 < months->count && months->from_us[month + 1] < next_us)
            next_us = months->from_us[month + 1];
        p->hour_us[piece->hour] += next_us - at_us;
        at_us = next_us;
    }
    p->pieces[p->piece_count] = (struct record_piece){SIMTIME_NEVER, 0, RECORD_NO_HOUR};
    p->month_count = months->count;
    return true;
}

static bool index_pieces(struct record_plan *p)
{
    size_t length, piece = 0;

    p->piece_shift = PIECE_SHIFT;
    while (p->model->end_us >> p->piece_shift > PIECE_TABLE_MOST)
        p->piece_shift++;
    length = (size_t) (p->model->end_us >> p->piece_shift) + 1;
    p->piece_at = calloc(length, sizeof *p->piece_at);
    for (size_t i = 0; p->piece_at != NULL && i < length; i++) {
        while (p->pieces[piece + 1].from_us <= (int64_t) i << p->piece_shift)
            piece++;
        p->piece_at[i] = (uint32_t) piece;
    }
    return p->piece_at != NULL;
}

static void add_pair(struct record_plan *p, uint32_t source, uint32_t member, uint32_t priority)
{
    const struct model *m = p->model;
    const struct model_source *s = &m->sources[source];
    uint32_t study = member == 0 ? s->study : m->studies[s->study].with[member - 1];
    size_t strand = model_strand(m, source, member);
    uint32_t *pair = &p->pair_of[strand * m->priority_count + priority];

    if (*pair != MODEL_NONE)
        return;
    *pair = p->pair_count;
    p->pairs[p->pair_count++] = (struct record_pair){
        {[TABLE_OVERALL] = 0,
         [TABLE_PRIORITY] = priority,
         [TABLE_MODALITY] = record_plan_modality(m, m->studies[study].modality),
         [TABLE_STUDY] = study,
         [TABLE_SITE] = s->site}};
}

static bool pair_up(struct record_plan *p)
{
    const struct model *m = p->model;
    size_t all = (size_t) m->strand_count * m->priority_count, most = 0;

    for (uint32_t i = 0; i < m->source_count; i++)
        most += m->sources[i].mix_count * (1 + m->studies[m->sources[i].study].with_count);
    p->pair_of = malloc((all + 1) * sizeof *p->pair_of);
    p->pairs = calloc(most + 1, sizeof *p->pairs);
    if (p->pair_of == NULL || p->pairs == NULL)
        return false;
    for (size_t i = 0; i < all; i++)
        p->pair_of[i] = MODEL_NONE;
    for (uint32_t i = 0; i < m->source_count; i++)
        for (size_t k = 0; k < m->sources[i].mix_count; k++)
            for (uint32_t j = 0; j <= m->studies[m->sources[i].study].with_count; j++)
                add_pair(p, i, j, m->sources[i].mix[k].priority);
    return true;
}

static bool name_providers(struct record_plan *p)
{
    const struct model *m = p->model;

    p->reader_provider = calloc((size_t) m->reader_count + 1, sizeof *p->reader_provider);
    for (uint32_t i = 0; p->reader_provider != NULL && i < m->reader_count; i++)
        p->reader_provider[i] = m->groups[m->readers[i].group].provider;
    return p->reader_provider != NULL;
}

enum fault_kind record_plan_create(struct record_plan **out, const struct model *model,
                                   const struct shape *shape, struct fault *fault)
{
    struct record_plan *p = calloc(1, sizeof *p);

    if (p != NULL) {
        p->model = model;
        p->shape = shape;
        p->sample_step_us = record_plan_step_us(model->end_us);
        for (unsigned t = 0; t < TABLE_GROUPINGS; t++)
            p->first_cell[t + 1] = p->first_cell[t] + shape->cells[t];
    }
    if (p == NULL || !cut_pieces(p) || !index_pieces(p) || !pair_up(p) || !name_providers(p)) {
        record_plan_free(p);
        return fault_set(fault, FAULT_MEMORY,
                         "no memory for the measures; a shorter run or fewer sites need less");
    }
    *out = p;
    return FAULT_NONE;
}

void record_plan_free(struct record_plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->pieces);
    free(plan->piece_at);
    free(plan->pair_of);
    free(plan->pairs);
    free(plan->reader_provider);
    free(plan);
}
