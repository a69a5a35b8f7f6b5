/* telerad: finds the verb, reads its options, calls it, and sees that stdout took everything.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/verb.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A standard stream that the caller closed is opened on the null device the wrong way round, so
 * that no file takes its number and every use of it fails. */
static void occupy_standard_streams(void)
{
    static const int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int i = 0; i < 3; i++)
        if (fcntl(i, F_GETFD) == -1 && errno == EBADF)
            (void) open("/dev/null", wrong_way[i]); /* the lowest free number: i */
}

static enum status misused(const char *verb, const char *text)
{
    message_error("%s", text);
    if (verb != NULL)
        message_say("`telerad help %s` tells more", verb);
    else
        message_say("`telerad help` tells more");
    return STATUS_WRONG;
}

static enum status unknown_verb(const char *name)
{
    const char *nearest = verb_nearest(name);
    struct fault fault;

    if (nearest != NULL)
        (void) fault_set(&fault, FAULT_USAGE, "unknown command `%s`; the nearest is %s", name,
                         nearest);
    else
        (void) fault_set(&fault, FAULT_USAGE, "unknown command `%s`", name);
    return misused(NULL, fault.text);
}

static enum status call_verb(const struct verb *verb, struct verb_call *call,
                             struct options *options)
{
    size_t operands;
    struct fault fault;

    if (verb->act == NULL) {
        (void) fault_set(&fault, FAULT_USAGE, "%s is not in this version", verb->name);
        return misused(NULL, fault.text);
    }
    if (options_read(options, verb->rows, verb->row_count, call->arguments + 2,
                     call->argument_count - 2, &fault) != FAULT_NONE)
        return misused(verb->name, fault.text);
    if (options->help) {
        help_verb(call->output, verb);
        return STATUS_DONE;
    }
    operands = options->operands.count;
    if (operands < verb->operands_least) {
        (void) fault_set(&fault, FAULT_USAGE, "a file is missing; telerad %s %s is right",
                         verb->name, verb->usage);
        return misused(verb->name, fault.text);
    }
    if (operands > verb->operands_most) {
        (void) fault_set(&fault, FAULT_USAGE, "`%s` is too much; telerad %s %s is right",
                         options->operands.items[verb->operands_most], verb->name, verb->usage);
        return misused(verb->name, fault.text);
    }
    call->options = options;
    return verb->act(call);
}

static enum status act(struct verb_call *call)
{
    const char *name = call->argument_count > 1 ? call->arguments[1] : NULL;
    const struct verb *verb;
    struct options options = {0};
    enum status status;

    if (name == NULL)
        return misused(NULL, "a command is missing");
    if (strcmp(name, "--version") == 0) {
        help_version(call->output);
        return STATUS_DONE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        help_program(call->output);
        return STATUS_DONE;
    }
    verb = verb_find(name);
    if (verb == NULL)
        return unknown_verb(name);
    status = call_verb(verb, call, &options);
    options_clear(&options);
    return status;
}

int main(int argc, char **argv)
{
    struct output output;
    struct verb_call call = {.output = &output, .arguments = argv, .argument_count = argc};
    enum status status;
    int error;

    occupy_standard_streams();
    interrupt_init();
    output_init(&output, stdout);
    status = act(&call);
    error = output_finish(&output);
    if (error == 0)
        return (int) status;
    if (error != EPIPE) /* who reads no further wants no message */
        message_error("standard output: %s", strerror(error));
    return (int) (status == STATUS_DONE || status == STATUS_NO ? STATUS_FILE : status);
}
