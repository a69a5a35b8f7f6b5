/* The shape of a model's outcomes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/simtime.h"
#include "experiment/record_plan.h"
#include "experiment/replicate.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double minutes(int64_t us)
{
    return (double) us / (double) SIMTIME_MINUTE;
}

static bool make_room(struct shape *s, enum table table, size_t cells)
{
    s->cells[table] = (uint32_t) cells;
    s->labels[table] = calloc(cells + 1, sizeof *s->labels[table]);
    return s->labels[table] != NULL;
}

static bool label(struct shape *s, enum table table, size_t cell, const char *text)
{
    s->labels[table][cell] = strdup(text);
    return s->labels[table][cell] != NULL;
}

/* Labels a table by the ids in an array of structs of any kind, the id at `first`. */
static bool label_all(struct shape *s, enum table table, char *const *first, size_t count,
                      size_t stride)
{
    const char *at = (const char *) first;
    bool whole = make_room(s, table, count);

    for (size_t i = 0; whole && i < count; i++) {
        char *id;

        memcpy(&id, at + i * stride, sizeof id);
        whole = label(s, table, i, id);
    }
    return whole;
}

static bool label_modalities(struct shape *s, const struct model *m)
{
    size_t used = 0;
    bool whole;

    for (unsigned i = 0; i < MODEL_MODALITIES; i++)
        used += record_plan_modality(m, i) != MODEL_NONE;
    whole = make_room(s, TABLE_MODALITY, used);
    for (unsigned i = 0; whole && i < MODEL_MODALITIES; i++)
        if (record_plan_modality(m, i) != MODEL_NONE)
            whole = label(s, TABLE_MODALITY, record_plan_modality(m, i), model_modality_codes[i]);
    return whole;
}

/* Readers are named as site copies are: alone by the group's id, else id-1, id-2, … */
static bool label_readers(struct shape *s, const struct model *m)
{
    bool whole = make_room(s, TABLE_READER, m->reader_count);

    for (uint32_t i = 0; whole && i < m->reader_count; i++) {
        const struct model_group *group = &m->groups[m->readers[i].group];
        size_t room = strlen(group->id) + 16;
        char *text = malloc(room);

        whole = text != NULL;
        if (whole && group->count == 1)
            whole = label(s, TABLE_READER, i, group->id);
        else if (whole) {
            (void) snprintf(text, room, "%s-%lu", group->id,
                            (unsigned long) m->readers[i].number + 1);
            whole = label(s, TABLE_READER, i, text);
        }
        free(text);
    }
    return whole;
}

/* Months are named as ISO 8601 has them. */
static bool label_months(struct shape *s, const struct model *m)
{
    bool whole = make_room(s, TABLE_MONTH, m->bills.count);

    for (size_t i = 0; whole && i < m->bills.count; i++) {
        char text[32];

        (void) snprintf(text, sizeof text, "%04d-%02d", (int) (m->bills.number[i] / 12),
                        (int) (m->bills.number[i] % 12) + 1);
        whole = label(s, TABLE_MONTH, i, text);
    }
    s->cells[TABLE_PROVIDER_MONTH] = (uint32_t) (m->provider_count * m->bills.count);
    return whole;
}

static bool name_axes(struct shape *s, const struct model *m)
{
    s->cells[TABLE_OVERALL] = 1;
    s->cells[TABLE_WEEK] = WEEK_HOURS;
#define LABEL(table, list, count)                                                                  \
    label_all(s, table, m->count > 0 ? &m->list->id : NULL, m->count, sizeof *m->list)
    return LABEL(TABLE_PRIORITY, priorities, priority_count) && label_modalities(s, m) &&
           LABEL(TABLE_STUDY, studies, study_count) && LABEL(TABLE_SITE, sites, site_count) &&
           LABEL(TABLE_PROVIDER, providers, provider_count) &&
           LABEL(TABLE_FINDING, findings, finding_count) && label_readers(s, m) &&
           LABEL(TABLE_GROUP, groups, group_count) && LABEL(TABLE_AI, tools, tool_count) &&
           label_months(s, m);
#undef LABEL
}

static bool note_promises(struct shape *s, const struct model *m)
{
    s->target_min = calloc((size_t) m->priority_count + 1, sizeof *s->target_min);
    s->attain = calloc((size_t) m->priority_count + 1, sizeof *s->attain);
    if (s->target_min == NULL || s->attain == NULL)
        return false;
    for (uint32_t i = 0; i < m->priority_count; i++) {
        s->target_min[i] = (double) NAN;
        s->attain[i] = m->priorities[i].attain;
        if (m->priorities[i].target_us != MODEL_NO_TARGET)
            s->target_min[i] = minutes(m->priorities[i].target_us);
    }
    return true;
}

