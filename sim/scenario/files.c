/* Names of files, made relative to one folder.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/files.h"

#include "scenario/override.h"

#include <glib.h>
#include <string.h>

/* The name as seen from a folder, or absolute if it does not lie below; g_free() it. */
static char *seen_from(const char *folder, const char *from, const char *name)
{
    char *whole = g_build_filename(from, name, NULL);
    char *clean = g_canonicalize_filename(whole, NULL);
    char *base = g_canonicalize_filename(folder, NULL);
    size_t length = strlen(base);
    char *seen;

    if (strncmp(clean, base, length) == 0 && clean[length] == G_DIR_SEPARATOR)
        seen = g_strdup(clean + length + 1);
    else
        seen = g_strdup(clean);
    g_free(whole);
    g_free(clean);
    g_free(base);
    return seen;
}

static bool gather_one(struct tree *tree, struct tree_node *file, const char *folder)
{
    bool set = file->place.file != NULL && strcmp(file->place.file, OVERRIDE_FILE) == 0;
    char *from, *seen;

    if (g_path_is_absolute(file->text) || file->place.file == NULL)
        return true;
    from = set ? g_strdup(".") : g_path_get_dirname(file->place.file);
    if (strcmp(from, folder) != 0) {
        seen = seen_from(folder, from, file->text);
        file->text = tree_text(tree, seen, strlen(seen));
        g_free(seen);
    }
    g_free(from);
    return file->text != NULL;
}

static bool gather(struct tree *tree, struct tree_node *node, const char *folder)
{
    for (size_t i = 0; node->kind != TREE_SCALAR && i < node->count; i++) {
        struct tree_node *value = node->items[i].value;

        if (node->items[i].key != NULL && strcmp(node->items[i].key, "file") == 0 &&
            value->kind == TREE_SCALAR) {
            if (!gather_one(tree, value, folder))
                return false;
        } else if (!gather(tree, value, folder)) {
            return false;
        }
    }
    return true;
}

enum fault_kind files_gather(struct tree *tree, struct tree_node *root, const char *path)
{
    char *folder = g_path_get_dirname(path);
    bool fine = gather(tree, root, folder);

    g_free(folder);
    return fine ? FAULT_NONE : FAULT_MEMORY;
}
