/* The agenda and the indexed heap, against sorting.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agenda.h"
#include "core/heap.h"
#include "core/simtime.h"
#include "core/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void equal_times_are_served_by_kind_then_first_in(void **state)
{
    static const uint32_t wanted[] = {8, 7, 9};
    struct agenda agenda;
    struct event got;

    (void) state;
    assert_int_equal(agenda_init(&agenda, 1, NULL), FAULT_NONE);
    agenda_push(&agenda, 60, 2, 7, 0);
    agenda_push(&agenda, 60, 1, 8, 0);
    agenda_push(&agenda, 60, 2, 9, 0);
    assert_int_equal(agenda_next_us(&agenda), 60);
    for (size_t i = 0; i < 3; i++) {
        assert_true(agenda_take(&agenda, &got));
        assert_int_equal(got.subject, wanted[i]);
    }
    assert_false(agenda_take(&agenda, &got));
    assert_true(agenda_next_us(&agenda) == SIMTIME_NEVER);
    agenda_clear(&agenda);
}

static void events_come_out_in_order_of_time(void **state)
{
    struct stream stream = stream_start(stream_key("test", "agenda"), 1, 0);
    struct agenda agenda;
    struct event got;
    int64_t last = INT64_MIN;

    (void) state;
    assert_int_equal(agenda_init(&agenda, 1, NULL), FAULT_NONE);
    for (uint32_t i = 0; i < 1000; i++)
        agenda_push(&agenda, (int64_t) (stream_bits(&stream) >> 40), 0, i, 0);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(agenda_take(&agenda, &got));
        assert_true(got.at_us >= last);
        last = got.at_us;
    }
    assert_false(agenda_take(&agenda, &got));
    agenda_clear(&agenda);
}

static void any_item_leaves_the_heap_and_the_rest_stay_in_order(void **state)
{
    struct stream stream = stream_start(stream_key("test", "heap"), 1, 0);
    static uint32_t at[500];
    struct heap_places places = {at, 1};
    struct heap heap;
    struct heap_key last = {0, 0};

    (void) state;
    heap_init(&heap);
    for (uint32_t i = 0; i < 500; i++)
        at[i] = HEAP_ABSENT;
    for (uint32_t i = 0; i < 500; i++) {
        struct heap_key key = {stream_bits(&stream) >> 58, i};

        assert_int_equal(heap_add(&heap, places, i, key), FAULT_NONE);
    }
    for (uint32_t i = 0; i < 500; i += 3) {
        heap_remove(&heap, places, i);
        assert_int_equal(at[i], HEAP_ABSENT);
    }
    while (heap.length > 0) {
        const struct heap_node node = *heap_first(&heap);

        assert_false(heap_before(node.key, last));
        assert_int_not_equal(node.item % 3, 0);
        last = node.key;
        heap_remove(&heap, places, node.item);
    }
    heap_clear(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_times_are_served_by_kind_then_first_in),
        cmocka_unit_test(events_come_out_in_order_of_time),
        cmocka_unit_test(any_item_leaves_the_heap_and_the_rest_stay_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
