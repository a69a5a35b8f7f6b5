/* An HDF5 file being written. Two runs with the same content give the same bytes: no times in it,
 * and the version of the format fixed. Creation order is tracked on all, as netCDF wants it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hdf.h"

#include <errno.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFLATE_LEVEL 2U
/* Far more than will be; not H5S_UNLIMITED, since readers by way of netCDF then take the length
 * from all data sets of the axis each time they ask for it, which is slow. */
#define GROWS_TO UINT32_MAX
#define ORDER (H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)

struct search {
    int code;
    char innermost[HDF_REASON_BYTES];
};

/* Innermost error first. */
static herr_t look(unsigned n, const H5E_error2_t *error, void *to)
{
    struct search *search = to;
    const char *code = error->desc == NULL ? NULL : strstr(error->desc, "errno = ");

    if (n == 0 && error->desc != NULL)
        (void) snprintf(search->innermost, sizeof search->innermost, "%s", error->desc);
    if (code != NULL && search->code == 0)
        search->code = atoi(code + strlen("errno = "));
    return 0;
}

void hdf_reason(char *reason, size_t bytes)
{
    struct search search = {.code = 0, .innermost = "the HDF5 library gave up"};

    (void) H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look, &search);
    (void) snprintf(reason, bytes, "%s",
                    search.code > 0 ? strerror(search.code) : search.innermost);
}

void hdf_quiet(void)
{
    (void) H5dont_atexit(); /* refused when the library is in use already, which is as well */
    (void) H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* False from the first failure on. The stack of errors lasts until the library's next call. */
static bool good(struct hdf *hdf, hid_t result)
{
    if (result < 0 && !hdf->failed) {
        hdf->failed = true;
        hdf_reason(hdf->reason, sizeof hdf->reason);
    }
    return !hdf->failed;
}

void hdf_fail(struct hdf *hdf, const char *reason)
{
    if (!hdf->failed)
        (void) snprintf(hdf->reason, sizeof hdf->reason, "%s", reason);
    hdf->failed = true;
}

static hid_t list_of(struct hdf *hdf, hid_t kind)
{
    hid_t list = H5Pcreate(kind);

    if (good(hdf, list) && good(hdf, H5Pset_obj_track_times(list, false)))
        (void) good(hdf, H5Pset_attr_creation_order(list, ORDER));
    return list;
}

static void drop_list(hid_t list)
{
    if (list >= 0)
        (void) H5Pclose(list);
}

static hid_t access_list(struct hdf *hdf)
{
    hid_t list = H5Pcreate(H5P_FILE_ACCESS);

    if (good(hdf, list))
        (void) good(hdf, H5Pset_libver_bounds(list, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18));
    if (!hdf->failed)
        (void) good(hdf, H5Pset_fclose_degree(list, H5F_CLOSE_STRONG));
#if H5_VERSION_GE(1, 10, 7)
    if (!hdf->failed) /* some network file systems have no locks */
        (void) good(hdf, H5Pset_file_locking(list, true, true));
#endif
    return list;
}

void hdf_create(struct hdf *hdf, const char *path)
{
    hid_t access, create;

    *hdf = (struct hdf){.file = -1, .text = -1};
    hdf_quiet();
    access = access_list(hdf);
    create = list_of(hdf, H5P_FILE_CREATE);
    if (!hdf->failed)
        (void) good(hdf, H5Pset_link_creation_order(create, ORDER));
    if (!hdf->failed) { /* the root has more attributes than usual: keep them in its header */
        (void) good(hdf, H5Pset_attr_phase_change(create, 32, 24));
        hdf->text = H5Tcopy(H5T_C_S1);
    }
    if (good(hdf, hdf->text) && good(hdf, H5Tset_size(hdf->text, H5T_VARIABLE)))
        (void) good(hdf, H5Tset_cset(hdf->text, H5T_CSET_UTF8));
    if (!hdf->failed) {
        hdf->file = H5Fcreate(path, H5F_ACC_TRUNC, create, access);
        (void) good(hdf, hdf->file);
    }
    drop_list(create);
    drop_list(access);
}

hid_t hdf_group(struct hdf *hdf, hid_t place, const char *name)
{
    hid_t list, group = -1;
    htri_t there;

    if (hdf->failed)
        return -1;
    there = H5Lexists(place, name, H5P_DEFAULT);
    if (!good(hdf, there))
        return -1;
    if (there > 0) {
        group = H5Gopen2(place, name, H5P_DEFAULT);
    } else {
        list = list_of(hdf, H5P_GROUP_CREATE);
        if (!hdf->failed && good(hdf, H5Pset_link_creation_order(list, ORDER)))
            group = H5Gcreate2(place, name, H5P_DEFAULT, list, H5P_DEFAULT);
        (void) good(hdf, group);
        drop_list(list);
        return group;
    }
    (void) good(hdf, group);
    return group;
}

static hid_t layout_list(struct hdf *hdf, const struct hdf_variable *v)
{
    hid_t list = list_of(hdf, H5P_DATASET_CREATE);

    if (!hdf->failed && v->absent != NULL)
        (void) good(hdf, H5Pset_fill_value(list, v->type, v->absent));
    if (!hdf->failed && v->chunk[0] > 0 && good(hdf, H5Pset_chunk(list, v->rank, v->chunk)) &&
        good(hdf, H5Pset_shuffle(list)))
        (void) good(hdf, H5Pset_deflate(list, DEFLATE_LEVEL));
    return list;
}

/* Whole chunks are written as they come: a cache would only hold memory, one a data set. */
static hid_t cacheless_list(struct hdf *hdf)
{
    hid_t list = hdf->failed ? -1 : H5Pcreate(H5P_DATASET_ACCESS);

    if (good(hdf, list))
        (void) good(hdf, H5Pset_chunk_cache(list, 1, 0, 1.0));
    return list;
}

static hid_t space_of(struct hdf *hdf, const struct hdf_variable *v)
{
    hsize_t most[HDF_RANK];
    hid_t space = -1;

    if (hdf->failed)
        return -1;
    for (int i = 0; i < v->rank; i++)
        most[i] = i == 0 && v->grows ? GROWS_TO : v->length[i];
    space = v->rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(v->rank, v->length, most);
    (void) good(hdf, space);
    return space;
}

static void drop_space(hid_t space)
{
    if (space >= 0)
        (void) H5Sclose(space);
}

static void annotate(struct hdf *hdf, hid_t dataset, const struct hdf_variable *v)
{
    hdf_text(hdf, dataset, "units", v->units);
    hdf_text(hdf, dataset, "long_name", v->long_name);
    hdf_text(hdf, dataset, "comment", v->comment);
    if (v->absent != NULL && !hdf->failed) { /* netCDF wants an array of one */
        hsize_t one = 1;
        hid_t space = H5Screate_simple(1, &one, NULL);
        hid_t attribute = -1;

        if (good(hdf, space))
            attribute = H5Acreate2(dataset, "_FillValue", v->type, space, H5P_DEFAULT, H5P_DEFAULT);
        if (good(hdf, attribute)) {
            (void) good(hdf, H5Awrite(attribute, v->type, v->absent));
            (void) good(hdf, H5Aclose(attribute));
        }
        drop_space(space);
    }
    for (int i = 0; i < v->rank && !hdf->failed; i++)
        if (v->scale[i] > 0)
            (void) good(hdf, H5DSattach_scale(dataset, v->scale[i], (unsigned) i));
}

hid_t hdf_define(struct hdf *hdf, hid_t place, const struct hdf_variable *variable)
{
    hid_t dataset = -1, list, space, access;

    if (hdf->failed)
        return -1;
    list = layout_list(hdf, variable);
    access = cacheless_list(hdf);
    space = space_of(hdf, variable);
    if (!hdf->failed) {
        dataset =
            H5Dcreate2(place, variable->name, variable->type, space, H5P_DEFAULT, list, access);
        if (good(hdf, dataset))
            annotate(hdf, dataset, variable);
    }
    drop_space(space);
    drop_list(access);
    drop_list(list);
    return dataset;
}

void hdf_make_scale(struct hdf *hdf, hid_t dataset, const char *name)
{
    if (!hdf->failed)
        (void) good(hdf, H5DSset_scale(dataset, name));
}

void hdf_write(struct hdf *hdf, hid_t dataset, hid_t type, const void *data)
{
    if (!hdf->failed)
        (void) good(hdf, H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data));
}

