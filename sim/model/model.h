/* The compiled model: what a scenario means, in instants, indices and numbers. Built once by the
 * model_add_*() calls below in any order of need (what is referred to comes first), then frozen;
 * from then on read-only and shared by all threads.
 *
 * Canonical order: the builder's caller adds sites (each copy), groups, studies, findings,
 * providers and AI tools in byte order of their ids, so that no number depends on a file's order
 * and an index is a tie-break. Priorities come most urgent first; a site's demand entries by place.
 *
 * Units: time in microseconds since the run's start (negative: warm-up), read and triage times in
 * microseconds of base time, images in bytes, money in the scenario's currency, shares in 0 … 1.
 * Strings are copied. Indices are positions in order of adding; MODEL_NONE means none.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MODEL_H
#define TELERAD_MODEL_MODEL_H

#include "core/fault.h"
#include "core/stream.h"
#include "core/variate.h"
#include "model/discrepancy.h"
#include "model/habits.h"
#include "model/model_demand.h"
#include "model/rights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_NONE UINT32_MAX
#define MODEL_NO_TARGET INT64_C(-1)
#define MODEL_PRIORITIES_MAX 64U
#define MODEL_FINDINGS_MAX 64U
#define MODEL_TOOLS_MAX 32U
#define MODEL_BUNDLE_MAX 15U
#define MODEL_SHARED_COVERAGE_MAX 64U /* coverage entries with a `share` */
#define MODEL_PICKS_MAX 512U          /* distinct values that readers pick by */
#define MODEL_MODALITIES 6U           /* CT DX MR US MG PT, in this order */

extern const char *const model_modality_codes[MODEL_MODALITIES];

struct model_run {
    const char *name;
    int64_t warmup_us, duration_us, drain_us;
    uint64_t seed;
    uint32_t replications;
};

struct model_priority {
    char *id;
    int64_t target_us; /* turnaround promised, or MODEL_NO_TARGET */
    double attain;     /* share that must meet it; NaN: none */
    bool preempts;
    bool escalates; /* what waits `escalate_us` from its receipt on becomes `escalate_to` */
    int64_t escalate_us;
    uint32_t escalate_to; /* a more urgent one */
    double weight;        /* MODEL_ORDER_ACCUMULATING: gained per unit of waiting */
};

struct model_finding {
    char *id;
    bool critical;
    bool calls;             /* whoever reports a study with it makes a call */
    struct variate call;    /* us */
    int64_t call_within_us; /* promised from the report to the end of the call, or
                               MODEL_NO_TARGET */
};

struct model_prevalence {
    uint32_t finding;
    double share;
};

struct model_study {
    char *id;
    struct model_certification *certifications;
    size_t certification_count;
    unsigned modality;
    uint64_t *skills;      /* set that a reader must have; owned */
    struct variate images; /* bytes */
    struct variate read;   /* base time, us */
    double priors_share;   /* of the studies, with priors to be sent along; 0: none */
    struct variate priors; /* bytes */
    double rvu;
    double difficulty; /* factor on the share of discrepancies */
    struct model_prevalence *findings;
    size_t finding_count;
    double bundle_share; /* of its studies that come with one of each of `with`; 0: none */
    uint32_t *with;      /* study types; owned */
    size_t with_count;   /* at most MODEL_BUNDLE_MAX */
};

struct model_link { /* one wire: a site copy's own, or shared by several */
    char *id;       /* of a shared one, or the site copy's */
    double us_per_byte;
    double overhead_us;
};

struct model_site { /* one copy */
    char *id;
    uint32_t jurisdiction;
    uint32_t zone;
    uint32_t link;  /* or MODEL_NONE: images are there at once */
    bool withdraws; /* reads a study itself if nobody has begun after `patience` from receipt */
    struct variate patience;      /* us */
    uint64_t withdraw_priorities; /* bit an ordered priority */
};

