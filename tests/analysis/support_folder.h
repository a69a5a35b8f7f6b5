/* A folder for each test, and what to do and look for in it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_ANALYSIS_SUPPORT_FOLDER_H
#define TELERAD_TESTS_ANALYSIS_SUPPORT_FOLDER_H

#include "analysis/support_stored.h"
#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>

#define SUPPORT_PATH_BYTES 512

struct support_order {
    const char *below; /* folder below the test's own; "": that itself */
    const char *const *formats;
    size_t format_count;
    const char *only; /* NULL: all */
};

/* For cmocka: the folder is made, and removed with all in it. */
int support_folder_set_up(void **state);
int support_folder_tear_down(void **state);

char *support_folder_path_of(char out[SUPPORT_PATH_BYTES], const char *below, const char *name);
bool support_folder_has(const char *below, const char *name);
/** All of a file, to free(). */
char *support_folder_content(const char *below, const char *name, size_t *bytes);
/** Asserts that a file is the same in two folders. */
void support_folder_same(const char *below_a, const char *below_b, const char *name);

/** Makes a shell script bin/NAME in the folder, for a PATH. */
void support_folder_put_program(const char *name, const char *script);

/** Draws; *drawn counts the files told of. */
enum fault_kind support_folder_draw(const struct support_plan *plan,
                                    const struct support_order *order, size_t *drawn,
                                    struct fault *fault);
void support_folder_draw_well(const struct support_plan *plan, const struct support_order *order);
/** Runs `gnuplot PROGRAM`, or `gnuplot -c PROGRAM FORMAT`, as a person would; it must be quiet. */
void support_folder_gnuplot_by_hand(const char *below, const char *program, const char *format);
/** Asserts that an SVG is well-formed and some text in it is `wanted`, entities read. */
void support_folder_svg(const char *below, const char *name, const char *wanted);

#endif
