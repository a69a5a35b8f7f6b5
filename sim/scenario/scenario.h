/* From YAML files to the compiled model. The one header of this room that others need, with diag.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_SCENARIO_H
#define TELERAD_SCENARIO_SCENARIO_H

#include "core/fault.h"
#include "model/model.h"
#include "scenario/diag.h"
#include "scenario/text.h"

#include <stddef.h>

struct scenario; /* text with positions, defaults filled in */

/**
 * Reads a scenario with its includes, applies `sets` ("PATH=VALUE" each, as --set), checks form and
 * references, fills in defaults. All faults go to diag. A scenario is made only if diag->errors
 * stays 0. FAULT_INPUT: diag has errors; FAULT_FILE: diag has errors and diag->unreadable;
 * FAULT_MEMORY.
 */
NODISCARD enum fault_kind scenario_read(struct scenario **out, const char *path,
                                        const char *const *sets, size_t set_count,
                                        struct diag *diag, struct fault *fault);
void scenario_free(struct scenario *scenario); /* NULL is fine */

const struct scenario_text *scenario_text(const struct scenario *scenario);
/** Its name, or its file's where it has none. */
const char *scenario_name(const struct scenario *scenario);
/** The resolved scenario as YAML text, every default filled in, saved by libcyaml in a form that
 * any YAML 1.1 reader takes the same way; owned by the scenario. NULL without memory. */
const char *scenario_resolved(struct scenario *scenario);

/**
 * Adds an error or warning at the place of a value, by path: list items by position, as in
 * "sites/3/demand/0/rate"; the nearest ancestor that has a place is taken; a default's place is its
 * mapping's.
 */
void scenario_say(const struct scenario *scenario, struct diag *diag, enum diag_grade grade,
                  const char *path, const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/** The outermost file as the user named it; owned by the scenario. Names of files in the text are
 * relative to its folder, also those that included files name. */
const char *scenario_path(const struct scenario *scenario);

/**
 * Compiles: zones and clocks to instants, patterns to sets, copies to sites. What no key can see
 * is checked here and goes to diag. FAULT_INPUT: diag has errors; FAULT_FILE: also
 * diag->unreadable (a trace file is missing); FAULT_MEMORY. The model is frozen, owned, to
 * model_free().
 */
NODISCARD enum fault_kind scenario_compile(const struct scenario *scenario, struct diag *diag,
                                           struct model **out, struct fault *fault);

/** ISO 4217 code of the scenario's money, or "1" if none is named; owned by the scenario. */
const char *scenario_currency(const struct scenario *scenario);

/** Start instant as ISO 8601 with offset ("2026-03-02T00:00:00-06:00"); size >= 40. */
void scenario_instant(const struct scenario *scenario, int64_t at_us, char *text, size_t size);
/** Version of the time-zone data base in use ("2025b"), "unknown" if it does not say; static. */
const char *scenario_tzdata_version(void);

/* What `check` explains. */
struct coverage_gap { /* no reader may read this study from this site from … to … */
    uint32_t site, study;
    int64_t from_us, to_us; /* within [0, duration) */
};

struct coverage {
    struct coverage_gap *gaps; /* by site, study, time */
    size_t gap_count;
    /* erlangs offered (arrival rate × mean base reading time; overreads counted for finals) and
     * readers on shift, by hour of the week on the run's clock, over the measured time; NaN for an
     * hour that never occurs */
    double offered[168], on_shift[168];
    double offered_mean, on_shift_mean;
    double uncovered_us; /* measured time in which some study type of some site has no reader */
    double changed_us;   /* of it, in gaps that start or end only because a clock changed */
};

/** Explains cover and load of a compiled model; owned, coverage_free(). FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_explain(const struct model *model, struct coverage **out,
                                           struct fault *fault);
void coverage_free(struct coverage *coverage);

/* Why a group may not read a study, in the order in which it is asked. */
enum why_reason {
    WHY_MAY,
    WHY_COVERAGE, /* at no time */
    WHY_MODALITY,
    WHY_SKILL,
    WHY_CERTIFICATION,
    WHY_LICENCE,
    WHY_PRIVILEGE,
    WHY_RESIDENCY,
    WHY_COVERAGE_THEN, /* not at this instant */
    WHY_OFF_SHIFT,
    WHY_REASONS
};
extern const char *const why_reasons[WHY_REASONS]; /* words for scripts; of WHY_MAY NULL */

struct why_group {
    uint32_t group;
    enum why_reason reason;
    bool sure;         /* leaves nothing to chance, waiting, priority or share */
    char *says;        /* the reason, or what is not sure; may be empty */
    uint32_t *readers; /* numbers, from 0, of those on shift of a group that may */
    size_t reader_count;
};

struct why {
    uint32_t site, study;
    int64_t at_us;
    char clock[32], site_clock[32]; /* the instant on the run's clock and the site's */
    struct why_group *groups;       /* all, in the model's order */
    size_t count;
};

/** Explains who may begin a first read at an instant: text is "SITE/STUDY@YYYY-MM-DDTHH:MM" on the
 * run's clock. FAULT_USAGE: it is not that, or not in the scenario. Random leads count by their
 * mean. Owned, to why_free(). */
NODISCARD enum fault_kind why_explain(const struct scenario *scenario, const struct model *model,
                                      const char *text, struct why **out, struct fault *fault);
void why_free(struct why *why); /* NULL is fine */

/** The JSON Schema of the format as text, made from the key tables; malloc'ed, caller frees; NULL
 * without memory. */
char *scenario_schema(void);
/** The reference page of all keys as Markdown, made from the key tables; the same terms. */
char *scenario_reference(void);

#endif
