/* Families of distributions: each reads its own parameters, then truncation is the same for all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/distribution.h"

#include "scenario/quantity.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct reading { /* of one family's parameters */
    const struct family_text *text;
    enum distribution_unit unit;
    const char **key;
    struct fault *fault;
};

/* A value in the field's own unit. */
static bool in_unit(const char *text, enum distribution_unit unit, double *out, const char **right)
{
    switch (unit) {
    case DISTRIBUTION_TIME: return quantity_duration_real(text, out, right);
    case DISTRIBUTION_SIZE: return quantity_size(text, out, right);
    case DISTRIBUTION_FACTOR: break;
    }
    return quantity_number(text, out, right);
}

static enum fault_kind refuse(struct reading *r, const char *key, const char *text,
                              const char *right)
{
    *r->key = key;
    if (text == NULL)
        return fault_set(r->fault, FAULT_INPUT, "`%s` of %.*s is missing; %s", strchr(key, '/') + 1,
                         (int) (strchr(key, '/') - key), key,
                         "a family needs all of its own, as in {lognormal: {median: 6 min, "
                         "p90: 14 min}}");
    return fault_set(r->fault, FAULT_INPUT, "`%s` is not a value here; %s", text, right);
}

static enum fault_kind value(struct reading *r, const char *key, const char *text, double *out)
{
    const char *right = "write a number and its unit";

    if (text == NULL || !in_unit(text, r->unit, out, &right))
        return refuse(r, key, text, right);
    return FAULT_NONE;
}

static enum fault_kind number(struct reading *r, const char *key, const char *text, double *out)
{
    const char *right = "write a decimal number";

    if (text == NULL || !quantity_number(text, out, &right))
        return refuse(r, key, text, right);
    return FAULT_NONE;
}

static enum fault_kind exponential(struct reading *r, struct variate *v)
{
    double mean;
    enum fault_kind kind = value(r, "exponential/mean", r->text->mean, &mean);

    return kind != FAULT_NONE ? kind : variate_exponential(v, mean, r->fault);
}

static enum fault_kind lognormal(struct reading *r, struct variate *v)
{
    double a, b;
    bool quantiles = r->text->median != NULL || r->text->p90 != NULL;
    enum fault_kind kind;

    if (quantiles && (r->text->mean != NULL || r->text->sd != NULL)) {
        *r->key = "lognormal";
        return fault_set(r->fault, FAULT_INPUT,
                         "median and p90, and mean and sd, are mixed; "
                         "give one of the pairs");
    }
    if (quantiles) {
        kind = value(r, "lognormal/median", r->text->median, &a);
        if (kind == FAULT_NONE)
            kind = value(r, "lognormal/p90", r->text->p90, &b);
        return kind != FAULT_NONE ? kind : variate_lognormal_quantiles(v, a, b, r->fault);
    }
    kind = value(r, "lognormal/mean", r->text->mean, &a);
    if (kind == FAULT_NONE)
        kind = value(r, "lognormal/sd", r->text->sd, &b);
    return kind != FAULT_NONE ? kind : variate_lognormal_moments(v, a, b, r->fault);
}

static enum fault_kind gamma_family(struct reading *r, struct variate *v)
{
    double mean, cv;
    enum fault_kind kind = value(r, "gamma/mean", r->text->mean, &mean);

    if (kind == FAULT_NONE)
        kind = number(r, "gamma/cv", r->text->cv, &cv);
    return kind != FAULT_NONE ? kind : variate_gamma(v, mean, cv, r->fault);
}

static enum fault_kind weibull(struct reading *r, struct variate *v)
{
    double scale, shape;
    enum fault_kind kind = value(r, "weibull/scale", r->text->scale, &scale);

    if (kind == FAULT_NONE)
        kind = number(r, "weibull/shape", r->text->shape, &shape);
    return kind != FAULT_NONE ? kind : variate_weibull(v, scale, shape, r->fault);
}

