/* check, as JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/survey.h"
#include "model/model.h"

#include <string.h>

#define WEEK_HOURS_COUNT 168U

static void add_entries(const struct diag *diag, struct json *json, enum diag_grade grade,
                        const char *key)
{
    json_break(json);
    json_array(json, key);
    for (size_t i = 0; i < diag->count; i++) {
        const struct diag_entry *entry = &diag->entries[i];

        if (entry->grade != grade)
            continue;
        json_break(json);
        json_object(json, NULL);
        json_text(json, "file", entry->file);
        json_count(json, "line", entry->line);
        json_count(json, "column", entry->column);
        json_text(json, "message", entry->message);
        json_text(json, "hint", entry->hint);
        json_close(json);
    }
    json_close(json);
}

static void add_hours(struct json *json, const char *key, const double *values)
{
    json_break(json);
    json_array(json, key);
    for (unsigned i = 0; i < WEEK_HOURS_COUNT; i++)
        json_number(json, NULL, values[i]);
    json_close(json);
}

static void add_load(const struct survey *survey, struct json *json)
{
    const struct coverage *coverage = survey->coverage;
    const struct model *model = survey->intake.model;

    json_break(json);
    json_object(json, "offered_load");
    if (coverage != NULL) {
        json_count(json, "sites", model->site_count);
        json_count(json, "readers", model->reader_count);
        json_number(json, "studies_per_day", survey_studies_per_day(model));
        json_number(json, "erlangs", coverage->offered_mean);
        json_number(json, "readers_on_shift", coverage->on_shift_mean);
        json_break(json);
        json_object(json, "by_hour_of_week");
        add_hours(json, "erlangs", coverage->offered);
        add_hours(json, "readers_on_shift", coverage->on_shift);
        json_close(json);
    }
    json_close(json);
}

static void add_gaps(const struct survey *survey, struct json *json)
{
    const struct coverage *coverage = survey->coverage;
    char instant[64];

    json_break(json);
    json_array(json, "coverage_gaps");
    for (size_t i = 0; coverage != NULL && i < coverage->gap_count; i++) {
        const struct coverage_gap *gap = &coverage->gaps[i];

        json_break(json);
        json_object(json, NULL);
        json_text(json, "study", survey->intake.model->studies[gap->study].id);
        json_text(json, "site", survey->intake.model->sites[gap->site].id);
        scenario_instant(survey->intake.scenario, gap->from_us, instant, sizeof instant);
        json_text(json, "from", instant);
        scenario_instant(survey->intake.scenario, gap->to_us, instant, sizeof instant);
        json_text(json, "to", instant);
        json_close(json);
    }
    json_close(json);
}

void survey_document(const struct survey *survey, struct json *json, const char *key)
{
    const struct diag *diag = &survey->intake.diag;

    json_object(json, key);
    json_text(json, "scenario", survey->path);
    json_flag(json, "ok", diag->errors == 0);
    add_entries(diag, json, DIAG_ERROR, "errors");
    add_entries(diag, json, DIAG_WARNING, "warnings");
    add_load(survey, json);
    add_gaps(survey, json);
    if (survey->why != NULL)
        survey_why_document(survey, json);
    json_close(json);
}
