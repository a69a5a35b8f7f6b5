/* Results filled by hand, for the pictures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_ANALYSIS_SUPPORT_STORED_H
#define TELERAD_TESTS_ANALYSIS_SUPPORT_STORED_H

#include "store/readback.h"

struct support_plan {
    const char *title;
    const char *hostile; /* put before every label; NULL: plain labels */
    uint32_t priorities, groups, readers, sites, tools;
    uint32_t days, replications;
    bool nothing_reported;
    bool idle_group; /* the last group is never on */
    bool one_zone;   /* all in one zone; else readers in three, with changes of clocks */
};

/* Four priorities and an AI in four weeks with a change of clocks. */
#define SUPPORT_USUAL                                                                              \
    {                                                                                              \
        .title = "Night cover", .priorities = 4, .groups = 2, .readers = 5, .sites = 6,            \
        .tools = 1, .days = 28, .replications = 6                                                  \
    }

/** Never NULL: it ends the test if there is no memory. To support_stored_free(). */
struct stored *support_stored(const struct support_plan *plan);
void support_stored_free(struct stored *stored);

#endif
