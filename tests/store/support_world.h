/* A small made-up world for the store's tests: a shape, outcomes, a folder of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_STORE_SUPPORT_WORLD_H
#define TELERAD_TESTS_STORE_SUPPORT_WORLD_H

#include "store/readback.h"

struct world {
    struct shape *shape;
    struct provenance provenance;
    char folder[64];
};

/** sites: number of sites, from 0; the other axes are small, one of them empty. */
void world_create(struct world *world, uint32_t sites);
void world_free(struct world *world); /* removes the folder and the files in it */
/** FOLDER/name, in one of eight buffers used in turn. */
const char *world_path(const struct world *world, const char *name);
/** Replication k: some values of each kind, some NaN; the same for the same k. rows: of trace. */
struct outcome *world_outcome(const struct world *world, uint64_t k, size_t rows);
/** Writes replications 0 … n - 1; the kind of fault, if any. */
enum fault_kind world_write(const struct world *world, const char *path, uint64_t n, size_t rows,
                            struct fault *fault);
/** Contents of a file, owned by the caller; NULL if there is none. */
unsigned char *world_bytes(const char *path, size_t *length);
void world_put(const char *path, const void *bytes, size_t length);

#endif
