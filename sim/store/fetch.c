/* Parts of an HDF5 file, read with distrust.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fetch.h"

#include "store/hdf.h"
#include "store/seal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deflate makes data at most 1032 times smaller; the rest is for what takes no room at all. */
#define DEFLATE_MOST 1040U
#define BUDGET_BASE (UINT64_C(64) << 20)

static bool failed(const struct fetch *fetch)
{
    return fetch->kind != FAULT_NONE;
}

void fetch_blame(struct fetch *fetch, const char *name, const char *what)
{
    if (!failed(fetch))
        fetch->kind =
            fault_set(fetch->fault, FAULT_INPUT, "%s: is damaged: %s %s", fetch->path, name, what);
}

static void no_result_file(struct fetch *fetch, const char *why)
{
    fetch->kind = fault_set(fetch->fault, FAULT_INPUT,
                            "%s: is no result file: %s; a file that `telerad run` wrote is needed",
                            fetch->path, why);
}

static void unreadable(struct fetch *fetch, const char *why)
{
    fetch->kind = fault_set(fetch->fault, FAULT_FILE, "%s: cannot be read: %s", fetch->path, why);
}

void fetch_inspect(struct fetch *fetch, const char *path, struct fault *fault)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    *fetch = (struct fetch){.path = path, .fault = fault, .file = -1, .text = -1};
    if (file < 0) {
        unreadable(fetch, strerror(errno));
        return;
    }
    if (fstat(file, &status) != 0)
        unreadable(fetch, strerror(errno));
    else if (S_ISDIR(status.st_mode))
        unreadable(fetch, "it is a folder; a result file is needed");
    else if (!S_ISREG(status.st_mode))
        unreadable(fetch, "it is no ordinary file; a result file is needed");
    if (!failed(fetch)) {
        fetch->budget = (uint64_t) status.st_size * DEFLATE_MOST + BUDGET_BASE;
        switch (seal_check(file)) {
        case SEAL_WHOLE: fetch->sealed = true; break;
        case SEAL_NONE: break;
        case SEAL_BROKEN:
            fetch->kind = fault_set(fetch->fault, FAULT_INPUT,
                                    "%s: is damaged: it is not as it was written; copy it again "
                                    "or run again",
                                    fetch->path);
            break;
        case SEAL_UNREAD: unreadable(fetch, strerror(errno)); break;
        }
    }
    (void) close(file);
}

static hid_t text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);

    if (type >= 0 &&
        (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        (void) H5Tclose(type);
        return -1;
    }
    return type;
}

void fetch_open(struct fetch *fetch)
{
    const char *path = fetch->path;
    hid_t access;
    char reason[HDF_REASON_BYTES];

    if (failed(fetch))
        return;
    hdf_quiet();
    fetch->text = text_type();
    access = H5Pcreate(H5P_FILE_ACCESS);
    if (H5Fis_hdf5(path) <= 0) {
        no_result_file(fetch, "it is not HDF5, or cut short");
    } else if (access >= 0 && H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0) {
#if H5_VERSION_GE(1, 10, 7)
        (void) H5Pset_file_locking(access, true, true);
#endif
        fetch->file = H5Fopen(path, H5F_ACC_RDONLY, access);
        if (fetch->file < 0) {
            hdf_reason(reason, sizeof reason);
            fetch->kind = fault_set(fetch->fault, FAULT_INPUT, "%s: is damaged: %s", path, reason);
        }
    }
    if (!failed(fetch) && (fetch->file < 0 || fetch->text < 0))
        fetch->kind = fault_set(fetch->fault, FAULT_MEMORY, "%s: no memory to read it", path);
    if (access >= 0)
        (void) H5Pclose(access);
}

void fetch_close(struct fetch *fetch)
{
    if (fetch->text >= 0)
        (void) H5Tclose(fetch->text);
    if (fetch->file >= 0)
        (void) H5Fclose(fetch->file);
    fetch->file = fetch->text = -1;
}

bool fetch_has(struct fetch *fetch, const char *name)
{
    char step[64];
    size_t length = strlen(name);

    if (failed(fetch) || length >= sizeof step)
        return false;
    for (size_t i = 1; i <= length; i++) /* each step by itself, as the library asks for */
        if (name[i] == '/' || name[i] == '\0') {
            memcpy(step, name, i);
            step[i] = '\0';
            if (H5Lexists(fetch->file, step, H5P_DEFAULT) <= 0)
                return false;
        }
    return true;
}

void *fetch_memory(struct fetch *fetch, const char *name, uint64_t count, size_t size)
{
    void *memory;

    if (failed(fetch))
        return NULL;
    if (count > fetch->budget / size) {
        fetch_blame(fetch, name, "claims to be larger than the file can hold");
        return NULL;
    }
    fetch->budget -= count * size;
    memory = calloc(count > 0 ? (size_t) count : 1, size);
    if (memory == NULL)
        fetch->kind =
            fault_set(fetch->fault, FAULT_MEMORY, "%s: no memory to read %s", fetch->path, name);
    return memory;
}

