/* Damaged and foreign files give a fault and never a crash.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include "store/guard.h"
#include "store/seal.h"

#include <hdf5.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    struct world world;
    unsigned char *bytes;
    size_t length;
};

static enum fault_kind opened(const struct sample *sample, const void *bytes, size_t length,
                              struct fault *fault)
{
    const char *path = world_path(&sample->world, "damaged.h5");
    struct stored *stored = NULL;
    enum fault_kind kind;

    world_put(path, bytes, length);
    kind = stored_open(&stored, path, fault);
    assert_true(kind == FAULT_NONE || stored == NULL);
    stored_free(stored);
    return kind;
}

static void a_file_cut_short_is_said_to_be_damaged(void **state)
{
    const struct sample *sample = *state;
    size_t content = sample->length - SEAL_BYTES;

    for (size_t length = 0; length < content; length += 1 + content / 60) {
        struct fault fault = {0};

        assert_int_equal(opened(sample, sample->bytes, length, &fault), FAULT_INPUT);
        assert_non_null(strstr(fault.text, "damaged.h5: "));
    }
    assert_int_equal(opened(sample, sample->bytes, content - 1, NULL), FAULT_INPUT);
}

static void a_file_that_lost_its_seal_alone_is_read(void **state)
{
    const struct sample *sample = *state;

    assert_int_equal(opened(sample, sample->bytes, sample->length - SEAL_BYTES, NULL), FAULT_NONE);
}

static void one_wrong_byte_anywhere_is_found(void **state)
{
    const struct sample *sample = *state;

    for (size_t i = 0; i < sample->length - SEAL_BYTES; i += 1 + sample->length / 100) {
        struct fault fault = {0};

        sample->bytes[i] ^= (unsigned char) (1U << (i % 8));
        assert_int_equal(opened(sample, sample->bytes, sample->length, &fault), FAULT_INPUT);
        assert_non_null(strstr(fault.text, "damaged"));
        sample->bytes[i] ^= (unsigned char) (1U << (i % 8));
    }
    assert_int_equal(opened(sample, sample->bytes, sample->length, NULL), FAULT_NONE);
}

static void files_of_another_kind_are_named_so(void **state)
{
    const struct sample *sample = *state;
    const char *path = world_path(&sample->world, "foreign.h5");
    struct stored *stored = NULL;
    struct fault fault = {0};
    hid_t file;

    assert_int_equal(opened(sample, "telerad: 1\n", 11, &fault), FAULT_INPUT);
    assert_non_null(strstr(fault.text, "is no result file"));
    assert_int_equal(opened(sample, "", 0, &fault), FAULT_INPUT);
    file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(file >= 0 && H5Fclose(file) >= 0);
    assert_int_equal(stored_open(&stored, path, &fault), FAULT_INPUT);
    assert_non_null(strstr(fault.text, "HDF5 of another kind"));
}

static void what_cannot_be_opened_is_a_fault_of_the_file(void **state)
{
    const struct sample *sample = *state;
    struct stored *stored = NULL;
    struct fault fault = {0};

    assert_int_equal(stored_open(&stored, world_path(&sample->world, "none.h5"), &fault),
                     FAULT_FILE);
    assert_int_equal(stored_open(&stored, sample->world.folder, &fault), FAULT_FILE);
    assert_non_null(strstr(fault.text, "folder"));
    assert_int_equal(stored_open(&stored, "/dev/zero", &fault), FAULT_FILE);
}

static void open_it(const void *path)
{
    struct stored *stored = NULL;

    (void) !stored_open(&stored, path, NULL);
    stored_free(stored);
}

/* As in a file that another program wrote. In a process of its own, since the library forgets
 * memory when it gives up. */
static void wrong_bytes_without_a_seal_crash_nothing(void **state)
{
    const struct sample *sample = *state;
    size_t length = sample->length - SEAL_BYTES;
    const char *path = world_path(&sample->world, "changed.h5");
    unsigned trials = getenv("TELERAD_LONG") != NULL ? 3000 : 60;
    uint64_t draw = 1;

    for (unsigned i = 0; i < trials; i++) {
        unsigned char kept[4];
        size_t places[4];

        for (unsigned j = 0; j < 4; j++) { /* more often near the start, where the structure is */
            draw = draw * UINT64_C(6364136223846793005) + 1442695040888963407;
            places[j] = (size_t) (draw >> 33) % (j % 2 == 0 ? length : length / 4);
            kept[j] = sample->bytes[places[j]];
            sample->bytes[places[j]] = (unsigned char) (draw >> 25);
        }
        world_put(path, sample->bytes, length);
        assert_true(guard_survives(open_it, path, 60));
        for (unsigned j = 4; j-- > 0;)
            sample->bytes[places[j]] = kept[j];
    }
    assert_int_equal(opened(sample, sample->bytes, sample->length, NULL), FAULT_NONE);
}

