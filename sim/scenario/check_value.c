/* One plain value against its row: form, then range.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/check.h"

#include "scenario/keys_near.h"
#include "scenario/quantity.h"
#include "scenario/zone.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HINT_BYTES 400
#define ID_BYTES 200U
#define WORDS_MAX 16U
#define DAY_US 86400e6

static void say_not(struct check *c, const struct key_row *row, const struct tree_node *node,
                    const char *what, const char *right)
{
    check_say_not(c, row, node, what, right);
}

static void check_count(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    uint64_t most = row->most >= 18446744073709551615.0 ? UINT64_MAX : (uint64_t) row->most;
    char right[HINT_BYTES];
    uint64_t value;

    if (quantity_count(node->text, most, &value, NULL) && (double) value >= row->least)
        return;
    if (most == UINT64_MAX)
        (void) snprintf(right, sizeof right, "write a whole number in plain digits, as in 12");
    else
        (void) snprintf(right, sizeof right, "write a whole number from %.0f to %.0f", row->least,
                        row->most);
    say_not(c, row, node, "a whole number that can stand here", right);
}

static void check_number(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *right = NULL;
    char range[HINT_BYTES];
    double value;

    if (!quantity_number(node->text, &value, &right)) {
        say_not(c, row, node, "a number", right);
        return;
    }
    if (value >= row->least && value <= row->most &&
        (value > 0 || (row->flags & KEY_ABOVE_ZERO) == 0))
        return;
    if ((row->flags & KEY_ABOVE_ZERO) != 0 && value <= 0)
        (void) snprintf(range, sizeof range, "write a number above 0");
    else
        (void) snprintf(range, sizeof range, "write a number from %g to %g", row->least, row->most);
    say_not(c, row, node, "a number that can stand here", range);
}

static void check_duration(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *right = NULL;
    char range[HINT_BYTES];
    int64_t value;

    if (!quantity_duration(node->text, &value, &right)) {
        say_not(c, row, node, "a duration", right);
        return;
    }
    if ((row->flags & KEY_ABOVE_ZERO) != 0 && value <= 0) {
        say_not(c, row, node, "long enough", "write a duration above 0");
    } else if (row->most > 0 && (double) value > row->most) {
        (void) snprintf(range, sizeof range, "write a duration of at most %.0f d",
                        row->most / DAY_US);
        say_not(c, row, node, "a duration that can stand here", range);
    } else if ((row->flags & KEY_WHOLE_DAYS) != 0 && fmod((double) value, DAY_US) > 0) {
        say_not(c, row, node, "a whole number of days", "write whole days, as in 7 d");
    }
}

/* Money a year. */
static void check_fee(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    static const char year[] = "/yr";
    struct tree_node amount = *node;
    char *text;

    if (!g_str_has_suffix(node->text, year)) {
        check_say_not(c, row, node, "an amount of money a year",
                      "write the currency's ISO 4217 code, a number and /yr, as in USD 500/yr");
        return;
    }
    text = g_strndup(node->text, strlen(node->text) - strlen(year));
    amount.text = g_strchomp(text);
    check_money(c, row, &amount);
    g_free(text);
}

static void check_zone(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    char right[HINT_BYTES];
    const char *near = NULL;

    if (zone_known(node->text))
        return;
    if (c->guesses > 0) {
        c->guesses--;
        near = zone_nearest(node->text);
    }
    if (near != NULL)
        (void) snprintf(right, sizeof right, "the nearest name is %s", near);
    else
        (void) snprintf(right, sizeof right,
                        "name a zone of the IANA database, as in America/Chicago; offsets and "
                        "abbreviations are none");
    say_not(c, row, node, "a time zone", right);
}

static void check_word(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    char words[HINT_BYTES];
    char right[HINT_BYTES];
    const char *names[WORDS_MAX];
    const char *near;
    size_t count = 0;

    if (keys_has_word(row->words, node->text))
        return;
    (void) snprintf(words, sizeof words, "%s", row->words);
    (void) snprintf(right, sizeof right, "write one of %s", row->words);
    for (char *word = words; count < WORDS_MAX; word++) {
        names[count++] = word;
        word += strcspn(word, " ");
        if (*word == '\0')
            break;
        *word = '\0';
    }
    near = keys_near_of(node->text, names, count);
    if (count == 1)
        (void) snprintf(right, sizeof right, "write %s", row->words);
    else if (near != NULL)
        (void) snprintf(right, sizeof right, "the nearest is %s; all are %s", near, row->words);
    say_not(c, row, node, "known here", right);
}

/* Names and texts: what breaks lines, lists or pictures is kept out. */
static void check_id(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const unsigned char *text = (const unsigned char *) node->text;
    size_t length = strlen(node->text);

    if (length == 0 || length > ID_BYTES) {
        check_say(c, node->place, "write a name of 1 to 200 bytes", "`%s` is %s", row->key,
                  length == 0 ? "empty" : "too long");
        return;
    }
    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] == 0x7F || text[i] == '*') {
            say_not(c, row, node, "a name",
                    text[i] == '*' ? "`*` stands for any text in patterns; "
                                     "take another sign"
                                   : "take out control characters");
            return;
        }
    if (text[0] == ' ' || text[length - 1] == ' ')
        say_not(c, row, node, "a name", "take out the blanks around it");
}

