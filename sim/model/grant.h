/* Licences and privileges that depend on the date or the reader, as stretches of time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_GRANT_H
#define TELERAD_MODEL_GRANT_H

#include "core/fault.h"
#include "core/simtime.h"
#include "model/model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GRANT_EVER (-SIMTIME_NEVER) /* a stretch from here on has no beginning */

/* Sites where the same licences, and the same privileges, hold at the same time. */
struct permits {
    uint64_t *personal;  /* set of groups whose readers have any such licence or privilege */
    uint32_t cell_count; /* of licences: a jurisdiction and a zone of its sites */
    uint32_t *cell_jurisdiction, *cell_zone; /* [cells] */
    uint32_t *cell_of_site;                  /* [sites] */
    uint32_t room_count;                     /* of privileges; 0: none depends on the date */
    uint32_t *room_site;                     /* [rooms] one of its sites */
    uint32_t *room_of_site;                  /* [sites] */
    size_t cell_words, room_words;
    size_t most_spans; /* room that each list of stretches needs */
};

/** Compiles the cells of a complete model; *out stays NULL if nothing depends on date or reader
 * and no licence has a fee. FAULT_MEMORY. O(sites x log sites x privileges). */
NODISCARD enum fault_kind grant_compile(const struct model *model, struct permits **out,
                                        struct fault *fault);
void grant_free(struct permits *permits); /* NULL is fine */

/* Whose licences. */
struct grant_who {
    uint32_t group;
    uint32_t reader;       /* of the model; MODEL_NONE: any of the group, on average */
    uint64_t seed, number; /* of the replication */
    const uint64_t *drawn; /* set of jurisdictions drawn for him; NULL: all that may be drawn */
};

/** Draws a reader's jurisdictions into a set, which is emptied first; the first draws of a larger
 * count are those of a smaller. `list` [jurisdictions] is room to work in. */
void grant_draw(const struct model *model, const struct grant_who *who, uint64_t *drawn,
                uint32_t *list);

/** Stretches in which he has the licence of a jurisdiction, on a zone's clock: disjoint, by time,
 * not cut to the run. `out` has room for most_spans. Returns how many. O(grants²). */
size_t grant_licence(const struct model *model, const struct grant_who *who, uint32_t jurisdiction,
                     uint32_t zone, struct span *out);
/** The same for the privileges of a site. */
size_t grant_privilege(const struct model *model, const struct grant_who *who, uint32_t site,
                       struct span *out);
/** Stretches in which he has the licence of the jurisdiction of the cell at *cell: of one in
 * several zones, while it lets him read any of its sites. Moves *cell on to the next jurisdiction's
 * first. `out` has room for most_spans x zones. */
size_t grant_jurisdiction(const struct model *model, const struct grant_who *who, uint32_t *cell,
                          struct span *out);

#endif
