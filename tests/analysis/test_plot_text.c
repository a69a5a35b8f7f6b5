/* What stands in the pictures: other people's text letter for letter, and the right numbers.
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

static void hostile_text_is_text(void **state)
{
    static const char title[] = "=2+3 Night_cover `touch PWNED` ^2 {/Bold x} @home & ~ 50 % \"q\" "
                                "'a' \\n $HOME $(touch PWNED) <script>alert(1)</script> #1 😀";
    struct support_plan plan = usual;
    struct support_order order = {"out it's $HOME \"q\" `touch PWNED`/deeper", every, 3, NULL};

    (void) state;
    plan.title = title;
    plan.hostile = "`touch PWNED`_^{%s}";
    support_folder_draw_well(&plan, &order);
    assert_false(support_folder_has(order.below, "PWNED"));
    assert_false(support_folder_has("", "PWNED"));
    assert_int_not_equal(access("PWNED", F_OK), 0);
    support_folder_svg(order.below, "tat.svg", title);
    support_folder_svg(order.below, "tat.svg", "`touch PWNED`_^{%s}stroke");
    support_folder_svg(order.below, "target.svg", "`touch PWNED`_^{%s}urgent");
    support_folder_svg(order.below, "utilisation.svg", "`touch PWNED`_^{%s}group-2");
    support_folder_svg(order.below, "roster.svg", "`touch PWNED`_^{%s}reader-5");
    support_folder_svg(order.below, "backlog.svg", "`touch PWNED`_^{%s}routine");
    support_folder_svg(order.below, "ai.svg", "`touch PWNED`_^{%s}tool-1");
    support_folder_svg(order.below, "week.svg", title);
}

static void quotes_line_breaks_and_broken_text_end_nothing(void **state)
{
    static const char *const hostile[] = {"'; !touch PWNED; '",
                                          "\"`touch PWNED`\"",
                                          "\n!touch PWNED\n",
                                          "\\",
                                          "@a",
                                          "''a''b'",
                                          "x\xFF\x01]]>",
                                          "日本 "};
    static const char *const shown[] = {"'; !touch PWNED; 'stat",
                                        "\"`touch PWNED`\"stat",
                                        " !touch PWNED stat",
                                        "\\stat",
                                        "@astat",
                                        "''a''b'stat",
                                        "x\xEF\xBF\xBD ]]\xE2\x80\x8B>stat",
                                        "日本 stat"};
    struct support_order order = {"", svg, 1, "target"};

    (void) state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct support_plan plan = usual;

        plan.hostile = hostile[i];
        support_folder_draw_well(&plan, &order);
        assert_false(support_folder_has("", "PWNED"));
        support_folder_svg("", "target.svg", shown[i]);
    }
}

/* Where no font has a letter, PNG and PDF get a square: gnuplot would draw a box over all else. */
static void letters_without_a_font_are_squares_but_in_svg(void **state)
{
    struct support_plan plan = usual;
    struct support_order order = {"out", every, 3, "target"};
    char *before = strdup(getenv("PATH"));
    char path[SUPPORT_PATH_BYTES * 2];
    char bin[SUPPORT_PATH_BYTES];
    char *program = NULL;

    (void) state;
    plan.hostile = "日本";
    support_folder_put_program("fc-list", "echo ':charset=20-7e a0-2ff 2010-25ff 65e5'");
    (void) snprintf(path, sizeof path, "%s:%s", support_folder_path_of(bin, "", "bin"), before);
    assert_int_equal(setenv("PATH", path, 1), 0);
    support_folder_draw_well(&plan, &order);
    assert_int_equal(setenv("PATH", before, 1), 0);
    support_folder_svg("out", "target.svg", "日本stat");
    program = support_folder_content("out", "target.gp", NULL);
    assert_non_null(strstr(program, "    if (format ne 'svg') {"));
    assert_non_null(strstr(program, "        label[2] = '日□stat'\n"));
    free(program);
    free(before);
}

