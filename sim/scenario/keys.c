/* The table of the top, and looking keys up.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

#include "scenario/keys_near.h"

#include "model/model.h"

#include <string.h>

#define TABLES_MAX 160U
#define ROWS_MAX 256U

static const struct key_row top_rows[] = {
    {"telerad", KEY_WORD, 0, KEYS_AT(scenario_text, telerad), .preset = "1", .words = "1",
     .says = "version of the format", .example = "1"},
    {"name", KEY_TEXT, 0, KEYS_AT(scenario_text, name), .most = 1000,
     .says = "name in results and pictures; default the file's name",
     .example = "Night cover for two states"},
    {"description", KEY_TEXT, 0, KEYS_AT(scenario_text, description), .most = 20000,
     .says = "what the scenario is about", .example = "A rural network buys its nights."},
    {"currency", KEY_CURRENCY, 0, KEYS_AT(scenario_text, currency),
     .says = "in which money is reckoned, by its code in ISO 4217; default the one of all amounts",
     .example = "USD"},
    {"exchange", KEY_MAPPING, 0, KEYS_AT(scenario_text, exchange), .table = &keys_exchange,
     .says = "what other currencies are worth, so that amounts may be in them",
     .example = "{EUR: USD 1.08}"},
    {"run", KEY_MAPPING, KEY_REQUIRED, KEYS_AT(scenario_text, run), .table = &keys_run,
     .says = "what is simulated: when, how long, how often",
     .example = "{zone: America/Chicago, start: 2026-03-02T00:00, duration: 28 d}"},
    {"jurisdictions", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, jurisdictions),
     .table = &keys_jurisdiction, .says = "where licences hold", .example = "[{id: US-IA}]"},
    {"calendars", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, calendars), .table = &keys_calendar,
     .says = "holidays", .example = "[{id: us, dates: [2026-07-04]}]"},
    {"profiles", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, profiles), .table = &keys_profile,
     .says = "how demand goes up and down, on the site's local clock"},
    {"priorities", KEY_ENTRIES, KEY_REQUIRED | KEY_FILLED, KEYS_LIST(scenario_text, priorities),
     .most = MODEL_PRIORITIES_MAX, .table = &keys_priority,
     .says = "most urgent first; the order is the rank",
     .example = "[{id: routine, target: 24 h, attain: 95 %}]"},
    {"findings", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, findings), .most = MODEL_FINDINGS_MAX,
     .table = &keys_finding, .says = "what a study may show",
     .example = "[{id: ich, critical: true}]"},
    {"studies", KEY_ENTRIES, KEY_REQUIRED | KEY_FILLED, KEYS_LIST(scenario_text, studies),
     .most = 10000, .table = &keys_study, .says = "study types",
     .example = "[{id: ct-head, modality: CT, read: {constant: 10 min}}]"},
    {"sites", KEY_ENTRIES, KEY_REQUIRED | KEY_FILLED, KEYS_LIST(scenario_text, sites),
     .most = 100000, .table = &keys_site, .says = "where studies come from",
     .example = "[{id: story, jurisdiction: US-IA, demand: [{study: ct-head, rate: 16/day}]}]"},
    {"surges", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, surges), .most = 1000, .table = &keys_surge,
     .says = "times in which rates are higher or lower than usual",
     .example = "[{id: flu, from: 2026-03-10T00:00, to: 2026-03-20T00:00, factor: 1.6}]"},
    {"links", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, links), .most = 10000,
     .table = &keys_shared_link,
     .says = "lines that several sites share; `link` of a site names one",
     .example = "[{id: county-wan, bandwidth: 100 Mbit/s}]"},
    {"shifts", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, shifts), .most = 10000,
     .table = &keys_shift, .says = "windows of local time, by day of the week",
     .example = "[{id: day, from: \"07:00\", to: \"19:00\"}]"},
    {"readers", KEY_ENTRIES, KEY_REQUIRED | KEY_FILLED, KEYS_LIST(scenario_text, readers),
     .most = 10000, .table = &keys_reader,
     .says = "groups of interchangeable people; each is simulated one by one",
     .example = "[{id: iowa, count: 3, licences: {hold: [US-IA]}}]"},
    {"providers", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, providers), .most = 10000,
     .table = &keys_provider, .says = "who employs the readers", .example = "[{id: county}]"},
    {"coverage", KEY_ENTRIES, KEY_FILLED, KEYS_LIST(scenario_text, coverage), .most = 10000,
     .table = &keys_coverage,
     .says = "which provider may read, and when; without this list every provider covers "
             "everything, with it a group whose provider is not in it reads nothing. Of several "
             "entries for a provider one suffices; in an entry all conditions must hold"},
    {"final-reads", KEY_MAPPING, 0, KEYS_AT(scenario_text, final_reads), .table = &keys_finals,
     .says = "who makes final reports of preliminary ones",
     .example = "{by: [county], within: 12 h}"},
    {"attending", KEY_MAPPING, 0, KEYS_AT(scenario_text, attending), .table = &keys_attending,
     .says = "who signs the drafts of groups with `reads: draft`; the clock stops there",
     .example = "{by: [county], time: 40 %}"},
    {"double-reads", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, double_reads), .most = 10000,
     .table = &keys_double,
     .says = "studies that two people read, one after the other; the clock stops at the second "
             "reading, or at the arbitration",
     .example = "[{studies: [mg-screen], by: [county], disagree: 4 %, arbitrate: [county]}]"},
    {"peer-review", KEY_MAPPING, 0, KEYS_AT(scenario_text, peer_review), .table = &keys_review,
     .says = "who reads a share of the studies once more, after the final report",
     .example = "{share: 3 %, by: [county], time: 50 %}"},
    {"dispatch", KEY_MAPPING, KEY_EMPTY_MAPPING, KEYS_AT(scenario_text, dispatch),
     .table = &keys_dispatch, .says = "in what order studies are read",
     .example = "{order: priority, preempt: []}"},
    {"outages", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, outages), .most = 10000,
     .table = &keys_outage, .says = "when PACS, a link, an AI tool, a provider or a site is out"},
    {"ai", KEY_ENTRIES, 0, KEYS_LIST(scenario_text, ai), .most = MODEL_TOOLS_MAX, .table = &keys_ai,
     .says = "AI tools that look at studies while they wait"},
};

const struct key_table keys_top = {
    .where = "a scenario",
    .rows = top_rows,
    .count = KEYS_COUNT(top_rows),
    .size = sizeof(struct scenario_text),
};

const struct key_row *keys_find(const struct key_table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].key, key) == 0)
            return &table->rows[i];
    return NULL;
}

const struct key_row *keys_plain(const struct key_row *row)
{
    if ((row->type != KEY_MAPPING && row->type != KEY_ENTRIES) || row->table->plain == NULL)
        return NULL;
    return keys_find(row->table, row->table->plain);
}

bool keys_alone(const struct key_table *table, const struct key_row *row)
{
    return table->plain != NULL && strcmp(table->plain, row->key) == 0 &&
           (row->flags & KEY_REQUIRED) == 0;
}

bool keys_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    while (words != NULL && length > 0) {
        size_t this = strcspn(words, " ");

        if (this == length && strncmp(words, word, length) == 0)
            return true;
        words = words[this] == '\0' ? NULL : words + this + 1;
    }
    return false;
}

static const char *nearest(const struct key_table *table, const char *key)
{
    const char *names[ROWS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < table->count && count < ROWS_MAX - 1; i++)
        names[count++] = table->rows[i].key;
    if (table == &keys_top)
        names[count++] = "include";
    return keys_near_of(key, names, count);
}

const char *keys_nearest(const struct key_table *table, const char *key)
{
    return nearest(table, key);
}

/* The walk over all tables. */
struct walk {
    const struct key_table *seen[TABLES_MAX];
    size_t count;
};

static void reach(struct walk *walk, const struct key_table *table)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->seen[i] == table)
            return;
    if (walk->count == TABLES_MAX)
        return;
    walk->seen[walk->count++] = table;
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].table != NULL)
            reach(walk, table->rows[i].table);
}

void keys_each(void (*visit)(void *self, const struct key_table *table), void *self)
{
    struct walk walk = {.count = 0};

    reach(&walk, &keys_top);
    for (size_t i = 0; i < walk.count; i++)
        visit(self, walk.seen[i]);
}

const struct key_table *keys_elsewhere(const char *key, const char **right)
{
    struct walk walk = {.count = 0};
    const struct key_table *found = NULL;
    unsigned best = 2;

    reach(&walk, &keys_top);
    for (size_t i = 0; i < walk.count; i++) {
        const char *near = walk.seen[i] == &keys_exchange ? NULL : nearest(walk.seen[i], key);
        unsigned distance = near == NULL ? 2 : keys_near_distance(near, key, 1);

        if (distance < best) {
            best = distance;
            found = walk.seen[i];
            *right = near;
        }
    }
    return found;
}
