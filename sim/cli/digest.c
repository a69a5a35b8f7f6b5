/* The summary: its frame, and how a promise is judged.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest.h"

#include "cli/digest_parts.h"
#include "cli/number.h"

#include <inttypes.h>
#include <math.h>

#include <glib.h>

#define ENOUGH_MOST 100000.0
#define ENOUGH_MARGIN 1.5 /* the half width is itself an estimate */

enum digest_verdict digest_judge(struct estimate met, double attain)
{
    if (!isfinite(attain))
        return DIGEST_NO_PROMISE;
    if (!isfinite(met.mean) || !isfinite(met.half_width))
        return DIGEST_UNKNOWN;
    if (met.mean - met.half_width >= attain)
        return DIGEST_KEPT;
    if (met.mean + met.half_width < attain)
        return DIGEST_BROKEN;
    return DIGEST_OPEN;
}

uint64_t digest_enough(struct estimate met, double attain)
{
    double ratio = met.half_width / fabs(met.mean - attain);
    double needed = ENOUGH_MARGIN * (double) met.count * ratio * ratio;

    return needed <= ENOUGH_MOST ? (uint64_t) ceil(needed) : 0;
}

double digest_final_within_min(const struct model *model)
{
    return model->has_finals && model->final_within_us != MODEL_NO_TARGET
               ? (double) model->final_within_us / 6e7
               : (double) NAN;
}

static void print_head(const struct digest *digest, struct output *output)
{
    uint64_t done = summary_replications(digest->summary);
    char *title = grid_clean(digest->title);

    output_print(output, "%s\n", title);
    g_free(title);
    if (digest->interrupted && digest->wanted > 0)
        output_print(output,
                     "Interrupted after %s of %s replications: what follows rests on those.\n",
                     number_count(done).text, number_count(digest->wanted).text);
    else if (digest->interrupted)
        output_text(output,
                    "Interrupted: what follows rests on the replications that were done.\n");
    output_print(output, "%s replication%s of %s from %s, seed %" PRIu64 "; %s studies",
                 number_count(done).text, done == 1 ? "" : "s",
                 number_length(digest->shape->duration_min).text, digest->start, digest->seed,
                 number_count(summary_studies(digest->summary)).text);
    if (isfinite(digest->wall_s))
        output_print(output, " in %.1f s", digest->wall_s);
    output_text(output, ".\n");
}

void digest_print(const struct digest *digest, struct output *output)
{
    print_head(digest, output);
    if (summary_replications(digest->summary) == 0) {
        output_text(output, "\nNo replication was finished: there is nothing to say.\n");
        return;
    }
    digest_answer(digest, output);
    digest_promises(digest, output);
    digest_times(digest, output);
    digest_readers(digest, output);
    digest_backlog(digest, output);
    digest_cover(digest, output);
    digest_tools(digest, output);
    digest_quality(digest, output);
    digest_money(digest, output);
}
