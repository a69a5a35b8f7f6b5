/* Distribution functions and means of the families, in closed form where there is one. libm has no
 * incomplete gamma function, so it stands here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/family.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#define SQRT2 0x1.6a09e667f3bcdp+0
#define TWO_PI 0x1.921fb54442d18p+2

/* From this shape on the series get slow, and the expansion below stands in. At 1e5 it differs from
 * GSL 2.7.1 by up to 2.2e-8; which of the two is nearer is not known. */
#define GAMMA_LARGE 1e5

/* P(shape, x) by its power series; converges fast for x < shape + 1. DLMF 8.11.4. */
static double gamma_series(double shape, double x)
{
    double term = 1 / shape;
    double sum = term;

    for (double k = 1; term > sum * DBL_EPSILON / 4; k++) {
        term *= x / (shape + k);
        sum += term;
    }
    return sum * exp(shape * log(x) - x - lgamma(shape));
}

/* 1 - P(shape, x) by its continued fraction, summed by the modified Lentz method; for x > shape +
 * 1. DLMF 8.9.2. */
static double gamma_fraction(double shape, double x)
{
    double b = x + 1 - shape;
    double c = 1 / DBL_MIN;
    double d = 1 / b;
    double value = d;
    double factor = 0;

    for (double k = 1; fabs(factor - 1) > DBL_EPSILON; k++) {
        double a = k * (shape - k);

        b += 2;
        d = a * d + b;
        d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
        c = b + a / c;
        c = fabs(c) < DBL_MIN ? DBL_MIN : c;
        factor = c * d;
        value *= factor;
    }
    return value * exp(shape * log(x) - x - lgamma(shape));
}

/* The share of Gamma(shape, 1) on one side of x for large shapes, below if side is 1, above if -1:
 * Temme's uniform expansion, first term. DLMF 8.12.3, 8.12.4, 8.12.7, 8.12.10. */
static double gamma_large(double shape, double x, double side)
{
    double excess = (x - shape) / shape;
    double eta = copysign(sqrt(2 * fmax(excess - log1p(excess), 0)), excess);
    double term;

    if (fabs(eta) < 1e-2)
        term = -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta / 864));
    else
        term = 1 / excess - 1 / eta;
    return erfc(-side * eta * sqrt(shape / 2)) / 2 -
           side * (term * exp(-shape * eta * eta / 2) / sqrt(TWO_PI * shape));
}

double family_gamma_below(double shape, double x)
{
    assert(shape > 0);
    if (!(x > 0))
        return 0;
    if (!isfinite(x))
        return 1;
    if (shape >= GAMMA_LARGE)
        return gamma_large(shape, x, 1);
    return x < shape + 1 ? gamma_series(shape, x) : 1 - gamma_fraction(shape, x);
}

double family_gamma_above(double shape, double x)
{
    assert(shape > 0);
    if (!(x > 0))
        return 1;
    if (!isfinite(x))
        return 0;
    if (shape >= GAMMA_LARGE)
        return gamma_large(shape, x, -1);
    return x < shape + 1 ? 1 - gamma_series(shape, x) : gamma_fraction(shape, x);
}

static double triangular_below(const struct variate *v, double x)
{
    double least = v->a, mode = v->b, greatest = v->c;

    if (x <= least)
        return 0;
    if (x >= greatest)
        return 1;
    if (x < mode)
        return (x - least) / (mode - least) * ((x - least) / (greatest - least));
    return 1 - (greatest - x) / (greatest - mode) * ((greatest - x) / (greatest - least));
}

static double triangular_above(const struct variate *v, double x)
{
    double mode = v->b, greatest = v->c;

    if (x >= greatest)
        return 0;
    if (x < mode)
        return 1 - triangular_below(v, x);
    return (greatest - x) / (greatest - mode) * ((greatest - x) / (greatest - v->a));
}

