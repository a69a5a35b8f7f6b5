/* The child gets an argument vector, a working directory, nothing to read, and a pipe for what it
 * says. A second pipe, closed on exec, tells why it could not start.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SAID (4UL << 20)
#define CANNOT_START 127

extern char **environ;

/* The environment without what changes how numbers are written, and with what fixes it. */
static char **environment(void)
{
    static char numeric[] = "LC_NUMERIC=C";
    size_t count = 0;
    size_t kept = 0;
    char **copy = NULL;

    while (environ[count] != NULL)
        count++;
    copy = calloc(count + 2, sizeof *copy);
    if (copy == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(environ[i], "LC_ALL=", 7) != 0 && strncmp(environ[i], "LC_NUMERIC=", 11) != 0)
            copy[kept++] = environ[i];
    }
    copy[kept] = numeric;
    return copy;
}

/* In the child. Never returns. */
static void become(const struct child *child, char **variables, int said, int failed)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int other = child->stream == STDOUT_FILENO ? STDERR_FILENO : STDOUT_FILENO;
    int reason = 0;

    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, other) < 0 ||
        dup2(said, child->stream) < 0 || (child->folder != NULL && chdir(child->folder) != 0)) {
        reason = -errno; /* not for want of the program */
    } else {
        (void) signal(SIGPIPE, SIG_DFL);
        environ = variables;
        (void) execvp(child->arguments[0], child->arguments);
        reason = errno;
    }
    (void) !write(failed, &reason, sizeof reason);
    _exit(CANNOT_START);
}

/* Reads to the end; false: no memory, but everything was read all the same. */
static bool drain(int from, char **text)
{
    char more[4096];
    size_t used = 0;
    FILE *kept = open_memstream(text, &used);
    size_t taken = 0;

    for (;;) {
        ssize_t got = read(from, more, sizeof more);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        if (kept != NULL && taken < MOST_SAID)
            taken += fwrite(more, 1, (size_t) got, kept);
    }
    return kept != NULL && fclose(kept) == 0;
}

static int read_reason(int from)
{
    int reason = 0;
    ssize_t got = 0;

    do
        got = read(from, &reason, sizeof reason);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t) sizeof reason ? reason : 0;
}

static void close_end(int *end)
{
    if (*end >= 0)
        (void) close(*end);
    *end = -1;
}

static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

/* The parent's side: closes what is the child's, listens, waits. */
static enum fault_kind attend(struct child *child, pid_t id, int said[2], int failed[2],
                              struct fault *fault)
{
    int reason = 0;
    bool whole = false;

    close_end(&said[1]);
    close_end(&failed[1]);
    reason = read_reason(failed[0]);
    whole = drain(said[0], &child->said);
    while (waitpid(id, &child->status, 0) < 0) {
        if (errno != EINTR)
            return fault_set(fault, FAULT_FILE, "%s is lost: %s", child->arguments[0],
                             strerror(errno));
    }
    if (reason == ENOENT)
        return fault_set(fault, FAULT_FILE, "%s was not found on the PATH", child->arguments[0]);
    if (reason != 0)
        return fault_set(fault, FAULT_FILE, "%s could not be started: %s", child->arguments[0],
                         strerror(abs(reason)));
    if (!whole)
        return fault_set(fault, FAULT_MEMORY, "no memory for what %s says", child->arguments[0]);
    return FAULT_NONE;
}

enum fault_kind child_run(struct child *child, struct fault *fault)
{
    char **variables = environment();
    int said[2] = {-1, -1};
    int failed[2] = {-1, -1};
    enum fault_kind kind = FAULT_NONE;
    pid_t id = -1;

    assert(child->stream == STDOUT_FILENO || child->stream == STDERR_FILENO);
    child->said = NULL;
    child->status = 0;
    if (variables == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory to start %s", child->arguments[0]);
    if (!open_pipe(said) || !open_pipe(failed) || (id = fork()) < 0) {
        kind = fault_set(fault, FAULT_FILE, "%s could not be started: %s", child->arguments[0],
                         strerror(errno));
        goto done;
    }
    if (id == 0)
        become(child, variables, said[1], failed[1]);
    kind = attend(child, id, said, failed, fault);
done:
    for (int i = 0; i < 2; i++) {
        close_end(&said[i]);
        close_end(&failed[i]);
    }
    free(variables);
    return kind;
}
