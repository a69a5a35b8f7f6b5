/* Writing gnuplot's syntax. Numbers have enough digits for a picture and never a decimal comma:
 * plot_draw() sees to the locale.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sheet.h"

#include "analysis/label.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define NOTE_COLUMNS 240

enum fault_kind sheet_open(struct sheet *sheet, struct fault *fault)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->program = open_memstream(&sheet->program_text, &sheet->program_bytes);
    sheet->data = open_memstream(&sheet->data_text, &sheet->data_bytes);
    if (sheet->program == NULL || sheet->data == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    return FAULT_NONE;
}

static int end(FILE **file)
{
    int failed = 0;

    if (*file == NULL)
        return 0;
    failed = ferror(*file) != 0;
    failed |= fclose(*file) != 0;
    *file = NULL;
    return failed;
}

enum fault_kind sheet_close(struct sheet *sheet, struct fault *fault)
{
    int failed = end(&sheet->program);

    failed |= end(&sheet->data);
    if (failed != 0)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    return FAULT_NONE;
}

void sheet_clear(struct sheet *sheet)
{
    (void) end(&sheet->program);
    (void) end(&sheet->data);
    free(sheet->program_text);
    free(sheet->data_text);
    sheet->program_text = NULL;
    sheet->data_text = NULL;
}

static void put_number(FILE *file, double value)
{
    if (isfinite(value))
        (void) fprintf(file, "%.7g", value);
    else
        (void) fputs("NaN", file);
}

static void put_text(FILE *file, const char *text)
{
    char clean[LABEL_BYTES];

    (void) label_fit(clean, sizeof clean, text, NOTE_COLUMNS);
    (void) fputc('\'', file);
    for (const char *at = clean; *at != '\0'; at++) {
        if (*at == '\'')
            (void) fputc('\'', file);
        (void) fputc(*at, file);
    }
    (void) fputc('\'', file);
}

void sheet_number(struct sheet *sheet, const char *name, double value)
{
    (void) fprintf(sheet->program, "%s = ", name);
    put_number(sheet->program, value);
    (void) fputc('\n', sheet->program);
}

void sheet_text(struct sheet *sheet, const char *name, const char *text)
{
    (void) fprintf(sheet->program, "%s = ", name);
    put_text(sheet->program, text);
    (void) fputc('\n', sheet->program);
}

void sheet_array(struct sheet *sheet, const char *name, size_t count)
{
    (void) fprintf(sheet->program, "array %s[%zu]\n", name, count == 0 ? 1 : count);
}

void sheet_item_number(struct sheet *sheet, const char *name, size_t item, double value)
{
    (void) fprintf(sheet->program, "%s[%zu] = ", name, item);
    put_number(sheet->program, value);
    (void) fputc('\n', sheet->program);
}

void sheet_item_text(struct sheet *sheet, const char *name, size_t item, const char *text)
{
    (void) fprintf(sheet->program, "%s[%zu] = ", name, item);
    put_text(sheet->program, text);
    (void) fputc('\n', sheet->program);
}

void sheet_item_format(struct sheet *sheet, const char *name, size_t item, const char *format, ...)
{
    char text[LABEL_BYTES];
    va_list arguments;

    va_start(arguments, format);
    (void) vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sheet_item_text(sheet, name, item, text);
}

void sheet_note(struct sheet *sheet, const char *text)
{
    char clean[LABEL_BYTES];

    (void) label_fit(clean, sizeof clean, text, NOTE_COLUMNS);
    (void) fprintf(sheet->data, "# %s\n", clean);
}

void sheet_row(struct sheet *sheet, size_t count, const double *values)
{
    assert(count > 0);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            (void) fputc(' ', sheet->data);
        put_number(sheet->data, values[i]);
    }
    (void) fputc('\n', sheet->data);
}

void sheet_block(struct sheet *sheet)
{
    (void) fputs("\n\n", sheet->data);
}
