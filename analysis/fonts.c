/* `fc-list : charset` prints a line for each font, "charset=20-7e a0-17f 192": ranges in
 * hexadecimal.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/fonts.h"

#include "analysis/child.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LATIN_END 0x250U
#define SYMBOLS_END 0x2E80U /* DejaVu Sans, which gnuplot brings along, has nearly all before */

void fonts_clear(struct fonts *fonts)
{
    free(fonts->ranges);
    fonts->ranges = NULL;
    fonts->asked = false;
}

static void ask(struct fonts *fonts)
{
    char command[] = "fc-list";
    char pattern[] = ":";
    char charset[] = "charset";
    char *arguments[] = {command, pattern, charset, NULL};
    struct child child = {.arguments = arguments, .stream = STDOUT_FILENO};

    fonts->asked = true;
    if (child_run(&child, NULL) == FAULT_NONE && child.status == 0) {
        fonts->ranges = child.said;
        child.said = NULL;
    }
    free(child.said);
}

/* Marks and joiners that take no room and need no shape of their own. */
static bool is_shapeless(uint32_t code)
{
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x2060 && code <= 0x2064) ||
           (code >= 0xFE00 && code <= 0xFE0F);
}

static bool is_listed(const char *ranges, uint32_t code)
{
    const char *at = ranges;

    while (*at != '\0') {
        char *end = NULL;
        unsigned long from = strtoul(at, &end, 16);
        unsigned long to = from;

        if (end == at || (at > ranges && strchr(" =\n", at[-1]) == NULL)) {
            at++;
            continue;
        }
        if (*end == '-')
            to = strtoul(end + 1, &end, 16);
        if (code >= from && code <= to)
            return true;
        at = end;
    }
    return false;
}

bool fonts_have(struct fonts *fonts, uint32_t code)
{
    if (code < LATIN_END || is_shapeless(code))
        return true;
    if (!fonts->asked)
        ask(fonts);
    if (fonts->ranges == NULL)
        return code < SYMBOLS_END;
    return is_listed(fonts->ranges, code);
}
