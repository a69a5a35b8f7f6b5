/* Who reads what, and when: coverage, dispatch, the readings beside the first, and what happens to
 * a study while it waits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/bitset.h"
#include "scenario/pattern.h"

#include <math.h>
#include <string.h>

#define LISTED(list, id) (list != NULL && listed(&(list)->by, id))

static bool listed(const struct text_list *list, const char *id)
{
    for (unsigned i = 0; i < list->count; i++)
        if (pattern_meets(list->items[i], id))
            return true;
    return false;
}

void compile_late_providers(const struct compile *c, const char *id,
                            struct model_provider *provider)
{
    provider->makes_finals = LISTED(c->text->final_reads, id);
    provider->signs_drafts = LISTED(c->text->attending, id);
    provider->reviews = LISTED(c->text->peer_review, id);
}

/* --- coverage --- */

static bool is_full(const uint64_t *set, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!bitset_has(set, i))
            return false;
    return true;
}

/* Which studies an entry covers; a set that holds everything is no condition. */
static void find_conditions(const struct compile *c, uint32_t entry,
                            struct model_coverage *coverage)
{
    const struct coverage_text *text = &c->text->coverage[entry];
    char path[COMPILE_PATH_BYTES];
    uint64_t priorities = 0;

    compile_path(path, "coverage/%u/sites", entry);
    compile_sites_set(c, path, &text->sites, coverage->sites);
    compile_path(path, "coverage/%u/studies", entry);
    compile_set(c, path, &text->studies, c->studies, coverage->studies);
    compile_path(path, "coverage/%u/priorities", entry);
    compile_set(c, path, &text->priorities, c->priorities, &priorities);
    if (text->priorities.count > 0 && !is_full(&priorities, c->model->priority_count))
        coverage->priorities = priorities;
    if (coverage->priorities == 0 && priorities == 0 && text->priorities.count > 0)
        coverage->priorities = UINT64_C(1) << 63; /* it meets none of them */
}

/* The entry's name in streams: its id, or its provider with #2, #3 … */
static char *name_entry(const struct compile *c, uint32_t entry)
{
    const struct coverage_text *all = c->text->coverage;
    unsigned same = 1;

    if (all[entry].id != NULL)
        return g_strdup(all[entry].id);
    for (uint32_t i = 0; i < entry; i++)
        same += all[i].id == NULL && strcmp(all[i].provider, all[entry].provider) == 0 ? 1 : 0;
    return same == 1 ? g_strdup(all[entry].provider)
                     : g_strdup_printf("%s#%u", all[entry].provider, same);
}

static void find_limits(const struct compile *c, uint32_t entry, struct model_coverage *coverage)
{
    const struct coverage_text *text = &c->text->coverage[entry];
    char path[COMPILE_PATH_BYTES];
    uint64_t queue = 0;

    compile_path(path, "coverage/%u/overflow-after", entry);
    compile_duration(c, path, text->overflow_after, &coverage->overflow_us);
    compile_path(path, "coverage/%u/overflow-queue", entry);
    compile_count(c, path, text->overflow_queue, UINT32_MAX, &queue);
    coverage->queue = (uint32_t) queue;
    coverage->share = 1;
    compile_path(path, "coverage/%u/share", entry);
    compile_share(c, path, text->share, &coverage->share);
    coverage->shared = coverage->share < 1;
}

static enum fault_kind add_coverage(struct compile *c, uint32_t entry, uint32_t *windows)
{
    const struct coverage_text *text = &c->text->coverage[entry];
    uint64_t *sites = g_new0(uint64_t, bitset_words(c->copy_count) + 1);
    uint64_t *studies = g_new0(uint64_t, bitset_words(c->model->study_count) + 1);
    struct model_coverage coverage = {
        .provider = MODEL_NONE, .window = MODEL_NONE, .sites = sites, .studies = studies};
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = FAULT_NONE;

