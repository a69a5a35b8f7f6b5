/* Values of a scenario with their place, for the parts of compiling.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/bitset.h"
#include "scenario/pattern.h"
#include "scenario/quantity.h"
#include "scenario/samples.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CUT_UNTOLD 0.001 /* of the mean */

void compile_path(char path[COMPILE_PATH_BYTES], const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void) vsnprintf(path, COMPILE_PATH_BYTES, format, arguments);
    va_end(arguments);
}

void compile_say(const struct compile *c, enum diag_grade grade, const char *path, const char *hint,
                 const char *format, ...)
{
    va_list arguments;
    char *message;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    scenario_say(c->scenario, c->diag, grade, path, hint, "%s", message);
    g_free(message);
}

void compile_say_fault(const struct compile *c, const char *path)
{
    const char *right = strstr(c->fault->text, "; ");
    int length = right != NULL ? (int) (right - c->fault->text) : (int) strlen(c->fault->text);

    compile_say(c, DIAG_ERROR, path, right != NULL ? right + 2 : NULL, "%.*s", length,
                c->fault->text);
}

static void refuse(const struct compile *c, const char *path, const char *text, const char *right)
{
    const char *key = strrchr(path, '/');

    compile_say(c, DIAG_ERROR, path, right, "`%s` is not a value for `%s`", text,
                key != NULL ? key + 1 : path);
}

