/* The scenario printed back: libcyaml saves it, then each scalar that some YAML 1.1 reader would
 * take for a truth value, number, time or nothing is put into quotes, event by event.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/resolved.h"

#include "scenario/scenario_private.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct buffer {
    GString *text;
};

static int append(void *self, unsigned char *bytes, size_t length)
{
    struct buffer *buffer = self;

    g_string_append_len(buffer->text, (const char *) bytes, (gssize) length);
    return 1;
}

static bool is_word(const char *text)
{
    static const char *const words[] = {"y",    "n",     "yes",  "no", "on", "off",
                                        "true", "false", "null", "~",  "=",  "<<"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Numbers, times and dates in all their forms begin with a digit, a sign or a point and go on with
 * few other signs, blanks only in dates with a time. Too many texts are quoted rather than one too
 * few. */
static bool is_like_number(const char *text)
{
    static const char signs[] = "0123456789eETtzZ_+-.,:";

    text += *text == '+' || *text == '-' ? 1 : 0;
    if (*text == '.')
        return true;
    if (*text == '0' && (text[1] == 'x' || text[1] == 'o' || text[1] == 'b'))
        return true;
    if (*text < '0' || *text > '9')
        return false;
    text += strspn(text, signs);
    return *text == '\0' || (*text == ' ' && text[strspn(text, "0123456789eETtzZ_+-.,: ")] == '\0');
}

bool resolved_needs_quotes(const char *text)
{
    return *text == '\0' || is_word(text) || is_like_number(text);
}

static void restyle(yaml_event_t *event)
{
    const char *text;

    if (event->type != YAML_SCALAR_EVENT)
        return;
    text = (const char *) event->data.scalar.value;
    event->data.scalar.plain_implicit = 1;
    event->data.scalar.quoted_implicit = 1;
    event->data.scalar.style =
        resolved_needs_quotes(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
    if (strchr(text, '\n') != NULL)
        event->data.scalar.style = YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

static void restyle_any(yaml_event_t *event)
{
    restyle(event);
    if (event->type == YAML_DOCUMENT_START_EVENT)
        event->data.document_start.implicit = 1;
    if (event->type == YAML_DOCUMENT_END_EVENT)
        event->data.document_end.implicit = 1;
}

/* Copies all events from parser to emitter. The start of a list is held back until it is known
 * whether plain values follow, which stand on one line. */
static bool copy_events(yaml_parser_t *parser, yaml_emitter_t *emitter)
{
    yaml_event_t event, list;
    bool held = false;
    bool fine = true;
    yaml_event_type_t type = YAML_NO_EVENT;

    while (fine && type != YAML_STREAM_END_EVENT) {
        if (!yaml_parser_parse(parser, &event))
            break;
        type = event.type;
        restyle_any(&event);
        if (held) {
            list.data.sequence_start.style =
                type == YAML_SCALAR_EVENT ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE;
            held = false;
            fine = yaml_emitter_emit(emitter, &list) != 0; /* owns the event either way */
        }
        if (!fine) {
            yaml_event_delete(&event);
        } else if (type == YAML_SEQUENCE_START_EVENT) {
            list = event;
            held = true;
        } else {
            fine = yaml_emitter_emit(emitter, &event) != 0;
        }
    }
    if (held)
        yaml_event_delete(&list);
    return fine && type == YAML_STREAM_END_EVENT;
}

static char *restyled(const char *saved, size_t length)
{
    struct buffer buffer = {g_string_new(NULL)};
    yaml_parser_t parser;
    yaml_emitter_t emitter;
    char *text = NULL;

    if (!yaml_parser_initialize(&parser)) {
        g_string_free(buffer.text, TRUE);
        return NULL;
    }
    if (yaml_emitter_initialize(&emitter)) {
        yaml_parser_set_input_string(&parser, (const unsigned char *) saved, length);
        yaml_emitter_set_output(&emitter, append, &buffer);
        yaml_emitter_set_unicode(&emitter, 1);
        yaml_emitter_set_width(&emitter, -1); /* no folding: a text stays on its line */
        if (copy_events(&parser, &emitter))
            text = strdup(buffer.text->str);
        yaml_emitter_delete(&emitter);
    }
    yaml_parser_delete(&parser);
    g_string_free(buffer.text, TRUE);
    return text;
}

/* An empty list has no items, and libcyaml leaves it out; with a place for them it writes `[]`. */
static bool show_empty(struct text_list *list)
{
    if (list->items == NULL)
        list->items = cyaml_mem(NULL, NULL, sizeof *list->items);
    return list->items != NULL;
}

/* The lists whose default is to be empty. */
static bool show_empty_defaults(struct scenario_text *text)
{
    bool fine = text->dispatch == NULL || show_empty(&text->dispatch->preempt);

    for (unsigned i = 0; i < text->readers_count; i++)
        fine = fine && show_empty(&text->readers[i].skills);
    return fine;
}

const char *scenario_resolved(struct scenario *scenario)
{
    cyaml_config_t config = keys_cyaml_config();
    char *saved = NULL;
    size_t length = 0;

    if (scenario->resolved != NULL)
        return scenario->resolved;
    if (!show_empty_defaults(scenario->text) ||
        cyaml_save_data(&saved, &length, &config, keys_cyaml_top(scenario->schema), scenario->text,
                        0) != CYAML_OK)
        return NULL;
    scenario->resolved = restyled(saved, length);
    (void) cyaml_mem(NULL, saved, 0);
    return scenario->resolved;
}
