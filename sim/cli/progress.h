/* How far the work is, on one line of stderr that is written over; only where that is a terminal.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_PROGRESS_H
#define TELERAD_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown; /* stderr is a terminal and nobody asked for quiet */
    bool dirty; /* something stands on the line */
    double begun_s, drawn_s;
};

/** A clock for lengths of time, seconds; never goes back. */
double progress_clock_s(void);
void progress_init(struct progress *progress, bool quiet);
/** Draws, at most ten times a second. */
void progress_show(struct progress *progress, uint64_t done, uint64_t total);
/** Wipes the line. */
void progress_end(struct progress *progress);

#endif