void compile_duration(const struct compile *c, const char *path, const char *text, int64_t *out)
{
    const char *right = NULL;
    int64_t value;

    if (text == NULL)
        return;
    if (quantity_duration(text, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_rate(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;
    double value;

    if (text == NULL)
        return;
    if (quantity_rate(text, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_share(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;
    double value;

    if (text == NULL)
        return;
    if (quantity_share(text, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_share_rate(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;
    double value;

    if (text == NULL)
        return;
    if (quantity_share_rate(text, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_percent(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = NULL;
    double value;

    if (text == NULL)
        return;
    if (quantity_percent(text, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_number(const struct compile *c, const char *path, const char *text, double *out)
{
    const char *right = "write a number that is not negative";
    double value;

    if (text == NULL)
        return;
    if (quantity_number(text, &value, &right) && value >= 0)
        *out = value;
    else
        refuse(c, path, text, right);
}

void compile_count(const struct compile *c, const char *path, const char *text, uint64_t most,
                   uint64_t *out)
{
    const char *right = NULL;
    uint64_t value;

    if (text == NULL)
        return;
    if (quantity_count(text, most, &value, &right))
        *out = value;
    else
        refuse(c, path, text, right);
}

char *compile_file(const struct compile *c, const char *file)
{
    char *folder, *whole;

    if (g_path_is_absolute(file))
        return g_strdup(file);
    folder = g_path_get_dirname(scenario_path(c->scenario));
    whole = strcmp(folder, ".") == 0 ? g_strdup(file) : g_build_filename(folder, file, NULL);
    g_free(folder);
    return whole;
}

/* The factor from an empirical column's values to the field's unit. */
static bool find_factor(const struct compile *c, const char *path, const struct family_text *text,
                        enum distribution_unit unit, double *factor)
{
    static const char *const rights[] = {"ms, s, min, h, d or wk",
                                         "B, kB, MB, GB, KiB, MiB or GiB"};
    char hint[COMPILE_PATH_BYTES];
    double other;

    *factor = 1;
    if (unit == DISTRIBUTION_FACTOR)
        return true;
    if (text->column != NULL && distribution_unit_named(text->column, unit, factor))
        return true;
    if (text->unit != NULL && distribution_unit_named(text->unit, unit, factor))
        return true;
    if (text->unit == NULL && unit == DISTRIBUTION_TIME &&
        (text->column == NULL ||
         !distribution_unit_named(text->column, DISTRIBUTION_SIZE, &other))) {
        *factor = 60e6;
        return true;
    }
    (void) snprintf(hint, sizeof hint, "name the column by its unit, or add `unit:` with %s",
                    rights[unit]);
    compile_say(c, DIAG_ERROR, path, hint, "the unit of the file's values is not known here");
    return false;
}

/* Reads an empirical distribution's file; *samples stays empty if it is wrong, which is said. */
static enum fault_kind load_samples(struct compile *c, const char *path,
                                    const struct family_text *text, enum distribution_unit unit,
                                    struct distribution_samples *samples)
{
    char place[COMPILE_PATH_BYTES + 16];
    enum fault_kind kind;
    double factor;
    char *file;

    (void) snprintf(place, sizeof place, "%s/empirical", path);
    if (text->file == NULL) {
        compile_say(c, DIAG_ERROR, place, "add `file:`", "an empirical distribution needs a file");
        return FAULT_NONE;
    }
    if (!find_factor(c, place, text, unit, &factor))
        return FAULT_NONE;
    (void) snprintf(place, sizeof place, "%s/empirical/file", path);
    file = compile_file(c, text->file);
    g_ptr_array_add(c->garbage, file); /* shown in what is said of its lines */
    kind = samples_load(file, text->column, factor, samples, c->diag, c->fault);
    if (kind == FAULT_FILE) {
        compile_say_fault(c, place);
        c->diag->unreadable = true;
    }
    return kind == FAULT_MEMORY ? kind : FAULT_NONE;
}

/* Does its truncation move the mean by so much that the planner should hear of it? */
static bool cut_tells(const struct variate *v)
{
    struct variate whole = *v;

    whole.min = 0;
    whole.max = (double) INFINITY;
    return variate_kept(v) < 1 && !(fabs(variate_mean(v) / variate_mean(&whole) - 1) < CUT_UNTOLD);
}

enum fault_kind compile_variate(struct compile *c, const char *path,
                                const struct distribution_text *text, enum distribution_unit unit,
                                struct variate *out)
{
    struct distribution_samples samples = {NULL, 0};
    char place[COMPILE_PATH_BYTES + 32], before[32], after[32];
    const char *key = "";
    enum fault_kind kind;

    if (text == NULL)
        return FAULT_NONE;
    if (distribution_file(text) != NULL) {
        kind = load_samples(c, path, distribution_file(text), unit, &samples);
        if (kind != FAULT_NONE || samples.count == 0)
            return kind;
        g_ptr_array_add(c->garbage, samples.values);
    }
    kind = distribution_variate(text, unit, &samples, out, &key, c->fault);
    (void) snprintf(place, sizeof place, "%s%s%s", path, *key != '\0' ? "/" : "", key);
    if (kind == FAULT_INPUT)
        compile_say_fault(c, place);
    else if (kind == FAULT_NONE && !isfinite(variate_mean(out)))
        compile_say(c, DIAG_WARNING, place, "cut it with `max:`, or make the tail shorter",
                    "the distribution has no finite mean, so neither have the results");
    else if (kind == FAULT_NONE && cut_tells(out)) {
        distribution_mean_text(out, unit, false, before, sizeof before);
        distribution_mean_text(out, unit, true, after, sizeof after);
        compile_say(c, DIAG_WARNING, place,
                    "mean, median and spread given are those before the cut",
                    "the cut keeps %.4g %% of the values and moves the mean from %s to %s",
                    100 * variate_kept(out), before, after);
    }
    return kind == FAULT_INPUT ? FAULT_NONE : kind;
}

uint32_t compile_find(const struct compile *c, GHashTable *table, const char *path, const char *id)
{
    guint found = id != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(table, id)) : 0;

    if (found == 0) {
        compile_say(c, DIAG_ERROR, path, "name one that the scenario has", "there is no `%s`",
                    id != NULL ? id : "");
        return MODEL_NONE;
    }
    return found - 1;
}

void compile_set(const struct compile *c, const char *path, const struct text_list *list,
                 GHashTable *table, uint64_t *set)
{
    for (unsigned i = 0; i < list->count; i++) {
        char place[COMPILE_PATH_BYTES + 16];
        GHashTableIter each;
        gpointer id, index;
        bool met = false;

        g_hash_table_iter_init(&each, table);
        while (g_hash_table_iter_next(&each, &id, &index))
            if (pattern_meets(list->items[i], id)) {
                bitset_add(set, GPOINTER_TO_UINT(index) - 1);
                met = true;
            }
        (void) snprintf(place, sizeof place, "%s/%u", path, i);
        if (!met)
            compile_say(c, DIAG_WARNING, place, NULL, "`%s` meets nothing in this scenario",
                        list->items[i]);
    }
}

void compile_note(GHashTable *table, const char *id, uint32_t index)
{
    union {
        const char *borrowed;
        gpointer key;
    } key = {id};

    g_hash_table_insert(table, key.key, GUINT_TO_POINTER(index + 1));
}

static int by_id(const void *a, const void *b)
{
    const struct compile_order *x = a, *y = b;

    return strcmp(x->id, y->id);
}

void compile_sort(struct compile_order *order, size_t count)
{
    if (count > 1)
        qsort(order, count, sizeof *order, by_id);
}

void compile_sites_set(const struct compile *c, const char *path, const struct text_list *list,
                       uint64_t *set)
{
    for (unsigned i = 0; i < list->count; i++) {
        const char *name = list->items[i];
        char place[COMPILE_PATH_BYTES + 16];
        bool met = false;

        for (uint32_t s = 0; s < c->copy_count; s++)
            if (pattern_meets(name, c->copies[s].id) ||
                strcmp(name, c->text->sites[c->copies[s].entry].id) == 0) {
                bitset_add(set, s);
                met = true;
            }
        (void) snprintf(place, sizeof place, "%s/%u", path, i);
        if (!met)
            compile_say(c, DIAG_WARNING, place, NULL, "`%s` meets no site of this scenario", name);
    }
}
