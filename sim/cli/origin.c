/* Where a result comes from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/origin.h"

#include "cli/help.h"
#include "model/model.h"
#include "scenario/quantity.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LAST_SECOND UINT64_C(253402300799) /* of the year 9999 */

static bool needs_quotes(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_=./:,+@%";

    return word[0] == '\0' || word[strspn(word, plain)] != '\0';
}

/* As it can be typed again; the program by its bare name, wherever it was started from. */
static char *command_of(const struct verb_call *call)
{
    GString *line = g_string_new("telerad");
    char *valid;

    for (int i = 1; i < call->argument_count; i++) {
        const char *word = call->arguments[i];
        char *quoted = needs_quotes(word) ? g_shell_quote(word) : g_strdup(word);

        g_string_append_printf(line, " %s", quoted);
        g_free(quoted);
    }
    valid = g_utf8_make_valid(line->str, -1);
    (void) g_string_free(line, TRUE);
    return valid;
}

static enum fault_kind write_created(char *text, size_t size, struct fault *fault)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = time(NULL);
    struct tm utc;

    if (epoch != NULL && epoch[0] != '\0') {
        uint64_t seconds;
        const char *right;

        if (!quantity_count(epoch, LAST_SECOND, &seconds, &right))
            return fault_set(fault, FAULT_USAGE,
                             "the environment's SOURCE_DATE_EPOCH is `%s`; a whole number of "
                             "seconds since 1970 is needed",
                             epoch);
        now = (time_t) seconds;
    }
    if (gmtime_r(&now, &utc) == NULL || strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        return fault_set(fault, FAULT_INTERNAL, "the time of day cannot be written");
    return FAULT_NONE;
}

enum fault_kind origin_init(struct origin *origin, const struct intake *intake,
                            const struct verb_call *call, struct fault *fault)
{
    const char *yaml = scenario_resolved(intake->scenario);
    enum fault_kind kind;

    *origin = (struct origin){0};
    if (yaml == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the resolved scenario");
    kind = write_created(origin->created, sizeof origin->created, fault);
    if (kind != FAULT_NONE)
        return kind;
    scenario_instant(intake->scenario, 0, origin->start, sizeof origin->start);
    origin->command = command_of(call);
    origin->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, yaml, -1);
    origin->provenance = (struct provenance){
        .title = scenario_name(intake->scenario),
        .telerad_version = help_version_text(),
        .seed = intake->model->run.seed,
        .rng = "PCG64 (setseq 128, XSL-RR 128/64)",
        .tzdata_version = scenario_tzdata_version(),
        .scenario_sha256 = origin->sha256,
        .scenario_yaml = yaml,
        .command = origin->command,
        .start = origin->start,
        .created = origin->created,
    };
    return FAULT_NONE;
}

void origin_clear(struct origin *origin)
{
    g_free(origin->command);
    g_free(origin->sha256);
    *origin = (struct origin){0};
}
