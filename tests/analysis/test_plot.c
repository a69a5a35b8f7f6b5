/* The pictures' files, seen from outside: drawn, drawn again, no gnuplot.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plot.h"
#include "analysis/support_folder.h"
#include "analysis/support_stored.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const svg[] = {"svg"};
static const char *const every[] = {"pdf", "svg", "png"};
static const struct support_plan usual = SUPPORT_USUAL;

static void every_picture_comes_in_every_format(void **state)
{
    size_t count = 0;
    size_t drawn = 0;
    const struct plot_note *notes = plot_notes(&count);
    struct support_order order = {"", every, 3, NULL};

    (void) state;
    assert_int_equal(count, 7);
    assert_int_equal(support_folder_draw(&usual, &order, &drawn, NULL), FAULT_NONE);
    assert_int_equal(drawn, 7 * 5);
    for (size_t i = 0; i < count; i++) {
        static const char *const endings[] = {"gp", "dat", "svg", "png", "pdf"};
        static const char *const begin[] = {"# ", "# ", "<?xml", "\x89PNG", "%PDF"};

        for (size_t e = 0; e < 5; e++) {
            char name[64];
            char *text = NULL;

            (void) snprintf(name, sizeof name, "%s.%s", notes[i].name, endings[e]);
            text = support_folder_content("", name, NULL);
            assert_int_equal(strncmp(text, begin[e], strlen(begin[e])), 0);
            free(text);
            (void) strcat(name, ".part");
            assert_false(support_folder_has("", name));
        }
    }
}

static void the_same_result_gives_the_same_files(void **state)
{
    struct support_order first = {"a", every, 3, "tat"};
    struct support_order second = {"b", every, 3, "tat"};

    (void) state;
    support_folder_draw_well(&usual, &first);
    sleep(1); /* so that a time of drawing in a file would show */
    support_folder_draw_well(&usual, &second);
    support_folder_same("a", "b", "tat.gp");
    support_folder_same("a", "b", "tat.dat");
    support_folder_same("a", "b", "tat.svg");
    support_folder_same("a", "b", "tat.png");
    support_folder_same("a", "b", "tat.pdf");
}

static void a_picture_is_drawn_again_from_its_program(void **state)
{
    size_t count = 0;
    const struct plot_note *notes = plot_notes(&count);
    struct support_order order = {"a", svg, 1, NULL};
    struct support_order again = {"b", svg, 1, NULL};
    char path[SUPPORT_PATH_BYTES];

    (void) state;
    support_folder_draw_well(&usual, &order);
    support_folder_draw_well(&usual, &again);
    for (size_t i = 0; i < count; i++) {
        char program[64];
        char picture[64];

        (void) snprintf(program, sizeof program, "%s.gp", notes[i].name);
        (void) snprintf(picture, sizeof picture, "%s.svg", notes[i].name);
        assert_int_equal(unlink(support_folder_path_of(path, "b", picture)), 0);
        support_folder_gnuplot_by_hand("b", program, "");
        support_folder_same("a", "b", picture);
    }
    support_folder_gnuplot_by_hand("b", "tat.gp", "png");
    assert_true(support_folder_has("b", "tat.png"));
}

