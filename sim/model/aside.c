/* Streams by strand (model_strand()).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/aside.h"

#include "core/bitset.h"
#include "core/variate.h"
#include "model/quality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum purpose {
    ASIDE_SIGN,
    ASIDE_SECOND,
    ASIDE_ARBITER,
    ASIDE_REVIEW,
    ASIDE_DOUBLE,
    ASIDE_DISAGREE,
    ASIDE_REVIEWED,
    ASIDE_PATIENCE,
    ASIDE_BUNDLE,
    ASIDE_DISCREPANCY,
    ASIDE_RECONTACT,
    ASIDE_PURPOSES /* then one for each coverage entry with a share, and each finding with calls */
};
static const char *const purposes[ASIDE_PURPOSES] = {
    [ASIDE_SIGN] = "sign",          [ASIDE_SECOND] = "second",
    [ASIDE_ARBITER] = "arbiter",    [ASIDE_REVIEW] = "review",
    [ASIDE_DOUBLE] = "double",      [ASIDE_DISAGREE] = "disagree",
    [ASIDE_REVIEWED] = "reviewed",  [ASIDE_PATIENCE] = "patience",
    [ASIDE_BUNDLE] = "bundle",      [ASIDE_DISCREPANCY] = "discrepancy",
    [ASIDE_RECONTACT] = "recontact"};

struct asides {
    uint32_t width;         /* streams of a strand */
    unsigned wanted;        /* bit a purpose */
    struct stream *streams; /* [strands][width] */
    struct stream_key *keys;
};

static unsigned wanted_of(const struct model *m)
{
    unsigned wanted = 0;

    for (uint32_t g = 0; g < m->group_count; g++)
        if (m->groups[g].reads == MODEL_READS_DRAFT)
            wanted |= 1U << ASIDE_SIGN;
    if (m->double_count > 0)
        wanted |=
            1U << ASIDE_DOUBLE | 1U << ASIDE_DISAGREE | 1U << ASIDE_SECOND | 1U << ASIDE_ARBITER;
    if (m->readings.review_share > 0)
        wanted |= 1U << ASIDE_REVIEWED | 1U << ASIDE_REVIEW;
    for (uint32_t i = 0; i < m->site_count; i++)
        if (m->sites[i].withdraws)
            wanted |= 1U << ASIDE_PATIENCE;
    for (uint32_t i = 0; i < m->study_count; i++)
        if (m->studies[i].with_count > 0)
            wanted |= 1U << ASIDE_BUNDLE;
    if (quality_errs(m))
        wanted |= 1U << ASIDE_DISCREPANCY | 1U << ASIDE_RECONTACT;
    return wanted;
}

/* Coverage entries with a share, and findings with calls. */
static uint32_t named_streams(const struct model *m)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < m->coverage_count; i++)
        count += m->coverage[i].shared;
    for (uint32_t i = 0; i < m->finding_count; i++)
        count += m->findings[i].calls;
    return count;
}

/* The key of a strand's stream that goes by a further name; false without memory. */
static bool name_apart(const char *purpose, const char *name, const char *further,
                       struct stream_key *key)
{
    size_t size = strlen(name) + strlen(further) + 2;
    char *entity = malloc(size);

    if (entity == NULL)
        return false;
    snprintf(entity, size, "%s\n%s", name, further);
    *key = stream_key(purpose, entity);
    free(entity);
    return true;
}

/* Keys of one strand, whose entity is `name`; false without memory. */
static bool name_strand(const struct replication *r, const char *name, struct stream_key *keys)
{
    const struct model *m = r->model;

    for (unsigned i = 0; i < ASIDE_PURPOSES; i++)
        if ((r->asides->wanted >> i & 1U) != 0)
            *keys++ = stream_key(purposes[i], name);
    for (uint32_t i = 0; i < m->coverage_count; i++)
        if (m->coverage[i].shared && !name_apart("coverage", name, m->coverage[i].name, keys++))
            return false;
    for (uint32_t i = 0; i < m->finding_count; i++)
        if (m->findings[i].calls && !name_apart("call", name, m->findings[i].id, keys++))
            return false;
    return true;
}

static bool name_source(const struct replication *r, uint32_t index)
{
    const struct model_source *source = &r->model->sources[index];
    const struct model_study *type = &r->model->studies[source->study];
    struct asides *a = r->asides;
    struct stream_key *keys = a->keys + (size_t) source->first_strand * a->width;
    bool whole = name_strand(r, source->name, keys);

    for (size_t i = 0; whole && i < type->with_count; i++) {
        const char *member = r->model->studies[type->with[i]].id;
        size_t size = strlen(source->name) + strlen(member) + 2;
        char *name = malloc(size);

        if (name == NULL)
            return false;
        snprintf(name, size, "%s+%s", source->name, member);
        keys += a->width;
        whole = name_strand(r, name, keys);
        free(name);
    }
    return whole;
}

