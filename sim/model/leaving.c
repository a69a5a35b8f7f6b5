/* Who stays takes what the idle on shift have left. He is rarely asked, once a report, so he looks
 * at all studies rather than at lists of his own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/leaving.h"

#include "core/bitset.h"
#include "model/cover.h"
#include "model/interruption.h"
#include "model/order.h"
#include "model/outage.h"
#include "model/personal.h"
#include "model/reading.h"
#include "model/roster.h"
#include "model/stint.h"
#include "model/worklist.h"

void leaving_look(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];

    if (!stint->staying || stint->looks || r->readers[reader].on)
        return;
    stint->looks = true;
    r->leavers[r->leaver_count++] = reader;
    r->unsettled = true;
}

void leaving_end(struct replication *r, uint32_t reader)
{
    struct stint *stint = &r->stints[reader];
    bool busy = r->readers[reader].study != NOBODY;

    if (stint->habits->shift_end == SHIFT_END_HAND_BACK && state_reads(&r->readers[reader])) {
        interruption_drop(r, reader);
        reading_hand_back(r, reader, true);
        return;
    }
    stint->staying = stint->habits->shift_end == SHIFT_END_STAY;
    if (!busy)
        leaving_look(r, reader);
}

/* The best first read that a reader who stays may take; NOBODY if there is none. */
static uint32_t best_for(const struct replication *r, uint32_t reader)
{
    uint32_t group = r->model->readers[reader].group, best = NOBODY;
    uint64_t priorities = r->stints[reader].habits->stay_priorities;

    for (uint32_t slot = 0; slot < r->slot_count; slot++) {
        const struct study *study = &r->studies[slot];

        if (!study->in_use || study->stage != STUDY_WAITING || study->phase != MODEL_FIRST ||
            (priorities >> study->rank & 1U) == 0 ||
            !bitset_has(r->who->class_groups + study->class_index * r->who->group_words, group) ||
            !cover_may(r, group, study) || !reader_may(r, reader, slot))
            continue;
        if (order_before(r, slot, best))
            best = slot;
    }
    return best;
}

void leaving_settle(struct replication *r)
{
    size_t kept = 0;

    for (size_t i = 1; i < r->leaver_count; i++) /* few, and mostly one */
        for (size_t k = i; k > 0 && r->leavers[k] < r->leavers[k - 1]; k--) {
            uint32_t other = r->leavers[k];

            r->leavers[k] = r->leavers[k - 1];
            r->leavers[k - 1] = other;
        }
    for (size_t i = 0; i < r->leaver_count; i++) {
        uint32_t reader = r->leavers[i], slot = NOBODY;
        struct stint *stint = &r->stints[reader];

        stint->looks = false;
        if (!stint->staying || r->readers[reader].on || r->readers[reader].study != NOBODY)
            continue;
        if (r->now_us - stint->until_us < stint->habits->stay_us && r->readers[reader].held == 0)
            slot = best_for(r, reader);
        if (slot == NOBODY) {
            stint->staying = false;
        } else if (outage_stops_reading(r)) { /* he waits for the end of it */
            stint->looks = true;
            r->leavers[kept++] = reader;
        } else {
            reading_begin(r, reader, slot);
        }
    }
    r->leaver_count = kept;
}
