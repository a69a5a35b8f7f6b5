/* Prints the pages of docs/ that are made from the program's own tables:
 *   telerad-pages scenario-format   the keys of a scenario
 *   telerad-pages measures          the measures of a result
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/outcome.h"
#include "scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One heading for tables that share their measures. */
struct part {
    const char *title, *tables;
    enum table table;
};

static const struct part parts[] = {
    {"Groupings", "`overall`, `by_priority`, `by_modality`, `by_study`, `by_site`, `by_provider`, "
                  "`by_finding`; `little_gap` in `overall` alone.", TABLE_OVERALL},
    {"Readers", "`readers` one by one, `groups` summed.", TABLE_READER},
    {"Hour of the week", "`week`; hour 0 is Monday 00:00 on the run's clock.", TABLE_WEEK},
    {"AI tools", "`ai`.", TABLE_AI},
    {"Months", "`by_month`, calendar months on the run's clock; `by_provider_month`, provider by "
               "provider.",
     TABLE_MONTH},
};

static void print_part(const struct part *part)
{
    const struct measure_note *notes = outcome_notes(part->table);

    (void) printf("\n## %s\n%s\n\n| name | unit | what | formula |\n| --- | --- | --- | --- |\n",
                  part->title, part->tables);
    for (size_t i = 0; i < outcome_measures(part->table); i++)
        (void) printf("| `%s` | %s | %s | %s |\n", notes[i].name,
                      strcmp(notes[i].units, "money") == 0 ? "currency" : notes[i].units,
                      notes[i].long_name, notes[i].comment);
}

static void print_measures(void)
{
    (void) puts(
        "# Measures\n\n"
        "Made from the program's tables; each dataset of a result file carries the same words as\n"
        "`units`, `long_name` and `comment`. Times are in minutes, shares in 0 to 1. `received`\n"
        "is when a study's images are complete at the reader's side. A study counts if it arrived\n"
        "in the measured time. A value is NaN (in JSON null) where there is nothing to say.");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        print_part(&parts[i]);
}

int main(int argc, char **argv)
{
    const char *page = argc == 2 ? argv[1] : "";

    if (strcmp(page, "measures") == 0) {
        print_measures();
    } else if (strcmp(page, "scenario-format") == 0) {
        char *text = scenario_reference();

        if (text == NULL)
            return 4;
        (void) fputs(text, stdout);
        free(text);
    } else {
        (void) fputs("telerad-pages scenario-format | measures\n", stderr);
        return 2;
    }
    return ferror(stdout) != 0 || fflush(stdout) != 0 ? 3 : 0;
}
