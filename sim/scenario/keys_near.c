/* Edit distance with exchanged neighbours (optimal string alignment), by three rows of the table.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys_near.h"

#include <glib.h>
#include <string.h>

static char plain(char c)
{
    return c == '_' || c == ' ' ? '-' : g_ascii_tolower(c);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row: distances of the first i bytes of a from each beginning of b. */
static void fill_row(const char *a, const char *b, size_t i, unsigned rows[3][KEYS_NEAR_BYTES + 1])
{
    const unsigned *before = rows[(i + 2) % 3];
    const unsigned *twice = rows[(i + 1) % 3];
    unsigned *row = rows[i % 3];

    row[0] = (unsigned) i;
    for (size_t j = 1; b[j - 1] != '\0'; j++) {
        char x = plain(a[i - 1]);
        char y = plain(b[j - 1]);

        row[j] = least(before[j - 1] + (x == y ? 0 : 1), least(before[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && x == plain(b[j - 2]) && y == plain(a[i - 2]))
            row[j] = least(row[j], twice[j - 2] + 1);
    }
}

unsigned keys_near_distance(const char *a, const char *b, unsigned limit)
{
    unsigned rows[3][KEYS_NEAR_BYTES + 1] = {{0}};
    size_t m = strnlen(a, KEYS_NEAR_BYTES + 1);
    size_t n = strnlen(b, KEYS_NEAR_BYTES + 1);

    if (m > KEYS_NEAR_BYTES || n > KEYS_NEAR_BYTES || m > n + limit || n > m + limit)
        return limit + 1;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = (unsigned) j;
    for (size_t i = 1; i <= m; i++)
        fill_row(a, b, i, rows);
    return least(rows[m % 3][n], limit + 1);
}

const char *keys_near_of(const char *name, const char *const *names, size_t count)
{
    const char *near = NULL;
    size_t length = strnlen(name, KEYS_NEAR_BYTES + 1);
    unsigned limit = (unsigned) (length < 3 ? 1 : length / 3);

    for (size_t i = 0; i < count; i++) {
        unsigned distance = keys_near_distance(name, names[i], limit);

        if (distance <= limit && distance < strlen(names[i])) {
            near = names[i];
            if (distance == 0)
                break;
            limit = distance - 1;
        }
    }
    return near;
}
