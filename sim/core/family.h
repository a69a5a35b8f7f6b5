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
/** P(X > x), precise in the tail, too. */
double family_above(const struct variate *v, double x);
/** Gamma(shape, 1) at or below x >= 0: the regularised incomplete gamma function P(shape, x). */
double family_gamma_below(double shape, double x);
/** 1 - P(shape, x), precise in the tail. */
double family_gamma_above(double shape, double x);

#endif
