/* Numbers as text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/number.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define NOTHING "\xe2\x80\x93" /* an en dash */

/* Up to DBL_DIG digits a decimal is its own shortest form, so the search begins there; only below
 * DBL_MIN fewer may do. */
struct number_text number_exact(double value)
{
    struct number_text number;
    int first = fabs(value) < DBL_MIN ? 1 : DBL_DIG;

    assert(isfinite(value));
    for (int digits = first; digits <= DBL_DECIMAL_DIG; digits++) {
        (void) snprintf(number.text, sizeof number.text, "%.*g", digits, value);
        if (strtod(number.text, NULL) == value) // NOLINT: the same bits are wanted
            break;
    }
    return number;
}

struct number_text number_count(uint64_t count)
{
    struct number_text number;
    char digits[NUMBER_BYTES];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, count);
    unsigned at = 0;

    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            number.text[at++] = ',';
        number.text[at++] = digits[i];
    }
    number.text[at] = '\0';
    return number;
}

static struct number_text nothing(void)
{
    struct number_text number = {NOTHING};

    return number;
}

static struct number_text with(double value, int decimals, const char *unit)
{
    struct number_text number;

    (void) snprintf(number.text, sizeof number.text, "%.*f%s", decimals, value, unit);
    return number;
}

struct number_text number_short(double value)
{
    if (!isfinite(value))
        return nothing();
    if (value >= 999.5 && value < 1e15)
        return number_count((uint64_t) (value + 0.5));
    return with(value, fabs(value) < 99.95 ? 1 : 0, "");
}

struct number_text number_share(double share)
{
    return isfinite(share) ? with(100 * share, 1, " %") : nothing();
}

static const struct { /* units of time; the first is shown without decimals */
    double below, factor;
    const char *unit;
} steps[] = {{1, 60, " s"}, {120, 1, " min"}, {2880, 1.0 / 60, " h"}, {0, 1.0 / 1440, " d"}};

static unsigned step_of(double minutes)
{
    unsigned i = 0;

    while (steps[i].below > 0 && minutes >= steps[i].below)
        i++;
    return i;
}

struct number_text number_minutes(double minutes)
{
    unsigned i;

    if (!isfinite(minutes))
        return nothing();
    i = step_of(minutes);
    return with(minutes * steps[i].factor, i == 0 ? 0 : 1, steps[i].unit);
}

struct number_text number_minutes_margin(double half_width, double minutes)
{
    struct number_text number = {""};
    unsigned i;
    double value;

    if (!isfinite(half_width) || !isfinite(minutes))
        return number;
    i = step_of(minutes);
    value = half_width * steps[i].factor;
    if (value > 0 && value < (i == 0 ? 0.5 : 0.05))
        (void) snprintf(number.text, sizeof number.text, "%.1g", value);
    else
        number = with(value, i == 0 ? 0 : 1, "");
    return number;
}

struct number_text number_length(double minutes)
{
    struct number_text number;
    double days = minutes / 1440, hours = minutes / 60;

    if (!isfinite(minutes))
        return nothing();
    if (days >= 2 && days == floor(days))
        (void) snprintf(number.text, sizeof number.text, "%.0f d", days);
    else if (hours >= 1 && (hours == floor(hours) || hours >= 2))
        (void) snprintf(number.text, sizeof number.text, "%.4g h", hours);
    else if (minutes >= 1)
        (void) snprintf(number.text, sizeof number.text, "%.4g min", minutes);
    else
        (void) snprintf(number.text, sizeof number.text, "%.4g s", 60 * minutes);
    return number;
}

struct number_text number_margin(double half_width)
{
    struct number_text number = {""};

    return isfinite(half_width) ? with(100 * half_width, 1, "") : number;
}

struct number_text number_money(double amount)
{
    if (!isfinite(amount))
        return nothing();
    if (amount >= 99.995 && amount < 1e15)
        return number_count((uint64_t) (amount + 0.5));
    return with(amount, fabs(amount) < 0.005 ? 0 : 2, "");
}
