/* What one replication gives, and the names of everything it is about. One shape for all tables:
 * a table has an axis (its cells), and measures; values are [measure][cell].
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MEASURE_OUTCOME_H
#define TELERAD_MEASURE_OUTCOME_H

#include "core/fault.h"

#include <stddef.h>
#include <stdint.h>

enum table { /* the groupings come first, in this order */
    TABLE_OVERALL,
    TABLE_PRIORITY,
    TABLE_MODALITY,
    TABLE_STUDY,
    TABLE_SITE,
    TABLE_PROVIDER,
    TABLE_FINDING,
    TABLE_READER,
    TABLE_GROUP,
    TABLE_WEEK,
    TABLE_AI,
    TABLE_MONTH,
    TABLE_PROVIDER_MONTH, /* cells: provider by provider the months */
    TABLES
};
#define TABLE_GROUPINGS TABLE_READER

enum measure { /* of a grouping; names, units and formulas: outcome_notes() */
    MEASURE_ARRIVED,
    MEASURE_REPORTED,
    MEASURE_WITHDRAWN,
    MEASURE_UNFINISHED,
    MEASURE_TAT_MEAN,
    MEASURE_TAT_P50,
    MEASURE_TAT_P90,
    MEASURE_TAT_P95,
    MEASURE_TAT_P99,
    MEASURE_TAT_MAX,
    MEASURE_TAT_FINAL_MEAN,
    MEASURE_TAT_FINAL_P90,
    MEASURE_FINAL_MET,
    MEASURE_TRANSFER_MEAN,
    MEASURE_WAIT_MEAN,
    MEASURE_READ_MEAN,
    MEASURE_TARGET_MET,
    MEASURE_DISCREPANCIES,
    MEASURE_CALL_MET,
    MEASURE_CALL_MEAN,
    MEASURE_BREACH,
    MEASURE_REVENUE,
    MEASURE_COST,
    MEASURE_READER_COST,
    MEASURE_OVERREAD_COST,
    MEASURE_LICENCE_COST,
    MEASURE_AI_COST,
    MEASURE_PENALTIES,
    MEASURE_PENALTIES_WAIVED,
    MEASURES,
    MEASURE_LITTLE_GAP = MEASURES, /* of TABLE_OVERALL alone */
    MEASURES_OVERALL
};

enum reader_measure { /* of TABLE_READER and TABLE_GROUP */
    READER_READS,
    READER_RVU,
    READER_ON_SHIFT,
    READER_BUSY_TIME,
    READER_UTILISATION,
    READER_OVERTIME,
    READER_INTERRUPTIONS,
    READER_COST,
    READER_MEASURES
};

enum week_measure { /* of TABLE_WEEK */
    WEEK_ARRIVALS,
    WEEK_BACKLOG,
    WEEK_READERS_ON_SHIFT,
    WEEK_UTILISATION,
    WEEK_TAT_MEAN,
    WEEK_TARGET_MET,
    WEEK_MEASURES
};
#define WEEK_HOURS 168U

enum ai_measure { /* of TABLE_AI; waits of the study for its reader, minutes */
    AI_TRUE_POSITIVE,
    AI_FALSE_POSITIVE,
    AI_TRUE_NEGATIVE,
    AI_FALSE_NEGATIVE,
    AI_WAIT_TRUE_POSITIVE,
    AI_WAIT_FALSE_POSITIVE,
    AI_WAIT_TRUE_NEGATIVE,
    AI_WAIT_FALSE_NEGATIVE,
    AI_AUTONOMOUS,
    AI_MISSED,
    AI_MEASURES
};

enum month_measure { /* of TABLE_MONTH and TABLE_PROVIDER_MONTH, as those of groupings */
    MONTH_REVENUE,
    MONTH_READER_COST,
    MONTH_OVERREAD_COST,
    MONTH_LICENCE_COST,
    MONTH_AI_COST,
    MONTH_PENALTIES,
    MONTH_PENALTIES_WAIVED,
    MONTH_MEASURES
};

