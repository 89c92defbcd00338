/* bench.c: `lathe bench reward`: what a reward costs, from text to counts. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ops/cli/json.h"
#include "ops/cli/targets.h"
#include "ops/commands/commands.h"
#include "proto/codec.h"

/* WINDOW: scripts whose texts and targets are held at once: some 55 KiB each. */
enum { WAIT_MS = 1000, WINDOW = 512 };

static const option options[] = {
    {"list", "FILE", OPTION_TEXT, 0, 0,
     "scripts, one path a line; each is scored against the next with a solid, the last of 512 against the first"},
    {"repeat", "N", OPTION_INTEGER, 1, 100000000, "scripts scored in all, the list over and over; default: the list once"},
    OPTION_ROW_MODE,
    OPTION_ROW_JOBS("executors at once; default 1"),
    OPTION_ROW_WALL_MS,
    OPTION_ROW_JSON,
};

typedef struct bench_state {
    path_list paths;
    bytes texts[WINDOW];
    target_blob *blobs; /* of paths[first ...] */
    size_t first, held; /* what of the list is read and prepared */
    score_mode mode;
    run_limits limits;
    int64_t begun_ns[WINDOW];
    double *ms; /* [total] */
    size_t total, timed, without_target, ended[FAILURE_COUNT];
    double seconds;
    uint64_t resident, first_resident;
} bench_state;

/* The nearest after `at` whose target is there; NULL where no script that is held makes one. */
static const target_blob *target_for(const bench_state *s, size_t at)
{
    for (size_t i = 1; i <= s->held; i++)
        if (s->blobs[(at + i) % s->held].length > 0)
            return &s->blobs[(at + i) % s->held];
    return NULL;
}

static lathe_status submit(bench_state *s, executor_pool *pool, size_t at, lathe_error *err)
{
    const target_blob *target = target_for(s, at);
    executor_request request = {.limits = s->limits, .task = EXECUTOR_SCORE};

    if (target == NULL) {
        s->without_target++;
        return LATHE_OK;
    }
    request.source = (shape_source){SOURCE_KIND_SCRIPT, {s->texts[at].data, s->texts[at].length}};
    request.score = (score_request){.target = {target->data, target->length}, .mode = s->mode};
    s->begun_ns[at] = clock_monotonic_ns();
    return pool_submit(pool, &request, at, err);
}

static void note_result(bench_state *s, const pool_result *result)
{
    uint64_t resident = result->reply.resident_bytes;

    s->ms[s->timed++] = (double)(clock_monotonic_ns() - s->begun_ns[result->tag]) * 1e-6;
    s->ended[result->reply.outcome.failure]++;
    if (s->first_resident == 0)
        s->first_resident = resident;
    if (resident > s->resident)
        s->resident = resident;
}

static void release_window(bench_state *s, executor_pool *pool)
{
    targets_free(pool, s->blobs, s->held);
    for (size_t i = 0; i < WINDOW; i++)
        bytes_clear(&s->texts[i]);
    s->blobs = NULL;
    s->held = 0;
}

