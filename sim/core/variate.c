/* Drawing and truncating. What users write is turned into a family's own parameters in parameters.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/variate.h"

#include "core/family.h"
#include "core/ziggurat.h"

#include <assert.h>
#include <math.h>

