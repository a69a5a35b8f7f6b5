/* Threads take replication numbers in order; the calling thread hands the outcomes on in order. A
 * thread waits before it runs further ahead of the sink than the window is long, so that memory
 * does not grow with the number of replications. Signals go to the calling thread.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/replicate.h"

#include "experiment/record.h"
#include "model/replication.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define PROGRESS_NS 200000000L
#define WINDOW_A_JOB 4U

struct crew {
    const struct model *model;
    const struct record_plan *plan;
    const struct replicate_options *options;
    pthread_mutex_t lock;    /* of all below */
    pthread_cond_t finished; /* an outcome is there, or a thread has ended */
    pthread_cond_t taken;    /* the sink went on, or all shall stop */
    struct outcome **window; /* [window_length]: outcome of replication k at k % window_length */
    uint64_t window_length;
    uint64_t next;    /* replication to start */
    uint64_t done;    /* taken by the sink */
    unsigned working; /* threads */
    bool stopping;
    uint64_t faulty; /* the first replication with a fault, once `kind` says so */
    enum fault_kind kind;
    struct fault fault;
};

#define NO_REPLICATION UINT64_MAX

static void fail(struct crew *crew, uint64_t number, enum fault_kind kind,
                 const struct fault *fault)
{
    pthread_mutex_lock(&crew->lock);
    crew->stopping = true;
    if (crew->kind == FAULT_NONE || number < crew->faulty) {
        crew->faulty = number;
        crew->kind = kind;
        crew->fault = *fault;
    }
    pthread_cond_broadcast(&crew->taken);
    pthread_mutex_unlock(&crew->lock);
}

/* The next number to run; false: there is none. */
static bool take_number(struct crew *crew, uint64_t *number)
{
    bool some;

    pthread_mutex_lock(&crew->lock);
    while (!crew->stopping && crew->next < crew->options->replications &&
           crew->next - crew->done >= crew->window_length)
        pthread_cond_wait(&crew->taken, &crew->lock);
    some = !crew->stopping && crew->next < crew->options->replications;
    if (some)
        *number = crew->next++;
    pthread_mutex_unlock(&crew->lock);
    return some;
}

static void hand_over(struct crew *crew, uint64_t number, struct outcome *outcome)
{
    pthread_mutex_lock(&crew->lock);
    crew->window[number % crew->window_length] = outcome;
    pthread_cond_signal(&crew->finished);
    pthread_mutex_unlock(&crew->lock);
}

static enum fault_kind run_one(struct crew *crew, struct replication *r, struct record *record,
                               uint64_t number, struct fault *fault)
{
    enum trace_mode mode = crew->options->trace;
    bool trace = mode == TRACE_ALL || (mode == TRACE_FIRST && number == 0);
    struct observer observer = record_observer(record);
    struct outcome *outcome = NULL;
    struct balance balance;
    enum fault_kind kind = record_start(record, number, trace, fault);

    if (kind == FAULT_NONE)
        kind = replication_run(r, number, &observer, crew->options->backlog_limit, &balance, fault);
    if (kind == FAULT_NONE)
        kind = record_finish(record, &outcome, fault);
    if (kind == FAULT_NONE)
        hand_over(crew, number, outcome);
    return kind;
}

