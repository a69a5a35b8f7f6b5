/* Faults as values. Text is put together in a buffer of its own, so that a fault's old text may be
 * among the arguments of its new one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fault.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static size_t character_bytes(unsigned char first)
{
    if (first >= 0xF0)
        return 4;
    if (first >= 0xE0)
        return 3;
    return first >= 0xC0 ? 2 : 1;
}

/* Drops a character whose last bytes were cut off. */
static void drop_broken_end(char *text)
{
    size_t length = strlen(text);
    size_t start = length;

    while (start > 0 && length - start < 4) {
        unsigned char byte = (unsigned char) text[--start];

        if ((byte & 0xC0U) != 0x80U) { /* the first byte of the last character */
            if (character_bytes(byte) > length - start)
                text[start] = '\0';
            return;
        }
    }
}

static void fill(struct fault *fault, enum fault_kind kind, const char *text)
{
    fault->kind = kind;
    memcpy(fault->text, text, FAULT_TEXT_BYTES);
}

enum fault_kind fault_set(struct fault *fault, enum fault_kind kind, const char *format, ...)
{
    char text[FAULT_TEXT_BYTES] = "";
    va_list arguments;
    int length;

    assert(format != NULL);
    if (fault == NULL)
        return kind;
    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length >= FAULT_TEXT_BYTES)
        drop_broken_end(text);
    fill(fault, kind, text);
    return kind;
}

enum fault_kind fault_within(struct fault *fault, enum fault_kind kind, const char *where)
{
    char text[FAULT_TEXT_BYTES] = "";

    assert(where != NULL);
    if (fault == NULL)
        return kind;
    if (snprintf(text, sizeof text, "%s: %s", where, fault->text) >= FAULT_TEXT_BYTES)
        drop_broken_end(text);
    fill(fault, kind, text);
    return kind;
}
