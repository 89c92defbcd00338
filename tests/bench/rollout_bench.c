/* rollout_bench.c: jobs a second through broker, worker and executors whose own work is nothing, and the time of one job that
 * travels alone. Usage: rollout_bench [JOBS [SLOTS]]. One line of JSON an endpoint. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "rollout/broker.h"
#include "tests/support/rollout_support.h"

static size_t take(broker *b, broker_result *results, uint64_t *ids, size_t max)
{
    size_t got = 0;
    lathe_error err = {0};
    if (broker_take(b, results, max, 20000, &got, &err) != LATHE_OK || got == 0) {
        fprintf(stderr, "nothing came: %s\n", err.message);
        exit(1);
    }
    for (size_t i = 0; i < got; i++)
        ids[i] = results[i].result.job_id;
    broker_acknowledge(b, ids, got);
    return got;
}

static void submit(broker *b, uint64_t id)
{
    char script[64];
    lathe_error err = {0};
    snprintf(script, sizeof script, "part %d", (int)id);
    score_job job = support_job(id, script, (unsigned char)(id % 64));
    if (broker_submit(b, &job, &err) != LATHE_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
}

static void measure(const char *endpoint, uint64_t jobs, int slots)
{
    enum { ALONE = 200 };
    static broker_result results[256];
    static uint64_t ids[256];
    broker *b = NULL;
    lathe_error err = {0};
    broker_options options = support_broker_options(endpoint, 1);
    if (broker_new(&options, &b, &err) != LATHE_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    pid_t worker = support_start_worker(broker_endpoint(b, 0), slots, NULL, NULL);
    submit(b, 0);
    take(b, results, ids, 256); /* the worker is there */
    int64_t begin = clock_monotonic_ns();
    for (uint64_t i = 1; i <= jobs; i++)
        submit(b, i);
    for (uint64_t taken = 0; taken < jobs;)
        taken += take(b, results, ids, 256);
    double seconds = (double)(clock_monotonic_ns() - begin) / 1e9;
    begin = clock_monotonic_ns();
    for (uint64_t i = 1; i <= ALONE; i++) {
        submit(b, jobs + i);
        take(b, results, ids, 256);
    }
    double alone = (double)(clock_monotonic_ns() - begin) / 1e3 / ALONE;
    printf("{\"endpoint\": \"%.3s\", \"jobs\": %d, \"slots\": %d, \"per_second\": %.0f, \"alone_us\": %.0f}\n", endpoint,
           (int)jobs, slots, (double)jobs / seconds, alone);
    broker_free(b);
    if (support_wait_exit(worker, 5000) != 0)
        exit(1);
}

int main(int argc, char **argv)
{
    uint64_t jobs = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    int slots = argc > 2 ? atoi(argv[2]) : 2;
    measure("ipc://*", jobs, slots);
    measure("tcp://127.0.0.1:*", jobs, slots);
    return 0;
}
