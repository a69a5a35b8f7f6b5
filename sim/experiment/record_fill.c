/* From what was counted to the tables of an outcome: sums of pairs, means, percentiles, months.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/simtime.h"
#include "experiment/record_state.h"

#include <math.h>
#include <string.h>

static double minutes(double us)
{
    return us / (double) SIMTIME_MINUTE;
}

static double mean_min(tally_sum sum_us, uint64_t count)
{
    struct tally tally = {sum_us, count};

    return tally_mean_min(&tally);
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double) NAN;
}

static void put(struct record *r, enum table table, size_t measure, size_t cell, double value)
{
    record_put(r, table, measure, cell, value);
}

static void add_cell(struct record_cell *into, const struct record_cell *from)
{
    into->tat_us += from->tat_us;
    into->direct_us += from->direct_us;
    into->second_us += from->second_us;
    into->transfer_us += from->transfer_us;
    into->wait_us += from->wait_us;
    into->read_us += from->read_us;
    into->arrived += from->arrived;
    into->reported += from->reported;
    into->withdrawn += from->withdrawn;
    into->direct += from->direct;
    into->second += from->second;
    into->received += from->received;
    into->begun += from->begun;
    into->judged += from->judged;
    into->met += from->met;
    into->final_judged += from->final_judged;
    into->final_met += from->final_met;
    into->call_us += from->call_us;
    into->discrepancies += from->discrepancies;
    into->called += from->called;
    into->call_judged += from->call_judged;
    into->call_met += from->call_met;
}

static void sum_pairs(struct record *r)
{
    const struct record_plan *plan = r->plan;

    for (uint32_t i = 0; i < plan->pair_count; i++)
        for (unsigned t = 0; t < RECORD_DERIVED; t++)
            add_cell(&r->cells[plan->first_cell[t] + plan->pairs[i].cell[t]], &r->pairs[i]);
}

static struct record_spread *spread_at(struct record *r, enum table table, uint32_t cell)
{
    return &r->spreads[r->plan->first_cell[table] + cell];
}

static bool add_spread(struct record_spread *into, const struct record_spread *from)
{
    return histogram_merge(&into->direct, &from->direct) &&
           histogram_merge(&into->preliminary, &from->preliminary) &&
           histogram_merge(&into->second, &from->second);
}

static bool sum_spreads(struct record *r)
{
    const struct model *m = r->plan->model;
    bool whole = true;

    for (uint32_t i = 0; whole && i < m->priority_count; i++)
        whole = add_spread(spread_at(r, TABLE_OVERALL, 0), spread_at(r, TABLE_PRIORITY, i));
    for (uint32_t i = 0; whole && m->study_count > 1 && i < m->study_count; i++)
        whole = add_spread(
            spread_at(r, TABLE_MODALITY, record_plan_modality(m, m->studies[i].modality)),
            spread_at(r, TABLE_STUDY, i));
    return whole;
}

/* A single site, study type or modality is all there is. */
static const struct record_spread *spread_of(struct record *r, enum table table, uint32_t cell)
{
    bool all = table < RECORD_DERIVED && r->plan->shape->cells[table] == 1;

    return all ? spread_at(r, TABLE_OVERALL, 0) : spread_at(r, table, cell);
}

static double percentile(const struct histogram *one, const struct histogram *other,
                         unsigned percent)
{
    if (one->count + other->count == 0)
        return (double) NAN;
    return minutes((double) histogram_percentile_us(one, other, percent));
}

static void fill_spread(struct record *r, enum table table, uint32_t cell)
{
    static const struct {
        enum measure measure;
        unsigned percent;
    } wanted[] = {
        {MEASURE_TAT_P50, 50}, {MEASURE_TAT_P90, 90}, {MEASURE_TAT_P95, 95}, {MEASURE_TAT_P99, 99}};
    const struct record_spread *spread = spread_of(r, table, cell);
    const struct histogram *direct = &spread->direct, *other = &spread->preliminary;
    int64_t longest_us = direct->count > 0 ? direct->max_us : 0;

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        put(r, table, wanted[i].measure, cell, percentile(direct, other, wanted[i].percent));
    put(r, table, MEASURE_TAT_FINAL_P90, cell, percentile(direct, &spread->second, 90));
    if (other->count > 0 && other->max_us > longest_us)
        longest_us = other->max_us;
    if (direct->count + other->count > 0)
        put(r, table, MEASURE_TAT_MAX, cell, minutes((double) longest_us));
}

