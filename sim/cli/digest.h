/* What a result says, for people (digest_*) and for scripts (document_run()). The same for a run
 * that has just ended and for a result file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_DIGEST_H
#define TELERAD_CLI_DIGEST_H

#include "cli/output.h"
#include "measure/summary.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

struct digest { /* all borrowed */
    const struct shape *shape;
    const struct summary *summary;
    const char *title; /* the scenario's name */
    const char *start; /* ISO 8601 with offset */
    uint64_t seed;
    bool interrupted;
    uint64_t wanted; /* replications asked for; 0: not known */
    double wall_s;   /* NaN: not known */
    double uncovered_min; /* measured time in which some study has no reader; NaN: not known */
    double clock_change_min; /* of it, only because clocks change */
    double final_within_min; /* promise for final reports; NaN: none or not known */
};

/* The promise of a priority, judged. */
enum digest_verdict {
    DIGEST_NO_PROMISE, /* no target, or no share that must meet it */
    DIGEST_UNKNOWN,    /* nothing judged, or a single replication */
    DIGEST_KEPT,       /* the whole interval is at or above the share promised */
    DIGEST_BROKEN,     /* the whole interval is below */
    DIGEST_OPEN        /* the interval holds the share promised */
};

/** Judges a promise by the interval of the share in time: all above, all below, or open. */
enum digest_verdict digest_judge(struct estimate met, double attain);

/** The promise for final reports that a model makes, in minutes; NaN: none. */
double digest_final_within_min(const struct model *model);

/** Prints the whole summary. */
void digest_print(const struct digest *digest, struct output *output);

/** Replications after which a half width would be as small as the distance to the promise; 0 if
 * that is out of reach (over 100,000). */
uint64_t digest_enough(struct estimate met, double attain);

#endif
