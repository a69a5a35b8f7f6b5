/* What only some demand entries have: factors of the day shared by a site or by all, groups, the
 * time from order to images, and images that are held and sent together. Each purpose draws from a
 * stream of its own, so that an entry which uses one of these leaves all others' draws alone. The
 * factor of a site's or of the run's day is drawn by each entry for itself from a stream of one
 * name, and so is the same for all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_DEMAND_MANNER_H
#define TELERAD_MODEL_DEMAND_MANNER_H

#include "model/state.h"

/** Gives a source its manner, if its entry needs one. False: no memory. */
bool demand_manner_create(struct replication *r, uint32_t source);
void demand_manner_start(struct replication *r, uint32_t source, uint64_t number);
/** The gamma factor of mean 1 of a local day, drawn in order of days; the present day or, where a
 * clock was set back over midnight, the one before it. */
double demand_manner_factor(struct day_factor *factor, struct stream *stream, double cv,
                            uint32_t day);
/** The product of the factors that the source shares with others, in a piece of its rates. */
double demand_manner_shared(struct replication *r, uint32_t source, uint32_t piece);
/** How many studies the group has that comes now: drawn, rounded, at least 1. */
uint32_t demand_manner_size(struct replication *r, uint32_t source);
/** Draws the time until a study that is ordered now has its images; what would arrive at the end or
 * later never does, and its slot is taken back. */
void demand_manner_acquire(struct replication *r, uint32_t slot);
/** A study has arrived and is sent at the next moment of its entry, which may be now. */
void demand_manner_hold(struct replication *r, uint32_t slot);

#endif