struct measure_note {
    const char *name;      /* "tat_mean": in JSON and as dataset */
    const char *units;     /* "min", "1", or "money" for the currency's code */
    const char *long_name; /* for people and pictures: "mean turnaround time" */
    const char *comment;   /* the formula, in a sentence */
};

/** Name of a table: "overall", "by_priority", …, "readers", "groups", "week", "ai", "by_month",
 * "by_provider_month". */
const char *outcome_table_name(enum table table);
/** Name of a table's axis: "", "priority", …, "reader", "group", "hour_of_week", "ai", "month"; ""
 * of by_provider_month, which has two, those of by_provider and by_month. */
const char *outcome_axis_name(enum table table);
/** Number of a table's measures, and their notes in order. O(1), static. */
size_t outcome_measures(enum table table);
const struct measure_note *outcome_notes(enum table table);

/* Lengths and names; owned by whoever made it (shape_free). */
struct shape {
    uint32_t cells[TABLES];  /* cells of each table's axis; 1 for overall */
    char **labels[TABLES];   /* [cells] UTF-8; NULL for overall and week */
    char *currency;          /* ISO 4217 code, or "1" where no money is named */
    uint32_t reader_count;   /* = cells[TABLE_READER] */
    uint32_t *reader_group;  /* [readers] index into groups */
    double *target_min;      /* [priorities] minutes, NaN: no promise */
    double *attain;          /* [priorities] NaN: none */
    uint32_t timeline_points;
    double timeline_step_min; /* sample i is at i * step since start */
    double duration_min;
    /* for the roster picture: who is on when, and how far each clock is from UTC */
    uint32_t zone_count;
    char **zones;            /* IANA names */
    uint32_t run_zone;
    uint32_t *reader_zone;   /* [readers] */
    uint32_t *site_zone;     /* [sites] */
    size_t duty_count;       /* shifts within the measured time (clipped to it) */
    uint32_t *duty_reader;
    double *duty_from_min, *duty_to_min;
    size_t clock_count; /* steps of the zones' offsets from UTC from start on, by zone, then time */
    uint32_t *clock_zone;
    double *clock_at_min, *clock_offset_min;
};

void shape_free(struct shape *shape); /* frees what is in it, then it; NULL is fine */

/* Columns of a study's row in the trace; instants in us since start, INT64_MIN: never. */
struct trace_row {
    uint32_t replication, site, study, source_place, count, member;
    uint32_t priority, present_priority;
    int64_t ordered_us, arrived_us, sent_us, received_us, begun_us, reported_us, final_begun_us,
        final_us;
    int64_t withdrawn_us, drafted_us, second_us, reviewed_us;
    int64_t read_us, final_read_us, review_read_us;
    int32_t first_reader, final_reader; /* -1: none */
    int32_t drafter, second_reader, reviewer;
    int32_t autonomous;                 /* AI tool that reported it; -1: none */
    int64_t called_us;   /* end of the last call for a critical finding */
    int32_t discrepancy; /* found: 0 without a class, k the k-th class; -1: none found */
    uint64_t findings;
    uint32_t ai_verdicts, ai_positives;
    double bytes, prior_bytes, base_us, final_base_us;
};

/* One replication's results. */
struct outcome {
    uint64_t replication;
    uint64_t studies;          /* all arrivals, warm-up included */
    double *values[TABLES];    /* [measures][cells]; NaN: nothing to say */
    double *backlog;           /* [timeline_points][priorities] */
    uint64_t *tat_bins;        /* [priorities][HISTOGRAM_BINS] counted studies by turnaround time */
    struct trace_row *trace;   /* NULL unless asked for */
    size_t trace_count;
};

/** Allocates for a shape, values NaN. FAULT_MEMORY. */
NODISCARD enum fault_kind outcome_create(struct outcome **out, const struct shape *shape,
                                         struct fault *fault);
void outcome_free(struct outcome *outcome);

/** value of a measure in a cell. */
static inline double outcome_value(const struct outcome *o, const struct shape *shape,
                                   enum table table, size_t measure, size_t cell)
{
    return o->values[table][measure * shape->cells[table] + cell];
}

#endif
