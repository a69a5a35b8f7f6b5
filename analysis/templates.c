/* Reads what templates.cmake made.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/templates.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct template_file {
    const char *name;
    const char *const *lines; /* to NULL */
};

#include "analysis/template_files.inc"

void templates_write(FILE *file, const char *name, const char *instead)
{
    bool found = false;

    for (size_t i = 0; i < sizeof template_files / sizeof *template_files && !found; i++) {
        if (strcmp(template_files[i].name, name) != 0)
            continue;
        for (const char *const *line = template_files[i].lines; *line != NULL; line++)
            (void) fputs(instead != NULL && strcmp(*line, TEMPLATES_MARK) == 0 ? instead : *line,
                         file);
        found = true;
    }
    assert(found);
    (void) found;
}
