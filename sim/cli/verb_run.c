/* telerad run: the main job.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "analysis/plot.h"
#include "cli/document.h"
#include "cli/gather.h"
#include "cli/intake.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/origin.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "experiment/replicate.h"
#include "store/result.h"

#include <glib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Studies in the system at which a replication gives up: two gigabytes, and a backlog that no
 * service ever had. */
#define BACKLOG_LIMIT UINT64_C(5000000)

struct job {
    const struct options *options;
    struct intake intake;
    struct origin origin;
    struct shape *shape;
    struct summary *summary;
    struct result *result; /* NULL: no file is asked for */
    struct gather gather;  /* used with --plots */
    struct coverage *coverage;
    struct progress progress;
    char *half; /* name of the file while it is written, or NULL */
    const volatile sig_atomic_t *stop;
    const char *written; /* where the result went, or NULL */
    double wall_s;
    bool interrupted;
};

static enum fault_kind take_outcome(void *self, const struct outcome *outcome, struct fault *fault)
{
    struct job *job = self;
    enum fault_kind kind = FAULT_NONE;

    summary_add(job->summary, outcome);
    if (job->result != NULL)
        kind = result_append(job->result, outcome, fault);
    if (kind == FAULT_NONE && job->options->plots != NULL)
        kind = gather_add(&job->gather, outcome, fault);
    return kind;
}

static void take_progress(void *self, uint64_t done, uint64_t total)
{
    struct job *job = self;

    progress_show(&job->progress, done, total);
}

/* --seed and -n stand last among the settings, so that they win and are in the resolved
 * scenario. */
static enum fault_kind read_scenario(struct job *job, struct fault *fault)
{
    const struct options *options = job->options;
    GPtrArray *sets = g_ptr_array_new_with_free_func(g_free);
    enum fault_kind kind;

    for (size_t i = 0; i < options->sets.count; i++)
        g_ptr_array_add(sets, g_strdup(options->sets.items[i]));
    if (options->replications > 0)
        g_ptr_array_add(sets, g_strdup_printf("run.replications=%" PRIu64, options->replications));
    if (options->seeded)
        g_ptr_array_add(sets, g_strdup_printf("run.seed=%" PRIu64, options->seed));
    kind = intake_read(&job->intake, options->operands.items[0], (const char *const *) sets->pdata,
                       sets->len, fault);
    g_ptr_array_free(sets, TRUE);
    return kind;
}

/* Where the result file grows; beside the file itself where the name is a link to it. */
static char *name_half(const char *path)
{
    char *place = realpath(path, NULL);
    char *half = g_strconcat(place != NULL ? place : path, ".part", NULL);

    free(place);
    return half;
}

/* A result must not take the place of what it is made from. */
static enum fault_kind keep_scenario(const struct options *options, struct fault *fault)
{
    const char *scenario = options->operands.items[0];
    struct stat in, out;

    if (options->output == NULL || stat(scenario, &in) != 0 || stat(options->output, &out) != 0 ||
        in.st_dev != out.st_dev || in.st_ino != out.st_ino)
        return FAULT_NONE;
    return fault_set(fault, FAULT_USAGE, "-o %s would replace the scenario; name another file",
                     options->output);
}

/* All that can fail before the work begins. */
static enum fault_kind prepare(struct job *job, const struct verb_call *call, struct fault *fault)
{
    const struct options *options = job->options;
    const struct model *model = job->intake.model;
    enum fault_kind kind = keep_scenario(options, fault);

    if (kind == FAULT_NONE)
        kind = origin_init(&job->origin, &job->intake, call, fault);
    if (kind == FAULT_NONE)
        kind = replicate_shape(model, scenario_currency(job->intake.scenario), &job->shape, fault);
    if (kind == FAULT_NONE)
        kind = summary_create(&job->summary, job->shape, fault);
    if (kind == FAULT_NONE)
        kind = coverage_explain(model, &job->coverage, fault);
    if (kind != FAULT_NONE)
        return kind;
    gather_init(&job->gather, job->shape, &job->origin.provenance);
    if (options->output == NULL) {
        job->stop = interrupt_begin(NULL);
        return FAULT_NONE;
    }
    job->half = name_half(options->output);
    job->stop = interrupt_begin(job->half); /* before there is a file that could be left behind */
    return result_create(&job->result, options->output, job->shape, &job->origin.provenance,
                         options->trace != TRACE_NONE, fault);
}

static enum fault_kind simulate(struct job *job, struct fault *fault)
{
    const struct options *options = job->options;
    const struct sink sink = {job, take_outcome, take_progress};
    struct replicate_options how = {
        .replications = job->intake.model->run.replications,
        .jobs = (unsigned) options->jobs,
        .trace = options->output != NULL ? options->trace : TRACE_NONE,
        .backlog_limit = BACKLOG_LIMIT,
        .stop = job->stop,
    };
    double begun_s = progress_clock_s();
    enum fault_kind kind;

    if (how.jobs == 0)
        how.jobs = g_get_num_processors();
    progress_init(&job->progress, options->quiet);
    kind = replicate(job->intake.model, job->shape, &how, &sink, fault);
    progress_end(&job->progress);
    job->wall_s = progress_clock_s() - begun_s;
    job->interrupted = kind == FAULT_INTERRUPTED;
    if (kind == FAULT_INTERRUPTED)
        kind = FAULT_NONE;
    if (kind == FAULT_NONE && job->result != NULL)
        kind = result_finish(job->result, job->summary, job->interrupted, &job->written, fault);
    return kind;
}

static void say_drawn(void *self, const char *path)
{
    (void) self;
    (void) path;
}

static enum fault_kind draw(struct job *job, struct fault *fault)
{
    static const char *const svg[] = {"svg"};
    struct plot_options how = {.folder = job->options->plots, .formats = svg, .format_count = 1};

