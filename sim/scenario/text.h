/* A scenario as text: what libcyaml loads, by the schema tables of keys_*.c. Every scalar is text
 * as written (or as the default fills it in); quantities are read by quantity.h. NULL: not given
 * and without a default. After scenario_read() everything here has passed the strict check of form:
 * each scalar is well formed for its type, each required key is there, each id that is referred to
 * exists.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_TEXT_H
#define TELERAD_SCENARIO_TEXT_H

#include "scenario/currencies.h"

#include <stddef.h>

/* A list of plain values, embedded, since libcyaml wants items and count in the mapping's own
 * struct; count 0: not given. */
struct text_list {
    char **items;
    unsigned count;
};

/* One family's parameters, whichever it has. */
struct family_text {
    char *mean, *median, *sd, *p90, *cv, *scale, *shape, *k, *min, *mode, *max, *file, *column,
        *unit;
};

/* A distribution: exactly one of these is set. */
struct distribution_text {
    char *constant;
    struct family_text *exponential, *lognormal, *gamma, *weibull, *loglogistic, *erlang,
        *hyperexponential, *uniform, *triangular, *empirical;
};

struct run_text {
    char *zone, *start, *duration, *end, *warmup, *drain, *replications, *seed, *dispersion;
};

struct jurisdiction_text {
    char *id, *compact, *region, *residency;
};

struct calendar_text {
    char *id;
    struct text_list dates;
};

struct days_text {
    char *mon, *tue, *wed, *thu, *fri, *sat, *sun;
};

struct months_text {
    char *jan, *feb, *mar, *apr, *may, *jun, *jul, *aug, *sep, *oct, *nov, *dec;
};

struct holidays_text {
    char *calendar, *factor;
};

struct profile_text {
    char *id;
    struct text_list hours; /* 24 */
    struct days_text *days;
    struct months_text *months;
    struct holidays_text *holidays;
};

struct escalate_text {
    char *after, *to;
};

struct priority_text {
    char *id, *target, *attain, *weight;
    struct escalate_text *escalate;
};

struct critical_text {
    char *mark, *within;
    struct distribution_text *call;
};

struct finding_text {
    char *id;
    struct critical_text *critical;
};

struct prevalence_text {
    char *id, *prevalence;
};

struct priors_text {
    char *share;
    struct distribution_text *size;
};

struct bundle_text {
    struct text_list with;
    char *share;
};

struct certification_text {
    char *id;
    struct text_list in;
};

struct study_text {
    char *id, *modality, *skill, *rvu, *difficulty;
    struct certification_text *certification;
    unsigned certification_count;
    struct distribution_text *images, *read;
    struct priors_text *priors;
    struct prevalence_text *findings;
    unsigned findings_count;
    struct bundle_text *bundle;
};

struct link_text { /* of a site: its own, or the name of a shared one */
    char *name, *bandwidth, *overhead;
};

struct shared_link_text {
    char *id, *bandwidth, *overhead;
};

struct share_text {
    char *id, *share;
};

struct columns_text {
    char *time, *count;
};

struct trace_text {
    char *file, *interval, *share;
    struct columns_text *columns;
};

struct batch_text {
    struct distribution_text *size;
    struct text_list at, days;
};

struct hold_text {
    struct text_list until, days;
};

struct surge_text {
    char *id, *from, *to, *zone, *factor;
    struct text_list sites, studies;
};

struct demand_text {
    char *id, *study, *rate, *profile, *dispersion, *growth, *replay;
    struct batch_text *batch;
    struct hold_text *hold;
    struct distribution_text *acquire;
    struct share_text *priorities;
    unsigned priorities_count;
    struct trace_text *trace;
};

struct withdraw_text {
    struct distribution_text *after;
    struct text_list priorities;
};

struct site_text {
    char *id, *count, *jurisdiction, *zone, *dispersion;
    struct link_text *link;
    struct demand_text *demand;
    unsigned demand_count;
    struct withdraw_text *withdraw;
};

struct shift_text {
    char *id, *from, *to, *zone;
    struct text_list days; /* "mon", "mon-fri", … */
};

struct cycle_text {
    char *on, *off;
};

struct roster_text {
    char *id, *shift, *of;
    struct cycle_text *cycle;
};

struct held_text {
    char *id, *from, *until;
};

struct applied_text {
    char *id, *on, *until;
    struct distribution_text *lead;
};

struct compacts_text {
    char *id, *on, *until;
    struct distribution_text *lead;
};

struct draw_text {
    char *count, *until;
    struct text_list from;
};

struct licences_text {
    struct held_text *hold;
    unsigned hold_count;
    struct applied_text *apply;
    unsigned apply_count;
    struct compacts_text *compacts;
    unsigned compacts_count;
    struct draw_text *draw;
    char *fee;
};

struct privileges_text {
    char *id, *on;
    struct text_list sites;
    struct distribution_text *credentialing;
};

struct cost_text { /* of a reader group */
    char *per_hour, *per_read, *per_rvu, *overtime, *on_call_per_hour;
};

struct break_text {
    char *id, *after, *length;
};

