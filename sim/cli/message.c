/* Messages.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message.h"

#include "cli/grid.h"
#include "cli/output.h"

#include <glib.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define RED "31"
#define YELLOW "33"

/* One write a message, so that lines of several programs do not mix. */
static void put(GString *line)
{
    (void) fputs(line->str, stderr);
    (void) g_string_free(line, TRUE);
}

static void add_label(GString *line, const char *label, const char *sgr)
{
    if (output_takes_colour(stderr))
        g_string_append_printf(line, "\x1b[1;%sm%s:\x1b[0m ", sgr, label);
    else
        g_string_append_printf(line, "%s: ", label);
}

__attribute__((format(printf, 3, 0))) static void say(const char *label, const char *sgr,
                                                      const char *format, va_list arguments)
{
    GString *line = g_string_new("telerad: ");
    char *raw = g_strdup_vprintf(format, arguments);
    char *text = grid_clean(raw);

    if (label != NULL)
        add_label(line, label, sgr);
    g_string_append_printf(line, "%s\n", text);
    g_free(text);
    g_free(raw);
    put(line);
}

void message_say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(NULL, NULL, format, arguments);
    va_end(arguments);
}

void message_error(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say("error", RED, format, arguments);
    va_end(arguments);
}

void message_warning(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say("warning", YELLOW, format, arguments);
    va_end(arguments);
}

enum status message_status(enum fault_kind kind)
{
    switch (kind) {
    case FAULT_NONE: return STATUS_DONE;
    case FAULT_USAGE: return STATUS_WRONG;
    case FAULT_INPUT: return STATUS_WRONG;
    case FAULT_FILE: return STATUS_FILE;
    case FAULT_MEMORY: return STATUS_INTERNAL;
    case FAULT_INTERRUPTED: return STATUS_INTERRUPTED;
    case FAULT_INTERNAL: return STATUS_INTERNAL;
    }
    return STATUS_INTERNAL;
}

enum status message_fault(const struct fault *fault)
{
    message_error("%s", fault->text);
    return message_status(fault->kind);
}

static void put_entry(const struct diag_entry *entry)
{
    bool wrong = entry->grade == DIAG_ERROR;
    GString *line = g_string_new(entry->file);

    if (entry->line > 0)
        g_string_append_printf(line, ":%u", entry->line);
    if (entry->line > 0 && entry->column > 0)
        g_string_append_printf(line, ":%u", entry->column);
    g_string_append(line, ": ");
    add_label(line, wrong ? "error" : "warning", wrong ? RED : YELLOW);
    g_string_append(line, entry->message);
    if (entry->hint != NULL)
        g_string_append_printf(line, "; %s", entry->hint);
    g_string_append_c(line, '\n');
    put(line);
}

static void put_entries(const struct diag *diag, enum diag_grade grade)
{
    unsigned shown = 0;

    for (size_t i = 0; i < diag->count && shown < DIAG_SHOWN; i++) {
        if (diag->entries[i].grade != grade)
            continue;
        put_entry(&diag->entries[i]);
        shown++;
    }
}

enum status message_diag(struct diag *diag)
{
    diag_sort(diag);
    put_entries(diag, DIAG_ERROR);
    put_entries(diag, DIAG_WARNING);
    if (diag->warnings > DIAG_SHOWN)
        message_say("%zu warnings; the first %u are shown", diag->warnings, (unsigned) DIAG_SHOWN);
    if (diag->errors == 0)
        return STATUS_DONE;
    if (diag->errors > DIAG_SHOWN)
        message_say("%zu errors; the first %u are shown", diag->errors, (unsigned) DIAG_SHOWN);
    else
        message_say("%zu error%s", diag->errors, diag->errors == 1 ? "" : "s");
    return diag->unreadable ? STATUS_FILE : STATUS_WRONG;
}
