/* What can happen: the table of contents of the model.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/event.h"

#include "model/breaks.h"
#include "model/cover.h"
#include "model/demand.h"
#include "model/interruption.h"
#include "model/oncall.h"
#include "model/outage.h"
#include "model/permit.h"
#include "model/reading.h"
#include "model/roster.h"
#include "model/state.h"
#include "model/stint.h"
#include "model/transfer.h"
#include "model/triage.h"
#include "model/waiting.h"
#include "model/worklist.h"

#include <assert.h>

void event_happen(struct replication *r, enum event_kind kind, uint32_t subject, uint32_t stamp)
{
    switch (kind) {
    case EVENT_READ_ENDED:
        if (r->readers[subject].stamp == stamp) /* else it was put down meanwhile */
            reading_end(r, subject);
        break;
    case EVENT_PHONE_ENDED: interruption_end(r, subject, stamp); break;
    case EVENT_BREAK_ENDED: breaks_ended(r, subject, stamp); break;
    case EVENT_CALLED: reading_called(r, subject); break;
    case EVENT_SHIFT_ENDED: stint_shift_ended(r, subject, stamp); break;
    case EVENT_WINDOW_CLOSED: cover_window(r, subject, false); break;
    case EVENT_OUTAGE_BEGAN: outage_began(r, subject); break;
    case EVENT_OUTAGE_ENDED: outage_ended(r, subject); break;
    case EVENT_TRANSFERRED: transfer_done(r, subject); break;
    case EVENT_VERDICT: triage_verdict(r, subject); break;
    case EVENT_OVERFLOW: worklist_ripened(r, subject); break;
    case EVENT_RIPENED:
        if (r->studies[subject].stamp == stamp)
            worklist_ripened_one(r, subject);
        break;
    case EVENT_ESCALATED:
        if (r->studies[subject].stamp == stamp)
            waiting_escalate(r, subject);
        break;
    case EVENT_WITHDRAWN:
        if (r->studies[subject].stamp == stamp)
            waiting_withdraw(r, subject);
        break;
    case EVENT_ARRIVED: demand_arrive(r, subject); break;
    case EVENT_COMPLETED: demand_complete(r, subject); break;
    case EVENT_RELEASED: transfer_send(r, subject); break;
    case EVENT_PERMIT: permit_due(r); break;
    case EVENT_WINDOW_OPENED: cover_window(r, subject, true); break;
    case EVENT_SHIFT_STARTED: stint_shift_started(r, subject, stamp); break;
    case EVENT_BREAK_DUE: breaks_due(r, subject, stamp); break;
    case EVENT_INTERRUPTED: interruption_begin(r, subject, stamp); break;
    case EVENT_CALL_OLDEST: oncall_oldest(r, subject, stamp); break;
    case EVENT_CALLED_CAME: oncall_came(r, subject, stamp); break;
    case EVENT_KINDS: assert(false); break;
    }
}
