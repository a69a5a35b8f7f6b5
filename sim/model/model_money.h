/* What prices and penalties a provider of the model has in its own memory. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_MODEL_MONEY_H
#define TELERAD_MODEL_MODEL_MONEY_H

#include "model/model.h"

/** Puts copies in the place of the provider's lists. False: no memory; what was copied is owned. */
bool model_money_copy(struct model_provider *provider);
/** Frees the provider's lists. */
void model_money_free(struct model_provider *provider);

#endif
