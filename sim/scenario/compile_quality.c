/* Quality: calls for critical findings, discrepancies of a group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include <string.h>

enum fault_kind compile_critical(struct compile *c, uint32_t entry, struct model_finding *finding)
{
    const struct critical_text *text = c->text->findings[entry].critical;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&finding->call, 0, c->fault);

    finding->call_within_us = MODEL_NO_TARGET;
    if (text == NULL || kind != FAULT_NONE)
        return kind;
    finding->calls = text->mark == NULL;
    finding->critical = finding->calls || strcmp(text->mark, "true") == 0;
    if (text->within != NULL) {
        compile_path(path, "findings/%u/critical/within", entry);
        compile_duration(c, path, text->within, &finding->call_within_us);
    }
    compile_path(path, "findings/%u/critical/call", entry);
    return compile_variate(c, path, text->call, DISTRIBUTION_TIME, &finding->call);
}

static enum fault_kind read_class(struct compile *c, uint32_t entry, uint32_t place,
                                  struct model_class *class)
{
    const struct class_text *text = &c->text->readers[entry].discrepancy->classes[place];
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = variate_constant(&class->recontact, 0, c->fault);

    class->id = text->id;
    compile_path(path, "readers/%u/discrepancy/classes/%u/share", entry, place);
    compile_share(c, path, text->share, &class->share);
    compile_path(path, "readers/%u/discrepancy/classes/%u/recontact", entry, place);
    if (kind == FAULT_NONE)
        kind = compile_variate(c, path, text->recontact, DISTRIBUTION_TIME, &class->recontact);
    return kind;
}

enum fault_kind compile_discrepancy(struct compile *c, uint32_t entry,
                                    struct model_discrepancy *out)
{
    const struct discrepancy_text *text = c->text->readers[entry].discrepancy;
    struct compile_order *order;
    char path[COMPILE_PATH_BYTES];
    enum fault_kind kind = FAULT_NONE;

    if (text == NULL)
        return FAULT_NONE;
    compile_path(path, "readers/%u/discrepancy/share", entry);
    compile_share(c, path, text->share, &out->share);
    out->classes = g_new0(struct model_class, text->classes_count + 1U);
    out->class_count = text->classes_count;
    order = g_new(struct compile_order, text->classes_count + 1U);
    for (uint32_t i = 0; i < text->classes_count; i++)
        order[i] = (struct compile_order){text->classes[i].id, i};
    compile_sort(order, text->classes_count);
    for (uint32_t i = 0; i < text->classes_count && kind == FAULT_NONE; i++)
        kind = read_class(c, entry, order[i].entry, &out->classes[i]);
    g_free(order);
    return kind;
}
