/* Help texts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include "cli/grid.h"

#ifndef TELERAD_VERSION
#error "the build gives TELERAD_VERSION"
#endif

const char *help_version_text(void)
{
    return TELERAD_VERSION;
}

void help_version(struct output *output)
{
    output_print(output, "telerad %s\n", TELERAD_VERSION);
}

void help_program(struct output *output)
{
    struct grid *grid = grid_create("ll");
    size_t count;
    const struct verb *const *verbs = verb_all(&count);

    output_text(output,
                "telerad: what a teleradiology service will deliver, simulated from a scenario.\n\n"
                "Usage: telerad COMMAND …\n\n");
    for (size_t i = 0; i < count; i++) {
        if (verbs[i]->act == NULL)
            continue;
        grid_cell(grid, "%s", verbs[i]->name);
        grid_cell(grid, "%s", verbs[i]->says);
    }
    grid_print(grid, output);
    grid_free(grid);
    output_text(output,
                "\nBegin with:\n"
                "  telerad check scenarios/night-cover.yaml\n"
                "  telerad run scenarios/night-cover.yaml -o night-cover.h5 --plots night-cover\n\n"
                "`telerad help COMMAND` tells more; `telerad --version` says which this is.\n"
                "Exit status: 0 done; 1 done, and the answer is no; 2 wrong usage or bad input;\n"
                "3 a file cannot be read or written; 4 internal error; 130 interrupted.\n");
}

static void add_row(struct grid *grid, const struct options_row *row)
{
    if (row->kind == OPTIONS_LATER)
        return;
    if (row->letter != 0 && row->value != NULL)
        grid_cell(grid, "-%c, --%s %s", row->letter, row->name, row->value);
    else if (row->letter != 0)
        grid_cell(grid, "-%c, --%s", row->letter, row->name);
    else if (row->kind == OPTIONS_TRACE)
        grid_cell(grid, "    --%s%s", row->name, row->value);
    else if (row->value != NULL)
        grid_cell(grid, "    --%s %s", row->name, row->value);
    else
        grid_cell(grid, "    --%s", row->name);
    grid_cell(grid, "%s", row->says);
}

void help_verb(struct output *output, const struct verb *verb)
{
    struct grid *grid = grid_create("ll");

    output_print(output, "Usage: telerad %s%s%s\n\n%s.\n", verb->name,
                 verb->usage[0] != '\0' ? " " : "", verb->usage, verb->says);
    if (verb->more != NULL)
        output_print(output, "\n%s", verb->more);
    if (verb->list != NULL)
        verb->list(output);
    output_text(output, "\nOptions:\n");
    for (size_t i = 0; i < verb->row_count; i++)
        add_row(grid, &verb->rows[i]);
    grid_print(grid, output);
    grid_free(grid);
}
