/* How studies come: in groups, held by their site, some time after the order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_demand.h"

#include "core/simtime.h"
#include "scenario/quantity.h"

#include <math.h>
#include <stdlib.h>

#define SIZES_MOST 100000.0
#define SHIFT 0.01 /* of the mean by rounding, from which on it is said */

/* Clock times of some days, on a site's clock. */
struct timing {
    uint32_t zone;
    unsigned days; /* set of weekdays */
    int minutes[24 * 60];
    size_t count;
    int64_t until_us;
};

static int by_minute(const void *a, const void *b)
{
    const int *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void read_timing(const struct compile *c, const char *path, const struct text_list *times,
                        const struct text_list *days, struct timing *timing)
{
    for (unsigned i = 0; i < times->count && timing->count < 24 * 60; i++) {
        const char *right = NULL;
        int minutes;

        if (quantity_clock(times->items[i], false, &minutes, &right))
            timing->minutes[timing->count++] = minutes;
        else
            compile_say(c, DIAG_ERROR, path, right, "`%s` is not a clock time", times->items[i]);
    }
    qsort(timing->minutes, timing->count, sizeof *timing->minutes, by_minute);
    for (unsigned i = 0; i < days->count; i++) {
        unsigned set = 0;

        if (quantity_days(days->items[i], &set, NULL))
            timing->days |= set;
    }
    if (days->count == 0)
        timing->days = 0x7F;
}

static int64_t local_day(const struct compile *c, const struct wallclock *clock, int64_t at_us)
{
    int64_t seconds = at_us / SIMTIME_SECOND - (at_us % SIMTIME_SECOND < 0 ? 1 : 0);

    return wallclock_day_of(wallclock_local(clock, c->range.start_s + seconds));
}

/* The instants that clock times stand for; they ascend, as the clock's first showings do. */
static GArray *find_moments(const struct compile *c, const struct timing *timing)
{
    const struct wallclock *clock = &c->clocks[timing->zone];
    GArray *at = g_array_new(FALSE, FALSE, sizeof(int64_t));
    int64_t last = local_day(c, clock, timing->until_us) + 1;

    for (int64_t day = local_day(c, clock, c->model->begin_us) - 1; day <= last; day++)
        for (size_t i = 0; i < timing->count; i++) {
            int64_t local_s = day * WALLCLOCK_DAY_S + timing->minutes[i] * 60;
            int64_t at_us = (wallclock_instant(clock, local_s) - c->range.start_s) * SIMTIME_SECOND;

            if ((timing->days >> wallclock_weekday(day) & 1U) != 0 && at_us >= c->model->begin_us &&
                at_us < timing->until_us)
                g_array_append_val(at, at_us);
        }
    return at;
}

/* The moments of a timing, shared by all that have the same. */
static enum fault_kind share_moments(struct compile *c, struct compile_shared *shared,
                                     const char *path, const struct timing *timing, uint32_t *index)
{
    GString *key = g_string_new(NULL);
    enum fault_kind kind;
    GArray *at;
    gpointer found;

    g_string_printf(key, "%u %u %" G_GINT64_FORMAT, timing->zone, timing->days, timing->until_us);
    for (size_t i = 0; i < timing->count; i++)
        g_string_append_printf(key, " %d", timing->minutes[i]);
    if (g_hash_table_lookup_extended(shared->moments, key->str, NULL, &found)) {
        *index = GPOINTER_TO_UINT(found) - 1;
        g_string_free(key, TRUE);
        return FAULT_NONE;
    }
    at = find_moments(c, timing);
    kind = compile_count_pieces(c, shared, path, at->len);
    if (at->len == 0)
        compile_say(c, DIAG_WARNING, path, "name times and days that the run has",
                    "none of these times lies in the run, so nothing comes of them");
    if (kind == FAULT_NONE)
        kind = model_add_moments(c->model,
                                 &(struct model_moments){at->len, (int64_t *) (void *) at->data},
                                 index, c->fault);
    g_array_free(at, TRUE);
    g_hash_table_insert(shared->moments, g_string_free(key, FALSE), GUINT_TO_POINTER(*index + 1));
    return kind;
}

/* P(size >= x), cut as the size is. */
static double share_from(const struct variate *size, double x)
{
    double top = isfinite(size->max) ? variate_below(size, size->max) : 1;

    if (x <= size->min)
        return 1;
    return x > size->max ? 0 : (top - variate_below(size, x)) / variate_kept(size);
}

/* The mean of a size once it is rounded to a whole number of at least 1. */
static double rounded_mean(const struct variate *size)
{
    double mean = 1;

    if (size->family == VARIATE_CONSTANT)
        return fmax(1, floor(size->a + 0.5));
    for (double k = 2; k < SIZES_MOST; k++) {
        double share = share_from(size, k - 0.5);

        if (!(share > 1e-9))
            break;
        mean += share;
    }
    return mean;
}

static void check_size(const struct compile *c, const char *path, const struct variate *size)
{
    double mean = variate_mean(size);
    double rounded;

    if (!(mean >= 1) || !isfinite(mean)) {
        compile_say(c, DIAG_ERROR, path, "let the mean be 1 or more, and not without end",
                    "a group has %.4g studies on average", mean);
        return;
    }
    rounded = rounded_mean(size);
    if (fabs(rounded - mean) > SHIFT * mean)
        compile_say(c, DIAG_WARNING, path,
                    "a whole number, or a distribution further above 1, keeps its mean",
                    "rounded to whole studies, at least 1, a group has %.4g of them on average, "
                    "not %.4g",
                    rounded, mean);
}

static enum fault_kind read_batch(struct compile *c, struct compile_shared *shared,
                                  const char *entry, const struct batch_text *text,
                                  struct model_source *source, struct model_manner *manner)
{
    struct timing timing = {.zone = c->model->sites[source->site].zone,
                            .until_us = c->model->end_us};
    char path[COMPILE_PATH_BYTES + 32];
    enum fault_kind kind;

    manner->grouped = true;
    (void) g_snprintf(path, sizeof path, "%s/batch/size", entry);
    kind = variate_constant(&manner->size, 1, c->fault);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->size, DISTRIBUTION_FACTOR, &manner->size);
    if (kind != FAULT_NONE)
        return kind;
    check_size(c, path, &manner->size);
    if (text->at.count == 0) {
        source->rate_per_us /= variate_mean(&manner->size);
        return FAULT_NONE;
    }
    (void) g_snprintf(path, sizeof path, "%s/batch/at", entry);
    read_timing(c, path, &text->at, &text->days, &timing);
    return share_moments(c, shared, path, &timing, &manner->at);
}

