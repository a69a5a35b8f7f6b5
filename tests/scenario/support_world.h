/* A folder for scenarios and their files while a test runs; compiling from text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_SUPPORT_WORLD_H
#define TELERAD_TESTS_SUPPORT_WORLD_H

#include "scenario/scenario.h"

struct world {
    char folder[64];
    struct diag diag;
    struct scenario *scenario;
    struct model *model;
};

void world_open(struct world *w);
void world_close(struct world *w);
/** Writes a file into the folder. */
void world_write(struct world *w, const char *name, const char *text);
/** Reads and compiles; up to eight overrides, NULL at the end. Replaces what was compiled before.
 */
enum fault_kind world_try(struct world *w, const char *yaml, const char *const *sets);
/** The same, and it must be right. */
void world_compile(struct world *w, const char *yaml, const char *const *sets);
/** Is there an entry whose message has this text? */
bool world_said(const struct world *w, const char *text);

#endif
