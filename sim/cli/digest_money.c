/* The summary: what it costs, and what AI does.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#include <math.h>
#include <string.h>

#define NOTHING "–"
#define ROUNDING 1e-9 /* of a sum of money */

/* What tools report without a reader, and what that misses. */
static void print_own_reports(const struct digest *digest, struct output *output)
{
    for (uint32_t tool = 0; tool < digest->shape->cells[TABLE_AI]; tool++) {
        double reports = digest_estimate(digest, TABLE_AI, AI_AUTONOMOUS, tool).mean;
        double missed = digest_estimate(digest, TABLE_AI, AI_MISSED, tool).mean;
        char *name;

        if (!(reports > 0))
            continue;
        name = grid_clean(digest->shape->labels[TABLE_AI][tool]);
        output_print(output, "  %s reports %s studies a day itself, without a reader; ", name,
                     number_short(digest_per_day(digest, reports)).text);
        output_print(output, "%s (%s) of them\n  in the measured time have the finding.\n",
                     number_short(missed).text, number_share(missed / reports).text);
        g_free(name);
    }
}

void digest_tools(const struct digest *digest, struct output *output)
{
    static const enum ai_measure counts[] = {AI_TRUE_POSITIVE, AI_FALSE_POSITIVE, AI_TRUE_NEGATIVE,
                                             AI_FALSE_NEGATIVE};
    static const enum ai_measure waits[] = {AI_WAIT_TRUE_POSITIVE, AI_WAIT_FALSE_POSITIVE,
                                            AI_WAIT_TRUE_NEGATIVE, AI_WAIT_FALSE_NEGATIVE};
    static const char *const heads[] = {"tool",          "",      "found", "false alarm",
                                        "rightly clear", "missed"};
    const struct shape *shape = digest->shape;
    struct grid *grid;

    if (shape->cells[TABLE_AI] == 0)
        return;
    grid = grid_create("llrrrr");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        grid_cell(grid, "%s", heads[i]);
    for (uint32_t tool = 0; tool < shape->cells[TABLE_AI]; tool++) {
        grid_cell(grid, "%s", shape->labels[TABLE_AI][tool]);
        grid_cell(grid, "a day");
        for (size_t i = 0; i < 4; i++) {
            double count = digest_estimate(digest, TABLE_AI, counts[i], tool).mean;

            grid_cell(grid, "%s", number_short(digest_per_day(digest, count)).text);
        }
        grid_cell(grid, "%s", "");
        grid_cell(grid, "mean wait");
        for (size_t i = 0; i < 4; i++)
            grid_cell(grid, "%s",
                      number_minutes(digest_estimate(digest, TABLE_AI, waits[i], tool).mean).text);
    }
    output_text(output, "\nAI triage, by what it said and what was there\n");
    grid_print(grid, output);
    grid_free(grid);
    print_own_reports(digest, output);
}

static void add_money(const struct digest *digest, struct grid *grid, enum table from,
                      uint32_t cell, const char *name)
{
    static const enum measure shown[] = {MEASURE_COST, MEASURE_REVENUE};

    grid_cell(grid, "%s", name);
    for (size_t i = 0; i < 2; i++) {
        struct estimate sum = digest_estimate(digest, from, shown[i], cell);
        bool none = shown[i] == MEASURE_REVENUE && !(sum.mean > 0);
        bool sure = isfinite(sum.half_width) && isfinite(sum.mean) && !none;

        if (none) {
            grid_cell(grid, NOTHING);
            grid_cell(grid, "%s", "");
            continue;
        }
        grid_cell(grid, "%s",
                  number_money(isfinite(sum.mean) ? digest_per_day(digest, sum.mean) : 0).text);
        grid_cell(grid, "%s%s", sure ? "± " : "",
                  sure ? number_money(digest_per_day(digest, sum.half_width)).text : "");
    }
}

/* What cells of a table cost together, on average. */
static double cost_of(const struct digest *digest, enum table table, size_t measure)
{
    double sum = 0;

    for (uint32_t i = 0; i < digest->shape->cells[table]; i++)
        sum += digest_amount(digest, table, measure, i);
    return sum;
}

/* A row without intervals for what the rows above lack of `all`. */
static void add_rest(const struct digest *digest, struct grid *grid, const char *name, double cost)
{
    grid_cell(grid, "%s", name);
    grid_cell(grid, "%s", number_money(digest_per_day(digest, cost)).text);
    grid_cell(grid, "%s", "");
    grid_cell(grid, NOTHING);
    grid_cell(grid, "%s", "");
}

/* Costs that are no provider's: of readers without one, and of AI. Differences of rounding are
 * none. */
static void add_rests(const struct digest *digest, struct grid *grid)
{
    double all = digest_amount(digest, TABLE_OVERALL, MEASURE_COST, 0);
    double tools = digest_amount(digest, TABLE_OVERALL, MEASURE_AI_COST, 0);
    double loose = all - tools - cost_of(digest, TABLE_PROVIDER, MEASURE_COST);

    if (loose > ROUNDING * all)
        add_rest(digest, grid, "no provider", loose);
    if (tools > 0)
        add_rest(digest, grid, "AI", tools);
}

void digest_money(const struct digest *digest, struct output *output)
{
    const struct shape *shape = digest->shape;
    struct grid *grid;

    if (strcmp(shape->currency, "1") == 0)
        return;
    grid = grid_create("lrlrl");
    grid_cell(grid, "provider");
    grid_cell(grid, "costs");
    grid_cell(grid, "%s", "");
    grid_cell(grid, "is paid");
    grid_cell(grid, "%s", "");
    for (uint32_t i = 0; i < shape->cells[TABLE_PROVIDER]; i++)
        add_money(digest, grid, TABLE_PROVIDER, i, shape->labels[TABLE_PROVIDER][i]);
    add_rests(digest, grid);
    add_money(digest, grid, TABLE_OVERALL, 0, "all");
    output_print(output, "\nMoney, %s a day\n", shape->currency);
    grid_print(grid, output);
    grid_free(grid);
    output_text(output,
                "  Costs: readers, licences and AI. Paid: the prices of whoever reports first.\n");
    digest_bills(digest, output);
}
