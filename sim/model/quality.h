/* Quality: discrepancies in first reports and who finds them; calls for critical findings. Both
 * keep a reader busy after a report of his own: see reading_call().
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_QUALITY_H
#define TELERAD_MODEL_QUALITY_H

#include "model/state.h"

/** Does any group of the model have discrepancies? */
bool quality_errs(const struct model *m);
/** Or any finding a call? */
bool quality_matters(const struct model *m);

struct quality_streams {                    /* of a source */
    struct stream *discrepancy, *recontact; /* NULL unless quality_errs() */
    struct stream *calls;                   /* one for each finding of the model with a call */
};

/** Draws for a study whose findings are drawn; if quality_matters(). O(findings). */
void quality_draw(struct replication *r, uint32_t slot, const struct quality_streams *streams);

/** The reader has made the first report; how long he is on the phone for it. O(1). */
int64_t quality_report(struct replication *r, uint32_t reader, uint32_t slot);
/** The reader has made the final read or the peer review of a study that another reported first;
 * how long what he finds keeps him. Only the first of the two looks for anything. O(classes). */
int64_t quality_review(struct replication *r, uint32_t slot);

#endif
