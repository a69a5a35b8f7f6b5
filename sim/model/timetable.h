/* What is known before the run: shifts and coverage windows as one list, in order of time. The run
 * follows it with a cursor, so that thousands of readers do not fill the agenda.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_TIMETABLE_H
#define TELERAD_MODEL_TIMETABLE_H

#include "core/fault.h"
#include "model/model.h"

struct timetable_entry {
    int64_t at_us;
    uint32_t kind;    /* enum event_kind */
    uint32_t subject; /* a reader, or a window */
    uint32_t which;   /* of a reader: its stretch of duty, or its shift where it goes by these */
};

struct timetable {
    struct timetable_entry *entries; /* by time, kind, subject */
    size_t count;
};

/** Lists the duties and windows of a complete model within [begin_us, last_us). FAULT_MEMORY. */
NODISCARD enum fault_kind timetable_compile(const struct model *model, struct timetable **out,
                                            struct fault *fault);
void timetable_free(struct timetable *timetable); /* NULL is fine */

#endif
