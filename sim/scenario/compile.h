/* What the parts of scenario_compile() share. Internal to compile*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COMPILE_H
#define TELERAD_SCENARIO_COMPILE_H

#include "scenario/distribution.h"
#include "scenario/roster.h"
#include "scenario/scenario.h"
#include "scenario/wallclock.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define COMPILE_PATH_BYTES 128
#define COMPILE_SPAN_US (INT64_C(100) * 365 * 86400 * 1000000) /* longest run, warm-up to drain */
#define COMPILE_COPIES 100000U                                 /* sites, copies counted */
#define COMPILE_READERS 100000U                                /* readers of all groups */
#define COMPILE_SOURCES 1000000U                               /* demand entries of all copies */
#define COMPILE_PIECES 20000000U /* pieces of all profiles in all zones */
#define COMPILE_SHIFTS 10000000U /* shifts of all readers */
#define COMPILE_ARRIVALS 1e9     /* studies a replication */

struct compile_copy { /* of a site */
    char *id;         /* owned */
    uint32_t entry;   /* of text->sites */
};

struct compile {
    const struct scenario *scenario;
    const struct scenario_text *text;
    struct diag *diag;
    struct fault *fault;
    struct model *model;
    struct roster_range range;
    struct wallclock *clocks; /* [zones of the model] */
    uint32_t clock_count;
    struct compile_copy *copies; /* in byte order of id, as the model's sites */
    uint32_t copy_count;
    /* id to index + 1: in the model; shifts, profiles and calendars: in the text */
    GHashTable *zones, *jurisdictions, *skills, *priorities, *findings, *studies, *providers,
        *shifts, *profiles, *calendars, *links, *certifications;
    GPtrArray *garbage; /* what lives until the end: values of empirical distributions */
};

/* --- compile_value.c: values with their place; each says what is wrong and leaves *out then --- */

