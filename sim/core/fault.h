/* What went wrong, as a value, carried upward. Only sim/cli prints it or exits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CORE_FAULT_H
#define TELERAD_CORE_FAULT_H

#define NODISCARD __attribute__((warn_unused_result))
#define FAULT_TEXT_BYTES 1024

enum fault_kind {
    FAULT_NONE,        /* done */
    FAULT_USAGE,       /* the call or command line is wrong */
    FAULT_INPUT,       /* a file's content is wrong */
    FAULT_FILE,        /* a file or stream cannot be read or written */
    FAULT_MEMORY,      /* no memory */
    FAULT_INTERRUPTED, /* asked to stop; what was finished is kept */
    FAULT_INTERNAL     /* our own mistake */
};

struct fault {
    enum fault_kind kind;
    char text[FAULT_TEXT_BYTES]; /* UTF-8: what is wrong; what would be right */
};

/**
 * Says what went wrong.
 *
 * fault   filled, cut at the end of a UTF-8 character if too long; may be NULL
 * Returns kind, so that `return fault_set(…)` reads well. O(length).
 */
enum fault_kind fault_set(struct fault *fault, enum fault_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Puts "where: " before the text of a fault. Returns kind. fault may be NULL. */
enum fault_kind fault_within(struct fault *fault, enum fault_kind kind, const char *where);

#endif
