/* When demand comes to the readers, by hour of the week on the run's clock. Internal to
 * coverage_load.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_COVERAGE_DEMAND_H
#define TELERAD_SCENARIO_COVERAGE_DEMAND_H

#include "core/fault.h"
#include "model/model.h"

#define COVERAGE_WEEK 168U

struct coverage_demand;

/** Adds `each` for each microsecond of a span that lies in the measured time. */
void coverage_spread(const struct model *model, int64_t from_us, int64_t to_us, double each,
                     double week[COVERAGE_WEEK]);

/** Owned, to coverage_demand_free(). FAULT_MEMORY. */
NODISCARD enum fault_kind coverage_demand_create(struct coverage_demand **out,
                                                 const struct model *model, struct fault *fault);
void coverage_demand_free(struct coverage_demand *demand); /* NULL is fine */
/**
 * What comes from a source in the measured time, by hour of the week: of rates their weight × us,
 * with surges and growth; of records studies, days drawn anew by their mean; of groups at clock
 * times groups. Orders count when their images are complete on average, what is held when it is
 * sent. *week is borrowed until the demand is freed. FAULT_MEMORY. Sources that are alike are
 * reckoned once.
 */
NODISCARD enum fault_kind coverage_demand_week(struct coverage_demand *demand, uint32_t source,
                                               const double **week, struct fault *fault);

#endif