void compile_path(char path[COMPILE_PATH_BYTES], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void compile_say(const struct compile *c, enum diag_grade grade, const char *path, const char *hint,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
/** Says the text of c->fault, "what; what would be right", at a place. */
void compile_say_fault(const struct compile *c, const char *path);
void compile_duration(const struct compile *c, const char *path, const char *text, int64_t *out);
void compile_rate(const struct compile *c, const char *path, const char *text, double *out);
void compile_share(const struct compile *c, const char *path, const char *text, double *out);
void compile_share_rate(const struct compile *c, const char *path, const char *text, double *out);
/** A percentage of 0 or more, as a factor: 150 % is 1.5. */
void compile_percent(const struct compile *c, const char *path, const char *text, double *out);
void compile_number(const struct compile *c, const char *path, const char *text, double *out);
void compile_count(const struct compile *c, const char *path, const char *text, uint64_t most,
                   uint64_t *out);
/** In the scenario's currency; an amount in another is converted. KEY_MONEY or KEY_MONEY_MONTH. */
void compile_money(const struct compile *c, const char *path, const char *text, double *out);
/** NULL text: *out stays. FAULT_MEMORY only. */
NODISCARD enum fault_kind compile_variate(struct compile *c, const char *path,
                                          const struct distribution_text *text,
                                          enum distribution_unit unit, struct variate *out);
/** A file's path as it can be opened: relative to the outermost file. g_free() it. */
char *compile_file(const struct compile *c, const char *file);
/** The index of an id, or MODEL_NONE, which is said. */
uint32_t compile_find(const struct compile *c, GHashTable *table, const char *path, const char *id);
/** Adds to a set (of table's indices, as bits) those that a list of names and patterns meets; one
 * that meets nothing is warned of. */
void compile_set(const struct compile *c, const char *path, const struct text_list *list,
                 GHashTable *table, uint64_t *set);
/** The same for site copies: a bare id means all copies. */
void compile_sites_set(const struct compile *c, const char *path, const struct text_list *list,
                       uint64_t *set);
/** Notes an id of its own index. */
void compile_note(GHashTable *table, const char *id, uint32_t index);

/** Ids in byte order: order[i] is the place in the text of the i-th. */
struct compile_order {
    const char *id;
    uint32_t entry;
};
void compile_sort(struct compile_order *order, size_t count);

/* --- the parts, in the order in which they run; FAULT_INPUT where going on makes no sense --- */

NODISCARD enum fault_kind compile_run(struct compile *c);   /* compile_run.c */
NODISCARD enum fault_kind compile_clock(struct compile *c); /* compile_run.c: hours and months */
NODISCARD enum fault_kind
compile_types(struct compile *c); /* compile_types.c: priorities … tools */
NODISCARD enum fault_kind compile_tools(struct compile *c);
/** Of a finding; the id is set. compile_quality.c */
NODISCARD enum fault_kind compile_critical(struct compile *c, uint32_t entry,
                                           struct model_finding *finding);
/** Of a group; its classes borrow ids, and are the caller's to g_free(). compile_quality.c */
NODISCARD enum fault_kind compile_discrepancy(struct compile *c, uint32_t entry,
                                              struct model_discrepancy *out);
NODISCARD enum fault_kind compile_links(struct compile *c); /* compile_transport.c */
/** The link of a site's copy, made if it is its own; MODEL_NONE: none. */
NODISCARD enum fault_kind compile_site_link(struct compile *c, uint32_t copy, uint32_t *index);
NODISCARD enum fault_kind compile_outages(struct compile *c);
NODISCARD enum fault_kind compile_sites(struct compile *c); /* compile_demand.c */
NODISCARD enum fault_kind compile_demand(struct compile *c);
/** Numbers jurisdictions, in byte order, and certifications. compile_licences.c */
void compile_number_licences(struct compile *c);
/** Tells the model the jurisdictions' names. */
NODISCARD enum fault_kind compile_jurisdictions(struct compile *c);
/** What a study type's readers must hold; *list is the caller's, to compile_free_certifications().
 */
void compile_certifications(const struct compile *c, uint32_t entry, struct model_study *study);
void compile_free_certifications(struct model_study *study);
/** Sets of a group of what holds all the time, g_free() them, and the rest as grants: an array of
 * struct model_grant, for compile_grants() once the group is in the model. */
NODISCARD enum fault_kind compile_licences(struct compile *c, uint32_t entry,
                                           struct model_group *group, GArray *grants);
NODISCARD enum fault_kind compile_grants(struct compile *c, uint32_t group, GArray *grants);
void compile_free_grants(GArray *grants);
NODISCARD enum fault_kind compile_groups(struct compile *c); /* compile_readers.c */
/** A shift as a window, on the run's clock unless it names its own; MODEL_NONE in *index first. */
NODISCARD enum fault_kind compile_window(struct compile *c, uint32_t shift, uint32_t *index);
/* compile_routing.c: coverage; bundles, escalation and withdrawal; dispatch and later readings */
NODISCARD enum fault_kind compile_cover(struct compile *c);
NODISCARD enum fault_kind compile_routing(struct compile *c);
NODISCARD enum fault_kind compile_withdrawal(struct compile *c, uint32_t copy,
                                             struct model_site *site);
void compile_late_providers(const struct compile *c, const char *id,
                            struct model_provider *provider);
/* compile_money.c: the months of money; a group's costs; a provider's prices and penalties */
NODISCARD enum fault_kind compile_bills(struct compile *c);
void compile_costs(const struct compile *c, uint32_t entry, struct model_group *group);
NODISCARD enum fault_kind compile_provider(struct compile *c, uint32_t entry,
                                           const struct model_provider *plain);
/** The spans of a shift, joined, on the run's clock if it names none. compile_readers.c */
NODISCARD enum fault_kind compile_shift_spans(struct compile *c, uint32_t shift,
                                              struct roster_spans *spans);

#endif
