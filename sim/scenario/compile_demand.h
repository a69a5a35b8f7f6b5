/* What the demand entries of all sites share while they are compiled. Internal to compile_demand.c
 * and the files that it calls.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COMPILE_DEMAND_H
#define TELERAD_SCENARIO_COMPILE_DEMAND_H

#include "scenario/compile.h"

struct compile_surge {
    const char *id;
    uint32_t entry; /* of text->surges */
    int64_t from_us, to_us;
    double factor;
    uint64_t *sites, *studies; /* sets; owned */
    bool used;
};

struct compile_shared {
    /* to index + 1, by what makes two of them alike, as text */
    GHashTable *rates, *traces, *moments; /* traces: 0 is one that is wrong */
    struct compile_surge *surges;         /* in byte order of id */
    size_t surge_count;
    double arrivals; /* expected, of all sources */
    size_t pieces;   /* of all rates, and moments */
};

/* What a source's rates are made of. */
struct compile_rhythm {
    uint32_t profile, zone; /* profile: of the text, or MODEL_NONE */
    double growth_per_us;
    bool run_days; /* the days of the run's clock are needed, too */
    const struct compile_shared *shared;
    const uint64_t *surges; /* set of shared->surges */
};

/** Rates, as model_rates. compile_rates.c */
NODISCARD enum fault_kind compile_rates(struct compile *c, const struct compile_rhythm *rhythm,
                                        uint32_t *index);
/** The surges of the scenario; afterwards those that change nothing are warned of and all are
 * freed. compile_surges.c */
void compile_surges(const struct compile *c, struct compile_shared *shared);
void compile_surges_end(const struct compile *c, struct compile_shared *shared);
/** The set of surges that touch a source with rates. */
void compile_surges_of(const struct compile *c, struct compile_shared *shared,
                       const struct model_source *source, uint64_t *set);
/** How studies come: groups, holding, acquiring; entry is the path of the demand entry. What the
 * entry has none of stays as it is; with any, source->manner is `manner`. compile_manner.c */
NODISCARD enum fault_kind compile_manner(struct compile *c, struct compile_shared *shared,
                                         const char *entry, const struct demand_text *text,
                                         struct model_source *source, struct model_manner *manner);
/** A source's trace; on a fault of input source->trace stays MODEL_NONE. compile_trace.c */
NODISCARD enum fault_kind compile_trace(struct compile *c, struct compile_shared *shared,
                                        const char *entry, const struct demand_text *text,
                                        struct model_source *source);
/** Notes pieces or moments that were made; too many are an error. compile_demand.c */
NODISCARD enum fault_kind compile_count_pieces(const struct compile *c,
                                               struct compile_shared *shared, const char *path,
                                               size_t pieces);

#endif
