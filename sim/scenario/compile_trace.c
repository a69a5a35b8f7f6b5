/* Recorded demand of the entries that name a file, read once for all that read it alike.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_demand.h"

#include "scenario/trace.h"

#include <stdlib.h>
#include <string.h>

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

/* Is there a recorded day for each day of the run? */
static bool has_all_days(const struct compile *c, const char *path, const struct model_anew *anew)
{
    bool recorded[7] = {false};

    for (size_t i = 0; i < anew->day_count && i < 7; i++)
        recorded[(anew->weekday + i) % 7] = true;
    for (size_t i = 0; i < anew->run_days && i < 7; i++) {
        unsigned weekday = (unsigned) ((anew->run_weekday + i) % 7);

        if (recorded[weekday])
            continue;
        compile_say(c, DIAG_ERROR, path, "record a whole week or more, or replay it `as-is`",
                    "the run has a %s, and the record has none", weekdays[weekday]);
        return false;
    }
    return true;
}

/* Reads a trace that was not read yet. */
static enum fault_kind add_trace(struct compile *c, const char *entry,
                                 const struct trace_request *request, uint32_t *index)
{
    char path[COMPILE_PATH_BYTES + 16];
    struct model_trace trace = {NULL, 0, NULL};
    enum fault_kind kind = trace_load(request, &trace, c->diag, c->fault);

    *index = MODEL_NONE;
    (void) g_snprintf(path, sizeof path, "%s/trace/file", entry);
    if (kind == FAULT_NONE && trace.anew == NULL && trace.count == 0)
        compile_say(c, DIAG_WARNING, path,
                    "look at its dates, or draw its days anew with `replay: resample`",
                    "nothing of the record lies within the run");
    (void) g_snprintf(path, sizeof path, "%s/replay", entry);
    if (kind == FAULT_NONE) {
        if (trace.anew == NULL || has_all_days(c, path, trace.anew))
            kind = model_add_trace(c->model, &trace, index, c->fault);
        trace_clear(&trace);
        return kind;
    }
    (void) g_snprintf(path, sizeof path, "%s/trace/file", entry);
    if (kind == FAULT_FILE) {
        compile_say_fault(c, path);
        c->diag->unreadable = true;
    }
    return kind == FAULT_MEMORY ? kind : FAULT_NONE;
}

enum fault_kind compile_trace(struct compile *c, struct compile_shared *shared, const char *entry,
                              const struct demand_text *demand, struct model_source *source)
{
    const struct trace_text *text = demand->trace;
    uint32_t zone = c->model->sites[source->site].zone;
    struct trace_request request = {.time = text->columns != NULL ? text->columns->time : NULL,
                                    .count = text->columns != NULL ? text->columns->count : NULL,
                                    .clock = &c->clocks[zone],
                                    .start_s = c->range.start_s,
                                    .begin_us = c->model->begin_us,
                                    .end_us = c->model->end_us};
    char path[COMPILE_PATH_BYTES + 16];
    char *file, *key;
    gpointer found;
    enum fault_kind kind = FAULT_NONE;

    if (demand->replay != NULL && strcmp(demand->replay, "resample") == 0)
        request.anew_zone = c->model->zones[zone].id;
    (void) g_snprintf(path, sizeof path, "%s/trace/share", entry);
    source->trace_share = 1;
    compile_share(c, path, text->share, &source->trace_share);
    (void) g_snprintf(path, sizeof path, "%s/trace/interval", entry);
    compile_duration(c, path, text->interval, &request.interval_us);
    file = compile_file(c, text->file != NULL ? text->file : "");
    key = g_strdup_printf("%u %d %" G_GINT64_FORMAT " %s\n%s\n%s", zone,
                          (int) (request.anew_zone != NULL), request.interval_us,
                          request.time != NULL ? request.time : "",
                          request.count != NULL ? request.count : "", file);
    if (g_hash_table_lookup_extended(shared->traces, key, NULL, &found)) {
        source->trace = GPOINTER_TO_UINT(found) - 1;
        g_free(key);
    } else {
        request.path = file;
        kind = add_trace(c, entry, &request, &source->trace);
        g_hash_table_insert(shared->traces, key, GUINT_TO_POINTER(source->trace + 1));
    }
    g_free(file);
    return kind;
}
