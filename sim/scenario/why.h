/* The parts of why_explain(). Internal to why*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_WHY_H
#define TELERAD_SCENARIO_WHY_H

#include "scenario/scenario.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct why_asking {
    const struct scenario *scenario;
    const struct model *model;
    int64_t start_s; /* of model time 0, since 1970 */
    uint32_t site, study;
    int64_t at_us;
};

/** "2026-03-14T19:00" on a zone's clock; only the date where that is midnight. */
void why_clock(const struct why_asking *asking, uint32_t zone, int64_t at_us, char text[32]);
/** The group's entry in the text. */
const struct reader_text *why_group_text(const struct why_asking *asking, uint32_t group);

/** Licence and privilege. True: they have both at the instant, then *sure tells whether each reader
 * does without chance, and what is not sure is said; else the reason is given and said. */
bool why_permitted(const struct why_asking *asking, uint32_t group, bool *sure,
                   enum why_reason *reason, GString *says);

#endif
