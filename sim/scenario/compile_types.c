/* What studies are: priorities, findings, study types and providers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/bitset.h"
#include "scenario/pattern.h"

#include <math.h>
#include <string.h>

/* Is an id met by a list of names and patterns? */
static bool listed(const struct text_list *list, const char *id)
{
    for (unsigned i = 0; i < list->count; i++)
        if (pattern_meets(list->items[i], id))
            return true;
    return false;
}

static bool too_many(const struct compile *c, const char *path, size_t count, size_t most)
{
    if (count <= most)
        return false;
    compile_say(c, DIAG_ERROR, path, "join some of them",
                "%zu are too many; at most %zu are handled", count, most);
    return true;
}

static enum fault_kind add_priorities(struct compile *c)
{
    const struct scenario_text *text = c->text;
    enum fault_kind kind = FAULT_NONE;

    if (too_many(c, "priorities", text->priorities_count, MODEL_PRIORITIES_MAX))
        return FAULT_INPUT;
    for (uint32_t i = 0; i < text->priorities_count && kind == FAULT_NONE; i++) {
        const struct priority_text *entry = &text->priorities[i];
        struct model_priority p = {
            .id = entry->id, .target_us = MODEL_NO_TARGET, .attain = (double) NAN, .weight = 1};
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "priorities/%u/target", i);
        compile_duration(c, path, entry->target, &p.target_us);
        compile_path(path, "priorities/%u/attain", i);
        compile_share(c, path, entry->attain, &p.attain);
        compile_path(path, "priorities/%u/weight", i);
        compile_number(c, path, entry->weight, &p.weight);
        p.preempts = text->dispatch != NULL && listed(&text->dispatch->preempt, entry->id);
        compile_note(c->priorities, entry->id, i);
        kind = model_add_priority(c->model, &p, NULL, c->fault);
    }
    return kind;
}

static enum fault_kind add_findings(struct compile *c)
{
    const struct scenario_text *text = c->text;
    struct compile_order *order = g_new(struct compile_order, text->findings_count + 1U);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < text->findings_count; i++)
        order[i] = (struct compile_order){text->findings[i].id, i};
    compile_sort(order, text->findings_count);
    if (too_many(c, "findings", text->findings_count, MODEL_FINDINGS_MAX))
        kind = FAULT_INPUT;
    for (uint32_t i = 0; i < text->findings_count && kind == FAULT_NONE; i++) {
        const struct finding_text *entry = &text->findings[order[i].entry];
        struct model_finding f = {.id = entry->id};

        compile_note(c->findings, entry->id, i);
        kind = compile_critical(c, order[i].entry, &f);
        if (kind == FAULT_NONE)
            kind = model_add_finding(c->model, &f, NULL, c->fault);
    }
    g_free(order);
    return kind;
}

static unsigned find_modality(const struct compile *c, const char *path, const char *code)
{
    for (unsigned i = 0; i < MODEL_MODALITIES; i++)
        if (code != NULL && strcmp(code, model_modality_codes[i]) == 0)
            return i;
    compile_say(c, DIAG_ERROR, path, "write CT, DX, MR, US, MG or PT", "`%s` is not a modality",
                code != NULL ? code : "");
    return 0;
}

/* Findings of a study type, by index, so that the text's order changes nothing. */
static void find_prevalences(const struct compile *c, uint32_t entry, struct model_study *study,
                             struct model_prevalence *of)
{
    const struct study_text *text = &c->text->studies[entry];
    char path[COMPILE_PATH_BYTES];

    for (unsigned k = 0; k < text->findings_count; k++) {
        struct model_prevalence p = {MODEL_NONE, 0};
        size_t at = study->finding_count;

        compile_path(path, "studies/%u/findings/%u/id", entry, k);
        p.finding = compile_find(c, c->findings, path, text->findings[k].id);
        compile_path(path, "studies/%u/findings/%u/prevalence", entry, k);
        compile_share(c, path, text->findings[k].prevalence, &p.share);
        if (p.finding == MODEL_NONE)
            continue;
        for (; at > 0 && of[at - 1].finding > p.finding; at--)
            of[at] = of[at - 1];
        of[at] = p;
        study->finding_count++;
    }
    study->findings = of;
}

