/* Drawing into a folder of its own, and looking at what is there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/support_folder.h"

#include "analysis/child.h"
#include "analysis/plot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test_plot_XXXXXX"; /* each test's own, made anew */

static void remove_tree(const char *path)
{
    char command[] = "rm";
    char flags[] = "-rf";
    char end[] = "--";
    char *copy = strdup(path);
    char *arguments[] = {command, flags, end, copy, NULL};
    struct child child = {.arguments = arguments, .stream = STDERR_FILENO};

    if (child_run(&child, NULL) != FAULT_NONE)
        (void) fprintf(stderr, "%s is left\n", path);
    free(child.said);
    free(copy);
}

int support_folder_set_up(void **state)
{
    (void) state;
    (void) memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return mkdtemp(folder) == NULL;
}

int support_folder_tear_down(void **state)
{
    (void) state;
    remove_tree(folder);
    return 0;
}

char *support_folder_path_of(char out[SUPPORT_PATH_BYTES], const char *below, const char *name)
{
    (void) snprintf(out, SUPPORT_PATH_BYTES, "%s/%s%s%s", folder, below, below[0] ? "/" : "", name);
    return out;
}

bool support_folder_has(const char *below, const char *name)
{
    char path[SUPPORT_PATH_BYTES];

    return access(support_folder_path_of(path, below, name), F_OK) == 0;
}

char *support_folder_content(const char *below, const char *name, size_t *bytes)
{
    char path[SUPPORT_PATH_BYTES];
    FILE *file = fopen(support_folder_path_of(path, below, name), "rb");
    char *text = NULL;
    long length = 0;

    if (file == NULL)
        fail_msg("%s is not there", path);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    length = ftell(file);
    rewind(file);
    text = calloc((size_t) length + 1, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t) length, file), length);
    assert_int_equal(fclose(file), 0);
    if (bytes != NULL)
        *bytes = (size_t) length;
    return text;
}

void support_folder_same(const char *below_a, const char *below_b, const char *name)
{
    size_t bytes_a = 0;
    size_t bytes_b = 0;
    char *a = support_folder_content(below_a, name, &bytes_a);
    char *b = support_folder_content(below_b, name, &bytes_b);

    if (bytes_a != bytes_b || memcmp(a, b, bytes_a) != 0)
        fail_msg("%s is not the same", name);
    free(a);
    free(b);
}

static void count_drawn(void *self, const char *path)
{
    assert_int_equal(access(path, F_OK), 0);
    *(size_t *) self += 1;
}

enum fault_kind support_folder_draw(const struct support_plan *plan,
                                    const struct support_order *order, size_t *drawn,
                                    struct fault *fault)
{
    struct stored *stored = support_stored(plan);
    char path[SUPPORT_PATH_BYTES];
    struct plot_options options = {.folder = support_folder_path_of(path, order->below, ""),
                                   .formats = order->formats,
                                   .format_count = order->format_count,
                                   .only = &order->only,
                                   .only_count = order->only == NULL ? 0 : 1};
    enum fault_kind kind =
        plot_draw(stored, &options, drawn == NULL ? NULL : count_drawn, drawn, fault);

    support_stored_free(stored);
    return kind;
}

void support_folder_draw_well(const struct support_plan *plan, const struct support_order *order)
{
    struct fault fault = {0};

    if (support_folder_draw(plan, order, NULL, &fault) != FAULT_NONE)
        fail_msg("%s", fault.text);
}

void support_folder_gnuplot_by_hand(const char *below, const char *program, const char *format)
{
    char path[SUPPORT_PATH_BYTES];
    char command[] = "gnuplot";
    char call[] = "-c";
    char *file = strdup(program);
    char *wanted = strdup(format);
    char *arguments[] = {command, call, file, wanted, NULL};
    char *plain[] = {command, file, NULL};
    struct child child = {.folder = support_folder_path_of(path, below, ""),
                          .arguments = format[0] == '\0' ? plain : arguments,
                          .stream = STDERR_FILENO};

    assert_int_equal(child_run(&child, NULL), FAULT_NONE);
    assert_int_equal(child.status, 0);
    assert_string_equal(child.said, "");
    free(child.said);
    free(file);
    free(wanted);
}

void support_folder_svg(const char *below, const char *name, const char *wanted)
{
    static char program[] = "import sys, xml.etree.ElementTree as t\n"
                            "texts = [''.join(e.itertext()) for e in t.parse(sys.argv[1]).iter()"
                            " if e.tag.endswith('}text')]\n"
                            "sys.exit(0 if sys.argv[2] in texts else repr(texts))\n";
    char path[SUPPORT_PATH_BYTES];
    char command[] = "/usr/bin/python3";
    char evaluate[] = "-c";
    char *text = strdup(wanted);
    char *arguments[] = {command, evaluate, program, support_folder_path_of(path, below, name),
                         text,    NULL};
    struct child child = {.arguments = arguments, .stream = STDERR_FILENO};

    assert_int_equal(child_run(&child, NULL), FAULT_NONE);
    if (child.status != 0)
        fail_msg("%s has no text %s: %s", name, wanted, child.said);
    free(child.said);
    free(text);
}

void support_folder_put_program(const char *name, const char *script)
{
    char path[SUPPORT_PATH_BYTES];
    FILE *file = NULL;

    (void) mkdir(support_folder_path_of(path, "", "bin"), 0700);
    file = fopen(support_folder_path_of(path, "bin", name), "w");
    assert_non_null(file);
    (void) fprintf(file, "#!/bin/sh\n%s\n", script);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
}
