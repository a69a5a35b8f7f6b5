/* Whole or not at all: a result appears under its name when it is complete, and never half.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_world.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static bool is_there(const struct world *world, const char *name)
{
    struct stat status;

    return lstat(world_path(world, name), &status) == 0;
}

static bool holds(const struct world *world, const char *name, const char *wanted)
{
    size_t length = 0;
    unsigned char *bytes = world_bytes(world_path(world, name), &length);
    bool same = bytes != NULL && length == strlen(wanted) && memcmp(bytes, wanted, length) == 0;

    free(bytes);
    return same;
}

/* A result under way, with one replication; *summary too. */
static struct result *started(const struct world *world, const char *path, struct summary **summary)
{
    struct result *result = NULL;
    struct outcome *outcome = world_outcome(world, 0, 0);

    assert_int_equal(result_create(&result, path, world->shape, &world->provenance, false, NULL),
                     FAULT_NONE);
    assert_int_equal(summary_create(summary, world->shape, NULL), FAULT_NONE);
    assert_int_equal(result_append(result, outcome, NULL), FAULT_NONE);
    summary_add(*summary, outcome);
    outcome_free(outcome);
    return result;
}

static void nothing_is_under_the_name_before_the_end(void **state)
{
    const struct world *world = *state;
    struct summary *summary = NULL;
    struct result *result = started(world, world_path(world, "r.h5"), &summary);
    const char *written = NULL;

    assert_false(is_there(world, "r.h5"));
    assert_true(is_there(world, "r.h5.part"));
    assert_int_equal(result_finish(result, summary, false, &written, NULL), FAULT_NONE);
    assert_true(is_there(world, "r.h5"));
    assert_false(is_there(world, "r.h5.part"));
    result_free(result);
    assert_true(is_there(world, "r.h5"));
    summary_free(summary);
}

static void what_is_given_up_leaves_the_old_file_and_nothing_else(void **state)
{
    const struct world *world = *state;
    struct summary *summary = NULL;
    struct result *result;

    world_put(world_path(world, "r.h5"), "old", 3);
    result = started(world, world_path(world, "r.h5"), &summary);
    result_free(result);
    assert_true(holds(world, "r.h5", "old"));
    assert_false(is_there(world, "r.h5.part"));
    summary_free(summary);
}

/* Finishes as interrupted; the name that was written. */
static const char *interrupted(const struct world *world, const char *name)
{
    static char kept[400];
    struct summary *summary = NULL;
    struct result *result = started(world, world_path(world, name), &summary);
    const char *written = NULL;
    struct stored *stored = NULL;

    assert_int_equal(result_finish(result, summary, true, &written, NULL), FAULT_NONE);
    (void) strncpy(kept, written, sizeof kept - 1);
    result_free(result);
    summary_free(summary);
    assert_int_equal(stored_open(&stored, kept, NULL), FAULT_NONE);
    assert_true(stored->interrupted);
    assert_true(stored->replications == 1);
    stored_free(stored);
    return kept;
}

static void an_interrupted_run_takes_a_free_name(void **state)
{
    const struct world *world = *state;

    assert_string_equal(interrupted(world, "r.h5"), world_path(world, "r.h5"));
    assert_false(is_there(world, "r.interrupted.h5"));
}

static void an_interrupted_run_leaves_the_old_file(void **state)
{
    const struct world *world = *state;

    world_put(world_path(world, "r.h5"), "old", 3);
    assert_string_equal(interrupted(world, "r.h5"), world_path(world, "r.interrupted.h5"));
    assert_true(holds(world, "r.h5", "old"));
    assert_false(is_there(world, "r.h5.part"));
    world_put(world_path(world, "other"), "old", 3);
    assert_string_equal(interrupted(world, "other"), world_path(world, "other.interrupted.h5"));
}

static void refused(const struct world *world, const char *path, const char *because)
{
    struct result *result = NULL;
    struct fault fault = {0};

    assert_int_equal(result_create(&result, path, world->shape, &world->provenance, false, &fault),
                     FAULT_FILE);
    assert_null(result);
    assert_non_null(strstr(fault.text, path));
    assert_non_null(strstr(fault.text, because));
    assert_null(strstr(fault.text, "HDF5"));
}

