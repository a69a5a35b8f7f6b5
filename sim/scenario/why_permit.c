/* Why a group has, or has not, the licence and the privilege for a site at an instant.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/why.h"

#include "core/bitset.h"
#include "core/simtime.h"

struct standing {                      /* of one licence or privilege at the instant */
    bool sure, likely;                 /* likely: by a draw, or by the mean of a lead */
    const struct model_grant *pending; /* asked for, and not yet there by its mean lead */
    const struct model_grant *drawn;
    bool by_mean, begins_by_mean;
    int64_t begins_us, ended_us; /* SIMTIME_NEVER, -SIMTIME_NEVER: none */
    int64_t asked_us, comes_us;  /* of what is pending or likely by its mean lead */
};

static bool all_are_drawn(const struct model *m, const struct model_grant *grant)
{
    uint32_t count = 0;

    for (uint32_t j = 0; j < m->jurisdiction_count; j++)
        count += bitset_has(grant->of, j);
    return grant->draw >= count;
}

static void take(const struct why_asking *a, const struct model_grant *grant,
                 struct standing *standing)
{
    struct span span = grant->spans[a->model->sites[a->site].zone];
    int64_t asked_us = span.from_us;
    bool random = asked_us > -SIMTIME_NEVER && grant->lead.family != VARIATE_CONSTANT;
    bool chance = random || (grant->kind == MODEL_GRANT_DRAWN && !all_are_drawn(a->model, grant));

    if (asked_us > -SIMTIME_NEVER)
        span.from_us = simtime_add(asked_us, simtime_round(variate_mean(&grant->lead)));
    if (span.to_us <= a->at_us) {
        if (span.to_us > standing->ended_us)
            standing->ended_us = span.to_us;
    } else if (span.from_us > a->at_us && random && asked_us <= a->at_us) {
        standing->pending = grant;
        standing->asked_us = asked_us;
        standing->comes_us = span.from_us;
    } else if (span.from_us > a->at_us) {
        if (span.from_us < standing->begins_us) {
            standing->begins_us = span.from_us;
            standing->begins_by_mean = random;
            standing->asked_us = asked_us;
        }
    } else if (!chance) {
        standing->sure = true;
    } else {
        standing->likely = true;
        standing->by_mean = random;
        standing->drawn = random ? standing->drawn : grant;
        standing->comes_us = span.from_us;
    }
}

static struct standing find(const struct why_asking *a, uint32_t group, bool privilege)
{
    const struct model_group *g = &a->model->groups[group];
    uint32_t of = privilege ? a->site : a->model->sites[a->site].jurisdiction;
    struct standing standing = {.begins_us = SIMTIME_NEVER, .ended_us = -SIMTIME_NEVER};

    standing.sure = bitset_has(privilege ? g->privileged : g->held, of);
    for (size_t k = 0; k < g->grant_count; k++)
        if ((g->grants[k].kind == MODEL_GRANT_PRIVILEGE) == privilege &&
            bitset_has(g->grants[k].of, of))
            take(a, &g->grants[k], &standing);
    return standing;
}

/* "a licence of US-IA", "privileges at `story-1`" */
static void name(const struct why_asking *a, bool privilege, GString *says)
{
    const struct model_site *site = &a->model->sites[a->site];

    if (privilege)
        g_string_append_printf(says, "privileges at `%s`", site->id);
    else
        g_string_append_printf(says, "a licence of %s",
                               a->model->jurisdictions[site->jurisdiction]);
}

static void say_missing(const struct why_asking *a, bool privilege, const struct standing *standing,
                        GString *says)
{
    uint32_t zone = a->model->sites[a->site].zone;
    char asked[32], comes[32];

    if (standing->pending != NULL) {
        why_clock(a, zone, standing->asked_us, asked);
        why_clock(a, zone, standing->comes_us, comes);
        g_string_append(says, "it waits for ");
        name(a, privilege, says);
        g_string_append_printf(says, ", applied for on %s, on average until %s", asked, comes);
    } else if (standing->begins_us < SIMTIME_NEVER && standing->begins_by_mean) {
        why_clock(a, zone, standing->asked_us, asked);
        why_clock(a, zone, standing->begins_us, comes);
        g_string_append(says, "it applies for ");
        name(a, privilege, says);
        g_string_append_printf(says, " only on %s, and has it on average from %s on", asked, comes);
    } else if (standing->begins_us < SIMTIME_NEVER) {
        why_clock(a, zone, standing->begins_us, comes);
        g_string_append(says, "it has ");
        name(a, privilege, says);
        g_string_append_printf(says, " only from %s on", comes);
    } else if (standing->ended_us > -SIMTIME_NEVER) {
        why_clock(a, zone, standing->ended_us - SIMTIME_MINUTE, comes);
        g_string_append(says, "it had ");
        name(a, privilege, says);
        g_string_append_printf(says, " until %.10s", comes);
    } else {
        g_string_append(says, "it never has ");
        name(a, privilege, says);
    }
}

static void say_chance(const struct why_asking *a, bool privilege, const struct standing *standing,
                       GString *says)
{
    char comes[32];

    g_string_append(says, "if it has ");
    name(a, privilege, says);
    if (standing->by_mean) {
        why_clock(a, a->model->sites[a->site].zone, standing->comes_us, comes);
        g_string_append_printf(says, ", on average from %s on", comes);
    } else {
        uint32_t count = 0;

        for (uint32_t j = 0; j < a->model->jurisdiction_count; j++)
            count += bitset_has(standing->drawn->of, j);
        g_string_append_printf(says, ": each reader draws %u of %u", standing->drawn->draw, count);
    }
}

bool why_permitted(const struct why_asking *asking, uint32_t group, bool *sure,
                   enum why_reason *reason, GString *says)
{
    struct standing licence = find(asking, group, false), privilege = find(asking, group, true);

    if (!licence.sure && !licence.likely) {
        *reason = WHY_LICENCE;
        say_missing(asking, false, &licence, says);
        return false;
    }
    if (!privilege.sure && !privilege.likely) {
        *reason = WHY_PRIVILEGE;
        say_missing(asking, true, &privilege, says);
        return false;
    }
    *sure = licence.sure && privilege.sure;
    if (!licence.sure)
        say_chance(asking, false, &licence, says);
    if (!licence.sure && !privilege.sure)
        g_string_append(says, "; ");
    if (!privilege.sure)
        say_chance(asking, true, &privilege, says);
    return true;
}