    compile_path(path, "coverage/%u/provider", entry);
    coverage.provider = compile_find(c, c->providers, path, text->provider);
    find_conditions(c, entry, &coverage);
    find_limits(c, entry, &coverage);
    if (text->sites.count == 0 || is_full(sites, c->copy_count))
        coverage.sites = NULL;
    if (text->studies.count == 0 || is_full(studies, c->model->study_count))
        coverage.studies = NULL;
    if (text->when != NULL) {
        uint32_t shift;

        compile_path(path, "coverage/%u/when", entry);
        shift = compile_find(c, c->shifts, path, text->when);
        if (shift != MODEL_NONE && windows[shift] == MODEL_NONE)
            kind = compile_window(c, shift, &windows[shift]);
        coverage.window = shift == MODEL_NONE ? MODEL_NONE : windows[shift];
    }
    coverage.name = name_entry(c, entry);
    if (kind == FAULT_NONE && coverage.provider != MODEL_NONE)
        kind = model_add_coverage(c->model, &coverage, c->fault);
    g_free(coverage.name);
    g_free(sites);
    g_free(studies);
    return kind;
}

enum fault_kind compile_cover(struct compile *c)
{
    uint32_t *windows = g_new(uint32_t, c->text->shifts_count + 1U);
    enum fault_kind kind = FAULT_NONE;
    unsigned shared = 0;

    memset(windows, 0xff, (c->text->shifts_count + 1U) * sizeof *windows); /* MODEL_NONE */
    for (uint32_t i = 0; i < c->text->coverage_count && kind == FAULT_NONE; i++)
        kind = add_coverage(c, i, windows);
    for (uint32_t i = 0; i < c->model->coverage_count; i++)
        shared += c->model->coverage[i].shared;
    if (shared > MODEL_SHARED_COVERAGE_MAX) {
        compile_say(c, DIAG_ERROR, "coverage", "join some of them",
                    "%u entries with a `share` are too many; at most %u are handled", shared,
                    MODEL_SHARED_COVERAGE_MAX);
        kind = FAULT_INPUT;
    }
    g_free(windows);
    return kind;
}

/* --- while a study waits --- */

static void find_escalations(const struct compile *c)
{
    for (uint32_t i = 0; i < c->text->priorities_count; i++) {
        const struct escalate_text *text = c->text->priorities[i].escalate;
        struct model_priority *priority = &c->model->priorities[i];
        char path[COMPILE_PATH_BYTES];

        if (text == NULL)
            continue;
        compile_path(path, "priorities/%u/escalate/after", i);
        compile_duration(c, path, text->after, &priority->escalate_us);
        compile_path(path, "priorities/%u/escalate/to", i);
        priority->escalate_to = compile_find(c, c->priorities, path, text->to);
        if (priority->escalate_to != MODEL_NONE && priority->escalate_to >= i)
            compile_say(c, DIAG_ERROR, path, "name one that stands before it in `priorities`",
                        "`%s` is not more urgent than `%s`", text->to, priority->id);
        priority->escalates = true;
    }
}

enum fault_kind compile_withdrawal(struct compile *c, uint32_t copy, struct model_site *site)
{
    uint32_t entry = c->copies[copy].entry;
    const struct withdraw_text *text = c->text->sites[entry].withdraw;
    enum fault_kind kind = variate_constant(&site->patience, 0, c->fault);
    char path[COMPILE_PATH_BYTES];

    if (text == NULL || kind != FAULT_NONE)
        return kind;
    compile_path(path, "sites/%u/withdraw/priorities", entry);
    compile_set(c, path, &text->priorities, c->priorities, &site->withdraw_priorities);
    if (text->priorities.count == 0)
        site->withdraw_priorities = UINT64_MAX;
    site->withdraws = true;
    compile_path(path, "sites/%u/withdraw/after", entry);
    return compile_variate(c, path, text->after, DISTRIBUTION_TIME, &site->patience);
}

