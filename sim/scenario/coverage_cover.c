/* When a group covers the studies of a class: a reader on shift, the provider's coverage, and what
 * licences and privileges depend on the date.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include "core/bitset.h"
#include "model/grant.h"

#include <stdlib.h>

enum fault_kind coverage_add_all(struct roster_spans *to, const struct span *spans, size_t count,
                                 struct fault *fault)
{
    enum fault_kind kind = FAULT_NONE;

    for (size_t i = 0; i < count && kind == FAULT_NONE; i++)
        kind = coverage_add(to, spans[i].from_us, spans[i].to_us, fault);
    return kind;
}

/* The time in both of two lists, each disjoint and by time, takes the place of the first. */
static enum fault_kind cut(struct roster_spans *a, const struct span *b, size_t count,
                           struct fault *fault)
{
    struct roster_spans out = {NULL, 0, 0};
    enum fault_kind kind = FAULT_NONE;

    for (size_t i = 0, k = 0; i < a->count && k < count && kind == FAULT_NONE;) {
        struct span x = a->spans[i], y = b[k];
        int64_t from_us = x.from_us > y.from_us ? x.from_us : y.from_us;
        int64_t to_us = x.to_us < y.to_us ? x.to_us : y.to_us;

        if (from_us < to_us)
            kind = coverage_add(&out, from_us, to_us, fault);
        if (x.to_us < y.to_us)
            i++;
        else
            k++;
    }
    roster_clear(a);
    *a = out;
    return kind;
}

/* When the entries of a provider let it read these studies at all; one with an overflow, a queue or
 * a share counts while it is open. */
static enum fault_kind provider_time(const struct model *m, uint32_t provider,
                                     const struct coverage_pair *pair, struct roster_spans *open,
                                     struct fault *fault)
{
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < m->coverage_count && kind == FAULT_NONE; i++) {
        uint32_t window = m->coverage[i].window;

        if (m->coverage[i].provider != provider || !coverage_entry_meets(m, i, pair))
            continue;
        if (window == MODEL_NONE)
            kind = coverage_add(open, m->begin_us, m->last_us, fault);
        else
            kind =
                coverage_add_all(open, m->windows[window].spans, m->windows[window].count, fault);
    }
    roster_join(open);
    return kind;
}

bool coverage_entry_meets(const struct model *model, uint32_t entry,
                          const struct coverage_pair *pair)
{
    const struct model_coverage *coverage = &model->coverage[entry];

    return (coverage->sites == NULL || bitset_has(coverage->sites, pair->site)) &&
           (coverage->studies == NULL || bitset_has(coverage->studies, pair->study));
}

/* Licences and privileges, random leads by their mean, whatever may be drawn as held. */
static enum fault_kind cut_to_permits(const struct model *m, uint32_t group, uint32_t site,
                                      struct roster_spans *cover, struct fault *fault)
{
    struct grant_who who = {.group = group, .reader = MODEL_NONE};
    struct span *spans = calloc(m->permits->most_spans, sizeof *spans);
    enum fault_kind kind;

    if (spans == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the licences of `%s`",
                         m->groups[group].id);
    kind =
        cut(cover, spans,
            grant_licence(m, &who, m->sites[site].jurisdiction, m->sites[site].zone, spans), fault);
    if (kind == FAULT_NONE)
        kind = cut(cover, spans, grant_privilege(m, &who, site, spans), fault);
    free(spans);
    return kind;
}

bool coverage_is_dated(const struct model *model, uint32_t group)
{
    return model->permits != NULL && bitset_has(model->permits->personal, group);
}

enum fault_kind coverage_duty(const struct model *model, uint32_t group, struct roster_spans *duty,
                              struct fault *fault)
{
    const struct model_group *g = &model->groups[group];
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < g->count && kind == FAULT_NONE; i++) {
        const struct model_reader *reader = &model->readers[g->first_reader + i];

        if (reader->duty_count == 1 && i > 0 && duty->count > 0 &&
            duty->spans[0].from_us <= reader->duty[0].from_us &&
            duty->spans[0].to_us >= reader->duty[0].to_us)
            continue; /* always on, as the first is */
        kind = coverage_add_all(duty, reader->duty, reader->duty_count, fault);
    }
    roster_join(duty);
    return kind;
}

enum fault_kind coverage_of_group(const struct model *model, uint32_t group,
                                  const struct coverage_pair *pair, bool dated,
                                  struct roster_spans *cover, struct fault *fault)
{
    struct roster_spans open = {NULL, 0, 0};
    enum fault_kind kind = FAULT_NONE;

    if (!model->covers_all) {
        kind = provider_time(model, model->groups[group].provider, pair, &open, fault);
        if (kind == FAULT_NONE)
            kind = cut(cover, open.spans, open.count, fault);
        roster_clear(&open);
    }
    if (kind == FAULT_NONE && dated && coverage_is_dated(model, group))
        kind = cut_to_permits(model, group, pair->site, cover, fault);
    return kind;
}
