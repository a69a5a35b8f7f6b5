/* A temporary folder with scenario files in it, and reading them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_SCENARIO_SUPPORT_FOLDER_H
#define TELERAD_TESTS_SCENARIO_SUPPORT_FOLDER_H

#include "scenario/scenario.h"

#include <stddef.h>

struct folder {
    char path[64];
    struct diag diag; /* of the last reading */
};

/** A small scenario that is right, with all that a test may want to change. */
extern const char folder_base[];

void folder_create(struct folder *folder);
void folder_remove(struct folder *folder);
/** Path of a file in it; static, until the next call. */
const char *folder_file(const struct folder *folder, const char *name);
void folder_write_bytes(const struct folder *folder, const char *name, const void *bytes,
                        size_t length);
void folder_write(const struct folder *folder, const char *name, const char *text);
/** The base with its first `from` replaced by `to`; fails the test if it has none. */
void folder_write_changed(const struct folder *folder, const char *name, const char *from,
                          const char *to);
/** Reads a file with `sets` [count]; NULL where it has errors. */
struct scenario *folder_read(struct folder *folder, const char *name, const char *const *sets,
                             size_t count);
/** The same, without overrides; the kind of fault. Frees what was read. */
enum fault_kind folder_try(struct folder *folder, const char *name);
/** Fails the test unless some entry has this place, this in its message and this in its hint. */
void folder_wants(const struct folder *folder, const char *name, unsigned line, unsigned column,
                  const char *message, const char *hint);

#endif
