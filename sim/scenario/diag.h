/* What is wrong with a scenario, collected: every error with its place, shown in order of place.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_DIAG_H
#define TELERAD_SCENARIO_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#define DIAG_SHOWN 20U

enum diag_grade { DIAG_ERROR, DIAG_WARNING };

struct diag_entry {
    enum diag_grade grade;
    char *file;           /* as the user named it, or as an include resolved it */
    unsigned line, column; /* from 1; 0: the whole file */
    char *message;        /* what is wrong; names the key */
    char *hint;           /* what would be right; may be NULL */
    unsigned sequence;
};

struct diag {
    struct diag_entry *entries;
    size_t count, capacity;
    char **files; /* in the order read, or first complained of */
    size_t file_count;
    size_t *seen; /* hash table of entries: index + 1, 0: free */
    size_t seen_capacity;
    size_t errors, warnings;
    bool unreadable; /* a file could not be read at all: exit status 3 instead of 2 */
};

void diag_init(struct diag *diag);
void diag_clear(struct diag *diag);
/** Adds one. hint may be NULL. Control characters in what the user wrote are shown escaped. A
 * second entry at the same place with the same message is dropped. Beyond 100000, entries are only
 * counted. */
void diag_add(struct diag *diag, enum diag_grade grade, const char *file, unsigned line,
              unsigned column, const char *hint, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
/** Notes that a file is read, for diag_sort(). Noting it again changes nothing. */
void diag_file(struct diag *diag, const char *file);
/** Sorts by order of files read, line, column, then first added. */
void diag_sort(struct diag *diag);

#endif
