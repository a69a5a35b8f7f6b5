/* How often a group's first reports are found wanting. Part of the model.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_DISCREPANCY_H
#define TELERAD_MODEL_DISCREPANCY_H

#include "core/variate.h"

#include <stddef.h>

struct model_class { /* of discrepancies */
    char *id;
    double share;
    struct variate recontact; /* time of whoever finds one, us */
};

struct model_discrepancy {
    double share;                /* 0: never */
    struct model_class *classes; /* by byte order of id; owned */
    size_t class_count;
};

#endif
