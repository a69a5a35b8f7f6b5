/* Progress, by carriage returns and blanks alone: no control sequence, so any terminal will do.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LINE_COLUMNS 76
#define PAUSE_S 0.1

double progress_clock_s(void)
{
    struct timespec now;

    (void) clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

void progress_init(struct progress *progress, bool quiet)
{
    progress->shown = !quiet && isatty(STDERR_FILENO) == 1;
    progress->dirty = false;
    progress->begun_s = progress_clock_s();
    progress->drawn_s = progress->begun_s;
}

/* "1:02:03" or "2:03" */
static void write_span(char *text, size_t size, double seconds)
{
    uint64_t s = (uint64_t) (seconds + 0.5);

    if (s >= 3600)
        (void) snprintf(text, size, "%" PRIu64 ":%02u:%02u", s / 3600, (unsigned) (s / 60 % 60),
                        (unsigned) (s % 60));
    else
        (void) snprintf(text, size, "%u:%02u", (unsigned) (s / 60), (unsigned) (s % 60));
}

void progress_show(struct progress *progress, uint64_t done, uint64_t total)
{
    double now_s = progress_clock_s();
    double taken_s = now_s - progress->begun_s;
    double rate = taken_s > 0 ? (double) done / taken_s : 0;
    char line[128];
    char left[32];

    if (!progress->shown || now_s - progress->drawn_s < PAUSE_S)
        return;
    progress->drawn_s = now_s;
    progress->dirty = true;
    if (done == 0 || rate <= 0) {
        (void) snprintf(line, sizeof line, "%" PRIu64 "/%" PRIu64 " replications", done, total);
    } else {
        write_span(left, sizeof left, (double) (total - done) / rate);
        (void) snprintf(line, sizeof line,
                        "%" PRIu64 "/%" PRIu64 " replications, %.3g a second, %s left", done, total,
                        rate, left);
    }
    (void) fprintf(stderr, "\r%-*.*s", LINE_COLUMNS, LINE_COLUMNS, line);
    (void) fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (!progress->dirty)
        return;
    (void) fprintf(stderr, "\r%*s\r", LINE_COLUMNS, "");
    (void) fflush(stderr);
    progress->dirty = false;
}
