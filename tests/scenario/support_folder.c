/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>

const char folder_base[] =
    "telerad: 1\n"
    "name: Test\n"
    "run: {zone: America/Chicago, start: 2026-03-02T00:00, duration: 7 d}\n"
    "jurisdictions: [{id: US-IA}, {id: US-IL}]\n"
    "calendars: [{id: us, dates: [2026-05-25]}]\n"
    "profiles: [{id: ed, days: {mon: 1.1}, holidays: {calendar: us, factor: 0.5}}]\n"
    "priorities: [{id: stat, target: 30 min, attain: 90 %}, {id: routine}]\n"
    "findings: [{id: ich, critical: true}]\n"
    "studies:\n"
    "  - {id: ct, modality: CT, read: {constant: 10 min}, findings: [{id: ich, prevalence: 8 %}]}\n"
    "  - {id: dx, modality: DX, read: {lognormal: {median: 2 min, p90: 5 min}}}\n"
    "sites:\n"
    "  - id: story\n"
    "    count: 3\n"
    "    jurisdiction: US-IA\n"
    "    link: {bandwidth: 20 Mbit/s}\n"
    "    demand:\n"
    "      - {study: ct, rate: 9/day, profile: ed, priorities: [{id: stat, share: 100 %}]}\n"
    "      - {study: dx, rate: 30/day}\n"
    "shifts: [{id: night, from: 19:00, to: 07:00}]\n"
    "readers:\n"
    "  - id: iowa\n"
    "    count: 2\n"
    "    provider: county\n"
    "    licences: {hold: [US-*]}\n"
    "    roster: [{shift: night, of: 2, cycle: {on: 7 d, off: 7 d}}]\n"
    "    cost: {per-hour: USD 190}\n"
    "providers: [{id: county}, {id: nightco, price: {per-read: USD 48}}]\n"
    "coverage: [{provider: county, when: night}]\n"
    "final-reads: {by: county, within: 12 h}\n"
    "dispatch: {order: priority, preempt: []}\n"
    "ai: [{id: tool, studies: ct, finding: ich, sensitivity: 93 %, specificity: 94 %}]\n";

void folder_create(struct folder *folder)
{
    (void) snprintf(folder->path, sizeof folder->path, "/tmp/telerad-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    diag_init(&folder->diag);
}

static void remove_tree(const char *path)
{
    GDir *entries = g_dir_open(path, 0, NULL);
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        char *below = g_build_filename(path, name, NULL);

        if (g_file_test(below, G_FILE_TEST_IS_DIR) && !g_file_test(below, G_FILE_TEST_IS_SYMLINK))
            remove_tree(below);
        else
            (void) unlink(below);
        g_free(below);
    }
    if (entries != NULL)
        g_dir_close(entries);
    (void) rmdir(path);
}

void folder_remove(struct folder *folder)
{
    diag_clear(&folder->diag);
    remove_tree(folder->path);
}

const char *folder_file(const struct folder *folder, const char *name)
{
    static char path[256];

    (void) snprintf(path, sizeof path, "%s/%s", folder->path, name);
    return path;
}

void folder_write_bytes(const struct folder *folder, const char *name, const void *bytes,
                        size_t length)
{
    FILE *file = fopen(folder_file(folder, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void folder_write(const struct folder *folder, const char *name, const char *text)
{
    folder_write_bytes(folder, name, text, strlen(text));
}

void folder_write_changed(const struct folder *folder, const char *name, const char *from,
                          const char *to)
{
    const char *at = strstr(folder_base, from);
    char *text;

    assert_non_null(at);
    text =
        g_strdup_printf("%.*s%s%s", (int) (at - folder_base), folder_base, to, at + strlen(from));
    folder_write(folder, name, text);
    g_free(text);
}

struct scenario *folder_read(struct folder *folder, const char *name, const char *const *sets,
                             size_t count)
{
    struct scenario *scenario = NULL;
    struct fault fault = {.text = ""};
    enum fault_kind kind;

    diag_clear(&folder->diag);
    kind = scenario_read(&scenario, folder_file(folder, name), sets, count, &folder->diag, &fault);
    diag_sort(&folder->diag);
    assert_true((scenario != NULL) == (kind == FAULT_NONE));
    assert_true((folder->diag.errors == 0) == (kind == FAULT_NONE));
    return scenario;
}

enum fault_kind folder_try(struct folder *folder, const char *name)
{
    scenario_free(folder_read(folder, name, NULL, 0));
    if (folder->diag.errors == 0)
        return FAULT_NONE;
    return folder->diag.unreadable ? FAULT_FILE : FAULT_INPUT;
}

void folder_wants(const struct folder *folder, const char *name, unsigned line, unsigned column,
                  const char *message, const char *hint)
{
    const char *file = strncmp(name, "--", 2) == 0 ? name : folder_file(folder, name);

    for (size_t i = 0; i < folder->diag.count; i++) {
        const struct diag_entry *entry = &folder->diag.entries[i];

        if (strcmp(entry->file, file) == 0 && entry->line == line && entry->column == column &&
            strstr(entry->message, message) != NULL &&
            (hint == NULL || (entry->hint != NULL && strstr(entry->hint, hint) != NULL)))
            return;
    }
    for (size_t i = 0; i < folder->diag.count; i++)
        print_error("%s:%u:%u: %s; %s\n", folder->diag.entries[i].file,
                    folder->diag.entries[i].line, folder->diag.entries[i].column,
                    folder->diag.entries[i].message,
                    folder->diag.entries[i].hint == NULL ? "" : folder->diag.entries[i].hint);
    fail_msg("nothing like \"%s; %s\" at %s:%u:%u", message, hint == NULL ? "" : hint, file, line,
             column);
}
