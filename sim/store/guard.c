/* A trial in a process of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_silent(void)
{
    int nowhere = open("/dev/null", O_WRONLY);

    if (nowhere >= 0) {
        (void) dup2(nowhere, STDOUT_FILENO);
        (void) dup2(nowhere, STDERR_FILENO);
    }
}

static void limit(unsigned seconds)
{
    struct rlimit core = {0, 0}, time = {seconds, seconds + 1};

    (void) setrlimit(RLIMIT_CORE, &core);
    (void) setrlimit(RLIMIT_CPU, &time);
    (void) signal(SIGXCPU, SIG_DFL);
    (void) signal(SIGSEGV, SIG_DFL);
    (void) signal(SIGBUS, SIG_DFL);
    (void) signal(SIGABRT, SIG_DFL);
}

bool guard_survives(void (*work)(const void *of), const void *of, unsigned seconds)
{
    int status = 0;
    pid_t child = fork(), ended;

    if (child < 0)
        return true;
    if (child == 0) {
        be_silent();
        limit(seconds);
        work(of);
        _exit(0); /* neither buffers nor what was asked for at exit: those are the parent's */
    }
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
