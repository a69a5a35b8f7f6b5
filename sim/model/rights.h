/* How readers come to licences and privileges, and what they must hold besides. Part of the model.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_RIGHTS_H
#define TELERAD_MODEL_RIGHTS_H

#include "core/variate.h"

#include <stdint.h>

#define MODEL_CERTIFICATIONS_MAX 64U

struct span { /* [from_us, to_us) */
    int64_t from_us, to_us;
};

struct model_certification { /* that a reader of a study type must hold, for some sites */
    uint32_t certification;  /* bit of model_group.certifications */
    uint64_t *jurisdictions; /* set: of which sites; owned */
};

/* A way in which the readers of a group come to licences, or to privileges: each has them from the
 * beginning of the stretch + the lead on, until its end. */
enum model_grant_kind {
    MODEL_GRANT_HELD,     /* licences */
    MODEL_GRANT_APPLIED,  /* a lead is drawn for each reader and jurisdiction */
    MODEL_GRANT_COMPACT,  /* one is drawn for each reader */
    MODEL_GRANT_DRAWN,    /* `draw` of the licences, at random for each reader; one a group */
    MODEL_GRANT_PRIVILEGE /* privileges: a lead is drawn for each reader and site */
};

struct model_grant {
    enum model_grant_kind kind;
    uint64_t *of;        /* set of jurisdictions, or of sites; owned */
    struct span *spans;  /* [zones] on each zone's clock; beginning at -SIMTIME_NEVER: without a
                            lead; owned */
    struct variate lead; /* us */
    uint32_t draw;
    char *name; /* of a compact; or NULL */
};

#endif
