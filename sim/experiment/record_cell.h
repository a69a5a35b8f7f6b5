/* What is counted for one cell of a grouping. Sums are whole microseconds in 128 bits and counts
 * are whole, so that cells can be added in any order. Money is apart, in record_money.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_EXPERIMENT_RECORD_CELL_H
#define TELERAD_EXPERIMENT_RECORD_CELL_H

#include "measure/histogram.h"
#include "measure/tally.h"

struct record_cell {     /* starts as all zero */
    tally_sum tat_us;    /* received to the first report */
    tally_sum direct_us; /* the part of it whose first report was the final one */
    tally_sum second_us; /* received to a final report after a preliminary one */
    tally_sum transfer_us, wait_us, read_us;
    uint64_t arrived, reported, withdrawn, direct, second, received, begun;
    uint64_t judged, met; /* against the target */
    uint64_t final_judged, final_met;
    tally_sum call_us; /* first report to the end of the last call */
    uint64_t discrepancies, called, call_judged, call_met;
};

/* Turnaround times of a cell: `direct` serves both the first and the final report. */
struct record_spread {
    struct histogram direct;      /* received to a first report that was final */
    struct histogram preliminary; /* received to a preliminary report */
    struct histogram second;      /* received to the final report after it */
};

struct record_month {
    uint64_t judged, met;
};

/* One counted study, as every cell it belongs to takes it in. Spans are 0 where there is none. */
struct record_row {
    int64_t tat_us, second_us, transfer_us, wait_us, read_us, call_us;
    unsigned tat_bin, second_bin;
    bool reported, withdrawn, direct, second, received, begun, judged, met, final_judged, final_met;
    bool noted, discrepancy, called, call_judged, call_met; /* noted: any of the others */
};

static inline void record_cell_note(struct record_cell *cell, const struct record_row *row)
{
    cell->discrepancies += row->discrepancy;
    cell->called += row->called;
    cell->call_us += (uint64_t) row->call_us;
    cell->call_judged += row->call_judged;
    cell->call_met += row->call_met;
}

static inline void record_cell_count(struct record_cell *cell, const struct record_row *row)
{
    cell->arrived++;
    cell->received += row->received;
    cell->transfer_us += (uint64_t) row->transfer_us;
    cell->begun += row->begun;
    cell->wait_us += (uint64_t) row->wait_us;
    cell->withdrawn += row->withdrawn;
    cell->judged += row->judged;
    cell->met += row->met;
    if (row->reported) {
        cell->reported++;
        cell->tat_us += (uint64_t) row->tat_us;
        cell->read_us += (uint64_t) row->read_us;
    }
    if (row->noted)
        record_cell_note(cell, row);
    if (row->direct) {
        cell->direct++;
        cell->direct_us += (uint64_t) row->tat_us;
        return;
    }
    cell->final_judged += row->final_judged;
    cell->final_met += row->final_met;
    cell->second += row->second;
    cell->second_us += (uint64_t) row->second_us;
}

/** False: no memory. */
static inline bool record_spread_count(struct record_spread *spread, const struct record_row *row)
{
    if (row->direct)
        return histogram_add(&spread->direct, row->tat_us, row->tat_bin);
    return (!row->reported || histogram_add(&spread->preliminary, row->tat_us, row->tat_bin)) &&
           (!row->second || histogram_add(&spread->second, row->second_us, row->second_bin));
}

#endif
