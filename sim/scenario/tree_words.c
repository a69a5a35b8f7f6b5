/* What libyaml complains of, said to somebody who does not know YAML's grammar.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <string.h>

struct translation {
    const char *problem; /* part of libyaml's words */
    struct tree_words words;
};

static const struct translation translations[] = {
    {"mapping values are not allowed",
     {"a `:` cannot stand here", "put a text that holds `: ` into quotes; indent keys of one "
                                 "mapping alike"}},
    {"tab character", {"a tab in the indentation", "indent with blanks"}},
    {"alphabetic or numeric character",
     {"a text that begins with `*` or `&` needs quotes", "write it as \"*\""}},
    {"could not find expected ':'",
     {"a key without `:`", "write `key: value`, and close quotes on their line"}},
    {"end of stream", {"a quote that is never closed", "close it with the sign that opened it"}},
    {"document indicator", {"a quote that is never closed", "close it before `---` or `...`"}},
    {"unknown escape",
     {"an unknown `\\` sign in a text", "write `\\\\` for a backslash, or use single quotes"}},
    {"hexdecimal", {"a `\\` sign without its digits", "write `\\\\` for a backslash"}},
    {"Unicode character escape", {"a `\\` sign that names no character", "write it as it is"}},
    {"sequence entries are not allowed",
     {"a `-` cannot stand here", "begin a list's items on lines of their own, indented alike"}},
    {"mapping keys are not allowed",
     {"a key cannot stand here", "begin it on a line of its own, or put the text into quotes"}},
    {"expected key", {"the indentation does not fit", "indent keys of one mapping alike"}},
    {"expected '-'",
     {"the indentation does not fit", "begin each item of the list with `-`, "
                                      "indented alike"}},
    {"',' or ']'",
     {"the list `[` is not closed", "put `,` between items, `]` at the end"}},
    {"',' or '}'",
     {"the mapping `{` is not closed", "put `,` between keys, `}` at the end"}},
    {"expected node content", {"something is missing here", "write a value"}},
    {"<document start>",
     {"something stands after the end of the scenario", "indent it as the keys above it"}},
    {"unexpected ':'", {"a `:` cannot stand here", "put the text into quotes"}},
    {"%", {"a line that begins with `%`", "put a text that begins with `%` into quotes"}},
    {"directive", {"a line that begins with `%`", "put a text that begins with `%` into quotes"}},
    {"tag",
     {"a tag (`!`) cannot be used in a scenario", "put a text that begins with `!` into "
                                                  "quotes"}},
    {"indentation indicator", {"a number after `|` or `>` is not right", "leave it out"}},
    {"comment or line break",
     {"something stands after `|` or `>`", "begin the text on the next line"}},
    {"block", {"a text block that cannot be read", "indent its lines alike"}},
    {"incompatible YAML", {"a version of YAML that is not 1.1", "leave the line out"}},
};

static struct tree_words words_of_start(char sign)
{
    switch (sign) {
    case '\t': return (struct tree_words){"a tab in the indentation", "indent with blanks"};
    case '%':
        return (struct tree_words){"a text that begins with `%` needs quotes",
                                   "a share is written 60 %, with the sign behind"};
    case '@':
        return (struct tree_words){"a text that begins with `@` needs quotes",
                                   "put it into quotes"};
    case '`':
        return (struct tree_words){"a text that begins with a back-tick needs quotes",
                                   "put it into quotes"};
    default:
        return (struct tree_words){"no value can begin with this sign", "put the text into quotes"};
    }
}

struct tree_words tree_words_of(const char *problem, const char *near)
{
    if (strstr(problem, "cannot start any token") != NULL)
        return words_of_start(*near);
    for (size_t i = 0; i < sizeof translations / sizeof *translations; i++)
        if (strstr(problem, translations[i].problem) != NULL)
            return translations[i].words;
    return (struct tree_words){"this cannot be read as YAML", "put the text into quotes"};
}