static void what_is_unknown_is_named_with_what_is_known(void **state)
{
    static const char *const bad[] = {"jpeg"};
    struct support_order name = {"", svg, 1, "heatmap"};
    struct support_order format = {"", bad, 1, NULL};
    struct fault fault = {0};

    (void) state;
    assert_int_equal(support_folder_draw(&usual, &name, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text,
                        "there is no picture \"heatmap\"; the pictures are tat, target, "
                        "backlog, week, utilisation, roster, ai");
    assert_int_equal(support_folder_draw(&usual, &format, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text,
                        "no picture can be drawn as \"jpeg\"; the formats are svg, png and pdf");
    assert_false(support_folder_has("", "tat.gp"));
}

static void what_cannot_be_drawn_is_left_out_unless_asked_for(void **state)
{
    struct support_plan plan = usual;
    struct support_order all = {"", svg, 1, NULL};
    struct support_order asked = {"", svg, 1, "ai"};
    struct fault fault = {0};

    (void) state;
    plan.tools = 0;
    plan.nothing_reported = true;
    support_folder_draw_well(&plan, &all);
    assert_false(support_folder_has("", "ai.svg"));
    assert_false(support_folder_has("", "tat.svg"));
    assert_false(support_folder_has("", "target.svg"));
    assert_true(support_folder_has("", "week.svg"));
    assert_int_equal(support_folder_draw(&plan, &asked, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text,
                        "the picture \"ai\" cannot be drawn: the scenario has no AI, or "
                        "no study with a verdict waited");
}

static void without_gnuplot_program_and_data_stay(void **state)
{
    static const char *const says[] = {"gnuplot was not found on the PATH", "gnuplot failed: boom",
                                       "gnuplot was ended by signal 9"};
    static const char *const scripts[] = {NULL, "echo boom >&2; : > tat.svg.part; exit 3",
                                          "kill -9 $$"};
    char *before = strdup(getenv("PATH"));
    struct support_order order = {"out", svg, 1, NULL};
    struct fault fault = {0};
    char bin[SUPPORT_PATH_BYTES];

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        if (scripts[i] != NULL)
            support_folder_put_program("gnuplot", scripts[i]);
        assert_int_equal(setenv("PATH", support_folder_path_of(bin, "", "bin"), 1), 0);
        assert_int_equal(support_folder_draw(&usual, &order, NULL, &fault), FAULT_FILE);
        assert_int_equal(setenv("PATH", before, 1), 0);
        assert_non_null(strstr(fault.text, says[i]));
        assert_non_null(strstr(fault.text, "tat.gp"));
        assert_true(support_folder_has("out", "tat.gp") && support_folder_has("out", "tat.dat"));
        assert_true(support_folder_has("out", "ai.gp") && support_folder_has("out", "ai.dat"));
        assert_false(support_folder_has("out", "tat.svg") ||
                     support_folder_has("out", "tat.svg.part"));
    }
    support_folder_gnuplot_by_hand("out", "tat.gp", "");
    assert_true(support_folder_has("out", "tat.svg"));
    free(before);
}

static void a_gnuplot_that_draws_nothing_is_a_fault(void **state)
{
    char *before = strdup(getenv("PATH"));
    struct support_order order = {"out", svg, 1, "tat"};
    struct fault fault = {0};
    char bin[SUPPORT_PATH_BYTES];

    (void) state;
    support_folder_put_program("gnuplot", "exit 0");
    assert_int_equal(setenv("PATH", support_folder_path_of(bin, "", "bin"), 1), 0);
    assert_int_equal(support_folder_draw(&usual, &order, NULL, &fault), FAULT_FILE);
    assert_int_equal(setenv("PATH", before, 1), 0);
    assert_non_null(strstr(fault.text, "gnuplot drew nothing"));
    free(before);
}

static void times_that_cannot_be_are_a_fault(void **state)
{
    struct plot_options options = {.folder = "/nowhere/at/all"}; /* it does not get so far */

    (void) state;
    for (int i = 0; i < 4; i++) {
        struct stored *stored = support_stored(&usual);
        struct fault fault = {0};

        if (i == 0)
            stored->provenance.start = "soon";
        if (i == 1)
            stored->shape->duration_min = (double) NAN;
        if (i == 2)
            stored->shape->timeline_step_min = 0.0;
        if (i == 3)
            stored->shape->duration_min = 1e300;
        assert_int_equal(plot_draw(stored, &options, NULL, NULL, &fault), FAULT_INPUT);
        support_stored_free(stored);
    }
}

static void a_file_in_the_folder_s_place_is_a_fault(void **state)
{
    char path[SUPPORT_PATH_BYTES];
    struct support_order inside = {"file/deeper", svg, 1, "tat"};
    struct support_order itself = {"file", svg, 1, "tat"};
    struct fault fault = {0};

    (void) state;
    assert_int_equal(fclose(fopen(support_folder_path_of(path, "", "file"), "w")), 0);
    assert_int_equal(support_folder_draw(&usual, &inside, NULL, &fault), FAULT_FILE);
    assert_int_equal(support_folder_draw(&usual, &itself, NULL, &fault), FAULT_FILE);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_folder_set_up, support_folder_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_picture_comes_in_every_format),
        TEST(the_same_result_gives_the_same_files),
        TEST(a_picture_is_drawn_again_from_its_program),
        TEST(what_is_unknown_is_named_with_what_is_known),
        TEST(what_cannot_be_drawn_is_left_out_unless_asked_for),
        TEST(without_gnuplot_program_and_data_stay),
        TEST(a_gnuplot_that_draws_nothing_is_a_fault),
        TEST(times_that_cannot_be_are_a_fault),
        TEST(a_file_in_the_folder_s_place_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
