/* check, of penalties: which there are, and which have a limit.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grid.h"
#include "cli/number.h"
#include "cli/survey.h"
#include "model/model.h"

#include <glib.h>
#include <math.h>

static void print_penalty(const struct model *model, const struct model_penalty *penalty,
                          const char *currency, struct output *output)
{
    char *priority = grid_clean(model->priorities[penalty->priority].id);

    output_print(output, "%s %s %s, ", priority, currency, number_money(penalty->per_miss).text);
    if (isfinite(penalty->at_most))
        output_print(output, "at most %s a month", number_money(penalty->at_most).text);
    else
        output_text(output, "not capped");
    g_free(priority);
}

void survey_penalties(const struct survey *survey, struct output *output)
{
    const struct model *model = survey->intake.model;
    const char *currency = scenario_currency(survey->intake.scenario);

    for (uint32_t i = 0; i < model->provider_count; i++) {
        const struct model_provider *provider = &model->providers[i];
        char *id = grid_clean(provider->id);

        if (provider->penalty_count > 0)
            output_print(output, "  penalties of %s, for each report later than its target: ", id);
        g_free(id);
        for (size_t k = 0; k < provider->penalty_count; k++) {
            output_text(output, k > 0 ? "; " : "");
            print_penalty(model, &provider->penalties[k], currency, output);
        }
        output_text(output, provider->penalty_count > 0 ? "\n" : "");
    }
}
