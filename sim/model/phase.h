/* The phases of a study's reading: what follows when one is done.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_PHASE_H
#define TELERAD_MODEL_PHASE_H

#include "model/state.h"

/** Base time of the whole of the study's present phase, us. */
double phase_base_us(const struct replication *r, const struct study *study);
/** A reader has done the present phase of a study: reports it, or hands it on to the next. */
void phase_end(struct replication *r, uint32_t reader, uint32_t slot);

#endif
