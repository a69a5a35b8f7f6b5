/* A YAML file as a tree in which every node knows its place. Nodes and texts live in the tree's own
 * store and are freed with it. Private to the room.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_SCENARIO_TREE_H
#define TELERAD_SCENARIO_TREE_H

#include "core/fault.h"
#include "scenario/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define TREE_DEPTH_MAX 64U
#define TREE_KEYS_MAX 1000U /* of a mapping */
#define TREE_FILE_BYTES_MAX ((size_t) 16 << 20)
#define TREE_NODES_MAX 2000000U                  /* aliases written out */
#define TREE_TEXT_BYTES_MAX ((size_t) 128 << 20) /* the same */

struct tree_place {
    const char *file;      /* owned by the tree */
    unsigned line, column; /* from 1; 0: nowhere, as a default stands */
};

enum tree_kind { TREE_SCALAR, TREE_LIST, TREE_MAPPING };

struct tree_node;

struct tree_item {
    const char *key;         /* NULL in a list */
    struct tree_place place; /* of the key, or of the list's item */
    struct tree_node *value;
    bool again; /* its key stands earlier in the mapping, too: checked, but not used */
};

struct tree_node {
    enum tree_kind kind;
    bool plain; /* a scalar without quotes */
    struct tree_place place;
    const char *text; /* of a scalar */
    struct tree_item *items;
    size_t count, capacity;
};

struct tree_chunk;

struct tree {
    struct tree_chunk *chunks;
    size_t nodes, text_bytes; /* made so far, against the limits */
    bool exhausted;           /* no memory: what was made since is not whole */
};

/** An empty tree; to tree_clear(). */
void tree_init(struct tree *tree);
/** Gives back everything; the tree is empty again. */
void tree_clear(struct tree *tree);

/* Makers return NULL without memory and note it in tree->exhausted. */
char *tree_text(struct tree *tree, const char *text, size_t length);
struct tree_node *tree_node(struct tree *tree, enum tree_kind kind, struct tree_place place);
struct tree_node *tree_scalar(struct tree *tree, const char *text, struct tree_place place);
/** A copy of its own, sharing the texts; NULL beyond the limits of size, too. */
struct tree_node *tree_copy(struct tree *tree, const struct tree_node *node);
/** Adds an item; key NULL in a list. */
bool tree_add(struct tree *tree, struct tree_node *node, struct tree_item item);

/** The value of a key, NULL if the mapping (or what else node is, NULL too) has none. O(keys). */
struct tree_node *tree_get(const struct tree_node *node, const char *key);
/** The text of the scalar under a key, NULL if there is none. */
const char *tree_get_text(const struct tree_node *node, const char *key);
/** Puts a value in the place of a key's, or adds it. */
bool tree_put(struct tree *tree, struct tree_node *node, const char *key, struct tree_node *value,
              struct tree_place place);

/**
 * Reads YAML text. What is wrong goes to diag with its place; libyaml's own words are not shown.
 * line and column are those of the text's first character, for text that is part of another.
 * *root is NULL after an error that stops reading; after others, as doubled keys, it is whole.
 * FAULT_NONE, or FAULT_MEMORY.
 */
NODISCARD enum fault_kind tree_parse(struct tree *tree, const char *bytes, size_t length,
                                     struct tree_place start, struct tree_node **root,
                                     struct diag *diag);

/** Is it UTF-8 without control characters? If not, the first fault goes to diag. O(length). */
bool tree_is_clean(const char *bytes, size_t length, struct tree_place start, struct diag *diag);

/**
 * Reads a file: UTF-8, with a mark or without, or UTF-16 with one. asked is the place of the name
 * that is to blame if the file cannot be opened, or has file NULL: the file itself.
 */
NODISCARD enum fault_kind tree_read(struct tree *tree, const char *path, struct tree_place asked,
                                    struct tree_node **root, struct diag *diag);

/** libyaml's complaint in plain words. near: the text from the place on. */
struct tree_words {
    const char *message, *hint;
};
struct tree_words tree_words_of(const char *problem, const char *near);

#endif
