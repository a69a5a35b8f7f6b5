/* The summary: what is found wanting in reports, and calls for critical findings.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/digest_parts.h"
#include "cli/number.h"

#include <math.h>

static struct estimate overall(const struct digest *digest, enum measure measure)
{
    return digest_estimate(digest, TABLE_OVERALL, measure, 0);
}

static void print_discrepancies(const struct digest *digest, double found, struct output *output)
{
    double reported = overall(digest, MEASURE_REPORTED).mean;

    output_print(output,
                 "  Final reads and peer reviews found discrepancies in %s of the first reports "
                 "(%s).\n",
                 number_short(found).text, number_share(found / reported).text);
}

static void print_calls(const struct digest *digest, double after_min, struct output *output)
{
    struct estimate met = overall(digest, MEASURE_CALL_MET);
    struct number_text margin = number_margin(met.half_width);

    output_print(output, "  Calls for critical findings end %s after the report on average",
                 number_minutes(after_min).text);
    if (isfinite(met.mean))
        output_print(output, ", %s%s%s within their time", number_share(met.mean).text,
                     margin.text[0] != '\0' ? " ± " : "", margin.text);
    output_text(output, ".\n");
}

void digest_quality(const struct digest *digest, struct output *output)
{
    double found = overall(digest, MEASURE_DISCREPANCIES).mean;
    double after_min = overall(digest, MEASURE_CALL_MEAN).mean;

    if (!(found > 0) && !isfinite(after_min))
        return;
    output_text(output, "\nQuality\n");
    if (found > 0)
        print_discrepancies(digest, found, output);
    if (isfinite(after_min))
        print_calls(digest, after_min, output);
}
