/* Surges: times in which rates are multiplied.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_demand.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/instant.h"
#include "scenario/pattern.h"

#include <stdlib.h>
#include <string.h>

static int by_surge_id(const void *a, const void *b)
{
    const struct compile_surge *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static void read_instant(const struct compile *c, const char *path, const char *zone,
                         const char *text, int64_t *at_us)
{
    int64_t at_s;

    if (text != NULL && instant_of_text(zone, text, &at_s))
        *at_us = (at_s - c->range.start_s) * SIMTIME_SECOND;
    else
        compile_say(c, DIAG_ERROR, path, "write YYYY-MM-DDTHH:MM", "`%s` is not an instant",
                    text != NULL ? text : "");
}

/* A list that is not given means all. */
static void find_sites(const struct compile *c, const struct text_list *list, uint64_t *set)
{
    for (uint32_t s = 0; s < c->copy_count; s++) {
        bool met = list->count == 0;

        for (unsigned i = 0; i < list->count && !met; i++)
            met = pattern_meets(list->items[i], c->copies[s].id) ||
                  strcmp(list->items[i], c->text->sites[c->copies[s].entry].id) == 0;
        if (met)
            bitset_add(set, s);
    }
}

static void find_studies(const struct compile *c, const char *path, const struct text_list *list,
                         uint64_t *set)
{
    for (uint32_t s = 0; list->count == 0 && s < c->model->study_count; s++)
        bitset_add(set, s);
    compile_set(c, path, list, c->studies, set);
}

void compile_surges(const struct compile *c, struct compile_shared *shared)
{
    shared->surge_count = c->text->surges_count;
    shared->surges = g_new0(struct compile_surge, shared->surge_count + 1);
    for (uint32_t i = 0; i < shared->surge_count; i++) {
        const struct surge_text *text = &c->text->surges[i];
        struct compile_surge *surge = &shared->surges[i];
        const char *zone = text->zone != NULL ? text->zone : c->text->run->zone;
        char path[COMPILE_PATH_BYTES];

        *surge = (struct compile_surge){.id = text->id, .entry = i, .factor = 1};
        compile_path(path, "surges/%u/from", i);
        read_instant(c, path, zone, text->from, &surge->from_us);
        compile_path(path, "surges/%u/to", i);
        read_instant(c, path, zone, text->to, &surge->to_us);
        compile_path(path, "surges/%u/factor", i);
        compile_number(c, path, text->factor, &surge->factor);
        surge->sites = g_new0(uint64_t, bitset_words(c->copy_count) + 1);
        surge->studies = g_new0(uint64_t, bitset_words(c->model->study_count) + 1);
        find_sites(c, &text->sites, surge->sites);
        compile_path(path, "surges/%u/studies", i);
        find_studies(c, path, &text->studies, surge->studies);
    }
    if (shared->surge_count > 1)
        qsort(shared->surges, shared->surge_count, sizeof *shared->surges, by_surge_id);
}

static bool is_within(const struct compile *c, const struct compile_surge *surge)
{
    return surge->from_us < c->model->end_us && surge->to_us > c->model->begin_us;
}

void compile_surges_of(const struct compile *c, struct compile_shared *shared,
                       const struct model_source *source, uint64_t *set)
{
    for (uint32_t i = 0; i < shared->surge_count; i++) {
        struct compile_surge *surge = &shared->surges[i];

        if (!is_within(c, surge) || !bitset_has(surge->sites, source->site) ||
            !bitset_has(surge->studies, source->study))
            continue;
        bitset_add(set, i);
        surge->used = true;
    }
}

void compile_surges_end(const struct compile *c, struct compile_shared *shared)
{
    for (size_t i = 0; i < shared->surge_count; i++) {
        struct compile_surge *surge = &shared->surges[i];
        bool within = is_within(c, surge);
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "surges/%u/id", surge->entry);
        if (!surge->used)
            compile_say(c, DIAG_WARNING, path,
                        within ? "name sites and studies whose demand has a `rate`"
                               : "let it reach into the run",
                        within ? "the surge `%s` changes nothing: no rate is met"
                               : "the surge `%s` changes nothing: it lies outside the run",
                        surge->id);
        g_free(surge->sites);
        g_free(surge->studies);
    }
    g_free(shared->surges);
}