enum fault_kind aside_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    struct asides *a = calloc(1, sizeof *a);
    size_t count;
    bool whole;

    if (a == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the demand");
    r->asides = a;
    a->wanted = wanted_of(m);
    a->width = (uint32_t) __builtin_popcount(a->wanted) + named_streams(m);
    r->draws_aside = a->width > 0;
    count = (size_t) m->strand_count * a->width;
    a->streams = calloc(count + 1, sizeof *a->streams);
    a->keys = calloc(count + 1, sizeof *a->keys);
    whole = a->streams != NULL && a->keys != NULL;
    for (uint32_t i = 0; whole && a->width > 0 && i < m->source_count; i++)
        whole = name_source(r, i);
    return whole ? FAULT_NONE : fault_set(fault, FAULT_MEMORY, "no memory for the demand");
}

void aside_free(struct replication *r)
{
    if (r->asides == NULL)
        return;
    free(r->asides->streams);
    free(r->asides->keys);
    free(r->asides);
}

void aside_start(struct replication *r, uint64_t number)
{
    struct asides *a = r->asides;
    size_t count = (size_t) r->model->strand_count * a->width;

    for (size_t i = 0; i < count; i++)
        a->streams[i] = stream_start(a->keys[i], r->model->run.seed, number);
}

/* The streams of one strand in order of purpose, as far as they are wanted. */
struct strand {
    struct stream *next;
    unsigned wanted;
};

static struct stream *stream_for(struct strand *strand, enum purpose purpose)
{
    return (strand->wanted >> purpose & 1U) != 0 ? strand->next++ : NULL;
}

static double drawn(struct strand *strand, enum purpose purpose, const struct variate *variate,
                    double factor)
{
    struct stream *stream = stream_for(strand, purpose);

    return stream == NULL ? 0 : factor * variate_draw(variate, stream);
}

static bool happens(struct strand *strand, enum purpose purpose, double share)
{
    struct stream *stream = stream_for(strand, purpose);

    return stream != NULL && stream_unit(stream) < share;
}

void aside_draw_all(struct replication *r, uint32_t slot)
{
    const struct model *m = r->model;
    const struct asides *a = r->asides;
    struct study *study = &r->studies[slot];
    const struct model_study *type = &m->studies[study->life.study];
    uint32_t index = r->double_of_study[study->life.study];
    const struct model_double *twice = index == MODEL_NONE ? NULL : &m->doubles[index];
    size_t at = (size_t) model_strand(m, study->life.source, study->life.member) * a->width;
    struct strand strand = {a->streams + at, a->wanted};
    double time = twice == NULL ? 1 : twice->time;
    struct quality_streams care;

    study->later_us[MODEL_SIGN - 1] =
        drawn(&strand, ASIDE_SIGN, &type->read, m->readings.sign_time);
    study->later_us[MODEL_SECOND - 1] = drawn(&strand, ASIDE_SECOND, &type->read, time);
    study->later_us[MODEL_ARBITER - 1] = drawn(&strand, ASIDE_ARBITER, &type->read, time);
    study->later_us[MODEL_REVIEW - 1] =
        drawn(&strand, ASIDE_REVIEW, &type->read, m->readings.review_time);
    study->doubled = happens(&strand, ASIDE_DOUBLE, twice == NULL ? 0 : twice->share);
    study->disagreed = happens(&strand, ASIDE_DISAGREE, twice == NULL ? 0 : twice->disagree) &&
                       twice->arbitrate != NULL;
    study->reviewed = happens(&strand, ASIDE_REVIEWED, m->readings.review_share);
    study->patience_us = drawn(&strand, ASIDE_PATIENCE, &m->sites[study->life.site].patience, 1);
    study->bundled = happens(&strand, ASIDE_BUNDLE, type->bundle_share);
    care.discrepancy = stream_for(&strand, ASIDE_DISCREPANCY);
    care.recontact = stream_for(&strand, ASIDE_RECONTACT);
    for (uint32_t i = 0, bit = 0; i < m->coverage_count; i++)
        if (m->coverage[i].shared) {
            if (stream_unit(strand.next++) < m->coverage[i].share)
                study->shares |= UINT64_C(1) << bit;
            bit++;
        }
    care.calls = strand.next;
    if (r->careful)
        quality_draw(r, slot, &care);
}
