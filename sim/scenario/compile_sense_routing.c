/* Slips of routing: bundles that nobody may read whole, disagreements that nobody can settle.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_sense.h"

#include "core/bitset.h"

static bool reads_bundle(const struct model *m, uint32_t group, uint32_t site, uint32_t study)
{
    const struct model_study *head = &m->studies[study];

    for (size_t i = 0; i < head->with_count; i++)
        if (!model_group_may_read(m, group, site, head->with[i]))
            return false;
    return model_group_may_read(m, group, site, study);
}

static bool anyone_reads_bundle(const struct model *m, uint32_t site, uint32_t study)
{
    for (uint32_t g = 0; g < m->group_count; g++)
        if (reads_bundle(m, g, site, study))
            return true;
    return false;
}

/* Each entry of the text once, for the first of its copies. */
static void look_at_bundles(const struct compile *c)
{
    const struct model *m = c->model;
    uint32_t last = MODEL_NONE, place = MODEL_NONE;

    for (uint32_t i = 0; i < m->source_count; i++) {
        const struct model_source *s = &m->sources[i];
        uint32_t entry = c->copies[s->site].entry;
        char path[COMPILE_PATH_BYTES];

        if (m->studies[s->study].with_count == 0 || !(m->studies[s->study].bundle_share > 0) ||
            (entry == last && s->place == place) || anyone_reads_bundle(m, s->site, s->study))
            continue;
        last = entry;
        place = s->place;
        compile_path(path, "sites/%u/demand/%u/study", entry, s->place);
        compile_say(c, DIAG_WARNING, path, "a group with the modality and skill of each would",
                    "nobody may ever read all of a bundle of `%s`", m->studies[s->study].id);
    }
}

/* People of the providers in a set who may take part in a double reading. */
static uint32_t people_of(const struct model *m, const uint64_t *providers)
{
    uint32_t count = 0;

    for (uint32_t g = 0; g < m->group_count; g++)
        if (m->groups[g].provider != MODEL_NONE && m->groups[g].reads != MODEL_READS_DRAFT &&
            bitset_has(providers, m->groups[g].provider))
            count += m->groups[g].count;
    return count;
}

static void look_at_doubles(const struct compile *c)
{
    const struct model *m = c->model;
    char path[COMPILE_PATH_BYTES];

    for (uint32_t i = 0; i < m->double_count; i++) {
        const struct model_double *twice = &m->doubles[i];

        compile_path(path, "double-reads/%u/by", i);
        if (people_of(m, twice->by) < 2 && twice->share > 0)
            compile_say(c, DIAG_WARNING, path, "what that reader has read first is never reported",
                        "the second reading has %u reader", people_of(m, twice->by));
        compile_path(path, "double-reads/%u/arbitrate", i);
        if (twice->arbitrate != NULL && twice->disagree > 0 && people_of(m, twice->arbitrate) < 3)
            compile_say(c, DIAG_WARNING, path,
                        "what its readers disagree on among themselves is never reported",
                        "the arbitration has %u readers, and asks for a third person",
                        people_of(m, twice->arbitrate));
    }
}

void compile_sense_routing(const struct compile *c)
{
    look_at_bundles(c);
    look_at_doubles(c);
}
