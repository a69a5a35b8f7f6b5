/* A record keeper's memory, shared by record*.c and by nobody else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_EXPERIMENT_RECORD_STATE_H
#define TELERAD_EXPERIMENT_RECORD_STATE_H

#include "experiment/record.h"
#include "experiment/record_cell.h"
#include "measure/timeavg.h"

#include <assert.h>

struct record_hour { /* of the week */
    tally_sum tat_us, backlog_us, on_us, busy_us, overtime_us;
    uint64_t arrivals, reported, judged, met;
};

struct record_reader {
    uint64_t on_us, busy_us, overtime_us; /* as if the present state stayed to the end */
    uint64_t reads, interruptions;
    double rvu;
    tally_money cost;
    unsigned state; /* bits of enum reader_state */
};

struct record_tool { /* by what was said and what is true: [positive][true] */
    struct tally wait[2][2];
    uint64_t count[2][2];
    uint64_t autonomous, missed;
};

struct record_money; /* record_money.c */

struct record {
    const struct record_plan *plan;
    struct outcome *outcome; /* of the replication under way, owned */
    int64_t next_us;         /* the cursor moves when the clock reaches it */
    int64_t piece_end_us;
    int64_t sample_us;        /* next sample of the backlog, SIMTIME_NEVER after the last */
    size_t piece;             /* next to begin */
    size_t samples;           /* taken */
    struct record_hour *hour; /* at hand */
    struct timeavg backlog, on, busy, overtime;
    uint64_t backlog_of[MODEL_PRIORITIES_MAX]; /* by ordered priority */
    tally_sum backlog_us, waited_us;           /* L and lambda W, times the measured time */
    struct record_hour hours[WEEK_HOURS + 1];
    struct record_cell *pairs;        /* [pairs] */
    struct record_month *pair_months; /* [pairs][months] */
    struct record_cell *cells; /* of all groupings, at plan->first_cell; sums of pairs at last */
    struct record_spread *spreads; /* likewise; see record_counts_spread() */
    struct record_month *months;   /* [cells of provider, then finding][priorities][months] */
    struct record_month *judging;  /* [priorities][months], for one cell at a time */
    struct record_reader *readers;
    struct record_tool *tools;
    struct record_money *money;
    size_t trace_room;
    bool trace, starved;
};

/** Is a grouping's spread counted study by study? Else it is that of others: overall is the sum of
 * the priorities, a modality that of its study types, and a single site or study type is all. */
static inline bool record_counts_spread(const struct record_plan *plan, enum table table)
{
    if (table == TABLE_STUDY || table == TABLE_SITE)
        return plan->shape->cells[table] > 1;
    return table != TABLE_OVERALL && table != TABLE_MODALITY;
}

/** The row of months of a provider or finding and a priority. */
static inline struct record_month *record_months(struct record *r, enum table table, uint32_t cell,
                                                 uint32_t priority)
{
    const struct record_plan *plan = r->plan;
    size_t place = plan->first_cell[table] - plan->first_cell[TABLE_PROVIDER] + cell;

    return r->months + (place * plan->model->priority_count + priority) * plan->month_count;
}

static inline uint32_t record_pair_of(const struct record_plan *plan, const struct study_life *life)
{
    size_t strand = model_strand(plan->model, life->source, life->member);
    uint32_t pair = plan->pair_of[strand * plan->model->priority_count + life->ordered];

    assert(pair < plan->pair_count);
    return pair;
}

static inline void record_put(struct record *r, enum table table, size_t measure, size_t cell,
                              double value)
{
    r->outcome->values[table][measure * r->plan->shape->cells[table] + cell] = value;
}

/** Where the sums of money are kept. False: no memory. */
bool record_money_create(struct record *record);
void record_money_free(struct record *record); /* also if there are none */
void record_money_empty(struct record *record);
/** The observer's callback; self is a record. */
void record_money_paid(void *self, const struct money_item *item);
/** Fills the measures of money, in groupings and by month. */
void record_money_fill(struct record *record);

/** Brings the cursor past the end of the measured time. */
void record_observer_end(struct record *record);
/** Fills the tables of the outcome at the end of a replication; the cursor is past the end. */
bool record_fill(struct record *record); /* false: no memory */

#endif
