/* Who may read what: eligibility compiled into classes. All studies that the same groups may read
 * share a class; a class is a set of groups, a group has a set of classes, both as bits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_LICENCE_H
#define TELERAD_MODEL_LICENCE_H

#include "core/fault.h"
#include "model/model.h"

struct eligibility {
    uint32_t class_count;
    uint32_t bands;      /* worklists of a class: one, or one a priority if their order shifts */
    uint32_t list_count; /* classes x bands */
    size_t group_words, list_words;
    uint64_t *class_groups; /* [classes][group_words] */
    uint64_t *group_lists;  /* [groups][list_words] */
    uint32_t
        *site_signature; /* [sites]: sites that the same groups are licensed and privileged at */
    uint32_t *study_signature; /* [studies]: types that the same groups can read */
    uint32_t study_signatures;
    uint32_t *bundle_first;     /* [studies] index of its bundle's first into */
    uint32_t *bundle_signature; /* the signature of the whole bundle, then of all but its head, … */
    uint32_t *class_of;         /* [site signature][study signature] */
    uint32_t tier_count;        /* distinct waits after which coverage lets someone read */
    int64_t *tier_us;           /* [tiers], ascending */
    uint32_t *coverage_tier;    /* [coverage entries] */
    uint8_t *coverage_share;    /* [coverage entries] bit of study->shares, if it has a share */
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

/** The class of a bundle's studies from the one at `at` on (0: its head, a study of type `study`):
 * who may read them all. O(1). */
static inline uint32_t licence_bundle_class(const struct eligibility *e, uint32_t site,
                                            uint32_t study, uint32_t at)
{
    return e->class_of[e->site_signature[site] * e->study_signatures +
                       e->bundle_signature[e->bundle_first[study] + at]];
}

#endif
