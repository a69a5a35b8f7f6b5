/* A scenario from file to model.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/intake.h"

#include "model/model.h"

enum fault_kind intake_read(struct intake *intake, const char *path, const char *const *sets,
                            size_t set_count, struct fault *fault)
{
    enum fault_kind kind;

    *intake = (struct intake){0};
    diag_init(&intake->diag);
    kind = scenario_read(&intake->scenario, path, sets, set_count, &intake->diag, fault);
    if (kind != FAULT_NONE)
        return kind;
    return scenario_compile(intake->scenario, &intake->diag, &intake->model, fault);
}

void intake_clear(struct intake *intake)
{
    model_free(intake->model);
    scenario_free(intake->scenario);
    diag_clear(&intake->diag);
    *intake = (struct intake){0};
}
