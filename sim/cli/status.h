/* Exit statuses: a contract with scripts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_STATUS_H
#define TELERAD_CLI_STATUS_H

enum status {
    STATUS_DONE = 0,
    STATUS_NO = 1,           /* done, and the answer is no */
    STATUS_WRONG = 2,        /* wrong usage or bad input */
    STATUS_FILE = 3,         /* a file or stdout cannot be read or written */
    STATUS_INTERNAL = 4,     /* our own mistake, or no memory */
    STATUS_INTERRUPTED = 130 /* partial results kept and marked so */
};

#endif
