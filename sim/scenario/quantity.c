/* A quantity is a number, blanks or none, and a unit from a table; anything else is refused.
 * Numbers are converted by g_ascii_strtod(), which knows no locale, and only after their form was
 * checked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/quantity.h"

#include <assert.h>
#include <glib.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define SECOND_US 1e6
#define DAY_US (86400 * SECOND_US)
#define YEAR_US (365 * DAY_US)
#define DURATION_MAX_US (1000 * YEAR_US)
#define RATE_MAX_PER_US (1e4 / SECOND_US)
#define BYTES_MAX 1e15
#define BITS_MAX 1e15
#define MONEY_MAX 1e15
#define MONTHLY_MAX 1e9

struct unit {
    const char *name;
    double size;
};

static const struct unit durations[] = {
    {"ms", 1e3},
    {"s", SECOND_US},
    {"min", 60 * SECOND_US},
    {"h", 3600 * SECOND_US},
    {"d", DAY_US},
    {"wk", 7 * DAY_US},
    {NULL, 0},
};
static const struct unit rates[] = {
    {"/s", SECOND_US}, {"/min", 60 * SECOND_US}, {"/h", 3600 * SECOND_US},
    {"/day", DAY_US},  {"/wk", 7 * DAY_US},      {"/yr", YEAR_US},
    {NULL, 0},
};
static const struct unit shares[] = {{"%", 0.01}, {NULL, 0}};
static const struct unit growths[] = {{"%/yr", 0.01}, {NULL, 0}};
static const struct unit sizes[] = {
    {"B", 1},        {"kB", 1e3},        {"MB", 1e6},           {"GB", 1e9}, {"TB", 1e12},
    {"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0}, {NULL, 0},
};
static const struct unit bandwidths[] = {
    {"bit/s", 1}, {"kbit/s", 1e3}, {"Mbit/s", 1e6}, {"Gbit/s", 1e9}, {NULL, 0},
};

static const char right_duration[] =
    "write a number and a unit, ms, s, min, h, d or wk, as in 12 min";
static const char right_comma[] = "the decimal point is a point, as in 1.5";

static bool refuse(const char **right, const char *sentence)
{
    if (right != NULL)
        *right = sentence;
    return false;
}

static size_t digits(const char *text)
{
    size_t n = 0;

    while (text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

/* Length of the decimal number at the start of text; 0: there is none. */
static size_t number_length(const char *text)
{
    size_t at = text[0] == '-' ? 1 : 0;
    size_t whole = digits(text + at);
    size_t part = 0;
    size_t sign;

    at += whole;
    if (text[at] == '.') {
        part = digits(text + at + 1);
        at += 1 + part;
    }
    if (whole + part == 0)
        return 0;
    if (text[at] == 'e' || text[at] == 'E') {
        sign = text[at + 1] == '-' || text[at + 1] == '+' ? 1 : 0;
        if (digits(text + at + 1 + sign) > 0)
            at += 1 + sign + digits(text + at + 1 + sign);
    }
    return at;
}

/* Reads "NUMBER UNIT"; *value in the table's terms. wrong: what to say if the form is wrong. */
static bool read_unit(const char *text, const struct unit *units, const char *wrong, double *value,
                      const char **right)
{
    size_t length = number_length(text);
    const char *unit = text + length;
    double number;

    if (length == 0)
        return refuse(right, wrong);
    if (*unit == ',')
        return refuse(right, right_comma);
    number = g_ascii_strtod(text, NULL);
    unit += strspn(unit, " ");
    for (; units->name != NULL; units++)
        if (strcmp(units->name, unit) == 0) {
            *value = number * units->size;
            return true;
        }
    return refuse(right, wrong);
}

bool quantity_number(const char *text, double *out, const char **right)
{
    size_t length = number_length(text);
    double value;

    if (length == 0 || text[length] != '\0')
        return refuse(right,
                      text[length] == ',' ? right_comma : "write a decimal number, as in 0.85");
    value = g_ascii_strtod(text, NULL);
    if (!isfinite(value))
        return refuse(right, "write a number that is not so large");
    *out = value;
    return true;
}

bool quantity_count(const char *text, uint64_t max, uint64_t *out, const char **right)
{
    size_t length = digits(text);
    uint64_t value = 0;

    if (length == 0 || text[length] != '\0' || (length > 1 && text[0] == '0'))
        return refuse(right, "write a whole number in plain digits, as in 12");
    for (size_t i = 0; i < length; i++) {
        uint64_t digit = (uint64_t) (text[i] - '0');

        if (digit > max || value > (max - digit) / 10)
            return refuse(right, "write a number that is not so large");
        value = 10 * value + digit;
    }
    *out = value;
    return true;
}

bool quantity_duration_real(const char *text, double *out_us, const char **right)
{
    double value;

    if (!read_unit(text, durations, right_duration, &value, right))
        return false;
    if (value < 0 || (value == 0 && text[0] == '-'))
        return refuse(right, "a duration is 0 or more");
    if (!(value <= DURATION_MAX_US))
        return refuse(right, "a duration is at most 1000 years of 365 d");
    *out_us = value;
    return true;
}

