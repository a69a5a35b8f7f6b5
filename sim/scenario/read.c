/* Reading a scenario: files, overrides, check, defaults, libcyaml, in this order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"
#include "scenario/defaults.h"
#include "scenario/files.h"
#include "scenario/include.h"
#include "scenario/override.h"
#include "scenario/read_text.h"
#include "scenario/scenario.h"
#include "scenario/scenario_private.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAY_BYTES 1024

static enum fault_kind read_tree(struct scenario *scenario, const char *const *sets,
                                 size_t set_count, struct diag *diag)
{
    struct tree_node *replaced = NULL;
    enum fault_kind kind =
        include_read(&scenario->tree, scenario->path, &scenario->root, &replaced, diag);

    if (kind != FAULT_NONE || scenario->root == NULL)
        return kind;
    for (size_t i = 0; i < set_count && kind == FAULT_NONE; i++)
        kind = override_apply(&scenario->tree, scenario->root, sets[i], diag);
    if (kind == FAULT_NONE)
        check_scenario(scenario->root, replaced, scenario->currency, diag);
    return kind;
}

static enum fault_kind finish(struct scenario *scenario, struct fault *fault)
{
    enum fault_kind kind = defaults_fill(&scenario->tree, scenario->root, scenario->path);

    if (kind == FAULT_NONE)
        kind = files_gather(&scenario->tree, scenario->root, scenario->path);
    if (kind != FAULT_NONE)
        return kind;
    scenario->schema = keys_cyaml_create();
    if (scenario->schema == NULL)
        return FAULT_MEMORY;
    return read_text_load(scenario->root, scenario->schema, &scenario->text, fault);
}

enum fault_kind scenario_read(struct scenario **out, const char *path, const char *const *sets,
                              size_t set_count, struct diag *diag, struct fault *fault)
{
    struct scenario *scenario = calloc(1, sizeof *scenario);
    size_t errors = diag->errors;
    bool unreadable = diag->unreadable;
    enum fault_kind kind = FAULT_MEMORY;

    diag->unreadable = false;
    if (scenario == NULL)
        goto done;
    tree_init(&scenario->tree);
    scenario->path = strdup(path);
    if (scenario->path == NULL)
        goto done;
    kind = read_tree(scenario, sets, set_count, diag);
    if (kind != FAULT_NONE)
        goto done;
    if (diag->errors > errors) {
        kind = fault_set(fault, diag->unreadable ? FAULT_FILE : FAULT_INPUT,
                         "the scenario has errors; mend them");
        goto done;
    }
    kind = finish(scenario, fault);
    if (kind == FAULT_NONE) {
        *out = scenario;
        scenario = NULL;
    }
done:
    diag->unreadable = diag->unreadable || unreadable;
    scenario_free(scenario);
    if (kind == FAULT_MEMORY)
        return fault_set(fault, FAULT_MEMORY, "no memory to read the scenario");
    return kind;
}

void scenario_free(struct scenario *scenario)
{
    cyaml_config_t config = keys_cyaml_config();

    if (scenario == NULL)
        return;
    if (scenario->text != NULL)
        (void) cyaml_free(&config, keys_cyaml_top(scenario->schema), scenario->text, 0);
    keys_cyaml_free(scenario->schema);
    tree_clear(&scenario->tree);
    free(scenario->path);
    free(scenario->resolved);
    free(scenario);
}

const struct scenario_text *scenario_text(const struct scenario *scenario)
{
    return scenario->text;
}

const char *scenario_name(const struct scenario *scenario)
{
    return scenario->text->name;
}

const char *scenario_currency(const struct scenario *scenario)
{
    return scenario->currency[0] == '\0' ? "1" : scenario->currency;
}

/* The part of the path up to the next slash, as key or number of an item. */
static const struct tree_node *below(const struct tree_node *node, const char *path, size_t length)
{
    size_t index = 0;

    if (node->kind == TREE_LIST) {
        for (size_t i = 0; i < length; i++) {
            if (path[i] < '0' || path[i] > '9' || index > node->count)
                return NULL;
            index = 10 * index + (size_t) (path[i] - '0');
        }
        return length > 0 && index < node->count ? node->items[index].value : NULL;
    }
    for (size_t i = 0; node->kind == TREE_MAPPING && i < node->count; i++)
        if (!node->items[i].again && strncmp(node->items[i].key, path, length) == 0 &&
            node->items[i].key[length] == '\0')
            return node->items[i].value;
    return NULL;
}

static struct tree_place place_of(const struct scenario *scenario, const char *path)
{
    const struct tree_node *node = scenario->root;
    struct tree_place place = node->place;

    while (node != NULL && *path != '\0') {
        size_t length = strcspn(path, "/");

        node = below(node, path, length);
        if (node != NULL && node->place.line > 0)
            place = node->place;
        path += length;
        path += *path == '/' ? 1 : 0;
    }
    return place;
}

void scenario_say(const struct scenario *scenario, struct diag *diag, enum diag_grade grade,
                  const char *path, const char *hint, const char *format, ...)
{
    struct tree_place place = place_of(scenario, path);
    char text[SAY_BYTES];
    va_list arguments;

    va_start(arguments, format);
    (void) vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diag_add(diag, grade, place.file, place.line, place.column, hint, "%s", text);
}

const char *scenario_path(const struct scenario *scenario)
{
    return scenario->path;
}
