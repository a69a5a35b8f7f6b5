/* Calls are a Poisson process in the time spent reading: the gaps are exponential and carry over
 * from one reading to the next. A call belongs to the reader; whatever he takes up during it stands
 * still until it is over.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/interruption.h"

#include "core/simtime.h"
#include "core/variate.h"
#include "model/event.h"
#include "model/reading.h"
#include "model/stint.h"

static double draw_gap(struct stint *stint)
{
    struct variate gap = {.family = VARIATE_EXPONENTIAL,
                          .a = 1 / stint->habits->interruptions,
                          .max = (double) INFINITY};

    return variate_draw(&gap, &stint->phone);
}

void interruption_start(struct replication *r, uint32_t reader, uint64_t number)
{
    struct stint *stint = &r->stints[reader];

    if (!(stint->habits->interruptions > 0))
        return;
    stint->phone =
        stream_start(stint_key(r->model, "interruptions", reader), r->model->run.seed, number);
    stint->to_next_us = draw_gap(stint);
}

bool interruption_comes(const struct replication *r, uint32_t reader, int64_t *left_us)
{
    const struct stint *stint = stint_of(r, reader);
    int64_t after_us;

    if (stint == NULL || !(stint->habits->interruptions > 0))
        return false;
    after_us = simtime_round(stint->to_next_us);
    if (after_us >= *left_us)
        return false;
    *left_us = after_us;
    return true;
}

void interruption_read(struct replication *r, uint32_t reader, int64_t span_us)
{
    struct stint *stint = stint_of(r, reader);

    if (stint == NULL)
        return;
    stint->to_next_us -= (double) span_us;
    if (stint->to_next_us < 0) /* by rounding */
        stint->to_next_us = 0;
}

void interruption_begin(struct replication *r, uint32_t reader, uint32_t stamp)
{
    struct stint *stint = &r->stints[reader];
    double length_us;

    if (r->readers[reader].stamp != stamp)
        return;
    reading_halt(r, reader);
    length_us = variate_draw(&stint->habits->interruption, &stint->phone);
    stint->to_next_us = draw_gap(stint);
    stint->on_phone = true;
    r->observer->interrupted(r->observer->self, r->now_us, reader);
    agenda_push(&r->agenda, simtime_add(r->now_us, simtime_round(length_us)), EVENT_PHONE_ENDED,
                reader, ++stint->phone_stamp);
}

void interruption_end(struct replication *r, uint32_t reader, uint32_t stamp)
{
    struct stint *stint = &r->stints[reader];

    if (!stint->on_phone || stint->phone_stamp != stamp)
        return;
    stint->on_phone = false;
    reading_go_on(r, reader);
}

void interruption_drop(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];

    if (!stint->on_phone)
        return;
    stint->on_phone = false;
    reading_go_on(r, reader);
}