static void places_that_cannot_be_written_are_refused_at_once(void **state)
{
    const struct world *world = *state;

    refused(world, world_path(world, "none/r.h5"), "folder is missing");
    refused(world, world->folder, "is a folder");
    refused(world, world_path(world, "r/"), "names a folder");
    refused(world, "/dev/null", "no ordinary file");
    world_put(world_path(world, "file"), "x", 1);
    refused(world, world_path(world, "file/r.h5"), strerror(ENOTDIR));
    if (geteuid() != 0) { /* root may write anywhere */
        assert_int_equal(chmod(world->folder, 0500), 0);
        refused(world, world_path(world, "r.h5"), strerror(EACCES));
        assert_int_equal(chmod(world->folder, 0700), 0);
    }
}

static void a_link_stays_a_link(void **state)
{
    const struct world *world = *state;
    struct stat status;

    world_put(world_path(world, "target.h5"), "old", 3);
    assert_int_equal(symlink("target.h5", world_path(world, "r.h5")), 0);
    assert_int_equal(world_write(world, world_path(world, "r.h5"), 1, 0, NULL), FAULT_NONE);
    assert_int_equal(lstat(world_path(world, "r.h5"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_false(holds(world, "target.h5", "old"));
}

static void an_abandoned_part_is_replaced_and_a_held_one_is_not(void **state)
{
    const struct world *world = *state;
    int file;

    world_put(world_path(world, "r.h5.part"), "rest", 4);
    file = open(world_path(world, "r.h5.part"), O_RDWR);
    assert_true(file >= 0 && flock(file, LOCK_EX) == 0);
    refused(world, world_path(world, "r.h5"), "another run is writing");
    assert_true(holds(world, "r.h5.part", "rest"));
    assert_int_equal(close(file), 0);
    assert_int_equal(world_write(world, world_path(world, "r.h5"), 1, 0, NULL), FAULT_NONE);
}

static void two_results_of_one_name_at_a_time_are_refused(void **state)
{
    const struct world *world = *state;
    struct summary *summary = NULL;
    struct result *result = started(world, world_path(world, "r.h5"), &summary);

    refused(world, world_path(world, "r.h5"), "another run is writing");
    result_free(result);
    summary_free(summary);
}

/* Writes with a limit on the size of files, in a process of its own: the library forgets memory
 * when it cannot close a file. 0: written, 1: a fault as it should be. */
static int written_within(const struct world *world, rlim_t bytes)
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit limit = {bytes, bytes};
        struct fault fault = {0};
        bool plain;
        enum fault_kind kind;

        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            _exit(3);
        kind = world_write(world, world_path(world, "r.h5"), 3, 20000, &fault);
        plain = kind == FAULT_FILE && strstr(fault.text, "r.h5: cannot be written: ") != NULL &&
                strstr(fault.text, strerror(EFBIG)) != NULL;
        _exit(kind == FAULT_NONE ? 0 : plain ? 1 : 2);
    }
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Whatever write is the one that fails, there is a plain fault and nothing is left. */
static void no_room_at_any_length_is_a_fault(void **state)
{
    const struct world *world = *state;

    world_put(world_path(world, "r.h5"), "old", 3);
    for (rlim_t bytes = 0;; bytes += bytes < 20000 ? 1511 : 50021) {
        int outcome = written_within(world, bytes);

        assert_false(is_there(world, "r.h5.part"));
        if (outcome == 0)
            break;
        assert_int_equal(outcome, 1);
        assert_true(holds(world, "r.h5", "old"));
    }
    assert_false(holds(world, "r.h5", "old"));
}

static int new_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);

    if (world == NULL)
        return -1;
    world_create(world, 4);
    *state = world;
    return 0;
}

static int end_world(void **state)
{
    world_free(*state);
    free(*state);
    return 0;
}

#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, new_world, end_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(nothing_is_under_the_name_before_the_end),
        WORLD_TEST(what_is_given_up_leaves_the_old_file_and_nothing_else),
        WORLD_TEST(an_interrupted_run_takes_a_free_name),
        WORLD_TEST(an_interrupted_run_leaves_the_old_file),
        WORLD_TEST(places_that_cannot_be_written_are_refused_at_once),
        WORLD_TEST(a_link_stays_a_link),
        WORLD_TEST(an_abandoned_part_is_replaced_and_a_held_one_is_not),
        WORLD_TEST(two_results_of_one_name_at_a_time_are_refused),
        WORLD_TEST(no_room_at_any_length_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