static bool note_people(struct shape *s, const struct model *m)
{
    s->reader_count = m->reader_count;
    s->run_zone = m->run_zone;
    s->reader_group = calloc((size_t) m->reader_count + 1, sizeof *s->reader_group);
    s->reader_zone = calloc((size_t) m->reader_count + 1, sizeof *s->reader_zone);
    s->site_zone = calloc((size_t) m->site_count + 1, sizeof *s->site_zone);
    if (s->reader_group == NULL || s->reader_zone == NULL || s->site_zone == NULL)
        return false;
    for (uint32_t i = 0; i < m->reader_count; i++) {
        s->reader_group[i] = m->readers[i].group;
        s->reader_zone[i] = m->groups[m->readers[i].group].zone;
    }
    for (uint32_t i = 0; i < m->site_count; i++)
        s->site_zone[i] = m->sites[i].zone;
    return true;
}

static bool note_duties(struct shape *s, const struct model *m)
{
    size_t most = 0;

    for (uint32_t i = 0; i < m->reader_count; i++)
        most += m->readers[i].duty_count;
    s->duty_reader = calloc(most + 1, sizeof *s->duty_reader);
    s->duty_from_min = calloc(most + 1, sizeof *s->duty_from_min);
    s->duty_to_min = calloc(most + 1, sizeof *s->duty_to_min);
    if (s->duty_reader == NULL || s->duty_from_min == NULL || s->duty_to_min == NULL)
        return false;
    for (uint32_t i = 0; i < m->reader_count; i++)
        for (size_t k = 0; k < m->readers[i].duty_count; k++) {
            struct span span = m->readers[i].duty[k];

            span.from_us = span.from_us > 0 ? span.from_us : 0;
            span.to_us = span.to_us < m->end_us ? span.to_us : m->end_us;
            if (span.from_us >= span.to_us)
                continue;
            s->duty_reader[s->duty_count] = i;
            s->duty_from_min[s->duty_count] = minutes(span.from_us);
            s->duty_to_min[s->duty_count++] = minutes(span.to_us);
        }
    return true;
}

/* The first step of a zone is what holds at the start. */
static void note_clock(struct shape *s, const struct model *m, uint32_t zone)
{
    const struct model_zone *z = &m->zones[zone];

    for (size_t i = 0; i < z->count && z->at_us[i] < m->end_us; i++) {
        if (i + 1 < z->count && z->at_us[i + 1] <= 0)
            continue;
        s->clock_zone[s->clock_count] = zone;
        s->clock_at_min[s->clock_count] = minutes(z->at_us[i] > 0 ? z->at_us[i] : 0);
        s->clock_offset_min[s->clock_count++] = (double) z->offset_s[i] / 60;
    }
}

static bool note_clocks(struct shape *s, const struct model *m)
{
    size_t most = 0;

    for (uint32_t i = 0; i < m->zone_count; i++)
        most += m->zones[i].count;
    s->zone_count = m->zone_count;
    s->zones = calloc((size_t) m->zone_count + 1, sizeof *s->zones);
    s->clock_zone = calloc(most + 1, sizeof *s->clock_zone);
    s->clock_at_min = calloc(most + 1, sizeof *s->clock_at_min);
    s->clock_offset_min = calloc(most + 1, sizeof *s->clock_offset_min);
    if (s->zones == NULL || s->clock_zone == NULL || s->clock_at_min == NULL ||
        s->clock_offset_min == NULL)
        return false;
    for (uint32_t i = 0; i < m->zone_count; i++) {
        s->zones[i] = strdup(m->zones[i].id);
        if (s->zones[i] == NULL)
            return false;
        note_clock(s, m, i);
    }
    return true;
}

enum fault_kind replicate_shape(const struct model *model, const char *currency, struct shape **out,
                                struct fault *fault)
{
    struct shape *s = calloc(1, sizeof *s);
    int64_t step_us = record_plan_step_us(model->end_us);

    assert(model->frozen && model->end_us > 0);
    if (s != NULL) {
        s->currency = strdup(currency != NULL ? currency : "1");
        s->duration_min = minutes(model->end_us);
        s->timeline_step_min = minutes(step_us);
        s->timeline_points = (uint32_t) ((model->end_us - 1) / step_us + 1);
    }
    if (s == NULL || s->currency == NULL || !name_axes(s, model) || !note_promises(s, model) ||
        !note_people(s, model) || !note_duties(s, model) || !note_clocks(s, model)) {
        shape_free(s);
        return fault_set(fault, FAULT_MEMORY, "no memory for the names of the results");
    }
    *out = s;
    return FAULT_NONE;
}
