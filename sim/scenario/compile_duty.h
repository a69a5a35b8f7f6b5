/* Habits and rosters of reader groups. Internal to compile*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COMPILE_DUTY_H
#define TELERAD_SCENARIO_COMPILE_DUTY_H

#include "scenario/compile.h"

/** A shift as written; what is wrong is said. */
void compile_shift(const struct compile *c, uint32_t entry, struct roster_shift *shift);
/** The clock of a shift: its own zone's, or else another's. */
const struct wallclock *compile_shift_clock(const struct compile *c, uint32_t shift, uint32_t zone);

/** The habits of a group, to compile_habits_free(), or NULL: it has none. FAULT_MEMORY. */
NODISCARD enum fault_kind compile_habits(struct compile *c, uint32_t entry,
                                         struct model_habits **out);
void compile_habits_free(struct model_habits *habits); /* NULL is fine */

/** Gives the group's readers their duty and their single shifts, of its roster and on call; without
 * both they are always on, as the model has them already. *shifts: of all groups so far. */
NODISCARD enum fault_kind compile_roster(struct compile *c, uint32_t group, uint32_t entry,
                                         size_t *shifts);

/** Warns of habits of a group that come to nothing. */
void compile_sense_duty(const struct compile *c, uint32_t entry, uint32_t group);

#endif
