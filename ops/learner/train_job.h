/* train_job.h: a whole training run: database, lock, tokeniser, policy, fleet, stages, report.
 *
 * Leaves out: making the data (ops/jobs/run_data.h, which `lathe train` does before), so that a learner's host needs no executor. */
#ifndef LATHE_OPS_LEARNER_TRAIN_JOB_H
#define LATHE_OPS_LEARNER_TRAIN_JOB_H

#include "ops/config/config.h"

/* Begins a run of the configuration and trains it to its end or to a stop. config_path: for the run's name and messages.
 * Results go to stdout, progress to stderr. */
lathe_status train_job_begin(config *c, const char *config_path, const char *database, lathe_error *err);

/* Goes on with a run (id, name or "latest") from its last checkpoint, by the configuration it was begun with; assignments [count] are
 * `key.path=value` for keys that do not change what is learned (rollout.*, report.*, run.threads). */
lathe_status train_job_resume(const char *run, const char *database, const char *const *assignments, size_t count,
                              lathe_error *err);

#endif
