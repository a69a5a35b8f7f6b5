/* The JSON document of a run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/document.h"

#include "cli/help.h"

static void add_measures(const struct digest *digest, struct json *json, enum table table,
                         size_t cell)
{
    const struct measure_note *notes = outcome_notes(table);
    size_t count = outcome_measures(table);

    for (size_t i = 0; i < count; i++) {
        struct estimate estimate = summary_estimate(digest->summary, table, i, cell);

        json_break(json);
        json_object(json, notes[i].name);
        json_number(json, "mean", estimate.mean);
        json_number(json, "half_width", estimate.half_width);
        json_close(json);
    }
}

static void add_table(const struct digest *digest, struct json *json, enum table table,
                      const char *name)
{
    json_break(json);
    json_object(json, name);
    for (size_t cell = 0; cell < digest->shape->cells[table]; cell++) {
        json_break(json);
        json_object(json, digest->shape->labels[table][cell]);
        add_measures(digest, json, table, cell);
        json_close(json);
    }
    json_close(json);
}

/* Provider by provider its months. */
static void add_provider_months(const struct digest *digest, struct json *json)
{
    const struct shape *shape = digest->shape;
    size_t months = shape->cells[TABLE_MONTH];

    json_break(json);
    json_object(json, outcome_table_name(TABLE_PROVIDER_MONTH));
    for (size_t cell = 0; cell < shape->cells[TABLE_PROVIDER_MONTH]; cell++) {
        json_break(json);
        if (cell % months == 0)
            json_object(json, shape->labels[TABLE_PROVIDER][cell / months]);
        json_break(json);
        json_object(json, shape->labels[TABLE_MONTH][cell % months]);
        add_measures(digest, json, TABLE_PROVIDER_MONTH, cell);
        json_close(json);
        if (cell % months == months - 1)
            json_close(json);
    }
    json_close(json);
}

/* The scalars stand on one line, so that a script without a JSON reader can cut one out. */
void document_run(const struct digest *digest, struct json *json, const char *key)
{
    json_object(json, key);
    json_text(json, "telerad", help_version_text());
    json_text(json, "scenario", digest->title);
    json_count(json, "seed", digest->seed);
    json_count(json, "replications", summary_replications(digest->summary));
    json_flag(json, "interrupted", digest->interrupted);
    json_count(json, "studies_simulated", summary_studies(digest->summary));
    json_number(json, "wall_s", digest->wall_s);
    json_object(json, outcome_table_name(TABLE_OVERALL));
    add_measures(digest, json, TABLE_OVERALL, 0);
    json_close(json);
    for (enum table table = TABLE_OVERALL + 1; table < TABLE_GROUPINGS; table++)
        add_table(digest, json, table, outcome_table_name(table));
    add_table(digest, json, TABLE_MONTH, outcome_table_name(TABLE_MONTH));
    add_provider_months(digest, json);
    add_table(digest, json, TABLE_GROUP, "readers");
    json_close(json);
}