/* Reads and prepares the list from `first` on, as much as is held at once. */
static lathe_status hold_window(bench_state *s, executor_pool *pool, size_t first, lathe_error *err)
{
    if (s->held > 0 && s->first == first)
        return LATHE_OK;
    release_window(s, pool);
    s->first = first;
    s->held = s->paths.count - first < WINDOW ? s->paths.count - first : WINDOW;
    for (size_t i = 0; i < s->held; i++) {
        source_kind kind;
        bytes_init(&s->texts[i], CODEC_MAX_SCRIPT);
        lathe_status st = shape_file_read(s->paths.paths[first + i], &s->texts[i], &kind, err);
        if (st == LATHE_OK && kind != SOURCE_KIND_SCRIPT)
            st = lathe_fail(err, LATHE_E_INPUT, "bench: '%.180s' is no script", s->paths.paths[first + i]);
        if (st != LATHE_OK)
            return st;
    }
    return targets_prepare(pool, s->paths.paths + first, s->held, &s->limits, &(run_request){.mode = s->mode}, &s->blobs, err);
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

/* How the scripts ended, by name; together they are all that were asked for. */
static json_t *endings(const bench_state *s)
{
    json_t *object = json_object();

    for (size_t i = 0; i < FAILURE_COUNT; i++)
        if (s->ended[i] > 0)
            json_object_set_new(object, failure_name((lathe_failure)i), json_integer((json_int_t)s->ended[i]));
    if (s->without_target > 0)
        json_object_set_new(object, "without_target", json_integer((json_int_t)s->without_target));
    return object;
}

static lathe_status print_report(bench_state *s, bool json, lathe_error *err)
{
    double median, p99, mib = 1.0 / (1 << 20), per_second = s->seconds > 0 ? (double)s->timed / s->seconds : 0;
    json_t *ended = endings(s);
    const char *name;
    json_t *count;

    qsort(s->ms, s->timed, sizeof *s->ms, compare_numbers);
    median = quantile(s->ms, s->timed, .5);
    p99 = quantile(s->ms, s->timed, .99);
    if (!json) {
        printf("%zu scripts in %.2f s: %.1f a second, median %.2f ms, p99 %.2f ms; executor %.1f MiB (%.1f at first)", s->total,
               s->seconds, per_second, median, p99, (double)s->resident * mib, (double)s->first_resident * mib);
        json_object_foreach(ended, name, count)
            printf("; %" JSON_INTEGER_FORMAT " %s", json_integer_value(count), name);
        printf("\n");
        json_decref(ended);
        return LATHE_OK;
    }
    json_t *object = json_object();
    json_object_set_new(object, "scripts", json_integer((json_int_t)s->total));
    json_object_set_new(object, "seconds", json_real(s->seconds));
    json_object_set_new(object, "per_second", json_real(per_second));
    json_object_set_new(object, "median_ms", json_real(median));
    json_object_set_new(object, "p99_ms", json_real(p99));
    json_object_set_new(object, "rss_mib", json_real((double)s->resident * mib));
    json_object_set_new(object, "rss_first_mib", json_real((double)s->first_resident * mib));
    json_object_set_new(object, "failed", json_integer((json_int_t)(s->total - s->ended[FAILURE_OK])));
    json_object_set_new(object, "ended", ended);
    return json_print_line(object, stdout, err);
}

/* No more requests than executors, so that a time is the whole way of one script and none of it waiting in line. */
static lathe_status measure_window(bench_state *s, executor_pool *pool, size_t count, lathe_error *err)
{
    int64_t begun = clock_monotonic_ns();
    size_t next = 0;
    lathe_status st = LATHE_OK;

    while (st == LATHE_OK && (next < count || pool_unfinished(pool) > 0)) {
        pool_result result;
        bool any = false;
        while (st == LATHE_OK && next < count && pool_unfinished(pool) < pool_slots(pool))
            st = submit(s, pool, next++, err);
        if (st == LATHE_OK && pool_unfinished(pool) > 0)
            st = pool_next(pool, WAIT_MS, &result, &any, err);
        if (st == LATHE_OK && any) {
            note_result(s, &result);
            pool_result_clear(&result);
        }
    }
    s->seconds += (double)(clock_monotonic_ns() - begun) * 1e-9;
    return st;
}

static lathe_status measure(bench_state *s, executor_pool *pool, lathe_error *err)
{
    lathe_status st = LATHE_OK;

    for (size_t done = 0; st == LATHE_OK && done < s->total;) {
        st = hold_window(s, pool, done % s->paths.count, err);
        size_t count = s->total - done < s->held ? s->total - done : s->held;
        if (st == LATHE_OK)
            st = measure_window(s, pool, count, err);
        done += count;
    }
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
    if (st != LATHE_OK)
        return st;
    s->limits = executors_limits(a);
    s->total = (size_t)arguments_integer(a, "repeat", (long long)s->paths.count);
    s->ms = calloc(s->total, sizeof *s->ms);
    return s->ms != NULL ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "bench: out of memory");
}

static lathe_status bench(const arguments *a, lathe_error *err)
{
    bench_state *s = calloc(1, sizeof *s);
    executor_pool *pool = NULL;

    if (s == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "bench: out of memory");
    lathe_status st = read_inputs(a, s, err);
    if (st == LATHE_OK)
        st = executors_start((uint32_t)arguments_integer(a, "jobs", 1), &pool, err);
    if (st == LATHE_OK)
        st = measure(s, pool, err);
    if (st == LATHE_OK)
        st = print_report(s, arguments_flag(a, "json"), err);
    release_window(s, pool);
    pool_free(pool);
    free(s->ms);
    path_list_clear(&s->paths);
    free(s);
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
