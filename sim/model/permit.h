/* Who may read for which sites now, reader by reader, where licences or privileges depend on the
 * date or on chance. What all of a group have all the time is known to model/licence.h, and all
 * that anybody may have some time: that is asked first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_PERMIT_H
#define TELERAD_MODEL_PERMIT_H

#include "core/bitset.h"
#include "model/grant.h"
#include "model/state.h"

struct permit_change {
    int64_t at_us;
    uint32_t reader, cell; /* cell: of licences, or a room of privileges */
    bool privilege, begins;
};

struct permit_book {      /* of one replication */
    uint64_t *licences;   /* [readers][cell words] */
    uint64_t *privileges; /* [readers][room words] */
    struct permit_change
        *changes; /* of this replication, by time; those from `at` on are to come */
    size_t count, capacity, at;
    uint64_t number;
    uint64_t *drawn;    /* set of jurisdictions */
    uint32_t *list;     /* [jurisdictions] */
    struct span *spans; /* [most spans x zones] */
};

/** Makes room; nothing if no group has such licences, nor a fee. FAULT_MEMORY. */
NODISCARD enum fault_kind permit_create(struct replication *r, struct fault *fault);
void permit_free(struct replication *r);
/** Draws licences and leads, finds all changes of the replication and pays the fees. After
 * roster_start() and money_start(). O(readers × (cells + rooms)). */
void permit_start(struct replication *r, uint64_t number);
/** The changes that are due now; EVENT_PERMIT. */
void permit_due(struct replication *r);
/** How many jurisdictions a reader of a personal group has a licence of now. O(cells). */
size_t permit_count(const struct replication *r, uint32_t reader);

/** May a reader whose group may read the site's studies some time read them now? O(1). Only where
 * r->personal is set. */
static inline bool permit_allows(const struct replication *r, uint32_t reader, uint32_t site)
{
    const struct permits *p = r->model->permits;
    const struct permit_book *book = r->permits;

    if (!bitset_has(p->personal, r->model->readers[reader].group))
        return true;
    return bitset_has(book->licences + reader * p->cell_words, p->cell_of_site[site]) &&
           (p->room_count == 0 ||
            bitset_has(book->privileges + reader * p->room_words, p->room_of_site[site]));
}

#endif
