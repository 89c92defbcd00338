/* executors.c: a window of requests over a pool. */
#include "ops/cli/executors.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ops/cli/bar.h"

enum { WAIT_MS = 1000, WINDOW = 1024 };

typedef struct slot {
    bool filled, skipped;
    pool_result result;
} slot;

lathe_status executors_start(uint32_t jobs, executor_pool **out, lathe_error *err)
{
    pool_options options = POOL_OPTIONS_INIT;

    options.slots = jobs;
    return pool_new(&options, out, err);
}

static lathe_status submit_more(executor_pool *pool, const executors_work *work, slot *slots, size_t *next, size_t emitted,
                                lathe_error *err)
{
    while (*next < work->count && *next < emitted + WINDOW && pool_has_room(pool)) {
        executor_request request = {0};
        bool skip = false;
        slot *s = &slots[*next % WINDOW];

        memset(s, 0, sizeof *s);
        lathe_status st = work->prepare(work->context, *next, &request, &skip, err);
        if (st == LATHE_OK && !skip)
            st = pool_submit(pool, &request, *next, err);
        if (st != LATHE_OK)
            return st;
        s->skipped = s->filled = skip;
        (*next)++;
    }
    return LATHE_OK;
}

static lathe_status emit_ready(const executors_work *work, slot *slots, size_t next, size_t *emitted, lathe_error *err)
{
    while (*emitted < next && slots[*emitted % WINDOW].filled) {
        slot *s = &slots[*emitted % WINDOW];
        lathe_status st = LATHE_OK;

        if (!s->skipped) {
            st = work->finish(work->context, *emitted, &s->result, err);
            pool_result_clear(&s->result);
        }
        s->filled = false;
        (*emitted)++;
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

static lathe_status collect_one(executor_pool *pool, slot *slots, lathe_error *err)
{
    pool_result result;
    bool any = false;

    if (pool_unfinished(pool) == 0)
        return LATHE_OK;
    lathe_status st = pool_next(pool, WAIT_MS, &result, &any, err);
    if (st == LATHE_OK && any) {
        slots[result.tag % WINDOW].result = result;
        slots[result.tag % WINDOW].filled = true;
    }
    return st;
}

lathe_status executors_run(executor_pool *pool, const executors_work *work, lathe_error *err)
{
    slot *slots = calloc(WINDOW, sizeof *slots);
    size_t next = 0, emitted = 0;
    bar b;
    bool show = work->progress && !isatty(STDOUT_FILENO);
    lathe_status st = LATHE_OK;

    if (slots == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "requests: out of memory");
    bar_begin(&b, "scripts");
    while (st == LATHE_OK && emitted < work->count) {
        st = submit_more(pool, work, slots, &next, emitted, err);
        if (st == LATHE_OK)
            st = emit_ready(work, slots, next, &emitted, err);
        if (st == LATHE_OK && emitted < next)
            st = collect_one(pool, slots, err);
        if (show)
            bar_show(&b, (uint32_t)emitted, (uint32_t)work->count, NULL);
    }
    bar_end(&b);
    for (size_t i = emitted; i < next; i++)
        if (slots[i % WINDOW].filled && !slots[i % WINDOW].skipped)
            pool_result_clear(&slots[i % WINDOW].result);
    free(slots);
    return st;
}

run_limits executors_limits(const arguments *a)
{
    run_limits limits = RUN_LIMITS_INIT;

    limits.wall_ms = (uint32_t)arguments_integer(a, "wall-ms", limits.wall_ms);
    return limits;
}

lathe_status executors_mode(const arguments *a, score_mode *out, lathe_error *err)
{
    const char *text = arguments_text(a, "mode", "exact");

    if (strcmp(text, "exact") != 0 && strcmp(text, "lazy") != 0)
        return lathe_fail(err, LATHE_E_INPUT, "%s: '--mode' is lazy or exact, not '%.40s'", a->command->name, text);
    *out = strcmp(text, "lazy") == 0 ? SCORE_MODE_LAZY : SCORE_MODE_EXACT;
    return LATHE_OK;
}
