/* Where an executor's milliseconds go, over real scripts: a fork and an empty script, running, meshing, scoring each
 * script against the one before. Usage: executor_bench FILE.py... ; medians of what each stage adds. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "tests/support/executor_peer.h"

enum { MAX_SCRIPTS = 4096, STAGES = 4 };

static int compare_doubles(const void *a, const void *b)
{
    double l = *(const double *)a, r = *(const double *)b;
    return l < r ? -1 : l > r;
}

static double quantile(double *values, int count, double q)
{
    qsort(values, (size_t)count, sizeof *values, compare_doubles);
    return count ? values[(int)(q * (count - 1))] : 0;
}

/* Page faults of all children that have ended. */
static long child_faults(const executor_peer *p)
{
    char path[64], text[512] = "";
    long faults = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", p->pid);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    const char *rest = n ? strrchr(text, ')') : NULL;
    if (!rest || sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %ld", &faults) != 1)
        faults = 0;
    if (f)
        fclose(f);
    return faults;
}

/* Milliseconds of one request; negative where it failed. */
static double ask(executor_peer *p, const executor_request *r, executor_reply *out, double *out_faults)
{
    long before = child_faults(p);
    int64_t start = clock_monotonic_ns();
    *out = peer_ask(p, r);
    double took = (double)(clock_monotonic_ns() - start) / 1e6;
    *out_faults = (double)(child_faults(p) - before);
    return out->outcome.failure == FAILURE_OK ? took : -1;
}

int main(int argc, char **argv)
{
    static const char *const names[STAGES] = {"run", "run, mesh", "run, mesh, target", "run, mesh, score"};
    static double times[STAGES][MAX_SCRIPTS], faults[STAGES][MAX_SCRIPTS];
    executor_peer p = peer_start();
    executor_reply reply;
    int count = 0;
    uint64_t resident[2] = {0}; /* after the first script and after the last */
    bytes last, text;
    bytes_init(&last, CODEC_MAX_TARGET);
    bytes_init(&text, CODEC_MAX_SCRIPT);
    executor_request r = peer_request(EXECUTOR_RUN, "x = 1\n");
    double empty[64];
    for (int i = 0; i < 64; i++) {
        int64_t start = clock_monotonic_ns();
        reply = peer_ask(&p, &r);
        empty[i] = (double)(clock_monotonic_ns() - start) / 1e6;
        executor_reply_clear(&reply);
    }
    printf("fork and empty script: median %.2f ms, %.0f page faults\n", quantile(empty, 64, .5), child_faults(&p) / 64.);
    for (int i = 1; i < argc && count < MAX_SCRIPTS; i++) {
        bytes_reset(&text);
        if (file_read(argv[i], &text, NULL) != LATHE_OK)
            continue;
        double t[STAGES] = {0};
        for (int stage = 0; stage < STAGES; stage++) {
            r = peer_request(stage == 3 ? EXECUTOR_SCORE : EXECUTOR_RUN, (const char *)text.data);
            if (stage == 1)
                r.run = (run_request){.mesh_linear = .005, .mesh_angular = .2};
            if (stage == 2)
                r.run = (run_request){.target = true};
            if (stage == 3)
                r.score = (score_request){.target = {last.data, last.length}};
            if (stage == 3 && last.length == 0)
                continue;
            t[stage] = ask(&p, &r, &reply, &faults[stage][count]);
            if (stage == 2 && t[stage] > 0) { /* its own target: the next script's truth */
                bytes_reset(&last);
                bytes_append(&last, reply.run.target.data, reply.run.target.length, NULL);
            }
            resident[resident[0] > 0] = reply.resident_bytes;
            executor_reply_clear(&reply);
        }
        if (t[0] <= 0 || t[1] <= 0 || t[2] <= 0 || t[3] <= 0)
            continue;
        for (int stage = 0; stage < STAGES; stage++)
            times[stage][count] = t[stage];
        count++;
    }
    for (int stage = 0; stage < STAGES; stage++)
        printf("%s: median %.2f ms, p99 %.2f ms of %d, %.0f page faults\n", names[stage], quantile(times[stage], count, .5),
               quantile(times[stage], count, .99), count, quantile(faults[stage], count, .5));
    printf("resident: %.1f MiB, then %.1f MiB\n", (double)resident[0] / (1 << 20), (double)resident[1] / (1 << 20));
    peer_end(&p);
    return count > 0 ? 0 : 1;
}
