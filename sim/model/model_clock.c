/* The run's clock in a model: hours of the week and months, copied.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

static void *copy(const void *from, size_t count, size_t size)
{
    void *to = malloc(count * size + 1);

    if (to != NULL && count > 0)
        memcpy(to, from, count * size);
    return to;
}

enum fault_kind model_set_clock(struct model *model, const struct model_hours *hours,
                                const struct model_months *months, struct fault *fault)
{
    model->hours = *hours;
    model->months = *months;
    model->hours.from_us = copy(hours->from_us, hours->count, sizeof *hours->from_us);
    model->hours.hour_of_week = copy(hours->hour_of_week, hours->count, 1);
    model->months.from_us = copy(months->from_us, months->count, sizeof *months->from_us);
    model->months.judged = copy(months->judged, months->count, sizeof *months->judged);
    if (model->hours.from_us == NULL || model->hours.hour_of_week == NULL ||
        model->months.from_us == NULL || model->months.judged == NULL)
        return fault_set(fault, FAULT_MEMORY, "no memory for the months; a shorter run needs less");
    return FAULT_NONE;
}
