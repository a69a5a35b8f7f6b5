/* What the model tells whoever counts. The model never reads a measure; a callback never changes
 * the model. Calls come in order of time; `at_us` never decreases. All callbacks must be set.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_OBSERVE_H
#define TELERAD_MODEL_OBSERVE_H

#include "core/simtime.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

#define STUDY_NOT_YET SIMTIME_NEVER /* an instant that has not come */

/* A study's life so far. Instants that have not come are STUDY_NOT_YET. */
struct study_life {
    int64_t ordered_us;  /* the order; equals arrived_us where images take no time */
    int64_t arrived_us;  /* images complete at the site */
    int64_t sent_us;     /* its turn on the link */
    int64_t received_us; /* at the reader's side: the clock starts */
    int64_t begun_us;    /* first reading begins */
    int64_t reported_us; /* first report, preliminary or final */
    int64_t final_begun_us;
    int64_t final_us;     /* final report; equals reported_us if the first report was final */
    int64_t withdrawn_us; /* its site took it back unread */
    int64_t drafted_us;   /* the first reading's end, if others followed before the report */
    int64_t second_us;    /* the second reading's end, if it was read twice */
    int64_t reviewed_us;  /* the peer review's end */
    int64_t read_us;      /* all readers' time on it up to the first report */
    int64_t final_read_us, review_read_us;
    int64_t called_us;    /* end of its last call for a critical finding */
    uint64_t findings;  /* set: what is truly there */
    uint32_t verdicts;  /* set of AI tools that have answered */
    uint32_t positives; /* of them, those that said yes */
    uint32_t count;     /* of its source: the k-th, from 0 */
    uint32_t source, site, study;
    uint32_t first_reader, final_reader; /* who made the report; MODEL_NONE before it */
    uint32_t reporter; /* the AI tool that reported it, as final and without a reader */
    uint32_t drafter, second_reader, reviewer;
    uint8_t ordered, present;      /* priorities: as ordered; as raised */
    uint8_t member;                /* place in its bundle; 0 also without one */
    uint8_t discrepancy;           /* found in its first report: 0 none, 1 without a class, 1 + k of
                                      the k-th class (from 1) of the group that made the report */
    bool call_promised, call_kept; /* of its calls, some had a time; each kept it */
    double bytes, prior_bytes;     /* size of the images, and of priors sent along */
    double base_us, final_base_us; /* base reading times */
};

enum reader_state {                 /* bits */
                    READER_ON = 1,  /* on shift */
                    READER_BUSY = 2 /* reading; busy and not on: overtime */
};

enum money_kind {
    MONEY_REVENUE,  /* what the hospital pays */
    MONEY_READER,   /* readers' pay: hours, reports, rvu, standing by */
    MONEY_OVERREAD, /* the same, for final reads and reviews */
    MONEY_LICENCE,  /* fees */
    MONEY_AI,       /* verdicts */
    MONEY_PENALTY,  /* for a target missed */
    MONEY_WAIVED,   /* what a penalty would have been beyond its at-most */
    MONEY_KINDS
};

struct money_item {
    enum money_kind kind;
    uint32_t month;                /* index of model_bills: the one in which it arises */
    uint32_t reader;               /* who is paid, or MODEL_NONE */
    uint32_t provider;             /* whose it is, or MODEL_NONE */
    const struct study_life *life; /* NULL: on nobody's study */
    double amount;                 /* >= 0, in the scenario's currency */
};

struct observer {
    void *self;
    /* images complete; counts if begin of measured time <= arrived < end */
    void (*study_arrived)(void *self, const struct study_life *life);
    /* at life->received_us: joins the backlog */
    void (*study_received)(void *self, const struct study_life *life);
    /* at life->reported_us: the first report; leaves the backlog */
    void (*study_reported)(void *self, const struct study_life *life);
    /* at life->withdrawn_us: leaves the backlog unread */
    void (*study_withdrawn)(void *self, const struct study_life *life);
    /* nothing more will happen to it; also at the end of the run for each still in the system
     * (life then shows how far it came) */
    void (*study_closed)(void *self, const struct study_life *life);
    /* a reader's state changes at at_us; `after` has bits of enum reader_state */
    void (*reader_changed)(void *self, int64_t at_us, uint32_t reader, unsigned after);
    /* a reading ended in a draft, an opinion, a report or a review by a reader at at_us */
    void (*report_made)(void *self, int64_t at_us, uint32_t reader, const struct study_life *life);
    /* a phone call begins while a reader reads */
    void (*interrupted)(void *self, int64_t at_us, uint32_t reader);
    /* money that arises in the measured time */
    void (*paid)(void *self, const struct money_item *item);
};

#endif
