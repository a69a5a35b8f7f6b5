/* A picture's files: NAME.gp and NAME.dat, and what gnuplot draws from them. Each appears whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_DRAWING_H
#define TELERAD_ANALYSIS_DRAWING_H

#include "analysis/plot.h"
#include "analysis/sheet.h"

struct drawing { /* strings borrowed */
    const char *folder;
    const char *formats; /* "svg png" */
    const char *created; /* ISO 8601: the date in a PDF, so that files can be equal */
    void (*drawn)(void *self, const char *path); /* told of each file; may be NULL */
    void *self;
};

/** Makes a folder and those above it. FAULT_FILE, FAULT_MEMORY. */
NODISCARD enum fault_kind drawing_folder(const char *folder, struct fault *fault);
/** Writes NAME.dat and NAME.gp from a closed sheet. FAULT_FILE, FAULT_MEMORY. */
NODISCARD enum fault_kind drawing_write(const struct drawing *drawing, const struct plot_note *note,
                                        const struct sheet *sheet, struct fault *fault);
/** Draws NAME.FORMAT, in all formats. FAULT_FILE, FAULT_MEMORY: no picture is half there. */
NODISCARD enum fault_kind drawing_render(const struct drawing *drawing, const char *name,
                                         struct fault *fault);

#endif
