/* A scenario from file to model, with everything that was found on the way.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_INTAKE_H
#define TELERAD_CLI_INTAKE_H

#include "scenario/scenario.h"

struct intake { /* starts as all zero */
    struct diag diag;
    struct scenario *scenario; /* NULL if it has errors */
    struct model *model;       /* the same */
};

/** Reads and compiles. FAULT_INPUT, FAULT_FILE: the diag says what; else the fault does. */
NODISCARD enum fault_kind intake_read(struct intake *intake, const char *path,
                                      const char *const *sets, size_t set_count,
                                      struct fault *fault);
void intake_clear(struct intake *intake);

#endif