/* Only data that lie in this very file. */
static bool is_plain(hid_t dataset)
{
    hid_t list = H5Dget_create_plist(dataset);
    H5D_layout_t layout = list < 0 ? H5D_LAYOUT_ERROR : H5Pget_layout(list);
    bool plain = layout == H5D_CHUNKED || layout == H5D_COMPACT ||
                 (layout == H5D_CONTIGUOUS && H5Pget_external_count(list) == 0);

    if (list >= 0)
        (void) H5Pclose(list);
    return plain;
}

/* Closes type. A whole number does where a number is asked for. */
static bool is_class(hid_t type, H5T_class_t wanted)
{
    H5T_class_t class = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    bool same = class == wanted || (wanted == H5T_FLOAT && class == H5T_INTEGER);

    if (same && wanted == H5T_STRING)
        same = H5Tis_variable_str(type) > 0;
    else if (same)
        same = H5Tget_size(type) <= 8;
    if (type >= 0)
        (void) H5Tclose(type);
    return same;
}

/* Opens a data set of a class, its dimensions in length; -1 and a fault if it is another. */
static hid_t open_set(struct fetch *fetch, const char *name, H5T_class_t class, int rank,
                      hsize_t *length)
{
    hid_t dataset, space;
    bool right = false;

    if (!failed(fetch) && !fetch_has(fetch, name))
        fetch_blame(fetch, name, "is missing");
    if (failed(fetch))
        return -1;
    dataset = H5Dopen2(fetch->file, name, H5P_DEFAULT);
    if (dataset < 0) {
        fetch_blame(fetch, name, "is no data set");
        return -1;
    }
    space = H5Dget_space(dataset);
    if (space >= 0 && H5Sis_simple(space) > 0 && H5Sget_simple_extent_ndims(space) == rank &&
        H5Sget_simple_extent_type(space) == (rank > 0 ? H5S_SIMPLE : H5S_SCALAR))
        right = H5Sget_simple_extent_dims(space, length, NULL) == rank;
    if (space >= 0)
        (void) H5Sclose(space);
    if (!right)
        fetch_blame(fetch, name, "has other dimensions than a result has");
    else if (!is_class(H5Dget_type(dataset), class))
        fetch_blame(fetch, name, "is of another type than in a result");
    else if (!is_plain(dataset))
        fetch_blame(fetch, name, "does not lie in the file itself");
    if (!failed(fetch))
        return dataset;
    (void) H5Dclose(dataset);
    return -1;
}

uint32_t fetch_length(struct fetch *fetch, const char *name)
{
    hsize_t length[1] = {0};
    hid_t type, dataset;
    H5T_class_t class = H5T_INTEGER;

    if (!failed(fetch) && fetch_has(fetch, name)) { /* labels or numbers */
        dataset = H5Dopen2(fetch->file, name, H5P_DEFAULT);
        type = dataset < 0 ? -1 : H5Dget_type(dataset);
        if (type >= 0) {
            class = H5Tget_class(type) == H5T_STRING ? H5T_STRING : H5T_FLOAT;
            (void) H5Tclose(type);
        }
        if (dataset >= 0)
            (void) H5Dclose(dataset);
    }
    dataset = open_set(fetch, name, class, 1, length);
    if (dataset < 0)
        return 0;
    (void) H5Dclose(dataset);
    if (length[0] > UINT32_MAX)
        fetch_blame(fetch, name, "is longer than a result can be");
    return failed(fetch) ? 0 : (uint32_t) length[0];
}

/* Opens and compares the lengths, too. */
static hid_t open_numbers(struct fetch *fetch, const char *name, int rank, const hsize_t *wanted)
{
    hsize_t length[HDF_RANK] = {0};
    hid_t dataset = open_set(fetch, name, H5T_FLOAT, rank, length);

    assert(rank <= HDF_RANK);
    for (int i = 0; dataset >= 0 && !failed(fetch) && i < rank; i++)
        if (length[i] != wanted[i])
            fetch_blame(fetch, name, "is not as long as its axes");
    if (dataset >= 0 && failed(fetch)) {
        (void) H5Dclose(dataset);
        dataset = -1;
    }
    return dataset;
}

double *fetch_doubles(struct fetch *fetch, const char *name, int rank, const hsize_t *length)
{
    hid_t dataset = open_numbers(fetch, name, rank, length);
    uint64_t count = 1;
    double *values = NULL;

    if (dataset < 0)
        return NULL;
    for (int i = 0; i < rank; i++) /* each fits in 32 bits; the product is watched */
        count = length[i] > 0 && count > UINT64_MAX / length[i] ? UINT64_MAX : count * length[i];
    values = fetch_memory(fetch, name, count, sizeof *values);
    if (values != NULL && count > 0 &&
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0)
        fetch_blame(fetch, name, "cannot be unpacked");
    (void) H5Dclose(dataset);
    if (failed(fetch)) {
        free(values);
        return NULL;
    }
    return values;
}

