/* The summary: promises.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#include <math.h>

#define MONTHS_BROKEN 0.1 /* share from which a promise is not called kept without more */
#define GREEN "32"
#define RED "31"
#define YELLOW "33"

static void add_verdict(struct grid *grid, enum digest_verdict verdict, double breach)
{
    static const struct {
        const char *words, *tint;
    } says[] = {
        [DIGEST_NO_PROMISE] = {"no promise", NULL},
        [DIGEST_UNKNOWN] = {"not known", YELLOW},
        [DIGEST_KEPT] = {"kept", GREEN},
        [DIGEST_BROKEN] = {"NOT KEPT", RED},
        [DIGEST_OPEN] = {"too close to call", YELLOW},
    };

    if (verdict == DIGEST_KEPT && breach > MONTHS_BROKEN) {
        grid_cell(grid, "kept, not each month");
        grid_tint(grid, YELLOW);
        return;
    }
    grid_cell(grid, "%s", says[verdict].words);
    if (says[verdict].tint != NULL)
        grid_tint(grid, says[verdict].tint);
}

/* The share that must be in time; NaN where nothing is promised. */
static double promised(const struct shape *shape, uint32_t priority)
{
    return isfinite(shape->target_min[priority]) ? shape->attain[priority] : (double) NAN;
}

static void add_promise(const struct digest *digest, struct grid *grid, uint32_t priority)
{
    const struct shape *shape = digest->shape;
    double target_min = shape->target_min[priority];
    double attain = shape->attain[priority];
    struct estimate met = digest_estimate(digest, TABLE_PRIORITY, MEASURE_TARGET_MET, priority);
    struct estimate breach = digest_estimate(digest, TABLE_PRIORITY, MEASURE_BREACH, priority);
    struct number_text margin = number_margin(met.half_width);

    grid_cell(grid, "%s", shape->labels[TABLE_PRIORITY][priority]);
    if (!isfinite(target_min))
        grid_cell(grid, "none");
    else if (!isfinite(attain))
        grid_cell(grid, "within %s", number_length(target_min).text);
    else
        grid_cell(grid, "%.4g %% within %s", 100 * attain, number_length(target_min).text);
    grid_cell(grid, "%s", number_share(met.mean).text);
    grid_cell(grid, "%s%s", margin.text[0] != '\0' ? "± " : "", margin.text);
    grid_cell(grid, "%s", number_share(breach.mean).text);
    add_verdict(grid, digest_judge(met, promised(shape, priority)), breach.mean);
}

/* What would settle those that are too close to call. */
static void print_open(const struct digest *digest, struct output *output)
{
    const struct shape *shape = digest->shape;

    for (uint32_t i = 0; i < shape->cells[TABLE_PRIORITY]; i++) {
        struct estimate met = digest_estimate(digest, TABLE_PRIORITY, MEASURE_TARGET_MET, i);
        uint64_t enough;
        char *name;

        if (digest_judge(met, promised(shape, i)) != DIGEST_OPEN)
            continue;
        enough = digest_enough(met, shape->attain[i]);
        name = grid_clean(shape->labels[TABLE_PRIORITY][i]);
        if (enough > 0)
            output_print(output, "  %s: about %s replications would tell (-n).\n", name,
                         number_count(enough).text);
        else
            output_print(output,
                         "  %s: just about as promised; no number of replications will "
                         "tell it apart.\n",
                         name);
        g_free(name);
    }
}

/* "Kept: stat, routine." for one verdict; nothing if no priority has it. */
static void print_names(const struct digest *digest, struct output *output,
                        enum digest_verdict verdict, const char *words)
{
    const struct shape *shape = digest->shape;
    bool any = false;

    for (uint32_t i = 0; i < shape->cells[TABLE_PRIORITY]; i++) {
        struct estimate met = digest_estimate(digest, TABLE_PRIORITY, MEASURE_TARGET_MET, i);
        char *name;

        if (digest_judge(met, promised(shape, i)) != verdict)
            continue;
        name = grid_clean(shape->labels[TABLE_PRIORITY][i]);
        output_print(output, "%s%s", any ? ", " : words, name);
        g_free(name);
        any = true;
    }
    if (any)
        output_text(output, ".\n");
}

void digest_answer(const struct digest *digest, struct output *output)
{
    print_names(digest, output, DIGEST_BROKEN, "Promises not kept: ");
    print_names(digest, output, DIGEST_OPEN, "Too close to call: ");
    print_names(digest, output, DIGEST_KEPT, "Promises kept on average: ");
}

static void print_finals(const struct digest *digest, struct output *output)
{
    struct estimate met = digest_estimate(digest, TABLE_OVERALL, MEASURE_FINAL_MET, 0);
    struct number_text margin = number_margin(met.half_width);

    if (!isfinite(met.mean))
        return;
    if (isfinite(digest->final_within_min))
        output_print(output, "  Final reports within %s of the preliminary one: %s",
                     number_length(digest->final_within_min).text, number_share(met.mean).text);
    else
        output_print(output, "  Final reports within their time: %s", number_share(met.mean).text);
    output_print(output, "%s%s.\n", margin.text[0] != '\0' ? " ± " : "", margin.text);
}

void digest_promises(const struct digest *digest, struct output *output)
{
    const struct shape *shape = digest->shape;
    struct grid *grid = grid_create("llrlrl");
    bool single = summary_replications(digest->summary) < 2;

    grid_cell(grid, "priority");
    grid_cell(grid, "promise");
    grid_cell(grid, "in time");
    grid_cell(grid, "%s", "");
    grid_cell(grid, "months broken");
    grid_cell(grid, "verdict");
    for (uint32_t i = 0; i < shape->cells[TABLE_PRIORITY]; i++)
        add_promise(digest, grid, i);
    output_text(output, "\nPromises\n");
    grid_print(grid, output);
    grid_free(grid);
    print_finals(digest, output);
    print_open(digest, output);
    output_text(output,
                single ? "  A single replication cannot say how sure this is; run more (-n).\n"
                       : "  ± is a 95 % interval, in percentage points. \"Months broken\": the "
                         "chance of falling\n  short of the promise in a month. \"Kept\": on "
                         "average, and broken in at most a month in ten.\n");
}
