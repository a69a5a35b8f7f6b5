/* Which measured time has nobody who may read what. Studies that the same groups may read share
 * their gaps, so these are found once a class of eligibility.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct pair { /* a study type that a site sends */
    uint32_t site, study, class_index;
};

struct explaining {
    const struct model *model;
    struct fault *fault;
    struct coverage_classes classes;
    struct pair *pairs; /* by site, study; no two alike */
    size_t pair_count;
    struct roster_spans *duties;     /* [groups]: a reader on shift */
    struct roster_spans *gaps;       /* [classes] */
    struct roster_spans *plain_gaps; /* [classes] if no licence depended on the date */
    struct coverage *coverage;
};

static enum fault_kind no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "no memory for the gaps; a shorter run needs less");
}

enum fault_kind coverage_add(struct roster_spans *spans, int64_t from_us, int64_t to_us,
                             struct fault *fault)
{
    if (spans->count == spans->capacity) {
        size_t room = spans->capacity > 0 ? 2 * spans->capacity : 16;
        struct span *grown = realloc(spans->spans, room * sizeof *grown);

        if (grown == NULL)
            return no_memory(fault);
        spans->spans = grown;
        spans->capacity = room;
    }
    spans->spans[spans->count++] = (struct span){from_us, to_us};
    return FAULT_NONE;
}

static enum fault_kind find_gaps(struct explaining *x, uint32_t class_index, bool dated,
                                 struct roster_spans *gaps)
{
    const struct model *m = x->model;
    struct roster_spans covered = {NULL, 0, 0};
    int64_t at_us = 0;
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t g = 0; g < m->group_count && kind == FAULT_NONE; g++) {
        struct roster_spans cover = {NULL, 0, 0};

        if (!coverage_class_has(&x->classes, class_index, g))
            continue;
        kind = coverage_add_all(&cover, x->duties[g].spans, x->duties[g].count, x->fault);
        if (kind == FAULT_NONE)
            kind = coverage_of_group(m, g, &x->classes.pairs[class_index], dated, &cover, x->fault);
        if (kind == FAULT_NONE)
            kind = coverage_add_all(&covered, cover.spans, cover.count, x->fault);
        roster_clear(&cover);
    }
    roster_join(&covered);
    for (size_t i = 0; i < covered.count && kind == FAULT_NONE && at_us < m->end_us; i++) {
        struct span span = covered.spans[i];

        if (span.from_us > at_us)
            kind = coverage_add(gaps, at_us, span.from_us < m->end_us ? span.from_us : m->end_us,
                                x->fault);
        if (span.to_us > at_us)
            at_us = span.to_us;
    }
    if (kind == FAULT_NONE && at_us < m->end_us)
        kind = coverage_add(gaps, at_us, m->end_us, x->fault);
    roster_clear(&covered);
    return kind;
}

/* A class's gaps, and those that licences by date do not make: only they can come of a clock. */
static enum fault_kind find_both_gaps(struct explaining *x, uint32_t class_index)
{
    enum fault_kind kind = find_gaps(x, class_index, true, &x->gaps[class_index]);

    if (kind == FAULT_NONE)
        kind = find_gaps(x, class_index, false, &x->plain_gaps[class_index]);
    return kind;
}

static int by_site_and_study(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;

    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    return (x->study > y->study) - (x->study < y->study);
}

static enum fault_kind find_pairs(struct explaining *x)
{
    const struct model *m = x->model;
    size_t kept = 0;

    x->pairs = calloc(m->source_count + 1U, sizeof *x->pairs);
    if (x->pairs == NULL)
        return no_memory(x->fault);
    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *s = &m->sources[i];

        x->pairs[i] = (struct pair){s->site, s->study, x->classes.of_source[i]};
    }
    qsort(x->pairs, m->source_count, sizeof *x->pairs, by_site_and_study);
    for (uint32_t i = 0; i < m->source_count; i++)
        if (kept == 0 || by_site_and_study(&x->pairs[kept - 1], &x->pairs[i]) != 0)
            x->pairs[kept++] = x->pairs[i];
    x->pair_count = kept;
    return FAULT_NONE;
}

/* The gaps of each site and study, out of those of the classes. */
static enum fault_kind tell_gaps(struct explaining *x)
{
    struct coverage *out = x->coverage;
    size_t count = 0;

