/* Quantities: what is read, and what is refused.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/quantity.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void durations_are_whole_microseconds(void **state)
{
    static const struct {
        const char *text;
        int64_t us;
    } given[] = {
        {"12 min", INT64_C(720000000)},
        {"8 h", INT64_C(28800000000)},
        {"28 d", INT64_C(2419200000000)},
        {"1 wk", INT64_C(604800000000)},
        {"3 ms", 3000},
        {"1.5s", 1500000},
        {"0 d", 0},
        {"1e-3 ms", 1},
        {"2.5e1  s", 25000000},
        {"365000 d", INT64_C(31536000000000000)},
        {".5 s", 500000},
    };

    (void) state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        int64_t got = -1;

        assert_true(quantity_duration(given[i].text, &got, NULL));
        assert_true(got == given[i].us);
    }
}

static void a_wrong_duration_is_refused_with_what_is_right(void **state)
{
    static const char *const given[] = {
        "",        "28",        "7 days",  "two days",       "30m",
        "2 hours", "1:30",      "-5 min",  "1 mo",           "1,5 min",
        "min",     "5 min ",    " 5 min",  "1_0 min",        "0x10 min",
        "nan min", "inf s",     "1e400 s", "99999999999 wk", "366000 d",
        "5 Min",   "+5 min",    "5\tmin",  "- 5 min",        "-0 min",
        "e5 s",    "5 min 3 s", ". s",
    };

    (void) state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        const char *right = NULL;
        int64_t got = -7;

        assert_false(quantity_duration(given[i], &got, &right));
        assert_true(got == -7);
        assert_non_null(right);
    }
}

static void numbers_are_decimal_and_finite(void **state)
{
    static const char *const refused[] = {"",      "nan", "inf", "1e400", "-1e400", "0x1F",
                                          "1_000", "1,5", "1 2", "1.2.3", "e5",     "1e",
                                          "--1",   " 1",  "~",   "true",  "12x",    "1.5 "};
    const char *right = NULL;
    double got = -7;

    (void) state;
    assert_true(quantity_number("0.85", &got, NULL));
    assert_true(got == 0.85);
    assert_true(quantity_number("-1.5e3", &got, NULL));
    assert_true(got == -1500);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_number(refused[i], &got, &right));
    assert_true(got == -1500);
}

static void numbers_know_no_locale(void **state)
{
    double got = 0;

    (void) state;
    (void) setlocale(LC_ALL, "de_DE.UTF-8"); /* where there is one */
    assert_true(quantity_number("54.125", &got, NULL));
    assert_true(got == 54.125);
    assert_false(quantity_number("54,125", &got, NULL));
    (void) setlocale(LC_ALL, "C");
}

static void counts_are_plain_digits(void **state)
{
    static const char *const refused[] = {"0x10",
                                          "12x",
                                          "1_000",
                                          "1e3",
                                          "3.7",
                                          "-1",
                                          "+1",
                                          "",
                                          "~",
                                          "010",
                                          "00",
                                          "3 people",
                                          " 3",
                                          "3 ",
                                          "99999999999999999999",
                                          "18446744073709551616"};
    uint64_t got = 7;

    (void) state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_count(refused[i], UINT64_MAX, &got, NULL));
    assert_true(got == 7);
    assert_true(quantity_count("18446744073709551615", UINT64_MAX, &got, NULL));
    assert_true(got == UINT64_MAX);
    assert_true(quantity_count("0", 5, &got, NULL));
    assert_true(got == 0);
    assert_true(quantity_count("100", 100, &got, NULL));
    assert_true(got == 100);
    assert_false(quantity_count("101", 100, &got, NULL));
    assert_false(quantity_count("9", 5, &got, NULL));
}

static void rates_are_a_microsecond(void **state)
{
    static const char *const refused[] = {"9",       "9 per day", "9/d",  "-1/h",   "1e300/day",
                                          "9/month", "40/ day",   "/day", "40 day", "1,5/h"};
    double got = 0;

    (void) state;
    assert_true(quantity_rate("86400/day", &got, NULL));
    assert_true(fabs(got * 1e6 - 1.0) < 1e-12);
    assert_true(quantity_rate("3.6 /h", &got, NULL));
    assert_true(fabs(got * 1e6 - 1e-3) < 1e-15);
    assert_true(quantity_rate("365/yr", &got, NULL));
    assert_true(fabs(got * 86400e6 - 1.0) < 1e-12);
    assert_true(quantity_rate("0/s", &got, NULL));
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_rate(refused[i], &got, NULL));
}

static void shares_are_percentages(void **state)
{
    static const char *const refused[] = {"90",         "0.95", "101 %", "-1 %",
                                          "95 percent", "%60",  "%",     "100.0001 %"};
    double got = 0;

    (void) state;
    assert_true(quantity_share("15 %", &got, NULL));
    assert_true(got == 0.15);
    assert_true(quantity_share("100%", &got, NULL));
    assert_true(got == 1);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_share(refused[i], &got, NULL));
}

