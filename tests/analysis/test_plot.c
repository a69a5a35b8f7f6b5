/* The pictures' files, seen from outside: drawn, drawn again, hostile text, no gnuplot.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/child.h"
#include "analysis/plot.h"
#include "analysis/support_stored.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define PATH_BYTES 512

static const char *const svg[] = {"svg"};
static const char *const every[] = {"pdf", "svg", "png"};
static const struct support_plan usual = {.title = "Night cover",
                                          .priorities = 4,
                                          .groups = 2,
                                          .readers = 5,
                                          .sites = 6,
                                          .tools = 1,
                                          .days = 28,
                                          .replications = 6};

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

static int set_up(void **state)
{
    (void) state;
    (void) memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void) state;
    remove_tree(folder);
    return 0;
}

static char *path_of(char out[PATH_BYTES], const char *below, const char *name)
{
    (void) snprintf(out, PATH_BYTES, "%s/%s%s%s", folder, below, below[0] ? "/" : "", name);
    return out;
}

static bool there(const char *below, const char *name)
{
    char path[PATH_BYTES];

    return access(path_of(path, below, name), F_OK) == 0;
}

/* All of a file, to free(). */
static char *content(const char *below, const char *name, size_t *bytes)
{
    char path[PATH_BYTES];
    FILE *file = fopen(path_of(path, below, name), "rb");
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

static void assert_same(const char *below_a, const char *below_b, const char *name)
{
    size_t bytes_a = 0;
    size_t bytes_b = 0;
    char *a = content(below_a, name, &bytes_a);
    char *b = content(below_b, name, &bytes_b);

    if (bytes_a != bytes_b || memcmp(a, b, bytes_a) != 0)
        fail_msg("%s is not the same", name);
    free(a);
    free(b);
}

struct order {
    const char *below;
    const char *const *formats;
    size_t format_count;
    const char *only;
};

static void count_drawn(void *self, const char *path)
{
    assert_int_equal(access(path, F_OK), 0);
    *(size_t *) self += 1;
}

static enum fault_kind draw(const struct support_plan *plan, const struct order *order,
                            size_t *drawn, struct fault *fault)
{
    struct stored *stored = support_stored(plan);
    char path[PATH_BYTES];
    struct plot_options options = {.folder = path_of(path, order->below, ""),
                                   .formats = order->formats,
                                   .format_count = order->format_count,
                                   .only = &order->only,
                                   .only_count = order->only == NULL ? 0 : 1};
    enum fault_kind kind = plot_draw(stored, &options, drawn == NULL ? NULL : count_drawn, drawn,
                                     fault);

    support_stored_free(stored);
    return kind;
}

static void draw_well(const struct support_plan *plan, const struct order *order)
{
    struct fault fault = {0};

    if (draw(plan, order, NULL, &fault) != FAULT_NONE)
        fail_msg("%s", fault.text);
}

static void every_picture_comes_in_every_format(void **state)
{
    size_t count = 0;
    size_t drawn = 0;
    const struct plot_note *notes = plot_notes(&count);
    struct order order = {"", every, 3, NULL};

    (void) state;
    assert_int_equal(count, 7);
    assert_int_equal(draw(&usual, &order, &drawn, NULL), FAULT_NONE);
    assert_int_equal(drawn, 7 * 5);
    for (size_t i = 0; i < count; i++) {
        static const char *const endings[] = {"gp", "dat", "svg", "png", "pdf"};
        static const char *const begin[] = {"# ", "# ", "<?xml", "\x89PNG", "%PDF"};

        for (size_t e = 0; e < 5; e++) {
            char name[64];
            char *text = NULL;

            (void) snprintf(name, sizeof name, "%s.%s", notes[i].name, endings[e]);
            text = content("", name, NULL);
            assert_int_equal(strncmp(text, begin[e], strlen(begin[e])), 0);
            free(text);
            (void) strcat(name, ".part");
            assert_false(there("", name));
        }
    }
}

static void the_same_result_gives_the_same_files(void **state)
{
    struct order first = {"a", every, 3, "tat"};
    struct order second = {"b", every, 3, "tat"};

    (void) state;
    draw_well(&usual, &first);
    sleep(1); /* so that a time of drawing in a file would show */
    draw_well(&usual, &second);
    assert_same("a", "b", "tat.gp");
    assert_same("a", "b", "tat.dat");
    assert_same("a", "b", "tat.svg");
    assert_same("a", "b", "tat.png");
    assert_same("a", "b", "tat.pdf");
}

/* Runs `gnuplot [-c] PROGRAM [FORMAT]` as a person would. */
static void gnuplot_by_hand(const char *below, const char *program, const char *format)
{
    char path[PATH_BYTES];
    char command[] = "gnuplot";
    char call[] = "-c";
    char *file = strdup(program);
    char *wanted = strdup(format);
    char *arguments[] = {command, call, file, wanted, NULL};
    char *plain[] = {command, file, NULL};
    struct child child = {.folder = path_of(path, below, ""),
                          .arguments = format[0] == '\0' ? plain : arguments,
                          .stream = STDERR_FILENO};

    assert_int_equal(child_run(&child, NULL), FAULT_NONE);
    assert_int_equal(child.status, 0);
    assert_string_equal(child.said, "");
    free(child.said);
    free(file);
    free(wanted);
}

static void a_picture_is_drawn_again_from_its_program(void **state)
{
    size_t count = 0;
    const struct plot_note *notes = plot_notes(&count);
    struct order order = {"a", svg, 1, NULL};
    struct order again = {"b", svg, 1, NULL};
    char path[PATH_BYTES];

    (void) state;
    draw_well(&usual, &order);
    draw_well(&usual, &again);
    for (size_t i = 0; i < count; i++) {
        char program[64];
        char picture[64];

        (void) snprintf(program, sizeof program, "%s.gp", notes[i].name);
        (void) snprintf(picture, sizeof picture, "%s.svg", notes[i].name);
        assert_int_equal(unlink(path_of(path, "b", picture)), 0);
        gnuplot_by_hand("b", program, "");
        assert_same("a", "b", picture);
    }
    gnuplot_by_hand("b", "tat.gp", "png");
    assert_true(there("b", "tat.png"));
}

static void what_is_unknown_is_named_with_what_is_known(void **state)
{
    static const char *const bad[] = {"jpeg"};
    struct order name = {"", svg, 1, "heatmap"};
    struct order format = {"", bad, 1, NULL};
    struct fault fault = {0};

    (void) state;
    assert_int_equal(draw(&usual, &name, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text, "there is no picture \"heatmap\"; the pictures are tat, target, "
                                    "backlog, week, utilisation, roster, ai");
    assert_int_equal(draw(&usual, &format, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text,
                        "no picture can be drawn as \"jpeg\"; the formats are svg, png and pdf");
    assert_false(there("", "tat.gp"));
}

static void what_cannot_be_drawn_is_left_out_unless_asked_for(void **state)
{
    struct support_plan plan = usual;
    struct order all = {"", svg, 1, NULL};
    struct order asked = {"", svg, 1, "ai"};
    struct fault fault = {0};

    (void) state;
    plan.tools = 0;
    plan.nothing_reported = true;
    draw_well(&plan, &all);
    assert_false(there("", "ai.svg"));
    assert_false(there("", "tat.svg"));
    assert_false(there("", "target.svg"));
    assert_true(there("", "week.svg"));
    assert_int_equal(draw(&plan, &asked, NULL, &fault), FAULT_USAGE);
    assert_string_equal(fault.text, "the picture \"ai\" cannot be drawn: the scenario has no AI, or "
                                    "no study with a verdict waited");
}

/* Every svg is well-formed, and some text in it is `wanted`, entities read. */
static void assert_svg(const char *below, const char *name, const char *wanted)
{
    static char program[] =
        "import sys, xml.etree.ElementTree as t\n"
        "texts = [''.join(e.itertext()) for e in t.parse(sys.argv[1]).iter()"
        " if e.tag.endswith('}text')]\n"
        "sys.exit(0 if sys.argv[2] in texts else repr(texts))\n";
    char path[PATH_BYTES];
    char command[] = "/usr/bin/python3";
    char evaluate[] = "-c";
    char *text = strdup(wanted);
    char *arguments[] = {command, evaluate, program, path_of(path, below, name), text, NULL};
    struct child child = {.arguments = arguments, .stream = STDERR_FILENO};

    assert_int_equal(child_run(&child, NULL), FAULT_NONE);
    if (child.status != 0)
        fail_msg("%s has no text %s: %s", name, wanted, child.said);
    free(child.said);
    free(text);
}

static void hostile_text_is_text(void **state)
{
    static const char title[] = "=2+3 Night_cover `touch PWNED` ^2 {/Bold x} @home & ~ 50 % \"q\" "
                                "'a' \\n $HOME $(touch PWNED) <script>alert(1)</script> #1 😀";
    struct support_plan plan = usual;
    struct order order = {"out it's $HOME \"q\" `touch PWNED`/deeper", every, 3, NULL};

    (void) state;
    plan.title = title;
    plan.hostile = "`touch PWNED`_^{%s}";
    draw_well(&plan, &order);
    assert_false(there(order.below, "PWNED"));
    assert_false(there("", "PWNED"));
    assert_int_not_equal(access("PWNED", F_OK), 0);
    assert_svg(order.below, "tat.svg", title);
    assert_svg(order.below, "tat.svg", "`touch PWNED`_^{%s}stroke");
    assert_svg(order.below, "target.svg", "`touch PWNED`_^{%s}urgent");
    assert_svg(order.below, "utilisation.svg", "`touch PWNED`_^{%s}group-2");
    assert_svg(order.below, "roster.svg", "`touch PWNED`_^{%s}reader-5");
    assert_svg(order.below, "backlog.svg", "`touch PWNED`_^{%s}routine");
    assert_svg(order.below, "ai.svg", "`touch PWNED`_^{%s}tool-1");
    assert_svg(order.below, "week.svg", title);
}

static void quotes_line_breaks_and_broken_text_end_nothing(void **state)
{
    static const char *const hostile[] = {"'; !touch PWNED; '", "\"`touch PWNED`\"", "\n!touch PWNED\n",
                                          "\\", "@a", "''a''b'", "x\xFF\x01]]>", "日本 "};
    static const char *const shown[] = {"'; !touch PWNED; 'stat", "\"`touch PWNED`\"stat",
                                        " !touch PWNED stat", "\\stat", "@astat", "''a''b'stat",
                                        "x\xEF\xBF\xBD ]]\xE2\x80\x8B>stat", "日本 stat"};
    struct order order = {"", svg, 1, "target"};

    (void) state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct support_plan plan = usual;

        plan.hostile = hostile[i];
        draw_well(&plan, &order);
        assert_false(there("", "PWNED"));
        assert_svg("", "target.svg", shown[i]);
    }
}

static void big_results_say_what_they_leave_out(void **state)
{
    struct support_plan plan = usual;
    struct order order = {"", svg, 1, NULL};

    (void) state;
    plan.priorities = 60;
    plan.readers = 300;
    plan.groups = 60;
    plan.tools = 12;
    plan.sites = 300;
    plan.replications = 2;
    draw_well(&plan, &order);
    assert_svg("", "tat.svg", "the first 12 of 60 priorities with reports");
    assert_svg("", "target.svg", "the first 40 of 52 priorities with a target");
    assert_svg("", "utilisation.svg", "the busiest 40 of 60 groups");
    assert_svg("", "ai.svg", "the first 10 of 12 AI tools; in brackets: studies a replication");
    assert_svg("", "roster.svg", "the week around the first change of clocks; 40 of 300 readers, "
                                 "the first of each group");
    assert_svg("", "backlog.svg", "line: mean; band: lowest to highest of 2 replications; the first "
                                  "5 of 60 priorities");
}

/* The share at the target, read off the curve, is target_met, which was counted apart from it. */
static void the_curve_passes_through_the_share_within_target(void **state)
{
    struct order order = {"", svg, 1, "tat"};
    struct stored *stored = support_stored(&usual);
    double met = 100.0 * summary_estimate(stored->summary, TABLE_PRIORITY, MEASURE_TARGET_MET, 0).mean;
    double target = stored->shape->target_min[0];
    double share = 0.0;
    char *data = NULL;

    (void) state;
    draw_well(&usual, &order);
    data = content("", "tat.dat", NULL);
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
    struct order order = {"", svg, 1, "roster"};
    char *data = NULL;
    unsigned blocks = 0;
    unsigned winter = 0;
    unsigned summer = 0;
    unsigned own = 0;

    (void) state;
    draw_well(&usual, &order);
    data = content("", "roster.dat", NULL);
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

static void use_path(const char *path)
{
    assert_int_equal(setenv("PATH", path, 1), 0);
}

/* A program named gnuplot that does what the script says. */
static void put_gnuplot(const char *script)
{
    char path[PATH_BYTES];
    FILE *file = NULL;

    (void) mkdir(path_of(path, "", "bin"), 0700);
    file = fopen(path_of(path, "bin", "gnuplot"), "w");
    assert_non_null(file);
    (void) fprintf(file, "#!/bin/sh\n%s\n", script);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
}

static void without_gnuplot_program_and_data_stay(void **state)
{
    static const char *const says[] = {"gnuplot was not found on the PATH", "gnuplot failed: boom",
                                       "gnuplot was ended by signal 9"};
    static const char *const scripts[] = {NULL, "echo boom >&2; : > tat.svg.part; exit 3",
                                          "kill -9 $$"};
    char *before = strdup(getenv("PATH"));
    struct order order = {"out", svg, 1, NULL};
    struct fault fault = {0};
    char bin[PATH_BYTES];

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        if (scripts[i] != NULL)
            put_gnuplot(scripts[i]);
        use_path(path_of(bin, "", "bin"));
        assert_int_equal(draw(&usual, &order, NULL, &fault), FAULT_FILE);
        use_path(before);
        assert_non_null(strstr(fault.text, says[i]));
        assert_non_null(strstr(fault.text, "tat.gp"));
        assert_true(there("out", "tat.gp") && there("out", "tat.dat"));
        assert_true(there("out", "ai.gp") && there("out", "ai.dat"));
        assert_false(there("out", "tat.svg") || there("out", "tat.svg.part"));
    }
    gnuplot_by_hand("out", "tat.gp", "");
    assert_true(there("out", "tat.svg"));
    free(before);
}

static void a_gnuplot_that_draws_nothing_is_a_fault(void **state)
{
    char *before = strdup(getenv("PATH"));
    struct order order = {"out", svg, 1, "tat"};
    struct fault fault = {0};
    char bin[PATH_BYTES];

    (void) state;
    put_gnuplot("exit 0");
    use_path(path_of(bin, "", "bin"));
    assert_int_equal(draw(&usual, &order, NULL, &fault), FAULT_FILE);
    use_path(before);
    assert_non_null(strstr(fault.text, "gnuplot drew nothing"));
    free(before);
}

static void a_file_in_the_folder_s_place_is_a_fault(void **state)
{
    char path[PATH_BYTES];
    struct order inside = {"file/deeper", svg, 1, "tat"};
    struct order itself = {"file", svg, 1, "tat"};
    struct fault fault = {0};

    (void) state;
    assert_int_equal(fclose(fopen(path_of(path, "", "file"), "w")), 0);
    assert_int_equal(draw(&usual, &inside, NULL, &fault), FAULT_FILE);
    assert_int_equal(draw(&usual, &itself, NULL, &fault), FAULT_FILE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_picture_comes_in_every_format),
        TEST(the_same_result_gives_the_same_files),
        TEST(a_picture_is_drawn_again_from_its_program),
        TEST(what_is_unknown_is_named_with_what_is_known),
        TEST(what_cannot_be_drawn_is_left_out_unless_asked_for),
        TEST(hostile_text_is_text),
        TEST(quotes_line_breaks_and_broken_text_end_nothing),
        TEST(big_results_say_what_they_leave_out),
        TEST(the_curve_passes_through_the_share_within_target),
        TEST(shifts_stand_on_both_clocks),
        TEST(without_gnuplot_program_and_data_stay),
        TEST(a_gnuplot_that_draws_nothing_is_a_fault),
        TEST(a_file_in_the_folder_s_place_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
