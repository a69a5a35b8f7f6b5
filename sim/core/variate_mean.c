/* The mean under truncation. With F and S = 1 - F of the family and the share kept k,
 *   E = min + (integral over [min, max] of S(x) - S(max)) / k          for a finite max,
 *   E = min + (mean - integral over [0, min] of S(x)) / k              without one,
 * where the family's mean, in closed form, carries the tail. S, not F: in a long tail 1 - F is all
 * rounding. The range is cut at hi/2, hi/4, …, so that a max far beyond the bulk costs nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/family.h"

#include <math.h>

#define NODES 8
#define TOLERANCE 1e-12 /* of the whole integral, a panel */
#define DEPTH 40        /* halvings of a panel: a step is found to 1e-12 of its width */

/* Kronrod's rule of 15 points on [-1, 1], the points from 0 on; every other one belongs to
 * Gauss's rule of 7. Piessens et al., QUADPACK, 1983; solved anew with 60 digits. */
static const double nodes[NODES] = {
    0,
    0x1.a98b2892e0c77p-3,
    0x1.9f95df119fd62p-2,
    0x1.2c13a049dfa24p-1,
    0x1.7ba9f9be3a1d6p-1,
    0x1.bacf827b9bb3ep-1,
    0x1.e5f178e7c6229p-1,
    0x1.fba009d4d09b1p-1,
};
static const double kronrod[NODES] = {
    0x1.ad04f9087090fp-3, 0x1.a2adbcbec9cd8p-3, 0x1.85d6861c80eb1p-3, 0x1.5a1f266e47d5cp-3,
    0x1.200ed0f46e8c1p-3, 0x1.ad384a34814c6p-4, 0x1.026cdaa7b61c4p-4, 0x1.77c5b67d57470p-6,
};
static const double gauss[NODES] = {
    0x1.abfd7e03c2fa6p-2, 0, 0x1.86fe74ee32b3dp-2, 0,
    0x1.1e6b1713d8644p-2, 0, 0x1.092f69f826d57p-3, 0,
};

struct panel {
    double lo, hi;
    int level; /* how often halved */
};

struct tail {
    const struct variate *v;
    double floor; /* taken from S */
};

/* Kronrod's value of a panel; *doubt is how far Gauss's is from it. */
static double rule(const struct tail *tail, struct panel panel, double *doubt)
{
    double centre = panel.lo / 2 + panel.hi / 2;
    double half = (panel.hi - panel.lo) / 2;
    double fine = 0, rough = 0;

    for (int i = 0; i < NODES; i++) {
        double height = family_above(tail->v, centre + half * nodes[i]) - tail->floor;

        if (i > 0)
            height += family_above(tail->v, centre - half * nodes[i]) - tail->floor;
        fine += kronrod[i] * height;
        rough += gauss[i] * height;
    }
    *doubt = fabs(fine - rough) * half;
    return fine * half;
}

/* Halves the left end of a stack of panels until each is settled; a depth-first walk. */
static double settle(const struct tail *tail, struct panel panel, double tolerance)
{
    struct panel later[DEPTH];
    double sum = 0;
    int waiting = 0; /* one a level at most */

    for (;;) {
        double doubt;
        double value = rule(tail, panel, &doubt);

        if (doubt > tolerance && panel.level < DEPTH) {
            double middle = panel.lo / 2 + panel.hi / 2;

            panel.level++;
            later[waiting] = panel;
            later[waiting++].lo = middle;
            panel.hi = middle;
            continue;
        }
        sum += value;
        if (waiting == 0)
            return sum;
        panel = later[--waiting];
    }
}

/* Sums panels [hi/2, hi], [hi/4, hi/2], … down to lo, or until what is left is nothing beside the
 * sum. tolerance < 0: one rule a panel, for the order of magnitude. */
static double area(const struct tail *tail, struct panel range, double tolerance)
{
    double sum = 0;

    while (range.hi > range.lo && !(range.hi - range.lo < 1e-17 * sum)) {
        struct panel panel = {.lo = fmax(range.hi / 2, range.lo), .hi = range.hi, .level = 0};
        double doubt;

        sum += tolerance < 0 ? rule(tail, panel, &doubt) : settle(tail, panel, tolerance);
        range.hi = panel.lo;
    }
    return sum;
}

static double integral(const struct tail *tail, struct panel range)
{
    return area(tail, range, TOLERANCE * area(tail, range, -1));
}

double variate_mean(const struct variate *v)
{
    struct tail tail = {.v = v, .floor = 0};
    double mean;

    if (v->family == VARIATE_CONSTANT || v->family == VARIATE_EMPIRICAL)
        return family_mean(v);
    if (isfinite(v->max)) {
        tail.floor = family_above(v, v->max);
        mean =
            v->min + integral(&tail, (struct panel){.lo = v->min, .hi = v->max}) / variate_kept(v);
        return fmin(mean, v->max);
    }
    mean = family_mean(v);
    if (!(v->min > 0) || !isfinite(mean))
        return mean;
    return v->min + fmax(mean - integral(&tail, (struct panel){.hi = v->min}), 0) / variate_kept(v);
}
