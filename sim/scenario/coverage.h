/* The parts of coverage_explain(). Internal to coverage*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COVERAGE_H
#define TELERAD_SCENARIO_COVERAGE_H

#include "scenario/roster.h"
#include "scenario/scenario.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct coverage_pair { /* a study type that a site sends */
    uint32_t site, study;
};

/* Of what sources send, by the groups that may read it, the coverage entries that meet it, and the
 * licences and privileges that depend on the date. */
struct coverage_classes {
    uint32_t count;
    struct coverage_pair *pairs; /* [count] one of each class */
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

/** Does an entry of the coverage list meet these studies, leaving its other conditions aside? */
bool coverage_entry_meets(const struct model *model, uint32_t entry,
                          const struct coverage_pair *pair);
/** Does a group have licences or privileges that depend on the date or on chance? */
bool coverage_is_dated(const struct model *model, uint32_t group);
/** Adds the time with a reader of the group on shift, joined. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_duty(const struct model *model, uint32_t group,
                                        struct roster_spans *duty, struct fault *fault);
/** Cuts *cover, joined, to the time in which a group that may read a class's studies does: while
 * the provider covers them and, if dated, by licences and privileges, random leads counted by
 * their mean and what may be drawn as held. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_of_group(const struct model *model, uint32_t group,
                                            const struct coverage_pair *pair, bool dated,
                                            struct roster_spans *cover, struct fault *fault);

/** Fills in offered, on_shift and their means. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_load(const struct model *model,
                                        const struct coverage_classes *classes,
                                        struct coverage *coverage, struct fault *fault);

/** Adds a span at the end of a list. */
NODISCARD enum fault_kind coverage_add(struct roster_spans *spans, int64_t from_us, int64_t to_us,
                                       struct fault *fault);
/** Adds spans at the end of a list. FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_add_all(struct roster_spans *to, const struct span *spans,
                                           size_t count, struct fault *fault);

#endif
