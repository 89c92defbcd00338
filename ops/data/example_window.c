#include "ops/data/example_window.h"

#include <stdlib.h>

#include "base/clock.h"
#include "proto/codec.h"

enum { WINDOW_PER_SLOT = 4, WAIT_MS = 200, PATIENCE = 8 };

typedef enum entry_state { ENTRY_EMPTY, ENTRY_RUNS, ENTRY_DONE } entry_state;

typedef struct entry {
    entry_state state;
    example_candidate candidate;
} entry;

struct example_window {
    const example_job_options *options;
    run_request request;
    example_make *make;
    void *context;
    executor_pool *pool;
    uint32_t count, begun, taken; /* candidates: all, given to executors, handed over */
    uint32_t size;
    bool held;                    /* entry of `taken - 1` is with the caller */
    entry entries[];              /* [size], candidate i in entry i % size */
};

static entry *entry_of(example_window *w, uint64_t index)
{
    return &w->entries[index % w->size];
}

static void clear_entry(entry *e)
{
    if (e->state == ENTRY_DONE && !e->candidate.problem[0])
        pool_result_clear(&e->candidate.result);
    bytes_clear(&e->candidate.data);
    *e = (entry){0};
    bytes_init(&e->candidate.data, CODEC_MAX_SOURCE);
}

lathe_status example_window_new(const example_job_options *options, const run_request *request, uint32_t count,
                                example_make *make, void *context, example_window **out, lathe_error *err)
{
    pool_options pool = POOL_OPTIONS_INIT;
    uint32_t size = (options->jobs ? options->jobs : 1) * WINDOW_PER_SLOT;
    example_window *w = calloc(1, sizeof *w + size * sizeof *w->entries);
    if (!w)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u candidates", size);
    w->options = options;
    w->request = *request;
    w->count = count;
    w->make = make;
    w->context = context;
    w->size = size;
    for (uint32_t i = 0; i < size; i++)
        bytes_init(&w->entries[i].candidate.data, CODEC_MAX_SOURCE);
    pool.executor.path = options->executor;
    pool.slots = options->jobs ? options->jobs : 1;
    pool.max_queued = size;
    lathe_status st = pool_new(&pool, &w->pool, err);
    if (st != LATHE_OK) {
        example_window_free(w);
        return st;
    }
    *out = w;
    return LATHE_OK;
}

void example_window_free(example_window *w)
{
    if (!w)
        return;
    pool_free(w->pool);
    for (uint32_t i = 0; i < w->size; i++)
        clear_entry(&w->entries[i]);
    free(w);
}

/* Begins candidates until the window or the pool is full. */
static lathe_status begin_candidates(example_window *w, lathe_error *err)
{
    while (w->begun < w->count && w->begun - w->taken < w->size && pool_has_room(w->pool)) {
        entry *e = entry_of(w, w->begun);
        example_candidate *c = &e->candidate;
        c->index = w->begun;
        lathe_status st = w->make(w->context, w->begun, c, err);
        if (st != LATHE_OK)
            return st;
        e->state = ENTRY_DONE;
        if (!c->problem[0]) {
            executor_request request = {.limits = w->options->limits,
                                        .source = {.kind = c->kind, .data = {c->data.data, c->data.length}},
                                        .task = EXECUTOR_RUN,
                                        .run = w->request};
            request.run.points_sample = w->begun;
            e->state = ENTRY_EMPTY;
            st = pool_submit(w->pool, &request, w->begun, err);
            if (st != LATHE_OK)
                return st;
            e->state = ENTRY_RUNS;
        }
        w->begun++;
    }
    return LATHE_OK;
}

static lathe_status take_results(example_window *w, uint32_t wait_ms, lathe_error *err)
{
    pool_result result;
    bool any = true;
    for (; any; wait_ms = 0) {
        lathe_status st = pool_next(w->pool, wait_ms, &result, &any, err);
        if (st != LATHE_OK)
            return st;
        if (!any)
            break;
        entry *e = entry_of(w, result.tag);
        e->candidate.result = result;
        e->state = ENTRY_DONE;
    }
    return LATHE_OK;
}

lathe_status example_window_next(example_window *w, const example_candidate **out, lathe_error *err)
{
    if (w->held)
        clear_entry(entry_of(w, w->taken - 1));
    w->held = false;
    if (w->taken == w->count) {
        *out = NULL;
        return LATHE_OK;
    }
    entry *e = entry_of(w, w->taken);
    /* The pool ends every request by itself; this bound is for the day it does not. */
    int64_t patience = PATIENCE * ((int64_t)w->options->limits.wall_ms + 60000);
    int64_t deadline = clock_monotonic_ms() + patience;
    for (;;) {
        lathe_status st = begin_candidates(w, err);
        if (st == LATHE_OK)
            st = take_results(w, e->state == ENTRY_DONE ? 0 : WAIT_MS, err);
        if (st != LATHE_OK)
            return st;
        if (w->options->should_stop && w->options->should_stop(w->options->context))
            return lathe_fail(err, LATHE_E_BUSY, "stopped on request; nothing of the example set is kept");
        if (e->state == ENTRY_DONE)
            break;
        if (clock_monotonic_ms() > deadline)
            return lathe_fail(err, LATHE_E_BUSY, "no executor answered for part '%.80s' within %lld s", e->candidate.name,
                              (long long)(patience / 1000));
    }
    w->taken++;
    w->held = true;
    *out = &e->candidate;
    return LATHE_OK;
}
