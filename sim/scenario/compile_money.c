/* Money: its months, what readers cost.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/simtime.h"
#include "scenario/quantity.h"

/* The instant, in seconds, at which the next month begins; *part: how much of the month that at_s
 * lies in is left. Months are as long as the calendar says, whatever the clocks do in them. */
static int64_t next_month(const struct wallclock *clock, int64_t at_s, int *number)
{
    int year, month, day;

    wallclock_date(wallclock_day_of(wallclock_local(clock, at_s)), &year, &month, &day);
    *number = 12 * year + month - 1;
    return wallclock_day(month == 12 ? year + 1 : year, month % 12 + 1, 1) * WALLCLOCK_DAY_S;
}

enum fault_kind compile_bills(struct compile *c)
{
    const struct wallclock *clock = &c->clocks[c->model->run_zone];
    GArray *from = g_array_new(FALSE, FALSE, sizeof(int64_t));
    GArray *part = g_array_new(FALSE, FALSE, sizeof(double));
    GArray *number = g_array_new(FALSE, FALSE, sizeof(int32_t));
    int64_t start_s = c->range.start_s, at_s = start_s;
    int64_t end_s = start_s + (c->model->end_us + SIMTIME_SECOND - 1) / SIMTIME_SECOND;
    enum fault_kind kind;

    while (at_s < end_s) {
        int this;
        int64_t next_local_s = next_month(clock, at_s, &this);
        int64_t next_s = wallclock_instant(clock, next_local_s);
        int64_t from_us = (at_s - start_s) * SIMTIME_SECOND;
        int64_t length_s =
            next_local_s - wallclock_day(this / 12, this % 12 + 1, 1) * WALLCLOCK_DAY_S;
        int64_t measured_s = (next_s > end_s ? wallclock_local(clock, end_s) : next_local_s) -
                             wallclock_local(clock, at_s);
        double share = (double) measured_s / (double) length_s;
        int32_t numbered = this;

        g_array_append_val(from, from_us);
        g_array_append_val(part, share);
        g_array_append_val(number, numbered);
        at_s = next_s;
    }
    kind = model_set_bills(c->model,
                           &(struct model_bills){from->len, (int64_t *) (void *) from->data,
                                                 (double *) (void *) part->data,
                                                 (int32_t *) (void *) number->data},
                           c->fault);
    g_array_free(from, TRUE);
    g_array_free(part, TRUE);
    g_array_free(number, TRUE);
    return kind;
}

void compile_costs(const struct compile *c, uint32_t entry, struct model_group *group)
{
    const struct cost_text *text = c->text->readers[entry].cost;
    double overtime = 1;
    char path[COMPILE_PATH_BYTES];

    if (text == NULL)
        return;
    compile_path(path, "readers/%u/cost/per-hour", entry);
    compile_money(c, path, text->per_hour, &group->cost_per_hour);
    compile_path(path, "readers/%u/cost/per-read", entry);
    compile_money(c, path, text->per_read, &group->cost_per_read);
    compile_path(path, "readers/%u/cost/per-rvu", entry);
    compile_money(c, path, text->per_rvu, &group->cost_per_rvu);
    compile_path(path, "readers/%u/cost/overtime", entry);
    compile_percent(c, path, text->overtime, &overtime);
    group->cost_per_overtime_hour = overtime * group->cost_per_hour;
    compile_path(path, "readers/%u/cost/on-call-per-hour", entry);
    compile_money(c, path, text->on_call_per_hour, &group->cost_per_on_call_hour);
}
