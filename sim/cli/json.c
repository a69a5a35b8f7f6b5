/* Strict JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json.h"

#include "cli/number.h"

#include <assert.h>
#include <glib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void quoted(struct json *json, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    output_text(json->output, "\"");
    for (const char *at = valid; *at != '\0';) {
        size_t plain = 0;

        while ((unsigned char) at[plain] >= 0x20 && at[plain] != '"' && at[plain] != '\\' &&
               at[plain] != 0x7F)
            plain++;
        output_print(json->output, "%.*s", (int) plain, at);
        at += plain;
        if (*at == '"' || *at == '\\')
            output_print(json->output, "\\%c", *at++);
        else if (*at != '\0')
            output_print(json->output, "\\u%04x", (unsigned) (unsigned char) *at++);
    }
    output_text(json->output, "\"");
    g_free(valid);
}

/* What stands before a value: comma, line, key. */
static void lead(struct json *json, const char *key)
{
    bool first = !json->filled[json->depth];

    json->filled[json->depth] = true;
    if (!first)
        output_text(json->output, ",");
    if (json->fresh_line)
        output_print(json->output, "\n%*s", (int) (2 * json->depth), "");
    else if (!first)
        output_text(json->output, " ");
    json->fresh_line = false;
    if (key != NULL) {
        quoted(json, key);
        output_text(json->output, ": ");
    }
}

static void open_level(struct json *json, const char *key, const char *opening, char closing)
{
    assert(json->depth + 1 < JSON_DEPTH);
    lead(json, key);
    output_text(json->output, opening);
    json->depth++;
    json->closing[json->depth] = closing;
    json->filled[json->depth] = false;
}

void json_init(struct json *json, struct output *output)
{
    *json = (struct json){.output = output};
}

void json_object(struct json *json, const char *key)
{
    open_level(json, key, "{", '}');
}

void json_array(struct json *json, const char *key)
{
    open_level(json, key, "[", ']');
}

void json_close(struct json *json)
{
    assert(json->depth > 0);
    output_print(json->output, "%c", json->closing[json->depth]);
    json->depth--;
    json->fresh_line = false;
}

void json_number(struct json *json, const char *key, double value)
{
    lead(json, key);
    output_text(json->output, isfinite(value) ? number_exact(value).text : "null");
}

void json_count(struct json *json, const char *key, uint64_t value)
{
    lead(json, key);
    output_print(json->output, "%" PRIu64, value);
}

void json_flag(struct json *json, const char *key, bool value)
{
    lead(json, key);
    output_text(json->output, value ? "true" : "false");
}

void json_text(struct json *json, const char *key, const char *text)
{
    lead(json, key);
    if (text == NULL)
        output_text(json->output, "null");
    else
        quoted(json, text);
}

void json_break(struct json *json)
{
    json->fresh_line = true;
}

void json_end(struct json *json)
{
    assert(json->depth == 0);
    output_text(json->output, "\n");
}
