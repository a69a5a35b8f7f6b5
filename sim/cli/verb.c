/* The table of verbs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "scenario/keys_near.h"

#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Agreed, but not in this version: said so instead of "unknown". */
static const struct verb compare = {.name = "compare"}, sweep = {.name = "sweep"},
                         size = {.name = "size"}, licences = {.name = "licences"},
                         fit = {.name = "fit"}, validate = {.name = "validate"},
                         export = {.name = "export"}, report = {.name = "report"};

static const struct verb *const verbs[] = {
    &verb_check, &verb_run, &verb_plot, &verb_info, &verb_schema, &verb_help, &compare,
    &sweep,      &size,     &licences,  &fit,       &validate,    &export,    &report,
};

const struct verb *const *verb_all(size_t *count)
{
    *count = COUNT_OF(verbs);
    return verbs;
}

const struct verb *verb_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (strcmp(verbs[i]->name, name) == 0)
            return verbs[i];
    return NULL;
}

const char *verb_nearest(const char *name)
{
    const char *names[COUNT_OF(verbs)];

    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        names[i] = verbs[i]->name;
    return keys_near_of(name, names, COUNT_OF(verbs));
}
