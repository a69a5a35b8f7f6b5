/* Values of a column.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/samples.h"

#include "scenario/columns.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool keep(struct distribution_samples *s, size_t *capacity, double value)
{
    if (s->count == *capacity) {
        size_t room = *capacity > 0 ? 2 * *capacity : 64;
        double *grown = realloc(s->values, room * sizeof *grown);

        if (grown == NULL)
            return false;
        s->values = grown;
        *capacity = room;
    }
    s->values[s->count++] = value;
    return true;
}

static enum fault_kind read_values(struct columns *columns, double factor,
                                   struct distribution_samples *s)
{
    struct csv_field field;
    size_t capacity = 0;
    enum fault_kind kind;

    while (columns_next(columns, &field, &kind)) {
        double value;

        if (field.text[0] == '\0')
            continue;
        if (!csv_number(&columns->csv, field.text, &value) || value < 0 ||
            !isfinite(value * factor)) {
            char what[80];

            (void) snprintf(what, sizeof what, "`%.40s` is not a value", field.text);
            columns_refuse(columns, &field, what, "write a decimal number that is not negative");
            continue;
        }
        if (!keep(s, &capacity, value * factor))
            return FAULT_MEMORY;
    }
    return kind;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

enum fault_kind samples_load(const char *path, const char *column, double factor,
                             struct distribution_samples *out, struct diag *diag,
                             struct fault *fault)
{
    struct distribution_samples s = {NULL, 0};
    struct columns columns;
    size_t errors = diag->errors;
    enum fault_kind kind = columns_open(&columns, path, &column, 1, diag, fault);

    if (kind == FAULT_NONE)
        kind = read_values(&columns, factor, &s);
    if (kind == FAULT_MEMORY)
        (void) fault_set(fault, FAULT_MEMORY, "%s: no memory for its values", path);
    if (kind == FAULT_NONE && s.count == 0 && diag->errors == errors)
        diag_add(diag, DIAG_ERROR, path, 1, 1, "write one value a line below the header",
                 "the column has no value");
    if (kind == FAULT_NONE && diag->errors > errors)
        kind = FAULT_INPUT;
    columns_close(&columns);
    if (kind != FAULT_NONE) {
        free(s.values);
        return kind;
    }
    qsort(s.values, s.count, sizeof *s.values, by_value);
    *out = s;
    return FAULT_NONE;
}
