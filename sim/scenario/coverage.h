/* The parts of coverage_explain(). Internal to coverage*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COVERAGE_H
#define TELERAD_SCENARIO_COVERAGE_H

#include "scenario/roster.h"
#include "scenario/scenario.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct coverage_classes { /* of what sources send, by the groups that may read it */
    uint32_t count;
    size_t words;
    uint64_t *groups;    /* [count][words]: sets of groups */
    uint32_t *of_source; /* [sources] */
};

/** Finds the classes of a frozen model's sources; owned, to coverage_classes_clear(). FAULT_MEMORY.
 * O(sources × groups). */
NODISCARD enum fault_kind coverage_classify(const struct model *model, struct coverage_classes *out,
                                            struct fault *fault);
void coverage_classes_clear(struct coverage_classes *classes);
bool coverage_class_has(const struct coverage_classes *classes, uint32_t class_index,
                        uint32_t group);

/**
 * Finds the part of a class's gaps that only a clock change explains, for sites of one zone: time
 * at which the neighbouring stretch between clock changes has the same minute of the local week and
 * never leaves it uncovered. Added to *changed, unsorted. FAULT_MEMORY. O(gap minutes).
 */
NODISCARD enum fault_kind coverage_changes(const struct model *model, uint32_t zone,
                                           const struct roster_spans *gaps,
                                           struct roster_spans *changed, struct fault *fault);

/** Fills in offered, on_shift and their means. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_load(const struct model *model,
                                        const struct coverage_classes *classes,
                                        struct coverage *coverage, struct fault *fault);

/** Adds a span at the end of a list. */
NODISCARD enum fault_kind coverage_add(struct roster_spans *spans, int64_t from_us, int64_t to_us,
                                       struct fault *fault);

#endif
