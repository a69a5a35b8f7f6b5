/* telerad plot
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plot.h"
#include "cli/grid.h"
#include "cli/message.h"
#include "cli/verb.h"
#include "store/readback.h"

#include <glib.h>
#include <string.h>

#define LINE_BYTES 80U

static void print_path(void *self, const char *path)
{
    struct output *output = self;

    output_print(output, "%s\n", path);
}

/* night-cover.h5: night-cover, in the folder one stands in. */
static char *folder_for(const char *path)
{
    char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    char *folder;

    if (dot != NULL && dot != name && strcmp(dot, ".h5") == 0) {
        *dot = '\0';
        return name;
    }
    folder = g_strconcat(name, "-plots", NULL);
    g_free(name);
    return folder;
}

static enum status draw(const struct verb_call *call, const struct stored *stored)
{
    static const char *const svg[] = {"svg"};
    const struct options *options = call->options;
    bool formats = options->formats.count > 0;
    struct plot_options how = {
        .formats = formats ? options->formats.items : svg,
        .format_count = formats ? options->formats.count : 1,
        .only = options->only.items,
        .only_count = options->only.count,
    };
    char *folder = options->output != NULL ? g_strdup(options->output)
                                           : folder_for(options->operands.items[0]);
    struct fault fault = {0};
    enum status status = STATUS_DONE;

    how.folder = folder;
    if (plot_draw(stored, &how, print_path, call->output, &fault) != FAULT_NONE)
        status = message_fault(&fault);
    g_free(folder);
    return status;
}

static enum status act(const struct verb_call *call)
{
    struct stored *stored = NULL;
    struct fault fault = {0};
    enum status status;

    if (stored_open(&stored, call->options->operands.items[0], &fault) != FAULT_NONE)
        return message_fault(&fault);
    status = draw(call, stored);
    stored_free(stored);
    return status;
}

static const struct options_row rows[] = {
    {"output", 'o', OPTIONS_TEXT, offsetof(struct options, output), "FOLDER",
     "where to; default: RESULT without .h5"},
    {"format", 0, OPTIONS_LIST, offsetof(struct options, formats), "svg|png|pdf",
     "may be repeated; default: svg"},
    {"only", 0, OPTIONS_LIST, offsetof(struct options, only), "NAME",
     "this picture only; may be repeated"},
    VERB_COMMON_ROWS,
};

/* A sentence, indented, in lines that fit a terminal. */
static void print_indented(struct output *output, const char *text)
{
    while (*text != '\0') {
        size_t length = strlen(text);

        if (length > LINE_BYTES) {
            length = LINE_BYTES;
            while (length > 0 && text[length] != ' ')
                length--;
        }
        if (length == 0) /* a word longer than a line */
            length = strlen(text);
        output_print(output, "      %.*s\n", (int) length, text);
        text += length;
        text += *text == ' ' ? 1 : 0;
    }
}

/* The names that --only takes, and how to read each picture. */
static void list_pictures(struct output *output)
{
    size_t count;
    const struct plot_note *notes = plot_notes(&count);

    output_text(output, "\nPictures:\n");
    for (size_t i = 0; i < count; i++) {
        output_print(output, "  %s\n", notes[i].name);
        print_indented(output, notes[i].says);
    }
}

const struct verb verb_plot = {
    .name = "plot",
    .usage = "RESULT.h5 [-o FOLDER] [--format svg|png|pdf] [--only NAME] …",
    .says = "Draws the pictures of a result with gnuplot, and prints the name of each file",
    .more =
        "Beside each picture lie its program and data: change NAME.gp and run `gnuplot NAME.gp`\n"
        "in the folder to draw it your way.\n",
    .list = list_pictures,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands_least = 1,
    .operands_most = 1,
    .act = act,
};
