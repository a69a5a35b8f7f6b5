/* Arrival weights of a profile on a local clock, hour by hour, with surges and, where they are
 * needed, the days of the run's clock.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_demand.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/quantity.h"

#include <string.h>

struct weights { /* of one profile; each list has a mean of 1 */
    double hours[24], days[7], months[12];
    double holiday;    /* factor */
    GHashTable *dates; /* of the holidays, by day number */
};

static void scale(const struct compile *c, const char *path, double *list, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += list[i];
    if (!(sum > 0)) {
        compile_say(c, DIAG_ERROR, path, "give at least one weight above 0",
                    "the weights are all 0");
        return;
    }
    for (size_t i = 0; i < count; i++)
        list[i] = list[i] / sum * (double) count;
}

static void read_hours(const struct compile *c, uint32_t profile, double *hours)
{
    const struct text_list *list = &c->text->profiles[profile].hours;
    char path[COMPILE_PATH_BYTES];

    for (unsigned i = 0; i < 24 && i < list->count; i++) {
        compile_path(path, "profiles/%u/hours/%u", profile, i);
        compile_number(c, path, list->items[i], &hours[i]);
    }
    compile_path(path, "profiles/%u/hours", profile);
    scale(c, path, hours, 24);
}

static void read_days(const struct compile *c, uint32_t profile, double *days)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const struct days_text *text = c->text->profiles[profile].days;
    char path[COMPILE_PATH_BYTES];

    if (text != NULL) {
        const char *const each[] = {text->mon, text->tue, text->wed, text->thu,
                                    text->fri, text->sat, text->sun};

        for (size_t i = 0; i < 7; i++) {
            compile_path(path, "profiles/%u/days/%s", profile, names[i]);
            compile_number(c, path, each[i], &days[i]);
        }
    }
    compile_path(path, "profiles/%u/days", profile);
    scale(c, path, days, 7);
}

static void read_months(const struct compile *c, uint32_t profile, double *months)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    const struct months_text *text = c->text->profiles[profile].months;
    char path[COMPILE_PATH_BYTES];

    if (text != NULL) {
        const char *const each[] = {text->jan, text->feb, text->mar, text->apr,
                                    text->may, text->jun, text->jul, text->aug,
                                    text->sep, text->oct, text->nov, text->dec};

        for (size_t i = 0; i < 12; i++) {
            compile_path(path, "profiles/%u/months/%s", profile, names[i]);
            compile_number(c, path, each[i], &months[i]);
        }
    }
    compile_path(path, "profiles/%u/months", profile);
    scale(c, path, months, 12);
}

static void read_holidays(const struct compile *c, uint32_t profile, struct weights *w)
{
    const struct holidays_text *text = c->text->profiles[profile].holidays;
    char path[COMPILE_PATH_BYTES];
    const struct text_list *dates;
    uint32_t calendar;

    if (text == NULL)
        return;
    compile_path(path, "profiles/%u/holidays/factor", profile);
    compile_number(c, path, text->factor, &w->holiday);
    compile_path(path, "profiles/%u/holidays/calendar", profile);
    calendar = compile_find(c, c->calendars, path, text->calendar);
    if (calendar == MODEL_NONE)
        return;
    dates = &c->text->calendars[calendar].dates;
    for (unsigned i = 0; i < dates->count; i++) {
        const char *right;
        int year, month, day;

        if (quantity_date(dates->items[i], &year, &month, &day, &right))
            (void) g_hash_table_add(w->dates,
                                    GINT_TO_POINTER((gint) wallclock_day(year, month, day)));
    }
}

static double weight(const struct weights *w, int64_t day, int64_t second)
{
    int year, month, day_of_month;
    double product;

    wallclock_date(day, &year, &month, &day_of_month);
    product = w->hours[second / 3600] * w->days[wallclock_weekday(day)] * w->months[month - 1];
    if (g_hash_table_contains(w->dates, GINT_TO_POINTER((gint) day)))
        product *= w->holiday;
    return product;
}

struct pieces {
    GArray *from_us, *weight, *day, *run_day;
};

struct height { /* of a piece */
    double weight;
    uint32_t day, run_day;
};

/* Adds a piece, unless the one before is just as high and on the same days. */
static void add_piece(struct pieces *p, int64_t from_us, struct height height)
{
    guint last = p->day->len;

    if (last > 0 && g_array_index(p->day, uint32_t, last - 1) == height.day &&
        g_array_index(p->run_day, uint32_t, last - 1) == height.run_day &&
        !(g_array_index(p->weight, double, last - 1) < height.weight) &&
        !(g_array_index(p->weight, double, last - 1) > height.weight))
        return;
    g_array_append_val(p->from_us, from_us);
    g_array_append_val(p->weight, height.weight);
    g_array_append_val(p->day, height.day);
    g_array_append_val(p->run_day, height.run_day);
}

