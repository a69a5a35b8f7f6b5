/* Outages: what is out starts nothing, and what it was doing stands still and goes on with the rest
 * when it is back. A thing is out from the first instant of an outage, while any of its outages
 * lasts.
 *
 * Work that stands still is not taken out of the agenda. Each thing has a clock that runs while it
 * is up; work knows when it is done on that clock, and an event that comes too early is put off.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_OUTAGE_H
#define TELERAD_MODEL_OUTAGE_H

#include "model/state.h"

struct uptime {
    uint32_t down;    /* outages that last; 0: it is up */
    int64_t since_us; /* it is out */
    int64_t lost_us;  /* out before that, in all */
};

struct kept { /* studies that wait for the end of an outage, in order; threaded by `next` */
    uint32_t first, last;
};

struct outages {
    struct uptime pacs, *links, *tools, *providers, *sites;
    struct kept receipts;  /* what PACS would have received */
    struct kept *arrivals; /* [sites] what would have arrived */
    uint32_t *stalled;     /* [tools] the first of its jobs that stand still, or NOBODY */
    struct outage_draws {
        struct stream_key keys[2]; /* up times, down times */
        struct stream streams[2];
    } * draws; /* [outages] */
};

/** The thing's own clock, which stands while it is out. */
static inline int64_t outage_clock(const struct uptime *thing, int64_t now_us)
{
    return (thing->down > 0 ? thing->since_us : now_us) - thing->lost_us;
}

/** Does no reading begin, because PACS is out? O(1). */
static inline bool outage_stops_reading(const struct replication *r)
{
    return r->outages != NULL && r->outages->pacs.down > 0;
}

/** Makes the state; none for a model without outages. FAULT_MEMORY. */
NODISCARD enum fault_kind outage_create(struct replication *r, struct fault *fault);
void outage_free(struct replication *r);
/** All is up; the first random outages are scheduled. O(things + outages). */
void outage_start(struct replication *r, uint64_t number);
/** An outage of the model begins, or ends. O(things), and what waited for it. */
void outage_began(struct replication *r, uint32_t outage);
void outage_ended(struct replication *r, uint32_t outage);
/** Keeps a study that would arrive; false: its site is up. O(1). */
bool outage_keeps_at_site(struct replication *r, uint32_t slot);
/** Keeps a study that PACS would receive; false: PACS is up. O(1). */
bool outage_keeps_receipt(struct replication *r, uint32_t slot);
/** At the end of the run: studies whose images never became complete are counted nowhere. */
void outage_finish(struct replication *r);

#endif
