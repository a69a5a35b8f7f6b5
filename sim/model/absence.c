/* Absences, drawn before the run, so that what happens in it moves none of them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/absence.h"

#include "model/stint.h"

#include <stdlib.h>
#include <string.h>

static size_t count_shifts(struct replication *r)
{
    size_t count = 0;

    for (uint32_t i = 0; i < r->model->reader_count; i++) {
        r->first_shift[i] = count;
        count += r->model->readers[i].shift_count;
    }
    return count;
}

enum fault_kind absence_create(struct replication *r, struct fault *fault)
{
    const struct model *m = r->model;
    bool any = false;

    for (uint32_t g = 0; g < m->group_count; g++)
        any |= m->groups[g].habits != NULL && m->groups[g].habits->absence > 0;
    if (!any)
        return FAULT_NONE;
    r->first_shift = calloc(m->reader_count + 1U, sizeof *r->first_shift);
    if (r->first_shift != NULL) {
        r->absent_words = bitset_words(count_shifts(r)) + 1;
        r->absent = calloc(r->absent_words, sizeof *r->absent);
    }
    return r->absent != NULL ? FAULT_NONE
                             : fault_set(fault, FAULT_MEMORY, "no memory for the absences");
}

void absence_free(struct replication *r)
{
    free(r->first_shift);
    free(r->absent);
}

void absence_start(struct replication *r, uint64_t number)
{
    const struct model *m = r->model;

    if (r->absent == NULL)
        return;
    memset(r->absent, 0, r->absent_words * sizeof *r->absent);
    for (uint32_t i = 0; i < m->reader_count; i++) {
        const struct model_habits *habits = r->stints[i].habits;
        struct stream stream;

        if (habits == NULL || !(habits->absence > 0))
            continue;
        stream = stream_start(stint_key(m, "absence", i), m->run.seed, number);
        for (size_t k = 0; k < m->readers[i].shift_count; k++)
            if (stream_unit(&stream) < habits->absence)
                bitset_add(r->absent, r->first_shift[i] + k);
    }
}
