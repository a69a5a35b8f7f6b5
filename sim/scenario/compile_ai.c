/* AI tools. Their curves: the equal-variance binormal model, in which scores of studies without the
 * finding are N(0, 1), those of studies with it N(d', 1), and a score above the threshold t is
 * positive: AUC = below(d' / sqrt 2), sensitivity = below(d' - t), specificity = below(t) (Green
 * and Swets, Signal Detection Theory and Psychophysics, 1966; Metz, Semin. Nucl. Med. 8:283, 1978).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "core/bitset.h"
#include "core/normal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static void read_roc(const struct compile *c, uint32_t entry, struct model_tool *tool)
{
    const struct roc_text *text = c->text->ai[entry].roc;
    double auc = 0.5, threshold = 0, apart;
    char path[COMPILE_PATH_BYTES];

    compile_path(path, "ai/%u/roc/auc", entry);
    compile_number(c, path, text->auc, &auc);
    apart = sqrt(2) * normal_quantile(auc);
    if (text->specificity != NULL) {
        compile_path(path, "ai/%u/roc/specificity", entry);
        compile_share(c, path, text->specificity, &tool->specificity);
        threshold = normal_quantile(tool->specificity);
    } else if (text->sensitivity != NULL) {
        compile_path(path, "ai/%u/roc/sensitivity", entry);
        compile_share(c, path, text->sensitivity, &tool->sensitivity);
        threshold = apart - normal_quantile(tool->sensitivity);
    } else {
        compile_path(path, "ai/%u/roc/threshold", entry);
        compile_number(c, path, text->threshold, &threshold);
    }
    if (text->sensitivity == NULL)
        tool->sensitivity = normal_below(apart - threshold);
    if (text->specificity == NULL)
        tool->specificity = normal_below(threshold);
}

static void read_accuracy(const struct compile *c, uint32_t entry, struct model_tool *tool)
{
    const struct ai_text *text = &c->text->ai[entry];
    char path[COMPILE_PATH_BYTES];

    if (text->roc != NULL) {
        read_roc(c, entry, tool);
        return;
    }
    compile_path(path, "ai/%u/sensitivity", entry);
    compile_share(c, path, text->sensitivity, &tool->sensitivity);
    compile_path(path, "ai/%u/specificity", entry);
    compile_share(c, path, text->specificity, &tool->specificity);
}

/* The ranks that verdicts bring; a negative's must be the less urgent one. */
static void read_ranks(const struct compile *c, uint32_t entry, struct model_tool *tool)
{
    const struct ai_text *text = &c->text->ai[entry];
    char path[COMPILE_PATH_BYTES];
    uint32_t lowered;

    compile_path(path, "ai/%u/on-positive/priority", entry);
    if (text->on_positive != NULL && text->on_positive->priority != NULL)
        tool->positive_priority = compile_find(c, c->priorities, path, text->on_positive->priority);
    compile_path(path, "ai/%u/on-negative/priority", entry);
    if (text->on_negative == NULL)
        return;
    lowered = compile_find(c, c->priorities, path, text->on_negative->priority);
    if (lowered == MODEL_NONE)
        return;
    tool->negative_priority = lowered;
    if (lowered == 0)
        compile_say(c, DIAG_ERROR, path, "name a less urgent one",
                    "`%s` is the most urgent priority, so that a negative lowers nothing",
                    text->on_negative->priority);
    else if (tool->positive_priority != MODEL_NONE && lowered <= tool->positive_priority)
        compile_say(c, DIAG_ERROR, path, "name a priority that is less urgent than it",
                    "`%s` of a negative is not less urgent than `%s` of a positive",
                    text->on_negative->priority, text->on_positive->priority);
}

static void read_draft(const struct compile *c, uint32_t entry, struct model_tool *tool)
{
    const struct draft_text *text = c->text->ai[entry].draft;
    char path[COMPILE_PATH_BYTES];

    if (text == NULL)
        return;
    compile_path(path, "ai/%u/draft/saves", entry);
    compile_share(c, path, text->saves, &tool->draft_saves);
    tool->draft_on_positive = strcmp(text->on, "negative") != 0;
    tool->draft_on_negative = strcmp(text->on, "positive") != 0;
}

static enum fault_kind add_tool(struct compile *c, uint32_t entry, uint64_t *studies)
{
    const struct ai_text *text = &c->text->ai[entry];
    struct model_tool tool = {.id = text->id,
                              .studies = studies,
                              .sensitivity = 1,
                              .specificity = 1,
                              .positive_priority = MODEL_NONE};
    uint64_t servers = 1;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&tool.time, 0, c->fault);

    compile_path(path, "ai/%u/studies", entry);
    compile_set(c, path, &text->studies, c->studies, studies);
    compile_path(path, "ai/%u/finding", entry);
    tool.finding = compile_find(c, c->findings, path, text->finding);
    read_accuracy(c, entry, &tool);
    read_ranks(c, entry, &tool);
    read_draft(c, entry, &tool);
    tool.autonomous = text->autonomous != NULL && strcmp(text->autonomous, "true") == 0;
    compile_path(path, "ai/%u/servers", entry);
    compile_count(c, path, text->servers, 1000000, &servers);
    if (servers == 0)
        compile_say(c, DIAG_ERROR, path, "write 1 or more", "a tool without servers never answers");
    tool.servers = (uint32_t) servers;
    compile_path(path, "ai/%u/price", entry);
    compile_money(c, path, text->price, &tool.price);
    compile_path(path, "ai/%u/time", entry);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->time, DISTRIBUTION_TIME, &tool.time);
    if (kind == FAULT_NONE && tool.finding != MODEL_NONE)
        kind = model_add_tool(c->model, &tool, NULL, c->fault);
    return kind;
}

enum fault_kind compile_tools(struct compile *c)
{
    uint32_t count = c->text->ai_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    size_t words = bitset_words(c->model->study_count) + 1;
    uint64_t *studies = g_new(uint64_t, words);
    enum fault_kind kind = FAULT_NONE;

    assert(count <= MODEL_TOOLS_MAX); /* its row says so */
    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->ai[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++) {
        memset(studies, 0, words * sizeof *studies);
        kind = add_tool(c, order[i].entry, studies);
    }
    g_free(order);
    g_free(studies);
    return kind;
}
