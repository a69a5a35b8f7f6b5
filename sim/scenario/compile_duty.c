/* How a group works its hours: its habits, and the single shifts of its readers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_duty.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_after(const void *a, const void *b)
{
    const struct model_break *x = a, *y = b;

    if (x->after_us != y->after_us)
        return x->after_us < y->after_us ? -1 : 1;
    return (x->length_us > y->length_us) - (x->length_us < y->length_us);
}

static void read_breaks(const struct compile *c, uint32_t entry, const struct habits_text *text,
                        struct model_habits *habits)
{
    char path[COMPILE_PATH_BYTES];

    habits->breaks = g_new0(struct model_break, text->breaks_count + 1U);
    habits->break_count = text->breaks_count;
    for (uint32_t i = 0; i < text->breaks_count; i++) {
        compile_path(path, "readers/%u/breaks/%u/after", entry, i);
        compile_duration(c, path, text->breaks[i].after, &habits->breaks[i].after_us);
        compile_path(path, "readers/%u/breaks/%u/length", entry, i);
        compile_duration(c, path, text->breaks[i].length, &habits->breaks[i].length_us);
    }
    if (habits->break_count > 1)
        qsort(habits->breaks, habits->break_count, sizeof *habits->breaks, by_after);
}

static void read_end(const struct compile *c, uint32_t entry, const struct habits_text *text,
                     struct model_habits *habits)
{
    char path[COMPILE_PATH_BYTES];

    if (text->shift_end != NULL && strcmp(text->shift_end, "hand-back") == 0)
        habits->shift_end = SHIFT_END_HAND_BACK;
    if (text->stay == NULL || text->shift_end == NULL || strcmp(text->shift_end, "stay") != 0)
        return;
    habits->shift_end = SHIFT_END_STAY;
    compile_path(path, "readers/%u/stay/priorities", entry);
    compile_set(c, path, &text->stay->priorities, c->priorities, &habits->stay_priorities);
    compile_path(path, "readers/%u/stay/at-most", entry);
    compile_duration(c, path, text->stay->at_most, &habits->stay_us);
}

static enum fault_kind read_speed(struct compile *c, uint32_t entry, const struct habits_text *text,
                                  struct model_habits *habits)
{
    char path[COMPILE_PATH_BYTES];

    if (text->fatigue != NULL) {
        compile_path(path, "readers/%u/fatigue/after", entry);
        compile_duration(c, path, text->fatigue->after, &habits->fatigue_after_us);
        compile_path(path, "readers/%u/fatigue/reading", entry);
        compile_share_rate(c, path, text->fatigue->reading, &habits->fatigue_reading);
        compile_path(path, "readers/%u/fatigue/discrepancy", entry);
        compile_share_rate(c, path, text->fatigue->discrepancy, &habits->fatigue_discrepancy);
    }
    if (text->modality_pace != NULL) {
        const struct modality_pace_text *m = text->modality_pace;
        const char *const paces[HABITS_MODALITIES] = {m->ct, m->dx, m->mr, m->us, m->mg, m->pt};

        for (unsigned i = 0; i < HABITS_MODALITIES; i++) {
            compile_path(path, "readers/%u/pace-by-modality/%s", entry, model_modality_codes[i]);
            compile_number(c, path, paces[i], &habits->modality_pace[i]);
        }
    }
    if (text->learning != NULL) {
        compile_path(path, "readers/%u/learning/factor", entry);
        compile_number(c, path, text->learning->factor, &habits->learning_factor);
        compile_path(path, "readers/%u/learning/half", entry);
        compile_number(c, path, text->learning->half, &habits->learning_half);
    }
    if (text->interruptions == NULL)
        return FAULT_NONE;
    compile_path(path, "readers/%u/interruptions/rate", entry);
    compile_rate(c, path, text->interruptions->rate, &habits->interruptions);
    compile_path(path, "readers/%u/interruptions/length", entry);
    return compile_variate(c, path, text->interruptions->length, DISTRIBUTION_TIME,
                           &habits->interruption);
}

static enum fault_kind read_call(struct compile *c, uint32_t entry, uint32_t k,
                                 struct model_call *call)
{
    const struct on_call_text *text = &c->text->readers[entry].habits.on_call[k];
    enum fault_kind kind = variate_constant(&call->response, 0, c->fault);
    char path[COMPILE_PATH_BYTES];

    call->call_backlog = UINT64_MAX;
    call->call_oldest_us = INT64_MAX;
    if (text->call_in != NULL) {
        compile_path(path, "readers/%u/on-call/%u/call-in/backlog", entry, k);
        compile_count(c, path, text->call_in->backlog, UINT64_MAX, &call->call_backlog);
        compile_path(path, "readers/%u/on-call/%u/call-in/oldest", entry, k);
        compile_duration(c, path, text->call_in->oldest, &call->call_oldest_us);
    }
    call->releases = text->release != NULL;
    if (call->releases) {
        compile_path(path, "readers/%u/on-call/%u/release/backlog", entry, k);
        compile_count(c, path, text->release->backlog, UINT64_MAX, &call->release_backlog);
    }
    compile_path(path, "readers/%u/on-call/%u/response", entry, k);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->response, DISTRIBUTION_TIME, &call->response);
    return kind;
}

static bool says_something(const struct habits_text *text, double absence)
{
    return text->breaks_count > 0 || text->stay != NULL || text->on_call_count > 0 ||
           text->fatigue != NULL || text->interruptions != NULL || text->modality_pace != NULL ||
           text->learning != NULL || text->limit != NULL || absence > 0 ||
           (text->shift_end != NULL && strcmp(text->shift_end, "finish") != 0);
}

enum fault_kind compile_habits(struct compile *c, uint32_t entry, struct model_habits **out)
{
    const struct habits_text *text = &c->text->readers[entry].habits;
    struct model_habits *habits;
    enum fault_kind kind;
    double absence = 0;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "readers/%u/absence", entry);
    compile_share(c, path, text->absence, &absence);
    *out = NULL;
    if (!says_something(text, absence))
        return FAULT_NONE;
    habits = *out = g_new(struct model_habits, 1);
    *habits = habits_none();
    habits->absence = absence;
    read_breaks(c, entry, text, habits);
    read_end(c, entry, text, habits);
    if (text->limit != NULL) {
        compile_path(path, "readers/%u/limit/studies", entry);
        compile_count(c, path, text->limit->studies, UINT64_MAX, &habits->limit_studies);
        compile_path(path, "readers/%u/limit/rvu", entry);
        compile_number(c, path, text->limit->rvu, &habits->limit_rvu);
    }
    kind = variate_constant(&habits->interruption, 0, c->fault);
    if (kind == FAULT_NONE)
        kind = read_speed(c, entry, text, habits);
    habits->calls = g_new0(struct model_call, text->on_call_count + 1U);
    habits->call_count = text->on_call_count;
    for (uint32_t k = 0; k < text->on_call_count && kind == FAULT_NONE; k++)
        kind = read_call(c, entry, k, &habits->calls[k]);
    return kind;
}

static bool reaches(const struct model *m, const struct model_group *group, int64_t after_us)
{
    for (uint32_t i = group->first_reader; i < group->first_reader + group->count; i++)
        for (size_t k = 0; k < m->readers[i].shift_count; k++) {
            const struct model_shift *shift = &m->readers[i].shifts[k];

            if (shift->call == MODEL_NONE && after_us < shift->span.to_us - shift->span.from_us)
                return true;
        }
    return false;
}

/* Such a reader makes one report and goes. */
static void look_at_release(const struct compile *c, uint32_t entry, uint32_t k,
                            const struct model_call *call)
{
    const struct on_call_text *text = &c->text->readers[entry].habits.on_call[k];
    char path[COMPILE_PATH_BYTES];

    if (!call->releases || call->call_backlog == UINT64_MAX ||
        call->release_backlog < call->call_backlog)
        return;
    compile_path(path, "readers/%u/on-call/%u/release/backlog", entry, k);
    compile_say(c, DIAG_WARNING, path, "release at fewer than `call-in` calls at",
                "who is called in at a backlog of %s and released at %s may go after one report",
                text->call_in->backlog, text->release->backlog);
}

