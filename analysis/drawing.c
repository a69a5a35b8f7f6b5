/* Every file is made beside its place and renamed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/drawing.h"

#include "analysis/gnuplot.h"
#include "analysis/templates.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT_BYTES 8
#define PDF_DATE_DIGITS 14

enum fault_kind drawing_folder(const char *folder, struct fault *fault)
{
    char *path = strdup(folder);
    struct stat status;
    enum fault_kind kind = FAULT_NONE;

    if (path == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a path");
    for (size_t i = 1; path[0] != '\0' && path[i - 1] != '\0'; i++) {
        char end = path[i];

        if (end != '/' && end != '\0')
            continue;
        path[i] = '\0';
        (void) mkdir(path, 0777); /* what came of it is seen at the end */
        path[i] = end;
    }
    if (stat(folder, &status) != 0)
        kind = fault_set(fault, FAULT_FILE, "%s: the folder cannot be made: %s", folder,
                         strerror(errno));
    else if (!S_ISDIR(status.st_mode))
        kind = fault_set(fault, FAULT_FILE, "%s is a file; a folder is needed", folder);
    free(path);
    return kind;
}

/* FOLDER/NAME.EXTENSION and the same with ".part"; false: no memory, both NULL. */
struct place {
    char *path, *part;
};

static void forget(struct place *place)
{
    free(place->path);
    free(place->part);
    place->path = NULL;
    place->part = NULL;
}

static enum fault_kind find_place(struct place *place, const char *folder, const char *name,
                                  const char *extension, struct fault *fault)
{
    size_t bytes = strlen(folder) + strlen(name) + strlen(extension) + sizeof "/..part";

    place->path = malloc(bytes);
    place->part = malloc(bytes);
    if (place->path == NULL || place->part == NULL) {
        forget(place);
        return fault_set(fault, FAULT_MEMORY, "no memory for a path");
    }
    (void) snprintf(place->path, bytes, "%s/%s.%s", folder, name, extension);
    (void) snprintf(place->part, bytes, "%s/%s.%s.part", folder, name, extension);
    return FAULT_NONE;
}

static enum fault_kind settle(const struct drawing *drawing, const struct place *place,
                              struct fault *fault)
{
    if (rename(place->part, place->path) != 0) {
        int reason = errno;

        (void) unlink(place->part);
        return fault_set(fault, FAULT_FILE, "%s: %s", place->path, strerror(reason));
    }
    if (drawing->drawn != NULL)
        drawing->drawn(drawing->self, place->path);
    return FAULT_NONE;
}

static char *letters(const struct sheet *sheet)
{
    static const char frame[] =
        "    if (format ne 'svg') { # no font here has some of the letters\n%s    }\n";
    size_t bytes = sizeof frame + sheet->shapeless_bytes;
    char *text = malloc(bytes);

    if (text != NULL && sheet->shapeless_bytes > 0)
        (void) snprintf(text, bytes, frame, sheet->shapeless_text);
    else if (text != NULL)
        text[0] = '\0';
    return text;
}

static enum fault_kind put_program(FILE *file, const struct drawing *drawing,
                                   const struct plot_note *note, const struct sheet *sheet,
                                   struct fault *fault)
{
    char *instead = letters(sheet);

    if (instead == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a picture");
    (void) fprintf(file,
                   "# %s\n# To draw it again from %s.dat: gnuplot %s.gp\n"
                   "# In another format: gnuplot -c %s.gp png\n\nname = '%s'\nformats = '%s'\n",
                   note->says, note->name, note->name, note->name, note->name, drawing->formats);
    (void) fwrite(sheet->program_text, 1, sheet->program_bytes, file);
    (void) fputc('\n', file);
    templates_write(file, "common", NULL);
    (void) fputc('\n', file);
    templates_write(file, note->name, instead);
    free(instead);
    return FAULT_NONE;
}

static enum fault_kind write_place(const struct drawing *drawing, const struct plot_note *note,
                                   const struct sheet *sheet, const char *extension,
                                   struct fault *fault)
{
    struct place place = {NULL, NULL};
    enum fault_kind kind = find_place(&place, drawing->folder, note->name, extension, fault);
    FILE *file = NULL;
    int failed = 0;