static enum fault_kind loglogistic(struct reading *r, struct variate *v)
{
    double median, shape;
    enum fault_kind kind = value(r, "loglogistic/median", r->text->median, &median);

    if (kind == FAULT_NONE)
        kind = number(r, "loglogistic/shape", r->text->shape, &shape);
    return kind != FAULT_NONE ? kind : variate_loglogistic(v, median, shape, r->fault);
}

static enum fault_kind erlang(struct reading *r, struct variate *v)
{
    const char *right = "write a whole number of stages";
    double mean;
    uint64_t k = 0;
    enum fault_kind kind = value(r, "erlang/mean", r->text->mean, &mean);

    if (kind == FAULT_NONE &&
        (r->text->k == NULL || !quantity_count(r->text->k, 1000000, &k, &right)))
        kind = refuse(r, "erlang/k", r->text->k, right);
    return kind != FAULT_NONE ? kind : variate_erlang(v, mean, (unsigned) k, r->fault);
}

static enum fault_kind hyperexponential(struct reading *r, struct variate *v)
{
    double mean, cv;
    enum fault_kind kind = value(r, "hyperexponential/mean", r->text->mean, &mean);

    if (kind == FAULT_NONE)
        kind = number(r, "hyperexponential/cv", r->text->cv, &cv);
    return kind != FAULT_NONE ? kind : variate_hyperexponential(v, mean, cv, r->fault);
}

static enum fault_kind uniform(struct reading *r, struct variate *v)
{
    double min, max;
    enum fault_kind kind = value(r, "uniform/min", r->text->min, &min);

    if (kind == FAULT_NONE)
        kind = value(r, "uniform/max", r->text->max, &max);
    return kind != FAULT_NONE ? kind : variate_uniform(v, min, max, r->fault);
}

static enum fault_kind triangular(struct reading *r, struct variate *v)
{
    double min, mode, max;
    enum fault_kind kind = value(r, "triangular/min", r->text->min, &min);

    if (kind == FAULT_NONE)
        kind = value(r, "triangular/mode", r->text->mode, &mode);
    if (kind == FAULT_NONE)
        kind = value(r, "triangular/max", r->text->max, &max);
    return kind != FAULT_NONE ? kind : variate_triangular(v, min, mode, max, r->fault);
}

/* Families whose min and max mean truncation. */
struct family {
    const char *name, *min_key, *max_key;
    enum fault_kind (*read)(struct reading *r, struct variate *v);
};

static const struct family families[] = {
    {"exponential", "exponential/min", "exponential/max", exponential},
    {"lognormal", "lognormal/min", "lognormal/max", lognormal},
    {"gamma", "gamma/min", "gamma/max", gamma_family},
    {"weibull", "weibull/min", "weibull/max", weibull},
    {"loglogistic", "loglogistic/min", "loglogistic/max", loglogistic},
    {"erlang", "erlang/min", "erlang/max", erlang},
    {"hyperexponential", "hyperexponential/min", "hyperexponential/max", hyperexponential},
    {"uniform", NULL, NULL, uniform},
    {"triangular", NULL, NULL, triangular},
};

static enum fault_kind truncate(struct reading *r, const struct family *family, struct variate *v)
{
    double min = 0, max = (double) INFINITY;
    enum fault_kind kind = FAULT_NONE;

    if (family->min_key == NULL || (r->text->min == NULL && r->text->max == NULL))
        return FAULT_NONE;
    if (r->text->min != NULL)
        kind = value(r, family->min_key, r->text->min, &min);
    if (kind == FAULT_NONE && r->text->max != NULL)
        kind = value(r, family->max_key, r->text->max, &max);
    if (kind != FAULT_NONE)
        return kind;
    *r->key = r->text->min != NULL ? family->min_key : family->max_key;
    return variate_truncate(v, min, max, r->fault);
}

