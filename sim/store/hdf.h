/* An HDF5 file being written. Errors stick: the first is kept in words, and from then on every call
 * does nothing, so that a caller asks once, at the end. The library's own messages are off.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_STORE_HDF_H
#define TELERAD_STORE_HDF_H

#include <hdf5.h>
#include <stdbool.h>
#include <stddef.h>

#define HDF_RANK 3
#define HDF_REASON_BYTES 200

struct hdf {
    hid_t file; /* -1: none */
    hid_t text; /* type of a UTF-8 string of any length */
    bool failed;
    char reason[HDF_REASON_BYTES]; /* "No space left on device" */
};

struct hdf_variable {
    const char *name, *units, *long_name, *comment;
    hid_t type; /* in memory and file: a native one */
    int rank;   /* 0 to HDF_RANK */
    hsize_t length[HDF_RANK];
    hsize_t chunk[HDF_RANK]; /* chunk[0] 0: in one piece, not deflated */
    bool grows;              /* along the first, then chunked */
    hid_t scale[HDF_RANK];   /* of each dimension */
    const void *absent;      /* what stands where nothing is, in that type; NULL: 0 */
};

/** Turns the library's messages off and its cleaning up at exit, which can fail aloud. */
void hdf_quiet(void);
/** Why the last call of the library failed, in words: errno's where the stack of errors has it. */
void hdf_reason(char *reason, size_t bytes);

/** Fails with a reason of the caller's. */
void hdf_fail(struct hdf *hdf, const char *reason);
/** Writes over path, which is there. */
void hdf_create(struct hdf *hdf, const char *path);
/** Of a place, made if it is not there; to hdf_close(). */
hid_t hdf_group(struct hdf *hdf, hid_t place, const char *name);
/** A data set with its notes and scales; to hdf_close(). */
hid_t hdf_define(struct hdf *hdf, hid_t place, const struct hdf_variable *variable);
void hdf_make_scale(struct hdf *hdf, hid_t dataset, const char *name);
/** The whole of a data set. type: of data in memory. */
void hdf_write(struct hdf *hdf, hid_t dataset, hid_t type, const void *data);
/** Makes a growing data set, of `from` rows, longer by `count` and writes there. */
void hdf_append(struct hdf *hdf, hid_t dataset, const struct hdf_variable *variable, hsize_t from,
                hsize_t count, const void *data);
/** Attributes; a text that is there is replaced. */
void hdf_text(struct hdf *hdf, hid_t object, const char *name, const char *text);
void hdf_number(struct hdf *hdf, hid_t object, const char *name, hid_t type, const void *number);
void hdf_close(struct hdf *hdf, hid_t object);
void hdf_flush(struct hdf *hdf);
/** Closes the file and all in it; also after a failure. */
void hdf_end(struct hdf *hdf);

#endif
