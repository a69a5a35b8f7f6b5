/* Signals.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/interrupt.h"

#include "cli/status.h"

#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t came;
static volatile sig_atomic_t patient;
static const char *volatile half_written;

static void take(int number)
{
    (void) number;
    if (patient != 0 && came == 0) {
        came = 1;
        return;
    }
    if (half_written != NULL)
        (void) unlink(half_written); /* safe in a handler, as is _exit() */
    _exit(STATUS_INTERRUPTED);
}

void interrupt_init(void)
{
    struct sigaction action = {.sa_handler = take, .sa_flags = SA_RESTART};
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    (void) sigemptyset(&action.sa_mask);
    (void) sigemptyset(&ignore.sa_mask);
    (void) sigaction(SIGPIPE, &ignore, NULL);
    (void) sigaction(SIGXFSZ, &ignore, NULL);
    /* Even where a shell had it ignored, as for what a script begins with `&`: a long run must
     * have a way to end that keeps what is done. */
    (void) sigaction(SIGINT, &action, NULL);
    (void) sigaction(SIGTERM, &action, NULL);
}

const volatile sig_atomic_t *interrupt_begin(const char *half)
{
    came = 0;
    half_written = half;
    patient = 1;
    return &came;
}

void interrupt_end(void)
{
    patient = 0;
    half_written = NULL;
}
