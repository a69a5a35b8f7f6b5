/* Keys of priorities, findings, study types, sites and their demand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

static const struct key_row priority_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(priority_text, id), .says = "name of the priority",
     .example = "stat"},
    {"target", KEY_DURATION, 0, KEYS_AT(priority_text, target),
     .says = "turnaround time that is promised; without it nothing is", .example = "30 min"},
    {"attain", KEY_SHARE, 0, KEYS_AT(priority_text, attain),
     .says = "share of its studies that must meet the target", .example = "90 %"},
    {"escalate", KEY_MAPPING, 0, KEYS_AT(priority_text, escalate), .table = &keys_escalate,
     .says = "what waits so long becomes more urgent; its target stays that of the order",
     .example = "{after: 12 h, to: urgent}"},
    {"weight", KEY_NUMBER, 0, KEYS_AT(priority_text, weight), .preset = "1", .most = 1e9,
     .says = "for `order: accumulating`: priority gained per unit of waiting", .example = "4"},
};
const struct key_table keys_priority = {
    .where = "an entry of `priorities`",
    .rows = priority_rows,
    .count = KEYS_COUNT(priority_rows),
    .size = sizeof(struct priority_text),
    .naming = "id",
};

static const struct key_row finding_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(finding_text, id), .says = "name of the finding",
     .example = "ich"},
    {"critical", KEY_MAPPING, 0, KEYS_AT(finding_text, critical), .table = &keys_critical,
     .says = "marks it as critical, and whom finding it keeps busy; default false",
     .example = "{call: {lognormal: {median: 4 min, p90: 12 min}}, within: 30 min}"},
};
const struct key_table keys_finding = {
    .where = "an entry of `findings`",
    .rows = finding_rows,
    .count = KEYS_COUNT(finding_rows),
    .size = sizeof(struct finding_text),
    .naming = "id",
};

static const struct key_row prevalence_rows[] = {
    {"id", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(prevalence_text, id), .refers = "findings",
     .says = "which finding", .example = "ich"},
    {"prevalence", KEY_SHARE, KEY_REQUIRED, KEYS_AT(prevalence_text, prevalence),
     .says = "share of these studies that have it", .example = "8 %"},
};
static const struct key_table prevalence_table = {
    .where = "an entry of `findings` of a study type",
    .rows = prevalence_rows,
    .count = KEYS_COUNT(prevalence_rows),
    .size = sizeof(struct prevalence_text),
    .naming = "id",
};

static const struct key_row study_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(study_text, id), .says = "name of the study type",
     .example = "ct-head"},
    {"modality", KEY_WORD, KEY_REQUIRED, KEYS_AT(study_text, modality),
     .words = "CT DX MR US MG PT", .says = "DICOM's code; PET-CT is PT", .example = "CT"},
    {"skill", KEY_LABEL, 0, KEYS_AT(study_text, skill),
     .says = "a reader must have it; without it any reader of the modality may read",
     .example = "neuro"},
    {"certification", KEY_ENTRIES, KEY_ALONE, KEYS_LIST(study_text, certification),
     .table = &keys_certification, .most = 100,
     .says = "a reader of it for sites there must hold it; of several, all that apply",
     .example = "{id: mqsa, in: [US-*]}"},
    {"images", KEY_DISTRIBUTION, 0, KEYS_AT(study_text, images), .preset = "{constant: 0 B}",
     .unit = DISTRIBUTION_SIZE, .table = &keys_distribution, .says = "size of its images",
     .example = "{lognormal: {median: 250 MB, p90: 600 MB}}"},
    {"priors", KEY_MAPPING, 0, KEYS_AT(study_text, priors), .table = &keys_priors,
     .says = "earlier studies of the patient, which are fetched over the same link before the "
             "study is complete: one transfer, its overhead once; without a link they take no time",
     .example = "{share: 60 %, size: {lognormal: {median: 300 MB, p90: 900 MB}}}"},
    {"read", KEY_DISTRIBUTION, KEY_REQUIRED, KEYS_AT(study_text, read), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution, .says = "reading time, before the reader's pace",
     .example = "{lognormal: {median: 6 min, p90: 14 min}}"},
    {"rvu", KEY_NUMBER, 0, KEYS_AT(study_text, rvu), .preset = "0", .most = 1e6,
     .says = "relative value units of a report", .example = "0.85"},
    {"difficulty", KEY_NUMBER, 0, KEYS_AT(study_text, difficulty), .preset = "1", .most = 1e3,
     .says = "a factor on the `discrepancy` share of whoever reads it", .example = "1.3"},
    {"findings", KEY_ENTRIES, 0, KEYS_LIST(study_text, findings), .table = &prevalence_table,
     .says = "what it may show, each independent of the others",
     .example = "[{id: ich, prevalence: 8 %}]"},
    {"bundle", KEY_MAPPING, 0, KEYS_AT(study_text, bundle), .table = &keys_bundle,
     .says = "further studies of the same patient at the same instant",
     .example = "{with: [ct-spine, ct-chest], share: 30 %}"},
};
const struct key_table keys_study = {
    .where = "an entry of `studies`",
    .rows = study_rows,
    .count = KEYS_COUNT(study_rows),
    .size = sizeof(struct study_text),
    .naming = "id",
};

static const struct key_row link_rows[] = {
    {"name", KEY_REFERENCE, 0, KEYS_AT(link_text, name), .refers = "links",
     .says = "an entry of `links`, shared with the other sites that name it; instead of the other "
             "keys, and what a plain value means",
     .example = "county-wan"},
    {"bandwidth", KEY_BANDWIDTH, KEY_REQUIRED, KEYS_AT(link_text, bandwidth),
     .says = "of the line, for one study at a time", .example = "20 Mbit/s"},
    {"overhead", KEY_DURATION, 0, KEYS_AT(link_text, overhead), .preset = "0 s",
     .says = "added to each transfer", .example = "30 s"},
};
static const struct key_table link_table = {
    .where = "`link` of a site",
    .rows = link_rows,
    .count = KEYS_COUNT(link_rows),
    .size = sizeof(struct link_text),
    .plain = "name",
};

static const struct key_row share_rows[] = {
    {"id", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(share_text, id), .refers = "priorities",
     .says = "which priority", .example = "stat"},
    {"share", KEY_SHARE, KEY_REQUIRED, KEYS_AT(share_text, share),
     .says = "of the entry's studies; the shares of an entry sum to 100 %", .example = "60 %"},
};
static const struct key_table share_table = {
    .where = "an entry of `priorities` of a demand entry",
    .rows = share_rows,
    .count = KEYS_COUNT(share_rows),
    .size = sizeof(struct share_text),
    .naming = "id",
};

static const struct key_row column_rows[] = {
    {"time", KEY_TEXT, 0, KEYS_AT(columns_text, time), .preset = "time", .most = 200,
     .says = "the column that holds when; local to the site, unless it has an offset",
     .example = "local_hour"},
    {"count", KEY_TEXT, 0, KEYS_AT(columns_text, count), .most = 200,
     .says = "the column that holds how many; without it each row is one", .example = "arrivals"},
};
static const struct key_table columns_table = {
    .where = "`columns` of a trace",
    .rows = column_rows,
    .count = KEYS_COUNT(column_rows),
    .size = sizeof(struct columns_text),
};

static const struct key_row trace_rows[] = {
    {"file", KEY_FILE, KEY_REQUIRED, KEYS_AT(trace_text, file),
     .says = "a CSV file, relative to the file that names it", .example = "ed.csv"},
    {"columns", KEY_MAPPING, KEY_EMPTY_MAPPING, KEYS_AT(trace_text, columns),
     .table = &columns_table, .says = "names of its columns",
     .example = "{time: local_hour, count: arrivals}"},
    {"interval", KEY_DURATION, KEY_ABOVE_ZERO, KEYS_AT(trace_text, interval),
     .says = "a count is spread at random over this time from the row's on; goes with `count`",
     .example = "1 h"},
    {"share", KEY_SHARE, 0, KEYS_AT(trace_text, share), .preset = "100 %",
     .says = "share of what is recorded that becomes a study", .example = "17 %"},
};
const struct key_table keys_trace = {
    .where = "`trace` of a demand entry",
    .rows = trace_rows,
    .count = KEYS_COUNT(trace_rows),
    .size = sizeof(struct trace_text),
};

static const struct key_row demand_rows[] = {
    {"id", KEY_ID, 0, KEYS_AT(demand_text, id),
     .says = "its name in `--set` and in the names of random streams; default its `study`, with "
             "#2, #3 … for further ones",
     .example = "evening"},
    {"study", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(demand_text, study), .refers = "studies",
     .says = "which study type", .example = "ct-head"},
    {"rate", KEY_RATE, 0, KEYS_AT(demand_text, rate),
     .says = "mean over a year, of each copy of the site, before growth and surges; of orders with "
             "`acquire`. Either this, `trace` or `at` of `batch`",
     .example = "16/day"},
    {"growth", KEY_GROWTH, 0, KEYS_AT(demand_text, growth),
     .says = "the rate is multiplied by (1 + growth)^(t / 365 d), t from `start`, negative before "
             "it; may be below 0; goes with `rate`; default 0",
     .example = "4 %/yr"},
    {"profile", KEY_REFERENCE, 0, KEYS_AT(demand_text, profile), .refers = "profiles",
     .says = "how the rate goes up and down; without it it is level", .example = "ed"},
    {"priorities", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(demand_text, priorities),
     .table = &share_table, .says = "how they are ordered; default all the least urgent priority",
     .example = "[{id: stat, share: 60 %}, {id: routine, share: 40 %}]"},
    {"dispersion", KEY_NUMBER, 0, KEYS_AT(demand_text, dispersion), .most = 100,
     .says = "coefficient of variation of a gamma factor drawn for each local day; default 0, "
             "which is Poisson",
     .example = "0.10"},
    {"trace", KEY_MAPPING, 0, KEYS_AT(demand_text, trace), .table = &keys_trace,
     .says = "a recorded demand, instead of `rate`, `profile` and `dispersion`; each copy of the "
             "site replays it whole",
     .example = "{file: ed.csv, columns: {time: local_hour, count: arrivals}, interval: 1 h}"},
    {"replay", KEY_WORD, 0, KEYS_AT(demand_text, replay), .words = "as-is resample",
     .says = "with `trace`. `as-is`, the default: what was recorded comes when it was recorded. "
             "`resample`: for each local day of the run a recorded day of the same weekday is "
             "drawn, with replacement, out of all from the first row's to the last row's",
     .example = "resample"},
    {"batch", KEY_MAPPING, 0, KEYS_AT(demand_text, batch), .table = &keys_batch,
     .says = "studies come in groups, each study with its own draws: at `rate` / mean size, or at "
             "clock times",
     .example = "{size: 12, at: \"18:00\"}"},
    {"acquire", KEY_DISTRIBUTION, 0, KEYS_AT(demand_text, acquire), .unit = DISTRIBUTION_TIME,
     .table = &keys_distribution,
     .says = "time from the order to complete images, when the study arrives; orders come from the "
             "run's beginning to its `end`, and what would arrive at `end` or later never does",
     .example = "{lognormal: {median: 25 min, p90: 60 min}}"},
    {"hold", KEY_MAPPING, 0, KEYS_AT(demand_text, hold), .table = &keys_hold,
     .says = "images are kept at the site and sent together at clock times; without it at once",
     .example = "{until: [\"12:00\", \"18:00\"]}"},
};
const struct key_table keys_demand = {
    .where = "an entry of `demand`",
    .rows = demand_rows,
    .count = KEYS_COUNT(demand_rows),
    .size = sizeof(struct demand_text),
    .naming = "study",
};

static const struct key_row site_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(site_text, id), .says = "name of the site",
     .example = "story"},
    {"count", KEY_COUNT, 0, KEYS_AT(site_text, count), .preset = "1", .least = 1, .most = 100000,
     .says = "that many alike; from 2 on the copies are id-1, id-2, …, and the bare id means all",
     .example = "5"},
    {"jurisdiction", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(site_text, jurisdiction),
     .refers = "jurisdictions", .says = "a reader needs its licence", .example = "US-IA"},
    {"zone", KEY_ZONE, 0, KEYS_AT(site_text, zone), .says = "its local clock; default the run's",
     .example = "America/Chicago"},
    {"dispersion", KEY_NUMBER, 0, KEYS_AT(site_text, dispersion), .preset = "0", .most = 100,
     .says = "coefficient of variation of a gamma factor drawn for each local day, of each copy, "
             "shared by all its rates; it multiplies with theirs and the run's",
     .example = "0.1"},
    {"link", KEY_MAPPING, 0, KEYS_AT(site_text, link), .table = &link_table,
     .says = "transfer time = overhead + size / bandwidth, one study at a time in the order in "
             "which they join; a mapping is each copy's own line, a name one that is shared; "
             "without it images are there at once",
     .example = "{bandwidth: 20 Mbit/s, overhead: 30 s}"},
    {"withdraw", KEY_MAPPING, 0, KEYS_AT(site_text, withdraw), .table = &keys_withdraw,
     .says = "the site reads a study itself if nobody has begun in time",
     .example = "{after: {exponential: {mean: 4 h}}, priorities: [urgent, routine]}"},
    {"demand", KEY_ENTRIES, 0, KEYS_LIST(site_text, demand), .table = &keys_demand, .most = 10000,
     .says = "what comes from it", .example = "[{study: ct-head, rate: 16/day}]"},
};
const struct key_table keys_site = {
    .where = "an entry of `sites`",
    .rows = site_rows,
    .count = KEYS_COUNT(site_rows),
    .size = sizeof(struct site_text),
    .naming = "id",
};
