/* Recorded demand, row by row.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/trace.h"

#include "core/simtime.h"
#include "scenario/columns.h"
#include "scenario/quantity.h"
#include "scenario/trace_days.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_TIME 48U

static const char time_right[] = "write local times as YYYY-MM-DDTHH:MM or YYYY-MM-DD HH:MM:SS, "
                                 "others with their offset behind, as in 2026-03-02T07:30-06:00";

struct oddity { /* rows whose time is one of two, or none, on the clock */
    unsigned line, column, rows;
};

struct reading {
    const struct trace_request *request;
    struct trace_days days; /* of a record that is drawn anew, instead of rows */
    struct columns columns;
    struct model_trace_row *rows;
    size_t count, capacity;
    struct oddity twice, never;
};

/* Two digits at *at, which must not exceed most; moves on. */
static bool two_digits(const char **at, int most, int *out)
{
    const char *c = *at;

    if (c[0] < '0' || c[0] > '9' || c[1] < '0' || c[1] > '9')
        return false;
    *out = 10 * (c[0] - '0') + (c[1] - '0');
    *at = c + 2;
    return *out <= most;
}

static bool read_fraction(const char **at, int64_t *us)
{
    int64_t unit = 100000;

    if (**at != '.')
        return true;
    ++*at;
    if (**at < '0' || **at > '9')
        return false;
    for (; **at >= '0' && **at <= '9'; ++*at, unit /= 10)
        *us += (**at - '0') * unit;
    return true;
}

/* Z, +05:30, -0600 or -06; nothing is fine. */
static bool read_offset(const char *at, bool *has_offset, int64_t *offset_s)
{
    int hours, minutes = 0;
    int sign = *at == '-' ? -1 : 1;

    *has_offset = *at != '\0';
    *offset_s = 0;
    if (*at == '\0' || strcmp(at, "Z") == 0 || strcmp(at, "z") == 0)
        return true;
    if (*at != '+' && *at != '-')
        return false;
    at++;
    if (!two_digits(&at, 23, &hours))
        return false;
    if (*at == ':')
        at++;
    if (*at != '\0' && !two_digits(&at, 59, &minutes))
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return *at == '\0';
}

bool trace_time(const char *text, int64_t *local_us, bool *has_offset, int64_t *offset_s)
{
    char date[11];
    const char *right, *at = text;
    int year, month, day, hours, minutes, seconds = 0;
    int64_t fraction = 0;

    if (strlen(text) < 16 || strlen(text) > LONGEST_TIME)
        return false;
    memcpy(date, text, 10);
    date[10] = '\0';
    at += 10;
    if (!quantity_date(date, &year, &month, &day, &right) || (*at != 'T' && *at != ' '))
        return false;
    at++;
    if (!two_digits(&at, 23, &hours) || *at++ != ':' || !two_digits(&at, 59, &minutes))
        return false;
    if (*at == ':') {
        at++;
        if (!two_digits(&at, 59, &seconds) || !read_fraction(&at, &fraction))
            return false;
    }
    while (*at == ' ')
        at++;
    *local_us = ((wallclock_day(year, month, day) * 24 + hours) * 3600 + minutes * 60 + seconds) *
                    SIMTIME_SECOND +
                fraction;
    return read_offset(at, has_offset, offset_s);
}

static void note(struct oddity *oddity, const struct csv_field *field)
{
    if (oddity->rows++ == 0) {
        oddity->line = field->line;
        oddity->column = field->column;
    }
}

struct written { /* a time as it stands in a field */
    int64_t local_us, offset_s;
    bool has_offset;
};

/* The time of a field; false: it was refused. */
static bool read_time(struct reading *r, const struct csv_field *field, struct written *time)
{
    char what[64];

    if (trace_time(field->text, &time->local_us, &time->has_offset, &time->offset_s))
        return true;
    (void) snprintf(what, sizeof what, "`%.40s` is not a time", field->text);
    columns_refuse(&r->columns, field, what, time_right);
    return false;
}

/* The model time of a field. */
static int64_t find_time(struct reading *r, const struct csv_field *field,
                         const struct written *time)
{
    const struct trace_request *q = r->request;
    int64_t local_us = time->local_us, local_s, at_s, at_us;

    if (time->has_offset)
        return local_us - (time->offset_s + q->start_s) * SIMTIME_SECOND;
    local_s =
        (local_us - (local_us % SIMTIME_SECOND + SIMTIME_SECOND) % SIMTIME_SECOND) / SIMTIME_SECOND;
    at_s = wallclock_instant(q->clock, local_s);
    at_us = (at_s - q->start_s) * SIMTIME_SECOND;
    if (wallclock_local(q->clock, at_s) == local_s)
        at_us += local_us - local_s * SIMTIME_SECOND;
    if (at_us >= q->begin_us && at_us < q->end_us) {
        if (wallclock_local(q->clock, at_s) != local_s)
            note(&r->never, field);
        else if (wallclock_twice(q->clock, local_s))
            note(&r->twice, field);
    }
    return at_us;
}

