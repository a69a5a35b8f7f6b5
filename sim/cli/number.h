/* Numbers as text: exact for machines, short for people. The program never calls setlocale(), so
 * the decimal point is a point everywhere.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_NUMBER_H
#define TELERAD_CLI_NUMBER_H

#include <stdint.h>

#define NUMBER_BYTES 48U

struct number_text {
    char text[NUMBER_BYTES];
};

/** The fewest digits that read back as the same number; finite values only. */
struct number_text number_exact(double value);
/** For people: 1234567 as "1,234,567". */
struct number_text number_count(uint64_t count);
/** For people: rounded to a whole number from 100 on, to one decimal below; "–" of NaN. */
struct number_text number_short(double value);
/** A share as "96.1 %"; "–" of NaN. Rounds to 0.0 % or 100.0 % only what is that, to 0.05 %. */
struct number_text number_share(double share);
/** Minutes in the unit that reads best: "42 s", "12.3 min", "5.2 h", "3.1 d"; "–" of NaN. */
struct number_text number_minutes(double minutes);
/** Half width of minutes, in the unit that number_minutes(minutes) takes, without it: "0.4",
 * "0.02"; empty of NaN. */
struct number_text number_minutes_margin(double half_width, double minutes);
/** A length as somebody would have written it: 60 as "1 h", 1440 as "24 h", 40320 as "28 d". */
struct number_text number_length(double minutes);
/** A half width in percentage points: "± 0.4"; empty of NaN. */
struct number_text number_margin(double half_width);
/** Money: "6,840", with two decimals below 100 but for nothing, "0"; "–" of NaN. */
struct number_text number_money(double amount);

#endif
