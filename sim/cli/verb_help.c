/* telerad help
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"
#include "cli/message.h"
#include "cli/verb.h"

static enum status act(const struct verb_call *call)
{
    const struct verb *verb;
    const char *name;
    const char *nearest;

    if (call->options->operands.count == 0) {
        help_program(call->output);
        return STATUS_DONE;
    }
    name = call->options->operands.items[0];
    verb = verb_find(name);
    if (verb != NULL && verb->act != NULL) {
        help_verb(call->output, verb);
        return STATUS_DONE;
    }
    nearest = verb_nearest(name);
    if (verb != NULL)
        message_error("%s is not in this version", name);
    else if (nearest != NULL)
        message_error("unknown command `%s`; the nearest is %s", name, nearest);
    else
        message_error("unknown command `%s`; `telerad help` lists them", name);
    return STATUS_WRONG;
}

static const struct options_row rows[] = {VERB_COMMON_ROWS};

const struct verb verb_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .says = "Says what a command does and which options it has",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands_most = 1,
    .act = act,
};
