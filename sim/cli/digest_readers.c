/* The summary: who is overloaded, what piles up, who is missing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#include <math.h>

#define STRAINED 0.85 /* from here on waits grow steeply */
#define OVERLOADED 0.95
#define WEEK_MIN 10080.0
#define DAY_MIN 1440.0

static const char *strain_of(double utilisation)
{
    if (!(utilisation > STRAINED))
        return "";
    return utilisation > OVERLOADED ? "OVERLOADED" : "strained";
}

static double calls_of(const struct digest *digest, uint32_t group)
{
    return digest_estimate(digest, TABLE_GROUP, READER_INTERRUPTIONS, group).mean;
}

static bool anyone_is_called(const struct digest *digest)
{
    for (uint32_t i = 0; i < digest->shape->cells[TABLE_GROUP]; i++)
        if (calls_of(digest, i) > 0)
            return true;
    return false;
}

static void add_group(const struct digest *digest, struct grid *grid, uint32_t group, bool calls)
{
    const struct shape *shape = digest->shape;
    struct estimate busy = digest_estimate(digest, TABLE_GROUP, READER_UTILISATION, group);
    double on_shift_min = digest_estimate(digest, TABLE_GROUP, READER_ON_SHIFT, group).mean;
    double overtime_min = digest_estimate(digest, TABLE_GROUP, READER_OVERTIME, group).mean;
    double reads = digest_estimate(digest, TABLE_GROUP, READER_READS, group).mean;
    const char *strain = strain_of(busy.mean);
    unsigned readers = 0;

    for (uint32_t i = 0; i < shape->reader_count; i++)
        readers += shape->reader_group[i] == group;
    grid_cell(grid, "%s", shape->labels[TABLE_GROUP][group]);
    grid_cell(grid, "%u", readers);
    grid_cell(grid, "%.1f", digest_per_day(digest, on_shift_min) / 60);
    grid_cell(grid, "%.1f", digest_per_day(digest, overtime_min) / 60);
    grid_cell(grid, "%s", number_short(digest_per_day(digest, reads)).text);
    grid_cell(grid, "%s", number_share(busy.mean).text);
    if (calls)
        grid_cell(grid, "%s", number_short(digest_per_day(digest, calls_of(digest, group))).text);
    grid_cell(grid, "%s", strain);
    if (strain[0] != '\0')
        grid_tint(grid, busy.mean > OVERLOADED ? "31" : "33");
}

void digest_readers(const struct digest *digest, struct output *output)
{
    static const char *const heads[] = {"group",    "readers",     "hours on shift",
                                        "overtime", "reads a day", "busy"};
    bool calls = anyone_is_called(digest);
    struct grid *grid = grid_create(calls ? "lrrrrrrl" : "lrrrrrl");

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        grid_cell(grid, "%s", heads[i]);
    if (calls)
        grid_cell(grid, "interruptions a day");
    grid_cell(grid, "%s", "");
    for (uint32_t i = 0; i < digest->shape->cells[TABLE_GROUP]; i++)
        add_group(digest, grid, i, calls);
    output_text(output, "\nReaders (hours a day, all of the group together)\n");
    grid_print(grid, output);
    grid_free(grid);
    output_text(output,
                "  Busy: of the time on shift and in overtime. From 85 % on waits grow steeply: "
                "strained;\n  above 95 %: overloaded.\n");
}

struct level { /* backlog over part of the time line */
    double mean, half_width;
};

static struct level level_of(const struct digest *digest, uint32_t from, uint32_t to)
{
    struct level level = {0, 0};
    double n = to > from ? to - from : 1;

    for (uint32_t i = from; i < to; i++) {
        for (uint32_t k = 0; k < digest->shape->cells[TABLE_PRIORITY]; k++) {
            struct estimate at = summary_backlog(digest->summary, i, k);

            level.mean += isfinite(at.mean) ? at.mean / n : 0;
            level.half_width += isfinite(at.half_width) ? at.half_width / n : 0;
        }
    }
    return level;
}

/* The first and last week are compared, as loads repeat by the week; of shorter runs the first and
 * last day, or half. */
void digest_backlog(const struct digest *digest, struct output *output)
{
    const struct shape *shape = digest->shape;
    double period_min = shape->duration_min >= 2 * WEEK_MIN  ? WEEK_MIN
                        : shape->duration_min >= 2 * DAY_MIN ? DAY_MIN
                                                             : shape->duration_min / 2;
    uint32_t points = (uint32_t) (shape->duration_min / shape->timeline_step_min);
    uint32_t part = (uint32_t) (period_min / shape->timeline_step_min);
    double arrived = digest_estimate(digest, TABLE_OVERALL, MEASURE_ARRIVED, 0).mean;
    const char *period = period_min == WEEK_MIN ? "week" : period_min == DAY_MIN ? "day" : "half";
    struct level first, last;
    double growth;

    points = MIN(points, shape->timeline_points);
    if (part == 0 || points < 2 * part)
        return;
    first = level_of(digest, 0, part);
    last = level_of(digest, points - part, points);
    growth = (last.mean - first.mean) / ((shape->duration_min - period_min) / DAY_MIN);
    output_print(output,
                 "\nBacklog\n  %s studies waiting or in hand at first, %s at last (means of "
                 "the first and last %s).\n",
                 number_short(first.mean).text, number_short(last.mean).text, period);
    if (last.mean - last.half_width > first.mean + first.half_width &&
        growth > 0.01 * digest_per_day(digest, arrived))
        output_print(output,
                     "  It GROWS by %s studies a day: there is more work than readers can "
                     "do, and every\n  turnaround time depends on how long the run is.\n",
                     number_short(growth).text);
}

void digest_cover(const struct digest *digest, struct output *output)
{
    if (!isfinite(digest->uncovered_min))
        return;
    output_text(output, "\nCover\n");
    if (digest->uncovered_min <= 0) {
        output_text(output, "  At every hour each study of each site has a reader on shift who may "
                            "read it.\n");
        return;
    }
    output_print(output,
                 "  For %.1f of %.1f hours (%s) some study has no reader on shift who may read "
                 "it;\n  `telerad check --coverage` lists them.\n",
                 digest->uncovered_min / 60, digest->shape->duration_min / 60,
                 number_share(digest->uncovered_min / digest->shape->duration_min).text);
    if (digest->clock_change_min > 0)
        output_print(output, "  %.1f of these hours are there only because a clock changes.\n",
                     digest->clock_change_min / 60);
}
