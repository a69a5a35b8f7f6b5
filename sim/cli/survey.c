/* check, as text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/survey.h"

#include "cli/grid.h"
#include "cli/number.h"
#include "core/simtime.h"
#include "model/model.h"

#include <glib.h>
#include <math.h>

#define WEEKDAYS 7U
#define DAY_HOURS 24U
#define HOUR_MIN 60.0

double survey_studies_per_day(const struct model *model)
{
    double studies = 0;

    for (uint32_t i = 0; i < model->source_count; i++)
        studies += model_expected(model, i, 0, model->run.duration_us);
    return studies * (double) SIMTIME_DAY / (double) model->run.duration_us;
}

static void print_sizes(const struct survey *survey, struct output *output)
{
    const struct model *model = survey->intake.model;
    char *name = grid_clean(scenario_name(survey->intake.scenario));
    char start[64];

    scenario_instant(survey->intake.scenario, 0, start, sizeof start);
    output_print(output, "%s\n", name);
    g_free(name);
    output_print(output, "  %s from %s", number_length((double) model->run.duration_us / 6e7).text,
                 start);
    if (model->run.warmup_us > 0)
        output_print(output, ", %s before it to warm up",
                     number_length((double) model->run.warmup_us / 6e7).text);
    if (model->run.drain_us > 0)
        output_print(output, ", %s after it to finish",
                     number_length((double) model->run.drain_us / 6e7).text);
    output_print(output, "; %s replication%s\n", number_count(model->run.replications).text,
                 model->run.replications == 1 ? "" : "s");
    output_print(output, "  %s site%s, about %.0f studies a day of %u kind%s\n",
                 number_count(model->site_count).text, model->site_count == 1 ? "" : "s",
                 survey_studies_per_day(model), model->study_count,
                 model->study_count == 1 ? "" : "s");
    output_print(output, "  %s reader%s in %u group%s, %u provider%s, %u AI tool%s\n",
                 number_count(model->reader_count).text, model->reader_count == 1 ? "" : "s",
                 model->group_count, model->group_count == 1 ? "" : "s", model->provider_count,
                 model->provider_count == 1 ? "" : "s", model->tool_count,
                 model->tool_count == 1 ? "" : "s");
}

static void add_hour(const struct coverage *coverage, struct grid *grid, unsigned hour)
{
    double offered = coverage->offered[hour];
    double on_shift = coverage->on_shift[hour];

    if (!isfinite(offered) || !isfinite(on_shift)) {
        grid_cell(grid, "\xe2\x80\x93"); /* an en dash */
        return;
    }
    grid_cell(grid, "%.1f/%.4g%s", offered, on_shift, offered > on_shift ? "!" : " ");
    if (offered > on_shift)
        grid_tint(grid, "31");
}

static void print_load(const struct survey *survey, struct output *output)
{
    static const char *const days[WEEKDAYS] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const struct coverage *coverage = survey->coverage;
    struct grid *grid = grid_create("rrrrrrrr");
    unsigned over = 0, occurred = 0;

    grid_cell(grid, "hour");
    for (unsigned day = 0; day < WEEKDAYS; day++)
        grid_cell(grid, "%s ", days[day]);
    for (unsigned hour = 0; hour < DAY_HOURS; hour++) {
        grid_cell(grid, "%02u", hour);
        for (unsigned day = 0; day < WEEKDAYS; day++) {
            unsigned at = day * DAY_HOURS + hour;

            add_hour(coverage, grid, at);
            occurred += isfinite(coverage->offered[at]) ? 1 : 0;
            over += coverage->offered[at] > coverage->on_shift[at];
        }
    }
    output_text(output,
                "\nWork offered, in erlangs (readers' hours an hour), / readers on shift; ! "
                "where it is more\n");
    grid_print(grid, output);
    grid_free(grid);
    output_print(
        output,
        "  On average %.2f erlangs to %.2f readers on shift: %s.\n  More work than readers in "
        "%u of %u hours of the week.\n",
        coverage->offered_mean, coverage->on_shift_mean,
        number_share(coverage->offered_mean / coverage->on_shift_mean).text, over, occurred);
    output_text(output, "  All readers on shift are counted, whatever they may read.\n");
    if (survey->intake.model->has_finals)
        output_text(output, "  Final reads are counted in the hours of those who make them.\n");
    if (coverage->offered_mean > coverage->on_shift_mean)
        output_text(output,
                    "  There is MORE WORK than readers can do: the backlog grows as long as "
                    "the run goes on.\n");
}

static void print_cover(const struct survey *survey, struct output *output)
{
    const struct coverage *coverage = survey->coverage;
    double hours = (double) survey->intake.model->run.duration_us / (double) SIMTIME_HOUR;
    double uncovered = coverage->uncovered_us / (double) SIMTIME_HOUR;

    output_text(output, "\nCover\n");
    if (coverage->gap_count == 0) {
        output_text(output, "  At every hour each study of each site has a reader on shift who may "
                            "read it.\n");
        return;
    }
    output_print(output,
                 "  For %.1f of %.1f hours (%s) some study has no reader on shift who may read "
                 "it.\n",
                 uncovered, hours, number_share(uncovered / hours).text);
    if (coverage->changed_us > 0)
        output_print(output, "  %.1f of these hours are there only because a clock changes.\n",
                     coverage->changed_us / (double) SIMTIME_HOUR);
}

/* What is said above of licences that depend on chance. */
static void print_chance(const struct model *model, struct output *output)
{
    bool leads = false, draws = false;

    for (uint32_t g = 0; g < model->group_count; g++)
        for (size_t k = 0; k < model->groups[g].grant_count; k++) {
            const struct model_grant *grant = &model->groups[g].grants[k];

            draws = draws || grant->kind == MODEL_GRANT_DRAWN;
            leads = leads || grant->lead.family != VARIATE_CONSTANT;
        }
    if (leads)
        output_text(output,
                    "  Random lead times of licences and privileges count by their mean.\n");
    if (draws)
        output_text(output, "  Licences that are drawn count as if every reader had drawn them.\n");
}

void survey_print(const struct survey *survey, bool gaps, struct output *output)
{
    print_sizes(survey, output);
    survey_penalties(survey, output);
    print_load(survey, output);
    print_cover(survey, output);
    print_chance(survey->intake.model, output);
    if (gaps)
        survey_gaps(survey, output);
    else if (survey->coverage->gap_count > 0)
        output_text(output, "  --coverage lists them.\n");
}
