/* Counts and sums of whole microseconds, and of money. The sums are integers of 128 bits: they
 * neither overflow nor round, so a total does not depend on the order of what was added.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_TALLY_H
#define TELERAD_MEASURE_TALLY_H

#include <stdint.h>

__extension__ typedef unsigned __int128 tally_sum;

struct tally { /* starts as all zero */
    tally_sum sum_us;
    uint64_t count;
};

static inline void tally_add(struct tally *tally, int64_t value_us) /* value_us >= 0 */
{
    tally->sum_us += (uint64_t) value_us;
    tally->count++;
}

static inline void tally_merge(struct tally *into, const struct tally *from)
{
    into->sum_us += from->sum_us;
    into->count += from->count;
}

/* Sums of money are whole millionths of a millionth of the currency, to which each amount is
 * rounded: a thousand million amounts are wrong by less than a cent together. */
__extension__ typedef __int128 tally_money;

#define TALLY_MONEY_PARTS 1e12
#define TALLY_MONEY_SMALL 9e6 /* parts of amounts below fit 64 bits, which is faster */

#define TALLY_MONEY_MOST 1e20 /* amounts beyond count as this, so that no sum overflows */

/** amount >= 0. */
static inline tally_money tally_money_of(double amount)
{
    if (amount < TALLY_MONEY_SMALL)
        return (int64_t) (amount * TALLY_MONEY_PARTS + 0.5);
    return (tally_money) ((amount < TALLY_MONEY_MOST ? amount : TALLY_MONEY_MOST) *
                          TALLY_MONEY_PARTS);
}

static inline double tally_money_amount(tally_money sum)
{
    return (double) sum / TALLY_MONEY_PARTS;
}

/** Mean in minutes; NaN of nothing. */
double tally_mean_min(const struct tally *tally);

/** part / whole as a share; NaN if whole is 0. */
double tally_share(uint64_t part, uint64_t whole);

#endif
