/* The shape of a result, read from its file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_RESHAPE_H
#define TELERAD_STORE_RESHAPE_H

#include "measure/outcome.h"
#include "store/fetch.h"

/** Owned, to shape_free(), also where it failed half-way; NULL only without memory. Errors stick in
 * fetch. */
struct shape *reshape(struct fetch *fetch);

#endif
