/* The families behind variate.h, without truncation: draw, distribution function, mean. Private to
 * the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_FAMILY_H
#define TELERAD_CORE_FAMILY_H

#include "core/variate.h"

/** P(X <= x). */
double family_below(const struct variate *v, double x);
/** The mean; INFINITY for a loglogistic of shape <= 1. */
double family_mean(const struct variate *v);
/** The integral of the distribution function of an EMPIRICAL from lo to hi >= lo, exact. O(count). */
double family_empirical_area(const struct variate *v, double lo, double hi);
/** Gamma(shape, 1) at or below x >= 0: the regularised incomplete gamma function P(shape, x). */
double family_gamma_below(double shape, double x);

#endif
