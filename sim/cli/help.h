/* Help texts, made from the tables of verbs and options.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_HELP_H
#define TELERAD_CLI_HELP_H

#include "cli/output.h"
#include "cli/verb.h"

/** What the program is and its verbs. */
void help_program(struct output *output);
/** A verb's use and options. */
void help_verb(struct output *output, const struct verb *verb);
/** The version, on a line. */
void help_version(struct output *output);
/** The version by itself; static. */
const char *help_version_text(void);

#endif
