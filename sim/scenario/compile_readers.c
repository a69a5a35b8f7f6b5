/* Reader groups with their rosters, and what covers what, when.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile_duty.h"

#include "core/bitset.h"
#include "core/simtime.h"
#include "scenario/quantity.h"

#include <string.h>

void compile_shift(const struct compile *c, uint32_t entry, struct roster_shift *shift)
{
    const struct shift_text *text = &c->text->shifts[entry];
    const char *right = NULL;
    char path[COMPILE_PATH_BYTES];

    *shift = (struct roster_shift){text->days.count == 0 ? 0x7fU : 0, 0, 0};
    for (unsigned i = 0; i < text->days.count; i++) {
        unsigned days = 0;

        compile_path(path, "shifts/%u/days/%u", entry, i);
        if (!quantity_days(text->days.items[i], &days, &right))
            compile_say(c, DIAG_ERROR, path, right, "`%s` is no day of the week",
                        text->days.items[i]);
        shift->days |= days;
    }
    compile_path(path, "shifts/%u/from", entry);
    if (text->from == NULL || !quantity_clock(text->from, false, &shift->from_min, &right))
        compile_say(c, DIAG_ERROR, path, right, "the shift's `from` is no clock time");
    compile_path(path, "shifts/%u/to", entry);
    if (text->to == NULL || !quantity_clock(text->to, true, &shift->to_min, &right))
        compile_say(c, DIAG_ERROR, path, right, "the shift's `to` is no clock time");
}

const struct wallclock *compile_shift_clock(const struct compile *c, uint32_t shift, uint32_t zone)
{
    const char *own = c->text->shifts[shift].zone;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "shifts/%u/zone", shift);
    if (own != NULL)
        zone = compile_find(c, c->zones, path, own);
    return &c->clocks[zone != MODEL_NONE ? zone : c->model->run_zone];
}

/* Does the i-th of a list stand there for the first time? */
static bool is_new(const struct text_list *list, unsigned i)
{
    for (unsigned k = 0; k < i; k++)
        if (strcmp(list->items[k], list->items[i]) == 0)
            return false;
    return true;
}

static unsigned find_modalities(const struct compile *c, uint32_t entry)
{
    const struct text_list *list = &c->text->readers[entry].modalities;
    unsigned set = 0;

    for (unsigned i = 0; i < list->count; i++)
        for (unsigned k = 0; k < MODEL_MODALITIES; k++)
            if (strcmp(list->items[i], model_modality_codes[k]) == 0)
                set |= 1U << k;
    return list->count == 0 ? (1U << MODEL_MODALITIES) - 1U : set;
}

/* The plain facts of a group; false: they are wrong, which is said. */
static bool read_group(const struct compile *c, uint32_t entry, struct model_group *group)
{
    const struct reader_text *text = &c->text->readers[entry];
    uint64_t count = 1;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "readers/%u/count", entry);
    compile_count(c, path, text->count, UINT32_MAX, &count);
    if (c->model->reader_count + count > COMPILE_READERS) {
        compile_say(c, DIAG_ERROR, path, "write not over 100000 for all groups",
                    "%s readers are not handled", text->count);
        return false;
    }
    group->count = (uint32_t) count;
    compile_path(path, "readers/%u/provider", entry);
    group->provider = MODEL_NONE;
    if (text->provider != NULL)
        group->provider = compile_find(c, c->providers, path, text->provider);
    compile_path(path, "readers/%u/zone", entry);
    group->zone = c->model->run_zone;
    if (text->zone != NULL)
        group->zone = compile_find(c, c->zones, path, text->zone);
    group->reads = MODEL_READS_FINAL;
    if (text->reads != NULL && strcmp(text->reads, "preliminary") == 0)
        group->reads = MODEL_READS_PRELIMINARY;
    if (text->reads != NULL && strcmp(text->reads, "draft") == 0)
        group->reads = MODEL_READS_DRAFT;
    group->modalities = find_modalities(c, entry);
    compile_costs(c, entry, group);
    return group->zone != MODEL_NONE;
}

static enum fault_kind add_group(struct compile *c, uint32_t entry, size_t *shifts)
{
    const struct reader_text *text = &c->text->readers[entry];
    struct model_group group = {.id = text->id};
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&group.pace, 1, c->fault);
    GArray *grants;
    uint32_t index;

    if (kind != FAULT_NONE || !read_group(c, entry, &group))
        return kind;
    grants = g_array_new(FALSE, FALSE, sizeof(struct model_grant));
    group.skills = g_new0(uint64_t, bitset_words(c->model->skill_count) + 1);
    kind = compile_licences(c, entry, &group, grants);
    for (unsigned i = 0; i < text->skills.count; i++) {
        group.skill_count += is_new(&text->skills, i);
        gpointer skill = g_hash_table_lookup(c->skills, text->skills.items[i]);

        if (skill != NULL) /* one that no study asks for is of no use, but right */
            bitset_add(group.skills, GPOINTER_TO_UINT(skill) - 1);
    }
    compile_path(path, "readers/%u/pace", entry);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->pace, DISTRIBUTION_FACTOR, &group.pace);
    if (kind == FAULT_NONE)
        kind = compile_habits(c, entry, &group.habits);
    if (kind == FAULT_NONE)
        kind = compile_discrepancy(c, entry, &group.discrepancy);
    if (kind == FAULT_NONE)
        kind = model_add_group(c->model, &group, &index, c->fault);
    if (kind == FAULT_NONE)
        kind = compile_grants(c, index, grants);
    if (kind == FAULT_NONE)
        kind = compile_roster(c, index, entry, shifts);
    compile_habits_free(group.habits);
    compile_free_grants(grants);
    g_free(group.discrepancy.classes);
    g_free(group.licences);
    g_free(group.privileges);
    g_free(group.resident);
    g_free(group.skills);
    return kind;
}

enum fault_kind compile_groups(struct compile *c)
{
    uint32_t count = c->text->readers_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    enum fault_kind kind = FAULT_NONE;
    size_t shifts = 0;

    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->readers[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++)
        kind = add_group(c, order[i].entry, &shifts);
    g_free(order);
    return kind;
}

enum fault_kind compile_shift_spans(struct compile *c, uint32_t shift, struct roster_spans *spans)
{
    const struct roster_cycle always = {1, 0, 0};
    struct roster_shift written;
    enum fault_kind kind;

    compile_shift(c, shift, &written);
    kind = roster_add(spans, &written, compile_shift_clock(c, shift, c->model->run_zone), &always,
                      &c->range, c->fault);
    roster_join(spans);
    return kind;
}

enum fault_kind compile_window(struct compile *c, uint32_t shift, uint32_t *index)
{
    struct roster_spans spans = {NULL, 0, 0};
    enum fault_kind kind = compile_shift_spans(c, shift, &spans);

    if (kind == FAULT_NONE)
        kind = model_add_window(c->model, &(struct model_window){spans.spans, spans.count}, index,
                                c->fault);
    roster_clear(&spans);
    return kind;
}
