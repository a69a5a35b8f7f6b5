/* The summary: turnaround times, and what they leave out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#include <math.h>

#define WORST_SHOWN 1.5 /* a site's time on the link, of the mean, from which it is named */

static void add_time(struct grid *grid, struct estimate time)
{
    struct number_text margin = number_minutes_margin(time.half_width, time.mean);

    grid_cell(grid, "%s", number_minutes(time.mean).text);
    grid_cell(grid, "%s%s", margin.text[0] != '\0' ? "± " : "", margin.text);
}

static void add_times(const struct digest *digest, struct grid *grid, enum table from,
                      uint32_t cell, const char *name)
{
    static const enum measure within[] = {MEASURE_TAT_P50, MEASURE_TAT_P90, MEASURE_TAT_P99};
    double arrived = digest_estimate(digest, from, MEASURE_ARRIVED, cell).mean;

    grid_cell(grid, "%s", name);
    grid_cell(grid, "%s", number_short(digest_per_day(digest, arrived)).text);
    add_time(grid, digest_estimate(digest, from, MEASURE_TAT_MEAN, cell));
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        grid_cell(grid, "%s",
                  number_minutes(digest_estimate(digest, from, within[i], cell).mean).text);
    add_time(grid, digest_estimate(digest, from, MEASURE_WAIT_MEAN, cell));
}

/* Times are of those reported: how many are not. */
static void print_unfinished(const struct digest *digest, struct output *output)
{
    double arrived = digest_estimate(digest, TABLE_OVERALL, MEASURE_ARRIVED, 0).mean;
    double left = digest_estimate(digest, TABLE_OVERALL, MEASURE_UNFINISHED, 0).mean;
    double share = 100 * left / arrived;

    if (!(left > 0) || !isfinite(share))
        return;
    output_print(output, share < 9.5 ? "  %.2g %%" : "  %.0f %%", share);
    output_print(output,
                 " of the studies (%s a replication) had no report by the end; the times are of "
                 "those\n  that had one.\n",
                 number_short(left).text);
}

/* The site whose link takes longest; its mean in minutes. */
static double worst_link(const struct digest *digest, uint32_t *site)
{
    double worst_min = 0;

    for (uint32_t i = 0; i < digest->shape->cells[TABLE_SITE]; i++) {
        double mean = digest_estimate(digest, TABLE_SITE, MEASURE_TRANSFER_MEAN, i).mean;

        if (mean > worst_min) {
            worst_min = mean;
            *site = i;
        }
    }
    return worst_min;
}

static void print_link(const struct digest *digest, struct output *output)
{
    double link_min = digest_estimate(digest, TABLE_OVERALL, MEASURE_TRANSFER_MEAN, 0).mean;
    uint32_t site = 0;
    double worst_min = worst_link(digest, &site);

    if (!(link_min > 0))
        return;
    output_print(output, "  From complete images to receipt: %s on average",
                 number_minutes(link_min).text);
    if (worst_min > WORST_SHOWN * link_min) {
        char *name = grid_clean(digest->shape->labels[TABLE_SITE][site]);

        output_print(output, ", %s at %s", number_minutes(worst_min).text, name);
        g_free(name);
    }
    output_text(output, "; no promise counts it.\n");
}

void digest_times(const struct digest *digest, struct output *output)
{
    static const char *const heads[] = {
        "priority",    "studies a day", "mean",      "", "half within",
        "90 % within", "99 % within",   "mean wait", ""};
    const struct shape *shape = digest->shape;
    struct grid *grid = grid_create("lrrlrrrrl");

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        grid_cell(grid, "%s", heads[i]);
    for (uint32_t i = 0; i < shape->cells[TABLE_PRIORITY]; i++)
        add_times(digest, grid, TABLE_PRIORITY, i, shape->labels[TABLE_PRIORITY][i]);
    add_times(digest, grid, TABLE_OVERALL, 0, "all");
    output_print(output, "\nTurnaround time, from receipt to the first report%s\n",
                 summary_replications(digest->summary) < 2 ? "" : " (± in the unit before it)");
    grid_print(grid, output);
    grid_free(grid);
    print_unfinished(digest, output);
    print_link(digest, output);
}
