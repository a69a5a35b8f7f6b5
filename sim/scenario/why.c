/* Who may read a study at an instant, and why the others may not: the rules are gone through in one
 * order, and the first that forbids it is told.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/why.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/coverage.h"
#include "scenario/instant.h"
#include "scenario/quantity.h"
#include "scenario/wallclock.h"

#include <stdio.h>
#include <string.h>

#define MARGIN_S (3 * WALLCLOCK_DAY_S)

const char *const why_reasons[WHY_REASONS] = {
    NULL,      "coverage",  "modality",  "skill",         "certification",
    "licence", "privilege", "residency", "coverage-then", "off-shift"};

void why_clock(const struct why_asking *asking, uint32_t zone, int64_t at_us, char text[32])
{
    int64_t at_s = asking->start_s + (at_us - (at_us % SIMTIME_SECOND)) / SIMTIME_SECOND;
    struct wallclock clock;
    int64_t local_s, day;
    int year, month, day_of_month, minutes;

    (void) snprintf(text, 32, "some day");
    if (wallclock_init(&clock, asking->model->zones[zone].id, at_s - MARGIN_S, at_s + MARGIN_S,
                       NULL) != FAULT_NONE)
        return;
    local_s = wallclock_local(&clock, at_s);
    wallclock_clear(&clock);
    day = wallclock_day_of(local_s);
    minutes = (int) ((local_s - day * WALLCLOCK_DAY_S) / 60);
    wallclock_date(day, &year, &month, &day_of_month);
    if (minutes == 0)
        (void) snprintf(text, 32, "%04d-%02d-%02d", year, month, day_of_month);
    else
        (void) snprintf(text, 32, "%04d-%02d-%02dT%02d:%02d", year, month, day_of_month,
                        minutes / 60, minutes % 60);
}

const struct reader_text *why_group_text(const struct why_asking *asking, uint32_t group)
{
    const struct scenario_text *text = scenario_text(asking->scenario);
    unsigned i = 0;

    while (strcmp(text->readers[i].id, asking->model->groups[group].id) != 0)
        i++;
    return &text->readers[i];
}

static const struct study_text *study_text_of(const struct why_asking *a)
{
    const struct scenario_text *text = scenario_text(a->scenario);
    unsigned i = 0;

    while (strcmp(text->studies[i].id, a->model->studies[a->study].id) != 0)
        i++;
    return &text->studies[i];
}

static const struct jurisdiction_text *jurisdiction_text_of(const struct why_asking *a)
{
    const struct scenario_text *text = scenario_text(a->scenario);
    const char *id = a->model->jurisdictions[a->model->sites[a->site].jurisdiction];
    unsigned i = 0;

    while (strcmp(text->jurisdictions[i].id, id) != 0)
        i++;
    return &text->jurisdictions[i];
}

/* Is there an entry of the coverage list for the group at all, and one that meets the study? */
static bool has_coverage(const struct why_asking *a, uint32_t group, GString *says)
{
    const struct model *m = a->model;
    struct coverage_pair pair = {a->site, a->study};
    uint32_t provider = m->groups[group].provider;
    bool any = false;

    if (m->covers_all)
        return true;
    for (uint32_t i = 0; i < m->coverage_count; i++) {
        if (m->coverage[i].provider != provider)
            continue;
        any = true;
        if (coverage_entry_meets(m, i, &pair))
            return true;
    }
    if (provider == MODEL_NONE)
        g_string_append(says, "it has no provider, and `coverage` lets only providers read");
    else if (!any)
        g_string_append_printf(says, "its provider `%s` is not in `coverage`",
                               m->providers[provider].id);
    else
        g_string_append_printf(says, "no entry of `coverage` lets `%s` read these",
                               m->providers[provider].id);
    return false;
}

/* The certification that is asked for here and that the group has not. */
static const char *missing_certification(const struct why_asking *a, uint32_t group)
{
    const struct model_study *study = &a->model->studies[a->study];
    uint64_t held = a->model->groups[group].certifications;

    for (size_t k = 0; k < study->certification_count; k++)
        if (bitset_has(study->certifications[k].jurisdictions,
                       a->model->sites[a->site].jurisdiction) &&
            (held >> study->certifications[k].certification & 1U) == 0)
            return study_text_of(a)->certification[k].id;
    return NULL;
}

static bool is_able(const struct why_asking *a, uint32_t group, enum why_reason *reason,
                    GString *says)
{
    const struct model_group *g = &a->model->groups[group];
    const struct model_study *study = &a->model->studies[a->study];
    const char *certification = missing_certification(a, group);
    bool skilled = true;

    for (size_t w = 0; w < bitset_words(a->model->skill_count); w++)
        skilled = skilled && (study->skills[w] & ~g->skills[w]) == 0;
    if ((g->modalities >> study->modality & 1U) == 0) {
        *reason = WHY_MODALITY;
        g_string_append_printf(says, "it does not read %s", model_modality_codes[study->modality]);
    } else if (!skilled) {
        *reason = WHY_SKILL;
        g_string_append_printf(says, "it has not the skill `%s`", study_text_of(a)->skill);
    } else if (certification != NULL) {
        *reason = WHY_CERTIFICATION;
        g_string_append_printf(says, "it has not the certification `%s`, asked for in %s",
                               certification, jurisdiction_text_of(a)->id);
    }
    return *reason == WHY_MAY;
}

