/* libyaml's events, made into a tree. Events and not libyaml's documents, because those take more
 * than quadratic time in the depth, know no limit, and lose the places of aliases.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <assert.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct frame { /* a list or mapping that is being read */
    struct tree_node *node;
    bool has_key; /* a mapping's key was read, its value is next */
    bool again;   /* and it is not the first of that name */
    const char *key;
    struct tree_place key_place;
    GHashTable *keys; /* of a mapping: text to a place */
};

struct builder {
    struct tree *tree;
    struct diag *diag;
    struct tree_place start;
    struct frame frames[TREE_DEPTH_MAX];
    size_t depth;
    GHashTable *anchors; /* name to node */
    struct tree_node *root;
    bool stopped;   /* an error after which reading makes no sense */
    bool one_ended; /* a document was read whole */
};

static struct tree_place place_of(const struct builder *b, yaml_mark_t mark)
{
    struct tree_place place = {b->start.file, (unsigned) mark.line + b->start.line,
                               (unsigned) mark.column + 1};

    if (mark.line == 0)
        place.column += b->start.column - 1;
    return place;
}

static void stop(struct builder *b, struct tree_place place, const char *hint, const char *message)
{
    diag_add(b->diag, DIAG_ERROR, place.file, place.line, place.column, hint, "%s", message);
    b->stopped = true;
}

/* Without memory: nothing to say, the caller sees tree->exhausted. */
static void stop_empty(struct builder *b)
{
    b->tree->exhausted = true;
    b->stopped = true;
}

static void take_key(struct builder *b, struct frame *frame, const struct tree_node *node)
{
    static const char again[] = "write each key once";
    struct tree_place *first;

    frame->has_key = true;
    frame->key_place = node->place;
    frame->key = node->text;
    if (node->kind != TREE_SCALAR) {
        diag_add(b->diag, DIAG_ERROR, node->place.file, node->place.line, node->place.column,
                 "write `key: value`", "a key must be a word, not a list or mapping");
        frame->key = NULL;
        return;
    }
    if (node->plain && strcmp(node->text, "<<") == 0) {
        diag_add(b->diag, DIAG_ERROR, node->place.file, node->place.line, node->place.column,
                 "write the keys out, or use an alias for a whole value",
                 "the merge key `<<` cannot be used in a scenario");
        frame->key = NULL;
        return;
    }
    first = g_hash_table_lookup(frame->keys, node->text);
    frame->again = first != NULL;
    if (first != NULL)
        diag_add(b->diag, DIAG_ERROR, node->place.file, node->place.line, node->place.column, again,
                 "the key `%.80s` is written twice; first at %u:%u", node->text, first->line,
                 first->column);
    else
        g_hash_table_insert(frame->keys, g_strdup(node->text),
                            g_memdup2(&node->place, sizeof node->place));
}

/* Puts a finished node where it belongs. */
static void attach(struct builder *b, struct tree_node *node)
{
    struct frame *frame;
    struct tree_item item = {.place = node->place, .value = node};

    if (b->depth == 0) {
        b->root = node;
        return;
    }
    frame = &b->frames[b->depth - 1];
    if (frame->node->kind == TREE_MAPPING && frame->node->count == TREE_KEYS_MAX) {
        stop(b, node->place, "a mapping of a scenario has a few dozen",
             "more than 1000 keys in one mapping");
        return;
    }
    if (frame->node->kind == TREE_MAPPING && !frame->has_key) {
        take_key(b, frame, node);
        return;
    }
    if (frame->node->kind == TREE_MAPPING) {
        frame->has_key = false;
        if (frame->key == NULL)
            return;
        item.key = frame->key;
        item.place = frame->key_place;
        item.again = frame->again;
    }
    if (!tree_add(b->tree, frame->node, item))
        stop_empty(b);
}

static bool fits(struct builder *b, struct tree_place place)
{
    if (b->tree->nodes < TREE_NODES_MAX && b->tree->text_bytes < TREE_TEXT_BYTES_MAX)
        return true;
    stop(b, place, "aliases of aliases grow fast; write less",
         "the scenario is too large: more than 2000000 values, or 128 MiB of text");
    return false;
}

static void note_anchor(struct builder *b, const yaml_char_t *anchor, struct tree_node *node)
{
    if (anchor != NULL)
        g_hash_table_insert(b->anchors, g_strdup((const char *) anchor), node);
}

