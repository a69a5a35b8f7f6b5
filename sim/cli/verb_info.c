/* telerad info
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/document.h"
#include "cli/grid.h"
#include "cli/intake.h"
#include "cli/message.h"
#include "cli/number.h"
#include "cli/verb.h"
#include "store/readback.h"

#include <glib.h>

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <sys/stat.h>

/* Cover is no measure of the file, nor is the promise for final reports; both are worked out anew
 * from the scenario in it. Where that does not succeed (a trace file that has gone), they stay
 * unknown. */
static void explain_scenario(const struct stored *stored, struct digest *digest)
{
    FILE *file = tmpfile();
    struct intake intake = {0};
    struct coverage *coverage = NULL;
    char path[32];

    if (file == NULL || stored->provenance.scenario_yaml == NULL)
        return;
    (void) snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    if (fputs(stored->provenance.scenario_yaml, file) >= 0 && fflush(file) == 0 &&
        intake_read(&intake, path, NULL, 0, NULL) == FAULT_NONE &&
        coverage_explain(intake.model, &coverage, NULL) == FAULT_NONE) {
        digest->uncovered_min = coverage->uncovered_us / 6e7;
        digest->clock_change_min = coverage->changed_us / 6e7;
        digest->final_within_min = digest_final_within_min(intake.model);
    }
    coverage_free(coverage);
    intake_clear(&intake);
    (void) fclose(file);
}

static struct digest digest_of(const struct stored *stored)
{
    struct digest digest = {
        .shape = stored->shape,
        .summary = stored->summary,
        .title = stored->provenance.title,
        .start = stored->provenance.start,
        .seed = stored->provenance.seed,
        .interrupted = stored->interrupted,
        .wall_s = (double) NAN,
        .uncovered_min = (double) NAN,
        .clock_change_min = (double) NAN,
        .final_within_min = (double) NAN,
    };

    explain_scenario(stored, &digest);
    return digest;
}

struct fact { /* a root attribute of the file */
    const char *name, *value;
};

#define FACTS 8U

static void list_facts(const struct stored *stored, struct fact facts[FACTS])
{
    const struct provenance *p = &stored->provenance;
    const struct fact all[FACTS] = {
        {"telerad_version", p->telerad_version},
        {"created", p->created},
        {"command", p->command},
        {"start", p->start},
        {"rng", p->rng},
        {"tzdata_version", p->tzdata_version},
        {"scenario_sha256", p->scenario_sha256},
        {"status", stored->interrupted ? "interrupted" : "complete"},
    };

    for (unsigned i = 0; i < FACTS; i++)
        facts[i] = all[i];
}

static double size_of_file(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 ? (double) found.st_size : (double) NAN;
}

static void print_text(const struct verb_call *call, const struct stored *stored)
{
    const char *path = call->options->operands.items[0];
    struct digest digest = digest_of(stored);
    struct fact facts[FACTS];
    struct grid *grid = grid_create("ll");
    char *name = grid_clean(path);

    list_facts(stored, facts);
    output_print(call->output, "%s: a telerad result, %s kB\n\nWhere it comes from\n", name,
                 number_short(size_of_file(path) / 1000).text);
    for (unsigned i = 0; i < FACTS; i++) {
        grid_cell(grid, "%s", facts[i].name);
        grid_cell(grid, "%s", facts[i].value != NULL ? facts[i].value : "");
    }
    grid_print(grid, call->output);
    grid_free(grid);
    g_free(name);
    grid = grid_create("lrrr");
    grid_cell(grid, "table");
    grid_cell(grid, "measures");
    grid_cell(grid, "entries");
    grid_cell(grid, "replications");
    for (enum table t = 0; t < TABLES; t++) {
        if (stored->shape->cells[t] == 0)
            continue;
        grid_cell(grid, "%s", outcome_table_name(t));
        grid_cell(grid, "%zu", outcome_measures(t));
        grid_cell(grid, "%u", stored->shape->cells[t]);
        grid_cell(grid, "%s", number_count(stored->replications).text);
    }
    output_text(call->output, "\nWhat it holds\n");
    grid_print(grid, call->output);
    grid_free(grid);
    output_text(call->output, "\n");
    digest_print(&digest, call->output);
}

static void print_json(const struct verb_call *call, const struct stored *stored)
{
    const char *path = call->options->operands.items[0];
    struct digest digest = digest_of(stored);
    struct fact facts[FACTS];
    struct json json;

    list_facts(stored, facts);
    json_init(&json, call->output);
    json_object(&json, NULL);
    json_text(&json, "file", path);
    json_number(&json, "bytes", size_of_file(path));
    for (unsigned i = 0; i < FACTS; i++)
        json_text(&json, facts[i].name, facts[i].value);
    json_count(&json, "replications", stored->replications);
    json_text(&json, "currency", stored->shape->currency);
    json_break(&json);
    json_object(&json, "tables");
    for (enum table t = 0; t < TABLES; t++) {
        json_break(&json);
        json_object(&json, outcome_table_name(t));
        json_count(&json, "entries", stored->shape->cells[t]);
        json_array(&json, "measures");
        for (size_t i = 0; i < outcome_measures(t); i++)
            json_text(&json, NULL, outcome_notes(t)[i].name);
        json_close(&json);
        json_close(&json);
    }
    json_close(&json);
    json_break(&json);
    document_run(&digest, &json, "summary");
    json_close(&json);
    json_end(&json);
}

static enum status act(const struct verb_call *call)
{
    struct stored *stored = NULL;
    struct fault fault = {0};

    if (stored_open(&stored, call->options->operands.items[0], &fault) != FAULT_NONE)
        return message_fault(&fault);
    if (call->options->json)
        print_json(call, stored);
    else
        print_text(call, stored);
    stored_free(stored);
    return STATUS_DONE;
}

static const struct options_row rows[] = {
    {"json", 0, OPTIONS_FLAG, offsetof(struct options, json), NULL,
     "prints all of it as one JSON document"},
    VERB_COMMON_ROWS,
};

const struct verb verb_info = {
    .name = "info",
    .usage = "RESULT.h5 [--json]",
    .says = "Says what a result file holds and where it comes from, and gives its summary again",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands_least = 1,
    .operands_most = 1,
    .act = act,
};
