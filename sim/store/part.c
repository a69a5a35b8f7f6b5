/* A file that appears whole or not at all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "store/part.h"

#include "store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *joined(const char *start, size_t length, const char *end)
{
    size_t size = length + strlen(end) + 1;
    char *text = malloc(size);

    if (text != NULL)
        (void) snprintf(text, size, "%.*s%s", (int) length, start, end);
    return text;
}

static char *interrupted_of(const char *path)
{
    size_t length = strlen(path);

    if (length > 3 && strcmp(path + length - 3, ".h5") == 0)
        length -= 3;
    return joined(path, length, ".interrupted.h5");
}

static enum fault_kind unwritable(const struct part *part, const char *why, struct fault *fault)
{
    return fault_set(fault, FAULT_FILE, "%s: cannot be written: %s", part->path, why);
}

/* The place itself: nothing yet, or an ordinary file; a link is followed, so that it stays one. */
static enum fault_kind find_place(struct part *part, struct fault *fault)
{
    struct stat status;
    const char *path = part->path;
    size_t length = strlen(path);

    if (length == 0)
        return unwritable(part, "the name is empty; a file's name is needed", fault);
    if (stat(path, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return unwritable(part, "it is a folder; a file's name is needed", fault);
        if (!S_ISREG(status.st_mode))
            return unwritable(part, "it is no ordinary file; a file's name is needed", fault);
        part->place = realpath(path, NULL);
        if (part->place == NULL)
            return unwritable(part, strerror(errno), fault);
    } else if (errno != ENOENT) {
        return unwritable(part, strerror(errno), fault);
    } else if (path[length - 1] == '/') {
        return unwritable(part, "it names a folder; a file's name is needed", fault);
    } else {
        part->place = joined(path, length, "");
    }
    return FAULT_NONE;
}

/* Removes what a run that was killed left; not what a running one writes. */
static enum fault_kind remove_old(const struct part *part, struct fault *fault)
{
    struct stat status;
    bool held;
    int old;

    if (lstat(part->part, &status) != 0)
        return FAULT_NONE; /* creating it tells what is wrong, if anything */
    if (S_ISREG(status.st_mode)) {
        old = open(part->part, O_RDWR | O_CLOEXEC);
        held = old >= 0 && flock(old, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (old >= 0)
            (void) close(old);
        if (held)
            return fault_set(fault, FAULT_FILE,
                             "%s: another run is writing %s; another name for -o is needed",
                             part->path, part->part);
    }
    if (S_ISDIR(status.st_mode) || unlink(part->part) != 0)
        return fault_set(fault, FAULT_FILE, "%s: %s is in the way: %s", part->path, part->part,
                         S_ISDIR(status.st_mode) ? strerror(EISDIR) : strerror(errno));
    return FAULT_NONE;
}

static enum fault_kind prepare(struct part *part, const char *path, struct fault *fault)
{
    enum fault_kind kind;

    part->path = joined(path, strlen(path), "");
    if (part->path == NULL)
        goto no_memory;
    kind = find_place(part, fault);
    if (kind != FAULT_NONE)
        return kind;
    part->interrupted = interrupted_of(path);
    if (part->place != NULL)
        part->part = joined(part->place, strlen(part->place), ".part");
    if (part->part == NULL || part->interrupted == NULL)
        goto no_memory;
    kind = remove_old(part, fault);
    if (kind != FAULT_NONE)
        return kind;
    part->file = open(part->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    part->made = part->file >= 0;
    if (part->made)
        return FAULT_NONE;
    return unwritable(part, errno == ENOENT ? "its folder is missing" : strerror(errno), fault);
no_memory:
    return fault_set(fault, FAULT_MEMORY, "%s: no memory for its name", path);
}

enum fault_kind part_create(struct part *part, const char *path, struct fault *fault)
{
    enum fault_kind kind;

    *part = (struct part){.file = -1};
    kind = prepare(part, path, fault);
    if (kind != FAULT_NONE)
        part_clear(part);
    return kind;
}

/* So that the new name is there after a loss of power, too. Some file systems cannot; the file is
 * there all the same. */
static void sync_folder(const char *place)
{
    const char *slash = strrchr(place, '/');
    char *folder =
        slash == NULL ? joined(".", 1, "") : joined(place, (size_t) (slash - place) + 1, "");
    int file = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (file >= 0) {
        (void) fsync(file);
        (void) close(file);
    }
    free(folder);
}

enum fault_kind part_finish(struct part *part, bool interrupted, const char **written,
                            struct fault *fault)
{
    struct stat status;
    bool aside = interrupted && lstat(part->place, &status) == 0;
    const char *place = aside ? part->interrupted : part->place;
    int file = part->file;

    if (!seal_append(file) || fsync(file) != 0)
        return unwritable(part, strerror(errno), fault);
    part->file = -1;
    if (close(file) != 0)
        return unwritable(part, strerror(errno), fault);
    if (rename(part->part, place) != 0)
        return fault_set(fault, FAULT_FILE, "%s: cannot be written: %s", aside ? place : part->path,
                         strerror(errno));
    part->made = false;
    sync_folder(place);
    *written = aside ? part->interrupted : part->path;
    return FAULT_NONE;
}

void part_clear(struct part *part)
{
    if (part->file >= 0)
        (void) close(part->file);
    if (part->made)
        (void) unlink(part->part);
    free(part->path);
    free(part->place);
    free(part->part);
    free(part->interrupted);
    *part = (struct part){.file = -1};
}