/* The number of values at or below x. */
static size_t empirical_rank(const struct variate *v, double x)
{
    size_t low = 0, high = v->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (v->values[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double empirical_below(const struct variate *v, double x)
{
    size_t rank = empirical_rank(v, x);
    double from, to;

    if (rank == 0)
        return 0;
    if (rank == v->count)
        return 1;
    from = v->values[rank - 1];
    to = v->values[rank];
    return ((double) (rank - 1) + (x - from) / (to - from)) / (double) (v->count - 1);
}

double family_below(const struct variate *v, double x)
{
    if (!(x >= 0))
        return 0;
    switch (v->family) {
    case VARIATE_CONSTANT: return x >= v->a ? 1 : 0;
    case VARIATE_EXPONENTIAL: return -expm1(-x / v->a);
    case VARIATE_LOGNORMAL: return erfc((v->a - log(x)) / (v->b * SQRT2)) / 2;
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return family_gamma_below(v->a, x / v->b);
    case VARIATE_WEIBULL: return -expm1(-pow(x / v->a, v->b));
    case VARIATE_LOGLOGISTIC: return 1 / (1 + pow(v->a / x, v->b));
    case VARIATE_HYPEREXPONENTIAL: return -v->a * expm1(-x / v->b) - (1 - v->a) * expm1(-x / v->c);
    case VARIATE_UNIFORM: return fmin(fmax((x - v->a) / (v->b - v->a), 0), 1);
    case VARIATE_TRIANGULAR: return triangular_below(v, x);
    case VARIATE_EMPIRICAL: return empirical_below(v, x);
    }
    assert(v->family <= VARIATE_EMPIRICAL);
    return (double) NAN;
}

double family_above(const struct variate *v, double x)
{
    if (!(x >= 0))
        return 1;
    switch (v->family) {
    case VARIATE_CONSTANT: return x >= v->a ? 0 : 1;
    case VARIATE_EXPONENTIAL: return exp(-x / v->a);
    case VARIATE_LOGNORMAL: return erfc((log(x) - v->a) / (v->b * SQRT2)) / 2;
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return family_gamma_above(v->a, x / v->b);
    case VARIATE_WEIBULL: return exp(-pow(x / v->a, v->b));
    case VARIATE_LOGLOGISTIC: return 1 / (1 + pow(x / v->a, v->b));
    case VARIATE_HYPEREXPONENTIAL: return v->a * exp(-x / v->b) + (1 - v->a) * exp(-x / v->c);
    case VARIATE_UNIFORM: return fmin(fmax((v->b - x) / (v->b - v->a), 0), 1);
    case VARIATE_TRIANGULAR: return triangular_above(v, x);
    case VARIATE_EMPIRICAL: return 1 - empirical_below(v, x);
    }
    assert(v->family <= VARIATE_EMPIRICAL);
    return (double) NAN;
}

static double empirical_mean(const struct variate *v)
{
    double sum = 0;

    if (v->count == 1)
        return v->values[0];
    for (size_t i = 0; i + 1 < v->count; i++)
        sum += (v->values[i] / 2 + v->values[i + 1] / 2) / (double) (v->count - 1);
    return sum;
}

double family_mean(const struct variate *v)
{
    const double pi = TWO_PI / 2;

    switch (v->family) {
    case VARIATE_CONSTANT:
    case VARIATE_EXPONENTIAL: return v->a;
    case VARIATE_LOGNORMAL: return exp(v->a + v->b * v->b / 2);
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return v->a * v->b;
    case VARIATE_WEIBULL: return v->a * exp(lgamma(1 + 1 / v->b));
    case VARIATE_LOGLOGISTIC:
        return v->b > 1 ? v->a * (pi / v->b) / sin(pi / v->b) : (double) INFINITY;
    case VARIATE_HYPEREXPONENTIAL: return v->a * v->b + (1 - v->a) * v->c;
    case VARIATE_UNIFORM: return v->a / 2 + v->b / 2;
    case VARIATE_TRIANGULAR: return v->a / 3 + v->b / 3 + v->c / 3;
    case VARIATE_EMPIRICAL: return empirical_mean(v);
    }
    assert(v->family <= VARIATE_EMPIRICAL);
    return (double) NAN;
}
