/* A file that appears whole or not at all: written beside its place, then renamed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_PART_H
#define TELERAD_STORE_PART_H

#include "core/fault.h"

#include <stdbool.h>

struct part {          /* embedded; part_clear() */
    char *path;        /* as asked for; messages name it */
    char *place;       /* where it shall lie: path, links followed */
    char *part;        /* place.part */
    char *interrupted; /* path with .interrupted.h5 for .h5 */
    int file;          /* open for reading and writing; -1: none */
    bool made;         /* the .part is there and ours */
};

/**
 * Makes an empty PATH.part. FAULT_FILE: the folder is missing or not writable, path is a folder or
 * no ordinary file, or another run is writing it. A .part that nobody writes is replaced.
 */
NODISCARD enum fault_kind part_create(struct part *part, const char *path, struct fault *fault);
/**
 * Seals, syncs and renames, file and folder. interrupted: not over a file that is there, but to
 * part->interrupted. *written, borrowed from part, tells which. FAULT_FILE.
 */
NODISCARD enum fault_kind part_finish(struct part *part, bool interrupted, const char **written,
                                      struct fault *fault);
/** Closes and removes the .part if it was not finished. */
void part_clear(struct part *part);

#endif
