/* Keys of shared links and of prior studies.
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
