/* Draws. The ziggurats take the layer from the low bits of a word and the place within it from the
 * high 53, so that one word makes nearly every draw.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/variate.h"
#include "core/ziggurat.h"

#include <assert.h>
#include <math.h>

#define SIGN_BIT 256U /* between the layer's eight bits and the place's 53 */

static inline double place(uint64_t bits)
{
    return (double) (bits >> 11) * 0x1p-53;
}

/* What one word did not settle, for a layer and a place in it: rare, about 1 %. */
__attribute__((noinline)) static double exponential_rest(struct stream *stream, unsigned layer,
                                                         double x)
{
    double base = 0; /* beyond the tail's edge the distribution starts anew */

    for (;;) {
        uint64_t bits;

        if (layer == 0) {
            base += ziggurat_exponential_widths[1];
        } else {
            double low = ziggurat_exponential_heights[layer];
            double high = ziggurat_exponential_heights[layer + 1];

            if (low + (high - low) * stream_unit(stream) < exp(-x))
                return base + x;
        }
        bits = stream_bits(stream);
        layer = (unsigned) (bits % ZIGGURAT_LAYERS);
        x = place(bits) * ziggurat_exponential_widths[layer];
        if (x < ziggurat_exponential_widths[layer + 1])
            return base + x;
    }
}

static inline double exponential(struct stream *stream)
{
    uint64_t bits = stream_bits(stream);
    unsigned layer = (unsigned) (bits % ZIGGURAT_LAYERS);
    double x = place(bits) * ziggurat_exponential_widths[layer];

    if (__builtin_expect(x < ziggurat_exponential_widths[layer + 1], 1))
        return x;
    return exponential_rest(stream, layer, x);
}

/* The normal's tail beyond its edge (Marsaglia, Technometrics 6, 1964). */
static double normal_tail(struct stream *stream)
{
    double edge = ziggurat_normal_widths[1];

    for (;;) {
        double beyond = exponential(stream) / edge;

        if (2 * exponential(stream) > beyond * beyond)
            return edge + beyond;
    }
}

__attribute__((noinline)) static double normal_rest(struct stream *stream, uint64_t bits, double x)
{
    for (;;) {
        unsigned layer = (unsigned) (bits % ZIGGURAT_LAYERS);
        double low = ziggurat_normal_heights[layer];
        double high = ziggurat_normal_heights[layer + 1];

        if (layer == 0)
            x = normal_tail(stream);
        if (layer == 0 || low + (high - low) * stream_unit(stream) < exp(-x * x / 2))
            return bits & SIGN_BIT ? -x : x;
        bits = stream_bits(stream);
        layer = (unsigned) (bits % ZIGGURAT_LAYERS);
        x = place(bits) * ziggurat_normal_widths[layer];
        if (x < ziggurat_normal_widths[layer + 1])
            return bits & SIGN_BIT ? -x : x;
    }
}

static inline double normal(struct stream *stream)
{
    uint64_t bits = stream_bits(stream);
    unsigned layer = (unsigned) (bits % ZIGGURAT_LAYERS);
    double x = place(bits) * ziggurat_normal_widths[layer];

    if (__builtin_expect(x < ziggurat_normal_widths[layer + 1], 1))
        return bits & SIGN_BIT ? -x : x;
    return normal_rest(stream, bits, x);
}

/* Gamma of a shape >= 1: the cube of a normal, squeezed. */
static double gamma_cube(struct stream *stream, double shape)
{
    double d = shape - 1.0 / 3;
    double c = 1 / sqrt(9 * d);

    for (;;) {
        double x = normal(stream);
        double v = 1 + c * x;
        double u;

        if (v <= 0)
            continue;
        v = v * v * v;
        u = stream_unit_open(stream);
        if (u < 1 - 0.0331 * (x * x) * (x * x) || log(u) < x * x / 2 + d * (1 - v + log(v)))
            return d * v;
    }
}

static double triangular(const struct variate *v, struct stream *stream)
{
    double u = stream_unit(stream);
    double width = v->c - v->a;

    if (u * width < v->b - v->a)
        return v->a + sqrt(u * width * (v->b - v->a));
    return v->c - sqrt((1 - u) * width * (v->c - v->b));
}

static double empirical(const struct variate *v, struct stream *stream)
{
    double rank = stream_unit(stream) * (double) (v->count - 1);
    size_t below = (size_t) rank;

    if (below + 1 >= v->count) /* one value, or rounded up */
        return v->values[v->count - 1];
    return v->values[below] + (rank - (double) below) * (v->values[below + 1] - v->values[below]);
}

static inline double draw(const struct variate *v, struct stream *stream)
{
    double u;

    switch (v->family) {
    case VARIATE_CONSTANT: return v->a;
    case VARIATE_EXPONENTIAL: return v->a * exponential(stream);
    case VARIATE_LOGNORMAL: return exp(v->a + v->b * normal(stream));
    case VARIATE_GAMMA:
    case VARIATE_ERLANG: return v->b * variate_draw_gamma(stream, v->a);
    case VARIATE_WEIBULL: return v->a * pow(exponential(stream), 1 / v->b);
    case VARIATE_LOGLOGISTIC:
        u = stream_unit_open(stream);
        return v->a * pow(u / (1 - u), 1 / v->b);
    case VARIATE_HYPEREXPONENTIAL:
        u = stream_unit(stream);
        return (u < v->a ? v->b : v->c) * exponential(stream);
    case VARIATE_UNIFORM: return v->a + stream_unit(stream) * (v->b - v->a);
    case VARIATE_TRIANGULAR: return triangular(v, stream);
    case VARIATE_EMPIRICAL: return empirical(v, stream);
    }
    assert(v->family <= VARIATE_EMPIRICAL);
    return 0;
}

double variate_draw_any(const struct variate *v, struct stream *stream)
{
    double x;

    do
        x = draw(v, stream);
    while (x < v->min || x > v->max); /* never without truncation */
    return x;
}

double variate_draw_exponential(struct stream *stream)
{
    return exponential(stream);
}

double variate_draw_normal(struct stream *stream)
{
    return normal(stream);
}

double variate_draw_gamma(struct stream *stream, double shape)
{
    double cube;

    assert(shape > 0);
    if (shape >= 1)
        return gamma_cube(stream, shape);
    cube = gamma_cube(stream, shape + 1);
    return cube * pow(stream_unit_open(stream), 1 / shape);
}
