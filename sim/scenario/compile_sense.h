/* What is allowed, but seldom meant. Internal to compile*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COMPILE_SENSE_H
#define TELERAD_SCENARIO_COMPILE_SENSE_H

#include "scenario/compile.h"

/** Warns of groups that may read nothing that is demanded, and of links that are offered more than
 * they can carry. The model is frozen. O(groups × demand entries). */
void compile_sense(const struct compile *c);

/** The part about bundles and double reading. */
void compile_sense_routing(const struct compile *c);
/** Warns of keys that do nothing because another one is missing. O(all entries). */
void compile_sense_idle(const struct compile *c);

#endif
