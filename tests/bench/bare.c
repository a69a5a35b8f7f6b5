/* The bare loop: many servers, two priorities, nobody's service broken off, and nothing counted but
 * two mean waits. Simulators of the same system are measured by the time of this one: it has no
 * model, no measures and no choices, and so is near the least that such a simulation can take.
 *
 * Poisson arrivals, exponential service of mean 1. PCG64 (O'Neill 2014), the 256-layer ziggurat for
 * the exponential (Marsaglia and Tsang 2000), a 4-ary heap of the busy servers' ends.
 *
 *   bare SERVERS LOAD SHARE_URGENT CUSTOMERS   ->   ns of processor a customer, mean waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LAYERS 256
#define RING (UINT64_C(1) << 22) /* most that can wait in a class */

__extension__ typedef unsigned __int128 wide;

struct source {
    wide state;
    double width[LAYERS + 1], height[LAYERS + 1];
};

struct line { /* of a class: instants of arrival, first come first served */
    double *came;
    uint64_t first, next;
    double waited;
    uint64_t served;
};

struct ends { /* heap of the instants at which busy servers become free */
    double *at;
    size_t busy;
};

static wide joined(uint64_t high, uint64_t low)
{
    return (wide) high << 64 | low;
}

static inline uint64_t draw(struct source *s)
{
    const wide factor = joined(2549297995355413924U, 4865540595714422341U);
    const wide step = joined(6364136223846793005U, 1442695040888963407U);
    uint64_t mixed;
    unsigned turn;

    s->state = s->state * factor + step;
    mixed = (uint64_t) (s->state >> 64) ^ (uint64_t) s->state;
    turn = (unsigned) (s->state >> 122);
    return mixed >> turn | mixed << (-turn & 63U);
}

static inline double uniform(struct source *s)
{
    return (double) (draw(s) >> 11) * 0x1p-53;
}

static void prepare(struct source *s)
{
    const double tail = 7.69711747013104972, area = 0.0039496598225815571993;

    s->state = joined(0x9b60933458e17d7dU, 0x0123456789abcdefU);
    s->width[0] = area * exp(tail);
    s->width[1] = tail;
    for (size_t i = 1; i < LAYERS - 1; i++)
        s->width[i + 1] = -log(area / s->width[i] + exp(-s->width[i]));
    s->width[LAYERS] = 0;
    for (size_t i = 0; i <= LAYERS; i++)
        s->height[i] = exp(-s->width[i]);
}

static inline double exponential(struct source *s)
{
    for (;;) {
        uint64_t bits = draw(s);
        size_t layer = bits % LAYERS;
        double x = (double) (bits >> 11) * 0x1p-53 * s->width[layer];
        double low = s->height[layer], high = s->height[layer + 1];

        if (x < s->width[layer + 1])
            return x;
        if (layer == 0)
            return s->width[1] - log(1 - uniform(s));
        if (low + uniform(s) * (high - low) < exp(-x))
            return x;
    }
}

static inline void begin(struct ends *ends, double at)
{
    size_t hole = ends->busy++;

    while (hole > 0 && ends->at[(hole - 1) / 4] > at) {
        ends->at[hole] = ends->at[(hole - 1) / 4];
        hole = (hole - 1) / 4;
    }
    ends->at[hole] = at;
}

/* Puts a later end in place of the earliest. */
static inline void follow(struct ends *ends, double at)
{
    size_t hole = 0;

    for (size_t child = 1; child < ends->busy; child = 4 * hole + 1) {
        size_t least = child, behind = child + 4 < ends->busy ? child + 4 : ends->busy;

        for (size_t other = child + 1; other < behind; other++)
            if (ends->at[other] < ends->at[least])
                least = other;
        if (ends->at[least] >= at)
            break;
        ends->at[hole] = ends->at[least];
        hole = least;
    }
    ends->at[hole] = at;
}

struct world {
    size_t servers;
    double gap, share; /* mean time between arrivals; of urgent customers */
    uint64_t customers;
};

static void simulate(const struct world world, struct source *s, struct ends *ends,
                     struct line lines[2])
{
    double arrival = world.gap * exponential(s);

    while (lines[0].served + lines[1].served < world.customers) {
        struct line *line;
        double now = ends->busy > 0 ? ends->at[0] : INFINITY;

        if (arrival <= now) {
            line = &lines[uniform(s) >= world.share];
            if (ends->busy < world.servers) {
                begin(ends, arrival + exponential(s));
                line->served++;
            } else {
                line->came[line->next++ % RING] = arrival;
            }
            arrival += world.gap * exponential(s);
            continue;
        }
        line = &lines[lines[0].first == lines[0].next];
        if (line->first == line->next) {
            double last = ends->at[--ends->busy];

            if (ends->busy > 0)
                follow(ends, last);
            continue;
        }
        line->waited += now - line->came[line->first++ % RING];
        line->served++;
        follow(ends, now + exponential(s));
    }
}

int main(int argc, char **argv)
{
    double load = argc > 2 ? strtod(argv[2], NULL) : 0.9;
    struct world world = {
        .servers = argc > 1 ? strtoul(argv[1], NULL, 10) : 50,
        .share = argc > 3 ? strtod(argv[3], NULL) : 0.2,
        .customers = argc > 4 ? (uint64_t) strtod(argv[4], NULL) : 10000000,
    };
    struct source source;
    struct ends ends = {calloc(world.servers + 1, sizeof(double)), 0};
    struct line lines[2] = {{.came = malloc(RING * sizeof(double))},
                            {.came = malloc(RING * sizeof(double))}};
    struct timespec from, to;

    if (world.servers == 0 || !(load > 0 && load < 1) || world.customers == 0 ||
        ends.at == NULL || lines[0].came == NULL || lines[1].came == NULL)
        return 2;
    world.gap = 1 / (load * (double) world.servers);
    prepare(&source);
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    simulate(world, &source, &ends, lines);
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    (void) printf("%.3f %.6f %.6f\n",
                  ((double) (to.tv_sec - from.tv_sec) * 1e9 +
                   (double) (to.tv_nsec - from.tv_nsec)) / (double) world.customers,
                  lines[0].waited / (double) lines[0].served,
                  lines[1].waited / (double) lines[1].served);
    free(ends.at);
    free(lines[0].came);
    free(lines[1].came);
    return 0;
}