bool quantity_duration(const char *text, int64_t *out_us, const char **right)
{
    double value;

    if (!quantity_duration_real(text, &value, right))
        return false;
    *out_us = (int64_t) rint(value);
    return true;
}

bool quantity_rate(const char *text, double *out_per_us, const char **right)
{
    static const char wrong[] =
        "write a number and a unit, /s, /min, /h, /day, /wk or /yr, as in 40/day";
    size_t length = number_length(text);
    const struct unit *unit = rates;
    double value;

    if (length == 0)
        return refuse(right, wrong);
    if (text[length] == ',')
        return refuse(right, right_comma);
    value = g_ascii_strtod(text, NULL);
    text += length;
    text += strspn(text, " ");
    while (unit->name != NULL && strcmp(unit->name, text) != 0)
        unit++;
    if (unit->name == NULL)
        return refuse(right, wrong);
    value /= unit->size;
    if (value < 0)
        return refuse(right, "a rate is 0 or more");
    if (!(value <= RATE_MAX_PER_US))
        return refuse(right, "a rate is at most 10000/s");
    *out_per_us = value;
    return true;
}

bool quantity_share(const char *text, double *out, const char **right)
{
    double value;

    if (!read_unit(text, shares, "write a number and %, as in 15 %", &value, right))
        return false;
    value = g_ascii_strtod(text, NULL) / 100; /* 95 % is the number nearest to 0.95 */
    if (!(value >= 0 && value <= 1))
        return refuse(right, "a share is from 0 % to 100 %");
    *out = value;
    return true;
}

bool quantity_share_rate(const char *text, double *out_per_us, const char **right)
{
    static const char wrong[] =
        "write a number, % and a unit, /s, /min, /h, /day, /wk or /yr, as in 4 %/h";
    size_t length = number_length(text);
    const struct unit *unit = rates;
    const char *rest = text + length;

    if (length > 0 && *rest == ',')
        return refuse(right, right_comma);
    rest += strspn(rest, " ");
    if (length == 0 || *rest != '%')
        return refuse(right, wrong);
    rest++;
    rest += strspn(rest, " ");
    while (unit->name != NULL && strcmp(unit->name, rest) != 0)
        unit++;
    if (unit->name == NULL)
        return refuse(right, wrong);
    *out_per_us = g_ascii_strtod(text, NULL) / 100 / unit->size;
    if (!(*out_per_us >= 0 && *out_per_us <= RATE_MAX_PER_US))
        return refuse(right, "what is gained in a time is 0 % or more");
    return true;
}

bool quantity_percent(const char *text, double *out, const char **right)
{
    double value;

    if (!read_unit(text, shares, "write a number and %, as in 150 %", &value, right))
        return false;
    value = g_ascii_strtod(text, NULL) / 100;
    if (!(value >= 0 && value <= 100))
        return refuse(right, "a percentage is from 0 % to 10000 % here");
    *out = value;
    return true;
}

bool quantity_growth(const char *text, double *out, const char **right)
{
    double value;

    if (!read_unit(text, growths, "write a number and %/yr, as in 4 %/yr", &value, right))
        return false;
    value = g_ascii_strtod(text, NULL) / 100; /* as a share is read */
    if (!(value > -1 && value <= 10))
        return refuse(right, "growth is above -100 %/yr and at most 1000 %/yr");
    *out = value;
    return true;
}

bool quantity_size(const char *text, double *out_bytes, const char **right)
{
    static const char wrong[] =
        "write a number and a unit, B, kB, MB, GB, TB, KiB, MiB or GiB, as in 320 MB";
    double value;

    if (!read_unit(text, sizes, wrong, &value, right))
        return false;
    if (value < 0)
        return refuse(right, "a size is 0 B or more");
    if (!(value <= BYTES_MAX))
        return refuse(right, "a size is at most 1000 TB");
    *out_bytes = value;
    return true;
}

bool quantity_bandwidth(const char *text, double *out_bit_per_s, const char **right)
{
    static const char wrong[] =
        "write a number and a unit, bit/s, kbit/s, Mbit/s or Gbit/s, as in 50 Mbit/s";
    double value;

    if (!read_unit(text, bandwidths, wrong, &value, right))
        return false;
    if (!(value >= 1))
        return refuse(right, "a bandwidth is 1 bit/s or more");
    if (!(value <= BITS_MAX))
        return refuse(right, "a bandwidth is at most 1000000 Gbit/s");
    *out_bit_per_s = value;
    return true;
}

bool quantity_money(const char *text, char code[4], double *out, const char **right)
{
    static const char wrong[] = "write the currency's ISO 4217 code and a number, as in USD 45";
    const char *number = text;
    size_t length;
    double value;

    while (number - text < 3 && *number >= 'A' && *number <= 'Z')
        number++;
    if (number - text != 3 || *number != ' ')
        return refuse(right, wrong);
    number += strspn(number, " ");
    length = number_length(number);
    if (length > 0 && number[length] == ',')
        return refuse(right, right_comma);
    if (length == 0 || number[length] != '\0')
        return refuse(right, wrong);
    value = g_ascii_strtod(number, NULL);
    if (value < 0)
        return refuse(right, "an amount of money is 0 or more");
    if (!(value <= MONEY_MAX))
        return refuse(right, "write an amount that is not so large");
    memcpy(code, text, 3);
    code[3] = '\0';
    *out = value;
    return true;
}