    if (job->options->plots == NULL || summary_replications(job->summary) == 0)
        return FAULT_NONE;
    job->gather.stored.summary = job->summary;
    job->gather.stored.interrupted = job->interrupted;
    return plot_draw(&job->gather.stored, &how, say_drawn, NULL, fault);
}

static void say_where(const struct job *job, struct output *output, bool drawn)
{
    const struct options *options = job->options;
    uint64_t done = summary_replications(job->summary);

    output_text(output, "\nNext\n");
    if (job->written != NULL)
        output_print(output, "  %s holds every number; `telerad info %s` shows this again.\n",
                     job->written, job->written);
    else
        output_text(output, "  -o RESULT.h5 keeps every number in a file.\n");
    if (drawn)
        output_print(output, "  %s holds the pictures.\n", options->plots);
    else if (options->plots == NULL)
        output_text(output, "  --plots FOLDER draws pictures.\n");
    output_print(output, "  -n %" PRIu64 " would halve the intervals.\n", 4 * done);
}

static void report(const struct job *job, struct output *output, bool drawn)
{
    struct digest digest = {
        .shape = job->shape,
        .summary = job->summary,
        .title = job->origin.provenance.title,
        .start = job->origin.provenance.start,
        .seed = job->origin.provenance.seed,
        .interrupted = job->interrupted,
        .wanted = job->intake.model->run.replications,
        .wall_s = job->wall_s,
        .uncovered_min = job->coverage->uncovered_us / 6e7,
        .clock_change_min = job->coverage->changed_us / 6e7,
        .final_within_min = digest_final_within_min(job->intake.model),
    };
    struct json json;

    if (job->options->json) {
        json_init(&json, output);
        document_run(&digest, &json, NULL);
        json_end(&json);
        return;
    }
    digest_print(&digest, output);
    if (summary_replications(job->summary) > 0)
        say_where(job, output, drawn);
}

/* Nothing was written if it fails before result_finish(); what was simulated is told even if the
 * pictures cannot be drawn. */
static enum status work(struct job *job, const struct verb_call *call)
{
    struct fault fault = {0};
    enum status status = STATUS_DONE;
    enum fault_kind kind;
    bool drawn = job->options->plots != NULL;

    kind = prepare(job, call, &fault);
    if (kind == FAULT_NONE)
        kind = simulate(job, &fault);
    interrupt_end();
    if (kind != FAULT_NONE)
        return message_fault(&fault);
    if (draw(job, &fault) != FAULT_NONE) {
        status = message_fault(&fault);
        drawn = false;
    }
    report(job, call->output, drawn);
    if (!job->interrupted)
        return status;
    message_say("interrupted after %" PRIu64 " of %" PRIu32 " replications",
                summary_replications(job->summary), job->intake.model->run.replications);
    if (job->written != NULL)
        message_say("what was done is in %s", job->written);
    return STATUS_INTERRUPTED;
}

static enum status act(const struct verb_call *call)
{
    struct job job = {.options = call->options, .wall_s = (double) NAN};
    struct fault fault = {0};
    enum fault_kind kind = read_scenario(&job, &fault);
    enum status status;

    if (job.options->trace != TRACE_NONE && job.options->output == NULL)
        message_warning("--trace goes to the result file; without -o there is none");
    status = message_diag(&job.intake.diag);
    if (kind == FAULT_NONE)
        status = work(&job, call);
    else if (status == STATUS_DONE)
        status = message_fault(&fault);
    result_free(job.result);
    gather_clear(&job.gather);
    coverage_free(job.coverage);
    summary_free(job.summary);
    shape_free(job.shape);
    origin_clear(&job.origin);
    intake_clear(&job.intake);
    g_free(job.half);
    return status;
}

#define MEMBER(name) offsetof(struct options, name)

static const struct options_row rows[] = {
    {"output", 'o', OPTIONS_TEXT, MEMBER(output), "OUT.h5", "the result file"},
    {"replications", 'n', OPTIONS_REPLICATIONS, MEMBER(replications), "N",
     "replications, instead of the scenario's"},
    {"jobs", 'j', OPTIONS_JOBS, MEMBER(jobs), "N",
     "at a time; default: one a processor. No number depends on it"},
    {"seed", 0, OPTIONS_SEED, MEMBER(seed), "S", "seed, instead of the scenario's"},
    {"set", 0, OPTIONS_LIST, MEMBER(sets), "PATH=VALUE",
     "changes a value, as readers.mumbai.count=6; may be repeated"},
    {"trace", 0, OPTIONS_TRACE, MEMBER(trace), "[=all]",
     "keeps each study's life, of the first replication or of all"},
    {"plots", 0, OPTIONS_TEXT, MEMBER(plots), "FOLDER", "draws the pictures there"},
    {"json", 0, OPTIONS_FLAG, MEMBER(json), NULL, "prints the summary as one JSON document"},
    {"quiet", 'q', OPTIONS_FLAG, MEMBER(quiet), NULL, "shows no progress"},
    {"precision", 0, OPTIONS_LATER, 0, NULL, NULL},
    VERB_COMMON_ROWS,
};

const struct verb verb_run = {
    .name = "run",
    .usage = "SCENARIO [-o OUT.h5] [--plots FOLDER] [OPTION …]",
    .says = "Simulates a scenario and says which promises it keeps",
    .more = "  telerad run scenarios/night-cover.yaml -o night-cover.h5 --plots night-cover\n"
            "  telerad run scenarios/night-cover.yaml --set readers.mumbai.count=6 -n 100\n\n"
            "Ctrl-C ends it after the replications under way and keeps what is done; a second\n"
            "one ends it at once.\n",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands_least = 1,
    .operands_most = 1,
    .act = act,
};
