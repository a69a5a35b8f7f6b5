/* CSV. Fields are unquoted in place: what they say is never longer than what stands in the file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/csv.h"

#include "scenario/quantity.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_MAX ((size_t) 1000000000)
#define CHUNK ((size_t) 65536)

static enum fault_kind no_memory(const char *path, struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "%s: no memory for the file", path);
}

/* Reads all of a file, with a NUL behind. */
static enum fault_kind slurp(FILE *file, const char *path, struct csv *csv, struct fault *fault)
{
    size_t room = 0, got;

    do {
        if (room - csv->length < CHUNK) {
            char *grown;

            room = room > 0 ? 2 * room : 2 * CHUNK;
            grown = realloc(csv->bytes, room + 1);
            if (grown == NULL)
                return no_memory(path, fault);
            csv->bytes = grown;
        }
        got = fread(csv->bytes + csv->length, 1, CHUNK - 1, file);
        csv->length += got;
    } while (got > 0 && csv->length <= BYTES_MAX);
    if (ferror(file))
        return fault_set(fault, FAULT_FILE, "%s: %s; a readable CSV file is needed", path,
                         g_strerror(errno));
    if (csv->length > BYTES_MAX)
        return fault_set(fault, FAULT_FILE, "%s: more than 1 GB; a smaller file is needed", path);
    csv->bytes[csv->length] = '\0';
    return FAULT_NONE;
}

/* The place of the first byte that is not text. */
static void find_wrong_byte(struct csv *csv)
{
    const char *end = NULL;
    const char *line = csv->bytes;

    if (g_utf8_validate(csv->bytes, (gssize) csv->length, &end))
        return;
    csv->wrong_line = 1;
    for (const char *at = csv->bytes; at < end; at++)
        if (*at == '\n') {
            csv->wrong_line++;
            line = at + 1;
        }
    csv->wrong_column = (unsigned) (end - line) + 1;
    csv->wrong = *end == '\0' ? "a NUL byte; a CSV file is text in UTF-8"
                              : "a byte that is not UTF-8; save the file as UTF-8";
}

/* The separator that the header has most of, outside quotes; none: 0. */
static char find_separator(const char *at)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;

    for (; *at != '\0' && (quoted || (*at != '\n' && *at != '\r')); at++) {
        if (*at == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        commas += *at == ',';
        semicolons += *at == ';';
        tabs += *at == '\t';
    }
    if (commas + semicolons + tabs == 0)
        return '\0';
    if (semicolons >= commas && semicolons >= tabs)
        return ';';
    return tabs >= commas ? '\t' : ',';
}

enum fault_kind csv_open(struct csv *csv, const char *path, struct fault *fault)
{
    FILE *file = fopen(path, "rb");
    enum fault_kind kind;

    *csv = (struct csv){.line = 1};
    if (file == NULL)
        return fault_set(fault, FAULT_FILE, "%s: %s; a readable CSV file is needed", path,
                         g_strerror(errno));
    kind = slurp(file, path, csv, fault);
    (void) fclose(file);
    if (kind != FAULT_NONE) {
        csv_close(csv);
        return kind;
    }
    find_wrong_byte(csv);
    csv->next = csv->bytes;
    if (csv->length >= 3 && memcmp(csv->bytes, "\xEF\xBB\xBF", 3) == 0)
        csv->next += 3;
    csv->line_start = csv->next;
    csv->separator = find_separator(csv->next);
    return FAULT_NONE;
}

void csv_close(struct csv *csv)
{
    free(csv->bytes);
    free(csv->fields);
    *csv = (struct csv){0};
}

static bool add_field(struct csv *csv, char *text)
{
    if (csv->count == csv->capacity) {
        size_t room = csv->capacity > 0 ? 2 * csv->capacity : 16;
        struct csv_field *grown = realloc(csv->fields, room * sizeof *grown);

        if (grown == NULL)
            return false;
        csv->fields = grown;
        csv->capacity = room;
    }
    csv->fields[csv->count++] =
        (struct csv_field){text, csv->line, (unsigned) (text - csv->line_start) + 1};
    return true;
}

static bool ends_field(const struct csv *csv, char c)
{
    return c == '\0' || c == '\n' || c == '\r' || (csv->separator != '\0' && c == csv->separator);
}

/* Takes quotes off from csv->next on. The end of what they held; NULL: they never close. */
static char *unquote(struct csv *csv)
{
    char *to = csv->next, *at = csv->next + 1;

    for (;; at++) {
        if (*at == '\0')
            return NULL;
        if (*at == '"') {
            if (at[1] != '"')
                break;
            at++;
        }
        if (*at == '\n') {
            csv->line++;
            csv->line_start = at + 1;
        }
        *to++ = *at;
    }
    csv->next = at + 1;
    return to;
}

static enum csv_step broken(struct csv *csv, const struct csv_field *field, const char *wrong)
{
    csv->wrong_line = field->line;
    csv->wrong_column = field->column;
    csv->wrong = wrong;
    return CSV_BROKEN;
}

/* Reads one field; *end is the character that ended it, which is then passed. */
static enum csv_step read_field(struct csv *csv, char *end)
{
    struct csv_field *field;
    char *last;

    while (*csv->next == ' ')
        csv->next++;
    if (!add_field(csv, csv->next))
        return CSV_NO_MEMORY;
    field = &csv->fields[csv->count - 1];
    if (*csv->next == '"') {
        last = unquote(csv);
        if (last == NULL)
            return broken(csv, field, "a quote that never closes; close it, or double it inside");
        while (*csv->next == ' ')
            csv->next++;
        if (!ends_field(csv, *csv->next))
            return broken(csv, field, "text behind a closing quote; double a quote inside a field");
    } else {
        while (!ends_field(csv, *csv->next))
            csv->next++;
        last = csv->next;
        while (last > field->text && last[-1] == ' ')
            last--;
    }
    *end = *csv->next;
    if (*end != '\0')
        csv->next++;
    *last = '\0';
    return CSV_RECORD;
}

/* Passes over the second half of a line end and counts the line. */
static void end_line(struct csv *csv, char end)
{
    if (end == '\r' && *csv->next == '\n')
        csv->next++;
    csv->line++;
    csv->line_start = csv->next;
}

enum csv_step csv_step(struct csv *csv)
{
    if (csv->wrong != NULL)
        return CSV_BROKEN;
    while (*csv->next != '\0') {
        char end;

        csv->count = 0;
        do {
            enum csv_step step = read_field(csv, &end);

            if (step != CSV_RECORD)
                return step;
        } while (end != '\0' && end != '\n' && end != '\r');
        if (end != '\0')
            end_line(csv, end);
        if (csv->count > 1 || csv->fields[0].text[0] != '\0')
            return CSV_RECORD;
    }
    csv->count = 0;
    return CSV_END;
}

size_t csv_find(const struct csv *csv, const char *text)
{
    for (size_t i = 0; i < csv->count; i++)
        if (strcmp(csv->fields[i].text, text) == 0)
            return i;
    return SIZE_MAX;
}

bool csv_number(const struct csv *csv, const char *text, double *out)
{
    char own[64];
    char *comma;
    const char *right;

    if (csv->separator == ',' || strlen(text) >= sizeof own)
        return quantity_number(text, out, &right);
    memcpy(own, text, strlen(text) + 1);
    comma = strchr(own, ',');
    if (comma != NULL && strchr(own, '.') == NULL)
        *comma = '.';
    return quantity_number(own, out, &right);
}
