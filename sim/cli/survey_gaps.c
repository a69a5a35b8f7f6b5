/* The hours without cover, as a table. Gaps that are the same hours of the same clocks share a row.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grid.h"
#include "cli/survey.h"
#include "core/simtime.h"
#include "model/model.h"

#include <glib.h>
#include <stdlib.h>
#include <time.h>

#define CLOCK_BYTES 32U
#define NAMES_SHOWN 3U

struct row { /* gaps [first, last) of the sorted list */
    size_t first, last;
};

struct gaps {
    const struct survey *survey;
    struct coverage_gap *list; /* sorted by hours, zone, site, study */
    size_t count;
};

static uint32_t zone_of(const struct gaps *gaps, const struct coverage_gap *gap)
{
    return gaps->survey->intake.model->sites[gap->site].zone;
}

static int in_order(gconstpointer left, gconstpointer right, gpointer self)
{
    const struct coverage_gap *a = left, *b = right;
    uint32_t zone_a = zone_of(self, a), zone_b = zone_of(self, b);

    if (a->from_us != b->from_us)
        return a->from_us < b->from_us ? -1 : 1;
    if (a->to_us != b->to_us)
        return a->to_us < b->to_us ? -1 : 1;
    if (zone_a != zone_b)
        return zone_a < zone_b ? -1 : 1;
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    return (a->study > b->study) - (a->study < b->study);
}

static int64_t offset_s(const struct model_zone *zone, int64_t at_us)
{
    size_t i = 0;

    while (i + 1 < zone->count && zone->at_us[i + 1] <= at_us)
        i++;
    return zone->count > 0 ? zone->offset_s[i] : 0;
}

/* "Sat 7 Mar 06:00" on a zone's clock. The model knows instants as distances from the start
 * alone, so that is found from its text first. */
static void write_clock(const struct gaps *gaps, uint32_t zone, int64_t at_us, char *text)
{
    char start[64] = "";
    GTimeZone *utc = g_time_zone_new_utc();
    GDateTime *begin, *local;
    const struct model *model = gaps->survey->intake.model;
    char *clock;

    scenario_instant(gaps->survey->intake.scenario, at_us, start, sizeof start);
    begin = g_date_time_new_from_iso8601(start, utc);
    g_time_zone_unref(utc);
    if (begin == NULL) {
        (void) g_strlcpy(text, start, CLOCK_BYTES);
        return;
    }
    local = g_date_time_to_utc(begin);
    g_date_time_unref(begin);
    begin = local;
    local = g_date_time_add_seconds(begin, (double) offset_s(&model->zones[zone], at_us));
    clock = g_date_time_format(local, "%a %Y-%m-%d %H:%M");
    (void) g_strlcpy(text, clock, CLOCK_BYTES);
    g_free(clock);
    g_date_time_unref(local);
    g_date_time_unref(begin);
}

