/* Named columns.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/columns.h"

#include <assert.h>
#include <glib.h>
#include <stdint.h>

static enum fault_kind broken_file(struct columns *c)
{
    c->broken = true;
    diag_add(c->diag, DIAG_ERROR, c->path, c->csv.wrong_line, c->csv.wrong_column, NULL, "%s",
             c->csv.wrong);
    return FAULT_INPUT;
}

static void no_column(struct columns *c, const char *name)
{
    GString *known = g_string_new("the header has ");

    for (size_t i = 0; i < c->csv.count && i < 20; i++)
        g_string_append_printf(known, "%s`%s`", i > 0 ? ", " : "", c->csv.fields[i].text);
    if (name != NULL)
        diag_add(c->diag, DIAG_ERROR, c->path, c->csv.fields[0].line, c->csv.fields[0].column,
                 known->str, "there is no column `%s`", name);
    else
        diag_add(c->diag, DIAG_ERROR, c->path, c->csv.fields[0].line, c->csv.fields[0].column,
                 known->str, "there are several columns and none is named");
    g_string_free(known, TRUE);
}

static enum fault_kind find_columns(struct columns *c, const char *const *names)
{
    enum fault_kind kind = FAULT_NONE;

    c->header_count = c->csv.count;
    for (size_t i = 0; i < c->wanted; i++) {
        c->place[i] = SIZE_MAX;
        if (names[i] != NULL)
            c->place[i] = csv_find(&c->csv, names[i]);
        else if (c->csv.count == 1)
            c->place[i] = 0;
        if (c->place[i] == SIZE_MAX) {
            no_column(c, names[i]);
            kind = FAULT_INPUT;
        }
    }
    return kind;
}

enum fault_kind columns_open(struct columns *columns, const char *path, const char *const *names,
                             size_t count, struct diag *diag, struct fault *fault)
{
    enum fault_kind kind;

    assert(count <= COLUMNS_MOST);
    *columns = (struct columns){.path = path, .diag = diag, .wanted = count};
    kind = csv_open(&columns->csv, path, fault);
    if (kind != FAULT_NONE)
        return kind;
    switch (csv_step(&columns->csv)) {
    case CSV_RECORD: return find_columns(columns, names);
    case CSV_BROKEN: return broken_file(columns);
    case CSV_NO_MEMORY: return fault_set(fault, FAULT_MEMORY, "%s: no memory for the file", path);
    case CSV_END: break;
    }
    diag_add(diag, DIAG_ERROR, path, 1, 1, "a header line with the columns' names comes first",
             "the file is empty");
    return FAULT_INPUT;
}

void columns_close(struct columns *columns)
{
    csv_close(&columns->csv);
}

bool columns_next(struct columns *columns, struct csv_field *fields, enum fault_kind *kind)
{
    static char nothing[] = "";
    struct csv *csv = &columns->csv;

    *kind = FAULT_NONE;
    while (!columns->broken) {
        switch (csv_step(csv)) {
        case CSV_END: return false;
        case CSV_BROKEN: *kind = broken_file(columns); return false;
        case CSV_NO_MEMORY: *kind = FAULT_MEMORY; return false;
        case CSV_RECORD: break;
        }
        if (csv->count > columns->header_count) {
            columns_refuse(
                columns, &csv->fields[columns->header_count],
                "the record has more fields than the header",
                "quote what holds the separator; where it is a comma, decimals have a point");
            continue;
        }
        for (size_t i = 0; i < columns->wanted; i++)
            fields[i] = columns->place[i] < csv->count
                            ? csv->fields[columns->place[i]]
                            : (struct csv_field){nothing, csv->fields[0].line, 1};
        return true;
    }
    return false;
}

void columns_refuse(struct columns *columns, const struct csv_field *field, const char *what,
                    const char *right)
{
    diag_add(columns->diag, DIAG_ERROR, columns->path, field->line, field->column, right, "%s",
             what);
}
