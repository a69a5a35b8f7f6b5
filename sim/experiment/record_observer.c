/* The observer's callbacks. A study is counted once for its pair and once for each provider and
 * finding; clocks are followed by a cursor, so that an event costs no search.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/record_state.h"

#include <stdlib.h>

static int64_t clipped(const struct record *r, int64_t at_us)
{
    int64_t end_us = r->plan->model->end_us;

    return at_us < 0 ? 0 : at_us < end_us ? at_us : end_us;
}

static uint64_t left_us(const struct record *r, int64_t at_us)
{
    return (uint64_t) (r->piece_end_us - at_us);
}

/* Ends the piece at hand and begins the next, or what comes after the end. */
static void turn(struct record *r)
{
    const struct record_plan *plan = r->plan;
    const struct record_piece *piece = plan->pieces + r->piece;
    uint64_t length_us = 0, backlog_us;
    struct record_hour *hour = r->hour;
    bool inside = r->piece > 0; /* what ends is no warm-up */

    r->piece_end_us = SIMTIME_NEVER;
    r->hour = &r->hours[RECORD_NO_HOUR];
    if (r->piece < plan->piece_count) {
        r->piece++;
        r->piece_end_us = r->piece < plan->piece_count ? piece[1].from_us : plan->model->end_us;
        r->hour = &r->hours[piece->hour];
        length_us = left_us(r, piece->from_us);
    }
    backlog_us = timeavg_turn(&r->backlog, length_us);
    if (inside) {
        r->backlog_us += backlog_us;
        hour->backlog_us += backlog_us;
        hour->on_us += timeavg_turn(&r->on, length_us);
        hour->busy_us += timeavg_turn(&r->busy, length_us);
        hour->overtime_us += timeavg_turn(&r->overtime, length_us);
        return;
    }
    (void) timeavg_turn(&r->on, length_us);
    (void) timeavg_turn(&r->busy, length_us);
    (void) timeavg_turn(&r->overtime, length_us);
}

/* A sample is what holds after all that happened at its instant. */
static void sample(struct record *r)
{
    uint32_t priorities = r->plan->model->priority_count;
    double *row = r->outcome->backlog + r->samples * priorities;

    for (uint32_t i = 0; i < priorities; i++)
        row[i] = (double) r->backlog_of[i];
    r->samples++;
    r->sample_us += r->plan->sample_step_us;
    if (r->samples == r->plan->shape->timeline_points)
        r->sample_us = SIMTIME_NEVER;
}

static void follow(struct record *r, int64_t at_us)
{
    while (at_us > r->sample_us)
        sample(r);
    while (at_us >= r->piece_end_us)
        turn(r);
    r->next_us = r->sample_us < r->piece_end_us ? r->sample_us + 1 : r->piece_end_us;
}

static inline void advance(struct record *r, int64_t at_us)
{
    if (at_us >= r->next_us)
        follow(r, at_us);
}

static struct record_cell *cell_of(struct record *r, enum table table, uint32_t cell)
{
    return r->cells + r->plan->first_cell[table] + cell;
}

static void study_arrived(void *self, const struct study_life *life)
{
    struct record *r = self;

    advance(r, life->arrived_us);
    r->outcome->studies++;
    r->hour->arrivals++; /* outside the measured time it is nobody's hour */
}

static void backlog_changed(struct record *r, int64_t at_us, unsigned priority, int step)
{
    advance(r, at_us);
    timeavg_step(&r->backlog, step, left_us(r, at_us));
    r->backlog_of[priority] += (uint64_t) (int64_t) step;
}

static void study_received(void *self, const struct study_life *life)
{
    backlog_changed(self, life->received_us, life->ordered, 1);
}

static void study_reported(void *self, const struct study_life *life)
{
    backlog_changed(self, life->reported_us, life->ordered, -1);
}

static void study_withdrawn(void *self, const struct study_life *life)
{
    backlog_changed(self, life->withdrawn_us, life->ordered, -1);
}

/* What is promised is judged when the report came, or when it is too late for it. */
static void judge(const struct model *m, const struct study_life *life, struct record_row *row)
{
    int64_t target_us = m->priorities[life->ordered].target_us;

    if (target_us != MODEL_NO_TARGET) {
        row->met = row->reported && row->tat_us <= target_us;
        row->judged = row->reported || row->withdrawn ||
                      (row->received && m->last_us - life->received_us > target_us);
    }
    if (m->has_finals && m->final_within_us != MODEL_NO_TARGET && row->reported && !row->direct) {
        row->final_met = row->second && life->final_us - life->reported_us <= m->final_within_us;
        row->final_judged = row->second || m->last_us - life->reported_us > m->final_within_us;
    }
}

/* What a later reader found, and the calls that were made. */
static void note(const struct study_life *life, struct record_row *row)
{
    row->noted = true;
    row->discrepancy = life->discrepancy != 0;
    row->called = life->called_us != STUDY_NOT_YET;
    if (!row->called)
        return;
    row->call_us = life->called_us - life->reported_us;
    row->call_judged = life->call_promised;
    row->call_met = life->call_promised && life->call_kept;
}