    for (size_t i = 0; i < x->pair_count; i++)
        count += x->gaps[x->pairs[i].class_index].count;
    out->gaps = calloc(count + 1, sizeof *out->gaps);
    if (out->gaps == NULL)
        return no_memory(x->fault);
    for (size_t i = 0; i < x->pair_count; i++) {
        const struct roster_spans *gaps = &x->gaps[x->pairs[i].class_index];

        for (size_t k = 0; k < gaps->count; k++)
            out->gaps[out->gap_count++] = (struct coverage_gap){
                x->pairs[i].site, x->pairs[i].study, gaps->spans[k].from_us, gaps->spans[k].to_us};
    }
    return FAULT_NONE;
}

static double total(struct roster_spans *spans)
{
    double sum = 0;

    roster_join(spans);
    for (size_t i = 0; i < spans->count; i++)
        sum += (double) (spans->spans[i].to_us - spans->spans[i].from_us);
    return sum;
}

/* Time without cover of anything, and what of it clock changes open; each class and zone once. */
static enum fault_kind sum_gaps(struct explaining *x)
{
    const struct model *m = x->model;
    size_t classes = x->classes.count;
    struct roster_spans all = {NULL, 0, 0}, changed = {NULL, 0, 0};
    bool *seen = calloc(classes * m->zone_count + 1, sizeof *seen);
    bool *summed = calloc(classes + 1, sizeof *summed);
    enum fault_kind kind = seen == NULL || summed == NULL ? no_memory(x->fault) : FAULT_NONE;

    for (size_t i = 0; i < x->pair_count && kind == FAULT_NONE; i++) {
        uint32_t class_index = x->pairs[i].class_index;
        uint32_t zone = m->sites[x->pairs[i].site].zone;
        size_t both = (size_t) class_index * m->zone_count + zone;
        const struct roster_spans *gaps = &x->gaps[class_index];

        if (!summed[class_index])
            kind = coverage_add_all(&all, gaps->spans, gaps->count, x->fault);
        summed[class_index] = true;
        if (kind == FAULT_NONE && !seen[both])
            kind = coverage_changes(m, zone, &x->plain_gaps[class_index], &changed, x->fault);
        seen[both] = true;
    }
    x->coverage->uncovered_us = total(&all);
    x->coverage->changed_us = total(&changed);
    roster_clear(&all);
    roster_clear(&changed);
    free(seen);
    free(summed);
    return kind;
}

static enum fault_kind explain(struct explaining *x)
{
    const struct model *m = x->model;
    enum fault_kind kind = coverage_classify(m, &x->classes, x->fault);

    if (kind != FAULT_NONE)
        return kind;
    x->duties = calloc(m->group_count + 1U, sizeof *x->duties);
    x->gaps = calloc(x->classes.count + 1U, sizeof *x->gaps);
    x->plain_gaps = calloc(x->classes.count + 1U, sizeof *x->plain_gaps);
    kind = x->duties == NULL || x->gaps == NULL || x->plain_gaps == NULL ? no_memory(x->fault)
                                                                         : find_pairs(x);
    for (uint32_t g = 0; g < m->group_count && kind == FAULT_NONE; g++)
        kind = coverage_duty(m, g, &x->duties[g], x->fault);
    for (uint32_t i = 0; i < x->classes.count && kind == FAULT_NONE; i++)
        kind = find_both_gaps(x, i);
    if (kind == FAULT_NONE)
        kind = tell_gaps(x);
    if (kind == FAULT_NONE)
        kind = sum_gaps(x);
    if (kind == FAULT_NONE)
        kind = coverage_load(m, &x->classes, x->coverage, x->fault);
    return kind;
}

static void clear_all(struct roster_spans *spans, size_t count)
{
    for (size_t i = 0; spans != NULL && i < count; i++)
        roster_clear(&spans[i]);
    free(spans);
}

enum fault_kind coverage_explain(const struct model *model, struct coverage **out,
                                 struct fault *fault)
{
    struct explaining x = {.model = model, .fault = fault};
    enum fault_kind kind;

    assert(model->frozen);
    x.coverage = calloc(1, sizeof *x.coverage);
    if (x.coverage == NULL)
        return no_memory(fault);
    kind = explain(&x);
    clear_all(x.duties, model->group_count);
    clear_all(x.gaps, x.classes.count);
    clear_all(x.plain_gaps, x.classes.count);
    free(x.pairs);
    coverage_classes_clear(&x.classes);
    if (kind != FAULT_NONE) {
        coverage_free(x.coverage);
        return kind;
    }
    *out = x.coverage;
    return FAULT_NONE;
}

void coverage_free(struct coverage *coverage)
{
    if (coverage == NULL)
        return;
    free(coverage->gaps);
    free(coverage);
}
