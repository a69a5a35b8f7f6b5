/* telerad check
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message.h"
#include "cli/survey.h"
#include "cli/verb.h"

#include <glib.h>

/* Reads one. Where the diag does not say what is wrong, the fault is said. */
static enum status read_one(struct survey *survey, const struct options *options, size_t which)
{
    struct fault fault = {0};
    enum fault_kind kind;

    *survey = (struct survey){.path = options->operands.items[which]};
    kind = intake_read(&survey->intake, survey->path, options->sets.items, options->sets.count,
                       &fault);
    if (kind == FAULT_NONE)
        kind = coverage_explain(survey->intake.model, &survey->coverage, &fault);
    if (kind == FAULT_NONE && options->why != NULL)
        kind = why_explain(survey->intake.scenario, survey->intake.model, options->why,
                           &survey->why, &fault);
    diag_sort(&survey->intake.diag);
    if (kind != FAULT_NONE && survey->intake.diag.errors == 0)
        return message_fault(&fault);
    if (survey->intake.diag.unreadable)
        return STATUS_FILE;
    return message_status(kind);
}

static enum status judge(const struct survey *survey, const struct options *options,
                         enum status status)
{
    if (status == STATUS_DONE && options->strict && survey->coverage->gap_count > 0)
        return STATUS_NO;
    return status;
}

static void print_one(struct survey *survey, const struct verb_call *call, struct json *json,
                      enum status status)
{
    if (json != NULL) {
        survey_document(survey, json, NULL);
        return;
    }
    (void) message_diag(&survey->intake.diag);
    if (status != STATUS_DONE)
        return;
    if (call->options->resolved)
        output_text(call->output, scenario_resolved(survey->intake.scenario));
    else if (survey->why != NULL)
        survey_why(survey, call->output);
    else
        survey_print(survey, call->options->coverage, call->output);
}

/* One document of one scenario, or a list of them. */
static enum status check_all(const struct verb_call *call, struct json *json)
{
    const struct options *options = call->options;
    bool list = json != NULL && options->operands.count > 1;
    enum status worst = STATUS_DONE;

    if (list)
        json_array(json, NULL);
    for (size_t i = 0; i < options->operands.count; i++) {
        struct survey survey;
        enum status status = read_one(&survey, options, i);

        if (i > 0 && json == NULL && status == STATUS_DONE)
            output_text(call->output, "\n");
        if (list)
            json_break(json);
        print_one(&survey, call, json, status);
        status = judge(&survey, options, status);
        worst = status > worst ? status : worst;
        coverage_free(survey.coverage);
        why_free(survey.why);
        intake_clear(&survey.intake);
    }
    if (list)
        json_close(json);
    if (json != NULL)
        json_end(json);
    return worst;
}

static enum status act(const struct verb_call *call)
{
    const struct options *options = call->options;
    struct json json;

    if (options->resolved && options->operands.count > 1) {
        message_error("--resolved prints one scenario, but %zu are given; name one",
                      options->operands.count);
        return STATUS_WRONG;
    }
    if (options->resolved && (options->json || options->coverage || options->why != NULL)) {
        message_error("--resolved prints the scenario alone; leave out --%s", options->json ? "json"
                                                                              : options->coverage
                                                                                  ? "coverage"
                                                                                  : "why");
        return STATUS_WRONG;
    }
    if (!options->json)
        return check_all(call, NULL);
    json_init(&json, call->output);
    return check_all(call, &json);
}

#define MEMBER(name) offsetof(struct options, name)

static const struct options_row rows[] = {
    {"resolved", 0, OPTIONS_FLAG, MEMBER(resolved), NULL,
     "prints the whole scenario with every default filled in, and nothing else"},
    {"coverage", 0, OPTIONS_FLAG, MEMBER(coverage), NULL,
     "lists the hours in which somebody's study has no eligible reader"},
    {"strict", 0, OPTIONS_FLAG, MEMBER(strict), NULL,
     "ends with status 1 if there is such an hour"},
    {"set", 0, OPTIONS_LIST, MEMBER(sets), "PATH=VALUE",
     "changes a value, as readers.mumbai.count=6; may be repeated"},
    {"json", 0, OPTIONS_FLAG, MEMBER(json), NULL,
     "prints errors, warnings, load and gaps as one JSON document"},
    {"why", 0, OPTIONS_TEXT, MEMBER(why), "STUDY",
     "says who may read SITE/STUDY@INSTANT, and of the others why not"},
    VERB_COMMON_ROWS,
};

const struct verb verb_check = {
    .name = "check",
    .usage = "SCENARIO … [--coverage] [--strict] [--resolved] [--why STUDY] [--json]",
    .says = "Reads scenarios, says what is wrong with them, and explains load and cover",
    .more =
        "Nothing is simulated. Clocks are taken as they are: hours that a change of clocks leaves\n"
        "without a reader are found here. `--why story-1/ct-head@2026-03-14T02:00`, on the run's\n"
        "clock, says of each group whether it may begin that study then, and if not, the first\n"
        "reason why.\n",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .act = act,
};