static enum fault_kind constant(const char *text, enum distribution_unit unit, struct variate *v,
                                struct fault *fault)
{
    const char *right = NULL;
    double amount;

    if (!in_unit(text, unit, &amount, &right))
        return fault_set(fault, FAULT_INPUT, "`%s` is not a value here; %s", text, right);
    return variate_constant(v, amount, fault);
}

const struct family_text *distribution_file(const struct distribution_text *text)
{
    return text->constant == NULL ? text->empirical : NULL;
}

enum fault_kind distribution_variate(const struct distribution_text *text,
                                     enum distribution_unit unit,
                                     const struct distribution_samples *samples,
                                     struct variate *out, const char **key, struct fault *fault)
{
    const struct family_text *parameters[] = {
        text->exponential,      text->lognormal,   text->gamma,
        text->weibull,          text->loglogistic, text->erlang,
        text->hyperexponential, text->uniform,     text->triangular};

    *key = "constant";
    if (text->constant != NULL)
        return constant(text->constant, unit, out, fault);
    if (text->empirical != NULL && samples != NULL) {
        *key = "empirical";
        return variate_empirical(out, samples->values, samples->count, fault);
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        struct reading r = {parameters[i], unit, key, fault};
        enum fault_kind kind;

        if (parameters[i] == NULL)
            continue;
        *key = families[i].name;
        kind = families[i].read(&r, out);
        return kind != FAULT_NONE ? kind : truncate(&r, &families[i], out);
    }
    *key = "";
    return fault_set(fault, FAULT_INPUT, "there is no distribution; write one family, as in %s",
                     "{constant: 10 min}");
}

void distribution_mean_text(const struct variate *v, enum distribution_unit unit, bool truncated,
                            char *text, size_t size)
{
    static const double scale[] = {60e6, 1e6, 1};
    static const char *const names[] = {" min", " MB", ""};
    struct variate whole = *v;
    double mean;

    if (!truncated) {
        whole.min = 0;
        whole.max = (double) INFINITY;
    }
    mean = variate_mean(&whole);
    if (isfinite(mean))
        (void) snprintf(text, size, "%.4g%s", mean / scale[unit], names[unit]);
    else
        (void) snprintf(text, size, "infinite");
}

bool distribution_unit_named(const char *name, enum distribution_unit unit, double *factor)
{
    static const struct {
        const char *name;
        enum distribution_unit unit;
        double factor;
    } known[] = {
        {"ms", DISTRIBUTION_TIME, 1e3},
        {"milliseconds", DISTRIBUTION_TIME, 1e3},
        {"s", DISTRIBUTION_TIME, 1e6},
        {"seconds", DISTRIBUTION_TIME, 1e6},
        {"min", DISTRIBUTION_TIME, 60e6},
        {"minutes", DISTRIBUTION_TIME, 60e6},
        {"h", DISTRIBUTION_TIME, 3600e6},
        {"hours", DISTRIBUTION_TIME, 3600e6},
        {"d", DISTRIBUTION_TIME, 86400e6},
        {"days", DISTRIBUTION_TIME, 86400e6},
        {"wk", DISTRIBUTION_TIME, 604800e6},
        {"weeks", DISTRIBUTION_TIME, 604800e6},
        {"B", DISTRIBUTION_SIZE, 1},
        {"bytes", DISTRIBUTION_SIZE, 1},
        {"kB", DISTRIBUTION_SIZE, 1e3},
        {"MB", DISTRIBUTION_SIZE, 1e6},
        {"GB", DISTRIBUTION_SIZE, 1e9},
        {"TB", DISTRIBUTION_SIZE, 1e12},
        {"KiB", DISTRIBUTION_SIZE, 1024},
        {"MiB", DISTRIBUTION_SIZE, 1048576},
        {"GiB", DISTRIBUTION_SIZE, 1073741824},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].unit == unit && strcmp(known[i].name, name) == 0) {
            *factor = known[i].factor;
            return true;
        }
    return false;
}
