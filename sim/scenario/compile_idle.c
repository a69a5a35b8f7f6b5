/* Warnings of keys that do nothing because another one is missing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_sense.h"

#include <stdlib.h>
#include <string.h>

/* A value that has been read before, and has a unit. */
static double number_of(const char *text)
{
    return text == NULL ? 0 : strtod(text, NULL);
}

static bool weights_differ(const struct model *m)
{
    for (uint32_t i = 1; i < m->priority_count; i++)
        if (m->priorities[i].weight < m->priorities[0].weight ||
            m->priorities[i].weight > m->priorities[0].weight)
            return true;
    return m->priority_count < 2;
}

static void look_at_weights(const struct compile *c)
{
    if (c->model->dispatch.order == MODEL_ORDER_ACCUMULATING && !weights_differ(c->model))
        compile_say(c, DIAG_WARNING, "dispatch/order",
                    "give the more urgent ones a larger `weight` in `priorities`",
                    "all priorities gain alike with waiting, so that this is `fifo`");
}

static void look_at_double_reads(const struct compile *c)
{
    for (unsigned i = 0; i < c->text->double_reads_count; i++) {
        const struct double_text *twice = &c->text->double_reads[i];
        bool disagree = number_of(twice->disagree) > 0, decided = twice->arbitrate.count > 0;
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "double-reads/%u/%s", i, decided ? "arbitrate" : "disagree");
        if (disagree != decided)
            compile_say(c, DIAG_WARNING, path,
                        decided ? "add `disagree`, as in `disagree: 4 %`"
                                : "say who decides, as in `arbitrate: [county]`",
                        decided ? "the two never disagree, so that nobody has to decide"
                                : "nobody decides where the two disagree, so that nothing comes "
                                  "of it");
    }
}

static bool somebody_reads(const struct compile *c, const char *reads)
{
    for (unsigned i = 0; i < c->text->readers_count; i++)
        if (c->text->readers[i].reads != NULL && strcmp(c->text->readers[i].reads, reads) == 0)
            return true;
    return false;
}

static void look_at_reports(const struct compile *c)
{
    if (c->text->attending != NULL && !somebody_reads(c, "draft"))
        compile_say(c, DIAG_WARNING, "attending",
                    "let the residents' group have `reads: draft`, or leave it out",
                    "nobody writes drafts, so that there is nothing to sign");
    if (c->text->final_reads != NULL && !somebody_reads(c, "preliminary"))
        compile_say(c, DIAG_WARNING, "final-reads",
                    "let a group have `reads: preliminary`, or leave it out",
                    "nobody makes preliminary reports, so that there are no final reads");
}

static void look_at_hours(const struct compile *c)
{
    for (unsigned i = 0; i < c->text->readers_count; i++) {
        const struct reader_text *group = &c->text->readers[i];
        const struct fatigue_text *fatigue = group->habits.fatigue;
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "readers/%u/fatigue", i);
        if (fatigue != NULL && !(number_of(fatigue->reading) > 0) &&
            !(number_of(fatigue->discrepancy) > 0))
            compile_say(c, DIAG_WARNING, path, "add `reading` or `discrepancy`, as in `4 %/h`",
                        "nothing grows with the hours of `%s`", group->id);
        compile_path(path, "readers/%u/cost/on-call-per-hour", i);
        if (group->cost != NULL && group->cost->on_call_per_hour != NULL &&
            group->habits.on_call_count == 0)
            compile_say(c, DIAG_WARNING, path, "add `on-call`, or leave it out",
                        "nobody of `%s` stands by", group->id);
        compile_path(path, "readers/%u/absence", i);
        if (number_of(group->habits.absence) >= 100)
            compile_say(c, DIAG_WARNING, path, "a usual share is 3 %", "nobody of `%s` ever comes",
                        group->id);
    }
}

void compile_sense_idle(const struct compile *c)
{
    look_at_weights(c);
    look_at_double_reads(c);
    look_at_reports(c);
    look_at_hours(c);
}
