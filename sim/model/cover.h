/* Coverage: which of its studies a provider may read at an instant, by windows, waits, lengths of
 * queues, priorities and shares. Licences and skills are elsewhere (model/licence.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_COVER_H
#define TELERAD_MODEL_COVER_H

#include "model/state.h"

/** Makes room for windows and counts. FAULT_MEMORY. */
NODISCARD enum fault_kind cover_create(struct replication *r, struct fault *fault);
void cover_free(struct replication *r);
/** All windows shut, nothing waits: the start of a replication, after roster_start(). */
void cover_start(struct replication *r);

/** A window opens or closes. O(groups × coverage entries). */
void cover_window(struct replication *r, uint32_t window, bool open);
/** cover_count() where some entry counts. O(coverage entries). */
void cover_count_queues(struct replication *r, uint32_t slot, bool waits);
/** A first read joins or leaves those that wait (in a worklist or not); twice the same is once. */
static inline void cover_count(struct replication *r, uint32_t slot, bool waits)
{
    if (r->counts_queues)
        cover_count_queues(r, slot, waits);
}

/** cover_may() when the crew is not plain. O(coverage entries). */
bool cover_allows(const struct replication *r, uint32_t group, const struct study *study);

/** May some of a group read a waiting study at this instant, as far as phase and coverage go? */
static inline bool cover_may(const struct replication *r, uint32_t group, const struct study *study)
{
    const struct crew *crew = &r->crews[group];

    if ((crew->phases >> study->phase & 1U) == 0)
        return false;
    if (!crew->plain || study->phase == MODEL_SECOND || study->phase == MODEL_ARBITER)
        return cover_allows(r, group, study);
    return study->phase != MODEL_FIRST ||
           r->now_us - study->since_us >= r->who->tier_us[crew->tier];
}

#endif
