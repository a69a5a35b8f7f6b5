/* What is said on stderr, and the exit status that goes with it. Colour only where the terminal
 * takes it; control characters of what a user wrote are shown escaped.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_MESSAGE_H
#define TELERAD_CLI_MESSAGE_H

#include "cli/status.h"
#include "core/fault.h"
#include "scenario/diag.h"

/** "telerad: TEXT" on a line. */
void message_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** The same with "error: " in between. */
void message_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** The same with "warning: ". */
void message_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** Says a fault; returns its status. */
enum status message_fault(const struct fault *fault);
/** Status of a kind. */
enum status message_status(enum fault_kind kind);
/**
 * Errors, then warnings, each up to DIAG_SHOWN in order of place, then "telerad: N errors",
 * if more than that, with how many are shown. Sorts.
 * Returns the status: STATUS_DONE without errors.
 */
enum status message_diag(struct diag *diag);

#endif