/* The mean of the sum is the sum of the means, and the band is about the mean. */
static void the_backlog_of_all_is_the_sum_of_the_priorities(void **state)
{
    struct support_order order = {"", svg, 1, "backlog"};
    double sums[2][2000] = {{0.0}};
    unsigned panel = 0;
    unsigned point = 0;
    char *data = NULL;

    (void) state;
    support_folder_draw_well(&usual, &order);
    data = support_folder_content("", "backlog.dat", NULL);
    for (char *line = data; line != NULL && *line != '\0';) {
        char *next = strchr(line, '\n');
        double row[4];

        if (strncmp(line, "\n\n", 2) == 0) {
            panel++;
            point = 0;
        }
        if (sscanf(line, "%lf %lf %lf %lf", row, row + 1, row + 2, row + 3) == 4 && *line != '\n') {
            assert_true(point < 2000 && row[2] <= row[1] && row[1] <= row[3]);
            assert_true(fabs(row[0] - 60.0 * point) < 1e-3);
            sums[panel > 0][point++] += row[1];
        }
        line = next == NULL ? NULL : next + 1;
    }
    free(data);
    assert_int_equal(panel, 5); /* ended */
    for (unsigned i = 0; i < 28 * 24; i++)
        assert_true(fabs(sums[0][i] - sums[1][i]) < 1e-3);
    assert_true(sums[0][12] > 10.0);
}

static void big_results_say_what_they_leave_out(void **state)
{
    struct support_plan plan = usual;
    struct support_order order = {"", svg, 1, NULL};

    (void) state;
    plan.priorities = 60;
    plan.readers = 300;
    plan.groups = 60;
    plan.tools = 12;
    plan.sites = 300;
    plan.replications = 2;
    support_folder_draw_well(&plan, &order);
    support_folder_svg("", "tat.svg", "the first 12 of 60 priorities with reports");
    support_folder_svg("", "target.svg", "the first 40 of 52 priorities with a target");
    support_folder_svg("", "utilisation.svg", "the busiest 40 of 60 groups");
    support_folder_svg("", "ai.svg",
                       "the first 10 of 12 AI tools; in brackets: studies a replication");
    support_folder_svg("", "roster.svg",
                       "the week around the first change of clocks; 40 of 300 readers, "
                       "the first of each group");
    support_folder_svg("", "backlog.svg",
                       "line: mean; band: lowest to highest of 2 replications; the first "
                       "5 of 60 priorities");
}

/* The share at the target, read off the curve, is target_met, which was counted apart from it. */
static void the_curve_passes_through_the_share_within_target(void **state)
{
    struct support_order order = {"", svg, 1, "tat"};
    struct stored *stored = support_stored(&usual);
    double met =
        100.0 * summary_estimate(stored->summary, TABLE_PRIORITY, MEASURE_TARGET_MET, 0).mean;
    double target = stored->shape->target_min[0];
    double share = 0.0;
    char *data = NULL;

    (void) state;
    support_folder_draw_well(&usual, &order);
    data = support_folder_content("", "tat.dat", NULL);
    for (char *line = strtok(data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        double x = 0.0;
        double y = 0.0;

        if (strcmp(line, "# stat") == 0)
            break;
        if (sscanf(line, "%lf %lf", &x, &y) == 2 && x <= target)
            share = y;
    }
    assert_true(met > 50.0 && fabs(share - met) < 0.6);
    free(data);
    support_stored_free(stored);
}

/* A shift from 19:00 in Chicago's winter is one from 20:00 in its summer, and always from 6:30 in
 * Kolkata: 00:30 + 5:30 h on from Greenwich. */
static void shifts_stand_on_both_clocks(void **state)
{
    struct support_order order = {"", svg, 1, "roster"};
    char *data = NULL;
    unsigned blocks = 0;
    unsigned winter = 0;
    unsigned summer = 0;
    unsigned own = 0;

    (void) state;
    support_folder_draw_well(&usual, &order);
    data = support_folder_content("", "roster.dat", NULL);
    for (char *line = data; line != NULL && *line != '\0';) {
        char *next = strchr(line, '\n');
        double row = 0.0;
        double from = 0.0;
        double to = 0.0;

        if (strncmp(line, "\n\n", 2) == 0)
            blocks++;
        if (sscanf(line, "%lf %lf %lf", &row, &from, &to) == 3 && row == 4.0 && from > 0.0) {
            double hour = fmod(from, 24.0);

            winter += blocks == 0 && fabs(hour - 19.0) < 1e-3;
            summer += blocks == 0 && fabs(hour - 20.0) < 1e-3;
            own += blocks == 2 && fabs(hour - 6.5) < 1e-3;
        }
        line = next == NULL ? NULL : next + 1;
    }
    free(data);
    assert_true(winter > 0 && summer > 0);
    assert_int_equal(winter + summer, own);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_folder_set_up, support_folder_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(hostile_text_is_text),
        TEST(quotes_line_breaks_and_broken_text_end_nothing),
        TEST(letters_without_a_font_are_squares_but_in_svg),
        TEST(the_backlog_of_all_is_the_sum_of_the_priorities),
        TEST(big_results_say_what_they_leave_out),
        TEST(the_curve_passes_through_the_share_within_target),
        TEST(shifts_stand_on_both_clocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