enum fault_kind compile_manner(struct compile *c, struct compile_shared *shared, const char *entry,
                               const struct demand_text *text, struct model_source *source,
                               struct model_manner *manner)
{
    struct timing timing = {.zone = c->model->sites[source->site].zone,
                            .until_us = c->model->last_us};
    char path[COMPILE_PATH_BYTES + 32];
    enum fault_kind kind = FAULT_NONE;

    if (text->batch != NULL)
        kind = read_batch(c, shared, entry, text->batch, source, manner);
    if (kind == FAULT_NONE && text->acquire != NULL) {
        manner->acquired = true;
        (void) g_snprintf(path, sizeof path, "%s/acquire", entry);
        kind = variate_constant(&manner->acquire, 0, c->fault);
        if (kind == FAULT_NONE)
            kind = compile_variate(c, path, text->acquire, DISTRIBUTION_TIME, &manner->acquire);
    }
    if (kind == FAULT_NONE && text->hold != NULL) {
        (void) g_snprintf(path, sizeof path, "%s/hold/until", entry);
        read_timing(c, path, &text->hold->until, &text->hold->days, &timing);
        kind = share_moments(c, shared, path, &timing, &manner->hold);
    }
    if (text->batch != NULL || text->acquire != NULL || text->hold != NULL)
        source->manner = manner;
    return kind;
}
