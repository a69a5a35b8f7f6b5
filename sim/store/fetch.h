/* Parts of an HDF5 file, read with distrust: type, rank and size are compared with what is
 * expected, and sizes with the file's, before anything is allocated. Errors stick: the first fills
 * the fault, and from then on every call does nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_FETCH_H
#define TELERAD_STORE_FETCH_H

#include "core/fault.h"

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

struct fetch {
    const char *path; /* for messages */
    struct fault *fault;
    hid_t file;      /* -1: none */
    hid_t text;      /* type of a UTF-8 string of any length */
    uint64_t budget; /* bytes that a file of this size can still hold */
    bool sealed;     /* it is as it was written */
    enum fault_kind kind;
};

/** Looks at it without the library: is it an ordinary file, and as it was written? FAULT_FILE,
 * FAULT_INPUT. A file without a seal may be one that another program changed, on purpose. */
void fetch_inspect(struct fetch *fetch, const char *path, struct fault *fault);
/** Opens what was inspected. FAULT_INPUT. */
void fetch_open(struct fetch *fetch);
void fetch_close(struct fetch *fetch);
/** Says that the file is damaged: "PATH: is damaged: NAME …". */
void fetch_blame(struct fetch *fetch, const char *name, const char *what);

/** Whether there is such a thing under the root; any step of the name may be missing. */
bool fetch_has(struct fetch *fetch, const char *name);
/** Length of a data set of one dimension, at most UINT32_MAX; 0 after a failure. */
uint32_t fetch_length(struct fetch *fetch, const char *name);
/** Numbers as double, [product of length] in target, or NULL and allocated. Whole data set. */
double *fetch_doubles(struct fetch *fetch, const char *name, int rank, const hsize_t *length);
/** As fetch_doubles() of [length[0]][rest], into a place whose rows are `stride` values apart. */
void fetch_rows(struct fetch *fetch, const char *name, int rank, const hsize_t *length,
                double *target, size_t stride);
/** Whole numbers from 0 to below `bound`, owned by the caller. */
uint32_t *fetch_indices(struct fetch *fetch, const char *name, uint32_t length, uint32_t bound);
/** Strings, owned by the caller as is each of them. */
char **fetch_texts(struct fetch *fetch, const char *name, uint32_t length);
/** The string of a data set without dimensions, owned by the caller. */
char *fetch_text(struct fetch *fetch, const char *name);
/** An attribute's string; object "." is the root. Owned by the caller. */
char *fetch_attribute(struct fetch *fetch, const char *object, const char *name);
uint64_t fetch_number(struct fetch *fetch, const char *name); /* of the root's */
/** calloc within the budget; NULL and a fault if there is none. */
void *fetch_memory(struct fetch *fetch, const char *name, uint64_t count, size_t size);

#endif
