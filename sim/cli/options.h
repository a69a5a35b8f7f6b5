/* The command line of a verb, read by one table of options a verb.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_OPTIONS_H
#define TELERAD_CLI_OPTIONS_H

#include "core/fault.h"
#include "experiment/replicate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPTIONS_REPLICATIONS_MAX UINT64_C(1000000000)
#define OPTIONS_JOBS_MAX UINT64_C(1024)

struct options_words { /* borrowed from the command line */
    const char **items;
    size_t count;
};

/* Everything a command line can choose; 0, NULL, false: not given. */
struct options {
    const char *output, *plots, *why;
    struct options_words sets, formats, only, operands;
    uint64_t replications, jobs, seed;
    enum trace_mode trace;
    bool seeded, quiet, json, resolved, coverage, strict, help;
};

enum options_kind {
    OPTIONS_FLAG,
    OPTIONS_TEXT,
    OPTIONS_LIST,         /* may be repeated */
    OPTIONS_REPLICATIONS, /* a whole number from 1 to its greatest */
    OPTIONS_JOBS,
    OPTIONS_SEED,
    OPTIONS_TRACE, /* a flag, or =all */
    OPTIONS_LATER  /* of a later version */
};

struct options_row {
    const char *name; /* without the dashes */
    char letter;      /* of the short form, or 0 */
    enum options_kind kind;
    size_t member;     /* offset of what it sets in struct options */
    const char *value; /* how help names the value; NULL: takes none */
    const char *says;
};

/**
 * Reads `arguments` [count], those after the verb. Long options take their value after `=` or as
 * the next argument, short ones the same way or joined; `--` ends options; of an option that is
 * given twice and is no list the last counts. FAULT_USAGE with the nearest option. Lists are owned:
 * options_clear().
 */
NODISCARD enum fault_kind options_read(struct options *options, const struct options_row *rows,
                                       size_t row_count, char **arguments, int count,
                                       struct fault *fault);
void options_clear(struct options *options);

#endif
