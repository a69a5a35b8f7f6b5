/* The reference page of all keys, from the rows.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"
#include "scenario/scenario.h"

#include <glib.h>
#include <string.h>

static const char *const names[] = {
    [KEY_TEXT] = "text",
    [KEY_ID] = "name",
    [KEY_LABEL] = "name",
    [KEY_COUNT] = "whole number",
    [KEY_NUMBER] = "number",
    [KEY_DURATION] = "duration",
    [KEY_RATE] = "rate",
    [KEY_SHARE] = "share",
    [KEY_SHARE_RATE] = "share a time",
    [KEY_PERCENT] = "percentage",
    [KEY_GROWTH] = "growth",
    [KEY_SIZE] = "size",
    [KEY_BANDWIDTH] = "bandwidth",
    [KEY_MONEY] = "money",
    [KEY_MONEY_MONTH] = "money a month",
    [KEY_MONTHLY] = "number a month",
    [KEY_CURRENCY] = "currency",
    [KEY_EXCHANGE] = "money",
    [KEY_FEE] = "money a year",
    [KEY_CLOCK] = "clock time",
    [KEY_DATE] = "date",
    [KEY_INSTANT] = "instant",
    [KEY_ZONE] = "time zone",
    [KEY_DAYS] = "days",
    [KEY_WORD] = "one of",
    [KEY_FLAG] = "true or false",
    [KEY_FILE] = "file",
    [KEY_REFERENCE] = "id of",
    [KEY_PATTERN] = "ids of, or patterns over,",
    [KEY_OWN] = "value of the field's unit",
    [KEY_MAPPING] = "mapping",
    [KEY_ENTRIES] = "list of mappings",
    [KEY_DISTRIBUTION] = "distribution",
};

static const char opening[] =
    "# Keys of a scenario\n\n"
    "Made from the program's own tables; `telerad schema` prints the same as a JSON Schema.\n\n"
    "| what | form |\n| --- | --- |\n"
    "| duration | number and `ms s min h d wk`: `12 min` |\n"
    "| rate | number and `/s /min /h /day /wk /yr`: `40/day` |\n"
    "| share | number and `%`, from 0 to 100: `15 %` |\n"
    "| share a time | number, `%` and `/s /min /h /day /wk /yr`: `4 %/h` |\n"
    "| percentage | the same, which may be over 100: `150 %` |\n"
    "| growth | number and `%/yr`, above -100: `4 %/yr` |\n"
    "| size | number and `B kB MB GB TB KiB MiB GiB`: `320 MB` |\n"
    "| bandwidth | number and `bit/s kbit/s Mbit/s Gbit/s`: `50 Mbit/s` |\n"
    "| money | ISO 4217 code and number: `USD 45`; in one currency, or in those of `exchange` |\n"
    "| money, number a month | the same and `/month`, a calendar month on the run's clock: "
    "`USD 5000/month`, `500/month` |\n"
    "| clock time, date, instant | `\"HH:MM\"`, `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` |\n"
    "| time zone | a name of the IANA data base: `America/Chicago` |\n"
    "| days | `mon` … `sun` or a range, which may wrap: `fri-mon` |\n"
    "| whole number, number | plain digits; a decimal number, `e` allowed |\n"
    "| pattern | ids in which `*` stands for any text: `US-*` |\n\n"
    "Where a list of plain values is asked for, a single value is a list of one. Every scalar is "
    "text: `NO` and `07:00` need no quotes.\n\n"
    "`include` at the top names further files, relative to the including one. Their lists come "
    "first; an entry that comes later with the same `id` takes the place of the earlier one, a new "
    "one is put at the end. Other keys are taken from the file that says them last.\n";

static void append_plain(GString *out, const struct key_row *plain)
{
    g_string_append_printf(
        out, ", or %s%s%s%s", names[plain->type], plain->refers != NULL ? " `" : "",
        plain->refers != NULL ? plain->refers : "", plain->refers != NULL ? "`" : "");
}

static void append_type(GString *out, const struct key_row *row)
{
    g_string_append(out, (row->flags & KEY_MANY) != 0 && row->type != KEY_PATTERN ? "list: " : "");
    g_string_append(out, names[row->type]);
    if (row->refers != NULL)
        g_string_append_printf(out, " `%s`", row->refers);
    if (keys_plain(row) != NULL)
        append_plain(out, keys_plain(row));
    if ((row->flags & KEY_ALONE) != 0)
        g_string_append(out, ", or one of them");
    if (row->words != NULL)
        g_string_append_printf(out, " `%s`", row->words);
}

static void append_row(GString *out, const struct key_row *row)
{
    g_string_append_printf(out, "| `%s` | ", row->key);
    append_type(out, row);
    if ((row->flags & KEY_REQUIRED) != 0)
        g_string_append(out, " | required | ");
    else if (row->preset != NULL)
        g_string_append_printf(out, " | `%s` | ", row->preset);
    else
        g_string_append(out, " |  | ");
    g_string_append(out, row->says);
    if (row->type == KEY_COUNT && row->most < 1e18)
        g_string_append_printf(out, "; from %.0f to %.0f", row->least, row->most);
    if (row->example != NULL)
        g_string_append_printf(out, ": `%s: %s`", row->key, row->example);
    g_string_append(out, " |\n");
}

/* One row for all, since they mean the same. */
static void append_currencies(GString *out)
{
    const struct key_row *first = keys_exchange.rows, *last = first + keys_exchange.count - 1;

    g_string_append_printf(out, "| `%s` … `%s` | %s |  | %s; a code of ISO 4217: `EUR: %s` |\n",
                           first->key, last->key, names[first->type], first->says, first->example);
}

static void append_table(void *self, const struct key_table *table)
{
    GString *out = self;
    char *title = g_strdup(table->where);

    *title = g_ascii_toupper(*title);
    g_string_append_printf(out,
                           "\n## %s\n\n| key | what | default | meaning |\n"
                           "| --- | --- | --- | --- |\n",
                           title);
    if (table == &keys_exchange)
        append_currencies(out);
    for (size_t i = 0; table != &keys_exchange && i < table->count; i++)
        append_row(out, &table->rows[i]);
    if (table->later != NULL)
        g_string_append_printf(out, "\nNot in this version: `%s`.\n", table->later);
    g_free(title);
}

char *scenario_reference(void)
{
    GString *out = g_string_new(opening);
    char *text;

    keys_each(append_table, out);
    text = strdup(out->str);
    g_string_free(out, TRUE);
    return text;
}
