/* Random streams: PCG64 (setseq 128, XSL-RR 128/64), one for each (replication, purpose, entity).
 * Generator: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms
 * for Random Number Generation", HMC-CS-2014-0905, 2014.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_STREAM_H
#define TELERAD_CORE_STREAM_H

#include <stdint.h>

__extension__ typedef unsigned __int128 stream_word;

#define STREAM_MULTIPLIER                                                                          \
    (((stream_word) UINT64_C(2549297995355413924) << 64) | UINT64_C(4865540595714422341))

struct stream {
    stream_word state;
    stream_word increment; /* odd */
};

/* The name of a stream, hashed: who draws, and for what. */
struct stream_key {
    uint64_t word[2];
};

/** Hashes a purpose ("arrivals") and an entity ("sites.story-1.demand.ct-head"); O(length). */
struct stream_key stream_key(const char *purpose, const char *entity);

/** Starts the stream of a key for a seed and a replication (from 0); O(1). */
struct stream stream_start(struct stream_key key, uint64_t seed, uint64_t replication);

/** The generator's own seeding, as pcg64(state, sequence) of the paper's library; for tests. */
struct stream stream_raw(stream_word state, stream_word sequence);

/** Jumps ahead by a number of draws; O(log draws). Brown, "Random number generation with
 * arbitrary strides", 1994. */
void stream_jump(struct stream *stream, stream_word draws);

/** The next 64 random bits. */
static inline uint64_t stream_bits(struct stream *stream)
{
    stream_word state = stream->state * STREAM_MULTIPLIER + stream->increment;
    uint64_t word = (uint64_t) (state >> 64) ^ (uint64_t) state;
    unsigned turn = (unsigned) (state >> 122);

    stream->state = state;
    return (word >> turn) | (word << (-turn & 63U));
}

/** Uniform on [0, 1), a multiple of 2^-53. */
static inline double stream_unit(struct stream *stream)
{
    return (double) (stream_bits(stream) >> 11) * 0x1p-53;
}

/** Uniform on (0, 1): never 0, so that a logarithm is finite. */
static inline double stream_unit_open(struct stream *stream)
{
    return ((double) (stream_bits(stream) >> 12) + 0.5) * 0x1p-52;
}

#endif
