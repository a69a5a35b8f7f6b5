/* Which picture from which data. All programs and data are written before the first is drawn, so
 * that they are there even if gnuplot is not.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plot.h"

#include "analysis/drawing.h"
#include "analysis/label.h"
#include "analysis/picture.h"

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MOST_MINUTES 5.26e8

struct picture {
    bool (*can)(const struct stored *stored);
    enum fault_kind (*fill)(struct sheet *sheet, const struct picture_source *source,
                            struct fault *fault);
    const char *missing; /* why it may not be there */
};

/* The two tables go together. */
static const struct plot_note notes[] = {
    {"tat", "Turnaround time by priority: how many studies had a report within how long. The mark "
            "is the promise; a curve that passes above it keeps it."},
    {"target", "Share of studies within the target, with 95 % intervals, against the promise."},
    {"backlog", "Studies received and not yet reported, over time: the mean, and a band over the "
                "replications."},
    {"week",
     "The week as heat maps: arrivals, readers on shift, backlog and share within target by "
     "hour; grey where nobody is on or there is nothing to say."},
    {"utilisation", "Part of its time at work that each group spends reading, with 95 % "
                    "intervals."},
    {"roster",
     "Readers' shifts in a week, on the sites' clock and on the readers' own, with changes "
     "of the clocks marked."},
    {"ai", "How long studies wait for a reader by what the AI said and what was true, with 95 % "
           "intervals."}};

static const struct picture pictures[] = {
    {plot_tat_can, plot_tat, "no study was reported"},
    {plot_target_can, plot_target, "no priority with a target has a study to judge"},
    {plot_backlog_can, plot_backlog, "no replication has samples of the backlog"},
    {plot_week_can, plot_week, "no hour of the week has anything to say"},
    {plot_utilisation_can, plot_utilisation, "no reader was ever at work"},
    {plot_roster_can, plot_roster, "no reader has a shift in the measured time"},
    {plot_ai_can, plot_ai, "the scenario has no AI, or no study with a verdict waited"}};

#define PICTURES (sizeof pictures / sizeof *pictures)
_Static_assert(sizeof notes / sizeof *notes == PICTURES, "a picture without a note");

static const char *const formats[] = {"svg", "png", "pdf"};
#define FORMATS (sizeof formats / sizeof *formats)

struct job {
    struct picture_source source;
    struct drawing drawing;
    char format_list[16]; /* "svg png pdf" */
    bool wanted[PICTURES];
};

const struct plot_note *plot_notes(size_t *count)
{
    *count = PICTURES;
    return notes;
}

/* "tat, target, …" */
static void list_names(char *out, size_t bytes)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < PICTURES && used < bytes; i++)
        used +=
            (size_t) snprintf(out + used, bytes - used, "%s%s", i > 0 ? ", " : "", notes[i].name);
}

static enum fault_kind choose_formats(struct job *job, const struct plot_options *options,
                                      struct fault *fault)
{
    char clean[64];
    bool wanted[FORMATS] = {options->format_count == 0};

    for (size_t i = 0; i < options->format_count; i++) {
        bool known = false;

        for (size_t f = 0; f < FORMATS; f++) {
            if (strcmp(options->formats[i], formats[f]) == 0) {
                wanted[f] = true;
                known = true;
            }
        }
        if (known)
            continue;
        (void) label_fit(clean, sizeof clean, options->formats[i], 40);
        return fault_set(fault, FAULT_USAGE,
                         "no picture can be drawn as \"%s\"; the formats are svg, png and pdf",
                         clean);
    }
    for (size_t f = 0; f < FORMATS; f++) {
        if (!wanted[f])
            continue;
        if (job->format_list[0] != '\0')
            (void) strcat(job->format_list, " ");
        (void) strcat(job->format_list, formats[f]);
    }
    return FAULT_NONE;
}

static enum fault_kind choose_named(struct job *job, const char *name, struct fault *fault)
{
    char all[128];
    char clean[64];

