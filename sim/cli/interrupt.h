/* SIGINT and SIGTERM: the first asks the work to stop, the second ends the program at once. The
 * standard's signal handlers know no argument, so what they need is kept here for the one program.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_INTERRUPT_H
#define TELERAD_CLI_INTERRUPT_H

#include <signal.h>

/** From the program's start: a signal ends it at once with status 130. Writes into a closed pipe or
 * beyond the limit of a file's size fail instead of killing. */
void interrupt_init(void);
/** From here on the first signal only sets the flag that is returned; the second ends the
 * program at once, removing `half` (a file only half written, or NULL), which must live until
 * interrupt_end(). */
const volatile sig_atomic_t *interrupt_begin(const char *half);
/** A signal ends the program at once again. */
void interrupt_end(void);

#endif
