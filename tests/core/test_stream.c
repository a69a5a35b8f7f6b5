/* The generator against outputs of Debian's libpcg-cpp-dev: pcg64(42, 54).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_generator_gives_the_numbers_of_pcg64(void **state)
{
    struct stream stream = stream_raw(42, 54);

    (void) state;
    assert_true(stream_bits(&stream) == UINT64_C(9705778491962043240));
    assert_true(stream_bits(&stream) == UINT64_C(1370407407632858425));
    assert_true(stream_bits(&stream) == UINT64_C(11774395822783136600));
    for (int i = 3; i < 999; i++)
        (void) stream_bits(&stream);
    assert_true(stream_bits(&stream) == UINT64_C(2398778524156055169)); /* the 1000th */
}

static void a_jump_lands_where_single_draws_do(void **state)
{
    struct stream stream = stream_raw(42, 54);

    (void) state;
    stream_jump(&stream, 999);
    assert_true(stream_bits(&stream) == UINT64_C(2398778524156055169));
}

static void replications_purposes_and_entities_differ(void **state)
{
    struct stream a = stream_start(stream_key("read", "x"), 1, 0);
    struct stream b = stream_start(stream_key("read", "x"), 1, 1);
    struct stream c = stream_start(stream_key("size", "x"), 1, 0);
    struct stream d = stream_start(stream_key("read", "y"), 1, 0);
    uint64_t first = stream_bits(&a);

    (void) state;
    assert_true(first != stream_bits(&b));
    assert_true(first != stream_bits(&c));
    assert_true(first != stream_bits(&d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_gives_the_numbers_of_pcg64),
        cmocka_unit_test(a_jump_lands_where_single_draws_do),
        cmocka_unit_test(replications_purposes_and_entities_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
