/* The standard normal distribution, from the C library's erfc().
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/normal.h"

#include <assert.h>
#include <math.h>

#define SQRT2 0x1.6a09e667f3bcdp+0
#define FAR 40.0     /* nothing that a double can tell from 0 lies beyond */
#define HALVINGS 120 /* more than its digits */

double normal_below(double z)
{
    return erfc(-z / SQRT2) / 2;
}

double normal_quantile(double share)
{
    double low = -FAR, high = 0;

    assert(share > 0 && share < 1);
    if (share > 0.5) /* the lower tail is the exact one */
        return -normal_quantile(1 - share);
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;

        if (normal_below(middle) < share)
            low = middle;
        else
            high = middle;
    }
    return high;
}
