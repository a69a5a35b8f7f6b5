/* The run's instants, the zones and the run's calendar.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/simtime.h"
#include "scenario/instant.h"
#include "scenario/quantity.h"

#include <string.h>

#define MARGIN_S (10 * WALLCLOCK_DAY_S) /* a shift or a calendar day begins no earlier than that */
#define WEEK_S (7 * WALLCLOCK_DAY_S)

/* The end as written, as microseconds after the start. */
static void find_end(const struct compile *c, const struct run_text *run, int64_t *duration_us)
{
    int64_t end_s;

    if (run->end == NULL) {
        compile_duration(c, "run/duration", run->duration, duration_us);
        if (*duration_us <= 0)
            compile_say(c, DIAG_ERROR, "run/duration", "write a duration such as 28 d",
                        "the run's `duration` is nothing");
        return;
    }
    if (!instant_of_text(run->zone, run->end, &end_s)) {
        compile_say(c, DIAG_ERROR, "run/end", "write YYYY-MM-DDTHH:MM", "`%s` is not an instant",
                    run->end);
        return;
    }
    *duration_us = (end_s - c->range.start_s) * SIMTIME_SECOND;
    if (*duration_us <= 0)
        compile_say(c, DIAG_ERROR, "run/end", "write a later `end`, or a `duration` instead",
                    "the run's `end` is not after its `start`");
}

static enum fault_kind create(struct compile *c, struct model_run *run)
{
    int64_t most = COMPILE_SPAN_US;
    uint32_t jurisdictions = g_hash_table_size(c->jurisdictions);
    uint32_t skills = g_hash_table_size(c->skills);

    if (run->duration_us > most || run->warmup_us > most || run->drain_us > most ||
        run->warmup_us + run->duration_us + run->drain_us > most) {
        compile_say(c, DIAG_ERROR, c->text->run->end != NULL ? "run/end" : "run/duration",
                    "simulate at most 100 years, warm-up and drain included",
                    "the run is too long");
        return FAULT_INPUT;
    }
    if (run->duration_us <= 0)
        return FAULT_INPUT;
    c->range.begin_us = -run->warmup_us;
    c->range.last_us = run->duration_us + run->drain_us;
    return model_create(&c->model, run, jurisdictions, skills, c->fault);
}

