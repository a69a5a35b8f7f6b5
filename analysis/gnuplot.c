/* The child gets an argument vector, the folder as its working directory, nothing to read, and a
 * pipe for what it complains about. A second pipe, closed on exec, tells why it could not start.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/gnuplot.h"

#include "analysis/label.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_BYTES 4096
#define SAID_COLUMNS 200
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

static void be_gnuplot(const char *folder, char **arguments, char **variables, int said, int failed)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int reason = 0;

    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 ||
        dup2(said, STDERR_FILENO) < 0 || chdir(folder) != 0) {
        reason = -errno; /* not gnuplot's own fault */
    } else {
        (void) signal(SIGPIPE, SIG_DFL);
        environ = variables;
        (void) execvp(arguments[0], arguments);
        reason = errno;
    }
    (void) !write(failed, &reason, sizeof reason);
    _exit(CANNOT_START);
}

/* Reads to the end, keeping what fits. */
static size_t drain(int from, char *kept, size_t bytes)
{
    char more[512];
    size_t used = 0;

    for (;;) {
        ssize_t got = read(from, more, sizeof more);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return used;
        if (used < bytes) {
            size_t take = (size_t) got < bytes - used ? (size_t) got : bytes - used;

            memcpy(kept + used, more, take);
            used += take;
        }
    }
}

static enum fault_kind judge(int status, int reason, const char *said, struct fault *fault)
{
    char text[LABEL_BYTES];

    while (*said == '\n' || *said == ' ' || *said == '\t')
        said++;
    (void) label_fit(text, sizeof text, said, SAID_COLUMNS);
    if (reason == ENOENT)
        return fault_set(fault, FAULT_FILE,
                         "gnuplot was not found; the package gnuplot-nox (or another gnuplot from "
                         "5.4 on, on the PATH) is needed");
    if (reason != 0)
        return fault_set(fault, FAULT_FILE, "gnuplot could not be started: %s", strerror(abs(reason)));
    if (WIFSIGNALED(status))
        return fault_set(fault, FAULT_FILE, "gnuplot was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return fault_set(fault, FAULT_FILE, "gnuplot failed: %s",
                         text[0] == '\0' ? "it did not say why" : text);
    return FAULT_NONE;
}

static void close_both(const int pipe_ends[2])
{
    if (pipe_ends[0] >= 0)
        (void) close(pipe_ends[0]);
    if (pipe_ends[1] >= 0)
        (void) close(pipe_ends[1]);
}

static int open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return -1;
    (void) fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void) fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

/* The parent's side: closes what the child has, listens, waits. */
static enum fault_kind attend(pid_t child, int said[2], int failed[2], struct fault *fault)
{
    char text[SAID_BYTES + 1] = "";
    int reason = 0;
    int status = 0;

    (void) close(said[1]);
    (void) close(failed[1]);
    said[1] = -1;
    failed[1] = -1;
    if (drain(failed[0], (char *) &reason, sizeof reason) != sizeof reason)
        reason = 0;
    text[drain(said[0], text, SAID_BYTES)] = '\0';
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return fault_set(fault, FAULT_FILE, "gnuplot is lost: %s", strerror(errno));
    }
    return judge(status, reason, text, fault);
}

enum fault_kind gnuplot_run(const char *folder, const char *program, struct fault *fault)
{
    char command[] = "gnuplot";
    char no_settings[] = "-d";
    char evaluate[] = "-e";
    char suffix[] = "suffix = '.part'";
    char *file = strdup(program);
    char *arguments[] = {command, no_settings, evaluate, suffix, file, NULL};
    char **variables = environment();
    int said[2] = {-1, -1};
    int failed[2] = {-1, -1};
    enum fault_kind kind = FAULT_NONE;
    pid_t child = -1;

    if (file == NULL || variables == NULL) {
        kind = fault_set(fault, FAULT_MEMORY, "no memory to start gnuplot");
        goto done;
    }
    if (open_pipe(said) != 0 || open_pipe(failed) != 0 || (child = fork()) < 0) {
        kind = fault_set(fault, FAULT_FILE, "gnuplot could not be started: %s", strerror(errno));
        goto done;
    }
    if (child == 0)
        be_gnuplot(folder, arguments, variables, said[1], failed[1]);
    kind = attend(child, said, failed, fault);
done:
    close_both(said);
    close_both(failed);
    free(variables);
    free(file);
    return kind;
}

/* Where the digits of the date begin; -1: nowhere. */
static long find_date(FILE *file)
{
    static const char wanted[] = "/CreationDate (D:";
    size_t matched = 0;
    int byte;

    while ((byte = getc(file)) != EOF) {
        if (byte == wanted[matched])
            matched++;
        else
            matched = byte == wanted[0] ? 1 : 0;
        if (wanted[matched] == '\0')
            return ftell(file);
    }
    return -1;
}

enum fault_kind gnuplot_date_pdf(const char *path, const char *date, struct fault *fault)
{
    FILE *file = fopen(path, "r+b");
    long at = -1;
    int failed = 0;

    assert(strlen(date) == 15);
    if (file == NULL)
        return fault_set(fault, FAULT_FILE, "%s: %s", path, strerror(errno));
    at = find_date(file);
    if (at >= 0) {
        failed |= fseek(file, at, SEEK_SET) != 0;
        failed |= fwrite(date, 1, 15, file) != 15;
    }
    failed |= fclose(file) != 0;
    if (failed != 0)
        return fault_set(fault, FAULT_FILE, "%s: its date cannot be set", path);
    return FAULT_NONE;
}
