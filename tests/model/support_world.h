/* Small worlds for tests: a model from a few lines, and a run written down as text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_TESTS_MODEL_SUPPORT_WORLD_H
#define TELERAD_TESTS_MODEL_SUPPORT_WORLD_H

#include "core/simtime.h"
#include "model/replication.h"

#include <stddef.h>

#define WORLD_MIN SIMTIME_MINUTE

/* An empty day of two priorities (stat: may pre-empt if so said; low), one site `a` and one
 * provider. */
struct model *world_new(bool stat_preempts);
/* A study type read in a constant number of minutes; returns its index. */
uint32_t world_study(struct model *m, const char *id, double minutes);
/* A group of `count` readers who read finals, all minutes of the day; returns its index. */
uint32_t world_group(struct model *m, const char *id, uint32_t count, double pace);
/* Studies of a type and priority at site 0, at these minutes. */
void world_trace(struct model *m, uint32_t study, uint32_t priority, const int *minutes,
                 size_t count);
void world_freeze(struct model *m);

/* An observer that takes no notice of anything, for tests to set what they look at. */
struct observer world_observer(void *self);

/* Freezes, runs and compares with world_run()'s text. */
void world_expect(struct model *m, const char *right);

/* Runs replication 0 and frees the model. The text lists what happened, blank separated, in
 * minutes: "COUNT@REPORTED/READER" of each first report, "fCOUNT@…" of each final one; owned by the
 * caller. */
char *world_run(struct model *m);

#endif