/* A place on a local clock. */
struct hand {
    int64_t day, second; /* of the day */
    int64_t change_us;   /* the clock's next change */
};

static struct hand read_clock(const struct compile *c, const struct wallclock *clock, int64_t at_s)
{
    int64_t local_s = wallclock_local(clock, at_s);
    int64_t change_s = wallclock_next_change(clock, at_s);
    struct hand hand = {wallclock_day_of(local_s), 0, INT64_MAX};

    hand.second = local_s - hand.day * WALLCLOCK_DAY_S;
    if (change_s != INT64_MAX)
        hand.change_us = (change_s - c->range.start_s) * SIMTIME_SECOND;
    return hand;
}

/* The product of the surges of an instant; *next_us comes down to the next edge of one. */
static double find_surges(const struct compile_rhythm *rhythm, int64_t at_us, int64_t *next_us)
{
    double factor = 1;

    for (size_t i = 0; i < rhythm->shared->surge_count; i++) {
        const struct compile_surge *surge = &rhythm->shared->surges[i];

        if (!bitset_has(rhythm->surges, i))
            continue;
        if (at_us >= surge->from_us && at_us < surge->to_us)
            factor *= surge->factor;
        if (surge->from_us > at_us)
            *next_us = MIN(*next_us, surge->from_us);
        if (surge->to_us > at_us)
            *next_us = MIN(*next_us, surge->to_us);
    }
    return factor;
}

/* Local days are numbered by date, so that a clock set back over midnight finds its day again. */
static void find_pieces(const struct compile *c, const struct weights *w,
                        const struct compile_rhythm *rhythm, struct pieces *pieces)
{
    int64_t at_us = c->model->begin_us;
    int64_t first_day = 0, first_run_day = 0;

    while (at_us < c->model->end_us) {
        int64_t part_us = (at_us % SIMTIME_SECOND + SIMTIME_SECOND) % SIMTIME_SECOND;
        int64_t at_s = c->range.start_s + (at_us - part_us) / SIMTIME_SECOND;
        struct hand site = read_clock(c, &c->clocks[rhythm->zone], at_s);
        struct hand run =
            rhythm->run_days ? read_clock(c, &c->clocks[c->model->run_zone], at_s) : site;
        int64_t next_us = at_us - part_us + (3600 - site.second % 3600) * SIMTIME_SECOND;
        double factor;

        next_us = MIN(next_us, site.change_us);
        if (rhythm->run_days) {
            next_us =
                MIN(next_us, at_us - part_us + (WALLCLOCK_DAY_S - run.second) * SIMTIME_SECOND);
            next_us = MIN(next_us, run.change_us);
        }
        factor = find_surges(rhythm, at_us, &next_us);
        if (pieces->day->len == 0) {
            first_day = site.day;
            first_run_day = run.day;
        }
        add_piece(pieces, at_us,
                  (struct height){weight(w, site.day, site.second) * factor,
                                  (uint32_t) (site.day - first_day),
                                  (uint32_t) (run.day - first_run_day)});
        at_us = next_us;
    }
}

enum fault_kind compile_rates(struct compile *c, const struct compile_rhythm *rhythm,
                              uint32_t *index)
{
    struct weights w = {.holiday = 1, .dates = g_hash_table_new(g_direct_hash, g_direct_equal)};
    struct pieces p = {
        g_array_new(FALSE, FALSE, sizeof(int64_t)), g_array_new(FALSE, FALSE, sizeof(double)),
        g_array_new(FALSE, FALSE, sizeof(uint32_t)), g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    struct model_rates rates;
    enum fault_kind kind;

    for (int i = 0; i < 24; i++)
        w.hours[i] = w.days[i % 7] = w.months[i % 12] = 1;
    if (rhythm->profile != MODEL_NONE) {
        read_hours(c, rhythm->profile, w.hours);
        read_days(c, rhythm->profile, w.days);
        read_months(c, rhythm->profile, w.months);
        read_holidays(c, rhythm->profile, &w);
    }
    find_pieces(c, &w, rhythm, &p);
    rates = (struct model_rates){.count = p.day->len,
                                 .from_us = (int64_t *) (void *) p.from_us->data,
                                 .weight = (double *) (void *) p.weight->data,
                                 .day = (uint32_t *) (void *) p.day->data,
                                 .until_us = c->model->end_us,
                                 .growth_per_us = rhythm->growth_per_us};
    if (rhythm->run_days)
        rates.run_day = (uint32_t *) (void *) p.run_day->data;
    kind = model_add_rates(c->model, &rates, index, c->fault);
    g_array_free(p.from_us, TRUE);
    g_array_free(p.weight, TRUE);
    g_array_free(p.day, TRUE);
    g_array_free(p.run_day, TRUE);
    g_hash_table_destroy(w.dates);
    return kind;
}
