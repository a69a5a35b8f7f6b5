/* Labels against strings worked out by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/label.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *given, size_t columns, const char *wanted)
{
    char got[LABEL_BYTES];

    (void) label_fit(got, sizeof got, given, columns);
    assert_string_equal(got, wanted);
}

static void what_fits_stays_letter_for_letter(void **state)
{
    (void) state;
    check("a_b^2 `id` {/Bold x} @h & ~ 50 % \"q\" 'a' \\n $HOME #1", 80,
          "a_b^2 `id` {/Bold x} @h & ~ 50 % \"q\" 'a' \\n $HOME #1");
    check("Größe 日本 😀", 40, "Größe 日本 😀");
    check("", 5, "");
}

static void controls_become_blanks(void **state)
{
    (void) state;
    check("a\nb\tc\x01"
          "d\x7f"
          "e\r\n",
          40, "a b c d e  ");
    check("a\xC2\x85"
          "b\xE2\x80\xA8"
          "c",
          40, "a b c"); /* next line, line separator */
}

static void what_is_no_utf_8_is_replaced(void **state)
{
    (void) state;
    check("a\xFF", 40, "a\xEF\xBF\xBD");
    check("\xC0\x80", 40, "\xEF\xBF\xBD\xEF\xBF\xBD"); /* overlong */
    check("\xE2\x82", 40, "\xEF\xBF\xBD\xEF\xBF\xBD"); /* cut off */
    check("\xED\xA0\x80", 1, "\xE2\x80\xA6");          /* half a surrogate pair: three */
    check("\xEF\xBF\xBF", 40, "\xEF\xBF\xBD");         /* U+FFFF, not in XML */
    check("a\xE2\x80\xAE"
          "b",
          40,
          "a\xEF\xBF\xBD"
          "b"); /* would turn the text round */
    check("\xF4\x90\x80\x80", 40, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void what_is_too_long_ends_in_an_ellipsis(void **state)
{
    char small[16];

    (void) state;
    check("abcdef", 6, "abcdef");
    check("abcdefg", 6, "abcde…");
    check("日本語", 5, "日本…");
    check("日本語", 4, "日…");
    assert_int_equal(label_fit(small, sizeof small, "日本語日本語日本語", 40), 9);
    assert_string_equal(small, "日本語日…"); /* by bytes */
}

static void the_middle_is_left_out_where_ends_matter(void **state)
{
    char got[LABEL_BYTES];

    (void) state;
    assert_int_equal(label_fit_ends(got, sizeof got, "university-hospital-1", 12), 12);
    assert_string_equal(got, "univer…tal-1");
    assert_int_equal(label_fit_ends(got, sizeof got, "short", 12), 5);
    assert_string_equal(got, "short");
}

static void lines_break_at_blanks(void **state)
{
    static const char *const wanted[] = {"one two", "three", "abcdefgh", "ij"};
    const char *text = "one two three abcdefghij";
    char got[LABEL_BYTES];

    (void) state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(label_line(got, &text, 8));
        assert_string_equal(got, wanted[i]);
    }
    assert_false(label_line(got, &text, 8));
}

static void a_line_takes_a_character_wider_than_itself(void **state)
{
    const char *text = "日x";
    char got[LABEL_BYTES];

    (void) state;
    assert_true(label_line(got, &text, 1));
    assert_string_equal(got, "日");
    assert_true(label_line(got, &text, 1));
    assert_string_equal(got, "x");
    assert_int_equal(label_columns("日x e\xCC\x81"), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_stays_letter_for_letter),
        cmocka_unit_test(controls_become_blanks),
        cmocka_unit_test(what_is_no_utf_8_is_replaced),
        cmocka_unit_test(what_is_too_long_ends_in_an_ellipsis),
        cmocka_unit_test(the_middle_is_left_out_where_ends_matter),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(a_line_takes_a_character_wider_than_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
