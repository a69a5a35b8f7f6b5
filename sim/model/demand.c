/* Demand: sources, their clocks and their draws. Where the rate grows as exp(k t) within a piece,
 * its integral and its inverse are taken in closed form.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demand.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "core/variate.h"
#include "model/aside.h"
#include "model/demand_manner.h"
#include "model/demand_replay.h"
#include "model/outage.h"
#include "model/study.h"
#include "model/transfer.h"
#include "model/triage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct heap_places source_places(const struct replication *r)
{
    return (struct heap_places){r->source_places, 1};
}

static struct heap_key due_key(const struct replication *r, int64_t at_us, uint32_t source)
{
    return (struct heap_key){(uint64_t) (at_us - r->model->begin_us), source};
}

/* Enters a piece of the rates, of which each local day has one factor of each level. */
static void enter_piece(struct replication *r, uint32_t index, uint32_t piece)
{
    const struct model_source *source = &r->model->sources[index];
    const struct model_rates *rates = &r->model->rates[source->rates];
    struct source *state = &r->sources[index];
    int64_t to_us = piece + 1 < rates->count ? rates->from_us[piece + 1] : rates->until_us;
    double factor = 1;

    if (source->dispersion > 0)
        factor = demand_manner_factor(&state->factor, &state->streams[SOURCE_DISPERSION],
                                      source->dispersion, rates->day[piece]);
    if (state->manner != NULL)
        factor *= demand_manner_shared(r, index, piece);
    state->piece = piece;
    state->piece_to_us = (double) (to_us - r->model->begin_us);
    state->rate_per_us = source->rate_per_us * rates->weight[piece] * factor;
}

static bool grows(const struct model_rates *rates)
{
    return rates->growth_per_us < 0 || rates->growth_per_us > 0;
}

/* The rate's integral over the rest of the piece where it grows: exp(k t) in closed form. */
static double growing_room(const struct replication *r, const struct source *state, double k)
{
    double from_us = state->at_us + (double) r->model->begin_us;

    return state->rate_per_us * exp(k * from_us) * expm1(k * (state->piece_to_us - state->at_us)) /
           k;
}

/* How long it takes until the integral is `need`: the same, solved for time. */
static double growing_span(const struct replication *r, const struct source *state, double k,
                           double need)
{
    double from_us = state->at_us + (double) r->model->begin_us;

    return log1p(need * k / (state->rate_per_us * exp(k * from_us))) / k;
}

static int64_t next_poisson(struct replication *r, uint32_t index)
{
    const struct model_rates *rates = &r->model->rates[r->model->sources[index].rates];
    struct source *state = &r->sources[index];
    double need = variate_draw_exponential(&state->streams[SOURCE_ARRIVALS]);
    bool growing = grows(rates);

    for (;;) {
        double room = growing ? growing_room(r, state, rates->growth_per_us)
                              : (state->piece_to_us - state->at_us) * state->rate_per_us;

        if (need < room) {
            state->at_us += growing ? growing_span(r, state, rates->growth_per_us, need)
                                    : need / state->rate_per_us;
            if (state->at_us >= state->piece_to_us) /* rounding must not enter the next piece */
                state->at_us = state->piece_to_us - 0.5;
            return r->model->begin_us + (int64_t) state->at_us;
        }
        need -= room;
        state->at_us = state->piece_to_us;
        if (state->piece + 1 >= rates->count)
            return SIMTIME_NEVER;
        enter_piece(r, index, state->piece + 1);
    }
}

static int64_t next_arrival(struct replication *r, uint32_t index)
{
    const struct model_source *source = &r->model->sources[index];
    const struct model_moments *moments;
    struct source *state = &r->sources[index];

    if (source->rates != MODEL_NONE)
        return next_poisson(r, index);
    if (source->trace != MODEL_NONE)
        return state->due < state->instant_count ? state->instants[state->due++] : SIMTIME_NEVER;
    moments = &r->model->moments[source->manner->at];
    return state->due < moments->count ? moments->at_us[state->due++] : SIMTIME_NEVER;
}

void demand_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;

    for (size_t i = 0; i < r->stream_count; i++)
        r->streams[i] = stream_start(r->stream_keys[i], m->run.seed, number);
    r->sources_due.length = 0;
    memset(r->source_places, 0xff, m->source_count * sizeof *r->source_places);
    for (uint32_t i = 0; i < m->source_count; i++) {
        struct source *state = &r->sources[i];
        int64_t at_us;

        state->factor = (struct day_factor){1, 1, 0};
        state->at_us = 0;
        state->count = state->due = 0;
        if (state->manner != NULL)
            demand_manner_start(r, i, number);
        if (m->sources[i].trace != MODEL_NONE)
            demand_replay(r, i);
        else if (m->sources[i].rates != MODEL_NONE)
            enter_piece(r, i, 0);
        at_us = next_arrival(r, i);
        if (at_us < m->last_us &&
            heap_add(&r->sources_due, source_places(r), i, due_key(r, at_us, i)) != FAULT_NONE)
            r->starved = true;
    }
}

