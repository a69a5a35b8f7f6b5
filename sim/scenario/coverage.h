/* The parts of coverage_explain(). Internal to coverage*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COVERAGE_H
#define TELERAD_SCENARIO_COVERAGE_H

#include "scenario/roster.h"
#include "scenario/scenario.h"

/**
 * Finds the part of a class's gaps that only a clock change explains, for sites of one zone: time at
 * which the neighbouring stretch between clock changes has the same minute of the local week and
 * never leaves it uncovered. Added to *changed, unsorted. FAULT_MEMORY. O(gap minutes).
 */
NODISCARD enum fault_kind coverage_changes(const struct model *model, uint32_t zone,
                                           const struct roster_spans *gaps,
                                           struct roster_spans *changed, struct fault *fault);

/** Fills in offered, on_shift and their means. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_load(const struct model *model, struct coverage *coverage,
                                        struct fault *fault);

/** Adds a span at the end of a list. */
NODISCARD enum fault_kind coverage_add(struct roster_spans *spans, int64_t from_us, int64_t to_us,
                                       struct fault *fault);

#endif
