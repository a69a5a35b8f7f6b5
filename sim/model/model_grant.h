/* What licences of a group, and certifications of a study type, have in their own memory. Private
 * to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MODEL_GRANT_H
#define TELERAD_MODEL_MODEL_GRANT_H

#include "model/model.h"

/** Puts copies in the place of the study's certifications. False: no memory; what was copied is
 * owned. */
bool model_grant_copy_study(const struct model *model, struct model_study *study);
void model_grant_free_study(struct model_study *study);
/** Puts copies of its sets in the place of the group's, without grants; the same terms. */
bool model_grant_copy_group(const struct model *model, struct model_group *group);
void model_grant_free_group(struct model_group *group);

#endif
