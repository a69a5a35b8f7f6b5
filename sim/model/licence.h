/* Who may read what: eligibility compiled into classes. All studies that the same groups may read
 * share a class; a class is a set of groups, a group has a set of classes, both as bits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_LICENCE_H
#define TELERAD_MODEL_LICENCE_H

#include "core/fault.h"
#include "model/model.h"

struct eligibility {
    uint32_t class_count;
    size_t group_words, class_words;
    uint64_t *class_groups;  /* [classes][group_words] */
    uint64_t *group_classes; /* [groups][class_words] */
    uint32_t
        *site_signature; /* [sites]: sites that the same groups are licensed and privileged at */
    uint32_t *study_signature; /* [studies]: types that the same groups can read */
    uint32_t study_signatures;
    uint32_t *class_of;      /* [site signature][study signature] */
    uint32_t tier_count;     /* distinct waits after which coverage lets someone read */
    int64_t *tier_us;        /* [tiers], ascending */
    uint32_t *coverage_tier; /* [coverage entries]; NULL if every provider covers everything */
};

/** Compiles the eligibility of a complete model. FAULT_MEMORY. O(sites × groups). */
NODISCARD enum fault_kind licence_compile(const struct model *model, struct eligibility **out,
                                          struct fault *fault);
void licence_free(struct eligibility *eligibility); /* NULL is fine */

/** The class of a site's studies of a type. O(1). */
static inline uint32_t licence_class(const struct eligibility *e, uint32_t site, uint32_t study)
{
    return e->class_of[e->site_signature[site] * e->study_signatures + e->study_signature[study]];
}

#endif
