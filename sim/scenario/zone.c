/* The names of the installed IANA data base: what lies in its folder, in byte order. Looked up here
 * because GLib takes any nonsense as UTC, and offsets and POSIX rules for zones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/zone.h"

#include "scenario/keys_near.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 3 /* America/Argentina/Buenos_Aires */

static const char *folder(void)
{
    const char *named = g_getenv("TZDIR"); /* GLib heeds it, too */

    return named != NULL && *named != '\0' ? named : "/usr/share/zoneinfo";
}

/* Zones have capital letters first and no point; other trees, tables and the machine's own setting
 * lie in the same folder. */
static bool is_name(const char *entry)
{
    return g_ascii_isupper(*entry) && strchr(entry, '.') == NULL && strcmp(entry, "Factory") != 0 &&
           strcmp(entry, "SECURITY") != 0;
}

static bool is_zone_file(const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rb");
    bool is = file != NULL && fread(magic, 1, sizeof magic, file) == sizeof magic &&
              memcmp(magic, "TZif", sizeof magic) == 0;

    if (file != NULL)
        (void) fclose(file);
    return is;
}

static void gather(GPtrArray *names, const char *prefix, int depth)
{
    char *path = g_build_filename(folder(), prefix, NULL);
    GDir *entries = g_dir_open(path, 0, NULL);
    const char *entry;

    g_free(path);
    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        char *name = *prefix == '\0' ? g_strdup(entry) : g_strconcat(prefix, "/", entry, NULL);
        char *file = g_build_filename(folder(), name, NULL);

        if (is_name(entry) && g_file_test(file, G_FILE_TEST_IS_DIR)) {
            if (depth < DEPTH_MAX)
                gather(names, name, depth + 1);
        } else if (is_name(entry) && is_zone_file(file)) {
            g_ptr_array_add(names, g_steal_pointer(&name));
        }
        g_free(file);
        g_free(name);
    }
    if (entries != NULL)
        g_dir_close(entries);
}

static int by_bytes(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;

    return strcmp(*a, *b);
}

/* All names, gathered once; for the life of the program. */
static const GPtrArray *known(void)
{
    static gsize once; /* g_once: the one piece of state, constant after its making */

    if (g_once_init_enter(&once)) {
        GPtrArray *names = g_ptr_array_new();

        gather(names, "", 1);
        g_ptr_array_sort(names, by_bytes);
        g_once_init_leave(&once, GPOINTER_TO_SIZE(names));
    }
    return GSIZE_TO_POINTER(once);
}

static const char *city_of(const char *name)
{
    const char *slash = strrchr(name, '/');

    return slash == NULL ? name : slash + 1;
}

/* "chicago" or "US/Chicago" for America/Chicago; "EST5EDT,M3.2.0" for EST5EDT. */
static const char *by_part(const GPtrArray *names, const char *name)
{
    size_t rule = strcspn(name, ",");

    for (guint i = 0; i < names->len; i++) {
        const char *candidate = names->pdata[i];

        if (strchr(candidate, '/') != NULL &&
            g_ascii_strcasecmp(city_of(candidate), city_of(name)) == 0)
            return candidate;
        if (name[rule] == ',' && strlen(candidate) == rule && strncmp(name, candidate, rule) == 0)
            return candidate;
    }
    return NULL;
}

/* "UTC+5:30", "+0530", "GMT-6", "Z": the offset east of Greenwich in minutes. */
static bool is_offset(const char *name, int *minutes)
{
    int hours = 0, rest = 0, digits = 0;
    const char *at = name;

    if (g_ascii_strncasecmp(at, "UTC", 3) == 0 || g_ascii_strncasecmp(at, "GMT", 3) == 0)
        at += 3;
    *minutes = 0;
    if (g_ascii_strcasecmp(at, "Z") == 0)
        return true;
    if (*at != '+' && *at != '-')
        return false;
    while (digits < 2 && g_ascii_isdigit(at[1 + digits]))
        hours = 10 * hours + (at[1 + digits++] - '0');
    at += 1 + digits;
    at += *at == ':' ? 1 : 0;
    if (g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) && at[2] == '\0')
        rest = 10 * (at[0] - '0') + at[1] - '0';
    else if (*at != '\0')
        return false;
    *minutes = (strchr(name, '-') != NULL ? -1 : 1) * (60 * hours + rest);
    return digits > 0;
}

/* A zone that has the offset all the year round, or by standard time; not Etc/GMT+5, whose sign is
 * the other way round. NULL: there is none. */
static const char *by_offset(int minutes)
{
    static const struct {
        int minutes;
        const char *name;
    } zones[] = {{-660, "Pacific/Pago_Pago"},
                 {-600, "Pacific/Honolulu"},
                 {-570, "Pacific/Marquesas"},
                 {-540, "America/Anchorage"},
                 {-480, "America/Los_Angeles"},
                 {-420, "America/Phoenix"},
                 {-360, "America/Chicago"},
                 {-300, "America/New_York"},
                 {-240, "America/Halifax"},
                 {-210, "America/St_Johns"},
                 {-180, "America/Sao_Paulo"},
                 {-60, "Atlantic/Azores"},
                 {0, "UTC"},
                 {60, "Europe/Paris"},
                 {120, "Europe/Athens"},
                 {180, "Europe/Istanbul"},
                 {210, "Asia/Tehran"},
                 {240, "Asia/Dubai"},
                 {270, "Asia/Kabul"},
                 {300, "Asia/Karachi"},
                 {330, "Asia/Kolkata"},
                 {345, "Asia/Kathmandu"},
                 {360, "Asia/Dhaka"},
                 {390, "Asia/Yangon"},
                 {420, "Asia/Bangkok"},
                 {480, "Asia/Singapore"},
                 {525, "Australia/Eucla"},
                 {540, "Asia/Tokyo"},
                 {570, "Australia/Darwin"},
                 {600, "Australia/Brisbane"},
                 {630, "Australia/Lord_Howe"},
                 {660, "Pacific/Guadalcanal"},
                 {720, "Pacific/Auckland"},
                 {765, "Pacific/Chatham"},
                 {780, "Pacific/Tongatapu"},
                 {840, "Pacific/Kiritimati"}};

    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (zones[i].minutes == minutes)
            return zones[i].name;
    return NULL;
}

bool zone_known(const char *name)
{
    const GPtrArray *names = known();

    return bsearch(&name, names->pdata, names->len, sizeof *names->pdata, by_bytes) != NULL;
}

const char *zone_nearest(const char *name)
{
    const GPtrArray *names = known();
    const char *near = NULL;
    int minutes;

    if (is_offset(name, &minutes)) {
        near = by_offset(minutes);
        return near != NULL && zone_known(near) ? near : NULL;
    }
    for (guint i = 0; i < names->len && near == NULL; i++)
        if (g_ascii_strcasecmp(names->pdata[i], name) == 0)
            near = names->pdata[i];
    if (near == NULL && *name != '\0')
        near = by_part(names, name);
    if (near == NULL && strlen(name) >= 4) /* of CST and EST neither means the other */
        near = keys_near_of(name, (const char *const *) names->pdata, names->len);
    return near;
}
