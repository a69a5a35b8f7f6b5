/* Keys of shared links, of prior studies and of outages.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row shared_link_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(shared_link_text, id),
     .says = "its name in `link` of a site", .example = "county-wan"},
    {"bandwidth", KEY_BANDWIDTH, KEY_REQUIRED, KEYS_AT(shared_link_text, bandwidth),
     .says = "of the line, for one study at a time", .example = "100 Mbit/s"},
    {"overhead", KEY_DURATION, 0, KEYS_AT(shared_link_text, overhead), .preset = "0 s",
     .says = "added to each transfer", .example = "30 s"},
};
const struct key_table keys_shared_link = {
    .where = "an entry of `links`",
    .rows = shared_link_rows,
    .count = KEYS_COUNT(shared_link_rows),
    .size = sizeof(struct shared_link_text),
    .naming = "id",
};

static const struct key_row priors_rows[] = {
    {"share", KEY_SHARE, 0, KEYS_AT(priors_text, share), .preset = "100 %",
     .says = "of these studies, which have priors to be fetched", .example = "60 %"},
    {"size", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(priors_text, size), .unit = DISTRIBUTION_SIZE,
     .table = &keys_distribution, .says = "of all priors of a study together",
     .example = "{lognormal: {median: 300 MB, p90: 900 MB}}"},
};
const struct key_table keys_priors = {
    .where = "`priors` of a study type",
    .rows = priors_rows,
    .count = KEYS_COUNT(priors_rows),
    .size = sizeof(struct priors_text),
};

static const struct key_row outage_window_rows[] = {
    {"from", KEY_INSTANT, KEY_REQUIRED, KEYS_AT(outage_window_text, from),
     .says = "first instant of it", .example = "2026-03-14T22:00"},
    {"to", KEY_INSTANT, KEY_REQUIRED, KEYS_AT(outage_window_text, to),
     .says = "first instant after it", .example = "2026-03-15T02:00"},
};
static const struct key_table outage_window_table = {
    .where = "`window` of an outage",
    .rows = outage_window_rows,
    .count = KEYS_COUNT(outage_window_rows),
    .size = sizeof(struct outage_window_text),
};

static const struct key_row outage_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(outage_text, id),
     .says = "its name, also of its random streams", .example = "upgrade"},
    {"of", KEY_TEXT, KEY_REQUIRED, KEYS_AT(outage_text, of), .most = 1000,
     .says = "what is out: `pacs`, `link:ID` (of `links`, or a site for its own), `ai:ID`, "
             "`provider:ID` or `site:ID` (the bare id of several copies: all of them at once)",
     .example = "\"link:county-wan\""},
    {"window", KEY_MAPPING, 0, KEYS_AT(outage_text, window), .table = &outage_window_table,
     .says = "a planned outage. Either this or `mtbf` and `mttr`",
     .example = "{from: 2026-03-14T22:00, to: 2026-03-15T02:00}"},
    {"zone", KEY_ZONE, 0, KEYS_AT(outage_text, zone),
     .says = "clock of `window`; default the run's", .example = "America/Chicago"},
    {"mtbf", KEY_DISTRIBUTION, 0, KEYS_AT(outage_text, mtbf), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution,
     .says = "random outages: from the end of one, and from the run's beginning, to the next",
     .example = "{exponential: {mean: 30 d}}"},
    {"mttr", KEY_DISTRIBUTION, 0, KEYS_AT(outage_text, mttr), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution, .says = "how long each lasts; goes with `mtbf`",
     .example = "{lognormal: {median: 1 h, p90: 4 h}}"},
};
const struct key_table keys_outage = {
    .where = "an entry of `outages`",
    .rows = outage_rows,
    .count = KEYS_COUNT(outage_rows),
    .size = sizeof(struct outage_text),
    .naming = "id",
};