static size_t streams_of(const struct replication *r, uint32_t study)
{
    return SOURCE_STREAMS + r->model->studies[study].finding_count +
           2 * (size_t) __builtin_popcountll(r->tools_of_study[study]);
}

static uint8_t draw_priority(const struct model_source *source, struct stream *stream)
{
    double left = stream_unit(stream);
    size_t i = 0;

    while (i + 1 < source->mix_count && left >= source->mix[i].share)
        left -= source->mix[i++].share;
    return (uint8_t) source->mix[i].priority;
}

static void draw_study(struct replication *r, uint32_t slot, struct stream *streams)
{
    struct study_life *life = &r->studies[slot].life;
    const struct model_source *source = &r->model->sources[life->source];
    const struct model_study *type = &r->model->studies[life->study];
    struct stream *finding = streams + SOURCE_STREAMS;

    life->ordered = life->present = draw_priority(source, streams + SOURCE_MIX);
    life->bytes = variate_draw(&type->images, streams + SOURCE_IMAGES);
    life->base_us = variate_draw(&type->read, streams + SOURCE_READ);
    if (r->model->has_finals)
        life->final_base_us = variate_draw(&type->read, streams + SOURCE_FINAL_READ);
    if (type->priors_share > 0) { /* both draws, so that a larger share moves no size */
        double chance = stream_unit(streams + SOURCE_PRIORS);

        life->prior_bytes = variate_draw(&type->priors, streams + SOURCE_PRIOR_SIZE);
        if (chance >= type->priors_share)
            life->prior_bytes = 0;
    }
    for (size_t i = 0; i < type->finding_count; i++)
        if (stream_unit(finding++) < type->findings[i].share)
            life->findings |= UINT64_C(1) << type->findings[i].finding;
    triage_draw(r, slot, finding);
}

static void complete_one(struct replication *r, uint32_t slot)
{
    struct study_life *life = &r->studies[slot].life;
    const struct model_manner *manner = r->model->sources[life->source].manner;

    life->arrived_us = r->now_us;
    r->observer->study_arrived(r->observer->self, life);
    if (manner != NULL && manner->hold != MODEL_NONE)
        demand_manner_hold(r, slot);
    else
        transfer_send(r, slot);
}

void demand_complete(struct replication *r, uint32_t slot)
{
    if (outage_keeps_at_site(r, slot))
        return;
    while (slot != NOBODY) {
        uint32_t next = r->studies[slot].bundle_next;

        complete_one(r, slot);
        slot = next;
    }
}

/* A blank study of a strand of the source; NOBODY if there is no room. */
static uint32_t lend(struct replication *r, uint32_t source, uint32_t study, uint32_t count)
{
    uint32_t slot = study_lend(r);
    struct study_life *life;

    if (slot == NOBODY)
        return NOBODY;
    life = &r->studies[slot].life;
    life->ordered_us = r->now_us;
    life->arrived_us = STUDY_NOT_YET;
    life->source = source;
    life->site = r->model->sources[source].site;
    life->study = study;
    life->count = count;
    return slot;
}

/* The further studies of a patient: chained behind the head, whose priority is theirs. */
static void order_members(struct replication *r, uint32_t head, struct stream *streams)
{
    const struct study_life life = r->studies[head].life;
    const struct model_study *type = &r->model->studies[life.study];
    uint32_t last = head;

    r->studies[head].bundle = head;
    r->studies[head].bundle_out = (uint8_t) (1 + type->with_count);
    streams += streams_of(r, life.study);
    for (size_t i = 0; i < type->with_count; i++) {
        uint32_t slot = lend(r, life.source, type->with[i], life.count);
        struct study *member;

        if (slot == NOBODY)
            return;
        member = &r->studies[slot];
        member->life.member = (uint8_t) (i + 1);
        draw_study(r, slot, streams);
        aside_draw(r, slot);
        streams += streams_of(r, type->with[i]);
        member->life.ordered = member->life.present = life.ordered;
        member->bundle = head;
        r->studies[last].bundle_next = slot;
        last = slot;
    }
}

/* A study of the source is ordered. */
static void order(struct replication *r, uint32_t source)
{
    const struct model_source *from = &r->model->sources[source];
    struct source *state = &r->sources[source];
    uint32_t slot = lend(r, source, from->study, state->count);

    if (slot == NOBODY)
        return;
    state->count++;
    draw_study(r, slot, state->streams);
    aside_draw(r, slot);
    if (r->studies[slot].bundled)
        order_members(r, slot, state->streams);
    if (from->manner != NULL && from->manner->acquired)
        demand_manner_acquire(r, slot);
    else
        demand_complete(r, slot);
}

void demand_arrive(struct replication *r, uint32_t source)
{
    const struct model_manner *manner = r->model->sources[source].manner;
    uint32_t size = 1;
    int64_t at_us = next_arrival(r, source);

    if (at_us < r->model->last_us)
        heap_delay_first(&r->sources_due, source_places(r), due_key(r, at_us, source));
    else
        heap_remove(&r->sources_due, source_places(r), source);
    if (manner != NULL && manner->grouped)
        size = demand_manner_size(r, source);
    for (; size > 0 && !r->starved && !r->too_full; size--)
        order(r, source);
}

