/* A folder for the time of a test.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>

void world_open(struct world *w)
{
    *w = (struct world){.folder = "/tmp/telerad-world-XXXXXX"};
    assert_non_null(g_mkdtemp(w->folder));
    diag_init(&w->diag);
}

static void forget(struct world *w)
{
    model_free(w->model);
    scenario_free(w->scenario);
    diag_clear(&w->diag);
    w->model = NULL;
    w->scenario = NULL;
}

void world_close(struct world *w)
{
    GDir *folder = g_dir_open(w->folder, 0, NULL);
    const char *name;

    forget(w);
    assert_non_null(folder);
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename(w->folder, name, NULL);

        (void) g_unlink(path);
        g_free(path);
    }
    g_dir_close(folder);
    (void) g_rmdir(w->folder);
}

void world_write(struct world *w, const char *name, const char *text)
{
    char *path = g_build_filename(w->folder, name, NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(path);
}

enum fault_kind world_try(struct world *w, const char *yaml, const char *const *sets)
{
    char *path = g_build_filename(w->folder, "scenario.yaml", NULL);
    struct fault fault = {FAULT_NONE, ""};
    size_t count = 0;
    enum fault_kind kind;

    forget(w);
    diag_init(&w->diag);
    world_write(w, "scenario.yaml", yaml);
    while (sets != NULL && sets[count] != NULL)
        count++;
    kind = scenario_read(&w->scenario, path, sets, count, &w->diag, &fault);
    if (kind == FAULT_NONE)
        kind = scenario_compile(w->scenario, &w->diag, &w->model, &fault);
    g_free(path);
    return kind;
}

void world_compile(struct world *w, const char *yaml, const char *const *sets)
{
    enum fault_kind kind = world_try(w, yaml, sets);

    for (size_t i = 0; kind != FAULT_NONE && i < w->diag.count; i++)
        print_error("%s:%u:%u: %s; %s\n", w->diag.entries[i].file, w->diag.entries[i].line,
                    w->diag.entries[i].column, w->diag.entries[i].message,
                    w->diag.entries[i].hint != NULL ? w->diag.entries[i].hint : "");
    assert_int_equal(kind, FAULT_NONE);
}

bool world_said(const struct world *w, const char *text)
{
    for (size_t i = 0; i < w->diag.count; i++)
        if (strstr(w->diag.entries[i].message, text) != NULL)
            return true;
    return false;
}
