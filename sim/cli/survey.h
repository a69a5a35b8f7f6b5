/* What `check` has to say of a scenario, as text and as JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_SURVEY_H
#define TELERAD_CLI_SURVEY_H

#include "cli/intake.h"
#include "cli/json.h"

struct survey { /* one scenario; starts as all zero */
    const char *path;
    struct intake intake;
    struct coverage *coverage; /* NULL if the scenario has errors */
    struct why *why;           /* NULL if it was not asked for */
};

/** Studies a day that the model's demand brings on average: rates as they are written, recorded
 * demand by what falls in the measured time. */
double survey_studies_per_day(const struct model *model);

/** Sizes, load and cover; with `gaps` each hour without cover. */
void survey_print(const struct survey *survey, bool gaps, struct output *output);
/** Penalties and which of them have a limit, a line a provider that has some. */
void survey_penalties(const struct survey *survey, struct output *output);
/** The gaps as a table, on the run's clock and the sites'. */
void survey_gaps(const struct survey *survey, struct output *output);
/** Who may read what was asked for, and why the others may not: as text, and as a member `why`. */
void survey_why(const struct survey *survey, struct output *output);
void survey_why_document(const struct survey *survey, struct json *json);
/** The document, as a member or, with key NULL, by itself or in an array. */
void survey_document(const struct survey *survey, struct json *json, const char *key);

#endif