/* A local clock: offset_s[i] holds from at_us[i] (the first from before the warm-up). For pictures
 * and for the outside; the run itself knows no clocks. */
struct model_zone {
    char *id;
    size_t count;
    int64_t *at_us;
    int32_t *offset_s; /* east of Greenwich, seconds */
};

enum model_reads { MODEL_READS_FINAL, MODEL_READS_PRELIMINARY, MODEL_READS_DRAFT };

/* The readings of a study's life, in rank of urgency: those up to the first report, then those
 * that stand behind. A draft is signed, then a double read is read again and, if the two disagree,
 * arbitrated; all but the first may be left out. */
enum model_phase {
    MODEL_FIRST,
    MODEL_SIGN,
    MODEL_SECOND,
    MODEL_ARBITER,
    MODEL_FINAL,
    MODEL_REVIEW,
    MODEL_PHASES
};

struct model_group {
    char *id;
    uint32_t count;
    uint32_t provider; /* or MODEL_NONE */
    uint32_t zone;
    enum model_reads reads;
    /* Sets of jurisdictions and of sites, owned: what all of the group have all the time, and by
     * grants what some of them may have some time. The builder makes the last two from the rest. */
    uint64_t *held, *privileged;
    uint64_t *licences, *privileges;
    struct model_grant *grants;
    size_t grant_count;
    double licence_fee;      /* for a licence and a year of 365 d */
    uint64_t *resident;      /* set of jurisdictions whose images may be read where they sit; NULL:
                                all; owned */
    uint64_t certifications; /* bits */
    unsigned modalities;     /* bit a modality */
    uint64_t *skills;        /* set of skills that some study asks for; owned */
    uint32_t skill_count;    /* all that they have */
    struct variate pace;     /* factor on reading time, drawn once a reader and replication */
    struct model_discrepancy discrepancy;
    double cost_per_hour, cost_per_read, cost_per_rvu;
    double cost_per_overtime_hour, cost_per_on_call_hour; /* the latter while standing by */
    uint32_t first_reader;       /* readers of the group are consecutive, by number */
    struct model_habits *habits; /* NULL: none; owned */
};

struct model_shift {  /* one occurrence of an entry of a roster or of `on-call` */
    struct span span; /* may begin before the run does */
    uint32_t call;    /* of its group's habits, or MODEL_NONE: of the roster */
};

struct model_reader {
    uint32_t group, number; /* number from 0 */
    struct span *duty;      /* shifts, disjoint, joined where they touch, by time; owned */
    size_t duty_count;
    struct model_shift *shifts; /* only if habits_by_shift(): roster, then on-call, each by time */
    size_t shift_count;
};

struct model_factor {   /* on prices, inside its spans */
    struct span *spans; /* disjoint, by time; owned */
    size_t count;
    double factor;
};

struct model_tier { /* of prices: for the reads of a month after so many */
    double above, per_read;
};

struct model_penalty { /* for a first report later than its ordered priority's target */
    uint32_t priority;
    double per_miss;
    double at_most; /* a calendar month; INFINITY: not capped */
};

struct model_provider {
    char *id;
    char *kind; /* inhouse, onshore, offshore or any word */
    double price_per_read;
    bool makes_finals;
    bool signs_drafts;
    bool reviews;
    unsigned priced;                   /* bit a modality: it has a price of its own, in price_of */
    double price_of[MODEL_MODALITIES]; /* a read */
    double price_per_month;            /* beside what reads cost */
    double minimum;                    /* reads a month that are paid in any case */
    struct model_factor *factors;
    size_t factor_count;
    struct model_tier *tiers; /* by `above` */
    size_t tier_count;
    struct model_penalty *penalties; /* a priority once */
    size_t penalty_count;
};

/* A provider may read a study while one of its entries holds for it. The last three conditions,
 * and the share, are for first reads alone. */
