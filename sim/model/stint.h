/* How a reader stands in his hours, where his group has habits: shifts that hold, what he owes and
 * has done in them. Stretches of duty begin and end here; what hangs on them is in absence, breaks,
 * leaving, speed, interruption and oncall.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_STINT_H
#define TELERAD_MODEL_STINT_H

#include "model/state.h"

struct stint {
    const struct model_habits *habits; /* NULL: none */
    int64_t since_us, until_us;        /* the stretch of duty, and its end once it is over */
    uint32_t roster_holds, call_holds; /* shifts that hold */
    uint32_t roster_next, call_next;   /* the next ones to begin, of the reader's shifts */
    uint64_t reports;                  /* since the last shift or call-in began */
    double rvu;
    uint64_t learned; /* reports in the run */
    double tired;     /* factor on the share of discrepancies, as the reading in hand began */

    uint32_t break_stamp; /* breaks.c */
    int64_t owed_us, break_until_us;

    bool staying, looks; /* leaving.c */

    double to_next_us; /* interruption.c: reading time until the next */
    uint32_t phone_stamp;
    bool on_phone;
    struct stream phone;

    int64_t stood_us;             /* on call since then; SIMTIME_NEVER: not */
    uint32_t call, call_stamp;    /* oncall.c */
    bool coming, called, is_done; /* is_done: has just put something out of hand */
    struct stream response;
};

/** Makes room, if any group has habits. FAULT_MEMORY. O(readers + shifts). */
NODISCARD enum fault_kind stint_create(struct replication *r, struct fault *fault);
void stint_free(struct replication *r);
/** The start of a replication, after roster_start(); draws absences. O(readers + shifts). */
void stint_start(struct replication *r, uint64_t number);

/** A shift of a reader begins or ends: `which` of his stretches of duty, or of his shifts where
 * his group goes by these. What touches the next is no end. */
void stint_shift_started(struct replication *r, uint32_t reader, uint32_t which);
void stint_shift_ended(struct replication *r, uint32_t reader, uint32_t which);
/** Duty begins for a reader who is not on; since_us: when it did. */
void stint_begin(struct replication *r, uint32_t reader, int64_t since_us);
/** It is over. */
void stint_end(struct replication *r, uint32_t reader);
/** A shift or a call-in begins, with a limit of its own. */
void stint_renew(struct replication *r, uint32_t reader);

/** The end of the run: who stands by is paid for it. */
void stint_finish(struct replication *r);

/** A reader has made a report. Only where there are stints. O(1). */
void stint_report(struct replication *r, uint32_t reader, const struct study *study);
/** A reader has nothing in hand: what he owes comes before he is idle. Only where there are stints.
 */
void stint_release(struct replication *r, uint32_t reader);

/** The name of a reader's stream of this purpose. */
struct stream_key stint_key(const struct model *m, const char *purpose, uint32_t reader);

/** NULL for a reader whose group has no habits. O(1). */
static inline struct stint *stint_of(const struct replication *r, uint32_t reader)
{
    return r->stints == NULL || r->stints[reader].habits == NULL ? NULL : &r->stints[reader];
}

/** Factor on the share of discrepancies of the report that a reader makes: his fatigue when the
 * reading in hand began. */
static inline double stint_tired(const struct replication *r, uint32_t reader)
{
    const struct stint *stint = stint_of(r, reader);

    return stint == NULL ? 1 : stint->tired;
}

#endif
