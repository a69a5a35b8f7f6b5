/* Reading: begun, put down, ended.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_READING_H
#define TELERAD_MODEL_READING_H

#include "model/speed.h"

/** The reader's factor on base times for this study, whatever the hour: what is expected of him. */
static inline double reading_pace(const struct replication *r, uint32_t reader,
                                  const struct study *study)
{
    return speed_usual(r, reader, study);
}

/** A reader with nothing in hand begins or resumes a waiting study. O(tiers × log n). */
void reading_begin(struct replication *r, uint32_t reader, uint32_t slot);
/** A reader puts the study in hand down, and with it the unread rest of its bundle; it waits again
 * and is fresh. What is done of it is kept if `keeps`. The reader has nothing in hand, but is not
 * yet idle: reading_begin() or roster_release() must follow. O(1). */
void reading_put_down(struct replication *r, uint32_t reader, bool keeps);
/** What a reader has in hand, or takes in hand, stands still from now on, and counts as reading;
 * it goes on when each reason is over. O(log n). */
void reading_halt(struct replication *r, uint32_t reader);
void reading_go_on(struct replication *r, uint32_t reader);
/** The same for good: whoever may takes it up, also where studies are pushed to lists. The reader
 * has nothing in hand and is released. */
void reading_hand_back(struct replication *r, uint32_t reader, bool keeps);
/** A reader who was on the phone after a report (telling.h) goes on. O(log n). */
void reading_called(struct replication *r, uint32_t reader);
/** A reader has read the study in hand. O(log n). */
void reading_end(struct replication *r, uint32_t reader);

#endif
