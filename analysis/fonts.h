/* Which characters this machine's fonts have. Where no font has a character, gnuplot's PNG and PDF
 * draw a box many times its size over the picture, so such a character must not get there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_FONTS_H
#define TELERAD_ANALYSIS_FONTS_H

#include <stdbool.h>
#include <stdint.h>

struct fonts { /* starts as all zero */
    bool asked;
    char *ranges; /* what fc-list says; NULL: nothing is known */
};

void fonts_clear(struct fonts *fonts);
/** True if some font has it. Asks fontconfig at the first character beyond Latin letters; without
 * an answer only scripts up to the symbols count as there. O(fonts). */
bool fonts_have(struct fonts *fonts, uint32_t code);

#endif