    if (kind != FAULT_NONE)
        return kind;
    file = fopen(place.part, "w");
    if (file == NULL) {
        kind = fault_set(fault, FAULT_FILE, "%s: %s", place.path, strerror(errno));
        goto done;
    }
    if (strcmp(extension, "gp") == 0)
        kind = put_program(file, drawing, note, sheet, fault);
    else
        (void) fwrite(sheet->data_text, 1, sheet->data_bytes, file);
    failed = ferror(file) != 0;
    failed |= fclose(file) != 0;
    if (failed != 0 && kind == FAULT_NONE)
        kind = fault_set(fault, FAULT_FILE, "%s: it cannot be written: %s", place.path,
                         strerror(errno));
    if (kind == FAULT_NONE)
        kind = settle(drawing, &place, fault);
    else
        (void) unlink(place.part);
done:
    forget(&place);
    return kind;
}

enum fault_kind drawing_write(const struct drawing *drawing, const struct plot_note *note,
                              const struct sheet *sheet, struct fault *fault)
{
    enum fault_kind kind = write_place(drawing, note, sheet, "dat", fault);

    return kind != FAULT_NONE ? kind : write_place(drawing, note, sheet, "gp", fault);
}

/* "2026-03-02T12:00:00Z" to "20260302120000Z". */
static void pdf_date(char date[PDF_DATE_DIGITS + 2], const char *created)
{
    size_t digits = 0;

    for (; created != NULL && *created != '\0' && digits < PDF_DATE_DIGITS; created++) {
        if (*created >= '0' && *created <= '9')
            date[digits++] = *created;
    }
    if (digits < PDF_DATE_DIGITS)
        memcpy(date, "19700101000000", PDF_DATE_DIGITS);
    date[PDF_DATE_DIGITS] = 'Z';
    date[PDF_DATE_DIGITS + 1] = '\0';
}

/* What gnuplot left at NAME.FORMAT.part goes into its place if it is a picture. */
static enum fault_kind take(const struct drawing *drawing, const char *name, const char *format,
                            bool good, struct fault *fault)
{
    struct place place = {NULL, NULL};
    char date[PDF_DATE_DIGITS + 2];
    struct stat status;
    enum fault_kind kind = find_place(&place, drawing->folder, name, format, fault);

    if (kind != FAULT_NONE)
        return kind;
    if (good && (stat(place.part, &status) != 0 || status.st_size == 0))
        kind = fault_set(fault, FAULT_FILE, "%s: gnuplot drew nothing", place.path);
    if (good && kind == FAULT_NONE && strcmp(format, "pdf") == 0) {
        pdf_date(date, drawing->created);
        kind = gnuplot_date_pdf(place.part, date, fault);
    }
    if (good && kind == FAULT_NONE)
        kind = settle(drawing, &place, fault);
    else
        (void) unlink(place.part);
    forget(&place);
    return kind;
}

enum fault_kind drawing_render(const struct drawing *drawing, const char *name, struct fault *fault)
{
    struct place program = {NULL, NULL};
    char file[64];
    enum fault_kind kind = find_place(&program, drawing->folder, name, "gp", fault);
    enum fault_kind ran = FAULT_NONE;

    if (kind != FAULT_NONE)
        return kind;
    (void) snprintf(file, sizeof file, "%s.gp", name);
    ran = gnuplot_run(drawing->folder, file, fault);
    for (const char *at = drawing->formats; *at != '\0' && kind == FAULT_NONE;) {
        char format[FORMAT_BYTES];
        size_t length = strcspn(at, " ");

        (void) snprintf(format, sizeof format, "%.*s", (int) length, at);
        kind = take(drawing, name, format, ran == FAULT_NONE, ran == FAULT_NONE ? fault : NULL);
        at += length + (at[length] == ' ' ? 1 : 0);
    }
    if (ran == FAULT_FILE)
        (void) fault_within(fault, ran, "no picture is drawn");
    if (ran == FAULT_FILE && fault != NULL) {
        char said[FAULT_TEXT_BYTES];

        (void) snprintf(said, sizeof said, "%s", fault->text);
        (void) fault_set(fault, ran,
                         "%s; its program %s and its data stay, and \"gnuplot %s\" in "
                         "that folder draws it",
                         said, program.path, file);
    }
    forget(&program);
    return ran != FAULT_NONE ? ran : kind;
}
