/* A stream for results, whose first failed write is remembered: a full disk or a closed pipe is
 * found at the latest when it is finished.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_OUTPUT_H
#define TELERAD_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

struct output {
    FILE *stream; /* borrowed */
    int error;    /* errno of the first write that failed; 0: none */
    bool colour;  /* a terminal that takes colours and a user who wants them */
};

/** Begins; asks whether the stream is a terminal, and NO_COLOR and TERM. */
void output_init(struct output *output, FILE *stream);
void output_print(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void output_text(struct output *output, const char *text);
/** Flushes and closes. Returns errno of the first failure, or 0. */
int output_finish(struct output *output);

/** Does this stream's terminal take colours: it is one, TERM is not dumb, NO_COLOR is empty? */
bool output_takes_colour(FILE *stream);

#endif
