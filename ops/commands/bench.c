/* bench.c: `lathe bench reward`: what a reward costs, from text to counts. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ops/cli/json.h"
#include "ops/cli/targets.h"
#include "ops/commands/commands.h"
#include "proto/codec.h"

enum { WAIT_MS = 1000 };

static const option options[] = {
    {"list", "FILE", OPTION_TEXT, 0, 0, "scripts, one path a line; each is scored against the next, the last against the first"},
    {"repeat", "N", OPTION_INTEGER, 1, 100000000, "scripts scored in all, the list over and over; default: the list once"},
    OPTION_ROW_MODE,
    OPTION_ROW_JOBS("executors at once; default 1"),
    OPTION_ROW_WALL_MS,
    OPTION_ROW_JSON,
};

typedef struct bench_state {
    path_list paths;
    bytes *texts;
    target_blob *blobs;
    score_mode mode;
    run_limits limits;
    int64_t *begun_ns;  /* [total] */
    double *ms;         /* [total] */
    size_t total, timed, failed;
    uint64_t resident, first_resident;
} bench_state;

static lathe_status submit(bench_state *s, executor_pool *pool, size_t index, lathe_error *err)
{
    size_t at = index % s->paths.count, next = (at + 1) % s->paths.count;
    executor_request request = {.limits = s->limits, .task = EXECUTOR_SCORE};

    if (s->blobs[next].length == 0) {
        s->failed++;
        return LATHE_OK;
    }
    request.source = (shape_source){SOURCE_KIND_SCRIPT, {s->texts[at].data, s->texts[at].length}};
    request.score = (score_request){.target = {s->blobs[next].data, s->blobs[next].length}, .mode = s->mode};
    s->begun_ns[index] = clock_monotonic_ns();
    return pool_submit(pool, &request, index, err);
}

static void note_result(bench_state *s, const pool_result *result)
{
    uint64_t resident = result->reply.resident_bytes;

    s->ms[s->timed++] = (double)(clock_monotonic_ns() - s->begun_ns[result->tag]) * 1e-6;
    s->failed += result->reply.outcome.failure != FAILURE_OK;
    if (s->first_resident == 0)
        s->first_resident = resident;
    if (resident > s->resident)
        s->resident = resident;
}

static lathe_status read_texts(bench_state *s, lathe_error *err)
{
    s->texts = calloc(s->paths.count, sizeof *s->texts);
    if (s->texts == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "bench: out of memory");
    for (size_t i = 0; i < s->paths.count; i++) {
        source_kind kind;
        bytes_init(&s->texts[i], CODEC_MAX_SCRIPT);
        lathe_status st = shape_file_read(s->paths.paths[i], &s->texts[i], &kind, err);
        if (st == LATHE_OK && kind != SOURCE_KIND_SCRIPT)
            st = lathe_fail(err, LATHE_E_INPUT, "bench: '%.180s' is no script", s->paths.paths[i]);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double quantile(const double *sorted, size_t count, double share)
{
    return count > 0 ? sorted[(size_t)(share * (double)(count - 1) + .5)] : 0;
}

static lathe_status print_report(bench_state *s, double seconds, bool json, lathe_error *err)
{
    double median, p99, mib = 1.0 / (1 << 20);

    qsort(s->ms, s->timed, sizeof *s->ms, compare_numbers);
    median = quantile(s->ms, s->timed, .5);
    p99 = quantile(s->ms, s->timed, .99);
    if (!json) {
        printf("%zu scripts in %.2f s: %.1f a second, median %.2f ms, p99 %.2f ms; executor %.1f MiB (%.1f at first); %zu "
               "failed\n",
               s->timed, seconds, (double)s->timed / seconds, median, p99, (double)s->resident * mib,
               (double)s->first_resident * mib, s->failed);
        return LATHE_OK;
    }
    json_t *object = json_object();
    json_object_set_new(object, "scripts", json_integer((json_int_t)s->timed));
    json_object_set_new(object, "seconds", json_real(seconds));
    json_object_set_new(object, "per_second", json_real((double)s->timed / seconds));
    json_object_set_new(object, "median_ms", json_real(median));
    json_object_set_new(object, "p99_ms", json_real(p99));
    json_object_set_new(object, "rss_mib", json_real((double)s->resident * mib));
    json_object_set_new(object, "rss_first_mib", json_real((double)s->first_resident * mib));
    json_object_set_new(object, "failed", json_integer((json_int_t)s->failed));
    return json_print_line(object, stdout, err);
}

/* No more requests than executors, so that a time is the whole way of one script and none of it waiting in line. */
static lathe_status measure(bench_state *s, executor_pool *pool, double *out_seconds, lathe_error *err)
{
    int64_t begun = clock_monotonic_ns();
    size_t next = 0;
    lathe_status st = LATHE_OK;

    while (st == LATHE_OK && (next < s->total || pool_unfinished(pool) > 0)) {
        pool_result result;
        bool any = false;
        while (st == LATHE_OK && next < s->total && pool_unfinished(pool) < pool_slots(pool))
            st = submit(s, pool, next++, err);
        if (st == LATHE_OK && pool_unfinished(pool) > 0)
            st = pool_next(pool, WAIT_MS, &result, &any, err);
        if (st == LATHE_OK && any) {
            note_result(s, &result);
            pool_result_clear(&result);
        }
    }
    *out_seconds = (double)(clock_monotonic_ns() - begun) * 1e-9;
    return st;
}

static lathe_status read_inputs(const arguments *a, bench_state *s, lathe_error *err)
{
    const char *list = arguments_text(a, "list", NULL);

    if (list == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "bench reward: needs --list FILE");
    lathe_status st = executors_mode(a, &s->mode, err);
    if (st == LATHE_OK)
        st = path_list_read(&s->paths, list, 1, err);
    if (st == LATHE_OK && s->paths.count == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "bench reward: '%.180s' is empty", list);
    if (st == LATHE_OK)
        st = read_texts(s, err);
    if (st != LATHE_OK)
        return st;
    s->total = (size_t)arguments_integer(a, "repeat", (long long)s->paths.count);
    s->begun_ns = calloc(s->total, sizeof *s->begun_ns);
    s->ms = calloc(s->total, sizeof *s->ms);
    if (s->begun_ns == NULL || s->ms == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "bench: out of memory");
    return LATHE_OK;
}

static lathe_status bench(const arguments *a, lathe_error *err)
{
    bench_state s = {.limits = executors_limits(a)};
    executor_pool *pool = NULL;
    double seconds = 0;

    lathe_status st = read_inputs(a, &s, err);
    if (st == LATHE_OK)
        st = executors_start((uint32_t)arguments_integer(a, "jobs", 1), &pool, err);
    if (st == LATHE_OK)
        st = targets_prepare(pool, s.paths.paths, s.paths.count, &s.limits, SCORE_ROWS_LATTICE, &s.blobs, err);
    if (st == LATHE_OK)
        st = measure(&s, pool, &seconds, err);
    if (st == LATHE_OK)
        st = print_report(&s, seconds, arguments_flag(a, "json"), err);
    pool_free(pool);
    targets_free(s.blobs, s.paths.count);
    for (size_t i = 0; s.texts != NULL && i < s.paths.count; i++)
        bytes_clear(&s.texts[i]);
    free(s.texts);
    free(s.begun_ns);
    free(s.ms);
    path_list_clear(&s.paths);
    return st;
}

const cli_command command_bench_reward = {
    .name = "bench reward",
    .usage = "--list FILE [options]",
    .summary = "measure what a reward costs: text in, counts out",
    .example = "bench reward --list scripts.txt --mode exact --jobs 1 --json",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = bench,
};
