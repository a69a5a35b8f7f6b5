/* Links, shared and own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/compile.h"

#include "scenario/quantity.h"

/* Bandwidth and overhead as they stand below a path. */
static void read_link(const struct compile *c, const char *path, const char *bandwidth,
                      const char *overhead, struct model_link *link)
{
    char place[COMPILE_PATH_BYTES + 16];
    const char *right = NULL;
    int64_t overhead_us = 0;
    double bits_per_s;

    (void) g_snprintf(place, sizeof place, "%s/overhead", path);
    compile_duration(c, place, overhead, &overhead_us);
    link->overhead_us = (double) overhead_us;
    (void) g_snprintf(place, sizeof place, "%s/bandwidth", path);
    if (bandwidth != NULL && quantity_bandwidth(bandwidth, &bits_per_s, &right))
        link->us_per_byte = 8e6 / bits_per_s;
    else
        compile_say(c, DIAG_ERROR, place, right != NULL ? right : "write it as in 20 Mbit/s",
                    "the link's bandwidth is not known");
}

enum fault_kind compile_links(struct compile *c)
{
    uint32_t count = c->text->links_count;
    struct compile_order *order = g_new(struct compile_order, count + 1U);
    enum fault_kind kind = FAULT_NONE;

    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct compile_order){c->text->links[i].id, i};
    compile_sort(order, count);
    for (uint32_t i = 0; i < count && kind == FAULT_NONE; i++) {
        const struct shared_link_text *text = &c->text->links[order[i].entry];
        struct model_link link = {.id = text->id};
        char path[COMPILE_PATH_BYTES];

        compile_path(path, "links/%u", order[i].entry);
        read_link(c, path, text->bandwidth, text->overhead, &link);
        compile_note(c->links, text->id, i);
        kind = model_add_link(c->model, &link, NULL, c->fault);
    }
    g_free(order);
    return kind;
}

enum fault_kind compile_site_link(struct compile *c, uint32_t copy, uint32_t *index)
{
    const struct link_text *text = c->text->sites[c->copies[copy].entry].link;
    struct model_link link = {.id = c->copies[copy].id};
    char path[COMPILE_PATH_BYTES];

    *index = MODEL_NONE;
    if (text == NULL)
        return FAULT_NONE;
    compile_path(path, "sites/%u/link", c->copies[copy].entry);
    if (text->name != NULL) {
        *index = compile_find(c, c->links, path, text->name);
        return FAULT_NONE;
    }
    read_link(c, path, text->bandwidth, text->overhead, &link);
    return model_add_link(c->model, &link, index, c->fault);
}
