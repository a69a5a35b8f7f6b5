/* Instants of a scenario, in and out, and the data base they are reckoned with.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/instant.h"

#include "core/simtime.h"
#include "scenario/quantity.h"
#include "scenario/scenario.h"
#include "scenario/wallclock.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define MARGIN_S (3 * WALLCLOCK_DAY_S)

bool instant_of_text(const char *zone, const char *text, int64_t *at_s)
{
    struct wallclock clock;
    int year, month, day, minutes;
    const char *right;
    int64_t local_s;

    if (!quantity_instant(text, &year, &month, &day, &minutes, &right))
        return false;
    local_s = wallclock_day(year, month, day) * WALLCLOCK_DAY_S + minutes * 60;
    if (wallclock_init(&clock, zone, local_s - MARGIN_S, local_s + MARGIN_S, NULL) != FAULT_NONE)
        return false;
    *at_s = wallclock_instant(&clock, local_s);
    wallclock_clear(&clock);
    return true;
}

/* A local time and its offset; the fraction only where there is one. */
static void write_instant(int64_t local_s, int64_t fraction_us, int32_t offset_s, char *text,
                          size_t size)
{
    int64_t day = wallclock_day_of(local_s);
    int64_t second = local_s - day * WALLCLOCK_DAY_S;
    int32_t east = offset_s < 0 ? -offset_s : offset_s;
    int year, month, day_of_month;
    char fraction[16] = "";

    wallclock_date(day, &year, &month, &day_of_month);
    if (fraction_us != 0)
        (void) snprintf(fraction, sizeof fraction, ".%06d", (int) fraction_us);
    (void) snprintf(text, size, "%04d-%02d-%02dT%02d:%02d:%02d%s%c%02d:%02d", year, month,
                    day_of_month, (int) (second / 3600), (int) (second / 60 % 60),
                    (int) (second % 60), fraction, offset_s < 0 ? '-' : '+', (int) (east / 3600),
                    (int) (east / 60 % 60));
}

void scenario_instant(const struct scenario *scenario, int64_t at_us, char *text, size_t size)
{
    const struct run_text *run = scenario_text(scenario)->run;
    struct wallclock clock;
    int64_t start_s, at_s, fraction_us = at_us % SIMTIME_SECOND;

    if (size > 0)
        text[0] = '\0';
    if (fraction_us < 0)
        fraction_us += SIMTIME_SECOND;
    if (!instant_of_text(run->zone, run->start, &start_s))
        return;
    at_s = start_s + (at_us - fraction_us) / SIMTIME_SECOND;
    if (wallclock_init(&clock, run->zone, at_s - MARGIN_S, at_s + MARGIN_S, NULL) != FAULT_NONE)
        return;
    write_instant(wallclock_local(&clock, at_s), fraction_us, wallclock_offset(&clock, at_s), text,
                  size);
    wallclock_clear(&clock);
}

/* The first word behind `before` in the first line of a file of the data base. */
static bool read_version(const char *folder, const char *name, const char *before, char *version,
                         size_t size)
{
    char *path = g_build_filename(folder, name, NULL);
    FILE *file = fopen(path, "r");
    char line[64] = "";
    size_t skip = strlen(before), length;

    g_free(path);
    if (file == NULL)
        return false;
    if (fgets(line, sizeof line, file) == NULL)
        line[0] = '\0';
    (void) fclose(file);
    length = strcspn(line + (strncmp(line, before, skip) == 0 ? skip : 0), " \r\n");
    if (strncmp(line, before, skip) != 0 || length == 0 || length >= size)
        return false;
    memcpy(version, line + skip, length);
    version[length] = '\0';
    return true;
}

const char *scenario_tzdata_version(void)
{
    static char version[32] = "unknown";
    static gsize asked = 0;

    if (g_once_init_enter(&asked)) {
        const char *folder = g_getenv("TZDIR");

        if (folder == NULL)
            folder = "/usr/share/zoneinfo";
        if (!read_version(folder, "+VERSION", "", version, sizeof version) &&
            !read_version(folder, "tzdata.zi", "# version ", version, sizeof version))
            (void) snprintf(version, sizeof version, "unknown");
        g_once_init_leave(&asked, 1);
    }
    return version;
}
