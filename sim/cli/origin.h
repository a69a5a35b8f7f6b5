/* Where a result comes from: what is written into its file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_ORIGIN_H
#define TELERAD_CLI_ORIGIN_H

#include "cli/intake.h"
#include "cli/verb.h"
#include "store/result.h"

struct origin {
    struct provenance provenance; /* its strings live in here and in the scenario */
    char *command, *sha256;
    char start[64], created[32];
};

/** FAULT_USAGE: SOURCE_DATE_EPOCH is no time. FAULT_MEMORY. Owned, origin_clear(). */
NODISCARD enum fault_kind origin_init(struct origin *origin, const struct intake *intake,
                                      const struct verb_call *call, struct fault *fault);
void origin_clear(struct origin *origin);

#endif