struct model_coverage {
    uint32_t provider;
    uint32_t window;     /* index of model_window, or MODEL_NONE: always */
    int64_t overflow_us; /* a first read must have waited this long since `received` */
    uint64_t *sites;     /* set; NULL: all; owned */
    uint64_t *studies;   /* set of study types; NULL: all; owned */
    uint64_t priorities; /* bit a present priority; 0: all */
    uint32_t queue;      /* so many first reads must wait that the entry covers; 0: no condition */
    bool shared;         /* only the studies that are drawn for it */
    double share;
    char *name; /* of its stream; may be NULL unless shared */
};

/* Two people read each study of some types before it is reported. */
struct model_double {
    uint64_t *studies;   /* set of study types; owned */
    double share;        /* of them that are read twice */
    uint64_t *by;        /* set of providers whose groups make the second reading; owned */
    double disagree;     /* share of them that go on to an arbiter */
    uint64_t *arbitrate; /* set of providers; NULL: nobody arbitrates; owned */
    double time;         /* factor on the base times of both */
};

struct model_window {
    struct span *spans; /* disjoint, by time */
    size_t count;
};

enum model_order {
    MODEL_ORDER_PRIORITY,
    MODEL_ORDER_FIFO,
    MODEL_ORDER_DEADLINE,
    MODEL_ORDER_SLACK,       /* deadline less expected reading time */
    MODEL_ORDER_ACCUMULATING /* weight x time since receipt, greatest first */
};
enum model_assign {
    MODEL_PULL, /* from shared worklists; else pushed at receipt to a reader's own list */
    MODEL_PUSH_SHORTEST,
    MODEL_PUSH_LEAST_WORK,
    MODEL_PUSH_ROUND_ROBIN,
    MODEL_PUSH_RANDOM
};
enum model_pick { MODEL_PICK_BEST, MODEL_PICK_SHORTEST, MODEL_PICK_RICHEST };
enum model_tie {
    MODEL_TIE_LONGEST_IDLE,
    MODEL_TIE_SPECIALIST_LAST,
    MODEL_TIE_FASTEST,
    MODEL_TIE_CHEAPEST,
    MODEL_TIE_RANDOM
};

struct model_dispatch {
    enum model_order order;
    bool restarts; /* a study put down for a more urgent one is read from its beginning */
    enum model_assign assign;
    enum model_pick pick; /* other than `best` with MODEL_ORDER_PRIORITY only */
    enum model_tie tie;
};

/* Readings beside the first: factors on newly drawn base times, and the share that is reviewed. */
struct model_readings {
    double final_time, sign_time, review_time;
    double review_share;
};

struct model_tool { /* AI */
    char *id;
    uint64_t *studies; /* set of study types; owned */
    uint32_t finding;
    double sensitivity, specificity;
    struct variate time; /* us */
    uint32_t servers;
    uint32_t positive_priority; /* or MODEL_NONE: a positive raises nothing */
    uint32_t negative_priority; /* or 0: a negative lowers nothing */
    double draft_saves;         /* share of the base time of the first reading */
    bool draft_on_positive, draft_on_negative;
    bool autonomous; /* reports its negatives itself */
    double price;
};

enum model_outage_of {
    MODEL_OUTAGE_PACS,
    MODEL_OUTAGE_LINK,
    MODEL_OUTAGE_TOOL,
    MODEL_OUTAGE_PROVIDER,
    MODEL_OUTAGE_SITE
};

struct model_outage {
    char *id; /* names its streams */
    enum model_outage_of of;
    uint32_t *things; /* that go out together: indices of what it is of; one, 0, for PACS; owned */
    uint32_t thing_count;
    bool random;
    struct span window;      /* when planned */
    struct variate up, down; /* us, when random; up at the run's beginning */
};

/* What the record keeper needs of the run's clock: compiled, so that no clock runs inside. */
struct
    model_hours { /* piece i of the measured time, from from_us[i], lies in this hour of the week */
    size_t count;
    int64_t *from_us;
    uint8_t *hour_of_week; /* 0: Monday 00:00 on the run's clock */
};