static enum fault_kind find_bundle(struct compile *c, uint32_t entry)
{
    const struct bundle_text *text = c->text->studies[entry].bundle;
    uint32_t with[MODEL_BUNDLE_MAX];
    double share = 1;
    char path[COMPILE_PATH_BYTES];

    if (text == NULL || text->with.count > MODEL_BUNDLE_MAX)
        return FAULT_NONE;
    compile_path(path, "studies/%u/bundle/share", entry);
    compile_share(c, path, text->share, &share);
    for (unsigned i = 0; i < text->with.count; i++) {
        compile_path(path, "studies/%u/bundle/with/%u", entry, i);
        with[i] = compile_find(c, c->studies, path, text->with.items[i]);
        if (with[i] == MODEL_NONE)
            return FAULT_NONE;
        if (c->text->studies[entry].bundle != NULL &&
            strcmp(text->with.items[i], c->text->studies[entry].id) == 0)
            compile_say(c, DIAG_WARNING, path, "is a second study of the same type meant?",
                        "the bundle of `%s` has it twice", c->text->studies[entry].id);
    }
    compile_path(path, "studies/%u/id", entry);
    return model_set_bundle(c->model, compile_find(c, c->studies, path, c->text->studies[entry].id),
                            share, with, text->with.count, c->fault);
}

/* --- readings beside the first --- */

static enum fault_kind add_double(struct compile *c, uint32_t entry, uint64_t *seen)
{
    const struct double_text *text = &c->text->double_reads[entry];
    size_t words = bitset_words(c->model->provider_count) + 1;
    struct model_double twice = {.studies =
                                     g_new0(uint64_t, bitset_words(c->model->study_count) + 1),
                                 .by = g_new0(uint64_t, words),
                                 .arbitrate = g_new0(uint64_t, words),
                                 .share = 1,
                                 .time = 1};
    struct model_double given;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind;

    compile_path(path, "double-reads/%u/by", entry);
    compile_set(c, path, &text->by, c->providers, twice.by);
    compile_path(path, "double-reads/%u/arbitrate", entry);
    compile_set(c, path, &text->arbitrate, c->providers, twice.arbitrate);
    compile_path(path, "double-reads/%u/share", entry);
    compile_share(c, path, text->share, &twice.share);
    compile_path(path, "double-reads/%u/disagree", entry);
    compile_share(c, path, text->disagree, &twice.disagree);
    compile_path(path, "double-reads/%u/time", entry);
    compile_percent(c, path, text->time, &twice.time);
    compile_path(path, "double-reads/%u/studies", entry);
    compile_set(c, path, &text->studies, c->studies, twice.studies);
    for (size_t w = 0; w < bitset_words(c->model->study_count); w++) {
        if ((twice.studies[w] & seen[w]) != 0)
            compile_say(c, DIAG_ERROR, path, "name each study type in one entry",
                        "a study type stands in two entries of `double-reads`");
        seen[w] |= twice.studies[w];
    }
    given = twice;
    if (text->arbitrate.count == 0)
        given.arbitrate = NULL;
    kind = model_add_double(c->model, &given, c->fault);
    g_free(twice.studies);
    g_free(twice.by);
    g_free(twice.arbitrate);
    return kind;
}

static enum fault_kind add_doubles(struct compile *c)
{
    uint64_t *seen = g_new0(uint64_t, bitset_words(c->model->study_count) + 1);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < c->text->double_reads_count && kind == FAULT_NONE; i++)
        kind = add_double(c, i, seen);
    g_free(seen);
    return kind;
}

static bool reads_final(const struct compile *c, const struct text_list *by)
{
    for (uint32_t g = 0; g < c->model->group_count; g++) {
        const struct model_group *group = &c->model->groups[g];

        if (group->reads == MODEL_READS_FINAL && group->provider != MODEL_NONE &&
            listed(by, c->model->providers[group->provider].id))
            return true;
    }
    return false;
}

