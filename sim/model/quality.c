/* Everything is drawn when a study arrives, whoever comes to read it, so that another staffing errs
 * in the same studies. The time that a discrepancy takes depends on whose it is: the study keeps a
 * key for it, and the time is drawn from that key's stream.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/quality.h"

#include "core/simtime.h"
#include "core/variate.h"
#include "model/stint.h"

#include <assert.h>

bool quality_errs(const struct model *m)
{
    for (uint32_t g = 0; g < m->group_count; g++)
        if (m->groups[g].discrepancy.share > 0)
            return true;
    return false;
}

bool quality_matters(const struct model *m)
{
    for (uint32_t f = 0; f < m->finding_count; f++)
        if (m->findings[f].calls)
            return true;
    return quality_errs(m);
}

/* The calls follow one another from the report on, so that what each keeps is known beforehand. */
static void draw_calls(struct replication *r, uint32_t slot, struct stream *streams)
{
    const struct model *m = r->model;
    struct care *care = &r->cares[slot];

    care->call_us = 0;
    care->calls = care->promised = false;
    care->kept = true;
    for (uint32_t f = 0; f < m->finding_count; f++) {
        const struct model_finding *finding = &m->findings[f];
        double length_us;

        if (!finding->calls)
            continue;
        length_us = variate_draw(&finding->call, streams++);
        if ((r->studies[slot].life.findings >> f & 1U) == 0)
            continue;
        care->calls = true;
        care->call_us += simtime_round(length_us);
        if (finding->call_within_us == MODEL_NO_TARGET)
            continue;
        care->promised = true;
        care->kept = care->kept && care->call_us <= finding->call_within_us;
    }
}

void quality_draw(struct replication *r, uint32_t slot, const struct quality_streams *streams)
{
    struct care *care = &r->cares[slot];

    care->errs = care->looked = false;
    if (streams->discrepancy != NULL) {
        care->err = stream_unit(streams->discrepancy);
        care->class = stream_unit(streams->discrepancy);
        care->recontact.word[0] = stream_bits(streams->recontact);
        care->recontact.word[1] = stream_bits(streams->recontact);
    }
    draw_calls(r, slot, streams->calls);
}

int64_t quality_report(struct replication *r, uint32_t reader, uint32_t slot)
{
    const struct model *m = r->model;
    struct study *study = &r->studies[slot];
    struct care *care = &r->cares[slot];
    double share = m->groups[m->readers[reader].group].discrepancy.share *
                   m->studies[study->life.study].difficulty * stint_tired(r, reader);

    care->errs = share > 0 && care->err < share;
    if (!care->calls)
        return 0;
    study->life.call_promised = care->promised;
    study->life.call_kept = care->promised && care->kept;
    if (care->call_us == 0)
        study->life.called_us = r->now_us;
    return care->call_us;
}

/* The class that a discrepancy is drawn into, or NULL; *place is its number from 1 then. */
static const struct model_class *class_of(const struct model_discrepancy *discrepancy, double left,
                                          uint8_t *place)
{
    *place = 0;
    for (size_t i = 0; i < discrepancy->class_count; i++) {
        if (left < discrepancy->classes[i].share) {
            *place = (uint8_t) (i + 1);
            return &discrepancy->classes[i];
        }
        left -= discrepancy->classes[i].share;
    }
    return NULL;
}

int64_t quality_review(struct replication *r, uint32_t slot)
{
    const struct model *m = r->model;
    struct study_life *life = &r->studies[slot].life;
    struct care *care = &r->cares[slot];
    const struct model_class *class;
    struct stream stream;
    uint8_t place;

    if (care->looked)
        return 0;
    care->looked = true;
    if (!care->errs)
        return 0;
    assert(life->first_reader != MODEL_NONE);
    class =
        class_of(&m->groups[m->readers[life->first_reader].group].discrepancy, care->class, &place);
    life->discrepancy = (uint8_t) (1 + place);
    if (class == NULL)
        return 0;
    stream = stream_start(care->recontact, 0, 0);
    return simtime_round(variate_draw(&class->recontact, &stream));
}