static void fill_row(const struct model *m, const struct study_life *life, struct record_row *row)
{
    *row = (struct record_row){.received = life->received_us != STUDY_NOT_YET,
                               .begun = life->begun_us != STUDY_NOT_YET,
                               .reported = life->reported_us != STUDY_NOT_YET,
                               .withdrawn = life->withdrawn_us != STUDY_NOT_YET};
    if (row->received)
        row->transfer_us = life->received_us - life->arrived_us;
    if (row->begun)
        row->wait_us = life->begun_us - life->received_us;
    if (row->reported) {
        row->tat_us = life->reported_us - life->received_us;
        row->tat_bin = histogram_bin(row->tat_us);
        row->read_us = life->read_us;
        /* nobody who reads preliminary makes final reads, so one reader means one report; so does
         * none: a tool made it */
        row->direct = life->final_reader == life->first_reader;
        row->second = !row->direct && life->final_us != STUDY_NOT_YET;
    }
    if (row->second) {
        row->second_us = life->final_us - life->received_us;
        row->second_bin = histogram_bin(row->second_us);
    }
    if (life->discrepancy != 0 || life->called_us != STUDY_NOT_YET)
        note(life, row);
    judge(m, life, row);
}

static inline void count_month(struct record_month *month, const struct record_row *row)
{
    month->judged += row->judged;
    month->met += row->met;
}

static void count_spread(struct record *r, enum table table, uint32_t cell,
                         const struct record_row *row)
{
    if (!record_spread_count(r->spreads + r->plan->first_cell[table] + cell, row))
        r->starved = true;
}

/* Counts a study for a provider or a finding; month: of its receipt, or past the last. */
static void count_apart(struct record *r, enum table table, uint32_t cell, uint32_t priority,
                        size_t month, const struct record_row *row)
{
    record_cell_count(cell_of(r, table, cell), row);
    count_spread(r, table, cell, row);
    if (month < r->plan->month_count)
        count_month(record_months(r, table, cell, priority) + month, row);
}

/* The hour of its receipt, of the week; the month of it, where one has to be counted. What was
 * received after the measured time has no hour, and the last month if that is not over. */
static size_t count_clock(struct record *r, const struct study_life *life,
                          const struct record_row *row)
{
    const struct record_plan *plan = r->plan;
    const struct record_piece *piece = plan->pieces + plan->piece_count - 1;
    struct record_hour *hour = &r->hours[RECORD_NO_HOUR];

    if (life->received_us < plan->model->end_us) {
        piece = record_plan_piece(plan, life->received_us);
        hour = &r->hours[piece->hour];
    }
    hour->reported += row->reported;
    hour->tat_us += (uint64_t) row->tat_us;
    hour->judged += row->judged;
    hour->met += row->met;
    return row->judged && life->received_us < plan->model->months.until_us ? piece->month
                                                                           : plan->month_count;
}

static void count_tools(struct record *r, const struct study_life *life,
                        const struct record_row *row)
{
    for (uint32_t left = life->verdicts; left != 0; left &= left - 1) {
        unsigned i = (unsigned) __builtin_ctz(left);
        bool positive = (life->positives >> i & 1U) != 0;
        bool there = (life->findings >> r->plan->model->tools[i].finding & 1U) != 0;
        struct record_tool *tool = &r->tools[i];

        tool->count[positive][there == positive]++;
        if (row->begun)
            tally_add(&tool->wait[positive][there == positive], row->wait_us);
        if (i == life->reporter) {
            tool->autonomous++;
            tool->missed += there;
        }
    }
}

static void count_study(struct record *r, const struct study_life *life)
{
    const struct record_plan *plan = r->plan;
    struct record_row row;
    uint32_t pair = record_pair_of(r->plan, life);
    size_t month = plan->month_count;

    fill_row(plan->model, life, &row);
    record_cell_count(&r->pairs[pair], &row);
    count_spread(r, TABLE_PRIORITY, life->ordered, &row);
    if (record_counts_spread(plan, TABLE_STUDY))
        count_spread(r, TABLE_STUDY, life->study, &row);
    if (record_counts_spread(plan, TABLE_SITE))
        count_spread(r, TABLE_SITE, life->site, &row);
    if (row.received)
        month = count_clock(r, life, &row);
    if (month < plan->month_count)
        count_month(&r->pair_months[pair * plan->month_count + month], &row);
    if (life->first_reader != MODEL_NONE && plan->reader_provider[life->first_reader] != MODEL_NONE)
        count_apart(r, TABLE_PROVIDER, plan->reader_provider[life->first_reader], life->ordered,
                    month, &row);
    for (uint64_t left = life->findings; left != 0; left &= left - 1)
        count_apart(r, TABLE_FINDING, (uint32_t) __builtin_ctzll(left), life->ordered, month, &row);
    if (life->verdicts != 0)
        count_tools(r, life, &row);
}

static int64_t traced(int64_t at_us)
{
    return at_us == STUDY_NOT_YET ? INT64_MIN : at_us;
}

static int32_t traced_reader(uint32_t reader)
{
    return reader == MODEL_NONE ? -1 : (int32_t) reader;
}

