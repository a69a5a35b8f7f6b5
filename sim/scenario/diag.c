/* Errors and warnings, collected. Without memory an entry is lost but still counted, so that a bad
 * scenario never passes for a good one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT_MAX 100000U /* more are only counted: a file of rubbish must not take all memory */

void diag_init(struct diag *diag)
{
    *diag = (struct diag){0};
}

void diag_clear(struct diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        free(diag->entries[i].file);
        free(diag->entries[i].message);
        free(diag->entries[i].hint);
    }
    for (size_t i = 0; i < diag->file_count; i++)
        free(diag->files[i]);
    free(diag->entries);
    free(diag->files);
    free(diag->seen);
    *diag = (struct diag){0};
}

/* Bytes of the well-formed UTF-8 character at text, 0 if it is none or a control character. */
static size_t plain_character(const unsigned char *text)
{
    size_t length = text[0] < 0x80 ? 1 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4;

    if (text[0] < 0x20 || text[0] == 0x7F || text[0] > 0xF4 || (text[0] >= 0x80 && text[0] < 0xC2))
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0U) != 0x80U)
            return 0;
    if (text[0] == 0xC2 && text[1] < 0xA0) /* C1 controls */
        return 0;
    if (text[0] == 0xE2 && text[1] == 0x80 && text[2] >= 0xA8 && text[2] <= 0xAE)
        return 0; /* line separators, and what turns the direction of writing */
    return length;
}

static char *escape(const char *raw)
{
    const unsigned char *from = (const unsigned char *) raw;
    char *text = malloc(4 * strlen(raw) + 1);
    char *to = text;

    if (text == NULL)
        return NULL;
    while (*from != '\0') {
        size_t length = plain_character(from);

        if (length > 0) {
            memcpy(to, from, length);
            to += length;
            from += length;
        } else if (*from == '\n' || *from == '\t' || *from == '\r') {
            *to++ = '\\';
            *to++ = *from == '\n' ? 'n' : *from == '\t' ? 't' : 'r';
            from++;
        } else {
            to += sprintf(to, "\\x%02X", *from++);
        }
    }
    *to = '\0';
    return text;
}

static __attribute__((format(printf, 1, 0))) char *format_text(const char *format,
                                                               va_list arguments)
{
    va_list again;
    int length;
    char *raw;
    char *text = NULL;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    raw = length < 0 ? NULL : malloc((size_t) length + 1);
    if (raw != NULL && vsnprintf(raw, (size_t) length + 1, format, arguments) == length)
        text = escape(raw);
    free(raw);
    return text;
}

static uint64_t hash_entry(const struct diag_entry *entry)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */

    for (const char *c = entry->file; *c != '\0'; c++)
        hash = (hash ^ (unsigned char) *c) * 1099511628211U;
    for (const char *c = entry->message; *c != '\0'; c++)
        hash = (hash ^ (unsigned char) *c) * 1099511628211U;
    hash = (hash ^ entry->line) * 1099511628211U;
    return (hash ^ entry->column) * 1099511628211U;
}

static bool same_entry(const struct diag_entry *a, const struct diag_entry *b)
{
    return a->line == b->line && a->column == b->column && strcmp(a->file, b->file) == 0 &&
           strcmp(a->message, b->message) == 0;
}

/* Where an entry stands in the table of those seen, or where it would go. */
static size_t *slot_of(const struct diag *diag, const struct diag_entry *entry)
{
    size_t at = (size_t) hash_entry(entry) & (diag->seen_capacity - 1);

    while (diag->seen[at] != 0 && !same_entry(&diag->entries[diag->seen[at] - 1], entry))
        at = (at + 1) & (diag->seen_capacity - 1);
    return &diag->seen[at];
}

static bool grow(struct diag *diag)
{
    size_t capacity = diag->capacity > 0 ? 2 * diag->capacity : 32;
    struct diag_entry *entries = realloc(diag->entries, capacity * sizeof *entries);
    size_t *seen;

    if (entries == NULL)
        return false;
    diag->entries = entries;
    seen = calloc(2 * capacity, sizeof *seen);
    if (seen == NULL)
        return false;
    free(diag->seen);
    diag->seen = seen;
    diag->seen_capacity = 2 * capacity;
    diag->capacity = capacity;
    for (size_t i = 0; i < diag->count; i++)
        *slot_of(diag, &diag->entries[i]) = i + 1;
    return true;
}

/* Takes the texts of the entry. */
static void keep(struct diag *diag, struct diag_entry entry)
{
    bool counted = true;

    if (entry.file != NULL && entry.message != NULL &&
        (diag->count < diag->capacity || grow(diag))) {
        size_t *slot = slot_of(diag, &entry);

        counted = *slot == 0;
        if (counted) {
            entry.sequence = (unsigned) diag->count;
            diag->entries[diag->count++] = entry;
            *slot = diag->count;
            entry = (struct diag_entry){.grade = entry.grade};
        }
    }
    free(entry.file);
    free(entry.message);
    free(entry.hint);
    if (counted && entry.grade == DIAG_ERROR)
        diag->errors++;
    else if (counted)
        diag->warnings++;
}

void diag_add(struct diag *diag, enum diag_grade grade, const char *file, unsigned line,
              unsigned column, const char *hint, const char *format, ...)
{
    struct diag_entry entry = {.grade = grade, .line = line, .column = column};
    va_list arguments;

    assert(file != NULL && format != NULL);
    if (diag->count == KEPT_MAX) {
        *(grade == DIAG_ERROR ? &diag->errors : &diag->warnings) += 1;
        return;
    }
    diag_file(diag, file);
    va_start(arguments, format);
    entry.message = format_text(format, arguments);
    va_end(arguments);
    entry.file = escape(file);
    entry.hint = hint == NULL ? NULL : escape(hint);
    keep(diag, entry);
}

static size_t rank_of_file(const struct diag *diag, const char *file)
{
    size_t i = 0;

    while (i < diag->file_count && strcmp(diag->files[i], file) != 0)
        i++;
    return i;
}

void diag_file(struct diag *diag, const char *file)
{
    char *shown = escape(file);
    char **files = NULL;

    if (shown != NULL && rank_of_file(diag, shown) == diag->file_count)
        files = realloc(diag->files, (diag->file_count + 1) * sizeof *files);
    if (files == NULL) {
        free(shown);
        return;
    }
    diag->files = files;
    diag->files[diag->file_count++] = shown;
}

/* What qsort() compares: an entry and the rank of its file. */
struct ranked {
    size_t rank;
    struct diag_entry entry;
};

static int compare(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->entry.line != b->entry.line)
        return a->entry.line < b->entry.line ? -1 : 1;
    if (a->entry.column != b->entry.column)
        return a->entry.column < b->entry.column ? -1 : 1;
    return a->entry.sequence < b->entry.sequence ? -1 : 1;
}

void diag_sort(struct diag *diag)
{
    struct ranked *ranked = diag->count < 2 ? NULL : calloc(diag->count, sizeof *ranked);

    if (ranked == NULL)
        return; /* without memory: in order of finding */
    for (size_t i = 0; i < diag->count; i++) {
        ranked[i].rank = rank_of_file(diag, diag->entries[i].file);
        ranked[i].entry = diag->entries[i];
    }
    qsort(ranked, diag->count, sizeof *ranked, compare);
    for (size_t i = 0; i < diag->count; i++)
        diag->entries[i] = ranked[i].entry;
    free(ranked);
    memset(diag->seen, 0, diag->seen_capacity * sizeof *diag->seen);
    for (size_t i = 0; i < diag->count; i++)
        *slot_of(diag, &diag->entries[i]) = i + 1;
}