static bool has_tag(struct builder *b, const yaml_char_t *tag, struct tree_place place)
{
    static const char core[] = "tag:yaml.org,2002:"; /* what `!!` stands for */
    const char *text = (const char *) tag, *sign = "";

    if (tag == NULL)
        return false;
    if (strncmp(text, core, sizeof core - 1) == 0) {
        text += sizeof core - 1;
        sign = "!!";
    }
    diag_add(b->diag, DIAG_ERROR, place.file, place.line, place.column,
             "leave it out; every value is taken as text",
             "the tag `%s%.80s` cannot be used in a scenario", sign, text);
    return true;
}

static void take_scalar(struct builder *b, const yaml_event_t *event)
{
    struct tree_place place = place_of(b, event->start_mark);
    const char *text = (const char *) event->data.scalar.value;
    size_t length = event->data.scalar.length;
    struct tree_node *node;

    if (!fits(b, place))
        return;
    (void) has_tag(b, event->data.scalar.tag, place);
    if (strlen(text) != length)
        diag_add(b->diag, DIAG_ERROR, place.file, place.line, place.column, "take out the `\\0`",
                 "a text cannot hold the character NUL");
    node = tree_scalar(b->tree, text, place);
    if (node == NULL) {
        stop_empty(b);
        return;
    }
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    note_anchor(b, event->data.scalar.anchor, node);
    attach(b, node);
}

static void begin(struct builder *b, const yaml_event_t *event, enum tree_kind kind,
                  const yaml_char_t *anchor, const yaml_char_t *tag)
{
    struct tree_place place = place_of(b, event->start_mark);
    struct tree_node *node;

    if (!fits(b, place))
        return;
    (void) has_tag(b, tag, place);
    if (b->depth == TREE_DEPTH_MAX) {
        stop(b, place, "a scenario is never so deep", "more than 64 levels of lists and mappings");
        return;
    }
    node = tree_node(b->tree, kind, place);
    if (node == NULL) {
        stop_empty(b);
        return;
    }
    note_anchor(b, anchor, node);
    b->frames[b->depth] = (struct frame){.node = node};
    if (kind == TREE_MAPPING)
        b->frames[b->depth].keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    b->depth++;
}

static void end(struct builder *b)
{
    struct frame *frame = &b->frames[--b->depth];

    if (frame->keys != NULL)
        g_hash_table_destroy(frame->keys);
    attach(b, frame->node);
}

static void take_alias(struct builder *b, const yaml_event_t *event)
{
    struct tree_place place = place_of(b, event->start_mark);
    const char *name = (const char *) event->data.alias.anchor;
    const struct tree_node *meant = g_hash_table_lookup(b->anchors, name);
    struct tree_node *node;

    if (meant == NULL) {
        diag_add(b->diag, DIAG_ERROR, place.file, place.line, place.column,
                 "put a text that begins with `*` into quotes",
                 "the alias `*%.80s` has no anchor `&%.80s` before it", name, name);
        b->stopped = true;
        return;
    }
    for (size_t i = 0; i < b->depth; i++)
        if (b->frames[i].node == meant) {
            stop(b, place, "an alias repeats what is whole",
                 "an alias stands inside what it means");
            return;
        }
    if (!fits(b, place))
        return;
    node = tree_copy(b->tree, meant);
    if (node == NULL && fits(b, place))
        stop_empty(b);
    if (node == NULL)
        return;
    node->place = place;
    attach(b, node);
}

static void begin_document(struct builder *b, const yaml_event_t *event)
{
    if (b->one_ended)
        stop(b, place_of(b, event->start_mark), "one file holds one scenario",
             "a second document begins here");
}

/* Returns whether there is more to come. */
static bool take(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT: return true;
    case YAML_STREAM_END_EVENT: return false;
    case YAML_DOCUMENT_START_EVENT: begin_document(b, event); return !b->stopped;
    case YAML_DOCUMENT_END_EVENT: b->one_ended = true; return true;
    case YAML_ALIAS_EVENT: take_alias(b, event); return !b->stopped;
    case YAML_SCALAR_EVENT: take_scalar(b, event); return !b->stopped;
    case YAML_SEQUENCE_START_EVENT:
        begin(b, event, TREE_LIST, event->data.sequence_start.anchor,
              event->data.sequence_start.tag);
        return !b->stopped;
    case YAML_MAPPING_START_EVENT:
        begin(b, event, TREE_MAPPING, event->data.mapping_start.anchor,
              event->data.mapping_start.tag);
        return !b->stopped;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: end(b); return !b->stopped;
    }
    return true;
}

