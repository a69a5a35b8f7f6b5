/* The result stream.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool output_takes_colour(FILE *stream)
{
    const char *refusal = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (refusal != NULL && refusal[0] != '\0')
        return false;
    if (terminal == NULL || terminal[0] == '\0' || strcmp(terminal, "dumb") == 0)
        return false;
    return isatty(fileno(stream)) == 1;
}

static void remember(struct output *output)
{
    if (output->error == 0)
        output->error = errno != 0 ? errno : EIO;
}

void output_init(struct output *output, FILE *stream)
{
    output->stream = stream;
    output->error = 0;
    output->colour = output_takes_colour(stream);
}

void output_print(struct output *output, const char *format, ...)
{
    va_list arguments;

    if (output->error != 0)
        return;
    va_start(arguments, format);
    errno = 0;
    if (vfprintf(output->stream, format, arguments) < 0)
        remember(output);
    va_end(arguments);
}

void output_text(struct output *output, const char *text)
{
    if (output->error != 0)
        return;
    errno = 0;
    if (fputs(text, output->stream) == EOF)
        remember(output);
}

int output_finish(struct output *output)
{
    errno = 0;
    if (fflush(output->stream) != 0)
        remember(output);
    errno = 0;
    if (fclose(output->stream) != 0)
        remember(output);
    return output->error;
}
