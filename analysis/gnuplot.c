/* What gnuplot says goes to stderr; it is wanted only when it fails.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/gnuplot.h"

#include "analysis/child.h"
#include "analysis/label.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_COLUMNS 200

static enum fault_kind judge(int status, const char *said, struct fault *fault)
{
    char text[LABEL_BYTES];

    while (*said == '\n' || *said == ' ' || *said == '\t')
        said++;
    (void) label_fit(text, sizeof text, said, SAID_COLUMNS);
    if (WIFSIGNALED(status))
        return fault_set(fault, FAULT_FILE, "gnuplot was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return fault_set(fault, FAULT_FILE, "gnuplot failed: %s",
                         text[0] == '\0' ? "it did not say why" : text);
    return FAULT_NONE;
}

enum fault_kind gnuplot_run(const char *folder, const char *program, struct fault *fault)
{
    char command[] = "gnuplot";
    char no_settings[] = "-d";
    char evaluate[] = "-e";
    char suffix[] = "suffix = '.part'";
    char *file = strdup(program);
    char *arguments[] = {command, no_settings, evaluate, suffix, file, NULL};
    struct child child = {.folder = folder, .arguments = arguments, .stream = STDERR_FILENO};
    enum fault_kind kind = FAULT_NONE;

    if (file == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory to start gnuplot");
    kind = child_run(&child, fault);
    if (kind == FAULT_NONE)
        kind = judge(child.status, child.said, fault);
    else if (kind == FAULT_FILE && fault != NULL && strstr(fault->text, "not found") != NULL)
        kind = fault_set(fault, kind,
                         "%s; the package gnuplot-nox, or another gnuplot from 5.4 on, "
                         "is needed",
                         fault->text);
    free(child.said);
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