/* The names of a source's streams: purpose and entity, hashed. NULL without memory. */
static char *joined(const char *name, const char *between, const char *part)
{
    size_t size = strlen(name) + strlen(between) + strlen(part) + 1;
    char *text = malloc(size);

    if (text != NULL)
        snprintf(text, size, "%s%s%s", name, between, part);
    return text;
}

/* The streams of a strand of this name, of studies of one type. */
static bool name_streams(const struct replication *r, const char *name, uint32_t study,
                         struct stream_key *keys)
{
    static const char *const purposes[SOURCE_STREAMS] = {
        [SOURCE_ARRIVALS] = "arrivals",     [SOURCE_DISPERSION] = "dispersion",
        [SOURCE_THINNING] = "thinning",     [SOURCE_MIX] = "mix",
        [SOURCE_IMAGES] = "images",         [SOURCE_READ] = "read",
        [SOURCE_FINAL_READ] = "final read", [SOURCE_PRIORS] = "priors",
        [SOURCE_PRIOR_SIZE] = "prior size"};
    const struct model_study *type = &r->model->studies[study];
    char *entity;

    for (size_t i = 0; i < SOURCE_STREAMS; i++)
        *keys++ = stream_key(purposes[i], name);
    for (size_t i = 0; i < type->finding_count; i++) {
        entity = joined(name, "\n", r->model->findings[type->findings[i].finding].id);
        if (entity == NULL)
            return false;
        *keys++ = stream_key("finding", entity);
        free(entity);
    }
    for (uint64_t bits = r->tools_of_study[study]; bits != 0; bits &= bits - 1) {
        entity = joined(name, "\n", r->model->tools[bitset_lowest(bits)].id);
        if (entity == NULL)
            return false;
        *keys++ = stream_key("verdict", entity);
        *keys++ = stream_key("triage time", entity);
        free(entity);
    }
    return true;
}

/* The streams of a source, strand after strand. */
static bool name_source(const struct replication *r, uint32_t index, struct stream_key *keys)
{
    const struct model_source *source = &r->model->sources[index];
    const struct model_study *head = &r->model->studies[source->study];
    bool whole = name_streams(r, source->name, source->study, keys);

    keys += streams_of(r, source->study);
    for (size_t i = 0; whole && i < head->with_count; i++) {
        char *name = joined(source->name, "+", r->model->studies[head->with[i]].id);

        whole = name != NULL && name_streams(r, name, head->with[i], keys);
        keys += streams_of(r, head->with[i]);
        free(name);
    }
    return whole;
}

/* Streams of all strands of a source. */
static size_t streams_in(const struct replication *r, uint32_t source)
{
    const struct model_study *head = &r->model->studies[r->model->sources[source].study];
    size_t count = streams_of(r, r->model->sources[source].study);

    for (size_t i = 0; i < head->with_count; i++)
        count += streams_of(r, head->with[i]);
    return count;
}

static bool make_room(struct replication *r)
{
    const struct model *m = r->model;

    for (uint32_t i = 0; i < m->source_count; i++)
        r->stream_count += streams_in(r, i);
    r->sources = calloc(m->source_count + 1U, sizeof *r->sources);
    r->source_places = calloc(m->source_count + 1U, sizeof *r->source_places);
    r->streams = calloc(r->stream_count + 1, sizeof *r->streams);
    r->stream_keys = calloc(r->stream_count + 1, sizeof *r->stream_keys);
    return r->sources != NULL && r->source_places != NULL && r->streams != NULL &&
           r->stream_keys != NULL;
}

enum fault_kind demand_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    size_t at = 0;
    bool ok = true;

    r->tools_of_study = calloc(m->study_count + 1U, sizeof *r->tools_of_study);
    for (uint32_t t = 0; r->tools_of_study != NULL && t < m->tool_count; t++)
        for (uint32_t s = 0; s < m->study_count; s++)
            if (bitset_has(m->tools[t].studies, s))
                r->tools_of_study[s] |= UINT64_C(1) << t;
    ok = r->tools_of_study != NULL && make_room(r);
    for (uint32_t i = 0; ok && i < m->source_count; i++) {
        r->sources[i].streams = r->streams + at;
        ok = name_source(r, i, r->stream_keys + at);
        at += streams_in(r, i);
        ok = ok && demand_manner_create(r, i) && demand_replay_create(r, i);
    }
    return ok ? FAULT_NONE : fault_set(fault, FAULT_MEMORY, "no memory for the demand");
}

void demand_free(struct replication *r)
{
    for (uint32_t i = 0; r->sources != NULL && i < r->model->source_count; i++) {
        free(r->sources[i].instants);
        free(r->sources[i].manner);
    }
    free(r->tools_of_study);
    free(r->sources);
    free(r->source_places);
    free(r->streams);
    free(r->stream_keys);
    heap_clear(&r->sources_due);
}
