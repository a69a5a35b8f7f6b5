/* What is read from fontconfig's list, which a script of our own prints.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/fonts.h"
#include "analysis/support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Asks with a PATH on which there is only what was put. */
static bool have(uint32_t code)
{
    char *before = strdup(getenv("PATH"));
    char bin[SUPPORT_PATH_BYTES];
    struct fonts fonts = {0};
    bool answer = false;

    assert_int_equal(setenv("PATH", support_folder_path_of(bin, "", "bin"), 1), 0);
    answer = fonts_have(&fonts, code);
    assert_int_equal(setenv("PATH", before, 1), 0);
    fonts_clear(&fonts);
    free(before);
    return answer;
}

static void ranges_and_single_characters_are_read(void **state)
{
    (void) state;
    support_folder_put_program("fc-list",
                               "echo ':charset=20-7e 391-3a1 65e5'; echo ':charset=1f600-1f64f'");
    assert_true(have(0x391) && have(0x3a1) && have(0x399));
    assert_false(have(0x390) || have(0x3a2));
    assert_true(have(0x65e5));
    assert_false(have(0x672c));
    assert_true(have(0x1f600) && have(0x1f64f));
    assert_false(have(0x1f650));
}

static void latin_and_shapeless_need_no_answer(void **state)
{
    (void) state;
    assert_true(have('a') && have(0xe9) && have(0x24f));
    assert_true(have(0x200b) && have(0xfe0f));
}

static void without_an_answer_only_symbols_count(void **state)
{
    (void) state;
    assert_true(have(0x416) && have(0x2026) && have(0x25a1));
    assert_false(have(0x65e5) || have(0x1f600));
    support_folder_put_program("fc-list", "echo ':charset=65e5'; exit 1");
    assert_false(have(0x65e5));
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_folder_set_up, support_folder_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(ranges_and_single_characters_are_read),
        TEST(latin_and_shapeless_need_no_answer),
        TEST(without_an_answer_only_symbols_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
