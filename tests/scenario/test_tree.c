/* YAML read with places, and what no scenario may hold.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <glib.h>

struct reading {
    struct tree tree;
    struct tree_node *root;
    struct diag diag;
};

static void read_bytes(struct reading *r, const char *bytes, size_t length)
{
    tree_init(&r->tree);
    diag_init(&r->diag);
    assert_int_equal(tree_parse(&r->tree, bytes, length, (struct tree_place){"f.yaml", 1, 1},
                                &r->root, &r->diag),
                     FAULT_NONE);
}

static void read_text(struct reading *r, const char *text)
{
    read_bytes(r, text, strlen(text));
}

static void drop(struct reading *r)
{
    tree_clear(&r->tree);
    diag_clear(&r->diag);
}

static void stands_at(const struct tree_node *node, unsigned line, unsigned column)
{
    assert_non_null(node);
    assert_int_equal(node->place.line, line);
    assert_int_equal(node->place.column, column);
}

static void every_node_knows_its_place(void **state)
{
    struct reading r;
    const struct tree_node *list;

    (void) state;
    read_text(&r, "a: x\nü: \"é\"\nlist:\n  - {k: v}\n  - w\n");
    assert_int_equal(r.diag.errors, 0);
    stands_at(tree_get(r.root, "a"), 1, 4);
    stands_at(tree_get(r.root, "ü"), 2, 4); /* in characters, not bytes */
    list = tree_get(r.root, "list");
    stands_at(list, 4, 3);
    stands_at(list->items[0].value, 4, 5);
    stands_at(tree_get(list->items[0].value, "k"), 4, 9);
    stands_at(list->items[1].value, 5, 5);
    assert_int_equal(r.root->items[2].place.line, 3);
    assert_string_equal(tree_get_text(r.root, "a"), "x");
    assert_null(tree_get_text(r.root, "list"));
    assert_null(tree_get(r.root, "b"));
    drop(&r);
}

static void scalars_are_texts(void **state)
{
    struct reading r;

    (void) state;
    read_text(&r, "a: NO\nb: 07:00\nc: ~\nd: 010\ne: \"x\\ty\"\nf:\n");
    assert_string_equal(tree_get_text(r.root, "a"), "NO");
    assert_string_equal(tree_get_text(r.root, "b"), "07:00");
    assert_string_equal(tree_get_text(r.root, "c"), "~");
    assert_string_equal(tree_get_text(r.root, "d"), "010");
    assert_string_equal(tree_get_text(r.root, "e"), "x\ty");
    assert_string_equal(tree_get_text(r.root, "f"), "");
    assert_true(tree_get(r.root, "a")->plain);
    assert_false(tree_get(r.root, "e")->plain);
    drop(&r);
}

static void aliases_are_copies_of_what_they_mean(void **state)
{
    struct reading r;
    struct tree_node *copy;

    (void) state;
    read_text(&r, "a: &x {k: [1, 2]}\nb: *x\nc: &s text\nd: *s\n");
    assert_int_equal(r.diag.errors, 0);
    copy = tree_get(r.root, "b");
    assert_ptr_not_equal(copy, tree_get(r.root, "a"));
    stands_at(copy, 2, 4);
    assert_int_equal(tree_get(copy, "k")->count, 2);
    assert_string_equal(tree_get(copy, "k")->items[1].value->text, "2");
    assert_string_equal(tree_get_text(r.root, "d"), "text");
    drop(&r);
}

static void faults_have_our_words_and_their_place(void **state)
{
    static const struct {
        const char *text;
        unsigned line, column;
        const char *message;
    } given[] = {
        {"a: 1\nb: *x\n", 2, 4, "`*x` has no anchor"},
        {"a: &x [*x]\n", 1, 8, "inside what it means"},
        {"a: [*]\n", 1, 6, "begins with `*`"},
        {"a: 1\na: 2\n", 2, 1, "`a` is written twice; first at 1:1"},
        {"x: &m {a: 1}\nb: {<<: *m}\n", 2, 5, "merge key `<<`"},
        {"a: !!int 1\n", 1, 4, "tag"},
        {"a: !x [1]\n", 1, 4, "tag `!x`"},
        {"? [a]\n: b\n", 1, 3, "a key must be a word"},
        {"a: 1\n---\nb: 1\n", 2, 1, "second document"},
        {"", 1, 1, "nothing in it"},
        {"# only\n", 1, 1, "nothing in it"},
        {"a:\n\tb: 1\n", 2, 1, "tab in the indentation"},
        {"a:\n  b: 1\n \tc: 1\n", 3, 2, "tab in the indentation"},
        {"a: 1\rb: @x\r", 2, 4, "begins with `@`"},
        {"a: 1\r\nb: @x\r\n", 2, 4, "begins with `@`"},
        {"a: \"\xE2\x80\xA8\xC2\x85\"\nb: @x\n", 4, 4, "begins with `@`"},
        {"a: @x\n", 1, 4, "begins with `@`"},
        {"a: `x`\n", 1, 4, "back-tick"},
        {"a: %60\n", 1, 4, "begins with `%`"},
        {"a: b: c\n", 1, 5, "`:` cannot stand here"},
        {"a: {b:\n", 1, 4, "`{` is not closed"},
        {"a: [b\n", 1, 4, "`[` is not closed"},
        {"a: \"b\n", 1, 4, "never closed"},
        {"a: 'b\n", 1, 4, "never closed"},
        {"a: \"x\\qy\"\n", 1, 6, "unknown `\\` sign"},
        {"a: \"x\\0y\"\n", 1, 4, "NUL"},
        {"a: x\xe9\n", 1, 5, "E9 is not UTF-8"},
        {"ü: x\n  \xff\n", 2, 3, "FF is not UTF-8"},
        {"a: x\x07\n", 1, 5, "U+0007"},
        {"a: x\xc2\x80\n", 1, 5, "U+0080"},
    };

    (void) state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        struct reading r;

        read_text(&r, given[i].text);
        if (r.diag.count != 1 || strstr(r.diag.entries[0].message, given[i].message) == NULL ||
            r.diag.entries[0].line != given[i].line || r.diag.entries[0].column != given[i].column)
            fail_msg("%s: %zu errors, %u:%u %s", given[i].text, r.diag.count,
                     r.diag.count > 0 ? r.diag.entries[0].line : 0,
                     r.diag.count > 0 ? r.diag.entries[0].column : 0,
                     r.diag.count > 0 ? r.diag.entries[0].message : "");
        drop(&r);
    }
}

