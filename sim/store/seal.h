/* The seal at the end of a result file: its length and checksum, behind what HDF5 itself reads. The
 * library trusts what is inside a file and may crash on a damaged one; the seal shows damage before
 * the library sees it. Other programs do not notice it; one that changes the file drops it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_SEAL_H
#define TELERAD_STORE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEAL_BYTES 24 /* "TELERAD\n", length before it, checksum; both 8 bytes, low first */

enum seal_state {
    SEAL_WHOLE,  /* the file is as it was written */
    SEAL_NONE,   /* no seal: cut, made or changed by another program */
    SEAL_BROKEN, /* not as it was written */
    SEAL_UNREAD  /* could not be read, errno says why */
};

/** CRC-64/XZ of bytes; start with 0, go on with what it gave. O(count). */
uint64_t seal_checksum(uint64_t so_far, const void *bytes, size_t count);
/** Appends the seal to a file open for reading and writing. False: errno says why. O(length). */
bool seal_append(int file);
/** Compares. O(length). */
enum seal_state seal_check(int file);

#endif