    for (size_t i = 0; i < PICTURES; i++) {
        if (strcmp(notes[i].name, name) != 0)
            continue;
        job->wanted[i] = true;
        if (!pictures[i].can(job->source.stored))
            return fault_set(fault, FAULT_USAGE, "the picture \"%s\" cannot be drawn: %s", name,
                             pictures[i].missing);
        return FAULT_NONE;
    }
    list_names(all, sizeof all);
    (void) label_fit(clean, sizeof clean, name, 40);
    return fault_set(fault, FAULT_USAGE, "there is no picture \"%s\"; the pictures are %s", clean,
                     all);
}

static enum fault_kind choose_pictures(struct job *job, const struct plot_options *options,
                                       struct fault *fault)
{
    enum fault_kind kind = FAULT_NONE;

    for (size_t i = 0; i < options->only_count && kind == FAULT_NONE; i++)
        kind = choose_named(job, options->only[i], fault);
    if (options->only_count > 0)
        return kind;
    for (size_t i = 0; i < PICTURES; i++)
        job->wanted[i] = pictures[i].can(job->source.stored);
    return FAULT_NONE;
}

static enum fault_kind write_one(const struct job *job, size_t index, struct fault *fault)
{
    struct sheet sheet;
    enum fault_kind kind = sheet_open(&sheet, fault);

    if (kind == FAULT_NONE)
        kind = pictures[index].fill(&sheet, &job->source, fault);
    sheet_number(&sheet, "height", sheet.height);
    if (kind == FAULT_NONE)
        kind = sheet_close(&sheet, fault);
    if (kind == FAULT_NONE)
        kind = drawing_write(&job->drawing, &notes[index], &sheet, fault);
    sheet_clear(&sheet);
    return kind;
}

static enum fault_kind draw_all(const struct job *job, struct fault *fault)
{
    enum fault_kind kind = drawing_folder(job->drawing.folder, fault);

    for (size_t i = 0; i < PICTURES && kind == FAULT_NONE; i++) {
        if (job->wanted[i])
            kind = write_one(job, i, fault);
    }
    for (size_t i = 0; i < PICTURES && kind == FAULT_NONE; i++) {
        if (job->wanted[i])
            kind = drawing_render(&job->drawing, notes[i].name, fault);
    }
    return kind;
}

/* What a damaged file could hold and a picture could not bear. */
static enum fault_kind check_times(const struct shape *shape, struct fault *fault)
{
    bool sampled = shape->timeline_points >= 2;

    if (!(shape->duration_min > 0.0 && shape->duration_min < MOST_MINUTES) ||
        (sampled && !(shape->timeline_step_min > 0.0 && shape->timeline_step_min < MOST_MINUTES)))
        return fault_set(fault, FAULT_INPUT,
                         "the result's measured time is %g min, its samples %g min apart; both "
                         "should be more than 0, and less than a thousand years",
                         shape->duration_min, shape->timeline_step_min);
    return FAULT_NONE;
}

enum fault_kind plot_draw(const struct stored *stored, const struct plot_options *options,
                          void (*drawn)(void *self, const char *path), void *self,
                          struct fault *fault)
{
    struct job job = {.source.stored = stored,
                      .drawing = {.folder = options->folder,
                                  .created = stored->provenance.created,
                                  .drawn = drawn,
                                  .self = self}};
    enum fault_kind kind = choose_formats(&job, options, fault);
    locale_t plain = (locale_t) 0;
    locale_t before = (locale_t) 0;

    job.drawing.formats = job.format_list;
    if (kind == FAULT_NONE)
        kind = choose_pictures(&job, options, fault);
    if (kind == FAULT_NONE)
        kind = almanac_init(&job.source.clock, stored->shape, stored->provenance.start, fault);
    if (kind == FAULT_NONE)
        kind = check_times(stored->shape, fault);
    if (kind != FAULT_NONE)
        return kind;
    plain = newlocale(LC_ALL_MASK, "C", (locale_t) 0); /* a point in numbers, never a comma */
    if (plain == (locale_t) 0)
        return fault_set(fault, FAULT_MEMORY, "no memory for a locale");
    before = uselocale(plain);
    kind = draw_all(&job, fault);
    (void) uselocale(before);
    freelocale(plain);
    return kind;
}