struct model_months { /* calendar months of the measured time, on the run's clock */
    size_t count;
    int64_t *from_us;
    bool *judged; /* long enough to count for `breach` */
    int64_t
        until_us; /* end of the last, after the measured time's; SIMTIME_NEVER: all is one month */
};

struct model_bills { /* the calendar months of the measured time, however short, for money */
    size_t count;
    int64_t *from_us;
    double *part;    /* how much of the calendar month lies in the measured time */
    int32_t *number; /* 12 times the year, and the month from 0 */
};

/* Compiled by model_freeze(); see model/licence.h and model/roster.h. */
struct eligibility;
struct permits;
struct timetable;

struct model {
    struct model_run run;
    int64_t begin_us, end_us, last_us; /* -warmup, duration, duration + drain */
    struct model_priority *priorities;
    struct model_finding *findings;
    struct model_study *studies;
    struct model_zone *zones;
    struct model_rates *rates;
    struct model_trace *traces;
    struct model_link *links;
    struct model_outage *outages;
    struct model_moments *moments;
    struct model_site *sites;
    struct model_source *sources; /* by site, then place */
    struct model_provider *providers;
    struct model_group *groups;
    struct model_reader *readers;
    struct model_window *windows;
    struct model_coverage *coverage;
    struct model_double *doubles;
    struct model_tool *tools;
    uint32_t priority_count, finding_count, study_count, zone_count, rates_count, trace_count,
        moments_count, site_count, source_count, provider_count, group_count, reader_count,
        window_count, coverage_count, double_count, tool_count, link_count, outage_count;
    uint32_t jurisdiction_count, skill_count; /* skills have numbers only */
    char **jurisdictions; /* [jurisdictions] ids, in byte order; NULL: they have numbers only */
    uint32_t run_zone;
    bool covers_all;         /* no coverage list: every provider, and a group without one, reads */
    bool has_finals;         /* preliminary reports get a final one */
    int64_t final_within_us; /* promise for it, or MODEL_NO_TARGET */
    struct model_dispatch dispatch;
    struct model_readings readings;
    struct model_hours hours;
    struct model_months months;
    struct model_bills bills;
    uint32_t strand_count;
    struct eligibility *eligibility; /* after model_freeze() */
    struct permits *permits;         /* after model_freeze(); NULL: see model/grant.h */
    struct timetable *timetable;     /* after model_freeze() */
    bool frozen;
};

/**
 * An empty model: no coverage list, no final reads, order priority. Owned by the caller, to
 * model_free(). FAULT_MEMORY.
 */
NODISCARD enum fault_kind model_create(struct model **out, const struct model_run *run,
                                       uint32_t jurisdictions, uint32_t skills,
                                       struct fault *fault);
void model_free(struct model *model); /* NULL is fine */

/*
 * Each adds one entry and writes its index to *index (which may be NULL). Arrays and strings behind
 * pointers of the argument are copied, but for variates' empirical values, which are copied too.
 * Indices refer to what was added before. FAULT_MEMORY only: the caller has checked the rest, and
 * what a caller cannot get wrong is asserted.
 */
/** Names the jurisdictions, [jurisdictions] in byte order; their draws go by their names. */
NODISCARD enum fault_kind model_name_jurisdictions(struct model *model, const char *const *ids,
                                                   struct fault *fault);
NODISCARD enum fault_kind model_add_priority(struct model *model,
                                             const struct model_priority *priority, uint32_t *index,
                                             struct fault *fault);
NODISCARD enum fault_kind model_add_finding(struct model *model,
                                            const struct model_finding *finding, uint32_t *index,
                                            struct fault *fault);
NODISCARD enum fault_kind model_add_study(struct model *model, const struct model_study *study,
                                          uint32_t *index, struct fault *fault);
/** Gives a study type its bundle: `count` <= MODEL_BUNDLE_MAX types, with this share. */
NODISCARD enum fault_kind model_set_bundle(struct model *model, uint32_t study, double share,
                                           const uint32_t *with, size_t count, struct fault *fault);
