/* Descriptions of distributions from the parameters people use, checked. A message says what is
 * wrong with which parameter and what would be right; who called knows the place.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/variate.h"
#include "core/family.h"

#include <math.h>
#include <stdbool.h>

#define Z_90 0x1.4813c36e26d32p+0 /* the normal's quantile at 0.9 */

/* Wide enough for every time, size and count, narrow enough that no product leaves a double. */
#define LEAST 1e-100
#define GREATEST 1e100
#define SIGMA_GREATEST 20.0
#define SHAPE_LEAST 0.05
#define SHAPE_GREATEST 1000.0
#define CV_LEAST 1e-4
#define CV_GREATEST 1000.0
#define STAGES_GREATEST 1000000U
#define KEPT_LEAST 0.01

static enum fault_kind check_range(const char *name, double value, double least, double greatest,
                                   struct fault *fault)
{
    if (value >= least && value <= greatest)
        return FAULT_NONE;
    return fault_set(fault, FAULT_INPUT, "%s is %g; it must be between %g and %g", name, value,
                     least, greatest);
}

static enum fault_kind check_positive(const char *name, double value, struct fault *fault)
{
    if (value >= LEAST && value <= GREATEST)
        return FAULT_NONE;
    return fault_set(fault, FAULT_INPUT, "%s must be finite and above 0", name);
}

static enum fault_kind check_not_negative(const char *name, double value, struct fault *fault)
{
    if (value >= 0 && value <= GREATEST)
        return FAULT_NONE;
    return fault_set(fault, FAULT_INPUT, "%s must be finite and at least 0", name);
}

static struct variate make(enum variate_family family, double a, double b, double c)
{
    return (struct variate){
        .family = family, .a = a, .b = b, .c = c, .min = 0, .max = (double) INFINITY};
}

enum fault_kind variate_constant(struct variate *v, double value, struct fault *fault)
{
    enum fault_kind kind = check_not_negative("the constant", value, fault);

    if (kind == FAULT_NONE)
        *v = make(VARIATE_CONSTANT, value, 0, 0);
    return kind;
}

enum fault_kind variate_exponential(struct variate *v, double mean, struct fault *fault)
{
    enum fault_kind kind = check_positive("mean", mean, fault);

    if (kind == FAULT_NONE)
        *v = make(VARIATE_EXPONENTIAL, mean, 0, 0);
    return kind;
}

enum fault_kind variate_lognormal_quantiles(struct variate *v, double median, double p90,
                                            struct fault *fault)
{
    enum fault_kind kind = check_positive("median", median, fault);
    double sigma;

    if (kind == FAULT_NONE)
        kind = check_positive("p90", p90, fault);
    if (kind != FAULT_NONE)
        return kind;
    if (!(p90 > median))
        return fault_set(fault, FAULT_INPUT,
                         "p90 is not above median; it must be (one value only is a constant)");
    sigma = log(p90 / median) / Z_90;
    if (!(sigma <= SIGMA_GREATEST))
        return fault_set(fault, FAULT_INPUT,
                         "p90 is %g times the median; at most %g times is right", p90 / median,
                         exp(SIGMA_GREATEST * Z_90));
    *v = make(VARIATE_LOGNORMAL, log(median), sigma, 0);
    return FAULT_NONE;
}

enum fault_kind variate_lognormal_moments(struct variate *v, double mean, double sd,
                                          struct fault *fault)
{
    enum fault_kind kind = check_positive("mean", mean, fault);
    double variance;

    if (kind == FAULT_NONE)
        kind = check_positive("sd", sd, fault);
    if (kind != FAULT_NONE)
        return kind;
    variance = log1p((sd / mean) * (sd / mean));
    if (!(variance > 0 && variance <= SIGMA_GREATEST * SIGMA_GREATEST))
        return fault_set(fault, FAULT_INPUT,
                         "sd is %g times the mean; something like 0.1 to 10 times is right",
                         sd / mean);
    *v = make(VARIATE_LOGNORMAL, log(mean) - variance / 2, sqrt(variance), 0);
    return FAULT_NONE;
}

enum fault_kind variate_gamma(struct variate *v, double mean, double cv, struct fault *fault)
{
    enum fault_kind kind = check_positive("mean", mean, fault);

    if (kind == FAULT_NONE)
        kind = check_range("cv", cv, CV_LEAST, CV_GREATEST, fault);
    if (kind == FAULT_NONE)
        *v = make(VARIATE_GAMMA, 1 / (cv * cv), mean * (cv * cv), 0);
    return kind;
}

enum fault_kind variate_weibull(struct variate *v, double scale, double shape, struct fault *fault)
{
    enum fault_kind kind = check_positive("scale", scale, fault);

    if (kind == FAULT_NONE)
        kind = check_range("shape", shape, SHAPE_LEAST, SHAPE_GREATEST, fault);
    if (kind == FAULT_NONE)
        *v = make(VARIATE_WEIBULL, scale, shape, 0);
    return kind;
}

