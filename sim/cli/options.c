/* The command line of a verb.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "scenario/keys_near.h"
#include "scenario/quantity.h"

#include <assert.h>
#include <glib.h>
#include <inttypes.h>
#include <string.h>

struct reader { /* where the reading stands */
    struct options *options;
    const struct options_row *rows;
    size_t row_count;
    char **arguments;
    int count, at;
};

/* An option as it was written, for messages: "--jobs" or "-j". */
struct written {
    char name[80];
};

static void *member_of(struct options *options, const struct options_row *row)
{
    return (char *) options + row->member;
}

static void add_word(struct options_words *words, const char *word)
{
    words->items = g_renew(const char *, words->items, words->count + 1);
    words->items[words->count++] = word;
}

static enum fault_kind take_count(const struct options_row *row, const char *value, uint64_t *out,
                                  struct fault *fault)
{
    bool seed = row->kind == OPTIONS_SEED;
    uint64_t most = row->kind == OPTIONS_JOBS ? OPTIONS_JOBS_MAX : OPTIONS_REPLICATIONS_MAX;
    uint64_t least = seed ? 0 : 1;
    const char *right;

    if (seed)
        most = UINT64_MAX;
    if (quantity_count(value, most, out, &right) && *out >= least)
        return FAULT_NONE;
    return fault_set(fault, FAULT_USAGE,
                     "--%s is `%s`; a whole number from %" PRIu64 " to %" PRIu64 " is needed",
                     row->name, value, least, most);
}

/* value: NULL without one. */
static enum fault_kind take(struct options *options, const struct options_row *row,
                            const char *value, struct fault *fault)
{
    switch (row->kind) {
    case OPTIONS_FLAG: *(bool *) member_of(options, row) = true; return FAULT_NONE;
    case OPTIONS_TEXT: *(const char **) member_of(options, row) = value; return FAULT_NONE;
    case OPTIONS_LIST: add_word(member_of(options, row), value); return FAULT_NONE;
    case OPTIONS_SEED:
        options->seeded = true;
        return take_count(row, value, member_of(options, row), fault);
    case OPTIONS_REPLICATIONS:
    case OPTIONS_JOBS: return take_count(row, value, member_of(options, row), fault);
    case OPTIONS_TRACE:
        if (value != NULL && strcmp(value, "all") != 0)
            return fault_set(fault, FAULT_USAGE, "--%s=%s; --%s or --%s=all is right", row->name,
                             value, row->name, row->name);
        options->trace = value == NULL ? TRACE_FIRST : TRACE_ALL;
        return FAULT_NONE;
    case OPTIONS_LATER:
        return fault_set(fault, FAULT_USAGE, "--%s is not in this version", row->name);
    }
    assert(row->kind <= OPTIONS_LATER);
    return FAULT_INTERNAL;
}

static bool wants_value(const struct options_row *row)
{
    return row->kind != OPTIONS_FLAG && row->kind != OPTIONS_TRACE && row->kind != OPTIONS_LATER;
}

/* Takes an option whose joined value is `joined` (NULL: none), from the next argument if it
 * must. */
static enum fault_kind apply(struct reader *reader, const struct options_row *row,
                             const char *as_written, const char *joined, struct fault *fault)
{
    if (row->kind == OPTIONS_FLAG && joined != NULL)
        return fault_set(fault, FAULT_USAGE, "%s takes no value, but `%s` is given", as_written,
                         joined);
    if (wants_value(row) && joined == NULL) {
        if (reader->at >= reader->count)
            return fault_set(fault, FAULT_USAGE, "%s needs a value: %s %s", as_written, as_written,
                             row->value);
        joined = reader->arguments[reader->at++];
    }
    if (row->kind == OPTIONS_TEXT && joined[0] == '\0')
        return fault_set(fault, FAULT_USAGE, "%s is empty; %s %s is right", as_written, as_written,
                         row->value);
    return take(reader->options, row, joined, fault);
}

static enum fault_kind unknown(const struct reader *reader, const char *name, struct fault *fault)
{
    const char **names = g_new(const char *, reader->row_count);
    const char *nearest;
    enum fault_kind kind;

    for (size_t i = 0; i < reader->row_count; i++)
        names[i] = reader->rows[i].name;
    nearest = keys_near_of(name, names, reader->row_count);
    if (nearest != NULL)
        kind = fault_set(fault, FAULT_USAGE, "unknown option --%s; the nearest is --%s", name,
                         nearest);
    else
        kind = fault_set(fault, FAULT_USAGE, "unknown option --%s", name);
    g_free(names);
    return kind;
}

static enum fault_kind take_long(struct reader *reader, const char *argument, struct fault *fault)
{
    const char *equals = strchr(argument, '=');
    size_t length = equals == NULL ? strlen(argument) : (size_t) (equals - argument);
    struct written written;

    (void) g_snprintf(written.name, sizeof written.name, "%.*s", (int) MIN(length, 79), argument);
    for (size_t i = 0; i < reader->row_count; i++) {
        const struct options_row *row = &reader->rows[i];

        if (strlen(row->name) + 2 == length && strncmp(row->name, argument + 2, length - 2) == 0)
            return apply(reader, row, written.name, equals == NULL ? NULL : equals + 1, fault);
    }
    return unknown(reader, written.name + 2, fault);
}

/* "-n5", "-n 5", and flags in a row as "-qj2". */
static enum fault_kind take_short(struct reader *reader, const char *argument, struct fault *fault)
{
    for (const char *at = argument + 1; *at != '\0'; at++) {
        struct written written = {{'-', *at, '\0'}};
        const struct options_row *row = NULL;
        enum fault_kind kind;

        for (size_t i = 0; i < reader->row_count && row == NULL; i++)
            if (reader->rows[i].letter == *at)
                row = &reader->rows[i];
        if (row == NULL)
            return fault_set(fault, FAULT_USAGE, "unknown option %s",
                             (unsigned char) *at < 0x80 ? written.name : argument);
        if (wants_value(row))
            return apply(reader, row, written.name, at[1] != '\0' ? at + 1 : NULL, fault);
        kind = apply(reader, row, written.name, NULL, fault);
        if (kind != FAULT_NONE)
            return kind;
    }
    return FAULT_NONE;
}

enum fault_kind options_read(struct options *options, const struct options_row *rows,
                             size_t row_count, char **arguments, int count, struct fault *fault)
{
    struct reader reader = {options, rows, row_count, arguments, count, 0};
    bool ended = false;

    *options = (struct options){0};
    while (reader.at < count) {
        const char *argument = arguments[reader.at++];
        enum fault_kind kind = FAULT_NONE;

        if (ended || argument[0] != '-' || argument[1] == '\0')
            add_word(&options->operands, argument);
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            kind = take_long(&reader, argument, fault);
        else
            kind = take_short(&reader, argument, fault);
        if (kind != FAULT_NONE)
            return kind;
    }
    return FAULT_NONE;
}

void options_clear(struct options *options)
{
    g_free(options->sets.items);
    g_free(options->formats.items);
    g_free(options->only.items);
    g_free(options->operands.items);
    *options = (struct options){0};
}
