/* A trial in a process of its own, for work that a library may not survive.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_GUARD_H
#define TELERAD_STORE_GUARD_H

#include <stdbool.h>

/**
 * Does the work in a child process, silently, and forgets what it gave. False: the child crashed or
 * took more than `seconds` of processor time. True also where no child can be had.
 */
bool guard_survives(void (*work)(const void *of), const void *of, unsigned seconds);

#endif
