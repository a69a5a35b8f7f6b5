/* Freeing of shapes; experiment makes them from a model, store from a file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/outcome.h"

#include <stdlib.h>

void shape_free(struct shape *shape)
{
    if (shape == NULL)
        return;
    for (unsigned t = 0; t < TABLES; t++) {
        for (uint32_t i = 0; shape->labels[t] != NULL && i < shape->cells[t]; i++)
            free(shape->labels[t][i]);
        free(shape->labels[t]);
    }
    for (uint32_t i = 0; shape->zones != NULL && i < shape->zone_count; i++)
        free(shape->zones[i]);
    free(shape->zones);
    free(shape->currency);
    free(shape->reader_group);
    free(shape->target_min);
    free(shape->attain);
    free(shape->reader_zone);
    free(shape->site_zone);
    free(shape->duty_reader);
    free(shape->duty_from_min);
    free(shape->duty_to_min);
    free(shape->clock_zone);
    free(shape->clock_at_min);
    free(shape->clock_offset_min);
    free(shape);
}