/* The count of a field; false: it was refused. */
static bool find_count(struct reading *r, const struct csv_field *field, double *count)
{
    if (!csv_number(&r->columns.csv, field->text, count) || *count < 0 ||
        *count > TRACE_COUNT_MOST || floor(*count) < *count) {
        char what[80];

        (void) snprintf(what, sizeof what, "`%.40s` is not a count", field->text);
        columns_refuse(&r->columns, field, what, "write a whole number from 0 to 1000000");
        return false;
    }
    return true;
}

/* Can anything of a row arrive in the time that is kept? */
static bool touches(const struct trace_request *q, int64_t at_us)
{
    return at_us < q->end_us && at_us + q->interval_us >= q->begin_us;
}

static bool keep(struct reading *r, struct model_trace_row row)
{
    if (row.count == 0 || !touches(r->request, row.from_us))
        return true;
    if (r->count == r->capacity) {
        size_t room = r->capacity > 0 ? 2 * r->capacity : 64;
        struct model_trace_row *grown = realloc(r->rows, room * sizeof *grown);

        if (grown == NULL)
            return false;
        r->rows = grown;
        r->capacity = room;
    }
    r->rows[r->count++] = row;
    return true;
}

static enum fault_kind read_rows(struct reading *r, struct fault *fault)
{
    bool counted = r->request->count != NULL;
    struct csv_field fields[2];
    enum fault_kind kind;
    bool whole = true;

    while (whole && columns_next(&r->columns, fields, &kind)) {
        struct written time;
        double count = 1;
        int64_t at_us;
        bool fine;

        if (fields[0].text[0] == '\0' || (counted && fields[1].text[0] == '\0'))
            continue;
        fine = read_time(r, &fields[0], &time);
        fine = (!counted || find_count(r, &fields[1], &count)) && fine;
        if (!fine)
            continue;
        if (r->request->anew_zone != NULL) {
            at_us = time.local_us - time.offset_s * SIMTIME_SECOND;
            whole = trace_days_keep(&r->days, at_us, time.has_offset, (uint32_t) count);
            continue;
        }
        at_us = find_time(r, &fields[0], &time);
        whole = keep(
            r, (struct model_trace_row){at_us, at_us + r->request->interval_us, (uint32_t) count});
    }
    if (!whole || kind == FAULT_MEMORY)
        return fault_set(fault, FAULT_MEMORY, "%s: no memory for its rows", r->request->path);
    return kind;
}

static void tell(const struct reading *r, const struct oddity *o, const char *what)
{
    if (o->rows > 0)
        diag_add(r->columns.diag, DIAG_WARNING, r->request->path, o->line, o->column,
                 "give such times with their offset", "%s (%u such row%s)", what, o->rows,
                 o->rows > 1 ? "s" : "");
}

static int by_time(const void *a, const void *b)
{
    const struct model_trace_row *x = a, *y = b;

    if (x->from_us != y->from_us)
        return x->from_us < y->from_us ? -1 : 1;
    if (x->to_us != y->to_us)
        return x->to_us < y->to_us ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count);
}

void trace_clear(struct model_trace *trace)
{
    free(trace->rows);
    if (trace->anew != NULL) {
        free(trace->anew->first_row);
        free(trace->anew->at_us);
        free(trace->anew->offset_us);
        free(trace->anew);
    }
    *trace = (struct model_trace){NULL, 0, NULL};
}

enum fault_kind trace_load(const struct trace_request *request, struct model_trace *out,
                           struct diag *diag, struct fault *fault)
{
    const char *const names[] = {request->time, request->count};
    struct reading r = {.request = request};
    size_t errors = diag->errors;
    enum fault_kind kind =
        columns_open(&r.columns, request->path, names, request->count != NULL ? 2 : 1, diag, fault);

    if (kind == FAULT_NONE)
        kind = read_rows(&r, fault);
    if (kind == FAULT_NONE && diag->errors > errors)
        kind = FAULT_INPUT;
    if (kind == FAULT_NONE) {
        tell(&r, &r.twice, "the local time exists twice; it is taken as the first");
        tell(&r, &r.never,
             "the local time does not exist; it is taken as the first instant after the gap");
        if (r.count > 1)
            qsort(r.rows, r.count, sizeof *r.rows, by_time);
        *out = (struct model_trace){r.rows, r.count, NULL};
        r.rows = NULL;
    }
    if (kind == FAULT_NONE && request->anew_zone != NULL) {
        trace_clear(out);
        kind = trace_days_finish(&r.days, request, out, fault);
    }
    free(r.rows);
    trace_days_clear(&r.days);
    columns_close(&r.columns);
    return kind;
}