static void fill_cell(struct record *r, enum table table, uint32_t cell)
{
    const struct record_cell *c = &r->cells[r->plan->first_cell[table] + cell];

    put(r, table, MEASURE_ARRIVED, cell, (double) c->arrived);
    put(r, table, MEASURE_REPORTED, cell, (double) c->reported);
    put(r, table, MEASURE_WITHDRAWN, cell, (double) c->withdrawn);
    put(r, table, MEASURE_UNFINISHED, cell, (double) (c->arrived - c->reported - c->withdrawn));
    put(r, table, MEASURE_TAT_MEAN, cell, mean_min(c->tat_us, c->reported));
    put(r, table, MEASURE_TAT_FINAL_MEAN, cell,
        mean_min(c->direct_us + c->second_us, c->direct + c->second));
    put(r, table, MEASURE_FINAL_MET, cell, tally_share(c->final_met, c->final_judged));
    put(r, table, MEASURE_TRANSFER_MEAN, cell, mean_min(c->transfer_us, c->received));
    put(r, table, MEASURE_WAIT_MEAN, cell, mean_min(c->wait_us, c->begun));
    put(r, table, MEASURE_READ_MEAN, cell, mean_min(c->read_us, c->reported));
    put(r, table, MEASURE_TARGET_MET, cell, tally_share(c->met, c->judged));
    put(r, table, MEASURE_DISCREPANCIES, cell, (double) c->discrepancies);
    put(r, table, MEASURE_CALL_MET, cell, tally_share(c->call_met, c->call_judged));
    put(r, table, MEASURE_CALL_MEAN, cell, mean_min(c->call_us, c->called));
    fill_spread(r, table, cell);
}

/* The share of months that some priority's promise did not hold in, out of one cell's counts in
 * `judging` [priorities][months]. */
static double breach(const struct record *r)
{
    const struct model *m = r->plan->model;
    size_t months = r->plan->month_count;
    uint64_t judged = 0, broken = 0;

    for (size_t k = 0; k < months; k++) {
        bool any = false, below = false;

        for (uint32_t i = 0; m->months.judged[k] && i < m->priority_count; i++) {
            const struct record_month *month = &r->judging[i * months + k];

            if (month->judged == 0 || isnan(m->priorities[i].attain))
                continue;
            any = true;
            below = below || tally_share(month->met, month->judged) < m->priorities[i].attain;
        }
        judged += any;
        broken += below;
    }
    return tally_share(broken, judged);
}

static size_t judging_length(const struct record *r)
{
    return r->plan->model->priority_count * r->plan->month_count;
}

static void empty_judging(struct record *r)
{
    memset(r->judging, 0, judging_length(r) * sizeof *r->judging);
}

static void judge_pair(struct record *r, uint32_t pair)
{
    size_t months = r->plan->month_count;
    struct record_month *into = r->judging + r->plan->pairs[pair].cell[TABLE_PRIORITY] * months;
    const struct record_month *from = r->pair_months + pair * months;

    for (size_t k = 0; k < months; k++) {
        into[k].judged += from[k].judged;
        into[k].met += from[k].met;
    }
}

/* Of a derived table other than sites, whose cells are few. */
static void fill_breach(struct record *r, enum table table)
{
    const struct record_plan *plan = r->plan;

    for (uint32_t cell = 0; cell < plan->shape->cells[table]; cell++) {
        empty_judging(r);
        for (uint32_t i = 0; i < plan->pair_count; i++)
            if (plan->pairs[i].cell[table] == cell)
                judge_pair(r, i);
        put(r, table, MEASURE_BREACH, cell, breach(r));
    }
}

/* A site's pairs stand together, because its sources do. */
static void fill_site_breach(struct record *r)
{
    const struct record_plan *plan = r->plan;
    uint32_t i = 0;

    while (i < plan->pair_count) {
        uint32_t site = plan->pairs[i].cell[TABLE_SITE];

        empty_judging(r);
        for (; i < plan->pair_count && plan->pairs[i].cell[TABLE_SITE] == site; i++)
            judge_pair(r, i);
        put(r, TABLE_SITE, MEASURE_BREACH, site, breach(r));
    }
}

static void fill_apart_breach(struct record *r, enum table table)
{
    for (uint32_t cell = 0; cell < r->plan->shape->cells[table]; cell++) {
        memcpy(r->judging, record_months(r, table, cell, 0),
               judging_length(r) * sizeof *r->judging);
        put(r, table, MEASURE_BREACH, cell, breach(r));
    }
}

static void fill_groupings(struct record *r)
{
    for (enum table t = TABLE_OVERALL; t < TABLE_GROUPINGS; t++)
        for (uint32_t i = 0; i < r->plan->shape->cells[t]; i++)
            fill_cell(r, t, i);
    for (enum table t = TABLE_OVERALL; t < TABLE_SITE; t++)
        fill_breach(r, t);
    fill_site_breach(r);
    fill_apart_breach(r, TABLE_PROVIDER);
    fill_apart_breach(r, TABLE_FINDING);
    if (r->backlog_us > 0) {
        tally_sum most = r->backlog_us > r->waited_us ? r->backlog_us : r->waited_us;
        tally_sum least = r->backlog_us > r->waited_us ? r->waited_us : r->backlog_us;
        double gap = (double) (most - least) / (double) r->backlog_us;

        put(r, TABLE_OVERALL, MEASURE_LITTLE_GAP, 0, most == r->backlog_us ? gap : -gap);
    }
}