void compile_sense_duty(const struct compile *c, uint32_t entry, uint32_t group)
{
    const struct habits_text *text = &c->text->readers[entry].habits;
    char path[COMPILE_PATH_BYTES];

    for (uint32_t k = 0; k < text->breaks_count; k++) {
        int64_t after_us = 0;

        compile_path(path, "readers/%u/breaks/%u/after", entry, k);
        compile_duration(c, path, text->breaks[k].after, &after_us);
        if (!reaches(c->model, &c->model->groups[group], after_us))
            compile_say(c, DIAG_WARNING, path, "it counts from the shift's start",
                        "no shift of `%s` is longer than %s, so the break never comes",
                        c->text->readers[entry].id, text->breaks[k].after);
    }
    for (uint32_t k = 0; k < text->on_call_count; k++)
        look_at_release(c, entry, k, &c->model->groups[group].habits->calls[k]);
}

void compile_habits_free(struct model_habits *habits)
{
    if (habits == NULL)
        return;
    g_free(habits->breaks);
    g_free(habits->calls);
    g_free(habits);
}

/* A cycle's part in whole days. */
static void read_cycle_days(const struct compile *c, const char *path, const char *text,
                            int64_t least, int64_t *days)
{
    int64_t span_us = -1;

    compile_duration(c, path, text, &span_us);
    if (span_us < 0)
        return;
    if (span_us % SIMTIME_DAY != 0 || span_us / SIMTIME_DAY < least)
        compile_say(c, DIAG_ERROR, path, "write whole days, as in 7 d",
                    "`%s` is not a part of a cycle", text);
    else
        *days = span_us / SIMTIME_DAY;
}

