/* What may differ between readers of one group: who has read a study before, whose list it is on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_PERSONAL_H
#define TELERAD_MODEL_PERSONAL_H

#include "model/state.h"

/** Does anything of that kind stand in the model? */
bool personal_matters(const struct model *model);
/** May this reader, of a group that may, read this waiting study? O(1). */
bool personal_allows(const struct replication *r, uint32_t reader, uint32_t slot);
/** May this reader, as far as his own licences and hours go, begin this study? O(1). */
bool personal_permits(const struct replication *r, uint32_t reader, uint32_t slot);
/** The eligible idle reader of a group who is to read the study, by the tie-break; NOBODY if there
 * is none. O(1), or O(idle readers) with personal rules or another tie-break than the default. */
uint32_t personal_idle(struct replication *r, uint32_t group, uint32_t slot);
/** Of two eligible idle readers of different groups: is `reader` to be taken rather than `than`? */
bool personal_rather(const struct replication *r, uint32_t reader, uint32_t than, uint32_t slot);

static inline bool reader_may(const struct replication *r, uint32_t reader, uint32_t slot)
{
    return !r->personal || personal_allows(r, reader, slot);
}

#endif
