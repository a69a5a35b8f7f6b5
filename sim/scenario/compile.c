/* From text to model: the order of work, and what only the whole can tell.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"
#include "scenario/compile_sense.h"

#include <stdlib.h>
#include <string.h>

static void open_tables(struct compile *c)
{
    GHashTable **const tables[] = {&c->zones,      &c->jurisdictions, &c->skills,
                                   &c->priorities, &c->findings,      &c->studies,
                                   &c->providers,  &c->shifts,        &c->profiles,
                                   &c->calendars,  &c->links,         &c->certifications};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        *tables[i] = g_hash_table_new(g_str_hash, g_str_equal);
    c->garbage = g_ptr_array_new_with_free_func(free);
}

static void close_tables(struct compile *c)
{
    GHashTable *const tables[] = {c->zones,    c->jurisdictions, c->skills,    c->priorities,
                                  c->findings, c->studies,       c->providers, c->shifts,
                                  c->profiles, c->calendars,     c->links,     c->certifications};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        g_hash_table_destroy(tables[i]);
    for (uint32_t i = 0; i < c->clock_count; i++)
        wallclock_clear(&c->clocks[i]);
    g_free(c->clocks);
    for (uint32_t i = 0; i < c->copy_count; i++)
        g_free(c->copies[i].id);
    g_free(c->copies);
    g_ptr_array_free(c->garbage, TRUE);
}

static bool anyone_may_read(const struct model *m, uint32_t site, uint32_t study)
{
    for (uint32_t g = 0; g < m->group_count; g++)
        if (model_group_may_read(m, g, site, study))
            return true;
    return false;
}

/* Warns of studies that nobody may read, once for all copies of a site. */
static void warn_of_orphans(const struct compile *c, uint32_t entry, uint32_t place,
                            uint32_t orphans, uint32_t copies)
{
    const struct site_text *site = &c->text->sites[entry];
    char path[COMPILE_PATH_BYTES];

    if (orphans == 0)
        return;
    compile_path(path, "sites/%u/demand/%u/study", entry, place);
    if (orphans == copies)
        compile_say(c, DIAG_WARNING, path,
                    "`--why SITE/STUDY@INSTANT` of `telerad check` says what each group lacks",
                    "nobody may ever read `%s` of `%s`", site->demand[place].study, site->id);
    else
        compile_say(c, DIAG_WARNING, path,
                    "`--why SITE/STUDY@INSTANT` of `telerad check` says what each group lacks",
                    "nobody may ever read `%s` of %u of the %u copies of `%s`",
                    site->demand[place].study, orphans, copies, site->id);
}

/* Every demand must have somebody, and the whole must have at least one that has. */
static void check_readers(const struct compile *c)
{
    const struct model *m = c->model;
    uint32_t *first = g_new0(uint32_t, c->text->sites_count + 1U);
    uint32_t *orphans, *copies = g_new0(uint32_t, c->text->sites_count + 1U);
    bool anything = m->source_count == 0;

    for (uint32_t i = 0; i < c->text->sites_count; i++)
        first[i + 1] = first[i] + c->text->sites[i].demand_count;
    orphans = g_new0(uint32_t, first[c->text->sites_count] + 1U);
    for (uint32_t i = 0; i < c->copy_count; i++)
        copies[c->copies[i].entry]++;
    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *source = &m->sources[i];

        if (anyone_may_read(m, source->site, source->study))
            anything = true;
        else
            orphans[first[c->copies[source->site].entry] + source->place]++;
    }
    if (!anything)
        compile_say(c, DIAG_ERROR, "readers",
                    "give a group the licences of some site, the skills "
                    "of its studies and a provider with cover",
                    "nobody may read anything at all");
    for (uint32_t i = 0; anything && i < c->text->sites_count; i++)
        for (uint32_t k = 0; k < c->text->sites[i].demand_count; k++)
            warn_of_orphans(c, i, k, orphans[first[i] + k], copies[i]);
    g_free(first);
    g_free(copies);
    g_free(orphans);
}

static enum fault_kind compile(struct compile *c, size_t errors)
{
    enum fault_kind (*const parts[])(struct compile *) = {
        compile_run,    compile_clock, compile_bills,   compile_types,
        compile_links,  compile_sites, compile_demand,  compile_tools,
        compile_groups, compile_cover, compile_outages, compile_routing};
    enum fault_kind kind = FAULT_NONE;

    for (size_t i = 0; i < sizeof parts / sizeof *parts && kind == FAULT_NONE; i++)
        kind = parts[i](c);
    if (kind != FAULT_NONE)
        return kind;
    kind = model_freeze(c->model, c->fault);
    if (kind == FAULT_NONE && c->diag->errors == errors)
        check_readers(c);
    if (kind == FAULT_NONE && c->diag->errors == errors)
        compile_sense(c);
    return kind;
}

enum fault_kind scenario_compile(const struct scenario *scenario, struct diag *diag,
                                 struct model **out, struct fault *fault)
{
    struct fault own = {FAULT_NONE, ""};
    struct compile c = {
        .scenario = scenario, .text = scenario_text(scenario), .diag = diag, .fault = &own};
    size_t errors = diag->errors;
    enum fault_kind kind;

    open_tables(&c);
    kind = compile(&c, errors);
    close_tables(&c);
    if (kind == FAULT_NONE && diag->errors > errors)
        kind = FAULT_INPUT;
    if (kind == FAULT_INPUT)
        kind = fault_set(&own, diag->unreadable ? FAULT_FILE : FAULT_INPUT, "%s",
                         "the scenario cannot be simulated; its errors say why");
    if (kind != FAULT_NONE) {
        model_free(c.model);
        if (fault != NULL)
            *fault = own;
        return kind;
    }
    *out = c.model;
    return FAULT_NONE;
}