/* Another program changes the file, as HDF5 lets it: a part is missing or of another kind. */
static void spoil(const char *path, const char *name, unsigned how)
{
    static const double number = 1e300;
    hsize_t length[1] = {6}; /* no axis of the world is as long */
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT), space, made;

    assert_true(file >= 0 && H5Ldelete(file, name, H5P_DEFAULT) >= 0);
    if (how == 1 || how == 2) {
        space = how == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, length, NULL);
        made = H5Dcreate2(file, name, how == 1 ? H5T_NATIVE_DOUBLE : H5T_NATIVE_CHAR, space,
                          H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        if (how == 1)
            assert_true(H5Dwrite(made, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &number) >=
                        0);
        assert_true(made >= 0 && H5Dclose(made) >= 0 && H5Sclose(space) >= 0);
    } else if (how == 3) {
        made = H5Gcreate2(file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        assert_true(made >= 0 && H5Gclose(made) >= 0);
    }
    assert_true(H5Fclose(file) >= 0);
}

static void parts_that_are_missing_or_of_another_kind_are_named(void **state)
{
    static const char *const names[] = {
        "scenario",
        "replication",
        "priority",
        "hour_of_week",
        "time",
        "run/duration",
        "promise/target",
        "roster/duty",
        "roster/from",
        "roster/duty_reader",
        "clock/zone",
        "clock/step_zone",
        "overall/revenue",
        "by_site/tat_mean",
        "timeline/backlog",
        "histogram/tat",
        "histogram/tat_bin",
        "run/studies_simulated",
        "week/backlog",
        "roster/reader_group",
    };
    const struct sample *sample = *state;
    const char *path = world_path(&sample->world, "spoilt.h5");

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (unsigned how = 0; how < 4; how++) {
            struct stored *stored = NULL;
            struct fault fault = {0};

            if (how == 1 && strcmp(names[i], "run/duration") == 0)
                continue; /* that is just another duration */
            world_put(path, sample->bytes, sample->length);
            spoil(path, names[i], how);
            if (stored_open(&stored, path, &fault) != FAULT_INPUT)
                fail_msg("%s, spoilt in way %u, was taken: %s", names[i], how, fault.text);
            assert_non_null(strstr(fault.text, "is damaged"));
        }
}

/* A data set of 2^60 values that takes no room in the file must not be believed. */
static void a_claim_larger_than_the_file_is_not_believed(void **state)
{
    const struct sample *sample = *state;
    const char *path = world_path(&sample->world, "spoilt.h5");
    hsize_t length[1] = {UINT32_MAX}, chunk[1] = {1 << 20};
    hid_t file, space, list, made;
    struct stored *stored = NULL;
    struct fault fault = {0};

    world_put(path, sample->bytes, sample->length);
    file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0 && H5Ldelete(file, "replication", H5P_DEFAULT) >= 0);
    space = H5Screate_simple(1, length, NULL);
    list = H5Pcreate(H5P_DATASET_CREATE);
    assert_true(list >= 0 && H5Pset_chunk(list, 1, chunk) >= 0);
    made = H5Dcreate2(file, "replication", H5T_NATIVE_INT64, space, H5P_DEFAULT, list, H5P_DEFAULT);
    assert_true(made >= 0 && H5Dclose(made) >= 0 && H5Sclose(space) >= 0 && H5Pclose(list) >= 0);
    assert_true(H5Fclose(file) >= 0);
    assert_int_equal(stored_open(&stored, path, &fault), FAULT_INPUT);
    assert_non_null(strstr(fault.text, "larger than the file can hold"));
}

/* The check value of CRC-64/XZ, as published with it, also when taken in parts. */
static void the_checksum_is_crc_64_xz(void **state)
{
    static const char digits[] = "123456789";
    uint64_t whole = seal_checksum(0, digits, 9);

    (void) state;
    assert_true(whole == UINT64_C(0x995DC9BBDF1939FA));
    for (size_t i = 0; i <= 9; i++)
        assert_true(seal_checksum(seal_checksum(0, digits, i), digits + i, 9 - i) == whole);
}

static int new_sample(void **state)
{
    struct sample *sample = calloc(1, sizeof *sample);

    if (sample == NULL)
        return -1;
    world_create(&sample->world, 4);
    if (world_write(&sample->world, world_path(&sample->world, "r.h5"), 3, 10, NULL) != FAULT_NONE)
        return -1;
    sample->bytes = world_bytes(world_path(&sample->world, "r.h5"), &sample->length);
    *state = sample;
    return sample->bytes == NULL ? -1 : 0;
}

static int end_sample(void **state)
{
    struct sample *sample = *state;

    world_free(&sample->world);
    free(sample->bytes);
    free(sample);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_cut_short_is_said_to_be_damaged),
        cmocka_unit_test(a_file_that_lost_its_seal_alone_is_read),
        cmocka_unit_test(one_wrong_byte_anywhere_is_found),
        cmocka_unit_test(wrong_bytes_without_a_seal_crash_nothing),
        cmocka_unit_test(files_of_another_kind_are_named_so),
        cmocka_unit_test(what_cannot_be_opened_is_a_fault_of_the_file),
        cmocka_unit_test(parts_that_are_missing_or_of_another_kind_are_named),
        cmocka_unit_test(a_claim_larger_than_the_file_is_not_believed),
        cmocka_unit_test(the_checksum_is_crc_64_xz),
    };

    return cmocka_run_group_tests(tests, new_sample, end_sample);
}
