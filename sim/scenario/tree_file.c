/* A file's bytes: read with a limit, turned into UTF-8, and looked through for what no YAML file
 * may hold, because libyaml names the wrong place for it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void cannot_open(const char *path, struct tree_place asked, const char *why,
                        struct diag *diag)
{
    static const char hint[] = "name a scenario file that can be read";

    diag->unreadable = true;
    if (asked.file == NULL)
        diag_add(diag, DIAG_ERROR, path, 0, 0, hint, "the file cannot be read: %s", why);
    else
        diag_add(diag, DIAG_ERROR, asked.file, asked.line, asked.column, hint,
                 "the file `%s` cannot be read: %s", path, why);
}

/* Reads up to one byte more than the limit. NULL with errno set. */
static char *read_bytes(FILE *file, size_t *length)
{
    size_t capacity = 65536;
    char *bytes = malloc(capacity);

    *length = 0;
    while (bytes != NULL && *length <= TREE_FILE_BYTES_MAX) {
        size_t got = fread(bytes + *length, 1, capacity - *length, file);
        char *more;

        *length += got;
        if (got == 0)
            break;
        if (*length < capacity)
            continue;
        more = realloc(bytes, 2 * capacity);
        if (more == NULL)
            errno = ENOMEM;
        if (more == NULL)
            break;
        bytes = more;
        capacity *= 2;
    }
    if (bytes != NULL && (ferror(file) || *length == capacity)) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static char *open_and_read(const char *path, size_t *length)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    int error;

    if (file == NULL)
        return NULL;
    if (fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode))
        errno = EISDIR;
    else
        bytes = read_bytes(file, length);
    error = errno;
    (void) fclose(file);
    errno = error;
    return bytes;
}

static bool may_stand(gunichar c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
           (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

/* The character, or a number beyond all characters where there is none. */
static gunichar character_at(const char *at, const char *end)
{
    return *at == '\0' ? 0 : g_utf8_get_char_validated(at, end - at);
}

/* Counts lines and columns up to a byte as libyaml does for well-formed text. */
static struct tree_place place_at(const char *bytes, const char *at, struct tree_place place)
{
    for (const char *c = bytes; c < at; c++) {
        if (*c == '\n' || (*c == '\r' && c[1] != '\n')) {
            place.line++;
            place.column = 1;
        } else if (((unsigned char) *c & 0xC0U) != 0x80U && *c != '\r') {
            place.column++;
        }
    }
    return place;
}

/* UTF-16 by its mark, which Windows editors write. NULL: not sound. */
static char *from_utf16(const char *bytes, size_t *length, const char *file, struct diag *diag)
{
    gsize written = 0;
    const char *name = (unsigned char) *bytes == 0xFF ? "UTF-16LE" : "UTF-16BE";
    char *text = g_convert(bytes + 2, (gssize) *length - 2, "UTF-8", name, NULL, &written, NULL);

    if (text == NULL)
        diag_add(diag, DIAG_ERROR, file, 1, 1, "save the file as UTF-8",
                 "the file begins as UTF-16 but is not sound");
    *length = written;
    return text;
}

static enum fault_kind parse(struct tree *tree, const char *bytes, size_t length, const char *path,
                             struct tree_node **root, struct diag *diag)
{
    struct tree_place start = {tree_text(tree, path, strlen(path)), 1, 1};

    if (start.file == NULL)
        return FAULT_MEMORY;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) { /* the mark is no column */
        bytes += 3;
        length -= 3;
    }
    return tree_parse(tree, bytes, length, start, root, diag);
}

bool tree_is_clean(const char *bytes, size_t length, struct tree_place start, struct diag *diag)
{
    const char *end = bytes + length;
    const char *at = bytes;
    gunichar c;

    while (at < end && may_stand(character_at(at, end)))
        at += g_utf8_skip[(unsigned char) *at];
    if (at >= end)
        return true;
    c = character_at(at, end);
    start = place_at(bytes, at, start);
    if (c > 0x10FFFF)
        diag_add(diag, DIAG_ERROR, start.file, start.line, start.column, "save the file as UTF-8",
                 "the byte %02X is not UTF-8", (unsigned) (unsigned char) *at);
    else
        diag_add(diag, DIAG_ERROR, start.file, start.line, start.column,
                 "take it out, or save the file as UTF-8",
                 "the control character U+%04X cannot stand in a scenario", (unsigned) c);
    return false;
}

enum fault_kind tree_read(struct tree *tree, const char *path, struct tree_place asked,
                          struct tree_node **root, struct diag *diag)
{
    enum fault_kind kind = FAULT_NONE;
    size_t length = 0;
    char *bytes = open_and_read(path, &length);

    *root = NULL;
    if (bytes == NULL && errno == ENOMEM)
        return FAULT_MEMORY;
    if (bytes == NULL) {
        cannot_open(path, asked, errno == EISDIR ? "it is a folder" : strerror(errno), diag);
        return FAULT_NONE;
    }
    diag_file(diag, path);
    if (length > TREE_FILE_BYTES_MAX) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "split it, with `include`",
                 "the file is larger than 16 MiB");
    } else if (length >= 2 &&
               (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        char *text = from_utf16(bytes, &length, path, diag);

        if (text != NULL)
            kind = parse(tree, text, length, path, root, diag);
        g_free(text);
    } else {
        kind = parse(tree, bytes, length, path, root, diag);
    }
    free(bytes);
    return kind;
}