struct people { /* of one group, while its roster is read */
    uint32_t entry, count, zone;
    struct roster_spans *duty;   /* [count] joined in the end */
    struct roster_spans *single; /* [count] of the entry at hand, whole */
    GArray **shifts;             /* [count] of struct model_shift; NULL: not asked for */
    uint32_t turn;               /* who comes first in the next entry */
    size_t *total;               /* shifts of all groups so far */
};

struct turn { /* an entry of `roster` or `on-call` */
    const char *key, *shift, *of;
    const struct cycle_text *cycle;
    uint32_t k;
    uint32_t call; /* or MODEL_NONE */
};

/* Keeps the shifts of an entry that reach into the run, with their own beginning. */
static void keep_shifts(const struct compile *c, struct people *p, uint32_t reader, uint32_t call)
{
    struct roster_spans *single = &p->single[reader];

    for (size_t i = 0; i < single->count; i++) {
        struct model_shift shift = {single->spans[i], call};

        if (shift.span.to_us > c->range.begin_us && shift.span.from_us < c->range.last_us)
            g_array_append_val(p->shifts[reader], shift);
    }
    single->count = 0;
}

static enum fault_kind give_shift(struct compile *c, struct people *p, const struct turn *turn,
                                  uint32_t which, uint32_t reader, const struct roster_cycle *cycle)
{
    const struct wallclock *clock = compile_shift_clock(c, which, p->zone);
    struct roster_range range = c->range;
    struct roster_shift shift;
    enum fault_kind kind = FAULT_NONE;

    compile_shift(c, which, &shift);
    if (turn->call == MODEL_NONE)
        kind = roster_add(&p->duty[reader], &shift, clock, cycle, &range, c->fault);
    if (kind != FAULT_NONE || p->shifts == NULL)
        return kind;
    range.begin_us -= 2 * SIMTIME_DAY; /* what is under way when the run begins, whole */
    kind = roster_add(&p->single[reader], &shift, clock, cycle, &range, c->fault);
    keep_shifts(c, p, reader, turn->call);
    return kind;
}

static enum fault_kind give_shifts(struct compile *c, struct people *p, const struct turn *turn,
                                   uint64_t of, const struct roster_cycle *cycle)
{
    char path[COMPILE_PATH_BYTES];
    uint32_t which;
    enum fault_kind kind = FAULT_NONE;

    compile_path(path, "readers/%u/%s/%u/shift", p->entry, turn->key, turn->k);
    which = compile_find(c, c->shifts, path, turn->shift);
    if (which == MODEL_NONE)
        return FAULT_NONE;
    for (uint32_t j = 0; j < of && kind == FAULT_NONE; j++) {
        struct roster_cycle own = *cycle;
        uint32_t reader = (p->turn + j) % p->count;
        size_t before = p->duty[reader].count + (p->shifts != NULL ? p->shifts[reader]->len : 0);

        own.ahead = (int64_t) j * (cycle->on + cycle->off) / (int64_t) of;
        kind = give_shift(c, p, turn, which, reader, &own);
        *p->total +=
            p->duty[reader].count + (p->shifts != NULL ? p->shifts[reader]->len : 0) - before;
        if (kind == FAULT_NONE && *p->total > COMPILE_SHIFTS) {
            compile_say(c, DIAG_ERROR, path, "shorten the run or have fewer readers",
                        "more than ten million shifts of readers are not handled");
            return FAULT_INPUT;
        }
    }
    if (p->count > 0)
        p->turn = (uint32_t) ((p->turn + of) % p->count);
    return kind;
}