static void trace(struct record *r, const struct study_life *life)
{
    struct outcome *o = r->outcome;

    if (o->trace_count == r->trace_room) {
        size_t room = r->trace_room > 0 ? 2 * r->trace_room : 1024;
        struct trace_row *rows = realloc(o->trace, room * sizeof *rows);

        if (rows == NULL) {
            r->starved = true;
            return;
        }
        o->trace = rows;
        r->trace_room = room;
    }
    o->trace[o->trace_count++] =
        (struct trace_row){.replication = (uint32_t) o->replication,
                           .site = life->site,
                           .study = life->study,
                           .source_place = r->plan->model->sources[life->source].place,
                           .count = life->count,
                           .member = life->member,
                           .priority = life->ordered,
                           .present_priority = life->present,
                           .ordered_us = life->ordered_us,
                           .arrived_us = traced(life->arrived_us),
                           .sent_us = traced(life->sent_us),
                           .received_us = traced(life->received_us),
                           .begun_us = traced(life->begun_us),
                           .reported_us = traced(life->reported_us),
                           .final_begun_us = traced(life->final_begun_us),
                           .final_us = traced(life->final_us),
                           .withdrawn_us = traced(life->withdrawn_us),
                           .drafted_us = traced(life->drafted_us),
                           .second_us = traced(life->second_us),
                           .reviewed_us = traced(life->reviewed_us),
                           .read_us = life->read_us,
                           .final_read_us = life->final_read_us,
                           .review_read_us = life->review_read_us,
                           .first_reader = traced_reader(life->first_reader),
                           .final_reader = traced_reader(life->final_reader),
                           .autonomous = traced_reader(life->reporter),
                           .drafter = traced_reader(life->drafter),
                           .second_reader = traced_reader(life->second_reader),
                           .reviewer = traced_reader(life->reviewer),
                           .called_us = traced(life->called_us),
                           .discrepancy = life->discrepancy - 1,
                           .findings = life->findings,
                           .ai_verdicts = life->verdicts,
                           .ai_positives = life->positives,
                           .bytes = life->bytes,
                           .prior_bytes = life->prior_bytes,
                           .base_us = life->base_us,
                           .final_base_us = life->final_base_us};
}

static void study_closed(void *self, const struct study_life *life)
{
    struct record *r = self;
    int64_t left_us =
        life->reported_us < life->withdrawn_us ? life->reported_us : life->withdrawn_us;

    if (life->received_us < r->plan->model->end_us && left_us > 0)
        r->waited_us += (uint64_t) (clipped(r, left_us) - clipped(r, life->received_us));
    if (r->trace)
        trace(r, life);
    if (life->arrived_us >= 0 && life->arrived_us < r->plan->model->end_us)
        count_study(r, life);
}

/* Whether a state holds after, less whether it held before: -1, 0 or 1. */
static inline int64_t step_of(bool after, bool before)
{
    return (int64_t) after - (int64_t) before;
}

static void reader_changed(void *self, int64_t at_us, uint32_t reader, unsigned after)
{
    struct record *r = self;
    struct record_reader *who = &r->readers[reader];
    unsigned before = who->state;
    int64_t busy = step_of((after & READER_BUSY) != 0, (before & READER_BUSY) != 0);
    int64_t on, overtime;
    uint64_t run_us = (uint64_t) (r->plan->model->end_us - clipped(r, at_us));
    uint64_t piece_us;

    advance(r, at_us);
    piece_us = left_us(r, at_us);
    who->state = after;
    who->busy_us += (uint64_t) busy * run_us;
    timeavg_step(&r->busy, busy, piece_us);
    if ((after & before & READER_ON) != 0) /* the usual: on shift before and after */
        return;
    on = step_of((after & READER_ON) != 0, (before & READER_ON) != 0);
    overtime = step_of(after == READER_BUSY, before == READER_BUSY);
    who->on_us += (uint64_t) on * run_us;
    who->overtime_us += (uint64_t) overtime * run_us;
    timeavg_step(&r->on, on, piece_us);
    timeavg_step(&r->overtime, overtime, piece_us);
}

static void report_made(void *self, int64_t at_us, uint32_t reader, const struct study_life *life)
{
    struct record *r = self;

    if (at_us < 0 || at_us >= r->plan->model->end_us)
        return;
    r->readers[reader].reads++;
    r->readers[reader].rvu += r->plan->model->studies[life->study].rvu;
}

static void interrupted(void *self, int64_t at_us, uint32_t reader)
{
    struct record *r = self;

    if (at_us >= 0 && at_us < r->plan->model->end_us)
        r->readers[reader].interruptions++;
}

void record_observer_end(struct record *record)
{
    advance(record, record->plan->model->last_us);
}

struct observer record_observer(struct record *record)
{
    return (struct observer){.self = record,
                             .study_arrived = study_arrived,
                             .study_received = study_received,
                             .study_reported = study_reported,
                             .study_withdrawn = study_withdrawn,
                             .study_closed = study_closed,
                             .reader_changed = reader_changed,
                             .report_made = report_made,
                             .interrupted = interrupted,
                             .paid = record_money_paid};
}
