/* gnuplot as a child process, started without a shell.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_GNUPLOT_H
#define TELERAD_ANALYSIS_GNUPLOT_H

#include "core/fault.h"

/**
 * Runs `gnuplot -d -e "suffix = '.part'" PROGRAM` in a folder; the program draws to
 * NAME.FORMAT.part.
 *
 * FAULT_FILE: gnuplot is not on the PATH, cannot be started, or failed; the text has the first of
 * what it said. FAULT_MEMORY. Waits for its end.
 */
NODISCARD enum fault_kind gnuplot_run(const char *folder, const char *program, struct fault *fault);

/** Sets the date in a PDF that was just drawn: bytes 14 digits and Z, "20260302000000Z". No-op
 * where none is found. FAULT_FILE. */
NODISCARD enum fault_kind gnuplot_date_pdf(const char *path, const char *date, struct fault *fault);

#endif
