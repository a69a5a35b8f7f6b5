/* Seal of a result file. The checksum is CRC-64/XZ (polynomial of ECMA-182, reflected), eight bytes
 * a step by eight tables.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/seal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define POLYNOMIAL UINT64_C(0xC96C5795D7870F42)
#define PIECE_BYTES ((size_t) 1 << 18)

struct tables {
    uint64_t at[8][256];
};

static const char mark[8] = {'T', 'E', 'L', 'E', 'R', 'A', 'D', '\n'};

static void fill(struct tables *tables)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        uint64_t rest = byte;

        for (unsigned bit = 0; bit < 8; bit++)
            rest = (rest >> 1) ^ ((rest & 1) != 0 ? POLYNOMIAL : 0);
        tables->at[0][byte] = rest;
    }
    for (unsigned byte = 0; byte < 256; byte++)
        for (unsigned i = 1; i < 8; i++) {
            uint64_t before = tables->at[i - 1][byte];

            tables->at[i][byte] = (before >> 8) ^ tables->at[0][before & 0xFF];
        }
}

static uint64_t word_of(const unsigned char *bytes)
{
    uint64_t word = 0;

    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t) bytes[i] << (8 * i);
    return word;
}

static void word_into(unsigned char *bytes, uint64_t word)
{
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char) (word >> (8 * i));
}

static uint64_t go_on(const struct tables *tables, uint64_t so_far, const unsigned char *bytes,
                      size_t count)
{
    uint64_t rest = ~so_far;

    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word = rest ^ word_of(bytes);

        rest = 0;
        for (unsigned i = 0; i < 8; i++)
            rest ^= tables->at[7 - i][(word >> (8 * i)) & 0xFF];
    }
    for (; count > 0; bytes++, count--)
        rest = (rest >> 8) ^ tables->at[0][(rest ^ *bytes) & 0xFF];
    return ~rest;
}

uint64_t seal_checksum(uint64_t so_far, const void *bytes, size_t count)
{
    struct tables tables;

    fill(&tables);
    return go_on(&tables, so_far, bytes, count);
}

/* Reads up to `count` bytes, fewer only at the end of the file; -1: errno. */
static ssize_t read_at(int file, unsigned char *bytes, size_t count, uint64_t from)
{
    size_t have = 0;

    while (have < count) {
        ssize_t got = pread(file, bytes + have, count - have, (off_t) (from + have));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t) got;
    }
    return (ssize_t) have;
}

/* Checksum of the first `length` bytes of a file. */
static bool sum_up(int file, uint64_t length, uint64_t *sum)
{
    struct tables tables;
    unsigned char *bytes = malloc(PIECE_BYTES);
    uint64_t done = 0;

    fill(&tables);
    *sum = 0;
    while (bytes != NULL && done < length) {
        size_t want = length - done < PIECE_BYTES ? (size_t) (length - done) : PIECE_BYTES;
        ssize_t got = read_at(file, bytes, want, done);

        if (got >= 0 && (size_t) got < want)
            errno = EIO; /* it shrank meanwhile */
        if (got < 0 || (size_t) got < want)
            break;
        *sum = go_on(&tables, *sum, bytes, want);
        done += want;
    }
    if (bytes == NULL)
        errno = ENOMEM;
    free(bytes);
    return bytes != NULL && done == length;
}

bool seal_append(int file)
{
    unsigned char seal[SEAL_BYTES];
    struct stat status;
    uint64_t length, sum;
    size_t done = 0;

    if (fstat(file, &status) != 0)
        return false;
    length = (uint64_t) status.st_size;
    if (!sum_up(file, length, &sum))
        return false;
    memcpy(seal, mark, sizeof mark);
    word_into(seal + 8, length);
    word_into(seal + 16, sum);
    while (done < SEAL_BYTES) {
        ssize_t put = pwrite(file, seal + done, SEAL_BYTES - done, (off_t) (length + done));

        if (put < 0 && errno != EINTR)
            return false;
        done += put > 0 ? (size_t) put : 0;
    }
    return true;
}

enum seal_state seal_check(int file)
{
    unsigned char seal[SEAL_BYTES];
    struct stat status;
    uint64_t length, sum;
    ssize_t got;

    if (fstat(file, &status) != 0)
        return SEAL_UNREAD;
    if (status.st_size < SEAL_BYTES)
        return SEAL_NONE;
    length = (uint64_t) status.st_size - SEAL_BYTES;
    got = read_at(file, seal, SEAL_BYTES, length);
    if (got < 0)
        return SEAL_UNREAD;
    if (got < SEAL_BYTES || memcmp(seal, mark, sizeof mark) != 0)
        return SEAL_NONE;
    if (word_of(seal + 8) != length)
        return SEAL_BROKEN;
    if (!sum_up(file, length, &sum))
        return SEAL_UNREAD;
    return word_of(seal + 16) == sum ? SEAL_WHOLE : SEAL_BROKEN;
}
