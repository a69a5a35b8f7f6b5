/* What the program can do: a table of verbs, each in its own file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_VERB_H
#define TELERAD_CLI_VERB_H

#include "cli/options.h"
#include "cli/output.h"
#include "cli/status.h"

struct verb_call { /* one call of a verb */
    const struct options *options;
    struct output *output; /* stdout */
    char **arguments;      /* the whole command line, program first */
    int argument_count;
};

struct verb {
    const char *name;
    const char *usage; /* what stands after the name */
    const char *says;  /* one line */
    const char *more;  /* paragraphs for `telerad help NAME`; may be NULL */
    void (*list)(struct output *output); /* what comes before the options; may be NULL */
    const struct options_row *rows;
    size_t row_count;
    size_t operands_least, operands_most;
    enum status (*act)(const struct verb_call *call); /* NULL: of a later version */
};

extern const struct verb verb_check, verb_run, verb_plot, verb_info, verb_schema, verb_help;

/* Rows that every verb has. */
#define VERB_COMMON_ROWS                                                                           \
    {                                                                                              \
        "help", 'h', OPTIONS_FLAG, offsetof(struct options, help), NULL, "this text"               \
    }

/** All verbs in order of help, [*count]; static. */
const struct verb *const *verb_all(size_t *count);
/** By name; NULL if there is none. */
const struct verb *verb_find(const char *name);
/** The nearest name to a misspelt one, or NULL. */
const char *verb_nearest(const char *name);

#endif
