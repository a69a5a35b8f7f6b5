/* Where streams start. A name, a seed and a replication are hashed to the 256 bits of a
 * generator, so that neither neighbouring numbers nor like names give neighbouring streams, and a
 * stream depends on its own name only, not on how many others there are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stream.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15) /* 2^64 / golden ratio */

/* A bijection of 64 bits in which each bit of the input sways each of the output; constants of
 * Stafford's "Mix13", as in splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
static uint64_t mix(uint64_t word)
{
    word = (word ^ (word >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94D049BB133111EB);
    return word ^ (word >> 31);
}

/* Bijective in `word` for a given lane, and in `lane` for a given word. */
static uint64_t absorb(uint64_t lane, uint64_t word)
{
    return mix((lane + GOLDEN) ^ mix(word + GOLDEN));
}

/* Bytes are put together by shifts: the same on every machine. */
static void absorb_text(uint64_t lane[2], const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;

        for (size_t i = at; i < at + 8 && i < length; i++)
            word = (word << 8) | (unsigned char) text[i];
        lane[0] = absorb(lane[0], word);
        lane[1] = absorb(lane[1], ~word);
    }
    lane[0] = absorb(lane[0], length); /* "a" + "bc" is not "ab" + "c" */
    lane[1] = absorb(lane[1], ~(uint64_t) length);
}

struct stream_key stream_key(const char *purpose, const char *entity)
{
    struct stream_key key = {{UINT64_C(0x243F6A8885A308D3), UINT64_C(0x13198A2E03707344)}}; /* pi */

    assert(purpose != NULL && entity != NULL);
    absorb_text(key.word, purpose);
    absorb_text(key.word, entity);
    return key;
}

struct stream stream_start(struct stream_key key, uint64_t seed, uint64_t replication)
{
    uint64_t lane[4];

    for (unsigned i = 0; i < 4; i++) {
        lane[i] = absorb(mix(i + 1), key.word[i % 2]);
        lane[i] = absorb(lane[i], key.word[(i + 1) % 2]);
        lane[i] = absorb(lane[i], seed);
        lane[i] = absorb(lane[i], replication);
    }
    return stream_raw(((stream_word) lane[0] << 64) | lane[1],
                      ((stream_word) lane[2] << 64) | lane[3]);
}

struct stream stream_raw(stream_word state, stream_word sequence)
{
    struct stream stream = {.increment = (sequence << 1) | 1U};

    stream.state = (state + stream.increment) * STREAM_MULTIPLIER + stream.increment;
    return stream;
}

void stream_jump(struct stream *stream, stream_word draws)
{
    stream_word multiplier = STREAM_MULTIPLIER;
    stream_word increment = stream->increment;
    stream_word jump_multiplier = 1;
    stream_word jump_increment = 0;

    for (; draws > 0; draws >>= 1) { /* step s -> m s + c doubled: s -> m^2 s + (m + 1) c */
        if (draws & 1U) {
            jump_multiplier *= multiplier;
            jump_increment = jump_increment * multiplier + increment;
        }
        increment *= multiplier + 1;
        multiplier *= multiplier;
    }
    stream->state = stream->state * jump_multiplier + jump_increment;
}
