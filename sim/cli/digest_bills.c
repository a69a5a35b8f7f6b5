/* The summary: what money is spent on, and month by month.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#define ROWS_MOST 36U /* more months, or providers' months, are in the file alone */

static const struct column {
    enum month_measure month;
    enum measure all;
    const char *head;
} columns[] = {
    {MONTH_READER_COST, MEASURE_READER_COST, "readers"},
    {MONTH_OVERREAD_COST, MEASURE_OVERREAD_COST, "of it overreads"},
    {MONTH_LICENCE_COST, MEASURE_LICENCE_COST, "licences"},
    {MONTH_AI_COST, MEASURE_AI_COST, "AI"},
    {MONTH_REVENUE, MEASURE_REVENUE, "is paid"},
    {MONTH_PENALTIES, MEASURE_PENALTIES, "penalties"},
    {MONTH_PENALTIES_WAIVED, MEASURE_PENALTIES_WAIVED, "beyond at-most"},
};

#define COLUMNS (sizeof columns / sizeof *columns)

static bool used(const struct digest *digest, size_t column)
{
    return digest_amount(digest, TABLE_OVERALL, columns[column].all, 0) > 0;
}

static void print_kinds(const struct digest *digest, struct output *output)
{
    double readers = digest_amount(digest, TABLE_OVERALL, MEASURE_READER_COST, 0);
    double over = digest_amount(digest, TABLE_OVERALL, MEASURE_OVERREAD_COST, 0);
    double licences = digest_amount(digest, TABLE_OVERALL, MEASURE_LICENCE_COST, 0);
    double owed = digest_amount(digest, TABLE_OVERALL, MEASURE_PENALTIES, 0);
    double waived = digest_amount(digest, TABLE_OVERALL, MEASURE_PENALTIES_WAIVED, 0);

    if (over > 0)
        output_print(output, "  Of the %s for readers %s are for overreads.\n",
                     number_money(digest_per_day(digest, readers)).text,
                     number_money(digest_per_day(digest, over)).text);
    if (licences > 0)
        output_print(output, "  Licences: %s of the costs.\n",
                     number_money(digest_per_day(digest, licences)).text);
    if (owed > 0)
        output_print(output, "  Penalties, not taken off what is paid: %s.",
                     number_money(digest_per_day(digest, owed)).text);
    if (waived > 0)
        output_print(output, " Without `at-most` they would be %s more.",
                     number_money(digest_per_day(digest, waived)).text);
    if (owed > 0 || waived > 0)
        output_text(output, "\n");
}

static void add_row(const struct digest *digest, struct grid *grid, enum table table, size_t cell)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (used(digest, i))
            grid_cell(grid, "%s",
                      number_money(digest_amount(digest, table, columns[i].month, cell)).text);
}

static void add_provider_rows(const struct digest *digest, struct grid *grid, uint32_t month)
{
    const struct shape *shape = digest->shape;

    for (uint32_t i = 0; i < shape->cells[TABLE_PROVIDER]; i++) {
        grid_cell(grid, "  %s", shape->labels[TABLE_PROVIDER][i]);
        add_row(digest, grid, TABLE_PROVIDER_MONTH, (size_t) i * shape->cells[TABLE_MONTH] + month);
    }
}

static void print_months(const struct digest *digest, struct output *output)
{
    const struct shape *shape = digest->shape;
    uint32_t months = shape->cells[TABLE_MONTH], providers = shape->cells[TABLE_PROVIDER];
    bool each = providers > 1 && months <= ROWS_MOST / (providers + 1);
    char sides[COLUMNS + 2] = "l";
    size_t kinds = 0;
    struct grid *grid;

    for (size_t i = 0; i < COLUMNS; i++)
        if (used(digest, i))
            sides[++kinds] = 'r';
    if (months < 2 || months > ROWS_MOST || kinds == 0)
        return;
    grid = grid_create(sides);
    grid_cell(grid, "month");
    for (size_t i = 0; i < COLUMNS; i++)
        if (used(digest, i))
            grid_cell(grid, "%s", columns[i].head);
    for (uint32_t k = 0; k < months; k++) {
        grid_cell(grid, "%s", shape->labels[TABLE_MONTH][k]);
        add_row(digest, grid, TABLE_MONTH, k);
        if (each)
            add_provider_rows(digest, grid, k);
    }
    output_print(output, "\nMoney by month, %s\n", shape->currency);
    grid_print(grid, output);
    grid_free(grid);
}

void digest_bills(const struct digest *digest, struct output *output)
{
    print_kinds(digest, output);
    print_months(digest, output);
}
