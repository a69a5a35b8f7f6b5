/* Dispatch: who reads what next, once all of an instant is in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_DISPATCH_H
#define TELERAD_MODEL_DISPATCH_H

#include "model/state.h"

/**
 * Assigns until nothing moves: the best waiting study that some idle reader may read goes to the
 * eligible reader idle longest, and so on; then a waiting first read of a named priority takes the
 * least urgent study out of somebody's hands; and again. Looks only at what is fresh: studies that
 * came, came back, were raised or have waited long enough, and groups in which somebody became
 * idle.
 */
void dispatch_settle(struct replication *r);

#endif