enum fault_kind variate_loglogistic(struct variate *v, double median, double shape,
                                    struct fault *fault)
{
    enum fault_kind kind = check_positive("median", median, fault);

    if (kind == FAULT_NONE)
        kind = check_range("shape", shape, SHAPE_LEAST, SHAPE_GREATEST, fault);
    if (kind == FAULT_NONE)
        *v = make(VARIATE_LOGLOGISTIC, median, shape, 0);
    return kind;
}

enum fault_kind variate_erlang(struct variate *v, double mean, unsigned k, struct fault *fault)
{
    enum fault_kind kind = check_positive("mean", mean, fault);

    if (kind == FAULT_NONE && (k < 1 || k > STAGES_GREATEST))
        kind = fault_set(fault, FAULT_INPUT, "k is %u; it must be a whole number from 1 to %u", k,
                         STAGES_GREATEST);
    if (kind == FAULT_NONE)
        *v = make(VARIATE_ERLANG, k, mean / k, 0);
    return kind;
}

enum fault_kind variate_hyperexponential(struct variate *v, double mean, double cv,
                                         struct fault *fault)
{
    enum fault_kind kind = check_positive("mean", mean, fault);
    double share;

    if (kind == FAULT_NONE)
        kind = check_range("cv", cv, 1, CV_GREATEST, fault);
    if (kind != FAULT_NONE)
        return kind;
    share = (1 + sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
    /* 1 - share as draws see it, so that the mean is exact whatever was rounded off */
    *v = make(VARIATE_HYPEREXPONENTIAL, share, mean / (2 * share), mean / (2 * (1 - share)));
    return FAULT_NONE;
}

enum fault_kind variate_uniform(struct variate *v, double min, double max, struct fault *fault)
{
    enum fault_kind kind = check_not_negative("min", min, fault);

    if (kind == FAULT_NONE)
        kind = check_positive("max", max, fault);
    if (kind == FAULT_NONE && !(min < max))
        kind = fault_set(fault, FAULT_INPUT, "min is not below max; it must be");
    if (kind == FAULT_NONE)
        *v = make(VARIATE_UNIFORM, min, max, 0);
    return kind;
}

enum fault_kind variate_triangular(struct variate *v, double min, double mode, double max,
                                   struct fault *fault)
{
    enum fault_kind kind = check_not_negative("min", min, fault);

    if (kind == FAULT_NONE)
        kind = check_positive("max", max, fault);
    if (kind == FAULT_NONE && !(min < max))
        kind = fault_set(fault, FAULT_INPUT, "min is not below max; it must be");
    if (kind == FAULT_NONE && !(mode >= min && mode <= max))
        kind = fault_set(fault, FAULT_INPUT, "mode is not between min and max; it must be");
    if (kind == FAULT_NONE)
        *v = make(VARIATE_TRIANGULAR, min, mode, max);
    return kind;
}

enum fault_kind variate_empirical(struct variate *v, const double *values, size_t count,
                                  struct fault *fault)
{
    if (count == 0)
        return fault_set(fault, FAULT_INPUT,
                         "no value; an empirical distribution needs one or more");
    for (size_t i = 0; i < count; i++) {
        enum fault_kind kind = check_not_negative("every value", values[i], fault);

        if (kind != FAULT_NONE)
            return kind;
        if (i > 0 && values[i] < values[i - 1])
            return fault_set(fault, FAULT_INPUT, "values fall; they must be sorted, least first");
    }
    *v = make(VARIATE_EMPIRICAL, 0, 0, 0);
    v->values = values;
    v->count = count;
    return FAULT_NONE;
}

enum fault_kind variate_truncate(struct variate *v, double min, double max, struct fault *fault)
{
    struct variate cut = *v;
    double kept;

    if (v->family == VARIATE_EMPIRICAL)
        return fault_set(fault, FAULT_INPUT,
                         "an empirical distribution takes no min and max; leave them out");
    if (!(min >= 0 && min <= GREATEST))
        return fault_set(fault, FAULT_INPUT, "min must be finite and at least 0");
    if (!(min < max))
        return fault_set(fault, FAULT_INPUT, "min is not below max; it must be");
    cut.min = min;
    cut.max = max;
    kept = variate_kept(&cut);
    if (!(kept >= KEPT_LEAST))
        return fault_set(fault, FAULT_INPUT,
                         "min and max would keep %.2g %% of the draws; at least 1 %% is right: "
                         "lower min, raise max or leave them out",
                         100 * fmax(kept, 0));
    *v = cut;
    return FAULT_NONE;
}

double variate_below(const struct variate *v, double x)
{
    return family_below(v, x);
}

double variate_kept(const struct variate *v)
{
    bool within = v->family == VARIATE_CONSTANT && v->a >= v->min && v->a <= v->max;

    if (within) /* min itself is kept: it matters only to a constant */
        return 1;
    return family_below(v, v->max) - family_below(v, v->min);
}
