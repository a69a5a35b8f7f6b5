/* Sets of small numbers as words; the caller owns the words.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_BITSET_H
#define TELERAD_CORE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BITSET_BITS 64U

/** Words needed for `bits` members. */
static inline size_t bitset_words(size_t bits)
{
    return (bits + BITSET_BITS - 1) / BITSET_BITS;
}

static inline void bitset_add(uint64_t *set, size_t i)
{
    set[i / BITSET_BITS] |= UINT64_C(1) << (i % BITSET_BITS);
}

static inline void bitset_drop(uint64_t *set, size_t i)
{
    set[i / BITSET_BITS] &= ~(UINT64_C(1) << (i % BITSET_BITS));
}

static inline bool bitset_has(const uint64_t *set, size_t i)
{
    return (set[i / BITSET_BITS] >> (i % BITSET_BITS) & 1U) != 0;
}

static inline unsigned bitset_lowest(uint64_t word) /* word != 0 */
{
    return (unsigned) __builtin_ctzll(word);
}

#endif