static bool is_resident(const struct why_asking *a, uint32_t group, GString *says)
{
    const struct model_group *g = &a->model->groups[group];
    const char *located = why_group_text(a, group)->located;

    if (g->resident == NULL || bitset_has(g->resident, a->model->sites[a->site].jurisdiction))
        return true;
    g_string_printf(says, "images of %s stay in %s, and it ", jurisdiction_text_of(a)->id,
                    jurisdiction_text_of(a)->residency);
    if (located != NULL)
        g_string_append_printf(says, "sits in %s", located);
    else
        g_string_append(says, "does not say where it sits (`located`)");
    return false;
}

static bool holds(const struct span *spans, size_t count, int64_t at_us)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].from_us <= at_us && at_us < spans[i].to_us)
            return true;
    return false;
}

/* The next beginning of one of the stretches, SIMTIME_NEVER if there is none in the run. */
static int64_t next_of(const struct span *spans, size_t count, int64_t at_us, int64_t best_us)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].from_us > at_us && spans[i].from_us < best_us)
            best_us = spans[i].from_us;
    return best_us;
}

/* What an entry asks for beside sites, studies and its window; nothing if it has no more. */
static void say_conditions(const struct why_asking *a, const struct model_coverage *entry,
                           GString *says)
{
    const char *comma = "";

    if (entry->overflow_us > 0) {
        g_string_append_printf(says, "after %g min of waiting",
                               (double) entry->overflow_us / (double) SIMTIME_MINUTE);
        comma = ", ";
    }
    if (entry->queue > 0) {
        g_string_append_printf(says, "%swhile %u such reads or more wait", comma, entry->queue);
        comma = ", ";
    }
    if (entry->shared) {
        g_string_append_printf(says, "%s%g %% of them", comma, 100 * entry->share);
        comma = ", ";
    }
    if (entry->priorities != 0) {
        g_string_append_printf(says, "%sonly ", comma);
        comma = "";
        for (uint32_t p = 0; p < a->model->priority_count; p++)
            if ((entry->priorities >> p & 1U) != 0) {
                g_string_append_printf(says, "%s%s", comma, a->model->priorities[p].id);
                comma = " and ";
            }
    }
}

/* Which entries hold at the instant. True: some; *sure: one of them without conditions. */
static bool is_covered(const struct why_asking *a, uint32_t group, bool *sure, GString *says)
{
    const struct model *m = a->model;
    struct coverage_pair pair = {a->site, a->study};
    GString *conditions = g_string_new(NULL);
    int64_t next_us = SIMTIME_NEVER;
    bool any = m->covers_all, free = m->covers_all;
    char next[32];

    for (uint32_t i = 0; i < m->coverage_count; i++) {
        const struct model_coverage *entry = &m->coverage[i];
        const struct model_window *window =
            entry->window == MODEL_NONE ? NULL : &m->windows[entry->window];
        gsize before = conditions->len;

        if (entry->provider != m->groups[group].provider || !coverage_entry_meets(m, i, &pair))
            continue;
        if (window != NULL && !holds(window->spans, window->count, a->at_us)) {
            next_us = next_of(window->spans, window->count, a->at_us, next_us);
            continue;
        }
        g_string_append(conditions, any ? " or " : "");
        say_conditions(a, entry, conditions);
        free = free || conditions->len == before + (any ? 4 : 0);
        any = true;
    }
    if (!any) {
        why_clock(a, m->run_zone, next_us, next);
        g_string_assign(says, "no entry of its provider in `coverage` is open then");
        if (next_us < SIMTIME_NEVER)
            g_string_append_printf(says, "; the next opens %s", next);
    } else if (!free) {
        g_string_append_printf(says, "%s%s", says->len > 0 ? "; " : "", conditions->str);
        *sure = false;
    }
    g_string_free(conditions, TRUE);
    return any;
}

/* Who is on shift then. */
static bool is_on_shift(const struct why_asking *a, struct why_group *out, GString *says)
{
    const struct model *m = a->model;
    const struct model_group *g = &m->groups[out->group];
    int64_t next_us = SIMTIME_NEVER;
    char next[32];

    out->readers = g_new0(uint32_t, g->count + 1U);
    for (uint32_t i = g->first_reader; i < g->first_reader + g->count; i++) {
        const struct model_reader *reader = &m->readers[i];

        if (holds(reader->duty, reader->duty_count, a->at_us))
            out->readers[out->reader_count++] = reader->number;
        else
            next_us = next_of(reader->duty, reader->duty_count, a->at_us, next_us);
    }
    if (out->reader_count > 0)
        return true;
    g_string_assign(says, "nobody of it is on shift");
    why_clock(a, m->run_zone, next_us, next);
    if (next_us < SIMTIME_NEVER)
        g_string_append_printf(says, "; the next shift begins %s", next);
    return false;
}

