/* The standard normal distribution.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_NORMAL_H
#define TELERAD_CORE_NORMAL_H

/** The share of values at or below z, in [0, 1]. */
double normal_below(double z);
/** The value with this share, in (0, 1), at or below it; by halving, to rounding. */
double normal_quantile(double share);

#endif