static void check_text(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    char right[HINT_BYTES];
    double most = row->most > 0 ? row->most : 4000;

    if ((double) strlen(node->text) > most) {
        (void) snprintf(right, sizeof right, "at most %.0f bytes", most);
        check_say(c, node->place, right, "`%s` is too long", row->key);
    } else if (row->type == KEY_FILE && *node->text == '\0') {
        check_say(c, node->place, "name a file", "`%s` is empty", row->key);
    }
}

/* Types that only a reader of quantities judges. */
static void check_form(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    const char *text = node->text;
    const char *right = NULL;
    const char *what = "";
    bool sound = true;
    double real;
    unsigned set;
    int a, b, d, e;

    if (row->type == KEY_RATE) {
        sound = quantity_rate(text, &real, &right);
        what = "a rate";
    } else if (row->type == KEY_SHARE) {
        sound = quantity_share(text, &real, &right);
        what = "a share";
    } else if (row->type == KEY_SHARE_RATE) {
        sound = quantity_share_rate(text, &real, &right);
        what = "a share a time";
    } else if (row->type == KEY_PERCENT) {
        sound = quantity_percent(text, &real, &right);
        what = "a percentage";
    } else if (row->type == KEY_GROWTH) {
        sound = quantity_growth(text, &real, &right);
        what = "a growth";
    } else if (row->type == KEY_SIZE) {
        sound = quantity_size(text, &real, &right);
        what = "a size";
    } else if (row->type == KEY_BANDWIDTH) {
        sound = quantity_bandwidth(text, &real, &right);
        what = "a bandwidth";
    } else if (row->type == KEY_CLOCK) {
        sound = quantity_clock(text, (row->flags & KEY_MIDNIGHT) != 0, &a, &right);
        what = "a clock time";
    } else if (row->type == KEY_DATE) {
        sound = quantity_date(text, &a, &b, &d, &right);
        what = "a date";
    } else if (row->type == KEY_INSTANT) {
        sound = quantity_instant(text, &a, &b, &d, &e, &right);
        what = "an instant";
    } else if (row->type == KEY_DAYS) {
        sound = quantity_days(text, &set, &right);
        what = "a day or a range of days";
    }
    if (!sound)
        say_not(c, row, node, what, right);
}

static void check_flag(struct check *c, const struct key_row *row, const struct tree_node *node)
{
    if (!keys_has_word("true false yes no", node->text))
        say_not(c, row, node, "true or false", "write true or false");
}

/* Inside a distribution: a value of the unit of what is distributed. */
static void check_own(struct check *c, const struct key_row *row, const struct tree_node *node,
                      enum distribution_unit own)
{
    struct key_row like = *row;

    like.type = own == DISTRIBUTION_TIME   ? KEY_DURATION
                : own == DISTRIBUTION_SIZE ? KEY_SIZE
                                           : KEY_NUMBER;
    like.most = own == DISTRIBUTION_FACTOR ? 1e6 : KEY_NO_LIMIT;
    check_plain(c, &like, node, own);
}

void check_plain(struct check *c, const struct key_row *row, const struct tree_node *node,
                 enum distribution_unit own)
{
    if (keys_has_word(row->later, node->text)) {
        check_say(c, node->place, "take another value, or leave the key out",
                  "`%s: %s` is not in this version of telerad", row->key, node->text);
        return;
    }
    switch (row->type) {
    case KEY_TEXT:
    case KEY_FILE: check_text(c, row, node); return;
    case KEY_ID:
    case KEY_LABEL: check_id(c, row, node); return;
    case KEY_COUNT: check_count(c, row, node); return;
    case KEY_NUMBER: check_number(c, row, node); return;
    case KEY_DURATION: check_duration(c, row, node); return;
    case KEY_MONEY:
    case KEY_MONEY_MONTH:
    case KEY_MONTHLY:
    case KEY_CURRENCY:
    case KEY_EXCHANGE: check_money(c, row, node); return;
    case KEY_FEE: check_fee(c, row, node); return;
    case KEY_ZONE: check_zone(c, row, node); return;
    case KEY_WORD: check_word(c, row, node); return;
    case KEY_FLAG: check_flag(c, row, node); return;
    case KEY_REFERENCE: check_reference(c, row, node, false); return;
    case KEY_PATTERN: check_reference(c, row, node, true); return;
    case KEY_OWN: check_own(c, row, node, own); return;
    case KEY_RATE:
    case KEY_SHARE:
    case KEY_SHARE_RATE:
    case KEY_PERCENT:
    case KEY_GROWTH:
    case KEY_SIZE:
    case KEY_BANDWIDTH:
    case KEY_CLOCK:
    case KEY_DATE:
    case KEY_INSTANT:
    case KEY_DAYS: check_form(c, row, node); return;
    case KEY_MAPPING:
    case KEY_ENTRIES:
    case KEY_DISTRIBUTION: return;
    }
}