static void add_reader(struct record_reader *into, const struct record_reader *from)
{
    into->on_us += from->on_us;
    into->busy_us += from->busy_us;
    into->overtime_us += from->overtime_us;
    into->reads += from->reads;
    into->interruptions += from->interruptions;
    into->rvu += from->rvu;
    into->cost += from->cost;
}

static void fill_reader(struct record *r, enum table table, size_t cell,
                        const struct record_reader *who)
{
    put(r, table, READER_READS, cell, (double) who->reads);
    put(r, table, READER_RVU, cell, who->rvu);
    put(r, table, READER_ON_SHIFT, cell, minutes((double) who->on_us));
    put(r, table, READER_BUSY_TIME, cell, minutes((double) who->busy_us));
    put(r, table, READER_UTILISATION, cell,
        ratio((double) who->busy_us, (double) (who->on_us + who->overtime_us)));
    put(r, table, READER_OVERTIME, cell, minutes((double) who->overtime_us));
    put(r, table, READER_INTERRUPTIONS, cell, (double) who->interruptions);
    put(r, table, READER_COST, cell, tally_money_amount(who->cost));
}

static void fill_readers(struct record *r)
{
    const struct model *m = r->plan->model;

    for (uint32_t g = 0; g < m->group_count; g++) {
        struct record_reader sum = {0};

        for (uint32_t i = 0; i < m->groups[g].count; i++) {
            uint32_t reader = m->groups[g].first_reader + i;

            fill_reader(r, TABLE_READER, reader, &r->readers[reader]);
            add_reader(&sum, &r->readers[reader]);
        }
        fill_reader(r, TABLE_GROUP, g, &sum);
    }
}

static void fill_week(struct record *r)
{
    for (unsigned i = 0; i < WEEK_HOURS; i++) {
        const struct record_hour *hour = &r->hours[i];
        double long_us = (double) r->plan->hour_us[i];

        put(r, TABLE_WEEK, WEEK_ARRIVALS, i,
            ratio((double) hour->arrivals, long_us / (double) SIMTIME_HOUR));
        put(r, TABLE_WEEK, WEEK_BACKLOG, i, ratio((double) hour->backlog_us, long_us));
        put(r, TABLE_WEEK, WEEK_READERS_ON_SHIFT, i, ratio((double) hour->on_us, long_us));
        put(r, TABLE_WEEK, WEEK_UTILISATION, i,
            ratio((double) hour->busy_us, (double) (hour->on_us + hour->overtime_us)));
        put(r, TABLE_WEEK, WEEK_TAT_MEAN, i, mean_min(hour->tat_us, hour->reported));
        put(r, TABLE_WEEK, WEEK_TARGET_MET, i, tally_share(hour->met, hour->judged));
    }
}

static void fill_tools(struct record *r)
{
    static const struct {
        enum ai_measure count, wait;
        bool positive, right;
    } kinds[] = {{AI_TRUE_POSITIVE, AI_WAIT_TRUE_POSITIVE, true, true},
                 {AI_FALSE_POSITIVE, AI_WAIT_FALSE_POSITIVE, true, false},
                 {AI_TRUE_NEGATIVE, AI_WAIT_TRUE_NEGATIVE, false, true},
                 {AI_FALSE_NEGATIVE, AI_WAIT_FALSE_NEGATIVE, false, false}};

    for (uint32_t i = 0; i < r->plan->model->tool_count; i++) {
        const struct record_tool *tool = &r->tools[i];

        put(r, TABLE_AI, AI_AUTONOMOUS, i, (double) tool->autonomous);
        put(r, TABLE_AI, AI_MISSED, i, (double) tool->missed);
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            bool positive = kinds[k].positive, right = kinds[k].right;

            put(r, TABLE_AI, kinds[k].count, i, (double) tool->count[positive][right]);
            put(r, TABLE_AI, kinds[k].wait, i, tally_mean_min(&tool->wait[positive][right]));
        }
    }
}

static void fill_bins(struct record *r)
{
    for (uint32_t i = 0; i < r->plan->model->priority_count; i++) {
        const struct record_spread *spread = spread_at(r, TABLE_PRIORITY, i);
        uint64_t *bins = r->outcome->tat_bins + (size_t) i * HISTOGRAM_BINS;

        histogram_spread(&spread->direct, bins);
        histogram_spread(&spread->preliminary, bins);
    }
}

bool record_fill(struct record *record)
{
    sum_pairs(record);
    if (!sum_spreads(record))
        return false;
    fill_groupings(record);
    record_money_fill(record);
    fill_readers(record);
    fill_week(record);
    fill_tools(record);
    fill_bins(record);
    return true;
}
