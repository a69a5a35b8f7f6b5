/* CSV as spreadsheets write it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void open_bytes(struct csv *csv, const char *bytes, size_t size)
{
    char path[] = "/tmp/telerad-csv-XXXXXX";
    int handle = mkstemp(path);
    FILE *file = fdopen(handle, "w");
    struct fault fault;

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(csv_open(csv, path, &fault), FAULT_NONE);
    (void) unlink(path);
}

static void open_text(struct csv *csv, const char *text)
{
    open_bytes(csv, text, strlen(text));
}

static void expect(struct csv *csv, size_t count, const char *const *fields)
{
    assert_int_equal(csv_step(csv), CSV_RECORD);
    assert_int_equal(csv->count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(csv->fields[i].text, fields[i]);
}

static void separators_are_found_in_the_header(void **state)
{
    static const char *const texts[] = {"a,b\n1,\n", "a;b\n1;\n", "a\tb\n1\t\n"};

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        struct csv csv;

        open_text(&csv, texts[i]);
        expect(&csv, 2, (const char *const[]){"a", "b"});
        expect(&csv, 2, (const char *const[]){"1", ""});
        assert_int_equal(csv_step(&csv), CSV_END);
        csv_close(&csv);
    }
}

static void a_spreadsheets_own_form_is_read(void **state)
{
    struct csv csv;

    (void) state;
    open_text(&csv, "\xEF\xBB\xBFname;\"long; name\"\r\n"
                    "\"a \"\"b\"\"\r\nc\" ;  7,5 \r\n\r\nlast;x");
    expect(&csv, 2, (const char *const[]){"name", "long; name"});
    assert_int_equal(csv.fields[0].column, 1);
    assert_int_equal(csv_find(&csv, "long; name"), 1);
    assert_true(csv_find(&csv, "other") == SIZE_MAX);
    expect(&csv, 2, (const char *const[]){"a \"b\"\r\nc", "7,5"});
    assert_int_equal(csv.fields[0].line, 2);
    assert_int_equal(csv.fields[1].line, 3);
    expect(&csv, 2, (const char *const[]){"last", "x"});
    assert_int_equal(csv.fields[0].line, 5);
    assert_int_equal(csv.fields[1].column, 6);
    assert_int_equal(csv_step(&csv), CSV_END);
    csv_close(&csv);
}

static void numbers_may_have_a_comma_where_it_parts_nothing(void **state)
{
    struct csv csv;
    double value = 0;

    (void) state;
    open_text(&csv, "minutes\n7,5\n");
    assert_int_equal(csv_step(&csv), CSV_RECORD);
    expect(&csv, 1, (const char *const[]){"7,5"});
    assert_true(csv_number(&csv, "7,5", &value) && value == 7.5);
    assert_true(csv_number(&csv, "7.25", &value) && value == 7.25);
    assert_false(csv_number(&csv, "1.234,5", &value));
    assert_false(csv_number(&csv, "1,234,5", &value));
    csv_close(&csv);
    open_text(&csv, "a,b\n");
    assert_false(csv_number(&csv, "7,5", &value));
    csv_close(&csv);
}

static void broken(const char *bytes, size_t size, unsigned line, unsigned column, const char *says)
{
    struct csv csv;
    enum csv_step step;

    open_bytes(&csv, bytes, size);
    do
        step = csv_step(&csv);
    while (step == CSV_RECORD);
    assert_int_equal(step, CSV_BROKEN);
    assert_int_equal(csv.wrong_line, line);
    assert_int_equal(csv.wrong_column, column);
    assert_non_null(strstr(csv.wrong, says));
    assert_int_equal(csv_step(&csv), CSV_BROKEN);
    csv_close(&csv);
}

static void what_is_no_csv_is_told_with_its_place(void **state)
{
    (void) state;
    broken("a,b\n1,\"2\n3\n", 11, 2, 3, "never closes");
    broken("a,b\n1,\"2\"3\n", 11, 2, 3, "behind a closing quote");
    broken("a,b\nM\xFCnchen,1\n", 14, 2, 2, "UTF-8");
    broken("a,b\n1,\0\n", 8, 2, 3, "NUL");
}

static void what_cannot_be_opened_is_a_fault(void **state)
{
    struct csv csv;
    struct fault fault;

    (void) state;
    assert_int_equal(csv_open(&csv, "/tmp/telerad-not-there.csv", &fault), FAULT_FILE);
    assert_non_null(strstr(fault.text, "telerad-not-there.csv"));
    assert_int_equal(csv_open(&csv, "/tmp", &fault), FAULT_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators_are_found_in_the_header),
        cmocka_unit_test(a_spreadsheets_own_form_is_read),
        cmocka_unit_test(numbers_may_have_a_comma_where_it_parts_nothing),
        cmocka_unit_test(what_is_no_csv_is_told_with_its_place),
        cmocka_unit_test(what_cannot_be_opened_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