static enum fault_kind read_turn(struct compile *c, struct people *p, const struct turn *turn)
{
    struct roster_cycle cycle = {1, 0, 0};
    uint64_t of = p->count;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "readers/%u/%s/%u/of", p->entry, turn->key, turn->k);
    compile_count(c, path, turn->of, UINT32_MAX, &of);
    if (of > p->count) {
        compile_say(c, DIAG_ERROR, path, "write not over the group's `count`",
                    "`of` is %s, and the group has %u", turn->of, p->count);
        return FAULT_NONE;
    }
    if (turn->cycle != NULL) {
        compile_path(path, "readers/%u/%s/%u/cycle/on", p->entry, turn->key, turn->k);
        read_cycle_days(c, path, turn->cycle->on, 1, &cycle.on);
        compile_path(path, "readers/%u/%s/%u/cycle/off", p->entry, turn->key, turn->k);
        read_cycle_days(c, path, turn->cycle->off, 0, &cycle.off);
    }
    return give_shifts(c, p, turn, of, &cycle);
}

static enum fault_kind read_turns(struct compile *c, struct people *p)
{
    const struct reader_text *text = &c->text->readers[p->entry];
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t k = 0; k < text->roster_count && kind == FAULT_NONE; k++) {
        const struct roster_text *entry = &text->roster[k];

        kind = read_turn(
            c, p, &(struct turn){"roster", entry->shift, entry->of, entry->cycle, k, MODEL_NONE});
    }
    for (uint32_t k = 0; k < text->habits.on_call_count && kind == FAULT_NONE; k++) {
        const struct on_call_text *entry = &text->habits.on_call[k];

        kind =
            read_turn(c, p, &(struct turn){"on-call", entry->shift, entry->of, entry->cycle, k, k});
    }
    return kind;
}

/* Roster before on-call, each by time. */
static gint by_start(gconstpointer a, gconstpointer b)
{
    const struct model_shift *x = a, *y = b;

    if ((x->call == MODEL_NONE) != (y->call == MODEL_NONE))
        return x->call == MODEL_NONE ? -1 : 1;
    if (x->span.from_us != y->span.from_us)
        return x->span.from_us < y->span.from_us ? -1 : 1;
    if (x->span.to_us != y->span.to_us)
        return x->span.to_us < y->span.to_us ? -1 : 1;
    return (x->call > y->call) - (x->call < y->call);
}

static enum fault_kind set_reader(struct compile *c, struct people *p, uint32_t reader,
                                  uint32_t index)
{
    GArray *shifts = p->shifts != NULL ? p->shifts[reader] : NULL;
    enum fault_kind kind;

    roster_join(&p->duty[reader]);
    kind = model_set_duty(c->model, index, p->duty[reader].spans, p->duty[reader].count, c->fault);
    if (kind != FAULT_NONE || shifts == NULL)
        return kind;
    g_array_sort(shifts, by_start);
    return model_set_shifts(c->model, index, (const struct model_shift *) (void *) shifts->data,
                            shifts->len, c->fault);
}

static void make_people(struct people *p, bool by_shift)
{
    p->duty = g_new0(struct roster_spans, p->count);
    if (!by_shift)
        return;
    p->single = g_new0(struct roster_spans, p->count);
    p->shifts = g_new0(GArray *, p->count);
    for (uint32_t i = 0; i < p->count; i++)
        p->shifts[i] = g_array_new(FALSE, FALSE, sizeof(struct model_shift));
}

static void free_people(struct people *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        roster_clear(&p->duty[i]);
        if (p->shifts == NULL)
            continue;
        roster_clear(&p->single[i]);
        g_array_free(p->shifts[i], TRUE);
    }
    g_free(p->duty);
    g_free(p->single);
    g_free(p->shifts);
}

enum fault_kind compile_roster(struct compile *c, uint32_t group, uint32_t entry, size_t *shifts)
{
    const struct reader_text *text = &c->text->readers[entry];
    const struct model_group *g = &c->model->groups[group];
    struct people p = {.entry = entry, .count = g->count, .zone = g->zone, .total = shifts};
    enum fault_kind kind;

    if (text->roster_count == 0 && text->habits.on_call_count == 0)
        return FAULT_NONE;
    make_people(&p, habits_by_shift(g->habits));
    kind = read_turns(c, &p);
    for (uint32_t i = 0; i < p.count && kind == FAULT_NONE; i++)
        kind = set_reader(c, &p, i, g->first_reader + i);
    free_people(&p);
    return kind;
}