static void bytes_are_no_bits(void **state)
{
    static const char *const no_sizes[] = {"250", "20 Mbit", "-1 MB", "1e16 B", "1 mb", "1 MiBs"};
    static const char *const no_bandwidths[] = {"20 Mbps", "0 Mbit/s", "20 MB/s", "20", "-1 bit/s"};
    double got = 0;

    (void) state;
    assert_true(quantity_size("320 MB", &got, NULL));
    assert_true(got == 320e6);
    assert_true(quantity_size("1.5 GiB", &got, NULL));
    assert_true(got == 1610612736.0);
    assert_true(quantity_bandwidth("50 Mbit/s", &got, NULL));
    assert_true(got == 50e6);
    for (size_t i = 0; i < sizeof no_sizes / sizeof *no_sizes; i++)
        assert_false(quantity_size(no_sizes[i], &got, NULL));
    for (size_t i = 0; i < sizeof no_bandwidths / sizeof *no_bandwidths; i++)
        assert_false(quantity_bandwidth(no_bandwidths[i], &got, NULL));
}

static void money_names_its_currency(void **state)
{
    static const char *const refused[] = {"$190", "190 USD", "USD190", "USD -1", "usd 5",
                                          "USD",  "USD 4,5", "USDX 5", "USD 5 "};
    char code[4] = "";
    double got = 0;

    (void) state;
    assert_true(quantity_money("USD 190.50", code, &got, NULL));
    assert_string_equal(code, "USD");
    assert_true(got == 190.5);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_money(refused[i], code, &got, NULL));
    assert_string_equal(code, "USD");
}

static void clock_times_have_two_digits_each(void **state)
{
    static const char *const refused[] = {"1140",      "19.00",  "7pm",   "25:00", "19:60",
                                          "19:00:00x", "",       "-1:00", "7:00",  "24:01",
                                          "07:0",      "07:000", "07-00", "24:00"};
    int got = -1;

    (void) state;
    assert_true(quantity_clock("07:05", false, &got, NULL));
    assert_int_equal(got, 425);
    assert_true(quantity_clock("24:00", true, &got, NULL));
    assert_int_equal(got, 1440);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_clock(refused[i], false, &got, NULL));
    assert_int_equal(got, 1440);
}

static void dates_are_of_the_calendar(void **state)
{
    static const char *const refused[] = {
        "2026-02-29", "2026-13-01", "2026-00-10",  "2026-1-1", "20260101",
        "0026-01-01", "2026-01-32", "2026-01-01 ", "",         "2026-01-01T00:00"};
    static const char *const no_instants[] = {
        "2026-03-02",          "2026-03-02 00:00",  "2026-03-02T24:00", "2026-02-29T00:00",
        "2026-03-02T00:00:00", "2026-03-02T00:00Z", "2026-03-02T7:00"};
    int year = 0, month = 0, day = 0, minutes = 0;

    (void) state;
    assert_true(quantity_date("2028-02-29", &year, &month, &day, NULL));
    assert_int_equal(year * 10000 + month * 100 + day, 20280229);
    assert_true(quantity_instant("2026-03-02T07:30", &year, &month, &day, &minutes, NULL));
    assert_int_equal(year * 10000 + month * 100 + day, 20260302);
    assert_int_equal(minutes, 450);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_date(refused[i], &year, &month, &day, NULL));
    for (size_t i = 0; i < sizeof no_instants / sizeof *no_instants; i++)
        assert_false(quantity_instant(no_instants[i], &year, &month, &day, &minutes, NULL));
}

static void ranges_of_days_wrap(void **state)
{
    static const char *const refused[] = {"",       "monday",      "Mon",     "mon-",
                                          "mon-fr", "mon-fri-sun", "mon,tue", "-fri"};
    unsigned got = 0;

    (void) state;
    assert_true(quantity_days("mon", &got, NULL));
    assert_int_equal(got, 0x01);
    assert_true(quantity_days("mon-fri", &got, NULL));
    assert_int_equal(got, 0x1F);
    assert_true(quantity_days("fri-mon", &got, NULL));
    assert_int_equal(got, 0x71);
    assert_true(quantity_days("mon-sun", &got, NULL));
    assert_int_equal(got, 0x7F);
    assert_true(quantity_days("tue-mon", &got, NULL));
    assert_int_equal(got, 0x7F);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(quantity_days(refused[i], &got, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_whole_microseconds),
        cmocka_unit_test(a_wrong_duration_is_refused_with_what_is_right),
        cmocka_unit_test(numbers_are_decimal_and_finite),
        cmocka_unit_test(numbers_know_no_locale),
        cmocka_unit_test(counts_are_plain_digits),
        cmocka_unit_test(rates_are_a_microsecond),
        cmocka_unit_test(shares_are_percentages),
        cmocka_unit_test(bytes_are_no_bits),
        cmocka_unit_test(money_names_its_currency),
        cmocka_unit_test(clock_times_have_two_digits_each),
        cmocka_unit_test(dates_are_of_the_calendar),
        cmocka_unit_test(ranges_of_days_wrap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
