/* The edges of the 256 layers of equal area under exp(-x) and exp(-x^2/2) (Marsaglia and Tsang,
 * J. Stat. Softw. 5(8), 2000). Numbers, not computed at start: a run needs no set-up, and they
 * are the same on every machine. tests/core/test_ziggurat.c solves for them anew.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_ZIGGURAT_H
#define TELERAD_CORE_ZIGGURAT_H

#define ZIGGURAT_LAYERS 256

/*
 * widths[0] is the area of a layer over the density at widths[1], where the tail begins; from there
 * they fall to widths[256] = 0. heights[i] is the density at widths[i].
 */
extern const double ziggurat_exponential_widths[ZIGGURAT_LAYERS + 1];
extern const double ziggurat_exponential_heights[ZIGGURAT_LAYERS + 1];
extern const double ziggurat_normal_widths[ZIGGURAT_LAYERS + 1];
extern const double ziggurat_normal_heights[ZIGGURAT_LAYERS + 1];

#endif
