/* Names, notes and memory of outcomes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/outcome.h"

#include "measure/histogram.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define REVENUE_SAYS                                                                               \
    "What the hospital pays the first reporters' providers: prices of first reports, and by the "  \
    "month what they ask beside them, which is no study's."
#define READER_COST_SAYS                                                                           \
    "Pay of readers by hour, overtime, standing by, report and rvu. Hours without a read are no "  \
    "study's."
#define OVERREAD_COST_SAYS                                                                         \
    "The part of reader_cost that goes to final reads of preliminary reports and to peer reviews."
#define LICENCE_COST_SAYS                                                                          \
    "Fees of the licences held, for the time in which they are held; no study's."
#define AI_COST_SAYS "Prices of AI verdicts."
#define PENALTIES_SAY                                                                              \
    "What the first reporters' providers owe for first reports later than the target, at most "    \
    "at-most a month; not taken off revenue."
#define WAIVED_SAYS                                                                                \
    "What the penalties would be beyond at-most: above 0 where that was reached."

static const struct measure_note grouping_notes[MEASURES_OVERALL] = {
    [MEASURE_ARRIVED] = {"arrived", "1", "studies arrived",
                         "Number of studies whose images were complete at the site within the "
                         "measured time."},
    [MEASURE_REPORTED] = {"reported", "1", "studies reported",
                          "Number of the arrived studies with a first report, also after the "
                          "measured time."},
    [MEASURE_WITHDRAWN] = {"withdrawn", "1", "studies withdrawn",
                           "Number of the arrived studies that their site took back unread."},
    [MEASURE_UNFINISHED] = {"unfinished", "1", "studies unfinished",
                            "arrived - reported - withdrawn, at the end of the run."},
    [MEASURE_TAT_MEAN] = {"tat_mean", "min", "mean turnaround time",
                          "Mean of (first report - received) over the reported studies."},
    [MEASURE_TAT_P50] = {"tat_p50", "min", "median turnaround time",
                         "50th percentile of (first report - received) by nearest rank; binning "
                         "may move it by up to 0.5 %."},
    [MEASURE_TAT_P90] = {"tat_p90", "min", "90th percentile of turnaround time",
                         "90th percentile of (first report - received) by nearest rank; binning "
                         "may move it by up to 0.5 %."},
    [MEASURE_TAT_P95] = {"tat_p95", "min", "95th percentile of turnaround time",
                         "95th percentile of (first report - received) by nearest rank; binning "
                         "may move it by up to 0.5 %."},
    [MEASURE_TAT_P99] = {"tat_p99", "min", "99th percentile of turnaround time",
                         "99th percentile of (first report - received) by nearest rank; binning "
                         "may move it by up to 0.5 %."},
    [MEASURE_TAT_MAX] = {"tat_max", "min", "longest turnaround time",
                         "Greatest (first report - received) of the reported studies, exact."},
    [MEASURE_TAT_FINAL_MEAN] = {"tat_final_mean", "min", "mean turnaround time to the final report",
                                "Mean of (final report - received) over the studies with a final "
                                "report."},
    [MEASURE_TAT_FINAL_P90] = {"tat_final_p90", "min",
                               "90th percentile of turnaround time to the final report",
                               "90th percentile of (final report - received) by nearest rank; "
                               "binning may move it by up to 0.5 %."},
    [MEASURE_FINAL_MET] = {"final_met", "1", "share of final reports in time",
                           "Of the studies with a preliminary report: final report within the "
                           "promise after it / (those with a final report + those without one "
                           "whose promise was past at the end of the run)."},
    [MEASURE_TRANSFER_MEAN] = {"transfer_mean", "min", "mean transfer time",
                               "Mean of (received - arrived) over the received studies."},
    [MEASURE_WAIT_MEAN] = {"wait_mean", "min", "mean wait for a reader",
                           "Mean of (reading begun - received) over the studies begun."},
    [MEASURE_READ_MEAN] = {"read_mean", "min", "mean reading time",
                           "Mean of all readers' time on a study up to its first report, over the "
                           "reported studies."},
    [MEASURE_TARGET_MET] = {"target_met", "1", "share within target",
                            "Reported within the target of the ordered priority / (reported + "
                            "withdrawn + unfinished with the target past at the end of the run); "
                            "priorities without a target are left out."},
    [MEASURE_DISCREPANCIES] = {"discrepancies", "1", "discrepancies found",
                               "Number of the arrived studies in whose first report a final read "
                               "or a peer review found a discrepancy."},
    [MEASURE_CALL_MET] = {"call_met", "1", "share of calls within their time",
                          "Of the studies whose calls for critical findings were made and had a "
                          "promise: those with each call ended within its time of the first "
                          "report."},
    [MEASURE_CALL_MEAN] = {"call_mean", "min", "mean time to the call for a critical finding",
                           "Mean of (end of the last call - first report) over the studies whose "
                           "calls for critical findings were made."},
    [MEASURE_BREACH] = {"breach", "1", "share of months that broke the promise",
                        "Share of the judged calendar months of the measured time (by received, in "
                        "the run's zone) in which target_met of a priority fell below its attain."},
    [MEASURE_REVENUE] = {"revenue", "money", "revenue",
                         REVENUE_SAYS},
    [MEASURE_COST] = {"cost", "money", "cost",
                      "reader_cost + licence_cost + ai_cost."},
    [MEASURE_READER_COST] = {"reader_cost", "money", "pay of readers", READER_COST_SAYS},
    [MEASURE_OVERREAD_COST] = {"overread_cost", "money", "pay for overreads", OVERREAD_COST_SAYS},
    [MEASURE_LICENCE_COST] = {"licence_cost", "money", "licence fees", LICENCE_COST_SAYS},
    [MEASURE_AI_COST] = {"ai_cost", "money", "cost of AI", AI_COST_SAYS},
    [MEASURE_PENALTIES] = {"penalties", "money", "penalties", PENALTIES_SAY},
    [MEASURE_PENALTIES_WAIVED] = {"penalties_waived", "money", "penalties beyond their limit",
                                  WAIVED_SAYS},
    [MEASURE_LITTLE_GAP] = {"little_gap", "1", "gap in Little's law",
                            "(L - lambda W) / L: L the time average of studies received and not "
                            "yet reported, lambda W the sum of each study's time in that state "
                            "within the measured time / its length; 0 to rounding."},
};

static const struct measure_note reader_notes[READER_MEASURES] = {
    [READER_READS] = {"reads", "1", "reports made",
                      "Number of reports, first or final, made within the measured time."},
    [READER_RVU] = {"rvu", "1", "relative value units",
                    "Sum of the rvu of the reports made within the measured time."},
    [READER_ON_SHIFT] = {"on_shift", "min", "time on shift",
                         "Time on shift within the measured time; of a group the sum over its "
                         "readers."},
    [READER_BUSY_TIME] = {"busy", "min", "time reading",
                          "Time reading within the measured time, overtime included; of a group "
                          "the sum over its readers."},
    [READER_UTILISATION] = {"utilisation", "1", "utilisation", "busy / (on_shift + overtime)."},
    [READER_OVERTIME] = {"overtime", "min", "overtime",
                         "Time reading after the end of a shift, within the measured time."},
    [READER_INTERRUPTIONS] = {"interruptions", "1", "interruptions",
                              "Number of phone calls that began while reading, within the "
                              "measured time."},
    [READER_COST] = {"cost", "money", "cost",
                     "Pay by hour, overtime, standing by, report and rvu within the measured "
                     "time."},
};

static const struct measure_note week_notes[WEEK_MEASURES] = {
    [WEEK_ARRIVALS] = {"arrivals", "1", "arrivals an hour",
                       "Studies arrived in this hour of the week / hours of it that occurred."},
    [WEEK_BACKLOG] = {"backlog", "1", "mean backlog",
                      "Time average of studies received and not yet reported, over this hour of "
                      "the week."},
    [WEEK_READERS_ON_SHIFT] = {"readers_on_shift", "1", "mean readers on shift",
                               "Time average of readers on shift, over this hour of the week."},
    [WEEK_UTILISATION] = {"utilisation", "1", "utilisation",
                          "Time reading / (time on shift + overtime) in this hour of the week."},
    [WEEK_TAT_MEAN] = {"tat_mean", "min", "mean turnaround time",
                       "Mean of (first report - received) over the arrived and reported studies "
                       "received in this hour of the week."},
    [WEEK_TARGET_MET] = {"target_met", "1", "share within target",
                         "target_met over the studies received in this hour of the week."},
};

static const struct measure_note ai_notes[AI_MEASURES] = {
    [AI_TRUE_POSITIVE] = {"true_positive", "1", "true positives",
                          "Arrived studies with the finding that the tool called positive."},
    [AI_FALSE_POSITIVE] = {"false_positive", "1", "false positives",
                           "Arrived studies without the finding that the tool called positive."},
    [AI_TRUE_NEGATIVE] = {"true_negative", "1", "true negatives",
                          "Arrived studies without the finding that the tool called negative."},
    [AI_FALSE_NEGATIVE] = {"false_negative", "1", "false negatives",
                           "Arrived studies with the finding that the tool called negative."},
    [AI_WAIT_TRUE_POSITIVE] = {"wait_mean_true_positive", "min", "mean wait of true positives",
                               "Mean of (reading begun - received) over the true positives begun."},
    [AI_WAIT_FALSE_POSITIVE] = {"wait_mean_false_positive", "min", "mean wait of false positives",
                                "Mean of (reading begun - received) over the false positives "
                                "begun."},
    [AI_WAIT_TRUE_NEGATIVE] = {"wait_mean_true_negative", "min", "mean wait of true negatives",
                               "Mean of (reading begun - received) over the true negatives begun."},
    [AI_WAIT_FALSE_NEGATIVE] = {"wait_mean_false_negative", "min", "mean wait of false negatives",
                                "Mean of (reading begun - received) over the false negatives "
                                "begun."},
    [AI_AUTONOMOUS] = {"autonomous", "1", "studies reported by the tool",
                       "Arrived studies that the tool reported itself, as final, on its negative."},
    [AI_MISSED] = {"missed", "1", "findings missed in the tool's own reports",
                   "Of the studies that the tool reported itself, those with the finding."},
};

static const struct measure_note month_notes[MONTH_MEASURES] = {
    [MONTH_REVENUE] = {"revenue", "money", "revenue", REVENUE_SAYS},
    [MONTH_READER_COST] = {"reader_cost", "money", "pay of readers", READER_COST_SAYS},
    [MONTH_OVERREAD_COST] = {"overread_cost", "money", "pay for overreads", OVERREAD_COST_SAYS},
    [MONTH_LICENCE_COST] = {"licence_cost", "money", "licence fees", LICENCE_COST_SAYS},
    [MONTH_AI_COST] = {"ai_cost", "money", "cost of AI", AI_COST_SAYS},
    [MONTH_PENALTIES] = {"penalties", "money", "penalties", PENALTIES_SAY},
    [MONTH_PENALTIES_WAIVED] = {"penalties_waived", "money", "penalties beyond their limit",
                                WAIVED_SAYS},
};

struct table_note {
    const char *name, *axis;
    const struct measure_note *notes;
    size_t measures;
};

static const struct table_note tables[TABLES] = {
    [TABLE_OVERALL] = {"overall", "", grouping_notes, MEASURES_OVERALL},
    [TABLE_PRIORITY] = {"by_priority", "priority", grouping_notes, MEASURES},
    [TABLE_MODALITY] = {"by_modality", "modality", grouping_notes, MEASURES},
    [TABLE_STUDY] = {"by_study", "study", grouping_notes, MEASURES},
    [TABLE_SITE] = {"by_site", "site", grouping_notes, MEASURES},
    [TABLE_PROVIDER] = {"by_provider", "provider", grouping_notes, MEASURES},
    [TABLE_FINDING] = {"by_finding", "finding", grouping_notes, MEASURES},
    [TABLE_READER] = {"readers", "reader", reader_notes, READER_MEASURES},
    [TABLE_GROUP] = {"groups", "group", reader_notes, READER_MEASURES},
    [TABLE_WEEK] = {"week", "hour_of_week", week_notes, WEEK_MEASURES},
    [TABLE_AI] = {"ai", "ai", ai_notes, AI_MEASURES},
    [TABLE_MONTH] = {"by_month", "month", month_notes, MONTH_MEASURES},
    [TABLE_PROVIDER_MONTH] = {"by_provider_month", "", month_notes, MONTH_MEASURES},
};

const char *outcome_table_name(enum table table)
{
    assert(table < TABLES);
    return tables[table].name;
}

const char *outcome_axis_name(enum table table)
{
    assert(table < TABLES);
    return tables[table].axis;
}

size_t outcome_measures(enum table table)
{
    assert(table < TABLES);
    return tables[table].measures;
}

const struct measure_note *outcome_notes(enum table table)
{
    assert(table < TABLES);
    return tables[table].notes;
}

static double *nans(size_t count)
{
    double *values = malloc((count > 0 ? count : 1) * sizeof *values);

    for (size_t i = 0; values != NULL && i < count; i++)
        values[i] = (double) NAN;
    return values;
}

enum fault_kind outcome_create(struct outcome **out, const struct shape *shape, struct fault *fault)
{
    size_t priorities = shape->cells[TABLE_PRIORITY];
    struct outcome *outcome = calloc(1, sizeof *outcome);
    bool whole;

    if (outcome == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for a replication's results");
    outcome->backlog = nans(shape->timeline_points * priorities);
    outcome->tat_bins = calloc(priorities * HISTOGRAM_BINS + 1, sizeof *outcome->tat_bins);
    whole = outcome->backlog != NULL && outcome->tat_bins != NULL;
    for (enum table t = TABLE_OVERALL; whole && t < TABLES; t++) {
        outcome->values[t] = nans(tables[t].measures * shape->cells[t]);
        whole = outcome->values[t] != NULL;
    }
    if (!whole) {
        outcome_free(outcome);
        return fault_set(fault, FAULT_MEMORY,
                         "no memory for a replication's results; fewer sites or jobs need less");
    }
    *out = outcome;
    return FAULT_NONE;
}

void outcome_free(struct outcome *outcome)
{
    if (outcome == NULL)
        return;
    for (unsigned t = 0; t < TABLES; t++)
        free(outcome->values[t]);
    free(outcome->backlog);
    free(outcome->tat_bins);
    free(outcome->trace);
    free(outcome);
}
