/* The pictures: each a function that fills a sheet from a result, and a template of the same name.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_ANALYSIS_PICTURE_H
#define TELERAD_ANALYSIS_PICTURE_H

#include "analysis/almanac.h"
#include "analysis/sheet.h"
#include "store/readback.h"

#include <stdbool.h>

#define PICTURE_WIDTH 1200.0
#define PICTURE_ROWS 40  /* rows or curves that can still be told apart */
#define PICTURE_LABEL 28 /* columns of a label; the data has more of it */

struct picture_source {
    const struct stored *stored;
    struct almanac clock; /* the run's start */
};

/** The value of a measure in a cell in one replication. */
double picture_value(const struct stored *stored, uint64_t replication, enum table table,
                     size_t measure, size_t cell);
/** True if the summary knows the measure in some cell. O(cells). */
bool picture_knows(const struct stored *stored, enum table table, size_t measure);
/** label[item], cut to fit; the whole of it goes into the data as a note. Columns taken. */
size_t picture_label(struct sheet *sheet, const char *name, size_t item, const char *text);
/** Pixels that a text of so many columns takes at 14 px. */
double picture_pixels(size_t columns);

/** "30 min", "24 h", "3 d" into out [bytes]; NaN: "?". */
void picture_duration(char *out, size_t bytes, double minutes);
/** "93.1 ± 0.4", with no interval where it is NaN; scale multiplies both. */
void picture_estimate(char *out, size_t bytes, struct estimate estimate, double scale);

/**
 * Writes title, subtitle lines (scenario's name, replications, measured time, and note unless
 * NULL), width, and `head`: the pixels that they take. Returns head.
 */
double picture_heading(struct sheet *sheet, const struct picture_source *source, const char *title,
                       const char *note);
/** Ticks at local midnights of the run's zone, at most 14, between start and to_min: arrays tick_at
 * (minutes since start) and tick_text, number `ticks`; small ones at midnight_at, number
 * `midnights`.
 */
void picture_days(struct sheet *sheet, const struct picture_source *source, double to_min);

/* One a picture: whether there is anything to draw, and the drawing. FAULT_MEMORY. */
bool plot_tat_can(const struct stored *stored);
enum fault_kind plot_tat(struct sheet *sheet, const struct picture_source *source,
                         struct fault *fault);
bool plot_target_can(const struct stored *stored);
enum fault_kind plot_target(struct sheet *sheet, const struct picture_source *source,
                            struct fault *fault);
bool plot_backlog_can(const struct stored *stored);
enum fault_kind plot_backlog(struct sheet *sheet, const struct picture_source *source,
                             struct fault *fault);
bool plot_week_can(const struct stored *stored);
enum fault_kind plot_week(struct sheet *sheet, const struct picture_source *source,
                          struct fault *fault);
bool plot_utilisation_can(const struct stored *stored);
enum fault_kind plot_utilisation(struct sheet *sheet, const struct picture_source *source,
                                 struct fault *fault);
bool plot_roster_can(const struct stored *stored);
enum fault_kind plot_roster(struct sheet *sheet, const struct picture_source *source,
                            struct fault *fault);
bool plot_ai_can(const struct stored *stored);
enum fault_kind plot_ai(struct sheet *sheet, const struct picture_source *source,
                        struct fault *fault);

#endif
