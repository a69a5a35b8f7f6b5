/* The kinds of events in rank order. The one switch over them, in event.c, is the model's table of
 * contents.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_EVENT_H
#define TELERAD_MODEL_EVENT_H

#include <stdint.h>

struct replication;

/* The order is the rank at equal times: what ends goes before what begins. Nothing is assigned
 * before all events of an instant are in. */
enum event_kind {
    EVENT_READ_ENDED,    /* subject: reader */
    EVENT_PHONE_ENDED,   /* reader: goes on reading */
    EVENT_BREAK_ENDED,   /* reader */
    EVENT_CALLED,        /* reader: who was on the phone after a report */
    EVENT_SHIFT_ENDED,   /* reader */
    EVENT_WINDOW_CLOSED, /* coverage window */
    EVENT_OUTAGE_BEGAN,  /* outage: what it is of is out from this instant on */
    EVENT_OUTAGE_ENDED,  /* outage; after those that begin: one that follows leaves no gap */
    EVENT_TRANSFERRED,   /* link that has sent a study */
    EVENT_VERDICT,       /* AI job */
    EVENT_OVERFLOW,      /* coverage tier: its oldest study has waited long enough */
    EVENT_RIPENED,       /* study's slot: a bundle's rest has waited long enough */
    EVENT_ESCALATED,     /* study's slot: it may have waited long enough for another priority */
    EVENT_WITHDRAWN,     /* study's slot: its site reads it if nobody has begun */
    EVENT_ARRIVED,       /* source: a study or a group of them, or their orders */
    EVENT_COMPLETED,     /* slot of a study that was ordered: its images are complete */
    EVENT_RELEASED,      /* slot of a study that its site has held until now */
    EVENT_PERMIT,        /* licences or privileges of readers begin or end */
    EVENT_WINDOW_OPENED, /* coverage window */
    EVENT_SHIFT_STARTED, /* reader */
    EVENT_BREAK_DUE,     /* reader */
    EVENT_INTERRUPTED,   /* reader: a phone call */
    EVENT_CALL_OLDEST,   /* study's slot: it has waited long enough for readers on call */
    EVENT_CALLED_CAME,   /* reader who was on call */
    EVENT_KINDS
};

/** Lets one event happen, at the replication's present instant. */
void event_happen(struct replication *r, enum event_kind kind, uint32_t subject, uint32_t stamp);

#endif