static enum fault_kind read_priors(struct compile *c, uint32_t entry, struct model_study *study)
{
    const struct priors_text *text = c->text->studies[entry].priors;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&study->priors, 0, c->fault);

    if (kind != FAULT_NONE || text == NULL)
        return kind;
    compile_path(path, "studies/%u/priors/share", entry);
    study->priors_share = 1;
    compile_share(c, path, text->share, &study->priors_share);
    compile_path(path, "studies/%u/priors/size", entry);
    return compile_variate(c, path, text->size, DISTRIBUTION_SIZE, &study->priors);
}

static enum fault_kind add_study(struct compile *c, uint32_t entry, uint64_t *skills)
{
    const struct study_text *text = &c->text->studies[entry];
    struct model_study study = {.id = text->id, .skills = skills};
    struct model_prevalence *of = g_new0(struct model_prevalence, text->findings_count + 1U);
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind;
    uint32_t index;

    compile_path(path, "studies/%u/modality", entry);
    study.modality = find_modality(c, path, text->modality);
    if (text->skill != NULL)
        bitset_add(skills, compile_find(c, c->skills, path, text->skill));
    compile_path(path, "studies/%u/difficulty", entry);
    compile_number(c, path, text->difficulty, &study.difficulty);
    compile_path(path, "studies/%u/rvu", entry);
    compile_number(c, path, text->rvu, &study.rvu);
    find_prevalences(c, entry, &study, of);
    compile_certifications(c, entry, &study);
    kind = variate_constant(&study.images, 0, c->fault);
    if (kind == FAULT_NONE)
        kind = variate_constant(&study.read, 60e6, c->fault);
    compile_path(path, "studies/%u/images", entry);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->images, DISTRIBUTION_SIZE, &study.images);
    if (kind == FAULT_NONE)
        kind = read_priors(c, entry, &study);
    compile_path(path, "studies/%u/read", entry);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->read, DISTRIBUTION_TIME, &study.read);
    if (kind == FAULT_NONE)
        kind = model_add_study(c->model, &study, &index, c->fault);
    if (kind == FAULT_NONE)
        compile_note(c->studies, text->id, index);
    g_free(of);
    compile_free_certifications(&study);
    return kind;
}

static enum fault_kind add_studies(struct compile *c)
{
    uint32_t count = c->text->studies_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    size_t words = bitset_words(g_hash_table_size(c->skills)) + 1;
    uint64_t *skills = g_new(uint64_t, words);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->studies[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++) {
        memset(skills, 0, words * sizeof *skills);
        kind = add_study(c, order[i].entry, skills);
    }
    g_free(order);
    g_free(skills);
    return kind;
}

static enum fault_kind add_providers(struct compile *c)
{
    const struct scenario_text *text = c->text;
    struct compile_order *order = g_new(struct compile_order, text->providers_count + 1U);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < text->providers_count; i++)
        order[i] = (struct compile_order){text->providers[i].id, i};
    compile_sort(order, text->providers_count);
    for (uint32_t i = 0; i < text->providers_count && kind == FAULT_NONE; i++) {
        const struct provider_text *entry = &text->providers[order[i].entry];
        struct model_provider p = {.id = entry->id, .kind = entry->kind};

        compile_late_providers(c, entry->id, &p);
        compile_note(c->providers, entry->id, i);
        kind = compile_provider(c, order[i].entry, &p);
    }
    g_free(order);
    return kind;
}

enum fault_kind compile_types(struct compile *c)
{
    enum fault_kind kind = add_priorities(c);

    if (kind == FAULT_NONE)
        kind = add_findings(c);
    if (kind == FAULT_NONE)
        kind = add_studies(c);
    if (kind == FAULT_NONE)
        kind = add_providers(c);
    return kind;
}
