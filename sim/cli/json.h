/* Strict JSON, written as it comes: RFC 8259, UTF-8. What is no number is null.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_CLI_JSON_H
#define TELERAD_CLI_JSON_H

#include "cli/output.h"

#include <stdbool.h>
#include <stdint.h>

#define JSON_DEPTH 16U

struct json {
    struct output *output;
    unsigned depth;
    char closing[JSON_DEPTH]; /* what ends each level */
    bool filled[JSON_DEPTH];  /* a level has a member already */
    bool fresh_line;          /* the next member begins a line */
};

/** Begins a document; output is borrowed until json_end(). */
void json_init(struct json *json, struct output *output);

/* Each writes one value; key is NULL in an array and at the top. */
void json_object(struct json *json, const char *key); /* opens; json_close() ends it */
void json_array(struct json *json, const char *key);
void json_close(struct json *json);
void json_number(struct json *json, const char *key, double value); /* not finite: null */
void json_count(struct json *json, const char *key, uint64_t value);
void json_flag(struct json *json, const char *key, bool value);
/** NULL: null. Bytes that are no UTF-8 become U+FFFD. */
void json_text(struct json *json, const char *key, const char *text);
/** The next member begins a line of its own. */
void json_break(struct json *json);
/** Ends the document with a line feed; all levels must be closed. */
void json_end(struct json *json);

#endif
