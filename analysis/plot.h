/* Pictures of a result, through gnuplot.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_PLOT_H
#define TELERAD_ANALYSIS_PLOT_H

#include "core/fault.h"
#include "store/readback.h"

#include <stddef.h>

struct plot_options {
    const char *folder;         /* made if missing */
    const char *const *formats; /* "svg", "png", "pdf" */
    size_t format_count;        /* 0: svg */
    const char *const *only;    /* names of pictures; count 0: all that the result can give */
    size_t only_count;
};

struct plot_note {
    const char *name; /* "tat" */
    const char *says; /* a sentence on how to read it */
};

/** All pictures known, [*count]; static. */
const struct plot_note *plot_notes(size_t *count);

/**
 * Draws. Beside each NAME.FORMAT lie NAME.gp and NAME.dat, with which `gnuplot NAME.gp` draws it
 * again.
 *
 * drawn  may be NULL; else called with each file's path as it is made
 * FAULT_USAGE: an unknown name or format, says which exist. FAULT_FILE: cannot write, or gnuplot is
 * absent or failed (.gp and .dat stay, the text says so). FAULT_INPUT: the result's start is no
 * instant, or its times cannot be. FAULT_MEMORY.
 */
NODISCARD enum fault_kind plot_draw(const struct stored *stored, const struct plot_options *options,
                                    void (*drawn)(void *self, const char *path), void *self,
                                    struct fault *fault);

#endif