static void a_raw_nul_is_a_fault(void **state)
{
    struct reading r;

    (void) state;
    read_bytes(&r, "a: x\0y\n", 7);
    assert_int_equal(r.diag.errors, 1);
    assert_int_equal(r.diag.entries[0].column, 5);
    assert_non_null(strstr(r.diag.entries[0].message, "U+0000"));
    drop(&r);
}

static void doubled_keys_keep_the_first(void **state)
{
    struct reading r;

    (void) state;
    read_text(&r, "a: 1\nb: 2\na: 3\n");
    assert_int_equal(r.diag.errors, 1);
    assert_string_equal(tree_get_text(r.root, "a"), "1");
    assert_int_equal(r.root->count, 3); /* the second is still checked */
    assert_true(r.root->items[2].again);
    drop(&r);
}

/* Reads text that is hostile and must be refused at once. */
static void is_refused_in_time(const char *text, const char *message)
{
    struct reading r;
    clock_t start = clock();

    read_text(&r, text);
    assert_int_equal(r.diag.errors, 1);
    assert_non_null(strstr(r.diag.entries[0].message, message));
    assert_null(r.root);
    assert_true((double) (clock() - start) / CLOCKS_PER_SEC < 5);
    drop(&r);
}

static void nesting_has_a_limit(void **state)
{
    GString *text = g_string_new("a: ");

    (void) state;
    for (size_t i = 0; i < 1000000; i++)
        g_string_append_c(text, '[');
    is_refused_in_time(text->str, "64 levels");
    g_string_assign(text, "a: ");
    for (size_t i = 0; i < 300000; i++)
        g_string_append(text, "{a: ");
    is_refused_in_time(text->str, "64 levels");
    g_string_assign(text, "a:\n");
    for (size_t i = 0; i < 100000; i++)
        g_string_append(text, "- ");
    is_refused_in_time(text->str, "64 levels");
    g_string_free(text, TRUE);
}

static void sixty_levels_are_fine(void **state)
{
    GString *text = g_string_new("a: ");
    struct reading r;

    (void) state;
    for (size_t i = 0; i < 60; i++)
        g_string_append_c(text, '[');
    for (size_t i = 0; i < 60; i++)
        g_string_append_c(text, ']');
    read_text(&r, text->str);
    assert_int_equal(r.diag.errors, 0);
    drop(&r);
    g_string_free(text, TRUE);
}

static void aliases_of_aliases_have_a_limit(void **state)
{
    GString *text = g_string_new("a0: &a0 [x, y]\n");
    char *big = g_strnfill(1000000, 'x');

    (void) state;
    for (int i = 1; i < 12; i++) {
        g_string_append_printf(text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(text, "*a%d,", i - 1);
        g_string_append(text, "]\n");
    }
    is_refused_in_time(text->str, "too large");
    g_string_printf(text, "a: &a %s\nb: [", big); /* few nodes, much text */
    for (int k = 0; k < 500; k++)
        g_string_append(text, "*a,");
    g_string_append(text, "]\n");
    is_refused_in_time(text->str, "too large");
    g_free(big);
    g_string_free(text, TRUE);
}

static void keys_of_a_mapping_have_a_limit(void **state)
{
    GString *text = g_string_new("");

    (void) state;
    for (int i = 0; i < 200000; i++)
        g_string_append_printf(text, "k%d: 1\n", i);
    is_refused_in_time(text->str, "1000 keys");
    g_string_free(text, TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_knows_its_place),
        cmocka_unit_test(scalars_are_texts),
        cmocka_unit_test(aliases_are_copies_of_what_they_mean),
        cmocka_unit_test(faults_have_our_words_and_their_place),
        cmocka_unit_test(a_raw_nul_is_a_fault),
        cmocka_unit_test(doubled_keys_keep_the_first),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(sixty_levels_are_fine),
        cmocka_unit_test(aliases_of_aliases_have_a_limit),
        cmocka_unit_test(keys_of_a_mapping_have_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