NODISCARD enum fault_kind model_add_zone(struct model *model, const struct model_zone *zone,
                                         uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_rates(struct model *model, const struct model_rates *rates,
                                          uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_trace(struct model *model, const struct model_trace *trace,
                                          uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_link(struct model *model, const struct model_link *link,
                                         uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_moments(struct model *model,
                                            const struct model_moments *moments, uint32_t *index,
                                            struct fault *fault);
NODISCARD enum fault_kind model_add_site(struct model *model, const struct model_site *site,
                                         uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_source(struct model *model, const struct model_source *source,
                                           uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_provider(struct model *model,
                                             const struct model_provider *provider, uint32_t *index,
                                             struct fault *fault);
/** Adds the group and its `count` readers, each always on until model_set_duty(). `licences` and
 * `privileges` are those that all have all the time; the latter set has room for all sites: add
 * those first. */
NODISCARD enum fault_kind model_add_group(struct model *model, const struct model_group *group,
                                          uint32_t *index, struct fault *fault);
/** Adds a grant to a group; all zones must be there. */
NODISCARD enum fault_kind model_add_grant(struct model *model, uint32_t group,
                                          const struct model_grant *grant, struct fault *fault);
/** Gives a reader its shifts within [begin_us, last_us): disjoint, joined, by time; may be none. */
NODISCARD enum fault_kind model_set_duty(struct model *model, uint32_t reader,
                                         const struct span *duty, size_t count,
                                         struct fault *fault);
/** Gives a reader of a group that goes by its shifts the single ones, in order. */
NODISCARD enum fault_kind model_set_shifts(struct model *model, uint32_t reader,
                                           const struct model_shift *shifts, size_t count,
                                           struct fault *fault);
NODISCARD enum fault_kind model_add_window(struct model *model, const struct model_window *window,
                                           uint32_t *index, struct fault *fault);
/** The first entry ends `covers_all`. */
NODISCARD enum fault_kind
model_add_coverage(struct model *model, const struct model_coverage *coverage, struct fault *fault);
/** For study types that no other entry has. */
NODISCARD enum fault_kind model_add_double(struct model *model, const struct model_double *entry,
                                           struct fault *fault);
NODISCARD enum fault_kind model_add_tool(struct model *model, const struct model_tool *tool,
                                         uint32_t *index, struct fault *fault);
NODISCARD enum fault_kind model_add_outage(struct model *model, const struct model_outage *outage,
                                           struct fault *fault);
/** The run's clock: hours and months of [0, duration). */
NODISCARD enum fault_kind model_set_clock(struct model *model, const struct model_hours *hours,
                                          const struct model_months *months, struct fault *fault);
/** The months of money; without them the measured time is one whole month. */
NODISCARD enum fault_kind model_set_bills(struct model *model, const struct model_bills *bills,
                                          struct fault *fault);
void model_set_finals(struct model *model, int64_t within_us); /* providers say who makes them */
void model_set_dispatch(struct model *model, const struct model_dispatch *dispatch);
void model_set_readings(struct model *model, const struct model_readings *readings);
void model_set_run_zone(struct model *model, uint32_t zone);

/** Compiles eligibility and timetable; nothing can be added afterwards. FAULT_MEMORY. */
NODISCARD enum fault_kind model_freeze(struct model *model, struct fault *fault);

/** Studies of a source come in strands: its own type's, then one of each member of that type's
 * bundle. The number of a strand in the whole model, after model_freeze(). O(1). */
static inline uint32_t model_strand(const struct model *model, uint32_t source, uint32_t member)
{
    return model->sources[source].first_strand + member;
}

/** May the group read this site's studies of this type at all (licence, privilege, modality, skill,
 * a provider with some coverage), leaving hours and waits aside? O(1). */
bool model_group_may_read(const struct model *model, uint32_t group, uint32_t site, uint32_t study);

#endif
