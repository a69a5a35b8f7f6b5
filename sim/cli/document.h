/* The JSON document of a run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_DOCUMENT_H
#define TELERAD_CLI_DOCUMENT_H

#include "cli/digest.h"
#include "cli/json.h"

/** Writes it as a member, or by itself with key NULL. */
void document_run(const struct digest *digest, struct json *json, const char *key);

#endif