void hdf_append(struct hdf *hdf, hid_t dataset, const struct hdf_variable *variable, hsize_t from,
                hsize_t count, const void *data)
{
    hsize_t start[HDF_RANK] = {from}, length[HDF_RANK] = {from + count}, piece[HDF_RANK] = {count};
    hid_t memory = -1, file = -1;

    if (hdf->failed || count == 0)
        return;
    for (int i = 1; i < variable->rank; i++)
        length[i] = piece[i] = variable->length[i];
    if (good(hdf, H5Dset_extent(dataset, length)))
        memory = H5Screate_simple(variable->rank, piece, NULL);
    if (good(hdf, memory))
        file = H5Dget_space(dataset);
    if (good(hdf, file) &&
        good(hdf, H5Sselect_hyperslab(file, H5S_SELECT_SET, start, NULL, piece, NULL)))
        (void) good(hdf, H5Dwrite(dataset, variable->type, memory, file, H5P_DEFAULT, data));
    drop_space(file);
    drop_space(memory);
}

void hdf_text(struct hdf *hdf, hid_t object, const char *name, const char *text)
{
    hid_t space = -1, attribute = -1;
    htri_t there = hdf->failed ? -1 : H5Aexists(object, name);

    if (!good(hdf, there))
        return;
    if (there > 0) {
        attribute = H5Aopen(object, name, H5P_DEFAULT);
    } else {
        space = H5Screate(H5S_SCALAR);
        if (good(hdf, space))
            attribute = H5Acreate2(object, name, hdf->text, space, H5P_DEFAULT, H5P_DEFAULT);
    }
    if (good(hdf, attribute)) {
        (void) good(hdf, H5Awrite(attribute, hdf->text, &text));
        (void) good(hdf, H5Aclose(attribute));
    }
    drop_space(space);
}

void hdf_number(struct hdf *hdf, hid_t object, const char *name, hid_t type, const void *number)
{
    hid_t space = hdf->failed ? -1 : H5Screate(H5S_SCALAR);
    hid_t attribute = -1;

    if (good(hdf, space))
        attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    if (good(hdf, attribute)) {
        (void) good(hdf, H5Awrite(attribute, type, number));
        (void) good(hdf, H5Aclose(attribute));
    }
    drop_space(space);
}

void hdf_close(struct hdf *hdf, hid_t object)
{
    if (object <= 0 || hdf->file < 0)
        return;
    (void) good(hdf, H5Oclose(object));
}

void hdf_flush(struct hdf *hdf)
{
    if (!hdf->failed)
        (void) good(hdf, H5Fflush(hdf->file, H5F_SCOPE_GLOBAL));
}

void hdf_end(struct hdf *hdf)
{
    if (hdf->text >= 0)
        (void) H5Tclose(hdf->text);
    hdf->text = -1;
    if (hdf->file >= 0) {
        hid_t file = hdf->file;

        hdf->file = -1;
        (void) good(hdf, H5Fclose(file));
    }
}