struct stay_text {
    struct text_list priorities;
    char *at_most;
};

struct call_in_text {
    char *backlog, *oldest;
};

struct release_text {
    char *backlog;
};

struct on_call_text {
    char *id, *shift, *of;
    struct cycle_text *cycle;
    struct call_in_text *call_in;
    struct distribution_text *response;
    struct release_text *release;
};

struct fatigue_text {
    char *after, *reading, *discrepancy;
};

struct interruptions_text {
    char *rate;
    struct distribution_text *length;
};

struct modality_pace_text {
    char *ct, *dx, *mr, *us, *mg, *pt;
};

struct learning_text {
    char *factor, *half;
};

struct limit_text {
    char *studies, *rvu;
};

struct habits_text { /* how a group works its hours */
    struct break_text *breaks;
    unsigned breaks_count;
    char *shift_end, *absence;
    struct stay_text *stay;
    struct on_call_text *on_call;
    unsigned on_call_count;
    struct fatigue_text *fatigue;
    struct interruptions_text *interruptions;
    struct modality_pace_text *modality_pace;
    struct learning_text *learning;
    struct limit_text *limit;
};

struct class_text {
    char *id, *share;
    struct distribution_text *recontact;
};

struct discrepancy_text {
    char *share;
    struct class_text *classes;
    unsigned classes_count;
};

struct reader_text {
    char *id, *count, *provider, *zone, *reads, *located;
    struct licences_text *licences;
    struct privileges_text *privileges;
    unsigned privileges_count;
    struct text_list modalities, skills, certifications;
    struct roster_text *roster;
    unsigned roster_count;
    struct distribution_text *pace;
    struct discrepancy_text *discrepancy;
    struct cost_text *cost;
    struct habits_text habits;
};

struct modality_prices_text {
    char *ct, *dx, *mr, *us, *mg, *pt;
};

struct price_when_text {
    char *shift, *factor;
};

struct tier_text {
    char *above, *per_read;
};

struct price_text {
    char *per_read, *per_month, *minimum;
    struct modality_prices_text *by_modality;
    struct price_when_text *when;
    unsigned when_count;
    struct tier_text *tiers;
    unsigned tiers_count;
};

struct penalty_text {
    char *priority, *per_miss, *at_most;
};

struct exchange_text { /* what one unit of each is */
#define CURRENCY(code) char *code;
    CURRENCIES(CURRENCY)
#undef CURRENCY
};

struct provider_text {
    char *id, *kind;
    struct price_text *price;
    struct penalty_text *penalties;
    unsigned penalties_count;
};

struct coverage_text {
    char *id, *provider, *when, *overflow_after, *overflow_queue, *share;
    struct text_list sites, studies, priorities;
};

struct finals_text {
    struct text_list by;
    char *within, *time;
};

struct attending_text {
    struct text_list by;
    char *time;
};

struct double_text {
    struct text_list studies, by, arbitrate;
    char *id, *share, *disagree, *time;
};

struct review_text {
    struct text_list by;
    char *share, *time;
};

struct dispatch_text {
    char *order, *resume, *assign, *pick, *tie;
    struct text_list preempt;
};

struct positive_text {
    char *priority;
};

struct roc_text {
    char *auc, *specificity, *sensitivity, *threshold;
};

struct draft_text {
    char *saves, *on;
};

struct ai_text {
    char *id, *finding, *sensitivity, *specificity, *servers, *price, *autonomous;
    struct text_list studies;
    struct distribution_text *time;
    struct roc_text *roc;
    struct positive_text *on_positive, *on_negative;
    struct draft_text *draft;
};

struct outage_window_text {
    char *from, *to;
};

struct outage_text {
    char *id, *of, *zone;
    struct outage_window_text *window;
    struct distribution_text *mtbf, *mttr;
};

/* The whole. A list that is not given has count 0; a mapping that is not given is NULL. */
struct scenario_text {
    char *telerad, *name, *description, *currency;
    struct exchange_text *exchange;
    struct run_text *run;
    struct jurisdiction_text *jurisdictions;
    unsigned jurisdictions_count;
    struct calendar_text *calendars;
    unsigned calendars_count;
    struct profile_text *profiles;
    unsigned profiles_count;
    struct priority_text *priorities;
    unsigned priorities_count;
    struct finding_text *findings;
    unsigned findings_count;
    struct study_text *studies;
    unsigned studies_count;
    struct site_text *sites;
    unsigned sites_count;
    struct shared_link_text *links;
    unsigned links_count;
    struct surge_text *surges;
    unsigned surges_count;
    struct shift_text *shifts;
    unsigned shifts_count;
    struct reader_text *readers;
    unsigned readers_count;
    struct provider_text *providers;
    unsigned providers_count;
    struct coverage_text *coverage;
    unsigned coverage_count;
    struct finals_text *final_reads;
    struct attending_text *attending;
    struct double_text *double_reads;
    unsigned double_reads_count;
    struct review_text *peer_review;
    struct dispatch_text *dispatch;
    struct outage_text *outages;
    unsigned outages_count;
    struct ai_text *ai;
    unsigned ai_count;
};

#endif