static void *work(void *self)
{
    struct crew *crew = self;
    struct replication *r = NULL;
    struct record *record = NULL;
    struct fault fault = {FAULT_NONE, ""};
    uint64_t number = NO_REPLICATION;
    enum fault_kind kind = replication_create(&r, crew->model, &fault);

    if (kind == FAULT_NONE)
        kind = record_create(&record, crew->plan, &fault);
    while (kind == FAULT_NONE && take_number(crew, &number))
        kind = run_one(crew, r, record, number, &fault);
    if (kind != FAULT_NONE)
        fail(crew, number, kind, &fault);
    record_free(record);
    replication_free(r);
    pthread_mutex_lock(&crew->lock);
    crew->working--;
    pthread_cond_signal(&crew->finished);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static void stop(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->stopping = true;
    pthread_cond_broadcast(&crew->taken);
    pthread_mutex_unlock(&crew->lock);
}

static struct timespec later(struct timespec time, long ns)
{
    time.tv_nsec += ns;
    if (time.tv_nsec >= 1000000000L) {
        time.tv_nsec -= 1000000000L;
        time.tv_sec++;
    }
    return time;
}

static bool before(struct timespec a, struct timespec b)
{
    return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* The next outcome in order, waited for until `until`; NULL if it is not there then, and *over if
 * it will never come. */
static struct outcome *await(struct crew *crew, struct timespec until, bool *over)
{
    struct outcome **place, *outcome;
    int timed_out = 0;

    pthread_mutex_lock(&crew->lock);
    place = &crew->window[crew->done % crew->window_length];
    while (*place == NULL && crew->working > 0 && timed_out == 0)
        timed_out = pthread_cond_timedwait(&crew->finished, &crew->lock, &until);
    outcome = *place;
    *place = NULL;
    *over = outcome == NULL && crew->working == 0;
    pthread_mutex_unlock(&crew->lock);
    return outcome;
}

static void count_taken(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->done++;
    pthread_cond_broadcast(&crew->taken);
    pthread_mutex_unlock(&crew->lock);
}

/* Hands outcomes to the sink until none will come; returns the sink's fault. */
static enum fault_kind serve(struct crew *crew, const struct sink *sink, struct fault *fault)
{
    const volatile sig_atomic_t *flag = crew->options->stop;
    enum fault_kind kind = FAULT_NONE;
    struct timespec now, due;
    bool over = false;

    clock_gettime(CLOCK_MONOTONIC, &due);
    due = later(due, PROGRESS_NS);
    while (!over) {
        struct outcome *outcome = await(crew, due, &over);

        if (outcome != NULL && kind == FAULT_NONE)
            kind = sink->take(sink->self, outcome, fault);
        if (outcome != NULL)
            count_taken(crew);
        outcome_free(outcome);
        if (kind != FAULT_NONE || (flag != NULL && *flag != 0))
            stop(crew);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (before(now, due) && crew->done < crew->options->replications)
            continue;
        due = later(now, PROGRESS_NS);
        if (sink->progress != NULL && !over && kind == FAULT_NONE)
            sink->progress(sink->self, crew->done, crew->options->replications);
    }
    return kind;
}

/* Starts up to `jobs` threads, all signals blocked in them; returns how many there are. */
static unsigned hire(struct crew *crew, pthread_t *threads, unsigned jobs)
{
    sigset_t all, old;
    unsigned hired = 0;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_mutex_lock(&crew->lock);
    while (hired < jobs && pthread_create(&threads[hired], NULL, work, crew) == 0)
        hired++;
    crew->working = hired;
    pthread_mutex_unlock(&crew->lock);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return hired;
}

static bool init(struct crew *crew)
{
    pthread_condattr_t monotonic;
    bool whole;

    if (pthread_condattr_init(&monotonic) != 0)
        return false;
    whole = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
            pthread_mutex_init(&crew->lock, NULL) == 0;
    if (whole && pthread_cond_init(&crew->finished, &monotonic) != 0) {
        pthread_mutex_destroy(&crew->lock);
        whole = false;
    }
    if (whole && pthread_cond_init(&crew->taken, NULL) != 0) {
        pthread_cond_destroy(&crew->finished);
        pthread_mutex_destroy(&crew->lock);
        whole = false;
    }
    pthread_condattr_destroy(&monotonic);
    return whole;
}

static void clear(struct crew *crew)
{
    for (uint64_t i = 0; i < crew->window_length; i++)
        outcome_free(crew->window[i]);
    pthread_cond_destroy(&crew->taken);
    pthread_cond_destroy(&crew->finished);
    pthread_mutex_destroy(&crew->lock);
}

static enum fault_kind outcome_of(const struct crew *crew, enum fault_kind sunk,
                                  struct fault *fault)
{
    if (sunk != FAULT_NONE)
        return sunk;
    if (crew->kind != FAULT_NONE) {
        if (fault != NULL)
            *fault = crew->fault;
        return crew->kind;
    }
    if (crew->done < crew->options->replications)
        return fault_set(fault, FAULT_INTERRUPTED, "interrupted after %llu of %llu replications",
                         (unsigned long long) crew->done,
                         (unsigned long long) crew->options->replications);
    return FAULT_NONE;
}

static enum fault_kind run_crew(struct crew *crew, unsigned jobs, const struct sink *sink,
                                struct fault *fault)
{
    pthread_t *threads = calloc(jobs, sizeof *threads);
    enum fault_kind kind;
    unsigned hired;

    crew->window = calloc(crew->window_length, sizeof *crew->window);
    if (threads == NULL || crew->window == NULL || !init(crew)) {
        kind = fault_set(fault, FAULT_MEMORY, "no memory for %u jobs; fewer need less", jobs);
        goto done;
    }
    hired = hire(crew, threads, jobs);
    kind = serve(crew, sink, fault);
    for (unsigned i = 0; i < hired; i++)
        pthread_join(threads[i], NULL);
    if (hired == 0)
        kind = fault_set(fault, FAULT_MEMORY, "no thread could be started; fewer jobs need less");
    else
        kind = outcome_of(crew, kind, fault);
    clear(crew);
done:
    free(crew->window);
    free(threads);
    return kind;
}

enum fault_kind replicate(const struct model *model, const struct shape *shape,
                          const struct replicate_options *options, const struct sink *sink,
                          struct fault *fault)
{
    unsigned jobs = options->jobs;
    struct crew crew = {.model = model, .options = options, .faulty = NO_REPLICATION};
    struct record_plan *plan = NULL;
    enum fault_kind kind;

    assert(model->frozen && jobs > 0);
    if (options->replications == 0)
        return FAULT_NONE;
    if (options->replications < jobs)
        jobs = (unsigned) options->replications;
    kind = record_plan_create(&plan, model, shape, fault);
    if (kind != FAULT_NONE)
        return kind;
    crew.plan = plan;
    crew.window_length = (uint64_t) WINDOW_A_JOB * jobs;
    kind = run_crew(&crew, jobs, sink, fault);
    record_plan_free(plan);
    return kind;
}
