/* A stage director: sorts what is to be told by time and tells it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_play.h"

#include "support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum cue { CUE_REPORTED, CUE_FINAL, CUE_CLOSED, CUE_READER, CUE_ARRIVED, CUE_RECEIVED };

struct step {
    int64_t at_us;
    enum cue cue;
    size_t subject;
};

static int64_t instant(int minute)
{
    return minute == NEVER ? STUDY_NOT_YET : minute * MINUTE;
}

struct study_life play_life(const struct model *model, const struct play_life *life)
{
    const struct model_source *source = &model->sources[life->source];

    return (struct study_life){.arrived_us = instant(life->arrived),
                               .sent_us = instant(life->arrived),
                               .received_us = instant(life->received),
                               .begun_us = instant(life->begun),
                               .reported_us = instant(life->reported),
                               .final_begun_us = STUDY_NOT_YET,
                               .withdrawn_us = STUDY_NOT_YET,
                               .drafted_us = STUDY_NOT_YET,
                               .second_us = STUDY_NOT_YET,
                               .reviewed_us = STUDY_NOT_YET,
                               .final_us = instant(life->final),
                               .read_us = life->read * MINUTE,
                               .findings = life->findings,
                               .verdicts = life->verdicts,
                               .positives = life->positives,
                               .source = life->source,
                               .site = source->site,
                               .study = source->study,
                               .first_reader = life->first_reader,
                               .final_reader = life->final_reader,
                               .ordered = life->priority,
                               .present = life->priority};
}

static int by_time(const void *a, const void *b)
{
    const struct step *x = a, *y = b;

    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    if (x->cue != y->cue)
        return x->cue < y->cue ? -1 : 1;
    return (x->subject > y->subject) - (x->subject < y->subject);
}

static void tell(const struct observer *o, enum cue cue, int64_t at_us,
                 const struct study_life *life)
{
    switch (cue) {
    case CUE_ARRIVED: o->study_arrived(o->self, life); return;
    case CUE_RECEIVED: o->study_received(o->self, life); return;
    case CUE_REPORTED:
        o->study_reported(o->self, life);
        o->report_made(o->self, at_us, life->first_reader, life);
        return;
    case CUE_FINAL: o->report_made(o->self, at_us, life->final_reader, life); return;
    case CUE_CLOSED: o->study_closed(o->self, life); return;
    case CUE_READER: break;
    }
}

static size_t write_steps(struct step *steps, const struct model *model,
                          const struct study_life *life, size_t subject)
{
    size_t count = 0;
    int64_t closed_us = model->last_us;

    steps[count++] = (struct step){life->arrived_us, CUE_ARRIVED, subject};
    if (life->received_us != STUDY_NOT_YET)
        steps[count++] = (struct step){life->received_us, CUE_RECEIVED, subject};
    if (life->reported_us != STUDY_NOT_YET)
        steps[count++] = (struct step){life->reported_us, CUE_REPORTED, subject};
    if (life->final_us != STUDY_NOT_YET) {
        closed_us = life->final_us;
        if (life->final_us != life->reported_us)
            steps[count++] = (struct step){life->final_us, CUE_FINAL, subject};
    }
    steps[count++] = (struct step){closed_us, CUE_CLOSED, subject};
    return count;
}

void play(struct record *record, const struct model *model, const struct play_life *lives,
          size_t life_count, const struct play_state *states, size_t state_count)
{
    struct step *steps = calloc(5 * life_count + state_count, sizeof *steps);
    struct study_life *told = calloc(life_count, sizeof *told);
    struct observer observer = record_observer(record);
    size_t count = 0;

    assert_non_null(steps);
    assert_non_null(told);
    for (size_t i = 0; i < life_count; i++) {
        told[i] = play_life(model, &lives[i]);
        told[i].count = (uint32_t) i;
        count += write_steps(steps + count, model, &told[i], i);
    }
    for (size_t i = 0; i < state_count; i++)
        steps[count++] = (struct step){states[i].at * MINUTE, CUE_READER, i};
    qsort(steps, count, sizeof *steps, by_time);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].cue == CUE_READER)
            observer.reader_changed(observer.self, steps[i].at_us, states[steps[i].subject].reader,
                                    states[steps[i].subject].after);
        else
            tell(&observer, steps[i].cue, steps[i].at_us, &told[steps[i].subject]);
    }
    free(steps);
    free(told);
}
