/* Text by characters. Columns are an estimate of the width in a proportional font.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/label.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define ELLIPSIS "\xE2\x80\xA6"
#define FIRST_WIDE 0x1100U

static size_t tail_bytes(unsigned char first)
{
    if (first >= 0xF0 && first <= 0xF4)
        return 3;
    if (first >= 0xE0 && first < 0xF0)
        return 2;
    return first >= 0xC2 && first < 0xE0 ? 1 : 0;
}

size_t label_character(const char *text, uint32_t *code)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char) text[0];
    size_t tail = tail_bytes(first);

    *code = first;
    if (first < 0x80)
        return 1;
    if (tail == 0)
        return 0;
    *code = first & (0x3FU >> tail);
    for (size_t i = 1; i <= tail; i++) {
        unsigned char byte = (unsigned char) text[i];

        if ((byte & 0xC0U) != 0x80U)
            return 0;
        *code = *code << 6U | (byte & 0x3FU);
    }
    if (*code < least[tail] || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF))
        return 0;
    return tail + 1;
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

/* Marks that turn the direction of writing would turn our own text, too. */
static bool is_unfit(uint32_t code)
{
    return (code & 0xFFFEU) == 0xFFFEU || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

static size_t width(uint32_t code)
{
    bool combining = code >= 0x300 && code < 0x370;

    if (combining || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F))
        return 0;
    return code >= FIRST_WIDE && !(code >= 0x1E00 && code < 0x2E80) && code != 0xFFFD ? 2 : 1;
}

/* One clean character, what it stands for and how far to go on. */
static size_t clean(const char *text, char piece[5], size_t *columns)
{
    uint32_t code = 0;
    size_t length = label_character(text, &code);

    if (length == 0 || is_unfit(code)) {
        memcpy(piece, REPLACEMENT, sizeof REPLACEMENT);
        *columns = 1;
        return length == 0 ? 1 : length;
    }
    *columns = is_control(code) ? 1 : width(code);
    if (is_control(code)) {
        memcpy(piece, " ", 2);
    } else {
        memcpy(piece, text, length);
        piece[length] = '\0';
    }
    return length;
}

size_t label_fit(char *out, size_t bytes, const char *text, size_t columns)
{
    const size_t ellipsis = sizeof ELLIPSIS - 1;
    size_t used = 0;
    size_t taken = 0;
    size_t keep = 0; /* bytes after which an ellipsis still fits */
    size_t keep_taken = 0;
    char piece[5];

    assert(bytes >= 16 && columns >= 1);
    while (*text != '\0') {
        size_t more = 0;
        size_t step = clean(text, piece, &more);
        size_t length = strlen(piece);

        if (taken + more > columns || used + length + ellipsis + 1 > bytes) {
            memcpy(out + keep, ELLIPSIS, ellipsis + 1);
            return keep_taken + 1;
        }
        memcpy(out + used, piece, length);
        used += length;
        taken += more;
        if (taken < columns) {
            keep = used;
            keep_taken = taken;
        }
        text += step;
    }
    out[used] = '\0';
    return taken;
}

size_t label_fit_ends(char *out, size_t bytes, const char *text, size_t columns)
{
    char clean_text[LABEL_BYTES];
    const char *tail = clean_text;
    char piece[5];
    size_t whole = label_fit(clean_text, sizeof clean_text, text, LABEL_COLUMNS);
    size_t head = 0;
    size_t left = whole;

    if (whole <= columns || columns < 8)
        return label_fit(out, bytes, clean_text, columns);
    head = label_fit(out, bytes, clean_text, columns / 2 + 1); /* ends in an ellipsis */
    while (left > columns - head) {
        size_t width_of = 0;

        tail += clean(tail, piece, &width_of);
        left -= width_of;
    }
    if (strlen(out) + strlen(tail) + 1 > bytes)
        return head;
    (void) strcat(out, tail);
    return head + left;
}

int label_line(char *out, const char **text, size_t columns)
{
    const char *from = *text;
    const char *end = from;
    const char *blank = NULL;
    size_t taken = 0;
    char piece[5];

    if (*from == '\0')
        return 0;
    while (*end != '\0') {
        size_t more = 0;
        size_t step = clean(end, piece, &more);

        if (taken + more > columns || (size_t) (end - from) + step + 1 > LABEL_BYTES)
            break;
        if (*end == ' ')
            blank = end;
        taken += more;
        end += step;
    }
    if (*end != '\0' && blank != NULL && blank > from)
        end = blank;
    else if (end == from)
        end = from + clean(from, piece, &taken); /* wider than the line: alone on it */
    memcpy(out, from, (size_t) (end - from));
    out[end - from] = '\0';
    *text = *end == ' ' ? end + 1 : end;
    return 1;
}

size_t label_columns(const char *text)
{
    size_t taken = 0;
    char piece[5];

    while (*text != '\0') {
        size_t more = 0;

        text += clean(text, piece, &more);
        taken += more;
    }
    return taken;
}
