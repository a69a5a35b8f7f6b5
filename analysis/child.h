/* Another program as a child process, started without a shell, and what it says.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_CHILD_H
#define TELERAD_ANALYSIS_CHILD_H

#include "core/fault.h"

struct child {
    const char *folder;     /* its working directory; NULL: ours */
    char *const *arguments; /* the program's name, looked up on the PATH, then the rest; to NULL */
    int stream; /* what is listened to: STDOUT_FILENO or STDERR_FILENO; the rest is lost */
    char *said; /* afterwards: text, owned by the caller, to free(); NULL if not started */
    int status; /* afterwards: as waitpid() has it */
};

/**
 * Runs it to its end, with nothing to read and LC_NUMERIC=C. At most 4 MiB of what it says are
 * kept. FAULT_FILE: it is not on the PATH or cannot be started. FAULT_MEMORY. What status says is
 * for the caller to judge.
 */
NODISCARD enum fault_kind child_run(struct child *child, struct fault *fault);

#endif