static void note_zone(GPtrArray *names, char *zone)
{
    if (zone != NULL)
        g_ptr_array_add(names, zone);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Adds a clock as far as the run sees it. */
static enum fault_kind add_zone(struct compile *c, char *name, const struct wallclock *clock)
{
    struct model_zone zone = {name, 0, g_new(int64_t, clock->count), g_new(int32_t, clock->count)};
    enum fault_kind kind;
    uint32_t index;

    for (size_t i = 0; i < clock->count; i++) {
        int64_t at_us = (clock->at_s[i] - c->range.start_s) * SIMTIME_SECOND;

        if (at_us >= c->range.last_us)
            break;
        if (i + 1 < clock->count &&
            (clock->at_s[i + 1] - c->range.start_s) * SIMTIME_SECOND <= c->range.begin_us)
            continue;
        zone.at_us[zone.count] = at_us;
        zone.offset_s[zone.count++] = clock->offset_s[i];
    }
    kind = model_add_zone(c->model, &zone, &index, c->fault);
    if (kind == FAULT_NONE)
        compile_note(c->zones, name, index);
    g_free(zone.at_us);
    g_free(zone.offset_s);
    return kind;
}

static enum fault_kind add_zones(struct compile *c)
{
    const struct scenario_text *text = c->text;
    GPtrArray *names = g_ptr_array_new();
    int64_t from_s = c->range.start_s + c->range.begin_us / SIMTIME_SECOND - MARGIN_S;
    int64_t until_s = c->range.start_s + c->range.last_us / SIMTIME_SECOND + MARGIN_S;
    enum fault_kind kind = FAULT_NONE;

    note_zone(names, text->run->zone);
    for (unsigned i = 0; i < text->sites_count; i++)
        note_zone(names, text->sites[i].zone);
    for (unsigned i = 0; i < text->readers_count; i++)
        note_zone(names, text->readers[i].zone);
    for (unsigned i = 0; i < text->shifts_count; i++)
        note_zone(names, text->shifts[i].zone);
    g_ptr_array_sort(names, by_name);
    c->clocks = g_new0(struct wallclock, names->len);
    for (guint i = 0; i < names->len && kind == FAULT_NONE; i++) {
        char *name = g_ptr_array_index(names, i);

        if (i > 0 && strcmp(name, g_ptr_array_index(names, i - 1)) == 0)
            continue;
        kind = wallclock_init(&c->clocks[c->clock_count], name, from_s, until_s, c->fault);
        if (kind == FAULT_NONE)
            kind = add_zone(c, name, &c->clocks[c->clock_count++]);
    }
    if (kind == FAULT_INPUT)
        compile_say_fault(c, "run/zone");
    g_ptr_array_free(names, TRUE);
    return kind;
}

/* Jurisdictions and skills have numbers only, which the model wants to know first. */
static void number_names(struct compile *c)
{
    const struct scenario_text *text = c->text;

    compile_number_licences(c);
    for (unsigned i = 0; i < text->studies_count; i++)
        if (text->studies[i].skill != NULL &&
            !g_hash_table_contains(c->skills, text->studies[i].skill))
            compile_note(c->skills, text->studies[i].skill, g_hash_table_size(c->skills));
    for (unsigned i = 0; i < text->shifts_count; i++)
        compile_note(c->shifts, text->shifts[i].id, i);
    for (unsigned i = 0; i < text->profiles_count; i++)
        compile_note(c->profiles, text->profiles[i].id, i);
    for (unsigned i = 0; i < text->calendars_count; i++)
        compile_note(c->calendars, text->calendars[i].id, i);
}

enum fault_kind compile_run(struct compile *c)
{
    const struct run_text *text = c->text->run;
    struct model_run run = {.name = scenario_name(c->scenario), .seed = 1, .replications = 20};
    uint64_t replications = run.replications;
    enum fault_kind kind;

    if (text == NULL || text->zone == NULL || text->start == NULL ||
        !instant_of_text(text->zone, text->start, &c->range.start_s)) {
        compile_say(c, DIAG_ERROR, "run/start", "write zone and start, as in 2026-03-02T00:00",
                    "the run's start is not an instant");
        return FAULT_INPUT;
    }
    find_end(c, text, &run.duration_us);
    compile_duration(c, "run/warmup", text->warmup, &run.warmup_us);
    compile_duration(c, "run/drain", text->drain, &run.drain_us);
    compile_count(c, "run/seed", text->seed, UINT64_MAX, &run.seed);
    compile_count(c, "run/replications", text->replications, 1000000000, &replications);
    if (replications == 0)
        compile_say(c, DIAG_ERROR, "run/replications", "write 1 or more", "there are none to run");
    run.replications = (uint32_t) replications;
    number_names(c);
    kind = create(c, &run);
    if (kind == FAULT_NONE)
        kind = compile_jurisdictions(c);
    if (kind == FAULT_NONE)
        kind = add_zones(c);
    if (kind == FAULT_NONE)
        model_set_run_zone(c->model, compile_find(c, c->zones, "run/zone", text->zone));
    return kind;
}

struct calendar { /* what is put together for model_set_clock() */
    GArray *hour_from, *hour, *month_from, *judged;
    int64_t until_us; /* end of the last month */
};

/* Hours of the week: pieces end at each local hour and at each change of the clock. */
static void find_hours(const struct compile *c, const struct wallclock *clock,
                       struct calendar *calendar)
{
    int64_t start_us = c->range.start_s * SIMTIME_SECOND;
    int64_t at_us = 0;

    while (at_us < c->model->end_us) {
        int64_t at_s = c->range.start_s + at_us / SIMTIME_SECOND;
        int64_t local_us = start_us + at_us + wallclock_offset(clock, at_s) * SIMTIME_SECOND;
        int64_t local_s = wallclock_local(clock, at_s);
        int64_t day = wallclock_day_of(local_s);
        uint8_t hour = (uint8_t) (wallclock_weekday(day) * 24 +
                                  (unsigned) ((local_s - day * WALLCLOCK_DAY_S) / 3600));
        int64_t next_us = at_us + SIMTIME_HOUR - (local_us - day * SIMTIME_DAY) % SIMTIME_HOUR;
        int64_t change_s = wallclock_next_change(clock, at_s);

        g_array_append_val(calendar->hour_from, at_us);
        g_array_append_val(calendar->hour, hour);
        if (change_s != INT64_MAX && (change_s - c->range.start_s) * SIMTIME_SECOND < next_us)
            next_us = (change_s - c->range.start_s) * SIMTIME_SECOND;
        at_us = next_us;
    }
}

static int64_t next_month(int64_t local_s)
{
    int year, month, day;

    wallclock_date(wallclock_day_of(local_s), &year, &month, &day);
    month++;
    return wallclock_day(month > 12 ? year + 1 : year, month > 12 ? 1 : month, 1) * WALLCLOCK_DAY_S;
}

/* Months by the local calendar. A part is judged if it holds 7 days of that calendar; a run that is
 * shorter than that is one whole. */
static void find_months(const struct compile *c, const struct wallclock *clock,
                        struct calendar *calendar)
{
    int64_t start_s = c->range.start_s;
    int64_t end_s = start_s + c->model->end_us / SIMTIME_SECOND;
    bool whole = wallclock_local(clock, end_s) - wallclock_local(clock, start_s) < WEEK_S;
    int64_t at_s = start_s;

    while (at_s < end_s || calendar->judged->len == 0) {
        int64_t next_s = wallclock_instant(clock, next_month(wallclock_local(clock, at_s)));
        int64_t from_us = (at_s - start_s) * SIMTIME_SECOND;
        bool judged = true;

        calendar->until_us = whole ? SIMTIME_NEVER : (next_s - start_s) * SIMTIME_SECOND;
        if (!whole && next_s > end_s)
            next_s = end_s;
        if (!whole)
            judged = wallclock_local(clock, next_s) - wallclock_local(clock, at_s) >= WEEK_S;
        g_array_append_val(calendar->month_from, from_us);
        g_array_append_val(calendar->judged, judged);
        if (whole)
            break;
        at_s = next_s;
    }
}

enum fault_kind compile_clock(struct compile *c)
{
    const struct wallclock *clock = &c->clocks[c->model->run_zone];
    struct calendar k = {g_array_new(FALSE, FALSE, sizeof(int64_t)), g_array_new(FALSE, FALSE, 1),
                         g_array_new(FALSE, FALSE, sizeof(int64_t)),
                         g_array_new(FALSE, FALSE, sizeof(bool)), SIMTIME_NEVER};
    struct model_hours hours;
    struct model_months months;
    enum fault_kind kind;

    find_hours(c, clock, &k);
    find_months(c, clock, &k);
    hours = (struct model_hours){k.hour_from->len, (int64_t *) (void *) k.hour_from->data,
                                 (uint8_t *) k.hour->data};
    months = (struct model_months){k.month_from->len, (int64_t *) (void *) k.month_from->data,
                                   (bool *) k.judged->data, k.until_us};
    kind = model_set_clock(c->model, &hours, &months, c->fault);
    g_array_free(k.hour_from, TRUE);
    g_array_free(k.hour, TRUE);
    g_array_free(k.month_from, TRUE);
    g_array_free(k.judged, TRUE);
    return kind;
}
