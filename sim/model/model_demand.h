/* The compiled model's demand: what studies come from. Part of model/model.h, which says the units
 * and what MODEL_NONE is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MODEL_DEMAND_H
#define TELERAD_MODEL_MODEL_DEMAND_H

#include "core/variate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;

/* Relative rates by instant for one profile in one zone, surges and growth included: piece i is
 * [from_us[i], from_us[i + 1]), the last ends at until_us. In it the rate is weight[i] ×
 * exp(growth_per_us × t), t from the run's start. day[i] numbers the local days from 0 (one
 * dispersion factor each), run_day[i] those of the run's clock. */
struct model_rates {
    size_t count;
    int64_t *from_us;
    double *weight;
    uint32_t *day;
    int64_t until_us;
    double growth_per_us;
    uint32_t *run_day; /* NULL: nobody needs it */
    double area;       /* integral of the rate over all pieces; set by model_add_rates() */
};

/* Instants that clock times of some days stand for, ascending; two may be equal. */
struct model_moments {
    size_t count;
    int64_t *at_us;
};

/* A recorded demand: `count` studies spread at random over [from_us, to_us); from = to: at from.
 * What falls before the run's beginning or from its end on does not arrive. */
struct model_trace_row {
    int64_t from_us, to_us;
    uint32_t count;
};

/* The calendar of a record that is drawn anew day by day; local times are microseconds read off the
 * site's clock, counted as model time is. */
struct model_anew {
    size_t day_count; /* recorded days, from the first row's to the last row's */
    /* [day_count + 1]: rows of day i are first_row[i] … first_row[i + 1] - 1, with their times
     * counted from that day's local midnight */
    size_t *first_row;
    unsigned weekday;     /* of the first recorded day, 0 Monday */
    size_t run_days;      /* local days that the run touches, up to its end */
    unsigned run_weekday; /* of the first of them */
    int64_t midnight_us;  /* its beginning, local */
    size_t piece_count;   /* of the site's clock: offset_us[i] holds from at_us[i] */
    int64_t *at_us, *offset_us;
};

struct model_trace {
    struct model_trace_row *rows; /* by from_us; with `anew`, by day, then from_us */
    size_t count;
    struct model_anew *anew; /* NULL: replayed as it is; owned */
};

struct model_share { /* of a demand entry's studies, by priority */
    uint32_t priority;
    double share;
};

/* How studies come from a demand entry, other than one by one and complete at once. */
struct model_manner {
    bool grouped;        /* at each arrival a group comes, of `size`, rounded, and at least 1 */
    struct variate size; /* studies */
    uint32_t at;         /* index of model_moments when groups come, or MODEL_NONE: at the rate */
    bool acquired;       /* what comes are orders; `acquire` later the images are complete */
    struct variate acquire; /* us */
    uint32_t hold; /* index of model_moments at which what has arrived is sent, or MODEL_NONE */
};

/* A demand entry of one site copy: it has rates, or a trace, or groups at moments. */
struct model_source {
    uint32_t site, place, study; /* place: of the entry within its site, from 0 */
    uint32_t first_strand;       /* set by model_freeze(); see model_strand() */
    char *name;                  /* "sites.story-1.demand.ct-head": names its streams */
    double rate_per_us;          /* mean, of groups if they come so; 0 without rates */
    uint32_t rates;              /* index of model_rates, or MODEL_NONE */
    double dispersion; /* coefficient of variation of the local day's gamma factor; 0: Poisson */
    double site_dispersion;      /* likewise of a factor shared by the site's entries, */
    double run_dispersion;       /* and of one shared by all on a day of the run's clock */
    struct model_manner *manner; /* NULL: one by one, complete at once */
    uint32_t trace;              /* index of model_trace, or MODEL_NONE */
    double trace_share;          /* each recorded arrival becomes a study with this probability */
    struct model_share *mix;     /* shares sum to 1 */
    size_t mix_count;
};

/** The instant of a local time, as model time: the first of two, the first after a gap. *piece is 0
 * at first and then kept from call to call, for local times that do not descend. O(pieces) for all
 * calls together. */
int64_t model_anew_instant(const struct model_anew *anew, int64_t local_us, size_t *piece);
/** The integral of piece i's rate over [from_us, to_us), in weight × us, growth included. O(1). */
double model_rates_area(const struct model_rates *rates, size_t i, double from_us, double to_us);
/** The same over [from_us, to_us) of all pieces that it meets. O(pieces up to to_us). */
double model_rates_integral(const struct model_rates *rates, int64_t from_us, int64_t to_us);
/** The mean number of studies that a source's demand brings in [from_us, to_us), by the instant of
 * order: rates with surges and growth, groups of their mean size, recorded ones times their share.
 * O(pieces outside the span, or rows). */
double model_expected(const struct model *model, uint32_t source, int64_t from_us, int64_t to_us);

#endif
