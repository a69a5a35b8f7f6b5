/* Random variates: one family of distribution a function, and a description that can be drawn from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_VARIATE_H
#define TELERAD_CORE_VARIATE_H

#include "core/fault.h"
#include "core/stream.h"

#include <stddef.h>

enum variate_family {
    VARIATE_CONSTANT,         /* a: the value */
    VARIATE_EXPONENTIAL,      /* a: mean */
    VARIATE_LOGNORMAL,        /* a: mean of the logarithm, b: its standard deviation */
    VARIATE_GAMMA,            /* a: shape, b: scale */
    VARIATE_WEIBULL,          /* a: scale, b: shape */
    VARIATE_LOGLOGISTIC,      /* a: median, b: shape */
    VARIATE_ERLANG,           /* a: k, a whole number, b: mean of each of the k stages */
    VARIATE_HYPEREXPONENTIAL, /* a: share of the first branch, b, c: means of the branches */
    VARIATE_UNIFORM,          /* a: least, b: greatest */
    VARIATE_TRIANGULAR,       /* a: least, b: mode, c: greatest */
    VARIATE_EMPIRICAL         /* values: sorted, not empty; linear between order statistics */
};

/* A distribution of values >= 0, in whatever unit its parameters have. */
struct variate {
    enum variate_family family;
    double a, b, c;
    double min, max;      /* truncation by rejection; 0 and INFINITY: none */
    const double *values; /* borrowed; EMPIRICAL only */
    size_t count;
};

/**
 * Makes a description from the parameters people use; each checks its range and returns FAULT_INPUT
 * with what would be right. min 0 and max INFINITY.
 */
NODISCARD enum fault_kind variate_constant(struct variate *v, double value, struct fault *fault);
NODISCARD enum fault_kind variate_exponential(struct variate *v, double mean, struct fault *fault);
NODISCARD enum fault_kind variate_lognormal_quantiles(struct variate *v, double median, double p90,
                                                      struct fault *fault);
NODISCARD enum fault_kind variate_lognormal_moments(struct variate *v, double mean, double sd,
                                                    struct fault *fault);
NODISCARD enum fault_kind variate_gamma(struct variate *v, double mean, double cv,
                                        struct fault *fault);
NODISCARD enum fault_kind variate_weibull(struct variate *v, double scale, double shape,
                                          struct fault *fault);
NODISCARD enum fault_kind variate_loglogistic(struct variate *v, double median, double shape,
                                              struct fault *fault);
NODISCARD enum fault_kind variate_erlang(struct variate *v, double mean, unsigned k,
                                         struct fault *fault);
/** Balanced means (each branch carries half of the load); cv >= 1. */
NODISCARD enum fault_kind variate_hyperexponential(struct variate *v, double mean, double cv,
                                                   struct fault *fault);
NODISCARD enum fault_kind variate_uniform(struct variate *v, double min, double max,
                                          struct fault *fault);
NODISCARD enum fault_kind variate_triangular(struct variate *v, double min, double mode, double max,
                                             struct fault *fault);
/** values: [count] sorted ascending, all finite and >= 0, borrowed for the life of v. */
NODISCARD enum fault_kind variate_empirical(struct variate *v, const double *values, size_t count,
                                            struct fault *fault);
/** Truncates; FAULT_INPUT if min >= max or less than 1 % of draws would be kept. */
NODISCARD enum fault_kind variate_truncate(struct variate *v, double min, double max,
                                           struct fault *fault);

/** Draws from any family; see variate_draw(). */
double variate_draw_any(const struct variate *v, struct stream *stream);

/** Draws a value. Cost: constant but for truncation; no allocation. A constant takes no draw, and
 * is told apart here, so that it costs no more than a comparison. */
static inline double variate_draw(const struct variate *v, struct stream *stream)
{
    return v->family == VARIATE_CONSTANT ? v->a : variate_draw_any(v, stream);
}

/** The mean, truncation included (by adaptive quadrature then); INFINITY if it has none. */
double variate_mean(const struct variate *v);
/** The share that truncation keeps, in (0, 1]. */
double variate_kept(const struct variate *v);
/** The distribution function, without truncation. */
double variate_below(const struct variate *v, double x);

/** Standard exponential, by a ziggurat of 256 layers (Marsaglia and Tsang, J. Stat. Softw. 5(8),
 * 2000). */
double variate_draw_exponential(struct stream *stream);
/** Standard normal, by a ziggurat of 256 layers (same source). */
double variate_draw_normal(struct stream *stream);
/** Gamma of a shape > 0 and scale 1 (Marsaglia and Tsang, ACM TOMS 26(3), 2000). */
double variate_draw_gamma(struct stream *stream, double shape);

#endif
