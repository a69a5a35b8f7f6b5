/* Quantities in text: a number and its unit, never a guess. Each reader checks the whole text,
 * takes no locale into account, and on failure gives in *right a static sentence of what would be
 * right.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_QUANTITY_H
#define TELERAD_SCENARIO_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

/** Decimal number, `.` as point, `e` allowed; no NaN, infinity, hexadecimal, underscore. */
bool quantity_number(const char *text, double *out, const char **right);
/** Whole number, digits only, no sign or leading zero, at most max. */
bool quantity_count(const char *text, uint64_t max, uint64_t *out, const char **right);
/** "12 min", "8 h", "28 d", "1 wk", "3 ms" … in microseconds; >= 0; at most 1000 years of 365 d. */
bool quantity_duration(const char *text, int64_t *out_us, const char **right);
/** The same, unrounded, for parameters of distributions. */
bool quantity_duration_real(const char *text, double *out_us, const char **right);
/** "40/day", "3.5/h" … in 1/us; >= 0. */
bool quantity_rate(const char *text, double *out_per_us, const char **right);
/** "15 %" as 0.15; 0 … 100 %. */
bool quantity_share(const char *text, double *out, const char **right);
/** "4 %/h" as a share for each us; >= 0. */
bool quantity_share_rate(const char *text, double *out_per_us, const char **right);
/** "150 %" as 1.5; 0 … 10000 %. */
bool quantity_percent(const char *text, double *out, const char **right);
/** "4 %/yr", "-2 %/yr" as 0.04, -0.02; above -100 %, at most 1000 %. */
bool quantity_growth(const char *text, double *out_per_year, const char **right);
/** "320 MB", "1.5 GiB" in bytes; >= 0. */
bool quantity_size(const char *text, double *out_bytes, const char **right);
/** "50 Mbit/s" in bit/s; > 0. */
bool quantity_bandwidth(const char *text, double *out_bit_per_s, const char **right);
/** "USD 45": code (3 capital letters, terminated) and amount >= 0. */
bool quantity_money(const char *text, char code[4], double *out, const char **right);
/** "USD 5000/month": the same, a calendar month. */
bool quantity_money_month(const char *text, char code[4], double *out, const char **right);
/** "500/month": how many a calendar month; >= 0. */
bool quantity_monthly(const char *text, double *out, const char **right);
/** "HH:MM" as minutes since midnight; 24:00 only if midnight_end. */
bool quantity_clock(const char *text, bool midnight_end, int *out_minutes, const char **right);
/** "YYYY-MM-DD", a real date. */
bool quantity_date(const char *text, int *year, int *month, int *day, const char **right);
/** "YYYY-MM-DDTHH:MM". */
bool quantity_instant(const char *text, int *year, int *month, int *day, int *minutes,
                      const char **right);
/** "mon", "mon-fri", "fri-mon" as a set of days, bit 0 is Monday. */
bool quantity_days(const char *text, unsigned *out_days, const char **right);

#endif
