/* Zones of the IANA data base by name, links included.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_ZONE_H
#define TELERAD_SCENARIO_ZONE_H

#include <stdbool.h>

/** Is this, letter for letter, the name of a zone or link of the installed data base? Offsets,
 * POSIX rules and paths are not. */
bool zone_known(const char *name);
/** The known name nearest to it (letter case ignored first), or NULL if none is near; static or
 * kept for the life of the program. */
const char *zone_nearest(const char *name);

#endif
