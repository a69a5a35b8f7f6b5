/* Writing gnuplot's syntax. Numbers have enough digits for a picture and never a decimal comma:
 * plot_draw() sees to the locale.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sheet.h"

#include "analysis/label.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NO_SHAPE "\xE2\x96\xA1" /* a white square */

enum fault_kind sheet_open(struct sheet *sheet, struct fault *fault)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->program = open_memstream(&sheet->program_text, &sheet->program_bytes);
    sheet->data = open_memstream(&sheet->data_text, &sheet->data_bytes);
    sheet->shapeless = open_memstream(&sheet->shapeless_text, &sheet->shapeless_bytes);
    if (sheet->program == NULL || sheet->data == NULL || sheet->shapeless == NULL)
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
    failed |= end(&sheet->shapeless);
    if (failed != 0)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    return FAULT_NONE;
}

void sheet_clear(struct sheet *sheet)
{
    (void) end(&sheet->program);
    (void) end(&sheet->data);
    (void) end(&sheet->shapeless);
    free(sheet->program_text);
    free(sheet->data_text);
    free(sheet->shapeless_text);
    fonts_clear(&sheet->fonts);
    sheet->program_text = NULL;
    sheet->data_text = NULL;
    sheet->shapeless_text = NULL;
}

static void put_number(FILE *file, double value)
{
    if (isfinite(value))
        (void) fprintf(file, "%.7g", value);
    else
        (void) fputs("NaN", file);
}

/* In single quotes only a quote has a meaning. A doubled one is not safe: gnuplot 5.4 takes two of
 * them at a string's beginning for an empty string and reads on as commands. So strings are joined:
 * 'it'."'".'s'. Its SVG does not escape what ends a section in XML, "]]>": a blank of no width
 * does. */
static void put_quoted(FILE *file, const char *clean)
{
    (void) fputc('\'', file);
    for (const char *at = clean; *at != '\0'; at++) {
        if (*at == '\'')
            (void) fputs("'.\"'\".'", file);
        else if (*at == '>' && at >= clean + 2 && at[-1] == ']' && at[-2] == ']')
            (void) fputs("\xE2\x80\x8B>", file);
        else
            (void) fputc(*at, file);
    }
    (void) fputc('\'', file);
}

/* Puts a square for what no font has; false: nothing to replace. Both [LABEL_BYTES]. */
static bool replace_shapeless(struct fonts *fonts, char *out, const char *clean)
{
    bool replaced = false;
    size_t used = 0;

    for (const char *at = clean; *at != '\0';) {
        uint32_t code = 0;
        size_t length = label_character(at, &code);

        assert(length > 0); /* it is clean */
        if (fonts_have(fonts, code)) {
            memcpy(out + used, at, length);
            used += length;
        } else if (used + sizeof NO_SHAPE < LABEL_BYTES) {
            memcpy(out + used, NO_SHAPE, sizeof NO_SHAPE - 1);
            used += sizeof NO_SHAPE - 1;
            replaced = true;
        }
        at += length;
        if (used + 5 > LABEL_BYTES)
            break;
    }
    out[used] = '\0';
    return replaced;
}

/* item 0: a variable of its own. */
static void put_assignment(FILE *file, const char *name, size_t item, const char *clean)
{
    if (item > 0)
        (void) fprintf(file, "%s[%zu] = ", name, item);
    else
        (void) fprintf(file, "%s = ", name);
    put_quoted(file, clean);
    (void) fputc('\n', file);
}

static void put_text(struct sheet *sheet, const char *name, size_t item, const char *text)
{
    char clean[LABEL_BYTES];
    char drawable[LABEL_BYTES];

    (void) label_fit(clean, sizeof clean, text, LABEL_COLUMNS);
    put_assignment(sheet->program, name, item, clean);
    if (replace_shapeless(&sheet->fonts, drawable, clean)) {
        (void) fputs("        ", sheet->shapeless);
        put_assignment(sheet->shapeless, name, item, drawable);
    }
}

void sheet_number(struct sheet *sheet, const char *name, double value)
{
    (void) fprintf(sheet->program, "%s = ", name);
    put_number(sheet->program, value);
    (void) fputc('\n', sheet->program);
}

void sheet_text(struct sheet *sheet, const char *name, const char *text)
{
    put_text(sheet, name, 0, text);
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
    assert(item > 0);
    put_text(sheet, name, item, text);
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

    (void) label_fit(clean, sizeof clean, text, LABEL_COLUMNS);
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