/* Bytes of the line break at c, 0 if there is none; YAML knows more of them than most. */
static size_t break_length(const char *c, const char *end)
{
    size_t left = (size_t) (end - c);

    if (*c == '\r')
        return left > 1 && c[1] == '\n' ? 2 : 1;
    if (left > 1 && memcmp(c, "\xC2\x85", 2) == 0)
        return 2;
    if (left > 2 && (memcmp(c, "\xE2\x80\xA8", 3) == 0 || memcmp(c, "\xE2\x80\xA9", 3) == 0))
        return 3;
    return *c == '\n' ? 1 : 0;
}

/* The start of a line of the text. */
static const char *line_of(const char *bytes, const char *end, size_t line)
{
    while (line > 0 && bytes < end) {
        size_t length = break_length(bytes, end);

        line -= length > 0 ? 1 : 0;
        bytes += length > 0 ? length : 1;
    }
    return bytes;
}

static bool is_flow(const yaml_parser_t *parser)
{
    return parser->context != NULL && strstr(parser->context, "flow") != NULL;
}

static void complain(struct builder *b, const yaml_parser_t *parser, const char *bytes,
                     size_t length)
{
    const char *problem = parser->problem == NULL ? "" : parser->problem;
    yaml_mark_t mark = parser->problem_mark;
    const char *line = line_of(bytes, bytes + length, mark.line);
    size_t left = (size_t) (bytes + length - line);
    size_t blank = 0;
    char sign[2] = "";
    struct tree_words words;

    while (blank < left && (line[blank] == ' ' || line[blank] == '\t'))
        blank++;
    if (memchr(line, '\t', blank) != NULL) {
        problem = "tab character";
        mark.column = (size_t) ((const char *) memchr(line, '\t', blank) - line);
    } else if (mark.index < length) {
        /* of what libyaml names by place only, the sign is ASCII and on this line */
        const char *at = g_utf8_strlen(line, (gssize) left) > (glong) mark.column
                             ? g_utf8_offset_to_pointer(line, (glong) mark.column)
                             : line;
        sign[0] = *at;
    }
    words = tree_words_of(problem, sign);
    if (left == 0 && is_flow(parser) && b->depth > 0) { /* never closed: shown where it opens */
        const struct tree_node *open = b->frames[b->depth - 1].node;

        words = tree_words_of(open->kind == TREE_LIST ? "',' or ']'" : "',' or '}'", sign);
        stop(b, open->place, words.hint, words.message);
        return;
    }
    if (strstr(problem, "end of stream") != NULL)
        mark = parser->context_mark; /* the quote */
    stop(b, place_of(b, mark), words.hint, words.message);
}

static void run(struct builder *b, yaml_parser_t *parser, const char *bytes, size_t length)
{
    bool more = true;

    while (more) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                stop_empty(b);
            else
                complain(b, parser, bytes, length);
            break;
        }
        more = take(b, &event);
        yaml_event_delete(&event);
    }
    while (b->depth > 0) { /* stopped in the middle */
        struct frame *frame = &b->frames[--b->depth];

        if (frame->keys != NULL)
            g_hash_table_destroy(frame->keys);
    }
}

enum fault_kind tree_parse(struct tree *tree, const char *bytes, size_t length,
                           struct tree_place start, struct tree_node **root, struct diag *diag)
{
    struct builder b = {.tree = tree, .diag = diag, .start = start};
    yaml_parser_t parser;

    assert(start.file != NULL);
    *root = NULL;
    if (!tree_is_clean(bytes, length, start, diag))
        return FAULT_NONE;
    if (!yaml_parser_initialize(&parser))
        return FAULT_MEMORY;
    b.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *) bytes, length);
    run(&b, &parser, bytes, length);
    yaml_parser_delete(&parser);
    g_hash_table_destroy(b.anchors);
    if (tree->exhausted)
        return FAULT_MEMORY;
    if (!b.stopped && b.root == NULL)
        stop(&b, start, "a scenario begins with `telerad: 1`", "there is nothing in it");
    if (!b.stopped)
        *root = b.root;
    return FAULT_NONE;
}