/* Names in order, the first few, then how many more. */
static char *names_text(char *const *names, const uint32_t *which, size_t count, size_t all)
{
    GString *text = g_string_new(NULL);
    size_t shown = count <= NAMES_SHOWN ? count : NAMES_SHOWN - 1;

    if (count == all && all > 1) {
        g_string_append_printf(text, "all %zu", all);
        return g_string_free(text, FALSE);
    }
    for (size_t i = 0; i < shown; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", names[which[i]]);
    if (shown < count)
        g_string_append_printf(text, " and %zu more", count - shown);
    return g_string_free(text, FALSE);
}

static bool same_hours(const struct gaps *gaps, size_t a, size_t b)
{
    return gaps->list[a].from_us == gaps->list[b].from_us &&
           gaps->list[a].to_us == gaps->list[b].to_us &&
           zone_of(gaps, &gaps->list[a]) == zone_of(gaps, &gaps->list[b]);
}

/* Studies of one site from `at` on. */
static size_t site_end(const struct gaps *gaps, size_t at, size_t last)
{
    size_t end = at;

    while (end < last && gaps->list[end].site == gaps->list[at].site)
        end++;
    return end;
}

static bool same_studies(const struct gaps *gaps, struct row a, struct row b)
{
    if (a.last - a.first != b.last - b.first)
        return false;
    for (size_t i = 0; i < a.last - a.first; i++)
        if (gaps->list[a.first + i].study != gaps->list[b.first + i].study)
            return false;
    return true;
}

static void add_row(const struct gaps *gaps, struct grid *grid, struct row studies,
                    const GArray *sites)
{
    const struct model *model = gaps->survey->intake.model;
    const struct coverage_gap *gap = &gaps->list[studies.first];
    GArray *kinds = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    char **site_names = g_new0(char *, model->site_count);
    char **study_names = g_new0(char *, model->study_count);
    char clock[2][2][CLOCK_BYTES];
    char *text;

    for (uint32_t i = 0; i < model->site_count; i++)
        site_names[i] = model->sites[i].id;
    for (uint32_t i = 0; i < model->study_count; i++)
        study_names[i] = model->studies[i].id;
    for (size_t i = studies.first; i < studies.last; i++)
        g_array_append_val(kinds, gaps->list[i].study);
    for (unsigned i = 0; i < 2; i++) {
        uint32_t zone = i == 0 ? model->run_zone : zone_of(gaps, gap);

        write_clock(gaps, zone, gap->from_us, clock[i][0]);
        write_clock(gaps, zone, gap->to_us, clock[i][1]);
    }
    grid_cell(grid, "%s", clock[0][0]);
    grid_cell(grid, "%s", clock[0][1]);
    grid_cell(grid, "%.2f", (double) (gap->to_us - gap->from_us) / (double) SIMTIME_HOUR);
    grid_cell(grid, "%s", clock[1][0]);
    text = names_text(site_names, (const uint32_t *) (const void *) sites->data, sites->len,
                      model->site_count);
    grid_cell(grid, "%s", text);
    g_free(text);
    text = names_text(study_names, (const uint32_t *) (const void *) kinds->data, kinds->len,
                      model->study_count);
    grid_cell(grid, "%s", text);
    g_free(text);
    g_free(site_names);
    g_free(study_names);
    g_array_free(kinds, TRUE);
}

/* Sites that lack the same studies at the same hours share a row, as long as they follow each
 * other. */
static void add_rows(const struct gaps *gaps, struct grid *grid, struct row hours)
{
    size_t at = hours.first;

    while (at < hours.last) {
        struct row first = {at, site_end(gaps, at, hours.last)};
        GArray *sites = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        struct row next = first;

        do {
            g_array_append_val(sites, gaps->list[next.first].site);
            at = next.last;
            next = (struct row){at, at < hours.last ? site_end(gaps, at, hours.last) : at};
        } while (at < hours.last && same_studies(gaps, first, next));
        add_row(gaps, grid, first, sites);
        g_array_free(sites, TRUE);
    }
}

void survey_gaps(const struct survey *survey, struct output *output)
{
    static const char *const heads[] = {"from", "to", "hours", "at the site", "sites", "studies"};
    struct gaps gaps = {survey, NULL, survey->coverage->gap_count};
    struct grid *grid = grid_create("llrlll");
    size_t last;

    if (gaps.count == 0) {
        grid_free(grid);
        return;
    }
    gaps.list = g_new(struct coverage_gap, gaps.count);
    for (size_t i = 0; i < gaps.count; i++)
        gaps.list[i] = survey->coverage->gaps[i];
    g_qsort_with_data(gaps.list, (int) gaps.count, sizeof *gaps.list, in_order, &gaps);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        grid_cell(grid, "%s", heads[i]);
    for (size_t first = 0; first < gaps.count; first = last) {
        for (last = first + 1; last < gaps.count && same_hours(&gaps, first, last);)
            last++;
        add_rows(&gaps, grid, (struct row){first, last});
    }
    output_print(output, "\nHours without an eligible reader, on the run's clock (%s)\n",
                 survey->intake.model->zones[survey->intake.model->run_zone].id);
    grid_print(grid, output);
    grid_free(grid);
    g_free(gaps.list);
}