/* The length of a text before "/month" and the blanks before that; 0: it does not end so. */
static size_t before_month(const char *text)
{
    static const char month[] = "/month";
    size_t length = strlen(text), end = strlen(month);

    if (length <= end || strcmp(text + length - end, month) != 0)
        return 0;
    length -= end;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

bool quantity_money_month(const char *text, char code[4], double *out, const char **right)
{
    static const char wrong[] =
        "write the currency's ISO 4217 code, a number and /month, as in USD 5000/month";
    char amount[64];
    size_t length = before_month(text);

    if (length == 0 || length >= sizeof amount)
        return refuse(right, wrong);
    memcpy(amount, text, length);
    amount[length] = '\0';
    return quantity_money(amount, code, out, right) || refuse(right, wrong);
}

bool quantity_monthly(const char *text, double *out, const char **right)
{
    static const char wrong[] = "write a number and /month, as in 500/month";
    size_t length = before_month(text);
    double value;

    if (length == 0 || number_length(text) != length)
        return refuse(right, wrong);
    value = g_ascii_strtod(text, NULL);
    if (!(value >= 0 && value <= MONTHLY_MAX))
        return refuse(right, "from 0/month to 1000000000/month");
    *out = value;
    return true;
}

/* Reads exactly n digits. */
static bool fixed(const char *text, size_t n, int *out)
{
    int value = 0;

    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = 10 * value + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool quantity_clock(const char *text, bool midnight_end, int *out_minutes, const char **right)
{
    int hour, minute;

    if (!fixed(text, 2, &hour) || text[2] != ':' || !fixed(text + 3, 2, &minute) || text[5] != '\0')
        return refuse(right, "write a clock time as HH:MM, as in 07:00");
    if (minute > 59 || hour > 24 || (hour == 24 && (minute > 0 || !midnight_end)))
        return refuse(right, midnight_end ? "clock times run from 00:00 to 24:00"
                                          : "clock times run from 00:00 to 23:59");
    *out_minutes = 60 * hour + minute;
    return true;
}

/* Reads the 10 characters of a date. */
static bool read_date(const char *text, int *year, int *month, int *day, const char **right)
{
    if (!fixed(text, 4, year) || text[4] != '-' || !fixed(text + 5, 2, month) || text[7] != '-' ||
        !fixed(text + 8, 2, day))
        return refuse(right, NULL);
    if (*year < 1900 || *year > 2999)
        return refuse(right, "years run from 1900 to 2999");
    if (*month < 1 || *month > 12 || *day < 1 ||
        !g_date_valid_dmy((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year))
        return refuse(right, "write a day that the calendar has");
    return true;
}

bool quantity_date(const char *text, int *year, int *month, int *day, const char **right)
{
    static const char wrong[] = "write a date as YYYY-MM-DD, as in 2026-03-02";
    const char *why = NULL;
    int y, m, d;

    if (!read_date(text, &y, &m, &d, &why))
        return refuse(right, why != NULL ? why : wrong);
    if (text[10] != '\0')
        return refuse(right, wrong);
    *year = y;
    *month = m;
    *day = d;
    return true;
}

bool quantity_instant(const char *text, int *year, int *month, int *day, int *minutes,
                      const char **right)
{
    static const char wrong[] = "write an instant as YYYY-MM-DDTHH:MM, as in 2026-03-02T00:00";
    const char *why = NULL;
    int y, m, d, clock;

    if (!read_date(text, &y, &m, &d, &why))
        return refuse(right, why != NULL ? why : wrong);
    if (text[10] != 'T' || !quantity_clock(text + 11, false, &clock, NULL))
        return refuse(right, wrong);
    *year = y;
    *month = m;
    *day = d;
    *minutes = clock;
    return true;
}

static bool read_day(const char *text, int *out)
{
    static const char names[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    for (int i = 0; i < 7; i++)
        if (strncmp(text, names[i], 3) == 0) {
            *out = i;
            return true;
        }
    return false;
}

bool quantity_days(const char *text, unsigned *out_days, const char **right)
{
    static const char wrong[] =
        "days are mon, tue, wed, thu, fri, sat, sun or a range of them, as in mon-fri";
    unsigned days = 0;
    int first, last;

    if (!read_day(text, &first))
        return refuse(right, wrong);
    last = first;
    if (text[3] != '\0' && (text[3] != '-' || !read_day(text + 4, &last) || text[7] != '\0'))
        return refuse(right, wrong);
    for (int day = first;; day = (day + 1) % 7) {
        days |= 1U << day;
        if (day == last)
            break;
    }
    *out_days = days;
    return true;
}
