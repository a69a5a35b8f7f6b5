/* Shifts and windows in order of time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/timetable.h"

#include "model/event.h"

#include <stdlib.h>

struct owner { /* of a span: whose, and which of his */
    uint32_t subject, which;
};

static void add(struct timetable *t, int64_t at_us, enum event_kind kind, struct owner owner)
{
    t->entries[t->count++] = (struct timetable_entry){at_us, kind, owner.subject, owner.which};
}

/* Adds a span's start and end, as far as they lie in the run. */
static void add_span(struct timetable *t, const struct model *m, struct span span,
                     const enum event_kind kinds[2], struct owner owner)
{
    int64_t from_us = span.from_us > m->begin_us ? span.from_us : m->begin_us;

    if (from_us >= span.to_us || from_us >= m->last_us)
        return;
    add(t, from_us, kinds[0], owner);
    if (span.to_us < m->last_us)
        add(t, span.to_us, kinds[1], owner);
}

static int by_time(const void *a, const void *b)
{
    const struct timetable_entry *x = a, *y = b;

    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return (x->which > y->which) - (x->which < y->which);
}

static bool goes_by_shift(const struct model *m, uint32_t reader)
{
    return habits_by_shift(m->groups[m->readers[reader].group].habits);
}

static void add_reader(struct timetable *t, const struct model *m, uint32_t reader)
{
    static const enum event_kind kinds[2] = {EVENT_SHIFT_STARTED, EVENT_SHIFT_ENDED};
    const struct model_reader *who = &m->readers[reader];
    bool by_shift = goes_by_shift(m, reader);
    size_t count = by_shift ? who->shift_count : who->duty_count;

    for (size_t k = 0; k < count; k++)
        add_span(t, m, by_shift ? who->shifts[k].span : who->duty[k], kinds,
                 (struct owner){reader, (uint32_t) k});
}

static size_t most_entries(const struct model *m)
{
    size_t most = 0;

    for (uint32_t i = 0; i < m->reader_count; i++)
        most += 2 * (m->readers[i].duty_count + m->readers[i].shift_count);
    for (uint32_t i = 0; i < m->window_count; i++)
        most += 2 * m->windows[i].count;
    return most + 2 * (size_t) m->outage_count;
}

enum fault_kind timetable_compile(const struct model *model, struct timetable **out,
                                  struct fault *fault)
{
    static const enum event_kind window[2] = {EVENT_WINDOW_OPENED, EVENT_WINDOW_CLOSED};
    static const enum event_kind outage[2] = {EVENT_OUTAGE_BEGAN, EVENT_OUTAGE_ENDED};
    struct timetable *t = calloc(1, sizeof *t);

    if (t != NULL)
        t->entries = calloc(most_entries(model) + 1, sizeof *t->entries);
    if (t == NULL || t->entries == NULL) {
        timetable_free(t);
        return fault_set(fault, FAULT_MEMORY, "no memory for the shifts; a shorter run needs less");
    }
    for (uint32_t i = 0; i < model->reader_count; i++)
        add_reader(t, model, i);
    for (uint32_t i = 0; i < model->window_count; i++)
        for (size_t k = 0; k < model->windows[i].count; k++)
            add_span(t, model, model->windows[i].spans[k], window, (struct owner){i, (uint32_t) k});
    for (uint32_t i = 0; i < model->outage_count; i++)
        if (!model->outages[i].random)
            add_span(t, model, model->outages[i].window, outage, (struct owner){i, 0});
    qsort(t->entries, t->count, sizeof *t->entries, by_time);
    *out = t;
    return FAULT_NONE;
}

void timetable_free(struct timetable *timetable)
{
    if (timetable == NULL)
        return;
    free(timetable->entries);
    free(timetable);
}