static void explain(const struct why_asking *a, struct why_group *out)
{
    GString *says = g_string_new(NULL);

    out->sure = true;
    if (!has_coverage(a, out->group, says))
        out->reason = WHY_COVERAGE;
    else if (is_able(a, out->group, &out->reason, says) &&
             why_permitted(a, out->group, &out->sure, &out->reason, says)) {
        if (!is_resident(a, out->group, says))
            out->reason = WHY_RESIDENCY;
        else if (!is_covered(a, out->group, &out->sure, says))
            out->reason = WHY_COVERAGE_THEN;
        else if (!is_on_shift(a, out, says))
            out->reason = WHY_OFF_SHIFT;
    }
    out->sure = out->sure || out->reason != WHY_MAY;
    out->says = g_string_free(says, FALSE);
}

static bool find_site(struct why_asking *a, const char *text, size_t length)
{
    for (a->site = 0; a->site < a->model->site_count; a->site++)
        if (strlen(a->model->sites[a->site].id) == length &&
            strncmp(a->model->sites[a->site].id, text, length) == 0)
            return true;
    return false;
}

static bool find_study(struct why_asking *a, const char *text, size_t length)
{
    for (a->study = 0; a->study < a->model->study_count; a->study++)
        if (strlen(a->model->studies[a->study].id) == length &&
            strncmp(a->model->studies[a->study].id, text, length) == 0)
            return true;
    return false;
}

/* Ids may hold slashes: the first that parts a site from a study is meant. */
static bool find_both(struct why_asking *a, const char *text, const char *end)
{
    for (const char *slash = strchr(text, '/'); slash != NULL && slash < end;
         slash = strchr(slash + 1, '/'))
        if (find_site(a, text, (size_t) (slash - text)) &&
            find_study(a, slash + 1, (size_t) (end - slash - 1)))
            return true;
    return false;
}

static enum fault_kind parse(struct why_asking *a, const char *text, struct fault *fault)
{
    const struct run_text *run = scenario_text(a->scenario)->run;
    const char *at = strrchr(text, '@');
    int64_t at_s;
    char begin[64], last[64];

    if (at == NULL || !instant_of_text(run->zone, at + 1, &at_s))
        return fault_set(fault, FAULT_USAGE,
                         "--why is `%.200s`; write SITE/STUDY@INSTANT, as in %s/%s@%s", text,
                         a->model->sites[0].id, a->model->studies[0].id, run->start);
    if (!find_both(a, text, at))
        return fault_set(fault, FAULT_USAGE,
                         "--why: `%.*s` is not a site and a study type of this scenario; write "
                         "one of each, as in %s/%s (a copy of a site has its own id)",
                         (int) (at - text), text, a->model->sites[0].id, a->model->studies[0].id);
    if (!instant_of_text(run->zone, run->start, &a->start_s))
        return fault_set(fault, FAULT_INTERNAL, "the run's start is not an instant");
    a->at_us = (at_s - a->start_s) * SIMTIME_SECOND;
    if (a->at_us >= a->model->begin_us && a->at_us < a->model->last_us)
        return FAULT_NONE;
    scenario_instant(a->scenario, a->model->begin_us, begin, sizeof begin);
    scenario_instant(a->scenario, a->model->last_us, last, sizeof last);
    return fault_set(fault, FAULT_USAGE,
                     "--why: %s is outside the run; name an instant from %.16s until before %.16s",
                     at + 1, begin, last);
}

enum fault_kind why_explain(const struct scenario *scenario, const struct model *model,
                            const char *text, struct why **out, struct fault *fault)
{
    struct why_asking asking = {.scenario = scenario, .model = model};
    enum fault_kind kind = parse(&asking, text, fault);
    struct why *why;

    if (kind != FAULT_NONE)
        return kind;
    why = g_new0(struct why, 1);
    why->site = asking.site;
    why->study = asking.study;
    why->at_us = asking.at_us;
    why_clock(&asking, model->run_zone, asking.at_us, why->clock);
    why_clock(&asking, model->sites[asking.site].zone, asking.at_us, why->site_clock);
    why->count = model->group_count;
    why->groups = g_new0(struct why_group, model->group_count + 1U);
    for (uint32_t g = 0; g < model->group_count; g++) {
        why->groups[g].group = g;
        explain(&asking, &why->groups[g]);
    }
    *out = why;
    return FAULT_NONE;
}

void why_free(struct why *why)
{
    if (why == NULL)
        return;
    for (uint32_t g = 0; g < why->count; g++) {
        g_free(why->groups[g].says);
        g_free(why->groups[g].readers);
    }
    g_free(why->groups);
    g_free(why);
}
