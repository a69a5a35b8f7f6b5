/* What is wrong is kept whole, once, shown in order of place.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void entries_are_sorted_by_file_then_place(void **state)
{
    struct diag diag;

    (void) state;
    diag_init(&diag);
    diag_file(&diag, "main.yaml");
    diag_add(&diag, DIAG_ERROR, "a.yaml", 1, 1, NULL, "five");
    diag_add(&diag, DIAG_ERROR, "main.yaml", 10, 2, NULL, "three");
    diag_add(&diag, DIAG_WARNING, "main.yaml", 2, 30, NULL, "two");
    diag_add(&diag, DIAG_ERROR, "main.yaml", 2, 4, "hint", "%s", "one");
    diag_add(&diag, DIAG_ERROR, "main.yaml", 10, 2, NULL, "four");
    diag_sort(&diag);
    assert_int_equal(diag.count, 5);
    assert_int_equal(diag.errors, 4);
    assert_int_equal(diag.warnings, 1);
    assert_string_equal(diag.entries[0].message, "one");
    assert_string_equal(diag.entries[0].hint, "hint");
    assert_string_equal(diag.entries[1].message, "two");
    assert_string_equal(diag.entries[2].message, "three");
    assert_string_equal(diag.entries[3].message, "four");
    assert_string_equal(diag.entries[4].message, "five");
    diag_clear(&diag);
}

static void the_same_at_the_same_place_is_said_once(void **state)
{
    struct diag diag;

    (void) state;
    diag_init(&diag);
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 1000; i++)
            diag_add(&diag, DIAG_ERROR, "a.yaml", i, 1, NULL, "same");
        diag_sort(&diag);
    }
    diag_add(&diag, DIAG_ERROR, "a.yaml", 3, 2, NULL, "same");
    diag_add(&diag, DIAG_ERROR, "b.yaml", 3, 1, NULL, "same");
    assert_int_equal(diag.count, 1002);
    assert_int_equal(diag.errors, 1002);
    diag_clear(&diag);
}

static void rubbish_is_counted_but_not_kept(void **state)
{
    struct diag diag;

    (void) state;
    diag_init(&diag);
    for (unsigned i = 0; i < 150000; i++)
        diag_add(&diag, DIAG_ERROR, "a.yaml", i + 1, 1, NULL, "x");
    assert_int_equal(diag.errors, 150000);
    assert_int_equal(diag.count, 100000);
    diag_sort(&diag);
    assert_int_equal(diag.entries[19].line, 20);
    diag_clear(&diag);
}

static void what_steers_a_terminal_is_shown_escaped(void **state)
{
    struct diag diag;

    (void) state;
    diag_init(&diag);
    diag_add(&diag, DIAG_ERROR, "a\n.yaml", 1, 1, "h\x1b[0m", "%s",
             "a\tb\r\n\x1b[31m\x7f M\xc3\xbcnchen \xff\xc2\x9b \xe2\x80\xae.");
    assert_string_equal(diag.entries[0].file, "a\\n.yaml");
    assert_string_equal(diag.entries[0].hint, "h\\x1B[0m");
    assert_string_equal(diag.entries[0].message,
                        "a\\tb\\r\\n\\x1B[31m\\x7F M\xc3\xbcnchen \\xFF\\xC2\\x9B "
                        "\\xE2\\x80\\xAE.");
    diag_clear(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_sorted_by_file_then_place),
        cmocka_unit_test(the_same_at_the_same_place_is_said_once),
        cmocka_unit_test(rubbish_is_counted_but_not_kept),
        cmocka_unit_test(what_steers_a_terminal_is_shown_escaped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
