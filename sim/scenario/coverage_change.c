/* Gaps that a clock change opens or closes. Between two changes of any clock in use the week
 * repeats itself; what is uncovered in one such stretch, and covered at the same minutes of the
 * local week throughout the next or the last, is there because clocks changed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/coverage.h"

#include "core/simtime.h"

#include <stdlib.h>
#include <string.h>

#define WEEK_MIN 10080
#define DAY_MIN 1440

enum { PRESENT = 1, UNCOVERED = 2 };

struct eras {
    int64_t *from_us; /* [count + 1], the last is the run's end */
    size_t count;
    uint8_t *minutes; /* [count][WEEK_MIN] */
};

static int by_instant(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

    return (x > y) - (x < y);
}

/* Stretches of the measured time between changes of any clock. */
static bool find_eras(const struct model *m, struct eras *eras)
{
    size_t most = 2, kept = 1;

    for (uint32_t z = 0; z < m->zone_count; z++)
        most += m->zones[z].count;
    eras->from_us = calloc(most, sizeof *eras->from_us);
    if (eras->from_us == NULL)
        return false;
    eras->count = 1;
    for (uint32_t z = 0; z < m->zone_count; z++)
        for (size_t i = 1; i < m->zones[z].count; i++)
            if (m->zones[z].at_us[i] > 0 && m->zones[z].at_us[i] < m->end_us)
                eras->from_us[eras->count++] = m->zones[z].at_us[i];
    qsort(eras->from_us, eras->count, sizeof *eras->from_us, by_instant);
    for (size_t i = 1; i < eras->count; i++)
        if (eras->from_us[i] != eras->from_us[kept - 1])
            eras->from_us[kept++] = eras->from_us[i];
    eras->count = kept;
    eras->from_us[kept] = m->end_us;
    return true;
}

static int64_t zone_offset_us(const struct model_zone *zone, int64_t at_us)
{
    size_t i = 0;

    while (i + 1 < zone->count && zone->at_us[i + 1] <= at_us)
        i++;
    return (int64_t) zone->offset_s[i] * SIMTIME_SECOND;
}

/* Whole minutes of the local clock, rounded down; only differences count, the week may begin
 * anywhere. */
static int64_t minute_of(int64_t at_us, int64_t offset_us)
{
    int64_t local_us = at_us + offset_us;

    return local_us / SIMTIME_MINUTE - (local_us % SIMTIME_MINUTE < 0 ? 1 : 0);
}

static size_t in_week(int64_t minute)
{
    int64_t rest = minute % WEEK_MIN;

    return (size_t) (rest < 0 ? rest + WEEK_MIN : rest);
}

static void mark(uint8_t *week, int64_t from_us, int64_t to_us, int64_t offset_us, uint8_t flag)
{
    int64_t first = minute_of(from_us, offset_us);
    int64_t last = minute_of(to_us - 1, offset_us);

    if (last - first >= WEEK_MIN)
        last = first + WEEK_MIN - 1;
    for (int64_t minute = first; minute <= last; minute++)
        week[in_week(minute)] |= flag;
}

/* Is this minute of the week there, and always covered? An era too short to have it is asked for
 * the same minute of its other days. */
static bool always_covered(const struct eras *eras, size_t era, size_t minute)
{
    const uint8_t *week = eras->minutes + era * WEEK_MIN;
    uint8_t any = 0;

    if ((week[minute] & PRESENT) != 0)
        return (week[minute] & UNCOVERED) == 0;
    for (size_t day = 0; day < 7; day++)
        any |= week[(minute + day * DAY_MIN) % WEEK_MIN];
    return any == PRESENT;
}

/* Adds the minutes of a gap within an era which a neighbouring era covers. */
static enum fault_kind compare(const struct eras *eras, size_t era, struct span gap,
                               int64_t offset_us, struct roster_spans *changed, struct fault *fault)
{
    int64_t last = minute_of(gap.to_us - 1, offset_us);
    enum fault_kind kind = FAULT_NONE;

    for (int64_t minute = minute_of(gap.from_us, offset_us); minute <= last; minute++) {
        size_t place = in_week(minute);
        int64_t from_us = minute * SIMTIME_MINUTE - offset_us;
        int64_t to_us = from_us + SIMTIME_MINUTE;

        if (!(era > 0 && always_covered(eras, era - 1, place)) &&
            !(era + 1 < eras->count && always_covered(eras, era + 1, place)))
            continue;
        from_us = from_us > gap.from_us ? from_us : gap.from_us;
        to_us = to_us < gap.to_us ? to_us : gap.to_us;
        if (changed->count > 0 && changed->spans[changed->count - 1].to_us == from_us)
            changed->spans[changed->count - 1].to_us = to_us;
        else
            kind = coverage_add(changed, from_us, to_us, fault);
        if (kind != FAULT_NONE)
            break;
    }
    return kind;
}

/* The part of a span that lies in an era; empty: from >= to. */
static struct span within(const struct eras *eras, size_t era, struct span span)
{
    if (span.from_us < eras->from_us[era])
        span.from_us = eras->from_us[era];
    if (span.to_us > eras->from_us[era + 1])
        span.to_us = eras->from_us[era + 1];
    return span;
}

enum fault_kind coverage_changes(const struct model *model, uint32_t zone,
                                 const struct roster_spans *gaps, struct roster_spans *changed,
                                 struct fault *fault)
{
    struct eras eras = {NULL, 0, NULL};
    enum fault_kind kind = FAULT_NONE;

    if (gaps->count == 0)
        return FAULT_NONE;
    if (find_eras(model, &eras) && eras.count > 1)
        eras.minutes = calloc(eras.count, WEEK_MIN);
    if (eras.from_us == NULL || (eras.count > 1 && eras.minutes == NULL))
        kind = fault_set(fault, FAULT_MEMORY, "no memory for the clock changes");
    for (int pass = 0; pass < 2 && eras.count > 1 && kind == FAULT_NONE; pass++)
        for (size_t era = 0, first = 0; era < eras.count && kind == FAULT_NONE; era++) {
            int64_t offset_us = zone_offset_us(&model->zones[zone], eras.from_us[era]);
            uint8_t *week = eras.minutes + era * WEEK_MIN;

            if (pass == 0)
                mark(week, eras.from_us[era], eras.from_us[era + 1], offset_us, PRESENT);
            while (first < gaps->count && gaps->spans[first].to_us <= eras.from_us[era])
                first++;
            for (size_t i = first; i < gaps->count && kind == FAULT_NONE; i++) {
                struct span gap = within(&eras, era, gaps->spans[i]);

                if (gap.from_us >= gap.to_us)
                    break;
                if (pass == 0)
                    mark(week, gap.from_us, gap.to_us, offset_us, UNCOVERED);
                else
                    kind = compare(&eras, era, gap, offset_us, changed, fault);
            }
        }
    free(eras.from_us);
    free(eras.minutes);
    return kind;
}
