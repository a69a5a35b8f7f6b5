/* Tables of text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grid.h"

#include <assert.h>
#include <glib.h>
#include <stdarg.h>
#include <string.h>

struct cell {
    char *text;
    const char *tint; /* SGR number or NULL */
};

struct grid {
    char *sides;
    size_t columns;
    GArray *cells; /* struct cell, row by row */
};

/* As g_utf8_next_char(), whose macro casts const away. */
static const char *next_character(const char *at)
{
    return at + g_utf8_skip[*(const unsigned char *) at];
}

char *grid_clean(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *clean = g_string_new(NULL);

    for (const char *at = valid; *at != '\0'; at = next_character(at)) {
        gunichar character = g_utf8_get_char(at);

        if (g_unichar_iscntrl(character))
            g_string_append_printf(clean, "\\x%02x", (unsigned) character);
        else
            g_string_append_unichar(clean, character);
    }
    g_free(valid);
    return g_string_free(clean, FALSE);
}

static size_t width_of(const char *text)
{
    size_t width = 0;

    for (const char *at = text; *at != '\0'; at = next_character(at)) {
        gunichar character = g_utf8_get_char(at);

        if (!g_unichar_iszerowidth(character))
            width += g_unichar_iswide(character) ? 2 : 1;
    }
    return width;
}

static void clear_cell(void *cell)
{
    g_free(((struct cell *) cell)->text);
}

struct grid *grid_create(const char *sides)
{
    struct grid *grid = g_new0(struct grid, 1);

    grid->sides = g_strdup(sides);
    grid->columns = strlen(sides);
    grid->cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
    g_array_set_clear_func(grid->cells, clear_cell);
    return grid;
}

void grid_free(struct grid *grid)
{
    if (grid == NULL)
        return;
    g_array_free(grid->cells, TRUE);
    g_free(grid->sides);
    g_free(grid);
}

void grid_cell(struct grid *grid, const char *format, ...)
{
    struct cell cell = {NULL, NULL};
    va_list arguments;
    char *raw;

    va_start(arguments, format);
    raw = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    cell.text = grid_clean(raw);
    g_free(raw);
    g_array_append_val(grid->cells, cell);
}

void grid_tint(struct grid *grid, const char *sgr)
{
    assert(grid->cells->len > 0);
    g_array_index(grid->cells, struct cell, grid->cells->len - 1).tint = sgr;
}

static void print_cell(const struct grid *grid, struct output *output, size_t index, size_t width)
{
    const struct cell *cell = &g_array_index(grid->cells, struct cell, index);
    size_t column = index % grid->columns;
    int pad = (int) (width - width_of(cell->text));
    bool right = grid->sides[column] == 'r';
    bool last = column + 1 == grid->columns;
    bool tinted = cell->tint != NULL && output->colour;

    if (last && cell->text[0] == '\0')
        return;
    output_print(output, "%*s", 2 + (right ? pad : 0), "");
    if (tinted)
        output_print(output, "\x1b[%sm%s\x1b[0m", cell->tint, cell->text);
    else
        output_text(output, cell->text);
    if (!right && !last)
        output_print(output, "%*s", pad, "");
}

void grid_print(const struct grid *grid, struct output *output)
{
    size_t count = grid->cells->len;
    size_t *widths = g_new0(size_t, grid->columns);

    for (size_t i = 0; i < count; i++) {
        size_t width = width_of(g_array_index(grid->cells, struct cell, i).text);

        widths[i % grid->columns] = MAX(widths[i % grid->columns], width);
    }
    for (size_t i = 0; i < count; i++) {
        print_cell(grid, output, i, widths[i % grid->columns]);
        if ((i + 1) % grid->columns == 0 || i + 1 == count)
            output_text(output, "\n");
    }
    g_free(widths);
}