void fetch_rows(struct fetch *fetch, const char *name, int rank, const hsize_t *length,
                double *target, size_t stride)
{
    uint64_t budget = fetch->budget;
    double *values = fetch_doubles(fetch, name, rank, length);
    size_t row = 1;

    for (int i = 1; i < rank; i++)
        row *= (size_t) length[i];
    assert(row <= stride);
    /* Copied here: the library is slow with many small pieces in memory. */
    for (hsize_t i = 0; values != NULL && i < length[0]; i++)
        memcpy(target + i * stride, values + i * row, row * sizeof *values);
    free(values);
    fetch->budget = budget; /* was borrowed */
}

uint32_t *fetch_indices(struct fetch *fetch, const char *name, uint32_t length, uint32_t bound)
{
    hsize_t wanted[1] = {length};
    double *values = fetch_doubles(fetch, name, 1, wanted);
    uint32_t *indices = values == NULL ? NULL : fetch_memory(fetch, name, length, sizeof *indices);

    for (uint32_t i = 0; indices != NULL && i < length; i++) {
        if (values[i] >= 0 && values[i] < bound)
            indices[i] = (uint32_t) values[i];
        else
            fetch_blame(fetch, name, "points to what is not there");
    }
    free(values);
    if (failed(fetch)) {
        free(indices);
        return NULL;
    }
    return indices;
}

static char *copied(struct fetch *fetch, const char *name, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    char *copy = fetch_memory(fetch, name, (uint64_t) length + 1, 1);

    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}

static void read_texts(struct fetch *fetch, const char *name, hid_t dataset, uint32_t length,
                       char **texts)
{
    char **lent = fetch_memory(fetch, name, length, sizeof *lent);
    hid_t space = failed(fetch) ? -1 : H5Dget_space(dataset);

    if (!failed(fetch) && (space < 0 || H5Dread(dataset, fetch->text, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                                (void *) lent) < 0))
        fetch_blame(fetch, name, "cannot be unpacked");
    for (uint32_t i = 0; !failed(fetch) && i < length; i++)
        texts[i] = copied(fetch, name, lent[i]);
    if (lent != NULL && space >= 0)
        (void) H5Dvlen_reclaim(fetch->text, space, H5P_DEFAULT, (void *) lent);
    if (space >= 0)
        (void) H5Sclose(space);
    free(lent);
}

char **fetch_texts(struct fetch *fetch, const char *name, uint32_t length)
{
    hsize_t found[1] = {0};
    hid_t dataset = open_set(fetch, name, H5T_STRING, 1, found);
    char **texts = NULL;

    if (dataset < 0)
        return NULL;
    if (found[0] != length)
        fetch_blame(fetch, name, "is not as long as its axis");
    texts = fetch_memory(fetch, name, length, sizeof *texts);
    if (texts != NULL && length > 0)
        read_texts(fetch, name, dataset, length, texts);
    (void) H5Dclose(dataset);
    if (failed(fetch) && texts != NULL) {
        for (uint32_t i = 0; i < length; i++)
            free(texts[i]);
        free(texts);
        texts = NULL;
    }
    return texts;
}

char *fetch_text(struct fetch *fetch, const char *name)
{
    hid_t dataset = open_set(fetch, name, H5T_STRING, 0, NULL);
    char *text = NULL;

    if (dataset < 0)
        return NULL;
    read_texts(fetch, name, dataset, 1, &text);
    (void) H5Dclose(dataset);
    return text;
}

/* Opens an attribute without dimensions. */
static hid_t open_attribute(struct fetch *fetch, const char *object, const char *name,
                            H5T_class_t class)
{
    hid_t attribute =
        failed(fetch) ? -1 : H5Aopen_by_name(fetch->file, object, name, H5P_DEFAULT, H5P_DEFAULT);
    hid_t space = attribute < 0 ? -1 : H5Aget_space(attribute);

    if (attribute < 0)
        fetch_blame(fetch, name, "is missing");
    else if (space < 0 || H5Sget_simple_extent_npoints(space) != 1 ||
             !is_class(H5Aget_type(attribute), class))
        fetch_blame(fetch, name, "is of another type than in a result");
    if (space >= 0)
        (void) H5Sclose(space);
    if (attribute >= 0 && failed(fetch)) {
        (void) H5Aclose(attribute);
        attribute = -1;
    }
    return attribute;
}

char *fetch_attribute(struct fetch *fetch, const char *object, const char *name)
{
    hid_t attribute = open_attribute(fetch, object, name, H5T_STRING);
    char *lent = NULL, *text = NULL;

    if (attribute < 0)
        return NULL;
    if (H5Aread(attribute, fetch->text, (void *) &lent) < 0)
        fetch_blame(fetch, name, "cannot be read");
    else
        text = copied(fetch, name, lent);
    if (lent != NULL)
        (void) H5free_memory(lent);
    (void) H5Aclose(attribute);
    return text;
}

uint64_t fetch_number(struct fetch *fetch, const char *name)
{
    hid_t attribute = open_attribute(fetch, ".", name, H5T_INTEGER);
    uint64_t number = 0;

    if (attribute < 0)
        return 0;
    if (H5Aread(attribute, H5T_NATIVE_UINT64, &number) < 0)
        fetch_blame(fetch, name, "cannot be read");
    (void) H5Aclose(attribute);
    return number;
}