static void warn_of_nobody(const struct compile *c, const struct text_list *by, const char *path,
                           const char *what)
{
    if (!reads_final(c, by))
        compile_say(c, DIAG_WARNING, path, "name a provider that has a group with `reads: final`",
                    "nobody %s", what);
}

static void find_readings(const struct compile *c)
{
    const struct scenario_text *text = c->text;
    struct model_readings readings = {1, 1, 1, 0};
    int64_t within_us = MODEL_NO_TARGET;

    if (text->final_reads != NULL) {
        compile_duration(c, "final-reads/within", text->final_reads->within, &within_us);
        compile_percent(c, "final-reads/time", text->final_reads->time, &readings.final_time);
        model_set_finals(c->model, within_us);
        warn_of_nobody(c, &text->final_reads->by, "final-reads/by", "makes the final reads");
    }
    if (text->attending != NULL) {
        compile_percent(c, "attending/time", text->attending->time, &readings.sign_time);
        warn_of_nobody(c, &text->attending->by, "attending/by", "signs the drafts");
    }
    if (text->peer_review != NULL) {
        compile_share(c, "peer-review/share", text->peer_review->share, &readings.review_share);
        compile_percent(c, "peer-review/time", text->peer_review->time, &readings.review_time);
        warn_of_nobody(c, &text->peer_review->by, "peer-review/by", "makes the peer reviews");
    }
    model_set_readings(c->model, &readings);
    for (uint32_t i = 0; i < text->readers_count && text->attending == NULL; i++) {
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "readers/%u/reads", i);
        if (text->readers[i].reads != NULL && strcmp(text->readers[i].reads, "draft") == 0)
            compile_say(c, DIAG_ERROR, path, "add `attending: {by: […]}` at the top",
                        "nobody signs the drafts of `%s`", text->readers[i].id);
    }
}

/* --- dispatch --- */

/* The place of a word among others; 0 without one. */
static unsigned word_in(const char *word, const char *const *words)
{
    for (unsigned i = 0; word != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return 0;
}

static bool picks_too_many(const struct compile *c)
{
    return c->model->study_count > MODEL_PICKS_MAX;
}

static void find_dispatch(const struct compile *c)
{
    static const char *const orders[] = {"priority", "fifo",         "deadline",
                                         "slack",    "accumulating", NULL};
    static const char *const assigns[] = {"pull",        "shortest", "least-work",
                                          "round-robin", "random",   NULL};
    static const char *const picks[] = {"best", "shortest", "richest", NULL};
    static const char *const ties[] = {"longest-idle", "specialist-last", "fastest",
                                       "cheapest",     "random",          NULL};
    const struct dispatch_text *text = c->text->dispatch;
    struct model_dispatch dispatch = {0};

    if (text == NULL)
        return;
    dispatch.order = (enum model_order) word_in(text->order, orders);
    dispatch.restarts = text->resume != NULL && strcmp(text->resume, "restart") == 0;
    dispatch.assign = (enum model_assign) word_in(text->assign, assigns);
    dispatch.pick = (enum model_pick) word_in(text->pick, picks);
    dispatch.tie = (enum model_tie) word_in(text->tie, ties);
    if (dispatch.pick != MODEL_PICK_BEST &&
        (dispatch.order != MODEL_ORDER_PRIORITY || picks_too_many(c))) {
        compile_say(c, DIAG_ERROR, "dispatch/pick",
                    picks_too_many(c) ? "at most 512 study types can be told apart so"
                                      : "leave it out, or write `order: priority`",
                    "`pick: %s` does not go with this scenario", text->pick);
        return;
    }
    model_set_dispatch(c->model, &dispatch);
}

enum fault_kind compile_routing(struct compile *c)
{
    enum fault_kind kind = FAULT_NONE;

    find_dispatch(c);
    find_readings(c);
    find_escalations(c);
    for (uint32_t i = 0; i < c->text->studies_count && kind == FAULT_NONE; i++)
        kind = find_bundle(c, i);
    return kind == FAULT_NONE ? add_doubles(c) : kind;
}
