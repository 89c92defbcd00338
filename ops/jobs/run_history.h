/* run_history.h: what a run has to show: its reward history as text and as a picture, and its parts as a picture. */
#ifndef LATHE_OPS_JOBS_RUN_HISTORY_H
#define LATHE_OPS_JOBS_RUN_HISTORY_H

#include <stdio.h>

#include "ops/data/example_job.h"
#include "storage/experiment_db.h"

/* Prints the last stage's rewards as a chart in text, `width` columns wide, and the held-back figures as a table. */
lathe_status run_history_print(experiment_db *db, const experiment_run *run, int width, FILE *out, lathe_error *err);

/* Writes the chart of the run's history: losses of SFT, reward, IoU and validity of PPO, KL. */
lathe_status run_history_picture(experiment_db *db, const experiment_run *run, const char *path, lathe_error *err);

/* Writes pictures of the first `count` (at most 64) held-back parts of the run's last greedy evaluation: truth beside
 * prediction in the same frame, with the IoU below. options: executor, jobs and limits are read. LATHE_E_INPUT where the run
 * has no such evaluation. */
lathe_status run_history_parts(experiment_db *db, const experiment_run *run, uint32_t count,
                               const example_job_options *options, const char *path, lathe_error *err);

#endif
