/* Shifts and windows in order of time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/timetable.h"

#include "model/event.h"

#include <stdlib.h>

static void add(struct timetable *t, int64_t at_us, enum event_kind kind, uint32_t subject)
{
    t->entries[t->count++] = (struct timetable_entry){at_us, kind, subject};
}

/* Adds a span's start and end, as far as they lie in the run. */
static void add_span(struct timetable *t, const struct model *m, struct span span,
                     const enum event_kind kinds[2], uint32_t subject)
{
    int64_t from_us = span.from_us > m->begin_us ? span.from_us : m->begin_us;

    if (from_us >= span.to_us || from_us >= m->last_us)
        return;
    add(t, from_us, kinds[0], subject);
    if (span.to_us < m->last_us)
        add(t, span.to_us, kinds[1], subject);
}

static int by_time(const void *a, const void *b)
{
    const struct timetable_entry *x = a, *y = b;

    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->subject > y->subject) - (x->subject < y->subject);
}

static size_t most_entries(const struct model *m)
{
    size_t most = 0;

    for (uint32_t i = 0; i < m->reader_count; i++)
        most += 2 * m->readers[i].duty_count;
    for (uint32_t i = 0; i < m->window_count; i++)
        most += 2 * m->windows[i].count;
    return most;
}

enum fault_kind timetable_compile(const struct model *model, struct timetable **out,
                                  struct fault *fault)
{
    static const enum event_kind shift[2] = {EVENT_SHIFT_STARTED, EVENT_SHIFT_ENDED};
    static const enum event_kind window[2] = {EVENT_WINDOW_OPENED, EVENT_WINDOW_CLOSED};
    struct timetable *t = calloc(1, sizeof *t);

    if (t != NULL)
        t->entries = calloc(most_entries(model) + 1, sizeof *t->entries);
    if (t == NULL || t->entries == NULL) {
        timetable_free(t);
        return fault_set(fault, FAULT_MEMORY, "no memory for the shifts; a shorter run needs less");
    }
    for (uint32_t i = 0; i < model->reader_count; i++)
        for (size_t k = 0; k < model->readers[i].duty_count; k++)
            add_span(t, model, model->readers[i].duty[k], shift, i);
    for (uint32_t i = 0; i < model->window_count; i++)
        for (size_t k = 0; k < model->windows[i].count; k++)
            add_span(t, model, model->windows[i].spans[k], window, i);
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
