/* What storage costs a training step: samples, scores and the step's end, each durable. Prints figures; fails on errors only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "tests/support/storage_fixture.h"

enum { STEPS = 100, SAMPLES = 64, BATCH = 8 };

int main(void)
{
    storage_fixture f;
    int64_t samples = 0, scores = 0, ends = 0, rollouts[SAMPLES];
    experiment_metric metrics[40];
    char names[40][16];
    fixture_make_folder(&f);
    fixture_open(&f);
    for (int i = 0; i < 40; i++) {
        snprintf(names[i], sizeof names[i], "metric/%d", i);
        metrics[i] = (experiment_metric){names[i], i};
    }
    for (uint32_t step = 0; step < STEPS; step++) {
        experiment_step_id id = {.run = f.run.id, .stage = 1, .step = step};
        experiment_step_report report = {.run = f.run.id, .stage = 1, .step = step, .metrics = metrics, .metric_count = 40};
        int64_t t0 = clock_monotonic_ns();
        CHECK_OK(fixture_commit_samples(&f, f.db, &id, SAMPLES, rollouts, err));
        int64_t t1 = clock_monotonic_ns();
        for (uint32_t i = 0; i < SAMPLES; i += BATCH)
            CHECK_OK(fixture_accept(f.db, f.run.id, rollouts + i, BATCH, err));
        int64_t t2 = clock_monotonic_ns();
        CHECK_OK(experiment_db_commit_step(f.db, &report, NULL, err));
        samples += t1 - t0;
        scores += t2 - t1;
        ends += clock_monotonic_ns() - t2;
    }
    printf("a step of %d samples: samples %.2f ms, scores in batches of %d %.2f ms, end with 40 metrics %.2f ms\n", SAMPLES,
           (double)samples / STEPS / 1e6, BATCH, (double)scores / STEPS / 1e6, (double)ends / STEPS / 1e6);
    fixture_close(&f);
    fixture_remove_folder(&f);
    return 0;
}
