/* run_data.h: the example set that a configuration asks for: its name, and making it where it is not there. */
#ifndef LATHE_OPS_JOBS_RUN_DATA_H
#define LATHE_OPS_JOBS_RUN_DATA_H

#include "ops/config/config.h"
#include "ops/data/example_job.h"

/* data.set where it is given, else a name that follows from the keys that decide what the set holds, so that runs with the
 * same data share it. out: EXPERIMENT_DB_NAME_MAX + 1 bytes. */
lathe_status run_data_name(const config *c, char *out, size_t size, lathe_error *err);

/* The limits of one script (rollout.limits). */
run_limits run_data_limits(const config *c);

/* What targets are prepared for (rollout.metric, rollout.rows, rollout.chamfer_points). */
example_targets run_data_targets(const config *c);
/* LATHE_E_INPUT where the first example's target is not prepared for that: every score would fail. Nothing to say of an empty list. */
lathe_status run_data_check_target(experiment_db *db, const config *c, const example_list *examples, lathe_error *err);

/* Makes the set by local executors, or finds that it exists. callbacks: context, progress, report and should_stop are taken from it,
 * the rest from the configuration. LATHE_E_INPUT where data.source is `set` and there is none of that name. */
lathe_status run_data_prepare(experiment_db *db, const config *c, const example_job_options *callbacks,
                              example_set_info *out_info, example_job_counts *out_counts, lathe_error *err);

#endif
