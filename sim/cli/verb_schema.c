/* telerad schema
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message.h"
#include "cli/verb.h"
#include "scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

static enum status act(const struct verb_call *call)
{
    char *schema = scenario_schema();

    if (schema == NULL) {
        message_error("no memory for the schema");
        return STATUS_INTERNAL;
    }
    output_text(call->output, schema);
    if (schema[0] != '\0' && schema[strlen(schema) - 1] != '\n')
        output_text(call->output, "\n");
    free(schema);
    return STATUS_DONE;
}

static const struct options_row rows[] = {VERB_COMMON_ROWS};

const struct verb verb_schema = {
    .name = "schema",
    .usage = "",
    .says = "Prints the JSON Schema of the scenario format, for editors that check as you type",
    .more = "  telerad schema > telerad.schema.json\n\n"
            "and, at the top of a scenario, for editors with the YAML language server:\n\n"
            "  # yaml-language-server: $schema=telerad.schema.json\n",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .act = act,
};
