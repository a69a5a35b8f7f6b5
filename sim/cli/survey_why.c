/* check --why, as text and as JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grid.h"
#include "cli/survey.h"
#include "model/model.h"

#include <glib.h>
#include <string.h>

#define READERS_SHOWN 6U

static char *reader_name(const struct model *model, const struct why_group *group, size_t i)
{
    return g_strdup_printf("%s-%u", model->groups[group->group].id, group->readers[i] + 1U);
}

/* Who is on shift, then what is not sure. */
static char *says(const struct model *model, const struct why_group *group)
{
    GString *text = g_string_new(NULL);
    size_t shown = group->reader_count <= READERS_SHOWN ? group->reader_count : READERS_SHOWN - 1;

    if (group->reason != WHY_MAY) {
        g_string_append(text, group->says);
        return g_string_free(text, FALSE);
    }
    g_string_append(text, "on shift: ");
    for (size_t i = 0; i < shown; i++) {
        char *name = reader_name(model, group, i);

        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", name);
        g_free(name);
    }
    if (shown < group->reader_count)
        g_string_append_printf(text, " and %zu more", group->reader_count - shown);
    if (*group->says != '\0')
        g_string_append_printf(text, "; %s", group->says);
    return g_string_free(text, FALSE);
}

void survey_why(const struct survey *survey, struct output *output)
{
    const struct model *model = survey->intake.model;
    const struct why *why = survey->why;
    const struct model_site *site = &model->sites[why->site];
    struct grid *grid = grid_create("lll");

    output_print(output, "Who may read %s of %s at %s (%s)", model->studies[why->study].id,
                 site->id, why->clock, model->zones[model->run_zone].id);
    if (site->zone != model->run_zone)
        output_print(output, ", %s at the site (%s)", why->site_clock, model->zones[site->zone].id);
    output_text(output, "\n");
    grid_cell(grid, "group");
    grid_cell(grid, "may read");
    grid_cell(grid, "why");
    for (size_t i = 0; i < why->count; i++) {
        const struct why_group *group = &why->groups[i];
        char *text = says(model, group);

        grid_cell(grid, "%s", model->groups[group->group].id);
        grid_cell(grid, "%s", group->reason != WHY_MAY ? "no" : group->sure ? "yes" : "perhaps");
        grid_cell(grid, "%s", text);
        g_free(text);
    }
    grid_print(grid, output);
    grid_free(grid);
}

void survey_why_document(const struct survey *survey, struct json *json)
{
    const struct model *model = survey->intake.model;
    const struct why *why = survey->why;
    char instant[64];

    json_break(json);
    json_object(json, "why");
    json_text(json, "site", model->sites[why->site].id);
    json_text(json, "study", model->studies[why->study].id);
    scenario_instant(survey->intake.scenario, why->at_us, instant, sizeof instant);
    json_text(json, "instant", instant);
    json_break(json);
    json_array(json, "groups");
    for (size_t i = 0; i < why->count; i++) {
        const struct why_group *group = &why->groups[i];

        json_break(json);
        json_object(json, NULL);
        json_text(json, "group", model->groups[group->group].id);
        json_flag(json, "may_read", group->reason == WHY_MAY);
        json_flag(json, "sure", group->sure);
        json_text(json, "reason", why_reasons[group->reason]);
        json_text(json, "says", group->says);
        json_array(json, "readers");
        for (size_t k = 0; k < group->reader_count; k++) {
            char *name = reader_name(model, group, k);

            json_text(json, NULL, name);
            g_free(name);
        }
        json_close(json);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}
